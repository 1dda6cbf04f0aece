//! A damaged library: noticed, set aside, and its subscriptions saved where they can be read.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use jiff::ZonedDateTime;
use rusqlite::{Connection, OpenFlags};

use super::{
    FeedRow, NewFeed, Store, StoreError, Words,
    open::{self, beside},
};
use crate::{
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// Files that `SQLite` keeps beside the library.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// The most subscriptions that are saved.
const MOST_SAVED: usize = 50_000;

/// Whether the file is there without a byte in it: it was a library once, or somebody thinks so.
pub(super) fn is_emptied(path: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|found| found.len());
    // A program that was killed leaves an empty log.
    let logged = length(&beside(path, "-wal")).is_ok_and(|length| length > 0);
    length(path).is_ok_and(|length| length == 0) && !logged && !beside(path, "-journal").exists()
}

/// Looks for damage where that is cheap: the size of the file, the schema, the feeds.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let named = |error| StoreError::of(&error, path);
    let damaged = |how| Err(StoreError::Damaged(path.to_owned(), how));
    let ask = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, u64>(0));
    let pages = ask("page_count").and_then(|pages| Ok(pages * ask("page_size")?)).map_err(named)?;
    let no_wal = fs::metadata(beside(path, "-wal")).map_or(true, |wal| wal.len() == 0);
    if no_wal && fs::metadata(path).is_ok_and(|file| file.len() < pages) {
        return damaged(Phrase::new("store.cut"));
    }
    if schema(connection).map_err(named)? != open::parts() {
        return damaged(Phrase::new("store.changed"));
    }
    connection
        .prepare("SELECT id, address, total, unread FROM feed")
        .and_then(|mut feeds| {
            let rows = feeds.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))?;
            rows.collect::<Result<Vec<_>, _>>()
        })
        .map(drop)
        .map_err(named)
}

/// What the library is made of, without what `SQLite` made for itself.
fn schema(connection: &Connection) -> Result<BTreeSet<String>, rusqlite::Error> {
    let mut made =
        connection.prepare("SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'")?;
    made.query_map([], |row| row.get(0))?.collect()
}

/// Moves a damaged library out of the way and makes a new one with what can be read of the subscriptions. Says what came
/// of it.
pub(super) fn set_aside(path: &Path, words: Words) -> Result<Phrase, StoreError> {
    let aside = free_name(path);
    let failed = |error: std::io::Error| StoreError::of_file(&error, path);
    fs::rename(path, &aside).map_err(failed)?;
    for companion in COMPANIONS {
        if beside(path, companion).exists() {
            fs::rename(beside(path, companion), beside(&aside, companion)).map_err(failed)?;
        }
    }
    let mut feeds = subscriptions(&aside);
    if feeds.is_empty() {
        feeds = listed(path);
    }
    let mut store = open::new(path, words)?;
    store.add(&feeds)?;
    let said = Phrase::new("store.set-aside").with("aside", aside.to_string_lossy().as_ref());
    let said = said.with("saved", Phrase::new("store.saved").count(feeds.len()));
    Ok(Phrase::new("error.at").with("where", path.to_string_lossy().as_ref()).with("what", said))
}

/// A name beside `path` that nobody uses: `library.db.damaged-2015-12-18`.
fn free_name(path: &Path) -> PathBuf {
    let day = ZonedDateTime::now().strftime("%Y-%m-%d").to_string();
    let named =
        |number: usize| beside(path, &if number == 0 { format!(".damaged-{day}") } else { format!(".damaged-{day}-{number}") });
    (0..1_000).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}

/// The subscriptions that can be read from a damaged library.
fn subscriptions(path: &Path) -> Vec<NewFeed> {
    let read = || -> Result<Vec<NewFeed>, rusqlite::Error> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let mut query = connection.prepare("SELECT address, name, folder FROM feed NOT INDEXED WHERE removed IS NULL")?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        // What comes before the damage counts.
        while let (Ok(Some(row)), true) = (rows.next(), found.len() < MOST_SAVED) {
            let text = |column| row.get::<_, Option<String>>(column).ok().flatten().unwrap_or_default();
            let feed = (text(0), text(1), text(2));
            found.extend(new_feed(&feed.0, &feed.1, &feed.2));
        }
        Ok(found)
    };
    read().unwrap_or_default()
}

/// A subscription as it was saved, where its address is still one.
fn new_feed(address: &str, name: &str, folder: &str) -> Option<NewFeed> {
    let url = SafeUrl::parse(address)?;
    let name = CleanText::line(name);
    let name = Some(name).filter(|name| !name.is_empty());
    Some(NewFeed { name, folder: CleanText::line(folder), ..NewFeed::web(&url) })
}

/// The subscriptions in the list that is kept beside the library.
fn listed(path: &Path) -> Vec<NewFeed> {
    let bytes = fs::read(list_file(path)).unwrap_or_default();
    let all: Vec<Vec<String>> = serde_json::from_slice(&bytes).unwrap_or_default();
    let saved = all.iter().filter_map(|saved| {
        let [address, name, folder, tags @ ..] = saved.as_slice() else { return None };
        let tags = tags.iter().map(|tag| CleanText::line(tag)).collect();
        Some(NewFeed { tags, ..new_feed(address, name, folder)? })
    });
    saved.take(MOST_SAVED).collect()
}

/// Where the list of feeds is kept beside a library.
fn list_file(path: &Path) -> PathBuf {
    path.with_extension("feeds.json")
}

impl Store {
    /// Writes the subscriptions into a small file beside the library, for the day on which the library can't be read.
    /// A failure is no loss yet, so nobody is told.
    pub(super) fn keep_list(&self) {
        let Ok(feeds) = self.reader.feeds() else { return };
        let own = |name: Option<CleanText>| name.unwrap_or_default().to_string();
        let saved = |feed: FeedRow| -> Vec<String> {
            let first = [feed.address.to_string(), own(feed.name), feed.folder.to_string()];
            first.into_iter().chain(feed.tags.iter().map(CleanText::to_string)).collect()
        };
        let all: Vec<Vec<String>> = feeds.into_iter().map(saved).collect();
        let Ok(content) = serde_json::to_vec_pretty(&all) else { return };
        let temporary = beside(&list_file(&self.path), &format!(".{}", std::process::id()));
        if open::write_private(&temporary, &content).and_then(|()| fs::rename(&temporary, list_file(&self.path))).is_err() {
            drop(fs::remove_file(&temporary));
        }
    }
}
