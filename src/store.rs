//! The library: feeds, their articles, and what the reader did with them, in one `SQLite` file.
//!
//! Articles never change (an updated text is a revision); statuses are kept apart from them, and longer. One [`Store`]
//! writes, any number of [`Reader`]s read at the same time, in this process and in others. Every list is ordered by one
//! number, `ord`, made of the time that an article is sorted by and its key: so a window of a list, the next unread story
//! and the newest hits of a search are steps in an index, however many articles there are.
//!
//! Nothing that a call acknowledged is lost when the process is killed; what a reader marked outlives a power failure too.

mod article;
mod carry;
mod error;
mod feed;
mod find;
mod index;
mod keep;
mod kin;
mod list;
mod mark;
mod open;
mod ord;
mod pack;
mod rescue;
mod rule;
mod story;
mod whole;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::{model::RawHtml, text::CleanText, words::Phrase};

pub use carry::{Carried, CarriedOver};
pub use error::StoreError;
pub use feed::{FeedRow, Health, NewFeed};
pub use keep::Keep;
pub use mark::Change;
pub use rule::{Judged, RuleKind, Rules};
pub use story::Stored;
pub use write::{Articles, Brought, Reading, Written};

/// Takes the words out of markup, for the index and for searches. The store itself knows nothing of markup.
pub type Words = fn(&RawHtml) -> CleanText;

/// A library that can be read.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    words: Words,
    cache: list::Cache,
}

/// A library that can be written.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    path: PathBuf,
    said: Vec<Phrase>,
    locked: Option<StoreError>,
}

impl Store {
    /// Opens the library at `path`, or makes one. Folders that are missing are made, for their owner alone.
    ///
    /// What a reader must know of it (it is read-only, it was damaged and set aside) is in [`Store::said`].
    pub fn open(path: &Path, words: Words) -> Result<Self, StoreError> {
        open::file(path, words)
    }

    /// A library that is gone when its last connection is.
    pub fn in_memory(words: Words) -> Result<Self, StoreError> {
        open::memory(words)
    }

    /// Closes a library that turned out to be damaged, sets it aside, and makes a new one in its place with the
    /// subscriptions that can be read. Says what came of it.
    pub fn set_aside(self) -> Result<Phrase, StoreError> {
        let Self { reader: Reader { connection, words, .. }, path, .. } = self;
        drop(connection);
        rescue::set_aside(&path, words)
    }

    /// Another connection to the same library, for reading while this one writes.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        open::reader(&self.path, self.reader.words, self.locked.is_none())
    }

    /// This connection, for reading.
    #[must_use]
    pub fn read(&self) -> &Reader {
        &self.reader
    }

    /// Where the library lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a reader must know of how the library was opened, a sentence each.
    #[must_use]
    pub fn said(&self) -> &[Phrase] {
        &self.said
    }

    /// Why the library can only be read, which [`Store::said`] says too, and whatever is to change it; `None` where it can be
    /// written.
    #[must_use]
    pub fn locked(&self) -> Option<&StoreError> {
        self.locked.as_ref()
    }

    fn unlocked(&self) -> Result<(), StoreError> {
        self.locked.clone().map_or(Ok(()), Err)
    }

    /// Does `work` in one transaction: all of it or nothing. With `durable`, a power failure does not undo it either.
    fn change<T>(
        &mut self,
        durable: bool,
        work: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        let named = |error| StoreError::of(&error, &self.path);
        self.unlocked()?;
        let connection = &mut self.reader.connection;
        connection.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" }).map_err(named)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(named)?;
        let done = work(&transaction).map_err(named)?;
        transaction.commit().map_err(named)?;
        Ok(done)
    }
}

/// Stops what a reader is asked for, from any thread.
pub struct Stopper(rusqlite::InterruptHandle);

impl Stopper {
    /// Stops it: it fails with [`StoreError::Stopped`]. Where nothing is under way this does nothing.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Stopper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stopper")
    }
}

impl Reader {
    /// What stops a question that takes long.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(self.connection.get_interrupt_handle())
    }

    /// A number that is another one when somebody else has written to the library since.
    pub fn version(&self) -> Result<i64, StoreError> {
        self.ask(|connection| connection.pragma_query_value(None, "data_version", |row| row.get(0)))
    }

    /// Does `work` with the connection; an error names the file.
    fn ask<T>(&self, work: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>) -> Result<T, StoreError> {
        work(&self.connection).map_err(|error| StoreError::of(&error, Path::new(self.connection.path().unwrap_or_default())))
    }
}
