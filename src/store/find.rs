//! A question, asked of the library: the index of words where it can answer, else the tables, else the articles.

mod plan;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, ops::Range};

use jiff::ZonedDateTime;
use rusqlite::{Connection, Row, params, params_from_iter};

use super::{Stored, Words, story};
use crate::{
    model::{FeedId, StoryKey},
    query::{Candidate, Query, words},
};
use plan::Plan;

/// How many stories a question finds at the most while it is being typed, and how many articles that are not indexed yet
/// are read for it.
const MOST_TYPED: usize = 1_000;
const MOST_READ_TYPED: usize = 100;

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
    let now = ZonedDateTime::now();
    let most = if query.is_typed() { most.min(MOST_TYPED) } else { most };
    let search = Search { connection, of, query, now: &now };
    let plan = Plan::new(connection, query, &now)?;
    let mut hits = search.planned(&plan, most.saturating_add(1))?;
    if plan.uses_words {
        let most = if query.is_typed() { MOST_READ_TYPED } else { usize::MAX >> 1 };
        hits.extend(search.unindexed(most, &(1..i64::MAX))?);
        hits.sort_unstable_by_key(|hit| Reverse(hit.ord));
    }
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
    let now = ZonedDateTime::now();
    let search = Search { connection, of, query, now: &now };
    let plan = Plan::new(connection, query, &now)?.within(&range);
    let mut hits = search.planned(&plan, usize::MAX)?;
    if plan.uses_words {
        hits.extend(search.unindexed(usize::MAX >> 1, &range)?);
    }
    Ok(hits.into_iter().map(|hit| hit.key).collect())
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
        let mut query = self.connection.prepare_cached(&plan.sql())?;
        let mut rows = query.query(params_from_iter(&plan.values))?;
        let mut hits = Vec::new();
        while let (true, Some(row)) = (hits.len() < most, rows.next()?) {
            let hit = hit(row)?;
            if plan.exact || self.answers(hit.key)? {
                hits.push(hit);
            }
        }
        Ok(hits)
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

fn hit(row: &Row<'_>) -> Result<Hit, rusqlite::Error> {
    Ok(Hit { ord: row.get(0)?, key: StoryKey(row.get(1)?), feed: FeedId(row.get(2)?), read: row.get(3)? })
}
