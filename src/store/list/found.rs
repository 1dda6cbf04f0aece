//! What a question found, kept while nothing changes: a list is paged through more often than it is asked for.

use std::{cell::RefCell, cmp::Reverse, collections::HashMap, sync::Arc, time::Instant};

use rusqlite::Connection;

use super::title;
use crate::{
    model::{Order, StoryKey},
    query::Query,
    store::{
        Reader,
        find::{self, Found},
    },
};

/// How many stories a list of what was found has at the most.
const MOST_FOUND: usize = 20_000;
/// How long an answer holds in which the time of day may play a part, in seconds.
const FRESH: u64 = 60;

/// The last answer.
#[derive(Debug, Default)]
pub(in crate::store) struct Cache(RefCell<Option<Answer>>);

#[derive(Debug)]
struct Answer {
    query: Query,
    order: Order,
    /// How often the library was written by others, and by this connection.
    versions: (i64, u64),
    since: Instant,
    found: Arc<Found>,
}

/// What a question finds, in the order of a list whose end does not come first.
pub(super) fn of(reader: &Reader, connection: &Connection, query: &Query, order: Order) -> Result<Arc<Found>, rusqlite::Error> {
    let versions = (connection.pragma_query_value(None, "data_version", |row| row.get(0))?, connection.total_changes());
    if let Some(known) = reader.cache.0.borrow().as_ref() {
        let same = (&known.query, known.order, known.versions) == (query, order, versions);
        if same && known.since.elapsed().as_secs() < FRESH {
            return Ok(Arc::clone(&known.found));
        }
    }
    let found = Arc::new(newest(reader, connection, (query, order), MOST_FOUND)?);
    let answer = Answer { query: query.clone(), order, versions, since: Instant::now(), found: Arc::clone(&found) };
    *reader.cache.0.borrow_mut() = Some(answer);
    Ok(found)
}

/// The newest `most` stories that a question finds, in the order of a list whose end does not come first.
pub(super) fn newest(
    reader: &Reader,
    connection: &Connection,
    (query, order): (&Query, Order),
    most: usize,
) -> Result<Found, rusqlite::Error> {
    let mut found = find::find(connection, reader.words, query, most)?;
    match order {
        Order::Newest | Order::Oldest => {}
        Order::Relevance => find::rank(connection, query, &mut found.hits)?,
        Order::Source => by_source(connection, &mut found)?,
    }
    Ok(found)
}

fn by_source(connection: &Connection, found: &mut Found) -> Result<(), rusqlite::Error> {
    let mut titles = HashMap::new();
    for hit in &found.hits {
        if !titles.contains_key(&hit.feed) {
            let title = title(connection, hit.feed)?.to_lowercase();
            titles.entry(hit.feed).or_insert(title);
        }
    }
    found.hits.sort_by_cached_key(|hit| (titles.get(&hit.feed).cloned(), hit.feed, Reverse(hit.ord)));
    Ok(())
}

impl Found {
    /// The place of a story.
    pub(super) fn place_of(&self, key: StoryKey) -> Option<usize> {
        self.hits.iter().position(|hit| hit.key == key)
    }

    /// The next unread story after `from`, or before it, round the end.
    pub(super) fn next_unread(&self, from: StoryKey, down: bool) -> Option<StoryKey> {
        let count = self.hits.len();
        let from = self.place_of(from).unwrap_or_default();
        let step = |by: usize| if down { (from + by) % count } else { (from + count - by) % count };
        (1..count).filter_map(|by| self.hits.get(step(by))).find(|hit| !hit.read).map(|hit| hit.key)
    }
}
