//! What the screen knows of stories: a window of headlines, and the one that is open.

use super::effect::Mark;
pub use crate::model::{Around, StoryKey};
use crate::{
    model::{Attachment, Dateline, Document, Stamp},
    text::{CleanText, SafeUrl},
};

/// A row of the headline list.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// The story.
    pub key: StoryKey,
    /// Its name from run to run.
    pub name: StoryName,
    /// Its title.
    pub title: CleanText,
    /// Who brings it: its author or feed.
    pub source: CleanText,
    /// When, by the publisher's clock.
    pub stamp: Option<Stamp>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Whether it is kept for later.
    pub later: bool,
}

impl Headline {
    /// Whether it has a mark.
    #[must_use]
    pub fn has(&self, mark: Mark) -> bool {
        match mark {
            Mark::Read => self.read,
            Mark::Starred => self.starred,
            Mark::Later => self.later,
        }
    }

    /// The place where a mark is noted.
    pub fn mark_mut(&mut self, mark: Mark) -> &mut bool {
        match mark {
            Mark::Read => &mut self.read,
            Mark::Starred => &mut self.starred,
            Mark::Later => &mut self.later,
        }
    }
}

/// A page of the headline list, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headlines {
    /// The question that this answers; later answers drop earlier ones.
    pub generation: u64,
    /// How many stories there are in all.
    pub total: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// The place of the story that was asked for.
    pub at: usize,
    /// The place of the first row in the whole list.
    pub first: usize,
    /// The rows.
    pub rows: Vec<Headline>,
}

/// A story, open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The question that this answers.
    pub generation: u64,
    /// The story's number.
    pub key: Option<StoryKey>,
    /// What outlives the library's numbers: the feed's name and the article's id, for the next run.
    pub name: StoryName,
    /// The headline.
    pub title: CleanText,
    /// Who wrote it; may be empty.
    pub byline: CleanText,
    /// The feed's title; may be empty.
    pub source: CleanText,
    /// When it was published or changed.
    pub dateline: Option<Dateline>,
    /// Its web page.
    pub link: Option<SafeUrl>,
    /// Recordings, films and other files that belong to it.
    pub attachments: Vec<Attachment>,
    /// The body.
    pub document: Document,
    /// Whether its headline or body has wide characters.
    pub wide: bool,
    /// How long it takes to read, in minutes.
    pub minutes: u32,
    /// How often this reader shared it.
    pub shared: u32,
}

/// A name for a story that holds from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct StoryName {
    /// The source that it came from, as it was named.
    pub source: CleanText,
    /// Its id within that source.
    pub id: CleanText,
}
