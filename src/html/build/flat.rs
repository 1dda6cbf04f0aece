//! Blocks as one text, for places that hold no blocks: headings, terms, cells.

use crate::model::document::{Media, MediaKind};
use crate::model::{Block, Span, Style, Text};

/// What becomes of pictures among the words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// They are shown apart.
    Apart,
    /// Those with words of their own become these words.
    Told,
}

/// The words of blocks as one text with forced breaks between them, and what is not words.
pub fn flattened(blocks: Vec<Block>, pictures: Pictures) -> (Text, Vec<Media>) {
    let mut flat = Flat { lines: Vec::new(), media: Vec::new(), pictures };
    flat.all(blocks);
    let mut text = Text::new();
    for line in flat.lines.into_iter().filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push(Span { text: "\n".into(), ..Span::default() });
        }
        text.extend(line);
    }
    (text, flat.media)
}

struct Flat {
    lines: Vec<Text>,
    media: Vec<Media>,
    pictures: Pictures,
}

impl Flat {
    fn all(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.one(block);
        }
    }

    fn one(&mut self, block: Block) {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::Code(text) => self.lines.push(text),
            Block::Media(media) => self.medium(media),
            Block::Quote(blocks) => self.all(blocks),
            Block::List(list) => list.items.into_iter().for_each(|item| self.all(item.content)),
            Block::Figure { content, caption } => {
                self.all(content);
                self.all(caption);
            }
            Block::Details { summary, content } => {
                self.lines.push(summary);
                self.all(content);
            }
            Block::Definitions(all) => {
                for one in all {
                    self.lines.extend(one.terms);
                    self.all(one.content);
                }
            }
            Block::Table(table) => {
                self.lines.push(table.caption);
                self.lines.extend(table.rows.into_iter().flatten().map(|cell| cell.text));
            }
            Block::Rule => {}
        }
    }

    fn medium(&mut self, media: Media) {
        if self.pictures == Pictures::Told && media.kind == MediaKind::Image && !media.alt.is_empty() {
            self.lines.push(vec![Span { text: media.alt, style: Style::QUIET, link: media.link }]);
        } else {
            self.media.push(media);
        }
    }
}
