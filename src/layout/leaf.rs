//! The texts of a story's leaves: what a [`Run`](super::Run)'s source and an [`Anchor`](super::Anchor) count bytes in.

use super::Anchor;
use crate::{
    model::{
        Block, Document, Text,
        document::{Cell, Table},
    },
    text::CleanText,
};

/// A heading of a story, for jumping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 (largest) to 6.
    pub level: u8,
    /// Where it stands.
    pub anchor: Anchor,
    /// Its words.
    pub text: CleanText,
}

/// The text of leaf `leaf`: the spans of a paragraph one after another, the caption and cells of a table (a tab after
/// each cell, a newline after each row), the words for a picture. Empty where the leaf has none, or there is no such leaf.
#[must_use]
pub fn leaf_text(document: &Document, leaf: usize) -> CleanText {
    leaf_texts(document).into_iter().nth(leaf).unwrap_or_default()
}

/// The texts of all leaves of a story, in order.
#[must_use]
pub fn leaf_texts(document: &Document) -> Vec<CleanText> {
    let mut texts = Vec::new();
    visit(&document.blocks, &mut |leaf| texts.push(leaf.text()));
    texts
}

/// The headings of a story, in order.
#[must_use]
pub fn headings(document: &Document) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut count = 0;
    visit(&document.blocks, &mut |leaf| {
        if let Leaf::Block(Block::Heading { level, text }) = leaf {
            headings.push(Heading { level: *level, anchor: Anchor { leaf: count, byte: 0 }, text: joined(text) });
        }
        count += 1;
    });
    headings
}

/// The beginning of a story's running text, about `bytes` long, for finding its language.
pub(super) fn sample(document: &Document, bytes: usize) -> String {
    let mut start = String::new();
    visit(&document.blocks, &mut |leaf| {
        if let Leaf::Block(Block::Paragraph(text)) = leaf
            && start.len() < bytes
        {
            start.extend(text.iter().map(|span| span.text.as_str()));
            start.push('\n');
        }
    });
    start
}

/// What has a text of its own.
enum Leaf<'a> {
    Block(&'a Block),
    Words(&'a Text),
    Empty,
}

impl Leaf<'_> {
    fn text(&self) -> CleanText {
        match self {
            Leaf::Words(text) => joined(text),
            Leaf::Block(Block::Paragraph(text) | Block::Heading { text, .. }) => joined(text),
            Leaf::Block(Block::Code(text)) => text.clone(),
            Leaf::Block(Block::Media(media)) => media.alt.clone(),
            Leaf::Block(Block::Table(table)) => table_text(table),
            _ => CleanText::new(),
        }
    }
}

/// Hands the leaves of `blocks` to `see`, in the order that [`Block::leaves`] counts them in.
fn visit(blocks: &[Block], see: &mut impl FnMut(&Leaf<'_>)) {
    for block in blocks {
        match block {
            Block::Quote(inner) => visit(inner, see),
            Block::List(list) => {
                for item in &list.items {
                    if item.content.iter().all(|block| block.leaves() == 0) {
                        see(&Leaf::Empty);
                    }
                    visit(&item.content, see);
                }
            }
            Block::Definitions(all) => {
                for one in all {
                    one.terms.iter().for_each(|term| see(&Leaf::Words(term)));
                    visit(&one.content, see);
                }
            }
            Block::Figure { content, caption } => {
                visit(content, see);
                visit(caption, see);
            }
            Block::Details { summary, content } => {
                see(&Leaf::Words(summary));
                visit(content, see);
            }
            _ => see(&Leaf::Block(block)),
        }
    }
}

fn joined(text: &Text) -> CleanText {
    let mut all = CleanText::new();
    push_all(&mut all, text);
    all
}

fn push_all(all: &mut CleanText, text: &Text) {
    for span in text {
        all.push(&span.text);
    }
}

fn table_text(table: &Table) -> CleanText {
    let mut all = CleanText::new();
    push_all(&mut all, &table.caption);
    all.push(&"\n".into());
    for row in &table.rows {
        for Cell { text, .. } in row {
            push_all(&mut all, text);
            all.push(&"\t".into());
        }
        all.push(&"\n".into());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{headings, leaf_texts};
    use crate::{
        model::{
            Block, Document, Span,
            document::{Cell, Item, List, Table},
        },
        text::CleanText,
    };

    fn words(text: &str) -> Vec<Span> {
        vec![Span { text: CleanText::block(text), ..Span::default() }]
    }

    #[test]
    fn leaves_are_counted_as_the_model_counts_them_so_that_links_within_a_story_arrive() {
        let cell = |text| Cell { text: words(text), header: false, columns: 1, rows: 1 };
        let blocks = vec![
            Block::Quote(vec![Block::Paragraph(words("a"))]),
            Block::List(List { items: vec![Item::default(), Item { number: 2, content: vec![Block::Rule] }], ..List::default() }),
            Block::Table(Table { caption: words("c"), rows: vec![vec![cell("1"), cell("2")]] }),
            Block::Heading { level: 2, text: words("h") },
            Block::Details { summary: words("s"), content: vec![Block::Code(CleanText::block("x\ny"))] },
        ];
        let total: usize = blocks.iter().map(Block::leaves).sum();
        let document = Document { blocks, ..Document::default() };
        let texts = leaf_texts(&document);
        let texts: Vec<&str> = texts.iter().map(CleanText::as_str).collect();
        assert_eq!(texts, ["a", "", "", "c\n1\t2\t\n", "h", "s", "x\ny"]);
        assert_eq!(texts.len(), total);
        assert_eq!(headings(&document).first().map(|heading| heading.anchor.leaf), Some(4));
    }
}
