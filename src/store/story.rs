//! One story of the library, whole.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reader, Store, StoreError, article, feed, ord, whole};
use crate::{
    model::{Article, Feed, FeedId, Place, Status, StoryKey, TextSize},
    text::{CleanText, SafeUrl},
};

/// A story of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// Its number.
    pub key: StoryKey,
    /// Its feed's number.
    pub feed: FeedId,
    /// What its feed says of itself, under the title that the reader knows it by; without articles.
    pub about: Feed,
    /// Its feed's address.
    pub address: CleanText,
    /// Its feed's folder; empty for none.
    pub folder: CleanText,
    /// Its feed's tags.
    pub feed_tags: Vec<CleanText>,
    /// The article.
    pub article: Article,
    /// What the reader did with it.
    pub status: Status,
    /// The time that it is sorted by.
    pub sorted_by: Timestamp,
    /// When it came.
    pub came: Timestamp,
    /// When its text was changed last after it came.
    pub revised: Option<Timestamp>,
    /// Whether the text is that of its page, not of its feed.
    pub whole: bool,
}

impl Reader {
    /// A story with its feed and its status.
    pub fn story(&self, key: StoryKey) -> Result<Option<Stored>, StoreError> {
        self.ask(|connection| load(connection, key))
    }

    /// What an article said before it was changed, the latest first: until when, and the article with that text.
    pub fn revisions(&self, key: StoryKey) -> Result<Vec<(Timestamp, Article)>, StoreError> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT revision.title, article.facts, revision.body, revision.until FROM revision \
                 JOIN article ON article.id = story WHERE story = ? ORDER BY until DESC",
            )?;
            let row = |row: &Row<'_>| Ok((feed::time(row, 3)?.unwrap_or_default(), article::unpacked(row, 0)?));
            query.query_map([key.0], row)?.collect()
        })
    }
}

impl Store {
    /// Notes in which size a story is read, and how far.
    pub fn remember(&mut self, key: StoryKey, size: Option<TextSize>, place: Option<Place>) -> Result<(), StoreError> {
        let size = size.and_then(|size| serde_json::to_string(&size).ok());
        let place = place.and_then(|place| serde_json::to_string(&place).ok());
        self.change(false, |connection| {
            connection
                .prepare_cached("UPDATE status SET size = ?, place = ? WHERE id = ?")?
                .execute(params![size, place, key.0])
                .map(drop)
        })
    }

    /// Notes that a story was shared once more.
    pub fn count_share(&mut self, key: StoryKey) -> Result<(), StoreError> {
        self.change(true, |connection| {
            connection.prepare_cached("UPDATE status SET shared = shared + 1 WHERE id = ?")?.execute([key.0]).map(drop)
        })
    }
}

/// A story with its feed and its status.
pub(super) fn load(connection: &Connection, key: StoryKey) -> Result<Option<Stored>, rusqlite::Error> {
    let mut query = connection.prepare_cached(
        "SELECT article.title, article.facts, article.body, article.came, article.revised, feed.id, feed.address, feed.about, \
         feed.title, feed.name, feed.site, feed.folder, article.ord, read, starred, later, size, place, shared, \
         feed.tags FROM article JOIN status USING (id) JOIN feed ON feed.id = status.feed WHERE article.id = ?",
    )?;
    let found = query.query_row([key.0], |row| stored(row, key)).optional()?;
    let Some(mut story) = found else { return Ok(None) };
    story.status.tags = tags(connection, key)?;
    story.whole = whole::put(connection, key, &mut story.article, |shown| shown)?;
    Ok(Some(story))
}

fn stored(row: &Row<'_>, key: StoryKey) -> Result<Stored, rusqlite::Error> {
    let address = CleanText::block(row.get_ref(6)?.as_str()?);
    let text =
        |column: usize| row.get_ref(column)?.as_str_or_null().map(Option::unwrap_or_default).map_err(rusqlite::Error::from);
    let (own, name) = (CleanText::line(text(8)?), Some(CleanText::line(text(9)?)).filter(|name| !name.is_empty()));
    let site = SafeUrl::parse(text(10)?);
    let about: Feed = serde_json::from_str(text(7)?).unwrap_or_default();
    Ok(Stored {
        key,
        feed: FeedId(row.get(5)?),
        about: Feed { title: feed::title(&address, &own, name.as_ref(), site.as_ref()), ..about },
        address,
        folder: feed::line(row, 11)?,
        feed_tags: feed::tags(row, 19)?,
        article: article::unpacked(row, 0)?,
        status: Status {
            read: row.get(13)?,
            starred: row.get(14)?,
            later: row.get(15)?,
            tags: Vec::new(),
            size: serde_json::from_str(text(16)?).ok(),
            place: serde_json::from_str(text(17)?).ok(),
            shared: row.get(18)?,
        },
        sorted_by: ord::time(row.get(12)?),
        came: feed::time(row, 3)?.unwrap_or_default(),
        revised: feed::time(row, 4)?,
        whole: false,
    })
}

/// The reader's tags of a story.
pub(super) fn tags(connection: &Connection, key: StoryKey) -> Result<Vec<CleanText>, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT name FROM tag WHERE story = ? ORDER BY name")?;
    query.query_map([key.0], |row| feed::line(row, 0))?.collect()
}
