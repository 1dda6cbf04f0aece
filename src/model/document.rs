//! A story as typed blocks: what `html` makes and `layout` sets.

use crate::text::{CleanText, SafeUrl};

/// A story, ready to be set on any sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Every link, in the order of its first appearance, in a story those that lead out of it first. Shown to readers as
    /// 1, 2, 3….
    pub links: Vec<Link>,
    /// The language as a BCP 47 tag, for hyphenation; may be empty.
    pub language: CleanText,
    /// Places that links within the story point to: name, and the leaf (see [`Block::leaves`]) that it stands at.
    pub anchors: Vec<(CleanText, usize)>,
}

/// The place of a link in [`Document::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub usize);

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its target.
    pub target: Target,
    /// The title that the author gave it; may be empty.
    pub title: CleanText,
}

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page on the web.
    Web(SafeUrl),
    /// A place in the same story, by its name in [`Document::anchors`].
    Here(CleanText),
}

/// Running text: spans one after another. A newline in a span's text is a forced line break.
pub type Text = Vec<Span>;

/// A stretch of text of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: CleanText,
    /// How they are set.
    pub style: Style,
    /// The link that they belong to.
    pub link: Option<LinkId>,
}

/// How a span is set: any of the constants, joined with `|`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u16);

impl Style {
    /// As the text around it.
    pub const PLAIN: Self = Self(0);
    /// Emphasis: italics.
    pub const EMPHASIS: Self = Self(1);
    /// Strong: bold.
    pub const STRONG: Self = Self(1 << 1);
    /// Struck out.
    pub const STRUCK: Self = Self(1 << 2);
    /// Underlined by the author (an insertion, say); links are underlined by themselves.
    pub const UNDERLINED: Self = Self(1 << 3);
    /// Code, a key, a sample: never hyphenated.
    pub const CODE: Self = Self(1 << 4);
    /// Raised.
    pub const SUPERSCRIPT: Self = Self(1 << 5);
    /// Lowered.
    pub const SUBSCRIPT: Self = Self(1 << 6);
    /// Marked, as with a pen.
    pub const MARKED: Self = Self(1 << 7);
    /// Small print.
    pub const SMALL: Self = Self(1 << 8);
    /// Quiet: what newsprint adds (the reading of a ruby, the meaning of an abbreviation, a link's number).
    pub const QUIET: Self = Self(1 << 9);

    /// Whether all of `other` is set.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::ops::BitOr for Style {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Style {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A block of a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A heading; `level` 1 to 6.
    Heading {
        /// 1 (largest) to 6.
        level: u8,
        /// The words.
        text: Text,
    },
    /// What somebody else said.
    Quote(Vec<Block>),
    /// Items, each of blocks.
    List(List),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// Preformatted text: never reflowed.
    Code(Text),
    /// Rows of cells.
    Table(Table),
    /// Pictures (or other blocks) and the words below them.
    Figure {
        /// What is shown.
        content: Vec<Block>,
        /// The words below it.
        caption: Vec<Block>,
    },
    /// A picture, recording, film or embedded page.
    Media(Media),
    /// A rule between two parts.
    Rule,
    /// A part that a web page would fold away.
    Details {
        /// What is seen of it when folded.
        summary: Text,
        /// The part.
        content: Vec<Block>,
    },
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// How its items are marked.
    pub marker: Marker,
    /// The items, each with its number where the list is ordered.
    pub items: Vec<Item>,
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its number in an ordered list.
    pub number: i32,
    /// Whether the task that it names is done; `None` where it is none. Its box then takes the place of the bullet.
    pub done: Option<bool>,
    /// What it holds.
    pub content: Vec<Block>,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marker {
    /// A bullet, by depth.
    #[default]
    Bullet,
    /// 1. 2. 3.
    Decimal,
    /// a. b. c.
    LowerAlpha,
    /// A. B. C.
    UpperAlpha,
    /// i. ii. iii.
    LowerRoman,
    /// I. II. III.
    UpperRoman,
}

/// Terms and what they mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Text>,
    /// The meaning.
    pub content: Vec<Block>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its caption.
    pub caption: Text,
    /// Rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it says; forced line breaks between its blocks.
    pub text: Text,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it spans, at least 1.
    pub columns: usize,
    /// How many rows it spans, at least 1.
    pub rows: usize,
}

/// Something that is not text.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// What it shows, in words; may be empty.
    pub alt: CleanText,
    /// Where it lies.
    pub url: Option<SafeUrl>,
    /// The link that shows it, or that the author put on it.
    pub link: Option<LinkId>,
}

/// What a [`Media`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A recording.
    Audio,
    /// A film.
    Video,
    /// A page of another site.
    Embed,
}

impl Block {
    /// Preformatted text without links or emphasis.
    #[must_use]
    pub fn code(text: CleanText) -> Self {
        Self::Code(vec![Span { text, style: Style::CODE, link: None }])
    }

    /// How many leaves this block holds. A leaf is what has a text, or stands for one, of its own: a paragraph, a
    /// heading, a term, a summary, a preformatted block, a table, a rule, something that is not text, an empty item.
    /// Leaves are numbered from 0 in reading order through the whole story; a place in a story is (leaf, byte).
    #[must_use]
    pub fn leaves(&self) -> usize {
        let of = |blocks: &[Block]| blocks.iter().map(Block::leaves).sum::<usize>();
        match self {
            Block::Paragraph(_) | Block::Heading { .. } | Block::Code(_) | Block::Table(_) | Block::Media(_) | Block::Rule => 1,
            Block::Quote(blocks) => of(blocks),
            Block::List(list) => list.items.iter().map(|item| of(&item.content).max(1)).sum(),
            Block::Definitions(all) => all.iter().map(|one| one.terms.len() + of(&one.content)).sum(),
            Block::Figure { content, caption } => of(content) + of(caption),
            Block::Details { content, .. } => 1 + of(content),
        }
    }
}
