//! Asking feeds what is new: many at once, few of one host, each by its own wishes; what they bring is stored in batches.
//!
//! Requests wait on one thread, documents are parsed on as many as there are cores, one thread writes. What waits between
//! them is bounded, and so is the memory. Nothing counts as done before it is stored.

mod ask;
mod board;
mod password;
mod queue;
mod rhythm;

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    io,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::{
    sync::{
        Semaphore,
        mpsc::{Receiver, Sender, channel},
    },
    task::JoinSet,
};

use crate::{
    fetch::{Client, Limits},
    store::{FeedRow, Reading, Store, StoreError},
};
use ask::Asker;
use board::Board;
use queue::Queue;

pub use board::{Failed, Progress};
pub use password::PasswordError;
pub use rhythm::Bounds;

/// How many feeds are asked at one time.
const AT_ONCE: usize = 64;
/// How many feeds that are parsed may wait to be stored.
const WAITING: usize = 32;
/// How many feeds are stored in one transaction.
const BATCH: usize = 64;
/// How long the parsing of one document may take. An unoptimised build is ten times slower.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 2 });

/// A refresh that goes on.
#[derive(Debug)]
pub struct Refresh {
    board: Arc<Board>,
    thread: JoinHandle<Result<(), StoreError>>,
}

/// What a feed brought, on its way to the library.
struct Brought {
    reading: Reading,
    failed: Option<Failed>,
}

impl Refresh {
    /// Asks `feeds` and stores what they bring. `tell` is called whenever [`Refresh::progress`] has changed, on another
    /// thread, and once more at the end.
    pub fn start(store: Store, feeds: Vec<FeedRow>, bounds: Bounds, tell: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let board = Arc::new(Board::new(feeds.len(), Box::new(tell)));
        let shared = Arc::clone(&board);
        let thread = thread::Builder::new().name("refresh".to_owned()).spawn(move || {
            let (sender, receiver) = channel(WAITING);
            let writing = Arc::clone(&shared);
            let writer = thread::spawn(move || write(store, receiver, &writing));
            runtime.block_on(ask_all(feeds, bounds, &shared, sender));
            // A name that is still being resolved would hold us for as long as the system likes.
            runtime.shutdown_background();
            let stored = writer.join().unwrap_or(Ok(()));
            shared.end();
            stored
        })?;
        Ok(Self { board, thread })
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.board.progress()
    }

    /// Asks nobody else; what has come is stored.
    pub fn stop(&self) {
        self.board.stop();
    }

    /// Waits for the end.
    pub fn wait(self) -> Result<Progress, StoreError> {
        self.thread.join().unwrap_or(Ok(()))?;
        Ok(self.board.progress())
    }
}

/// Asks everybody. Whoever is being asked when it is stopped is left.
async fn ask_all(feeds: Vec<FeedRow>, bounds: Bounds, board: &Arc<Board>, sender: Sender<Brought>) {
    let limits = Limits::default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let asker = Arc::new(Asker {
        client: Arc::new(Client::new(limits, false)),
        bounds,
        parsers: Arc::new(Semaphore::new(cores)),
        patience: PATIENCE,
    });
    let host = |row: &FeedRow| row.url().map(|url| url.host().to_owned()).unwrap_or_default();
    let mut queue = Queue::new(limits.per_host, feeds.into_iter().map(|row| (host(&row), row)));
    let mut under_way = JoinSet::new();
    while !board.is_stopped() {
        while under_way.len() < AT_ONCE
            && let Some((host, row)) = queue.next()
        {
            board.began(&row);
            under_way.spawn(ask(Arc::clone(&asker), row, host, Arc::clone(board), sender.clone()));
        }
        tokio::select! {
            ended = under_way.join_next() => match ended {
                Some(host) => host.iter().for_each(|host| queue.done(host)),
                None => return,
            },
            () = board.stopped() => return,
        }
    }
}

/// Asks one feed and hands on what it brought; gives its host back.
async fn ask(asker: Arc<Asker>, row: FeedRow, host: String, board: Arc<Board>, sender: Sender<Brought>) -> String {
    let (reading, why) = asker.ask(&row).await;
    let failed = why.map(|why| Failed { feed: row.id, title: row.title.clone(), why });
    board.answered(&row);
    // Nobody takes it where the library can't be written; then everything stops.
    drop(sender.send(Brought { reading, failed }).await);
    host
}

/// Stores what comes, as much at one time as is there.
fn write(mut store: Store, mut receiver: Receiver<Brought>, board: &Board) -> Result<(), StoreError> {
    while let Some(first) = receiver.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(more) = receiver.try_recv()
        {
            batch.push(more);
        }
        let (readings, failed): (Vec<_>, Vec<_>) = batch.into_iter().map(|one| (one.reading, one.failed)).unzip();
        match store.write(readings) {
            Ok(written) => board.stored(&written, failed.into_iter().flatten().collect()),
            Err(error) => {
                board.stop();
                return Err(error);
            }
        }
    }
    Ok(())
}

/// A number between 0 and 1, so that readers all over the world don't ask in the same second.
fn chance() -> f64 {
    let random = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(random) / f64::from(u32::MAX)
}
