//! The words of a story without their setting: for search, for counting, for speech.

use super::document::{Block, Document, Span};
use crate::text::{CleanText, script};

/// How many words a reader takes in a minute.
const WORDS_A_MINUTE: usize = 265;
/// How many Chinese, Japanese or Korean characters a reader takes in a minute.
const CJK_A_MINUTE: usize = 500;

impl Document {
    /// The text of every leaf (see [`Block::leaves`]) in order; what is not words has those that stand for it.
    #[must_use]
    pub fn leaf_texts(&self) -> Vec<CleanText> {
        let mut out = Vec::new();
        gather_all(&self.blocks, &mut out);
        out
    }

    /// How long the story takes to read, in minutes, at least 1: 265 words or 500 CJK characters a minute.
    #[must_use]
    pub fn reading_minutes(&self) -> usize {
        let (mut words, mut characters) = (0, 0);
        for text in self.leaf_texts() {
            let mut is_counted = false;
            for c in text.chars() {
                if script::is_cjk(c) {
                    characters += usize::from(c.is_alphanumeric());
                    is_counted = false;
                } else if c.is_whitespace() {
                    is_counted = false;
                } else if !is_counted && c.is_alphanumeric() {
                    words += 1;
                    is_counted = true;
                }
            }
        }
        let minutes_by_area = words * CJK_A_MINUTE + characters * WORDS_A_MINUTE;
        minutes_by_area.div_ceil(WORDS_A_MINUTE * CJK_A_MINUTE).max(1)
    }
}

/// The characters of running text.
#[must_use]
pub fn joined(text: &[Span]) -> CleanText {
    let mut out = CleanText::new();
    for span in text {
        out.push(&span.text);
    }
    out
}

fn gather_all(blocks: &[Block], out: &mut Vec<CleanText>) {
    for block in blocks {
        gather(block, out);
    }
}

fn gather(block: &Block, out: &mut Vec<CleanText>) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } | Block::Code(text) => out.push(joined(text)),
        Block::Media(media) => out.push(media.alt.clone()),
        Block::Rule => out.push(CleanText::new()),
        Block::Quote(blocks) => gather_all(blocks, out),
        Block::Figure { content, caption } => {
            gather_all(content, out);
            gather_all(caption, out);
        }
        Block::Details { summary, content } => {
            out.push(joined(summary));
            gather_all(content, out);
        }
        Block::List(list) => {
            for item in &list.items {
                let before = out.len();
                gather_all(&item.content, out);
                if out.len() == before {
                    out.push(CleanText::new());
                }
            }
        }
        Block::Definitions(all) => {
            for one in all {
                out.extend(one.terms.iter().map(|term| joined(term)));
                gather_all(&one.content, out);
            }
        }
        Block::Table(table) => {
            let mut text = joined(&table.caption);
            for cell in table.rows.iter().flatten() {
                text.push(&"\n".into());
                text.push(&joined(&cell.text));
            }
            out.push(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Document, Span};
    use crate::text::CleanText;

    fn story(text: &str) -> Document {
        let span = Span { text: CleanText::block(text), ..Span::default() };
        Document { blocks: vec![Block::Paragraph(vec![span])], ..Document::default() }
    }

    #[test]
    fn reading_time_counts_words_or_characters_by_script() {
        assert_eq!(story("").reading_minutes(), 1);
        assert_eq!(story(&"word ".repeat(265)).reading_minutes(), 1);
        assert_eq!(story(&"word ".repeat(266)).reading_minutes(), 2);
        assert_eq!(story(&"字，".repeat(1_000)).reading_minutes(), 2);
        assert_eq!(story(&"it's – word字 ".repeat(100)).reading_minutes(), 1);
        assert_eq!(story(&format!("{}{}", "word ".repeat(265), "字".repeat(500))).reading_minutes(), 2);
    }
}
