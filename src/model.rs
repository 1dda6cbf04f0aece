//! Nouns only: what a feed, an article, a story and a list of them are. No room's rules live here.

pub mod article;
pub mod document;
pub mod headline;
pub mod login;
pub mod place;
pub mod stamp;
pub mod status;
pub mod words;

pub use article::{Article, ArticleId, Attachment, Dateline, Feed, Person, RawHtml, Unresolved};
pub use document::{Block, Document, Link, LinkId, Span, Style, Target, Text};
pub use headline::{Around, Headline, Order, Page};
pub use login::{Login, Secret};
pub use place::{Anchor, Place};
pub use stamp::Stamp;
pub use status::{Mark, Status};

use serde::{Deserialize, Serialize};

/// A feed's number in the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FeedId(pub u64);

/// A story's number in the library. It is given once and never to another story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryKey(pub u64);

/// The size of the body's type, as on the toolbar of a newspaper's web page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    /// As much text as fits.
    Small,
    /// A book's page.
    #[default]
    Medium,
    /// Short lines with room between them.
    Large,
    /// For tired eyes; offered only where the terminal can set type twice as large in both panes.
    #[serde(rename = "extra-large")]
    ExtraLarge,
}

impl TextSize {
    /// The sizes that every terminal has, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The sizes of a terminal that can set type twice as large, smallest first.
    pub const WITH_EXTRA_LARGE: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::ExtraLarge];

    /// Its name in settings, on the command line and in the keys of words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::ExtraLarge => "extra-large",
        }
    }

    /// The next larger size that is on offer everywhere, or this one where there is none.
    #[must_use]
    pub fn larger(self) -> Self {
        self.larger_of(&Self::ALL)
    }

    /// The next smaller size, or this one where there is none.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::WITH_EXTRA_LARGE.into_iter().rfind(|size| *size < self).unwrap_or(self)
    }

    /// The next larger size of those on offer, or this one where there is none.
    #[must_use]
    pub fn larger_of(self, offered: &[Self]) -> Self {
        offered.iter().copied().find(|size| *size > self).unwrap_or(self)
    }
}
