//! Rows and pages of a list of stories.

use super::{ArticleId, FeedId, Stamp, StoryKey};
use crate::text::CleanText;

/// A row of a list of stories.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub struct Headline {
    /// The story.
    pub key: StoryKey,
    /// Its feed.
    pub feed: FeedId,
    /// Its id within the feed, which holds from library to library.
    pub id: ArticleId,
    /// Its title; may be empty.
    pub title: CleanText,
    /// The name of its first author; may be empty.
    pub author: CleanText,
    /// What the reader calls its feed.
    pub source: CleanText,
    /// When it was published, by the publisher's clock.
    pub stamp: Option<Stamp>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it was starred.
    pub starred: bool,
    /// Whether it is to be read later.
    pub later: bool,
    /// Whether a rule of the reader's marks it.
    pub highlighted: bool,
    /// The reader's own tags, in alphabetical order.
    pub tags: Vec<CleanText>,
}

/// A page of a list of stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// How many stories the list has.
    pub total: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// Whether there are more stories than the list has: a search ends at a bound.
    pub more: bool,
    /// The place of what was asked for, from 0.
    pub at: usize,
    /// The place of the first row in the whole list.
    pub first: usize,
    /// The rows.
    pub rows: Vec<Headline>,
}

/// The order of a list of stories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By the feeds' titles, the newest first in each.
    Source,
    /// What answers a search best first; as [`Order::Newest`] where nothing is searched for.
    Relevance,
}

/// What a page of headlines is to be built around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// A place in the whole list.
    Place(usize),
    /// A story, wherever it stands now; the place where it is gone.
    Story(StoryKey, usize),
    /// The next unread story after this one, or the one before it, wherever; the story itself where there is none.
    Unread {
        /// From where.
        from: StoryKey,
        /// Whether later in the list.
        forward: bool,
    },
}
