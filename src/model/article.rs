//! Feeds and their articles, as they were published.

use std::fmt;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::{
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// HTML as a stranger wrote it. It has no `Display`: only the `html` room reads it, and makes a [`super::Document`].
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawHtml(String);

impl RawHtml {
    /// Takes markup as it came.
    #[must_use]
    pub fn new(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// The markup, for a parser.
    #[must_use]
    pub fn markup(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Debug for RawHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawHtml({} bytes)", self.0.len())
    }
}

/// What makes an article the same article over every refresh: the publisher's id, else the link, else a hash of the
/// content. Unique within its feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub CleanText);

/// Somebody who wrote or publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The name, or the mail address where no name is given.
    pub name: CleanText,
    /// The mail address, where one is given.
    pub email: Option<CleanText>,
    /// The person's page.
    pub url: Option<SafeUrl>,
}

/// A file that belongs to an article: a recording, a film, a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Where it lies.
    pub url: SafeUrl,
    /// Its media type, such as `audio/mpeg`; may be empty.
    pub media_type: CleanText,
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// Its playing time in seconds.
    pub seconds: Option<u64>,
    /// Its title.
    pub title: Option<CleanText>,
}

/// Addresses that are relative to an unknown place: kept as they were written, for whoever knows the place. None of
/// them is ever opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unresolved {
    /// The web page; empty where it is known or was not named.
    pub link: CleanText,
    /// Recordings, films and other files.
    pub attachments: Vec<CleanText>,
}

/// A source of articles as it described itself at the last reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// The name; may be empty.
    pub title: CleanText,
    /// What it says of itself; may be empty.
    pub description: CleanText,
    /// The web page that it belongs to.
    pub link: Option<SafeUrl>,
    /// Addresses in it that could not be resolved.
    pub unresolved: Unresolved,
    /// The address that it names as its own.
    pub self_link: Option<SafeUrl>,
    /// The language as a BCP 47 tag; may be empty.
    pub language: CleanText,
    /// Who publishes it.
    pub authors: Vec<Person>,
    /// When it says that it changed.
    pub updated: Option<Stamp>,
    /// How long it asks to be left alone between two readings, in minutes.
    pub ttl: Option<u32>,
    /// Its picture.
    pub icon: Option<SafeUrl>,
    /// Its articles in the order of the document.
    pub articles: Vec<Article>,
}

/// One article as it was published. It never changes: what the reader does with it is its [`Status`](super::Status).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Its identity within the feed.
    pub id: ArticleId,
    /// The id that the publisher gave it, even where several articles share it; may be empty.
    pub guid: CleanText,
    /// The headline; may be empty.
    pub title: CleanText,
    /// Its web page.
    pub link: Option<SafeUrl>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// When it was published, by the publisher's clock.
    pub published: Option<Stamp>,
    /// When it was last changed, by the publisher's clock.
    pub updated: Option<Stamp>,
    /// A short form, where the feed has one beside the body; may be blank.
    pub summary: RawHtml,
    /// The story; where a feed gives only a summary, this is blank and the summary stands in.
    pub body: RawHtml,
    /// The language as a BCP 47 tag, where it differs from the feed's; may be empty.
    pub language: CleanText,
    /// Categories and keywords.
    pub tags: Vec<CleanText>,
    /// Recordings, films and other files.
    pub attachments: Vec<Attachment>,
    /// Addresses in it that could not be resolved.
    pub unresolved: Unresolved,
    /// Its picture.
    pub image: Option<SafeUrl>,
    /// Where the discussion of it is.
    pub comments: Option<SafeUrl>,
    /// How many comments there are, where the feed says it.
    pub comment_count: Option<u32>,
    /// What relative addresses in the body start from; the link, where there is none.
    pub base: Option<SafeUrl>,
}

impl Article {
    /// The markup to read: the body, or the summary where there is no body.
    #[must_use]
    pub fn markup(&self) -> &RawHtml {
        if self.body.is_blank() { &self.summary } else { &self.body }
    }

    /// The stamp that it is sorted by: the publication, else the last change; neither where it is older than news on
    /// the net, as the zero of a clock is.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        [self.published, self.updated].into_iter().flatten().find(|stamp| stamp.instant >= FIRST_NEWS)
    }

    /// What stands above the story: the last change, or the publication where it was not changed since.
    #[must_use]
    pub fn dateline(&self) -> Option<Dateline> {
        let changed = self.updated.filter(|updated| self.published.is_none_or(|published| updated.instant > published.instant));
        changed.map(Dateline::Updated).or(self.published.map(Dateline::Published))
    }
}

/// The stamp above a story, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dateline {
    /// The story was never changed.
    Published(Stamp),
    /// The story was changed last then.
    Updated(Stamp),
}

impl Dateline {
    /// `Updated: 2015-12-18 18:42`, by the publisher's clock, or by `zone` where that is not known.
    #[must_use]
    pub fn phrase(&self, zone: &TimeZone) -> Phrase {
        let (key, stamp) = match self {
            Self::Published(stamp) => ("dateline.published", stamp),
            Self::Updated(stamp) => ("dateline.updated", stamp),
        };
        Phrase::new(key).with("time", stamp.exact(zone))
    }
}

/// The beginning of 1990.
const FIRST_NEWS: Timestamp = Timestamp::constant(631_152_000, 0);
