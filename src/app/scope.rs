//! What the headline list shows.

use crate::{model::FeedId, text::CleanText};

/// Which stories of the library the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those that the reader starred.
    Starred,
    /// Those that the reader keeps for later.
    Later,
    /// Those that the smart feed of this name finds.
    Smart(CleanText),
    /// Those of the feeds in this folder.
    Folder(CleanText),
    /// Those of this feed.
    Feed(FeedId),
    /// Those that these words of the query language find.
    Found(CleanText),
}
