//! Lists of stories: a window of rows around a place, a story, or the next unread one.
//!
//! A list is made of runs, one after another: one for all of it, or one for each feed where it is ordered by source. A run
//! lies in an index by `ord`, so a window near its newest end costs the same however long it is; in its depth it is counted
//! from the nearer end.

mod found;
mod run;

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    Reader, StoreError, article, feed,
    find::{self, Found},
    story,
};
use crate::{
    model::{Around, ArticleId, FeedId, Headline, Order, Page, StoryKey},
    query::{Query, Scope},
    text::{CleanText, SafeUrl},
};
pub(super) use found::Cache;
use run::Run;

/// How many rows a page of a list holds before the one that it is built around, and from that one on: several screens.
pub(super) const TO_EACH_SIDE: usize = 120;

/// More stories than there are.
const ALL: usize = usize::MAX >> 1;

impl Reader {
    /// How many stories a list has.
    pub fn count(&self, scope: &Scope) -> Result<usize, StoreError> {
        self.ask(|connection| Ok(List::new(self, connection, scope, Order::Newest)?.total))
    }

    /// How many unread stories answer a question.
    pub fn count_unread(&self, query: &Query) -> Result<usize, StoreError> {
        self.ask(|connection| Ok(find::find(connection, self.words, &query.of_unread(), ALL)?.hits.len()))
    }

    /// A page of a list of stories.
    pub fn headlines(&self, scope: &Scope, order: Order, around: Around) -> Result<Page, StoreError> {
        self.ask(|connection| {
            // What is counted and what is listed must be of the same moment.
            let moment = connection.unchecked_transaction()?;
            let page = List::new(self, &moment, scope, order)?.page(around)?;
            moment.commit()?;
            Ok(page)
        })
    }

    /// The stories that a list shows between two of its stories, both included, in its order.
    pub fn between(&self, scope: &Scope, order: Order, ends: (StoryKey, StoryKey)) -> Result<Vec<StoryKey>, StoreError> {
        self.ask(|connection| {
            let moment = connection.unchecked_transaction()?;
            let list = List::new(self, &moment, scope, order)?;
            let (Some(one), Some(other)) = (list.place_of(ends.0)?, list.place_of(ends.1)?) else { return Ok(Vec::new()) };
            list.window(one.min(other), one.abs_diff(other) + 1)
        })
    }

    /// The first `most` rows of a list, which has no bound here.
    pub fn first(&self, scope: &Scope, order: Order, most: usize) -> Result<Vec<Headline>, StoreError> {
        self.ask(|connection| {
            let moment = connection.unchecked_transaction()?;
            // Of another order the first ones are not the newest.
            let enough = if order == Order::Newest { most } else { ALL };
            let list = List::whole(self, &moment, (scope, order), enough)?;
            headlines(&moment, &list.window(0, most)?)
        })
    }

    /// The rows of these stories; those that are not there are left out.
    pub fn rows(&self, keys: &[StoryKey]) -> Result<Vec<Headline>, StoreError> {
        self.ask(|connection| headlines(connection, keys))
    }
}

/// The numbers of every story of a list, the newest first.
pub(super) fn keys(reader: &Reader, scope: &Scope) -> Result<Vec<StoryKey>, StoreError> {
    reader.ask(|connection| List::whole(reader, connection, (scope, Order::Newest), ALL)?.window(0, ALL))
}

/// A list of stories at one moment.
struct List<'a> {
    connection: &'a Connection,
    stock: Stock,
    total: usize,
    unread: usize,
    more: bool,
    /// Whether its end comes first.
    turned: bool,
}

/// What a list is made of.
enum Stock {
    /// Runs of the library, one after another.
    Runs(Vec<Run>),
    /// What a question found, in the order of the list.
    Found(Arc<Found>),
}

impl<'a> List<'a> {
    /// A list as the screen shows it: what a question finds has a bound, and is remembered.
    fn new(reader: &Reader, connection: &'a Connection, scope: &Scope, order: Order) -> Result<Self, rusqlite::Error> {
        match scope {
            Scope::Query(query) => Ok(Self::found(connection, found::of(reader, connection, query, order)?, order)),
            plain => Self::plain(connection, plain, order),
        }
    }

    /// A list without that bound, of which the newest `most` are enough.
    fn whole(
        reader: &Reader,
        connection: &'a Connection,
        (scope, order): (&Scope, Order),
        most: usize,
    ) -> Result<Self, rusqlite::Error> {
        match scope {
            Scope::Query(query) => {
                let found = found::newest(reader, connection, (query, order), most)?;
                Ok(Self::found(connection, Arc::new(found), order))
            }
            plain => Self::plain(connection, plain, order),
        }
    }

    fn found(connection: &'a Connection, found: Arc<Found>, order: Order) -> Self {
        let (total, more) = (found.hits.len(), found.more);
        let unread = found.hits.iter().filter(|hit| !hit.read).count();
        Self { connection, stock: Stock::Found(found), total, unread, more, turned: order == Order::Oldest }
    }

    fn plain(connection: &'a Connection, scope: &Scope, order: Order) -> Result<Self, rusqlite::Error> {
        let turned = order == Order::Oldest;
        let runs = run::runs(connection, scope, order == Order::Source)?;
        let total = runs.iter().map(|run| run.total).sum();
        let unread = runs.iter().map(|run| run.unread).sum();
        Ok(Self { connection, stock: Stock::Runs(runs), total, unread, more: false, turned })
    }

    fn page(&self, around: Around) -> Result<Page, rusqlite::Error> {
        let at = self.place(around)?.min(self.total.saturating_sub(1));
        let first = at.saturating_sub(TO_EACH_SIDE);
        let keys = self.window(first, at + TO_EACH_SIDE - first)?;
        let rows = headlines(self.connection, &keys)?;
        Ok(Page { total: self.total, unread: self.unread, more: self.more, at, first, rows })
    }

    /// The place of what is asked for, in the order in which the list is shown.
    fn place(&self, around: Around) -> Result<usize, rusqlite::Error> {
        match around {
            Around::Place(place) => Ok(place),
            Around::Story(key, otherwise) => Ok(self.place_of(key)?.unwrap_or(otherwise)),
            Around::Unread { from, forward } => {
                let down = forward != self.turned;
                let next = match &self.stock {
                    Stock::Found(found) => found.next_unread(from, down),
                    Stock::Runs(runs) => run::next_unread(self.connection, runs, from, down)?,
                };
                let there = next.map(|key| self.place_of(key)).transpose()?.flatten();
                Ok(there.or(self.place_of(from)?).unwrap_or_default())
            }
        }
    }

    fn place_of(&self, key: StoryKey) -> Result<Option<usize>, rusqlite::Error> {
        let place = match &self.stock {
            Stock::Found(found) => found.place_of(key),
            Stock::Runs(runs) => run::place_of(self.connection, runs, key)?,
        };
        Ok(place.map(|place| if self.turned { (self.total - 1).saturating_sub(place) } else { place }))
    }

    /// The stories from place `first` on, as the list is shown.
    fn window(&self, first: usize, count: usize) -> Result<Vec<StoryKey>, rusqlite::Error> {
        let count = count.min(self.total.saturating_sub(first));
        let skip = if self.turned { self.total.saturating_sub(first + count) } else { first };
        let mut keys = match &self.stock {
            Stock::Found(found) => found.hits.iter().skip(skip).take(count).map(|hit| hit.key).collect(),
            Stock::Runs(runs) => run::window(self.connection, runs, skip, count)?,
        };
        if self.turned {
            keys.reverse();
        }
        Ok(keys)
    }
}

/// The rows of these stories; those that are gone are left out.
fn headlines(connection: &Connection, keys: &[StoryKey]) -> Result<Vec<Headline>, rusqlite::Error> {
    let mut titles: HashMap<FeedId, CleanText> = HashMap::new();
    let mut query = connection.prepare_cached(
        "SELECT title, author, stamp, clock, day, feed, name, read, starred, later, \
         EXISTS (SELECT 1 FROM ruled WHERE kind = 'highlight' AND story = article.id), \
         EXISTS (SELECT 1 FROM tag WHERE story = article.id) \
         FROM article JOIN status USING (id) WHERE article.id = ?",
    )?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let Some((mut row, tagged)) = query.query_row([key.0], |row| Ok((headline(row, *key)?, row.get(11)?))).optional()? else {
            continue;
        };
        if tagged {
            row.tags = story::tags(connection, *key)?;
        }
        rows.push(row);
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
        highlighted: row.get(10)?,
        tags: Vec::new(),
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
