//! What a refresh brought, stored: facts, articles, validators and health in one transaction.

use std::{collections::HashSet, time::Duration};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Store, StoreError,
    article::{Markups, Packed},
    kin::Kin,
    ord,
    pack::Packer,
    rule,
};
use crate::{
    model::{Article, ArticleId, Feed, FeedId, StoryKey},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// How long a permanent redirect must hold before the address is changed, in seconds: a week.
const MOVED_AFTER: i64 = 7 * 86_400;
/// For how long a feed must not have listed what was dropped before it is forgotten, in seconds: ninety days. Some feeds
/// leave things out for a while.
const FORGOTTEN_AFTER: i64 = 90 * 86_400;
/// How many earlier texts of an article are kept.
const MOST_REVISIONS: usize = 8;

/// How a question to a feed ended.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The feed.
    pub feed: FeedId,
    /// When.
    pub at: Timestamp,
    /// How long the answer took.
    pub latency: Option<Duration>,
    /// When to ask again; `None` leaves it as it is.
    pub due: Option<Timestamp>,
    /// The time between two questions; `None` leaves it as it is.
    pub interval: Option<Duration>,
    /// Until when the server asks to be left alone.
    pub held: Option<Timestamp>,
    /// Where a permanent redirect led.
    pub moved: Option<SafeUrl>,
    /// What came.
    pub brought: Brought,
}

/// What came of a question to a feed.
#[derive(Clone, Debug)]
pub enum Brought {
    /// The feed.
    News {
        /// What it says of itself, and its articles.
        feed: Box<Feed>,
        /// What to ask with next time, as the asker writes it.
        validators: Option<String>,
        /// What had to be mended to read it.
        repairs: Vec<Phrase>,
    },
    /// The same, as it is stored: see [`Brought::packed`].
    Packed {
        /// What it says of itself; without articles.
        feed: Box<Feed>,
        /// Its articles.
        articles: Articles,
        /// What to ask with next time, as the asker writes it.
        validators: Option<String>,
        /// What had to be mended to read it.
        repairs: Vec<Phrase>,
    },
    /// Nothing is new.
    NotModified,
    /// Nothing could be read; the articles that are there stay.
    Failed {
        /// Why.
        reason: Phrase,
        /// Whether the server says that the feed is gone for good.
        gone: bool,
    },
}

impl Brought {
    /// Packs the articles of a feed, which is most of the work of storing them, so that whoever stores them need not. It is
    /// for nothing where they are there already.
    #[must_use]
    pub fn packed(self) -> Self {
        let Self::News { mut feed, validators, repairs } = self else { return self };
        let Articles(mut articles) = Articles::of(&mut feed);
        let mut packer = Packer::new();
        for article in &mut articles {
            let markups = std::mem::replace(&mut article.packed.markups, Markups::Packed(Vec::new()));
            article.packed.markups = Markups::Packed(markups.pack(&mut packer));
        }
        Self::Packed { feed, articles: Articles(articles), validators, repairs }
    }
}

/// The articles of a feed, as they are stored.
#[derive(Clone, Debug)]
pub struct Articles(Vec<Ready>);

#[derive(Clone, Debug)]
struct Ready {
    id: ArticleId,
    stamp: Option<Timestamp>,
    packed: Packed,
}

impl Articles {
    fn of(feed: &mut Feed) -> Self {
        let articles = std::mem::take(&mut feed.articles);
        let ready = |article: Article| {
            let (id, stamp) = (article.id.clone(), article.stamp().map(|stamp| stamp.instant));
            Ready { id, stamp, packed: Packed::of(article, &feed.language) }
        };
        Self(articles.into_iter().map(ready).collect())
    }
}

/// What a reading changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The feed.
    pub feed: FeedId,
    /// The stories that were not there before, the newest first.
    pub new: Vec<StoryKey>,
    /// How many articles say something else than before.
    pub revised: usize,
}

impl Store {
    /// Stores what many feeds brought: all of it, or nothing. Readings of feeds that are no longer there are passed over.
    pub fn write(&mut self, readings: impl IntoIterator<Item = Reading>) -> Result<Vec<Written>, StoreError> {
        let words = self.reader.words;
        self.change(false, |connection| {
            let mut writer = Writer::new(connection)?;
            let written = readings.into_iter().map(|reading| writer.reading(reading)).collect::<Result<_, _>>()?;
            let changed = std::mem::take(&mut writer.changed);
            writer.finish()?;
            rule::judge_each(connection, words, &changed)?;
            Ok(written)
        })
    }
}

/// One transaction's worth of writing.
pub(super) struct Writer<'a> {
    connection: &'a Connection,
    packer: Packer,
    /// The number that the next new story gets.
    next: u64,
    /// The stories that came or say something else.
    changed: Vec<StoryKey>,
}

/// What is known of an article that came again.
struct Known {
    key: StoryKey,
    /// The sum of what is stored; `None` where the article was dropped.
    hash: Option<i64>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(connection: &'a Connection) -> Result<Self, rusqlite::Error> {
        let next = connection.query_row("SELECT next FROM counter", [], |row| row.get(0))?;
        Ok(Self { connection, packer: Packer::new(), next, changed: Vec::new() })
    }

    pub(super) fn finish(self) -> Result<(), rusqlite::Error> {
        self.connection.execute("UPDATE counter SET next = ?", [self.next]).map(drop)
    }

    fn reading(&mut self, reading: Reading) -> Result<Written, rusqlite::Error> {
        let mut written = Written { feed: reading.feed, ..Written::default() };
        let live = "SELECT 1 FROM feed WHERE id = ? AND removed IS NULL";
        if !self.connection.prepare_cached(live)?.exists([reading.feed.0])? {
            return Ok(written);
        }
        self.schedule(&reading)?;
        match reading.brought {
            Brought::News { mut feed, validators, repairs } => {
                let articles = Articles::of(&mut feed);
                self.feed(reading.feed, &feed, validators.as_deref(), &repairs)?;
                self.articles(articles, reading.at, &mut written)?;
            }
            Brought::Packed { feed, articles, validators, repairs } => {
                self.feed(reading.feed, &feed, validators.as_deref(), &repairs)?;
                self.articles(articles, reading.at, &mut written)?;
            }
            Brought::NotModified => {}
            Brought::Failed { reason, gone } => self.failed(reading.feed, &reason, gone)?,
        }
        Ok(written)
    }

    fn articles(&mut self, Articles(articles): Articles, at: Timestamp, written: &mut Written) -> Result<(), rusqlite::Error> {
        let listed = articles.iter().map(|article| article.id.clone()).collect();
        let mut kin = Kin::new(self.connection, written.feed, listed);
        // The first article of a document is its newest, and the highest number comes first.
        for article in articles.into_iter().rev() {
            self.article(article, at, &mut kin, written)?;
        }
        written.new.reverse();
        self.forget(written.feed, at)
    }

    /// Notes when a feed was asked and is to be asked again, and whether it has moved for good.
    fn schedule(&self, reading: &Reading) -> Result<(), rusqlite::Error> {
        let latency = reading.latency.and_then(|time| u64::try_from(time.as_millis()).ok());
        let succeeded = !matches!(reading.brought, Brought::Failed { .. });
        self.connection
            .prepare_cached(
                "UPDATE feed SET checked = ?2, latency = ifnull(?3, latency), due = ifnull(?4, due), \
                 interval = ifnull(?5, interval), succeeded = iif(?6, ?2, succeeded), failure = iif(?6, NULL, failure), \
                 failures = iif(?6, 0, failures), gone = iif(?6, 0, gone), held = ?7 WHERE id = ?1",
            )?
            .execute(params![
                reading.feed.0,
                reading.at.as_second(),
                latency,
                reading.due.map(Timestamp::as_second),
                reading.interval.map(|interval| interval.as_secs()),
                succeeded,
                reading.held.map(Timestamp::as_second),
            ])?;
        if succeeded { self.moved(reading) } else { Ok(()) }
    }

    /// A feed's address changes when it was said to have moved to the same place for a week.
    fn moved(&self, reading: &Reading) -> Result<(), rusqlite::Error> {
        let to = reading.moved.as_ref().map(SafeUrl::as_str);
        self.connection
            .prepare_cached(
                "UPDATE feed SET moved_since = iif(?2 IS NULL, NULL, iif(moved IS ?2, moved_since, ?3)), moved = ?2 \
                 WHERE id = ?1 AND (moved IS NOT ?2)",
            )?
            .execute(params![reading.feed.0, to, reading.at.as_second()])?;
        if to.is_some() {
            self.connection
                .prepare_cached(
                    "UPDATE OR IGNORE feed SET address = moved, moved = NULL, moved_since = NULL \
                     WHERE id = ?1 AND moved_since <= ?2",
                )?
                .execute(params![reading.feed.0, reading.at.as_second() - MOVED_AFTER])?;
        }
        Ok(())
    }

    fn failed(&self, id: FeedId, reason: &Phrase, gone: bool) -> Result<(), rusqlite::Error> {
        let sql = "UPDATE feed SET failure = ?, failures = failures + 1, gone = ? WHERE id = ?";
        self.connection.prepare_cached(sql)?.execute(params![reason.stored(), gone, id.0]).map(drop)
    }

    fn feed(&self, id: FeedId, feed: &Feed, validators: Option<&str>, repairs: &[Phrase]) -> Result<(), rusqlite::Error> {
        let about = serde_json::to_string(feed).unwrap_or_default();
        let repairs = serde_json::to_string(repairs).unwrap_or_default();
        let site = feed.link.as_ref().map(SafeUrl::as_str);
        self.connection
            .prepare_cached(
                "UPDATE feed SET title = ?2, site = ifnull(?3, site), language = ?4, about = ?5, validators = ?6, repairs = ?7 \
                 WHERE id = ?1",
            )?
            .execute(params![id.0, feed.title.as_str(), site, feed.language.as_str(), about, validators, repairs])
            .map(drop)
    }

    /// Puts an article into a feed where it is not there, whatever was dropped. Returns its number, and whether it was not
    /// there.
    pub(super) fn put_back(
        &mut self,
        feed: FeedId,
        article: Article,
        at: Timestamp,
    ) -> Result<(StoryKey, bool), rusqlite::Error> {
        let (name, stamp) = (article.id.0.clone(), article.stamp().map(|stamp| stamp.instant));
        let packed = Packed::of(article, "");
        let known = match self.known(feed, &name)? {
            None => Kin::new(self.connection, feed, HashSet::new()).of(&packed)?.map(|key| (key, true)),
            Some(Known { key, hash }) => Some((key, hash.is_some())),
        };
        match known {
            Some((key, true)) => return Ok((key, false)),
            Some((key, false)) => drop(self.connection.execute("DELETE FROM status WHERE id = ?", [key.0])?),
            None => {}
        }
        let key = self.number();
        self.insert(key, feed, &name, ord::of(key, stamp, at), packed, at)?;
        Ok((key, true))
    }

    /// A number that no story has had.
    fn number(&mut self) -> StoryKey {
        let key = StoryKey(self.next);
        self.next += 1;
        key
    }

    /// Stores an article that is new, or says something else than before.
    fn article(
        &mut self,
        Ready { id: ArticleId(name), stamp, packed }: Ready,
        at: Timestamp,
        kin: &mut Kin<'_>,
        written: &mut Written,
    ) -> Result<(), rusqlite::Error> {
        let known = match self.known(written.feed, &name)? {
            None => self.renamed(kin.of(&packed)?, &name)?,
            known => known,
        };
        match known {
            None => {
                let key = self.number();
                self.insert(key, written.feed, &name, ord::of(key, stamp, at), packed, at)?;
                written.new.push(key);
                self.changed.push(key);
            }
            Some(Known { key, hash: Some(hash) }) if hash != packed.hash => {
                written.revised += usize::from(self.revise(key, packed, at)?);
                self.changed.push(key);
            }
            // What was dropped does not come back.
            Some(Known { key, hash: None }) => self.still_listed(key, at)?,
            Some(_) => {}
        }
        Ok(())
    }

    fn known(&self, feed: FeedId, name: &CleanText) -> Result<Option<Known>, rusqlite::Error> {
        self.connection
            .prepare_cached(
                "SELECT status.id, article.hash FROM status LEFT JOIN article USING (id) WHERE status.feed = ? AND name = ?",
            )?
            .query_row(params![feed.0, name.as_str()], |row| Ok(Known { key: StoryKey(row.get(0)?), hash: row.get(1)? }))
            .optional()
    }

    /// The story that came under another name before, which is called so from now on.
    fn renamed(&self, former: Option<StoryKey>, name: &CleanText) -> Result<Option<Known>, rusqlite::Error> {
        let Some(key) = former else { return Ok(None) };
        self.connection.prepare_cached("UPDATE status SET name = ?2 WHERE id = ?1")?.execute(params![key.0, name.as_str()])?;
        let mut query = self.connection.prepare_cached("SELECT hash FROM article WHERE id = ?")?;
        Ok(Some(Known { key, hash: query.query_row([key.0], |row| row.get(0)).optional()? }))
    }

    /// Notes that a feed still lists what was dropped, once a day.
    fn still_listed(&self, key: StoryKey, at: Timestamp) -> Result<(), rusqlite::Error> {
        let sql = "UPDATE status SET listed = ?2 WHERE id = ?1 AND listed < ?2 - 86400";
        self.connection.prepare_cached(sql)?.execute(params![key.0, at.as_second()]).map(drop)
    }

    /// Forgets what was dropped and is listed no longer.
    fn forget(&self, feed: FeedId, at: Timestamp) -> Result<(), rusqlite::Error> {
        let sql = "DELETE FROM status WHERE feed = ?1 AND ord IS NULL AND listed < ?2";
        self.connection.prepare_cached(sql)?.execute(params![feed.0, at.as_second() - FORGOTTEN_AFTER]).map(drop)
    }

    fn insert(
        &mut self,
        key: StoryKey,
        feed: FeedId,
        name: &CleanText,
        ord: i64,
        packed: Packed,
        at: Timestamp,
    ) -> Result<(), rusqlite::Error> {
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| self.connection.prepare_cached(sql)?.execute(values).map(drop);
        run("INSERT INTO status (id, feed, name, ord) VALUES (?, ?, ?, ?)", params![key.0, feed.0, name.as_str(), ord])?;
        let body = packed.markups.pack(&mut self.packer);
        run(
            "INSERT INTO article (id, ord, title, author, language, stamp, clock, day, files, hash, came, facts, body) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                key.0,
                ord,
                packed.title.as_str(),
                packed.author.as_str(),
                packed.language,
                packed.stamp,
                packed.clock,
                packed.day,
                packed.files,
                packed.hash,
                at.as_second(),
                packed.facts,
                body,
            ],
        )?;
        run("INSERT INTO unindexed (story) VALUES (?)", params![key.0])
    }

    /// Puts the new text in the place of the old, which is kept as a revision where a reader would see a difference.
    /// Returns whether that is so.
    fn revise(&mut self, key: StoryKey, packed: Packed, at: Timestamp) -> Result<bool, rusqlite::Error> {
        let (title, old) = self
            .connection
            .prepare_cached("SELECT title, body FROM article WHERE id = ?")?
            .query_row([key.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let body = packed.markups.pack(&mut self.packer);
        let differs = title != packed.title.as_str() || body != old;
        if differs {
            self.keep_revision(key, &title, &old, at)?;
        }
        self.connection
            .prepare_cached(
                "UPDATE article SET title = ?2, author = ?3, language = ?4, stamp = ?5, clock = ?6, day = ?7, files = ?8, \
                 hash = ?9, facts = ?10, body = ?11, revised = iif(?12, ?13, revised) WHERE id = ?1",
            )?
            .execute(params![
                key.0,
                packed.title.as_str(),
                packed.author.as_str(),
                packed.language,
                packed.stamp,
                packed.clock,
                packed.day,
                packed.files,
                packed.hash,
                packed.facts,
                body,
                differs,
                at.as_second(),
            ])?;
        self.connection.prepare_cached("INSERT OR IGNORE INTO unindexed (story) VALUES (?)")?.execute([key.0])?;
        Ok(differs)
    }

    fn keep_revision(&self, key: StoryKey, title: &str, body: &[u8], at: Timestamp) -> Result<(), rusqlite::Error> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO revision (story, until, title, body) VALUES (?, ?, ?, ?)")?
            .execute(params![key.0, at.as_second(), title, body])?;
        self.connection
            .prepare_cached(
                "DELETE FROM revision WHERE story = ?1 AND until NOT IN \
                 (SELECT until FROM revision WHERE story = ?1 ORDER BY until DESC LIMIT ?2)",
            )?
            .execute(params![key.0, MOST_REVISIONS])
            .map(drop)
    }
}
