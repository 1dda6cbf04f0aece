//! What a refresh has done so far, for whoever looks.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::Notify;

use crate::{
    model::FeedId,
    store::{FeedRow, Written},
    text::CleanText,
    words::Phrase,
};

/// How far a refresh has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many feeds there are.
    pub total: usize,
    /// How many are done: what they brought is stored.
    pub done: usize,
    /// How many articles are new.
    pub new: usize,
    /// How many articles say something else than before.
    pub revised: usize,
    /// How many feeds could not be read.
    pub failed: usize,
    /// The feeds that are being asked.
    pub under_way: Vec<CleanText>,
    /// Whether it has ended.
    pub ended: bool,
}

/// A feed that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its number.
    pub feed: FeedId,
    /// What it is called.
    pub title: CleanText,
    /// Why.
    pub why: Phrase,
}

/// The state of a refresh, shared by those who work on it.
pub(super) struct Board {
    progress: Mutex<Progress>,
    failed: Mutex<Vec<Failed>>,
    under_way: Mutex<BTreeMap<FeedId, CleanText>>,
    stopped: AtomicBool,
    wake: Notify,
    tell: Box<dyn Fn() + Send + Sync>,
}

impl Board {
    pub(super) fn new(total: usize, tell: Box<dyn Fn() + Send + Sync>) -> Self {
        Self {
            progress: Mutex::new(Progress { total, ..Progress::default() }),
            failed: Mutex::default(),
            under_way: Mutex::default(),
            stopped: AtomicBool::new(false),
            wake: Notify::new(),
            tell,
        }
    }

    pub(super) fn progress(&self) -> Progress {
        let under_way = held(&self.under_way).values().cloned().collect();
        Progress { under_way, ..held(&self.progress).clone() }
    }

    pub(super) fn failed(&self) -> Vec<Failed> {
        held(&self.failed).clone()
    }

    pub(super) fn began(&self, feed: &FeedRow) {
        held(&self.under_way).insert(feed.id, feed.title.clone());
    }

    pub(super) fn answered(&self, feed: &FeedRow) {
        held(&self.under_way).remove(&feed.id);
    }

    /// What came is stored.
    pub(super) fn stored(&self, written: &[Written], failed: Vec<Failed>) {
        let mut progress = held(&self.progress);
        progress.done += written.len();
        progress.new += written.iter().map(|feed| feed.new.len()).sum::<usize>();
        progress.revised += written.iter().map(|feed| feed.revised).sum::<usize>();
        progress.failed += failed.len();
        drop(progress);
        held(&self.failed).extend(failed);
        (self.tell)();
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        held(&self.progress).ended = true;
        (self.tell)();
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.wake.notify_one();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Waits until somebody stops the refresh.
    pub(super) async fn stopped(&self) {
        while !self.is_stopped() {
            self.wake.notified().await;
        }
    }
}

impl std::fmt::Debug for Board {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.progress().fmt(f)
    }
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
