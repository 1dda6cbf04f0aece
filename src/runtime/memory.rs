//! What is kept from run to run: size, measure, last story and place, in a small file of the state folder.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use etcetera::BaseStrategy;

use super::files;
use crate::{app::effect::Memory, words::Phrase};

/// How long a change waits for others before it is written.
const PATIENCE: Duration = Duration::from_secs(1);

/// Keeps the memory's file.
#[derive(Debug, Default)]
pub struct Keeper {
    path: Option<PathBuf>,
    waiting: Option<(Instant, Memory)>,
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
        (Self { path: Some(path), waiting: None }, memory, None)
    }

    /// Keeps this, soon.
    pub fn keep(&mut self, memory: Memory) {
        let since = self.waiting.take().map_or_else(Instant::now, |(since, _)| since);
        self.waiting = Some((since, memory));
    }

    /// How long until something must be written.
    #[must_use]
    pub fn until_save(&self) -> Duration {
        let due = self.waiting.as_ref().map(|(since, _)| *since + PATIENCE);
        due.map_or(Duration::MAX, |due| due.saturating_duration_since(Instant::now()))
    }

    /// Writes what has waited long enough; says what went wrong.
    pub fn save_if_due(&mut self) -> Option<Phrase> {
        (self.until_save() == Duration::ZERO).then(|| self.save()).flatten()
    }

    /// Writes at once, as before leaving.
    pub fn save_now(&mut self) {
        self.save();
    }

    fn save(&mut self) -> Option<Phrase> {
        let (_, memory) = self.waiting.take()?;
        let path = self.path.as_ref()?;
        let content = serde_json::to_vec_pretty(&memory).ok()?;
        let error = files::replace(path, &content).err()?;
        let said = Phrase::new("error.memory").with("path", path.display().to_string()).with("why", Phrase::from(&error));
        // It would fail again with every key; once is enough to know.
        self.path = None;
        Some(said)
    }
}

/// `$XDG_STATE_HOME/newsprint/state.json`, by the rules of the platform.
fn state_file() -> Option<PathBuf> {
    let places = etcetera::choose_base_strategy().ok()?;
    let folder = places.state_dir().unwrap_or_else(|| places.data_dir());
    Some(folder.join("newsprint").join("state.json"))
}
