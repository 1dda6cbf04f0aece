//! A question, asked of the library: the index of words where it can answer, else the tables, else the articles.

mod plan;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, fmt::Write, ops::Range};

use jiff::ZonedDateTime;
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};

use super::{Stored, Words, index, story};
use crate::{
    model::{FeedId, StoryKey},
    query::{Candidate, Query, words},
};
use plan::Plan;

/// How many stories a question finds at the most while it is being typed, and how many articles that are not indexed yet
/// are read for it. Each that lies by itself in the library costs some ten microseconds.
const MOST_TYPED: usize = 500;
const MOST_READ_TYPED: usize = 100;

/// How many places of the index are looked up at first, and at the most, at one time.
const FIRST_PLACES: usize = 128;
const MOST_PLACES: usize = 4_096;

/// A story that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) ord: i64,
    pub(super) key: StoryKey,
    pub(super) feed: FeedId,
    pub(super) read: bool,
}

/// What was found, the newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    /// Whether there is more than was looked for.
    pub(super) more: bool,
}

/// Looks for the newest stories that answer a question, at most `most`.
pub(super) fn find(connection: &Connection, of: Words, query: &Query, most: usize) -> Result<Found, rusqlite::Error> {
    let most = if query.is_being_typed() { most.min(MOST_TYPED) } else { most };
    let read = if query.is_being_typed() { MOST_READ_TYPED } else { usize::MAX >> 1 };
    let mut hits = search(connection, of, query, (1..i64::MAX, most.saturating_add(1), read))?;
    hits.sort_unstable_by_key(|hit| Reverse(hit.ord));
    let more = hits.len() > most;
    hits.truncate(most);
    Ok(Found { hits, more })
}

/// The stories of a range of places that answer a question.
pub(super) fn within(
    connection: &Connection,
    of: Words,
    query: &Query,
    range: Range<i64>,
) -> Result<Vec<StoryKey>, rusqlite::Error> {
    let hits = search(connection, of, query, (range, usize::MAX, usize::MAX >> 1))?;
    Ok(hits.into_iter().map(|hit| hit.key).collect())
}

/// Looks for `most` stories of a range of places, and reads no more than `read` of those that are not indexed yet.
fn search(
    connection: &Connection,
    of: Words,
    query: &Query,
    (range, most, read): (Range<i64>, usize, usize),
) -> Result<Vec<Hit>, rusqlite::Error> {
    // All that is asked for is of one moment: another program may be merging segments of the index.
    let _moment = if connection.is_autocommit() { Some(connection.unchecked_transaction()?) } else { None };
    let now = ZonedDateTime::now();
    let search = Search { connection, of, query, now: &now };
    let plan = Plan::new(connection, query, &now, range)?;
    let mut hits = search.planned(&plan, most)?;
    if plan.uses_words {
        hits.extend(search.unindexed(read, &plan.range)?);
    }
    Ok(hits)
}

/// Puts what has more of the words in its headline first; what is equal stays as it was.
pub(super) fn rank(connection: &Connection, query: &Query, hits: &mut Vec<Hit>) -> Result<(), rusqlite::Error> {
    let wanted: Vec<String> = query.highlights().into_iter().flat_map(words::searched).collect();
    let mut title = connection.prepare_cached("SELECT title FROM article WHERE id = ?")?;
    let mut ranked = Vec::with_capacity(hits.len());
    for hit in hits.iter() {
        let text =
            title.query_row([hit.key.0], |row| row.get::<_, String>(0)).map(|title| words::row(&title)).unwrap_or_default();
        let score = wanted.iter().filter(|word| text.contains(word.as_str())).count();
        ranked.push((Reverse(score), *hit));
    }
    ranked.sort_by_key(|(score, _)| *score);
    *hits = ranked.into_iter().map(|(_, hit)| hit).collect();
    Ok(())
}

struct Search<'a> {
    connection: &'a Connection,
    of: Words,
    query: &'a Query,
    now: &'a ZonedDateTime,
}

impl Search<'_> {
    /// What the tables and the index find.
    fn planned(&self, plan: &Plan, most: usize) -> Result<Vec<Hit>, rusqlite::Error> {
        let mut hits = Vec::new();
        let Some(wanted) = &plan.words else {
            let ends = [plan.range.start, plan.range.end].map(Value::Integer);
            self.among(plan, &ends, (&mut hits, most))?;
            return Ok(hits);
        };
        let mut places = index::Hits::new(self.connection, wanted, plan.range.clone())?;
        let mut count = FIRST_PLACES;
        while hits.len() < most {
            let some = places.take(count)?;
            self.among(plan, &[Value::Text(list(&some))], (&mut hits, most))?;
            if some.len() < count {
                break;
            }
            count = MOST_PLACES.min(count * 2);
        }
        Ok(hits)
    }

    /// Adds those stories that answer of those that these values name.
    fn among(&self, plan: &Plan, named: &[Value], (hits, most): (&mut Vec<Hit>, usize)) -> Result<(), rusqlite::Error> {
        let mut query = self.connection.prepare_cached(&plan.sql())?;
        let mut rows = query.query(params_from_iter(named.iter().chain(&plan.values)))?;
        while let (true, Some(row)) = (hits.len() < most, rows.next()?) {
            let hit = hit(row)?;
            if plan.exact || self.answers(hit.key)? {
                hits.push(hit);
            }
        }
        Ok(())
    }

    /// What is found by reading articles that are not indexed yet.
    fn unindexed(&self, most: usize, range: &Range<i64>) -> Result<Vec<Hit>, rusqlite::Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT ord, id, feed, read FROM unindexed JOIN status ON id = story \
             WHERE ord >= ? AND ord < ? ORDER BY story DESC LIMIT ?",
        )?;
        let all = query.query_map(params![range.start, range.end, most], hit)?.collect::<Result<Vec<_>, _>>()?;
        let mut hits = Vec::new();
        for hit in all {
            if self.answers(hit.key)? {
                hits.push(hit);
            }
        }
        Ok(hits)
    }

    /// Whether a story answers, by its own text. A damaged one does not.
    fn answers(&self, key: StoryKey) -> Result<bool, rusqlite::Error> {
        let Some(story) = story::load(self.connection, key)? else { return Ok(false) };
        let text = (self.of)(story.article.markup());
        Ok(self.query.matches(&candidate(&story, &text), self.now))
    }
}

/// A story as a question sees it; `text` has the words of its markup.
pub(super) fn candidate<'a>(story: &'a Stored, text: &'a str) -> Candidate<'a> {
    Candidate {
        article: &story.article,
        text,
        feed: &story.about.title,
        address: &story.address,
        folder: &story.folder,
        feed_tags: &story.feed_tags,
        language: &story.about.language,
        status: &story.status,
        sorted_by: story.sorted_by,
    }
}

/// Places as `SQLite` reads a list: in JSON.
fn list(places: &[i64]) -> String {
    let mut list = String::from("[");
    for (count, place) in places.iter().enumerate() {
        let comma = if count > 0 { "," } else { "" };
        // Writing to a string does not fail.
        let _ = write!(list, "{comma}{place}");
    }
    list.push(']');
    list
}

fn hit(row: &Row<'_>) -> Result<Hit, rusqlite::Error> {
    Ok(Hit { ord: row.get(0)?, key: StoryKey(row.get(1)?), feed: FeedId(row.get(2)?), read: row.get(3)? })
}
