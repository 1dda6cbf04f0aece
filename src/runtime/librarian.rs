//! The library behind the screen: one thread reads its stories, one looks for all else, another writes, and all answer with
//! events. So a key is answered and a story opened at any time, whatever is being looked for or stored.

mod write;

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use jiff::Timestamp;

use super::{Message, counter::Counter, health, load::Loaded, open, panic::caught};
use crate::{
    app::{
        effect::{FeedDeeds, Refresh, Which},
        event::{self, Event, Outcome},
        feeds::{Contents, FeedRow},
        share::Errand,
    },
    model::{Around, Article, Feed, Mark, Order, Place, StoryKey},
    query::{self, Query, Scope},
    store::{self, NewFeed, Reader, Rules, Stopper, Store, StoreError, Stored},
    text::CleanText,
    words::Phrase,
};
pub use write::{carry_out, rules};

/// Markup longer than this is read by a thread of its own, in bytes, so that it does not hold up what is asked next.
const AT_ONCE: usize = 256 * 1024;

/// Something that the screen wants to know. Of each kind the latest question counts.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A page of headlines.
    Headlines {
        /// To be given back with the answer.
        generation: u64,
        /// Which stories.
        scope: Scope,
        /// In which order.
        order: Order,
        /// What it is built around.
        around: Around,
    },
    /// A story.
    Story {
        /// To be given back with the answer.
        generation: u64,
        /// Which one.
        key: StoryKey,
    },
    /// What the feeds pane shows.
    Contents,
    /// How every feed fares.
    Health,
}

/// Work for the threads that read.
enum Task {
    Ask(Ask),
    /// A story for an errand, or for the name of its file.
    Fetch(StoryKey, Errand),
    /// The feeds that are to be asked for news.
    Feeds(Refresh),
}

/// Something that changes the library.
#[derive(Debug)]
pub enum Deed {
    /// A source was read.
    Brought {
        /// The source.
        source: event::Source,
        /// What it holds.
        feed: Box<Feed>,
        /// What is to be said of it when it is stored.
        outcome: Outcome,
    },
    /// Stories are marked.
    Mark {
        /// Which ones.
        which: Which,
        /// The mark.
        mark: Mark,
        /// Whether this takes back what was marked before.
        undoing: bool,
    },
    /// A feed was asked for by its address, and read.
    Subscribe {
        /// The feed.
        new: NewFeed,
        /// What it holds.
        loaded: Box<Loaded>,
    },
    /// Feeds are subscribed to, unread so far.
    SubscribeAll(Vec<NewFeed>),
    /// Subscriptions are changed.
    Feeds(FeedDeeds),
    /// The text of a story's page is shown in place of its feed's, or its feed's again.
    TurnWhole(StoryKey),
    /// The text of a story was fetched from its page.
    KeepWhole {
        /// The story.
        key: StoryKey,
        /// What its page has.
        page: Box<Article>,
    },
    /// These rules hold from now on.
    Rules(Rules),
    /// A story was shared once more.
    Shared(StoryKey),
    /// A story was read as far as this.
    KeepPlace {
        /// Which one.
        key: StoryKey,
        /// What is at the top of its pane.
        place: Place,
    },
}

/// Which page of headlines is wanted, and which is being looked for; 0: none.
#[derive(Debug, Default)]
struct Listing {
    wanted: AtomicU64,
    under_way: AtomicU64,
}

/// Held by whoever makes stories ready for searches, as a refresh does at its end: meanwhile the library's own thread does not,
/// or both would do the same work.
#[derive(Debug)]
pub struct InCharge(Arc<AtomicUsize>);

impl Drop for InCharge {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The library's threads.
#[derive(Debug)]
pub struct Librarian {
    tasks: Sender<Task>,
    stories: Sender<Task>,
    deeds: Sender<Deed>,
    under_way: Arc<AtomicUsize>,
    listing: Arc<Listing>,
    stopper: Stopper,
    writer: JoinHandle<()>,
    counter: Counter,
    in_charge: Arc<AtomicUsize>,
}

impl Librarian {
    /// Starts the threads; they answer through `sender`.
    pub fn start(store: Store, sender: Sender<Message>) -> Result<Self, StoreError> {
        let (reader, opener) = (store.reader()?, store.reader()?);
        let counter = Counter::start(store.reader()?, sender.clone());
        let under_way = Arc::new(AtomicUsize::new(0));
        let (tasks, given) = channel();
        let (stories, wanted) = channel();
        let (deeds, done) = channel();
        let answer = Answer { sender, under_way: Arc::clone(&under_way) };
        let (stopper, listing) = (reader.stopper(), Arc::new(Listing::default()));
        for (reader, given) in [(reader, given), (opener, wanted)] {
            let (answer, listing) = (answer.clone(), Arc::clone(&listing));
            thread::spawn(move || read(&reader, &given, (&answer, &listing)));
        }
        let in_charge = Arc::new(AtomicUsize::new(0));
        let others = Arc::clone(&in_charge);
        let writer = thread::spawn(move || write::write(store, &done, (&answer, &others)));
        Ok(Self { tasks, stories, deeds, under_way, listing, stopper, writer, counter, in_charge })
    }

    /// Asks a question; an event answers. A page of headlines that is still being looked for is not looked for any more
    /// where another one is asked for.
    pub fn ask(&self, ask: Ask) {
        let Ask::Headlines { generation, .. } = &ask else { return self.give(Task::Ask(ask)) };
        let wanted = *generation;
        self.listing.wanted.store(wanted, Ordering::SeqCst);
        self.give(Task::Ask(ask));
        if ![0, wanted].contains(&self.listing.under_way.load(Ordering::SeqCst)) {
            self.stopper.stop();
        }
    }

    /// Fetches a story for an errand, or for the name of its file; [`Message::Fetched`] brings it.
    pub fn fetch(&self, key: StoryKey, errand: Errand) {
        self.give(Task::Fetch(key, errand));
    }

    /// Looks up the feeds that are to be asked for news; [`Message::Feeds`] brings them.
    pub fn feeds(&self, which: Refresh) {
        self.give(Task::Feeds(which));
    }

    /// Counts the unread stories that answer each of these questions; events tell.
    pub fn count(&self, queries: Vec<Query>) {
        self.counter.count(queries);
    }

    /// Leaves it to somebody else to make stories ready for searches, until what is returned is dropped.
    #[must_use]
    pub fn leave_charge(&self) -> InCharge {
        self.in_charge.fetch_add(1, Ordering::SeqCst);
        InCharge(Arc::clone(&self.in_charge))
    }

    fn give(&self, task: Task) {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        let thread = match &task {
            Task::Ask(Ask::Story { .. }) | Task::Fetch(..) => &self.stories,
            Task::Ask(_) | Task::Feeds(_) => &self.tasks,
        };
        // One that is gone has said why.
        drop(thread.send(task));
    }

    /// Changes the library; an event tells what came of it.
    pub fn note(&self, deed: Deed) {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        drop(self.deeds.send(deed));
    }

    /// How many questions and changes are under way.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.under_way.load(Ordering::SeqCst)
    }

    /// Waits until everything that was noted is stored.
    pub fn close(self) {
        drop(self.deeds);
        // A writer that panicked has nothing left to store.
        drop(self.writer.join());
    }
}

/// Where answers go.
#[derive(Clone)]
struct Answer {
    sender: Sender<Message>,
    under_way: Arc<AtomicUsize>,
}

impl Answer {
    /// Sends what came of a question or change.
    fn send(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            // The loop may be gone when the answer comes: then nobody waits for it.
            drop(self.sender.send(Message::Event(event)));
        }
        self.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

fn read(reader: &Reader, tasks: &Receiver<Task>, (answer, listing): (&Answer, &Listing)) {
    while let Ok(first) = tasks.recv() {
        let waiting: Vec<Task> = std::iter::once(first).chain(tasks.try_iter()).collect();
        for (at, task) in waiting.iter().enumerate() {
            let newer = waiting.iter().skip(at + 1).any(|other| replaces(other, task));
            match task {
                _ if newer => answer.send([]),
                Task::Feeds(which) => feeds(reader, which, answer),
                Task::Fetch(key, errand) => fetch(reader, *key, errand.clone(), answer),
                Task::Ask(Ask::Story { generation, key }) => story(reader, *generation, *key, answer),
                Task::Ask(ask @ Ask::Headlines { generation, .. }) => {
                    listing.under_way.store(*generation, Ordering::SeqCst);
                    answer.send(page(reader, ask, || listing.wanted.load(Ordering::SeqCst) == *generation));
                    listing.under_way.store(0, Ordering::SeqCst);
                }
                Task::Ask(ask) => answer.send([self::answer(reader, ask)]),
            }
        }
    }
}

/// A page of headlines; nothing where it was stopped since another one is wanted.
fn page(reader: &Reader, ask: &Ask, is_wanted: impl Fn() -> bool) -> Option<Event> {
    loop {
        match answered(reader, ask) {
            Err(StoreError::Stopped) if is_wanted() => {}
            Err(StoreError::Stopped) => return None,
            done => return Some(done.unwrap_or_else(|error| failed(&error))),
        }
    }
}

/// Whether nobody waits for `old` any more, since `new` asks for something else of its kind.
fn replaces(new: &Task, old: &Task) -> bool {
    match (new, old) {
        (Task::Ask(new), Task::Ask(old)) => std::mem::discriminant(new) == std::mem::discriminant(old),
        _ => false,
    }
}

/// Looks up the feeds that are to be asked for news.
fn feeds(reader: &Reader, which: &Refresh, answer: &Answer) {
    let now = Timestamp::now();
    let found = match which {
        Refresh::Due => reader.due(now),
        Refresh::All | Refresh::Scope(_) => reader.feeds(),
    };
    let message = match found {
        Ok(mut feeds) => {
            let next = reader.next_due(now).unwrap_or_default();
            feeds.retain(|feed| {
                !feed.paused && !feed.gone && feed.health.held.is_none_or(|until| until <= now) && is_in(feed, which)
            });
            if feeds.is_empty() && *which != Refresh::Due {
                drop(answer.sender.send(Message::Event(Event::Said(Phrase::new("refresh.nobody")))));
            }
            Message::Feeds { feeds, next }
        }
        Err(error) => Message::Event(failed(&error)),
    };
    drop(answer.sender.send(message));
    answer.send([]);
}

/// Whether a feed is one of those that are meant.
fn is_in(feed: &store::FeedRow, which: &Refresh) -> bool {
    match which {
        Refresh::Scope(Scope::Feed(id)) => feed.id == *id,
        Refresh::Scope(Scope::Folder(name)) => query::is_in_folder(&feed.folder, name),
        _ => true,
    }
}

/// Fetches a story for an errand.
fn fetch(reader: &Reader, key: StoryKey, errand: Errand, answer: &Answer) {
    match reader.story(key) {
        Ok(Some(story)) => drop(answer.sender.send(Message::Fetched { story: Box::new(story), errand })),
        Ok(None) => {}
        Err(error) => drop(answer.sender.send(Message::Event(failed(&error)))),
    }
    answer.send([]);
}

/// Opens a story: here where it is short, else on a thread of its own.
fn story(reader: &Reader, generation: u64, key: StoryKey, answer: &Answer) {
    match reader.story(key) {
        Ok(Some(stored)) if stored.article.markup().markup().len() > AT_ONCE => {
            let answer = answer.clone();
            thread::spawn(move || answer.send([opened(generation, &stored)]));
        }
        Ok(found) => answer.send([found_story(generation, found)]),
        Err(error) => answer.send([failed(&error)]),
    }
}

/// The answer to a question.
#[must_use]
pub fn answer(reader: &Reader, ask: &Ask) -> Event {
    // What stops one question may come when the next has begun.
    let again = |error| if error == StoreError::Stopped { answered(reader, ask) } else { Err(error) };
    answered(reader, ask).or_else(again).unwrap_or_else(|error| failed(&error))
}

fn answered(reader: &Reader, ask: &Ask) -> Result<Event, StoreError> {
    match ask {
        Ask::Headlines { generation, scope, order, around } => {
            let page = reader.headlines(scope, *order, *around);
            page.map(|page| Event::Headlines { generation: *generation, page })
        }
        Ask::Story { generation, key } => reader.story(*key).map(|found| found_story(*generation, found)),
        Ask::Contents => contents(reader).map(|contents| Event::Contents(Box::new(contents))),
        Ask::Health => health::reports(reader).map(Event::Health),
    }
}

/// What is to be said of a story that was looked for.
fn found_story(generation: u64, found: Option<Stored>) -> Event {
    found.map_or(Event::StoryGone, |stored| opened(generation, &stored))
}

fn opened(generation: u64, stored: &Stored) -> Event {
    match caught(|| open::story(generation, stored)) {
        Ok(story) => Event::Story(Box::new(story)),
        Err(why) => {
            let what = Phrase::new("error.opening").with("why", why);
            Event::Failed(Phrase::new("error.at").with("where", &stored.article.title).with("what", what))
        }
    }
}

fn failed(error: &StoreError) -> Event {
    Event::Failed(error.phrase())
}

fn contents(reader: &Reader) -> Result<Contents, StoreError> {
    let mut feeds: Vec<FeedRow> = reader.feeds()?.into_iter().map(feed_row).collect();
    let mut folders: HashMap<CleanText, usize> = HashMap::new();
    for (place, feed) in feeds.iter().enumerate() {
        folders.entry(feed.folder.clone()).or_insert(place);
    }
    feeds.sort_by_key(|feed| (!feed.folder.is_empty(), folders.get(&feed.folder).copied()));
    Ok(Contents {
        unread: feeds.iter().map(|feed| feed.unread).sum(),
        starred: reader.count(&Scope::Starred)?,
        later: reader.count(&Scope::Later)?,
        tags: reader.tags()?,
        feeds,
    })
}

fn feed_row(feed: store::FeedRow) -> FeedRow {
    let health = health::of(&feed);
    let name = feed.name.unwrap_or_default();
    FeedRow { id: feed.id, title: feed.title, name, folder: feed.folder, unread: feed.unread, health }
}
