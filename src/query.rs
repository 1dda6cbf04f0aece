//! What is asked of the library: which stories.

use crate::{model::FeedId, text::CleanText};

/// Which stories of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every story.
    #[default]
    All,
    /// Those that were not read.
    Unread,
    /// Those that were starred.
    Starred,
    /// Those that are to be read later.
    Later,
    /// Those of the feeds in a folder, and in the folders in it.
    Folder(CleanText),
    /// Those of a feed.
    Feed(FeedId),
}
