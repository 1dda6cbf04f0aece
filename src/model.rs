//! Nouns only: what a feed, an article and a story are. No room's rules live here.

pub mod article;
pub mod document;
pub mod stamp;

pub use article::{Article, ArticleId, Attachment, Feed, Person, RawHtml, Status};
pub use document::{Block, Document, Link, LinkId, Span, Style, Target, Text};
pub use stamp::Stamp;

use serde::{Deserialize, Serialize};

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
}

impl TextSize {
    /// All sizes, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The next larger size, or this one where there is none.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::ALL.into_iter().find(|size| *size > self).unwrap_or(self)
    }

    /// The next smaller size, or this one where there is none.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::ALL.into_iter().rfind(|size| *size < self).unwrap_or(self)
    }
}
