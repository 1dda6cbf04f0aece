//! What the reader did with an article.

use super::{Place, TextSize};
use crate::text::CleanText;

/// What the reader did with an article. It changes, and is kept longer than the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// It was read.
    pub read: bool,
    /// It was starred.
    pub starred: bool,
    /// It is to be read later.
    pub later: bool,
    /// The reader's own tags, in alphabetical order.
    pub tags: Vec<CleanText>,
    /// The text size that it was read in, where the reader chose one for it.
    pub size: Option<TextSize>,
    /// How far it was read.
    pub place: Option<Place>,
    /// How often it was shared.
    pub shared: u32,
}

/// A mark that a reader puts on a story, or takes off. The opposite of a mark undoes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Read, or unread.
    Read(bool),
    /// Starred, or not.
    Starred(bool),
    /// To be read later, or not.
    Later(bool),
    /// Tagged with this, or not.
    Tagged(CleanText, bool),
}

impl Mark {
    /// The mark that takes this one back.
    #[must_use]
    pub fn opposite(&self) -> Self {
        match self {
            Self::Read(on) => Self::Read(!on),
            Self::Starred(on) => Self::Starred(!on),
            Self::Later(on) => Self::Later(!on),
            Self::Tagged(tag, on) => Self::Tagged(tag.clone(), !on),
        }
    }
}
