//! Marks, and what they changed, so that they can be taken back.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{Reader, Store, StoreError, list};
use crate::{
    model::{Mark, StoryKey},
    query::Scope,
    text::CleanText,
};

/// What a mark changed. Putting the opposite mark on the same stories takes it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The mark.
    pub mark: Mark,
    /// The stories that did not have it before.
    pub stories: Vec<StoryKey>,
}

impl Store {
    /// Puts a mark on stories. What this acknowledged outlives a power failure.
    pub fn mark(&mut self, stories: &[StoryKey], mark: &Mark) -> Result<Change, StoreError> {
        let now = Timestamp::now().as_second();
        let stories = self.change(true, |connection| {
            let mut changed = Vec::new();
            for key in stories {
                if put(connection, *key, mark, now)? {
                    changed.push(*key);
                }
            }
            Ok(changed)
        })?;
        Ok(Change { mark: mark.clone(), stories })
    }

    /// Puts a mark on every story of a list that came no later than `newest`, so that nothing is marked that its reader
    /// has not seen listed.
    pub fn mark_all(&mut self, scope: &Scope, newest: Option<StoryKey>, mark: &Mark) -> Result<Change, StoreError> {
        let mut stories = self.reader.keys(scope)?;
        stories.retain(|key| newest.is_none_or(|newest| *key <= newest));
        self.mark(&stories, mark)
    }

    /// Takes a change back.
    pub fn undo(&mut self, change: &Change) -> Result<Change, StoreError> {
        self.mark(&change.stories, &change.mark.opposite())
    }
}

impl Reader {
    /// The numbers of every story of a list, the newest first.
    pub fn keys(&self, scope: &Scope) -> Result<Vec<StoryKey>, StoreError> {
        list::keys(self, scope)
    }

    /// The stories that the reader gave a tag, in the order in which they came.
    pub fn tagged(&self) -> Result<Vec<StoryKey>, StoreError> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT DISTINCT story FROM tag ORDER BY story")?;
            query.query_map([], |row| Ok(StoryKey(row.get(0)?)))?.collect()
        })
    }

    /// Every tag that the reader gave, each with the number of its stories.
    pub fn tags(&self) -> Result<Vec<(CleanText, usize)>, StoreError> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name")?;
            query.query_map([], |row| Ok((super::feed::line(row, 0)?, row.get(1)?)))?.collect()
        })
    }
}

/// Puts a mark on a story. Returns whether it did not have it.
pub(super) fn put(connection: &Connection, key: StoryKey, mark: &Mark, now: i64) -> Result<bool, rusqlite::Error> {
    let set = |sql: &str, on: bool| Ok(connection.prepare_cached(sql)?.execute(params![on, now, key.0])? > 0);
    let tag = |sql: &str, tag: &CleanText| Ok(connection.prepare_cached(sql)?.execute(params![tag.as_str(), key.0])? > 0);
    match mark {
        Mark::Read(on) => set("UPDATE status SET read = ?1, changed = ?2 WHERE id = ?3 AND read <> ?1", *on),
        Mark::Starred(on) => set("UPDATE status SET starred = ?1, changed = ?2 WHERE id = ?3 AND starred <> ?1", *on),
        Mark::Later(on) => set("UPDATE status SET later = ?1, changed = ?2 WHERE id = ?3 AND later <> ?1", *on),
        Mark::Tagged(name, true) => tag("INSERT OR IGNORE INTO tag (name, story) SELECT ?1, id FROM status WHERE id = ?2", name),
        Mark::Tagged(name, false) => tag("DELETE FROM tag WHERE name = ?1 AND story = ?2", name),
    }
}
