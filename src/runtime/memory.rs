//! What is kept from run to run: size, measure, last story and place, in a small file of the state folder.

use std::{
    io,
    path::PathBuf,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use etcetera::BaseStrategy;

use super::files;
use crate::{app::effect::Memory, words::Phrase};

/// How long a change waits for others before it is written.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is looked whether it is written.
const LOOKED_EVERY: Duration = Duration::from_millis(200);

/// Keeps the memory's file.
#[derive(Debug, Default)]
pub struct Keeper {
    path: Option<PathBuf>,
    waiting: Option<(Instant, Memory)>,
    /// What is being written, on a thread of its own: a disk that is busy must not hold up the keys.
    writing: Option<JoinHandle<io::Result<()>>>,
}

impl Keeper {
    /// Finds the file and reads it. A missing or unreadable one is an empty memory; the third value says what a reader
    /// must know.
    #[must_use]
    pub fn open() -> (Self, Memory, Option<Phrase>) {
        let Some(path) = state_file() else {
            let said = Phrase::new("error.no-home");
            return (Self::default(), Memory::default(), Some(said));
        };
        let memory = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        (Self { path: Some(path), ..Self::default() }, memory, None)
    }

    /// Keeps this, soon.
    pub fn keep(&mut self, memory: Memory) {
        let since = self.waiting.take().map_or_else(Instant::now, |(since, _)| since);
        self.waiting = Some((since, memory));
    }

    /// How long until something is to be done.
    #[must_use]
    pub fn until_save(&self) -> Duration {
        if self.writing.is_some() {
            return LOOKED_EVERY;
        }
        let due = self.waiting.as_ref().map(|(since, _)| *since + PATIENCE);
        due.map_or(Duration::MAX, |due| due.saturating_duration_since(Instant::now()))
    }

    /// Begins to write what has waited long enough; says what went wrong.
    pub fn save_if_due(&mut self) -> Option<Phrase> {
        if let Some(written) = self.writing.take_if(|writing| writing.is_finished()) {
            return self.complaint(written);
        }
        if self.until_save() == Duration::ZERO
            && let Some((path, content)) = self.content()
        {
            self.writing = Some(thread::spawn(move || files::replace(&path, &content)));
        }
        None
    }

    /// Writes at once, as before leaving.
    pub fn save_now(&mut self) {
        if let Some(written) = self.writing.take() {
            self.complaint(written);
        }
        if let Some((path, content)) = self.content() {
            // Nobody is there any more to be told.
            drop(files::replace(&path, &content));
        }
    }

    /// What is to be written, and where.
    fn content(&mut self) -> Option<(PathBuf, Vec<u8>)> {
        let (_, memory) = self.waiting.take()?;
        Some((self.path.clone()?, serde_json::to_vec_pretty(&memory).ok()?))
    }

    fn complaint(&mut self, written: JoinHandle<io::Result<()>>) -> Option<Phrase> {
        let error = written.join().ok()?.err()?;
        // It would fail again with every key; once is enough to know.
        let path = self.path.take()?;
        Some(Phrase::new("error.memory").with("path", path.display().to_string()).with("why", Phrase::from(&error)))
    }
}

/// `$XDG_STATE_HOME/newsprint/state.json`, by the rules of the platform.
fn state_file() -> Option<PathBuf> {
    let places = etcetera::choose_base_strategy().ok()?;
    let folder = places.state_dir().unwrap_or_else(|| places.data_dir());
    Some(folder.join("newsprint").join("state.json"))
}
