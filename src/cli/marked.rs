//! Stories with their marks as JSON, from one library to another.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    model::{Article, ArticleId, Person, RawHtml, Stamp, Status},
    store::{Carried, Stored},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// A story that was marked: enough to find it again in another library, and to put it there where it is not.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Marked {
    /// The feed's address.
    feed: CleanText,
    /// The article's id within the feed.
    id: CleanText,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<SafeUrl>,
    title: CleanText,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<CleanText>,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<CleanText>,
    /// As it was read, not made safe.
    content_html: RawHtml,
    read: bool,
    starred: bool,
    later: bool,
    tags: Vec<CleanText>,
}

impl From<Stored> for Marked {
    fn from(story: Stored) -> Self {
        let Stored { article, status, address, .. } = story;
        Self {
            feed: address,
            content_html: article.markup().clone(),
            date_published: article.stamp().map(|stamp| CleanText::line(&stamp.rfc3339())),
            authors: article.authors.into_iter().map(|author| author.name).collect(),
            id: article.id.0,
            url: article.link,
            title: article.title,
            read: status.read,
            starred: status.starred,
            later: status.later,
            tags: status.tags,
        }
    }
}

impl From<Marked> for Carried {
    fn from(marked: Marked) -> Self {
        let Marked { feed, id, url, title, authors, date_published, content_html, read, starred, later, tags } = marked;
        let article = Article {
            id: ArticleId(id),
            title,
            link: url,
            authors: authors.into_iter().map(|name| Person { name, ..Person::default() }).collect(),
            published: date_published.and_then(|date| stamp(&date)),
            body: content_html,
            ..Article::default()
        };
        Self { feed, article, status: Status { read, starred, later, tags, ..Status::default() } }
    }
}

/// A date of RFC 3339; its distance from UTC is the publisher's.
fn stamp(date: &str) -> Option<Stamp> {
    let instant: Timestamp = date.parse().ok()?;
    // `Z` says that the publisher's clock is not known.
    let pieces = jiff::fmt::temporal::Pieces::parse(date).ok().filter(|_| !date.ends_with('Z'));
    let offset = pieces.and_then(|pieces| pieces.to_numeric_offset());
    Some(Stamp { instant, offset, date_only: false })
}

/// The stories of a file that `export` wrote; `None` where it is none, the reason where it is one that is damaged.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Vec<Marked>, Phrase>> {
    if !bytes.trim_ascii_start().starts_with(b"[") {
        return None;
    }
    let all: Result<Vec<Marked>, _> = serde_json::from_slice(bytes);
    let nameless = |all: &Vec<Marked>| all.iter().any(|one| SafeUrl::parse(&one.feed).is_none() || one.id.is_empty());
    Some(match all {
        Ok(all) if nameless(&all) => Err(Phrase::new("import.nameless")),
        all => all.map_err(|error| {
            let key = if error.is_data() { "import.foreign" } else { "import.broken-json" };
            Phrase::new(key).with("line", error.line()).with("column", error.column())
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::{read, stamp};

    #[test]
    fn a_date_comes_back_with_its_publishers_clock() {
        for date in ["2015-12-18T18:42:00+08:00", "2015-12-18T10:42:00Z"] {
            assert_eq!(stamp(date).map(|stamp| stamp.rfc3339()).as_deref(), Some(date));
        }
        assert_eq!(stamp("yesterday"), None);
    }

    #[test]
    fn what_is_no_list_of_stories_is_left_to_others_and_a_damaged_one_is_said_to_be_so() {
        assert!(read(b"<opml/>").is_none() && read(b"https://e.org/feed\n").is_none());
        assert!(read(b"[{\"feed\": \"https://e.org\", \"id\": \"1\"}]").is_some_and(|all| all.is_ok_and(|all| all.len() == 1)));
        for damaged in [&b"[{\"feed\": 1}]"[..], b"[", b"[{}]"] {
            assert!(read(damaged).is_some_and(|all| all.is_err()));
        }
    }
}
