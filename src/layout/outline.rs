//! The headings of a story, for jumping.

use super::Anchor;
use crate::{
    model::{Block, Document, words::joined},
    text::CleanText,
};

/// A heading of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 (largest) to 6.
    pub level: u8,
    /// Where it stands.
    pub anchor: Anchor,
    /// Its words.
    pub text: CleanText,
}

/// The headings of a story, in order.
#[must_use]
pub fn headings(document: &Document) -> Vec<Heading> {
    let mut headings = Vec::new();
    gather(&document.blocks, &mut 0, &mut headings);
    headings
}

/// Gathers the headings among `blocks`, the first of which begins at leaf `leaf`, which then counts on.
fn gather(blocks: &[Block], leaf: &mut usize, headings: &mut Vec<Heading>) {
    for block in blocks {
        let after = *leaf + block.leaves();
        match block {
            Block::Heading { level, text } => {
                headings.push(Heading { level: *level, anchor: Anchor { leaf: *leaf, byte: 0 }, text: joined(text) });
            }
            Block::Quote(inner) | Block::Figure { content: inner, .. } => gather(inner, leaf, headings),
            Block::Details { content, .. } => {
                *leaf += 1;
                gather(content, leaf, headings);
            }
            Block::List(list) => {
                for item in &list.items {
                    let next = *leaf + item.content.iter().map(Block::leaves).sum::<usize>().max(1);
                    gather(&item.content, leaf, headings);
                    *leaf = next;
                }
            }
            Block::Definitions(all) => {
                for one in all {
                    *leaf += one.terms.len();
                    gather(&one.content, leaf, headings);
                }
            }
            _ => {}
        }
        *leaf = after;
    }
}

/// The beginning of a story's running text, about `bytes` long, for finding its language.
pub(super) fn sample(blocks: &[Block], bytes: usize) -> String {
    let mut start = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => start.extend(text.iter().map(|span| span.text.as_str())),
            Block::Quote(inner) | Block::Details { content: inner, .. } => start.push_str(&sample(inner, bytes)),
            Block::List(list) => start.extend(list.items.iter().map(|item| sample(&item.content, bytes / 8))),
            _ => {}
        }
        start.push('\n');
        if start.len() > bytes {
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::headings;
    use crate::{
        model::{
            Block, Document, Span,
            document::{Definition, Item, List},
        },
        text::CleanText,
    };

    #[test]
    fn a_heading_is_found_where_its_leaf_is() {
        let words = |text: &str| vec![Span { text: CleanText::block(text), ..Span::default() }];
        let heading = |text: &str| Block::Heading { level: 2, text: words(text) };
        let item = |content: Vec<Block>| Item { number: 1, done: None, content };
        let blocks = vec![
            Block::List(List {
                items: vec![item(vec![]), item(vec![Block::Quote(vec![])]), item(vec![heading("a")])],
                ..List::default()
            }),
            Block::Definitions(vec![Definition { terms: vec![words("t")], content: vec![heading("b"), Block::Rule] }]),
            Block::Details { summary: words("s"), content: vec![Block::Quote(vec![heading("c")])] },
            heading("d"),
        ];
        let document = Document { blocks, ..Document::default() };
        let texts = document.leaf_texts();
        let found = headings(&document);
        assert_eq!(found.iter().map(|heading| heading.text.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        for heading in found {
            assert_eq!(texts.get(heading.anchor.leaf), Some(&heading.text));
        }
    }
}
