//! What the screen knows of stories: the rows of the list, and the one that is open.

pub use crate::model::{Around, Headline, Mark, Page, StoryKey};
use crate::{
    model::{Attachment, Dateline, Document, Place},
    text::{CleanText, SafeUrl},
};

/// Whether a row has a mark.
#[must_use]
pub fn has(row: &Headline, mark: &Mark) -> bool {
    match mark {
        Mark::Read(on) => row.read == *on,
        Mark::Starred(on) => row.starred == *on,
        Mark::Later(on) => row.later == *on,
        Mark::Tagged(tag, on) => row.tags.contains(tag) == *on,
    }
}

/// Puts a mark on a row.
pub fn put(row: &mut Headline, mark: &Mark) {
    match mark {
        Mark::Read(on) => row.read = *on,
        Mark::Starred(on) => row.starred = *on,
        Mark::Later(on) => row.later = *on,
        Mark::Tagged(tag, true) => {
            if let Err(place) = row.tags.binary_search(tag) {
                row.tags.insert(place, tag.clone());
            }
        }
        Mark::Tagged(tag, false) => row.tags.retain(|own| own != tag),
    }
}

/// A name for a row's story that holds from run to run.
#[must_use]
pub fn name(row: &Headline) -> StoryName {
    StoryName { source: row.source.clone(), id: row.id.0.clone() }
}

/// A story, open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The question that this answers.
    pub generation: u64,
    /// The story's number.
    pub key: Option<StoryKey>,
    /// How far it was read.
    pub place: Option<Place>,
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
    /// Whether there are drawn letters for it.
    pub drawable: bool,
    /// How long it takes to read, in minutes.
    pub minutes: u32,
    /// How often this reader shared it.
    pub shared: u32,
    /// The reader's own tags.
    pub tags: Vec<CleanText>,
    /// Whether the text is that of its page, not of its feed.
    pub whole: bool,
}

/// A name for a story that holds from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct StoryName {
    /// What its source is called.
    pub source: CleanText,
    /// Its id within that source.
    pub id: CleanText,
}
