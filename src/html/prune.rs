//! Leaves blocks of a story out and keeps its links and anchors right.

use crate::model::document::{Block, Document, LinkId, Target, Text};

/// Counts leaves while blocks are kept or dropped.
struct Pruner<'a> {
    keep: &'a mut dyn FnMut(&Block) -> bool,
    /// For each leaf of the old story its number in the new one; for a dropped leaf that of the next one kept.
    moved: Vec<usize>,
    kept: usize,
}

/// The story without the blocks, at any depth, that `keep` refuses. What holds nothing any more goes too.
pub fn prune(mut document: Document, keep: &mut dyn FnMut(&Block) -> bool) -> Document {
    let mut pruner = Pruner { keep, moved: Vec::new(), kept: 0 };
    document.blocks = pruner.blocks(document.blocks);
    let last = pruner.kept.saturating_sub(1);
    for (_, leaf) in &mut document.anchors {
        *leaf = pruner.moved.get(*leaf).copied().unwrap_or(last).min(last);
    }
    renumber_links(&mut document);
    document
}

impl Pruner<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: Block) -> Option<Block> {
        if !(self.keep)(&block) {
            self.moved.resize(self.moved.len() + block.leaves(), self.kept);
            return None;
        }
        match block {
            Block::Quote(blocks) => some_unless_empty(self.blocks(blocks)).map(Block::Quote),
            Block::List(mut list) => {
                for item in &mut list.items {
                    item.content = self.blocks(std::mem::take(&mut item.content));
                }
                list.items.retain(|item| !item.content.is_empty());
                if list.items.is_empty() { None } else { Some(Block::List(list)) }
            }
            Block::Definitions(mut all) => {
                for one in &mut all {
                    one.terms.iter().for_each(|_| self.leaf());
                    one.content = self.blocks(std::mem::take(&mut one.content));
                }
                Some(Block::Definitions(all))
            }
            Block::Figure { content, caption } => self.figure(content, caption),
            Block::Details { summary, content } => {
                self.leaf();
                Some(Block::Details { summary, content: self.blocks(content) })
            }
            leaf => {
                self.leaf();
                Some(leaf)
            }
        }
    }

    /// A figure whose picture was dropped is dropped with its words.
    fn figure(&mut self, content: Vec<Block>, caption: Vec<Block>) -> Option<Block> {
        let content = self.blocks(content);
        if content.is_empty() {
            let leaves: usize = caption.iter().map(Block::leaves).sum();
            self.moved.resize(self.moved.len() + leaves, self.kept);
            return None;
        }
        Some(Block::Figure { content, caption: self.blocks(caption) })
    }

    fn leaf(&mut self) {
        self.moved.push(self.kept);
        self.kept += 1;
    }
}

fn some_unless_empty(blocks: Vec<Block>) -> Option<Vec<Block>> {
    if blocks.is_empty() { None } else { Some(blocks) }
}

/// Numbers the links that are still shown: first those that lead out of the story, which readers see numbered.
pub fn renumber_links(document: &mut Document) {
    let mut shown: Vec<LinkId> = Vec::new();
    in_blocks(&mut document.blocks, &mut |link| shown.extend(*link));
    let leads_out = |id: &LinkId| document.links.get(id.0).is_some_and(|link| matches!(link.target, Target::Web(_)));
    shown.sort_by_key(|id| !leads_out(id));
    let mut numbers: Vec<Option<LinkId>> = vec![None; document.links.len()];
    let mut links = Vec::new();
    for id in shown {
        if let (Some(number @ None), Some(link)) = (numbers.get_mut(id.0), document.links.get(id.0)) {
            *number = Some(LinkId(links.len()));
            links.push(link.clone());
        }
    }
    in_blocks(&mut document.blocks, &mut |link| *link = link.and_then(|id| numbers.get(id.0).copied().flatten()));
    document.links = links;
}

/// Calls `each` for every place in a block where a link can be, in reading order.
fn each_link(block: &mut Block, each: &mut dyn FnMut(&mut Option<LinkId>)) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } | Block::Code(text) => in_text(text, each),
        Block::Quote(blocks) => in_blocks(blocks, each),
        Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(&mut item.content, each)),
        Block::Definitions(all) => {
            for one in all {
                one.terms.iter_mut().for_each(|term| in_text(term, each));
                in_blocks(&mut one.content, each);
            }
        }
        Block::Table(table) => {
            in_text(&mut table.caption, each);
            table.rows.iter_mut().flatten().for_each(|cell| in_text(&mut cell.text, each));
        }
        Block::Figure { content, caption } => {
            in_blocks(content, each);
            in_blocks(caption, each);
        }
        Block::Media(media) => each(&mut media.link),
        Block::Details { summary, content } => {
            in_text(summary, each);
            in_blocks(content, each);
        }
        Block::Rule => {}
    }
}

fn in_text(text: &mut Text, each: &mut dyn FnMut(&mut Option<LinkId>)) {
    for span in text {
        each(&mut span.link);
    }
}

fn in_blocks(blocks: &mut [Block], each: &mut dyn FnMut(&mut Option<LinkId>)) {
    for block in blocks {
        each_link(block, each);
    }
}
