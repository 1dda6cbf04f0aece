//! Lists of stories: a window of rows around a place, a story, or the next unread one.
//!
//! A list is made of runs, one after another: one for all of it, or one for each feed where it is ordered by source. A run
//! lies in an index by `ord`, so a window near its newest end costs the same however long it is; in its depth it is counted
//! from the nearer end.

mod run;

use std::collections::{HashMap, hash_map::Entry};

use rusqlite::{Connection, OptionalExtension, Row};

use super::{Reader, StoreError, article, feed};
use crate::{
    model::{Around, ArticleId, FeedId, Headline, Order, Page, StoryKey},
    query::Scope,
    text::{CleanText, SafeUrl},
};
use run::Run;

/// How many rows a page of a list holds at the most.
pub const WINDOW: usize = 400;

impl Reader {
    /// A page of a list of stories.
    pub fn headlines(&self, scope: &Scope, order: Order, around: Around) -> Result<Page, StoreError> {
        self.ask(|connection| {
            // What is counted and what is listed must be of the same moment.
            let moment = connection.unchecked_transaction()?;
            let page = List::new(&moment, scope, order)?.page(around)?;
            moment.commit()?;
            Ok(page)
        })
    }
}

/// The numbers of every story of a list, the newest first.
pub(super) fn keys(reader: &Reader, scope: &Scope) -> Result<Vec<StoryKey>, StoreError> {
    reader.ask(|connection| {
        let list = List::new(connection, scope, Order::Newest)?;
        list.window(0, list.total)
    })
}

/// A list of stories at one moment.
struct List<'a> {
    connection: &'a Connection,
    runs: Vec<Run>,
    total: usize,
    unread: usize,
    /// Whether its end comes first.
    turned: bool,
}

impl<'a> List<'a> {
    fn new(connection: &'a Connection, scope: &Scope, order: Order) -> Result<Self, rusqlite::Error> {
        let runs = run::runs(connection, scope, order == Order::Source)?;
        let total = runs.iter().map(|run| run.total).sum();
        let unread = runs.iter().map(|run| run.unread).sum();
        Ok(Self { connection, runs, total, unread, turned: order == Order::Oldest })
    }

    fn page(&self, around: Around) -> Result<Page, rusqlite::Error> {
        let at = self.place(around)?.min(self.total.saturating_sub(1));
        let first = at.saturating_sub(WINDOW / 2);
        let keys = self.window(first, WINDOW)?;
        let rows = headlines(self.connection, &keys)?;
        Ok(Page { total: self.total, unread: self.unread, more: false, at, first, rows })
    }

    /// The place of what is asked for, in the order in which the list is shown.
    fn place(&self, around: Around) -> Result<usize, rusqlite::Error> {
        match around {
            Around::Place(place) => Ok(place),
            Around::Story(key, otherwise) => Ok(self.place_of(key)?.unwrap_or(otherwise)),
            Around::Unread { from, forward } => {
                let here = self.place_of(from)?;
                let next = self.next_unread(from, forward != self.turned)?;
                let there = next.map(|key| self.place_of(key)).transpose()?.flatten();
                Ok(there.or(here).unwrap_or_default())
            }
        }
    }

    fn place_of(&self, key: StoryKey) -> Result<Option<usize>, rusqlite::Error> {
        let Some((ord, _)) = ord_and_feed(self.connection, key)? else { return Ok(None) };
        let mut before = 0;
        for run in &self.runs {
            if run.has(self.connection, key)? {
                let place = before + run.newer(self.connection, ord)?;
                return Ok(Some(if self.turned { self.total - 1 - place } else { place }));
            }
            before += run.total;
        }
        Ok(None)
    }

    /// The next unread story after `from` towards older ones, or before it, round the end of the list.
    fn next_unread(&self, from: StoryKey, older: bool) -> Result<Option<StoryKey>, rusqlite::Error> {
        let place = ord_and_feed(self.connection, from)?;
        let start = match place {
            Some(_) => self.runs.iter().map(|run| run.has(self.connection, from)).position(|has| matches!(has, Ok(true))),
            None => None,
        };
        let ord = start.and(place).map(|(ord, _)| ord);
        let count = self.runs.len();
        let start = start.unwrap_or_default();
        // Once round, and the first run again from its other end.
        for step in 0..=count {
            let run = if older { start + step } else { start + 2 * count - step } % count.max(1);
            let from = ord.filter(|_| step == 0);
            let Some(run) = self.runs.get(run) else { break };
            if let Some(key) = run.next_unread(self.connection, from, older)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// The stories from place `first` on, as the list is shown.
    fn window(&self, first: usize, count: usize) -> Result<Vec<StoryKey>, rusqlite::Error> {
        let count = count.min(self.total.saturating_sub(first));
        let mut skip = if self.turned { self.total.saturating_sub(first + count) } else { first };
        let mut keys = Vec::with_capacity(count);
        for run in &self.runs {
            if keys.len() == count {
                break;
            }
            if skip < run.total {
                keys.extend(run.window(self.connection, skip, count - keys.len())?);
            }
            skip = skip.saturating_sub(run.total);
        }
        if self.turned {
            keys.reverse();
        }
        Ok(keys)
    }
}

/// Where a story stands, if it stands in lists at all.
fn ord_and_feed(connection: &Connection, key: StoryKey) -> Result<Option<(i64, FeedId)>, rusqlite::Error> {
    connection
        .prepare_cached("SELECT ord, feed FROM status WHERE id = ? AND ord IS NOT NULL")?
        .query_row([key.0], |row| Ok((row.get(0)?, FeedId(row.get(1)?))))
        .optional()
}

/// The rows of these stories; those that are gone are left out.
fn headlines(connection: &Connection, keys: &[StoryKey]) -> Result<Vec<Headline>, rusqlite::Error> {
    let mut titles: HashMap<FeedId, CleanText> = HashMap::new();
    let mut query = connection.prepare_cached(
        "SELECT title, author, stamp, clock, day, feed, name, read, starred, later FROM article JOIN status USING (id) \
         WHERE article.id = ?",
    )?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        rows.extend(query.query_row([key.0], |row| headline(row, *key)).optional()?);
    }
    for row in &mut rows {
        row.source = match titles.entry(row.feed) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(unknown) => unknown.insert(title(connection, row.feed)?).clone(),
        };
    }
    Ok(rows)
}

fn headline(row: &Row<'_>, key: StoryKey) -> Result<Headline, rusqlite::Error> {
    Ok(Headline {
        key,
        title: feed::line(row, 0)?,
        author: feed::line(row, 1)?,
        stamp: article::stamp(row, 2)?,
        feed: FeedId(row.get(5)?),
        id: ArticleId(feed::line(row, 6)?),
        source: CleanText::new(),
        read: row.get(7)?,
        starred: row.get(8)?,
        later: row.get(9)?,
    })
}

/// What the reader knows a feed by.
fn title(connection: &Connection, id: FeedId) -> Result<CleanText, rusqlite::Error> {
    let mut query =
        connection.prepare_cached("SELECT address, title, ifnull(name, ''), ifnull(site, '') FROM feed WHERE id = ?")?;
    query.query_row([id.0], |row| {
        let name = Some(feed::line(row, 2)?).filter(|name| !name.is_empty());
        let site = SafeUrl::parse(row.get_ref(3)?.as_str()?);
        Ok(feed::title(&CleanText::block(row.get_ref(0)?.as_str()?), &feed::line(row, 1)?, name.as_ref(), site.as_ref()))
    })
}
