//! Asking feeds what is new: many at once, few of one host, each by its own wishes; what they bring is stored in batches.
//!
//! Requests wait on one thread, documents are parsed on as many as there are cores, one thread writes. What waits between
//! them is bounded, and so is the memory. Nothing counts as done before it is stored.

mod ask;
mod board;
mod habits;
mod password;
mod priority;
mod queue;
mod rhythm;

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::BuildHasher,
    io,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{
        Semaphore,
        mpsc::{Receiver, Sender, channel},
    },
    task::JoinSet,
};

use super::load::Loaded;
use crate::{
    fetch::{Client, Limits},
    model::FeedId,
    store::{self, FeedRow, Reading, Store, StoreError},
    text::SafeUrl,
};
use ask::Asker;
use board::Board;
use queue::Queue;

pub use board::{Failed, Progress};
pub use habits::Habits;
pub use password::PasswordError;
pub use rhythm::Bounds;

/// How many feeds are asked at one time.
const AT_ONCE: usize = 64;
/// How many files the program holds open besides, with a screen.
const OTHER_FILES: u64 = 28;
/// How many connections may be kept for the next request to their hosts: each takes some 50 KB of memory.
const MOST_IDLE: usize = 128;
/// How many feeds that are parsed may wait to be stored.
const WAITING: usize = 32;
/// How many feeds are stored in one transaction: a mark that is set meanwhile waits for it.
const BATCH: usize = 16;
/// How many articles are made ready for searches together: more are less work for each, and take more memory.
const INDEXED_AT_ONCE: usize = 3_000;
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
    /// Where the feed really lies.
    found: Option<SafeUrl>,
    failed: Option<Failed>,
}

impl Refresh {
    /// Asks `feeds`, stores what they bring, and drops what need not be kept. `tell` is called whenever
    /// [`Refresh::progress`] has changed, on another thread, and once more at the end.
    pub fn start(store: Store, feeds: Vec<FeedRow>, habits: Habits, tell: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let board = Arc::new(Board::new(feeds.len(), Box::new(tell)));
        let shared = Arc::clone(&board);
        let thread = thread::Builder::new().name("refresh".to_owned()).spawn(move || {
            if habits.in_background {
                // And so do the threads that it starts.
                priority::go_last();
            }
            let (sender, receiver) = channel(WAITING);
            let (writing, habits) = (Arc::clone(&shared), Arc::new(habits));
            let keeping = Arc::clone(&habits);
            let writer = thread::spawn(move || {
                let mut store = store;
                let stored = write(&mut store, receiver, (&writing, &keeping));
                writing.end();
                stored.and_then(|()| tidy_up(&mut store, &keeping))
            });
            runtime.block_on(ask_all(feeds, habits, &shared, sender));
            // A name that is still being resolved would hold us for as long as the system likes.
            runtime.shutdown_background();
            writer.join().unwrap_or(Ok(()))
        })?;
        Ok(Self { board, thread })
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.board.progress()
    }

    /// The feeds that could not be read so far.
    #[must_use]
    pub fn failed(&self) -> Vec<Failed> {
        self.board.failed()
    }

    /// Asks nobody else; what has come is stored.
    pub fn stop(&self) {
        self.board.stop();
    }

    /// Waits until what came is ready for searches too, and what need not be kept is dropped.
    pub fn wait(self) -> Result<Progress, StoreError> {
        self.thread.join().unwrap_or(Ok(()))?;
        Ok(self.board.progress())
    }
}

/// Asks everybody. Whoever is being asked when it is stopped is left.
async fn ask_all(feeds: Vec<FeedRow>, habits: Arc<Habits>, board: &Arc<Board>, sender: Sender<Brought>) {
    let limits = Limits::default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let host = |row: &FeedRow| row.url().map(|url| url.host().to_owned()).unwrap_or_default();
    let (client, connections) = (Client::new(limits, false), connections());
    let idle = idle_connections(feeds.iter().map(host), limits.per_host);
    let stays = idle <= MOST_IDLE.min(connections.saturating_sub(AT_ONCE));
    let asker = Arc::new(Asker {
        client: Arc::new(if stays { client } else { client.without_idle_connections() }),
        habits,
        parsers: Arc::new(Semaphore::new(cores)),
        patience: PATIENCE,
    });
    let mut queue = Queue::new(limits.per_host, feeds.into_iter().map(|row| (host(&row), row)));
    let (mut under_way, at_once) = (JoinSet::new(), connections.clamp(1, AT_ONCE));
    while !board.is_stopped() {
        while under_way.len() < at_once
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

/// How many connections may be open at one time: each is an open file, and another one while its host is looked up, of
/// which the system allows so many.
fn connections() -> usize {
    let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    files.map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHER_FILES) / 2).unwrap_or(usize::MAX))
}

/// How many connections are kept for the next request at the most, when all feeds of these hosts have been asked. One that
/// leads elsewhere, as `example.org` to `www.example.org`, counts twice.
fn idle_connections(hosts: impl Iterator<Item = String>, per_host: usize) -> usize {
    let mut feeds: HashMap<String, usize> = HashMap::new();
    for host in hosts {
        *feeds.entry(host).or_default() += 1;
    }
    feeds.into_values().map(|feeds| 2 * feeds.min(per_host)).sum()
}

/// Asks one feed and hands on what it brought; gives its host back.
async fn ask(asker: Arc<Asker>, row: FeedRow, host: String, board: Arc<Board>, sender: Sender<Brought>) -> String {
    let (reading, found, why) = asker.ask(&row).await;
    let failed = why.map(|why| Failed { feed: row.id, title: row.title.clone(), why });
    board.answered(&row);
    // Nobody takes it where the library can't be written; then everything stops.
    drop(sender.send(Brought { reading, found, failed }).await);
    priority::make_way(asker.habits.in_background);
    host
}

/// What nobody waits for: what need not be kept is dropped, the rest made ready for searches.
fn tidy_up(store: &mut Store, habits: &Habits) -> Result<(), StoreError> {
    store.tidy(Timestamp::now(), |feed| habits.keep(feed))?;
    loop {
        let left = store.index_some(INDEXED_AT_ONCE)?;
        while store.merge_some()? {}
        if left == 0 {
            return Ok(());
        }
    }
}

/// Stores what comes, as much at one time as is there.
fn write(store: &mut Store, mut receiver: Receiver<Brought>, (board, habits): (&Board, &Habits)) -> Result<(), StoreError> {
    while let Some(first) = receiver.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(more) = receiver.try_recv()
        {
            batch.push(more);
        }
        if let Err(error) = store_batch(store, batch, (board, habits)) {
            board.stop();
            return Err(error);
        }
    }
    Ok(())
}

fn store_batch(store: &mut Store, batch: Vec<Brought>, (board, habits): (&Board, &Habits)) -> Result<(), StoreError> {
    let found: Vec<_> = batch.iter().filter_map(|one| Some((one.reading.feed, one.found.clone()?))).collect();
    let (readings, failed): (Vec<_>, Vec<_>) = batch.into_iter().map(|one| (one.reading, one.failed)).unzip();
    let written = store.write(readings.into_iter().inspect(|_| priority::make_way(habits.in_background)))?;
    for (feed, url) in found {
        store.readdress(feed, &url)?;
    }
    board.stored(&written, failed.into_iter().flatten().collect());
    Ok(())
}

/// What a feed brought that was read before it was subscribed to, so that it need not be asked for again.
#[must_use]
pub fn first_reading(feed: FeedId, loaded: Loaded) -> Reading {
    let at = Timestamp::now();
    let validators = loaded.validators.and_then(|validators| serde_json::to_string(&validators).ok());
    let interval = rhythm::interval(&loaded.feed, Bounds::default(), at);
    Reading {
        feed,
        at,
        latency: None,
        due: at.checked_add(rhythm::scattered(interval, chance())).ok(),
        interval: Some(interval),
        moved: None,
        held: None,
        brought: store::Brought::News { feed: Box::new(loaded.feed), validators, repairs: loaded.repairs },
    }
}

/// A number between 0 and 1, so that readers all over the world don't ask in the same second.
fn chance() -> f64 {
    let random = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(random) / f64::from(u32::MAX)
}
