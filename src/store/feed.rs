//! Subscriptions: added, renamed, moved, paused, removed; their health.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reader, Store, StoreError, index, ord, rule};
use crate::{
    model::FeedId,
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// How long a removed feed can be had back, in seconds: a week.
const KEPT_AFTER_REMOVAL: i64 = 7 * 86_400;

/// A feed that is to be subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewFeed {
    /// Its web address, or the name of a source on this machine.
    pub address: CleanText,
    /// What the reader calls it, where that differs from what it calls itself.
    pub name: Option<CleanText>,
    /// Its folder, such as `News/Local`; empty for none.
    pub folder: CleanText,
    /// Its tags.
    pub tags: Vec<CleanText>,
    /// The web page that it belongs to.
    pub site: Option<SafeUrl>,
}

impl NewFeed {
    /// A feed on the web.
    #[must_use]
    pub fn web(url: &SafeUrl) -> Self {
        Self { address: CleanText::block(url.as_str()), ..Self::default() }
    }
}

/// How the last questions to a feed went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// When it was asked last.
    pub checked: Option<Timestamp>,
    /// When it answered last.
    pub succeeded: Option<Timestamp>,
    /// Why the last question brought nothing.
    pub failure: Option<Phrase>,
    /// How many questions in a row brought nothing.
    pub failures: u32,
    /// How long the last answer took.
    pub latency: Option<Duration>,
    /// When it is to be asked again.
    pub due: Option<Timestamp>,
    /// Until when the server asks to be left alone.
    pub held: Option<Timestamp>,
    /// The time between two questions.
    pub interval: Option<Duration>,
    /// What had to be mended to read it.
    pub repairs: Vec<Phrase>,
    /// Where it says that it has moved for good, and since when.
    pub moved: Option<(SafeUrl, Timestamp)>,
}

/// A feed of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRow {
    /// Its number.
    pub id: FeedId,
    /// Its web address, or the name of a source on this machine.
    pub address: CleanText,
    /// What it is called: by the reader, by itself, or by its site.
    pub title: CleanText,
    /// What the reader calls it, where that differs from what it calls itself.
    pub name: Option<CleanText>,
    /// The web page that it belongs to.
    pub site: Option<SafeUrl>,
    /// The language as a BCP 47 tag; may be empty.
    pub language: CleanText,
    /// Its folder, such as `News/Local`; empty for none.
    pub folder: CleanText,
    /// Its tags: every story of it answers to them.
    pub tags: Vec<CleanText>,
    /// How many articles it has.
    pub total: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// Whether the reader wants it left alone.
    pub paused: bool,
    /// Whether it said that it is gone for good.
    pub gone: bool,
    /// What to ask with, as whoever asked last wrote it.
    pub validators: Option<String>,
    /// How the last questions went.
    pub health: Health,
}

impl FeedRow {
    /// Its address, where it is on the web.
    #[must_use]
    pub fn url(&self) -> Option<SafeUrl> {
        SafeUrl::parse(&self.address)
    }
}

const COLUMNS: &str = "id, address, title, name, site, language, folder, total, unread, paused, gone, validators, checked, \
    succeeded, failure, failures, latency, due, interval, repairs, moved, moved_since, held, tags";

impl Reader {
    /// Every feed in the reader's order.
    pub fn feeds(&self) -> Result<Vec<FeedRow>, StoreError> {
        self.ask(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM feed WHERE removed IS NULL ORDER BY position, id");
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map([], feed_row)?.collect()
        })
    }

    /// The feeds that are to be asked at `now`, the longest due first. One that was asked in the future was asked by a clock
    /// that went wrong, and what it said of the next time counts for nothing.
    pub fn due(&self, now: Timestamp) -> Result<Vec<FeedRow>, StoreError> {
        self.ask(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM feed WHERE removed IS NULL AND NOT paused AND NOT gone \
                 AND (ifnull(due, 0) <= ?1 OR checked > ?1) ORDER BY due, id"
            );
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map([now.as_second()], feed_row)?.collect()
        })
    }

    /// When the next feed is to be asked after `now`.
    pub fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT min(due) FROM feed WHERE removed IS NULL AND NOT paused AND NOT gone AND due > ?";
            connection.prepare_cached(sql)?.query_row([now.as_second()], |row| time(row, 0))
        })
    }

    /// A feed.
    pub fn feed(&self, id: FeedId) -> Result<Option<FeedRow>, StoreError> {
        self.ask(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM feed WHERE id = ? AND removed IS NULL");
            connection.prepare_cached(&sql)?.query_row([id.0], feed_row).optional()
        })
    }

    /// The folders in the order of their first feeds, each with how many of its stories are unread and how many it has.
    pub fn folders(&self) -> Result<Vec<(CleanText, usize, usize)>, StoreError> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT folder, sum(unread), sum(total) FROM feed WHERE removed IS NULL AND folder <> '' \
                 GROUP BY folder ORDER BY min(position), folder",
            )?;
            query.query_map([], |row| Ok((line(row, 0)?, row.get(1)?, row.get(2)?)))?.collect()
        })
    }

    /// How many articles each feed had in a week of the last `weeks` before `now`, on average; those that had none are left
    /// out.
    pub fn weekly(&self, weeks: u32, now: Timestamp) -> Result<Vec<(FeedId, f64)>, StoreError> {
        let since = ord::beginning(now.as_second() - i64::from(weeks) * 7 * 86_400);
        self.ask(|connection| {
            // What is muted comes too, though it is in no list.
            let mut query = connection.prepare_cached(
                "SELECT feed, sum(stories) FROM (SELECT feed, count(*) AS stories FROM status WHERE ord >= ?1 GROUP BY feed \
                 UNION ALL SELECT feed, 1 FROM ruled JOIN status ON status.id = story \
                 WHERE kind = 'mute' AND ruled.ord >= ?1 AND status.ord IS NULL) GROUP BY feed",
            )?;
            let row = |row: &Row<'_>| Ok((FeedId(row.get(0)?), f64::from(row.get::<_, u32>(1)?) / f64::from(weeks.max(1))));
            query.query_map([since], row)?.collect()
        })
    }

    /// How many articles a feed had in each of the last `weeks` weeks before `now`, on average.
    pub fn articles_a_week(&self, id: FeedId, weeks: u32, now: Timestamp) -> Result<f64, StoreError> {
        let since = ord::beginning(now.as_second() - i64::from(weeks) * 7 * 86_400);
        let count: u32 = self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT count(*) FROM status WHERE feed = ? AND ord >= ?")?;
            query.query_row(params![id.0, since], |row| row.get(0))
        })?;
        Ok(f64::from(count) / f64::from(weeks.max(1)))
    }
}

impl Store {
    /// Subscribes to feeds, and says which number each has and whether it is new. One that is there already is left as it
    /// is; one that was removed comes back.
    pub fn add(&mut self, feeds: &[NewFeed]) -> Result<Vec<(FeedId, bool)>, StoreError> {
        let added = self.change(true, |connection| feeds.iter().map(|feed| add(connection, feed)).collect())?;
        self.keep_list();
        Ok(added)
    }

    /// Calls a feed what the reader calls it; by its own name again with `None`.
    pub fn rename(&mut self, id: FeedId, name: Option<&CleanText>) -> Result<(), StoreError> {
        self.set(id, "UPDATE feed SET name = ? WHERE id = ?", name.map(CleanText::as_str))
    }

    /// Asks a feed at another address from now on; nothing changes where another feed has that address already.
    pub fn readdress(&mut self, id: FeedId, url: &SafeUrl) -> Result<(), StoreError> {
        self.set(id, "UPDATE OR IGNORE feed SET address = ? WHERE id = ?", url.as_str())
    }

    /// Puts a feed into a folder; into none with an empty name.
    pub fn move_to(&mut self, id: FeedId, folder: &CleanText) -> Result<(), StoreError> {
        self.set(id, "UPDATE feed SET folder = ? WHERE id = ?", folder.as_str())
    }

    /// Leaves a feed alone, or asks it again.
    pub fn pause(&mut self, id: FeedId, paused: bool) -> Result<(), StoreError> {
        self.set(id, "UPDATE feed SET paused = ?, gone = 0 WHERE id = ?", paused)
    }

    /// Puts the feeds in this order; those that are not named come last.
    pub fn arrange(&mut self, order: &[FeedId]) -> Result<(), StoreError> {
        self.change(true, |connection| {
            connection.execute("UPDATE feed SET position = position + ?", [order.len()])?;
            let mut query = connection.prepare("UPDATE feed SET position = ? WHERE id = ?")?;
            order.iter().enumerate().try_for_each(|(place, id)| query.execute(params![place, id.0]).map(drop))
        })
    }

    /// Unsubscribes from a feed. For a week [`Store::restore`] brings it back with all its articles and marks.
    pub fn remove(&mut self, id: FeedId) -> Result<(), StoreError> {
        let now = Timestamp::now().as_second();
        self.change(true, |connection| {
            connection.execute("UPDATE feed SET removed = ? WHERE id = ?", params![now, id.0])?;
            connection.execute("UPDATE status SET ord = NULL WHERE feed = ? AND ord IS NOT NULL", [id.0])
        })?;
        self.keep_list();
        Ok(())
    }

    /// Takes a removal back.
    pub fn restore(&mut self, id: FeedId) -> Result<(), StoreError> {
        self.change(true, |connection| restore(connection, id))?;
        self.keep_list();
        Ok(())
    }

    /// Sweeps out the feeds that were removed more than a week before `now`, with all that they had.
    pub(super) fn forget_removed(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let before = now.as_second() - KEPT_AFTER_REMOVAL;
        self.change(false, |connection| {
            connection
                .prepare_cached(
                    "SELECT article.ord FROM feed JOIN status ON status.feed = feed.id \
                     JOIN article ON article.id = status.id WHERE removed < ?",
                )?
                .query_map([before], |row| row.get(0))?
                .try_for_each(|place| index::forget(connection, place?))?;
            connection.execute("DELETE FROM feed WHERE removed < ?", [before])
        })
    }

    fn set(&mut self, id: FeedId, sql: &str, value: impl rusqlite::ToSql) -> Result<(), StoreError> {
        let changed = self.change(true, |connection| connection.execute(sql, params![value, id.0]))?;
        self.keep_list();
        if changed == 0 { Err(StoreError::Missing(CleanText::line(&format!("feed {}", id.0)))) } else { Ok(()) }
    }
}

/// Subscribes to a feed. Returns its number and whether it was not there.
pub(super) fn add(connection: &Connection, feed: &NewFeed) -> Result<(FeedId, bool), rusqlite::Error> {
    let known = connection
        .prepare_cached("SELECT id, removed IS NOT NULL FROM feed WHERE address = ?")?
        .query_row([feed.address.as_str()], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))
        .optional()?;
    if let Some((id, removed)) = known {
        if removed {
            restore(connection, id)?;
        }
        if !feed.tags.is_empty() {
            connection
                .prepare_cached("UPDATE feed SET tags = ? WHERE id = ? AND tags = '[]'")?
                .execute(params![stored_tags(&feed.tags), id.0])?;
        }
        return Ok((id, removed));
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO feed (address, name, folder, site, tags, position) \
         VALUES (?, ?, ?, ?, ?, (SELECT ifnull(max(position), 0) + 1 FROM feed))",
    )?;
    let site = feed.site.as_ref().map(SafeUrl::as_str);
    let tags = stored_tags(&feed.tags);
    insert.execute(params![feed.address.as_str(), feed.name.as_deref(), feed.folder.as_str(), site, tags])?;
    Ok((FeedId(u64::try_from(connection.last_insert_rowid()).unwrap_or_default()), true))
}

fn stored_tags(tags: &[CleanText]) -> String {
    serde_json::to_string(tags).unwrap_or_else(|_| "[]".to_owned())
}

/// The tags in a column.
pub(super) fn tags(row: &Row<'_>, column: usize) -> Result<Vec<CleanText>, rusqlite::Error> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str()?).unwrap_or_default())
}

fn restore(connection: &Connection, id: FeedId) -> Result<(), rusqlite::Error> {
    connection.execute("UPDATE feed SET removed = NULL WHERE id = ?", [id.0])?;
    rule::judge_all_again(connection)?;
    connection.execute(
        "UPDATE status SET ord = (SELECT article.ord FROM article WHERE article.id = status.id) WHERE feed = ? AND ord IS NULL \
         AND id NOT IN (SELECT story FROM ruled WHERE kind = 'mute')",
        [id.0],
    )?;
    Ok(())
}

fn feed_row(row: &Row<'_>) -> Result<FeedRow, rusqlite::Error> {
    let (address, own, name) = (CleanText::block(row.get_ref(1)?.as_str()?), line(row, 2)?, optional_line(row, 3)?);
    let site = web(row, 4)?;
    Ok(FeedRow {
        id: FeedId(row.get(0)?),
        title: title(&address, &own, name.as_ref(), site.as_ref()),
        address,
        name,
        site,
        language: line(row, 5)?,
        folder: line(row, 6)?,
        tags: tags(row, 23)?,
        total: row.get(7)?,
        unread: row.get(8)?,
        paused: row.get(9)?,
        gone: row.get(10)?,
        validators: row.get(11)?,
        health: health(row)?,
    })
}

fn health(row: &Row<'_>) -> Result<Health, rusqlite::Error> {
    Ok(Health {
        checked: time(row, 12)?,
        succeeded: time(row, 13)?,
        failure: row.get_ref(14)?.as_str_or_null()?.map(Phrase::from_stored),
        failures: row.get(15)?,
        latency: row.get::<_, Option<u64>>(16)?.map(Duration::from_millis),
        due: time(row, 17)?,
        interval: row.get::<_, Option<u64>>(18)?.map(Duration::from_secs),
        repairs: serde_json::from_str(&row.get::<_, String>(19)?).unwrap_or_default(),
        moved: web(row, 20)?.zip(time(row, 21)?),
        held: time(row, 22)?,
    })
}

/// What a feed is called: by the reader, by itself, else by its site or file.
pub(super) fn title(address: &CleanText, own: &CleanText, name: Option<&CleanText>, site: Option<&SafeUrl>) -> CleanText {
    if let Some(name) = name.or(Some(own)).filter(|name| !name.is_empty()) {
        return name.clone();
    }
    match site.cloned().or_else(|| SafeUrl::parse(address)) {
        Some(url) => CleanText::line(url.site()),
        None => CleanText::line(address.rsplit(['/', '\\']).next().unwrap_or(address)),
    }
}

/// A one-line text of a row. What lies in the file is not trusted either.
pub(super) fn line(row: &Row<'_>, column: usize) -> Result<CleanText, rusqlite::Error> {
    row.get_ref(column)?.as_str().map(CleanText::line).map_err(Into::into)
}

fn optional_line(row: &Row<'_>, column: usize) -> Result<Option<CleanText>, rusqlite::Error> {
    Ok(row.get_ref(column)?.as_str_or_null()?.map(CleanText::line))
}

fn web(row: &Row<'_>, column: usize) -> Result<Option<SafeUrl>, rusqlite::Error> {
    Ok(row.get_ref(column)?.as_str_or_null()?.and_then(SafeUrl::parse))
}

pub(super) fn time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>, rusqlite::Error> {
    Ok(row.get::<_, Option<i64>>(column)?.and_then(|seconds| Timestamp::from_second(seconds).ok()))
}
