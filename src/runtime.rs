//! The only room where time passes: the terminal, the clock, signals, jobs. It hands events to the app, carries out
//! the effects that come back, and paints.

mod agenda;
pub mod child;
pub mod counter;
pub mod errand;
pub mod files;
pub mod gate;
pub mod health;
pub mod heap;
mod home;
pub mod input;
pub mod jobs;
#[cfg(unix)]
pub mod keyboard;
pub mod language;
pub mod lend;
pub mod librarian;
pub mod library;
pub mod load;
pub mod memory;
mod messenger;
pub mod open;
pub mod panic;
pub mod preferences;
pub mod probe;
pub mod refresh;
pub mod screen;
#[cfg(unix)]
pub mod signals;
pub mod subscriber;
pub mod timers;
pub mod window;

use std::{
    io,
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use jiff::{Timestamp, ZonedDateTime};

use crate::{
    app::{
        App,
        effect::{Effect, Effects},
        event::{self, Event, Outcome, Wanted},
        setup::Setup,
        share::Errand,
    },
    html,
    model::StoryKey,
    source::{Source, discovery::Found},
    store::{FeedRow, Store, Stored},
    text::{CleanText, SafeUrl},
    words::Phrase,
};
use agenda::Agenda;
use jobs::Jobs;
use librarian::{Ask, Deed, Librarian};
use load::LoadError;
use memory::Keeper;
use messenger::Messenger;
use preferences::Preferences;
use probe::Surroundings;
use screen::Screen;
use subscriber::Subscriber;
use timers::Timers;

/// How long the first frame waits for sources on this machine, so that it is not painted twice.
const FIRST_FRAME_PATIENCE: Duration = Duration::from_millis(25);

/// How long the terminal is waited for when the reader leaves before it has answered.
const ANSWERS_PATIENCE: Duration = Duration::from_millis(300);

/// How long a file that is being saved is waited for when the reader leaves, and where a signal ends the program.
const SAVES_PATIENCE: (Duration, Duration) = (Duration::from_secs(10), Duration::from_millis(500));

/// How long a frame waits for what the library was asked.
const LIBRARY_PATIENCE: Duration = Duration::from_millis(8);

/// What the screen is opened with.
#[derive(Debug, Default)]
pub struct Options {
    /// What to read.
    pub sources: Vec<Source>,
    /// The story of the library to open, instead of sources.
    pub story: Option<StoryKey>,
    /// What the reader says of them.
    pub hints: load::Hints,
    /// Where the settings come from.
    pub preferences: Preferences,
    /// What they say.
    pub setup: Setup,
    /// Whether a reader without feeds is to be welcomed.
    pub welcome: bool,
    /// Panic after the first frame: a test of the terminal's restoration.
    pub panic_after_first_frame: bool,
}

/// How the screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The reader quit.
    Quit,
    /// A signal of this number ended the program.
    Signal(i32),
    /// The terminal is gone.
    Lost,
}

/// Something that the loop has to deal with.
#[derive(Debug)]
pub enum Message {
    /// A fact for the app.
    Event(Event),
    /// The window may have a new size.
    WindowChanged,
    /// A source was read, or was not.
    Loaded {
        /// The source's number.
        number: usize,
        /// What came of it.
        result: Box<jobs::Loaded>,
    },
    /// A story was fetched from the library for an errand.
    Fetched {
        /// The story.
        story: Box<Stored>,
        /// What for.
        errand: Errand,
    },
    /// A feed was read that is to be subscribed to, or was not.
    Subscribed {
        /// Its number among the sources of this run.
        number: usize,
        /// The address that was asked for.
        url: SafeUrl,
        /// The folder for it.
        folder: CleanText,
        /// What came of it.
        result: Box<jobs::Loaded>,
    },
    /// The page of a story was fetched, or was not.
    Whole {
        /// The story.
        key: StoryKey,
        /// What came of it.
        result: Box<jobs::Loaded>,
    },
    /// The feeds that are to be asked for news.
    Feeds {
        /// The feeds.
        feeds: Vec<FeedRow>,
        /// When the next one is due.
        next: Option<Timestamp>,
    },
    /// A refresh has come further.
    Refreshed,
    /// A signal came in.
    Signal(i32),
    /// An errand is done, or failed.
    Errand(messenger::Report),
    /// A program gave the terminal back; what is to be said of it.
    Returned(Result<Phrase, child::ChildError>),
    /// The terminal has answered all that it was asked, or had its time.
    Answered,
    /// The terminal is gone.
    TerminalLost,
}

/// Opens the screen and runs until the reader leaves it.
///
/// # Panics
/// Where [`Options::panic_after_first_frame`] asks for it.
pub fn run(options: Options) -> anyhow::Result<Leave> {
    let Options { mut sources, story, hints, preferences, setup, welcome, panic_after_first_frame } = options;
    let (keeper, memory, complaint) = Keeper::open();
    let memory = preferences.spoken_over(memory);
    let (sender, receiver) = channel();
    let jobs = Jobs::new(sender.clone(), hints)?;
    let (store, at_home) = own_or_named(&mut sources)?;
    if let Some(key) = story.filter(|key| !at_home || !matches!(store.read().story(*key), Ok(Some(_)))) {
        anyhow::bail!(setup.words.say(&Phrase::new("store.missing").with("name", format!("id:{}", key.0))).to_string());
    }
    let said = store.said().to_vec();
    let library = Librarian::start(store, sender.clone())?;
    let (gate, post) = gate::gate()?;
    let messenger = Messenger::new(sender.clone(), setup.settings.sharing(), gate);
    let app = App::new(setup, ZonedDateTime::now(), memory);
    let mut stage = Stage::new(app, (library, at_home), (keeper, jobs, messenger), sender.clone());
    stage.preferences = preferences;
    stage.note(stage.messenger.targets());
    if let Some(complaint) = complaint {
        stage.note(Event::Failed(complaint));
    }
    for sentence in said {
        stage.note(Event::Failed(sentence));
    }
    let sets = subscriber::starters().into_iter().map(|(name, feeds)| (name, feeds.len())).collect();
    stage.note(Event::Starters(sets));
    if at_home {
        stage.note(Event::LibraryOpened);
        if let Some(key) = story {
            stage.note(Event::StoryWanted(key));
        }
        stage.refresh_on_opening();
    } else if welcome {
        stage.note(Event::Welcome);
    }
    if !at_home {
        let rules = stage.app.rules().into();
        stage.carry_out(rules);
    }
    stage.load(sources);
    panic::install_hook();
    let mut screen = Screen::enter(stage.app().settings().linear)?;
    #[cfg(unix)]
    signals::listen(sender.clone())?;
    let surroundings = Surroundings::of_this_process();
    stage.answers_owed = screen.ask(&surroundings)?;
    input::listen(sender, stage.answers_owed.then_some(surroundings), post);
    let (width, height) = screen.size();
    stage.note(Event::Resized { width, height });
    stage.wait_for_local(&receiver);
    screen.draw(stage.app())?;
    assert!(!panic_after_first_frame, "asked to panic after the first frame");
    let left = stage.play(&mut screen, &receiver);
    stage.wait_for_saves(&receiver, matches!(left, Ok(Leave::Quit)));
    stage.wait_for_answers(&receiver);
    screen.leave();
    stage.keeper.save_now();
    stage.library.close();
    left.map_err(Into::into)
}

/// The reader's library where no source was named and it has feeds; else one in memory, and the built-in edition to put
/// into it where nothing was named.
fn own_or_named(sources: &mut Vec<Source>) -> anyhow::Result<(Store, bool)> {
    if sources.is_empty() {
        let (store, _) = library::open()?;
        if !store.read().feeds()?.is_empty() {
            return Ok((store, true));
        }
        sources.push(Source::Edition);
    }
    Ok((Store::in_memory(html::searched_text)?, false))
}

/// The app together with everything that carries out its effects.
struct Stage {
    app: App,
    library: Librarian,
    /// Whether the library is the reader's own, not one of what was named.
    at_home: bool,
    subscriber: Subscriber,
    agenda: Agenda,
    sender: Sender<Message>,
    jobs: Jobs,
    timers: Timers,
    keeper: Keeper,
    messenger: Messenger,
    preferences: Preferences,
    sources: Vec<(event::Source, Source)>,
    /// Whether the terminal was asked and has not answered all.
    answers_owed: bool,
    wish: Wish,
}

/// What the app asked of the terminal.
#[derive(Clone, Copy, Debug, Default)]
struct Wish {
    redraw: bool,
    suspend: bool,
    leave: Option<Leave>,
}

impl Stage {
    fn new(
        app: App,
        (library, at_home): (Librarian, bool),
        (keeper, jobs, messenger): (Keeper, Jobs, Messenger),
        sender: Sender<Message>,
    ) -> Self {
        let subscriber = Subscriber::new(sender.clone());
        Self {
            app,
            library,
            at_home,
            subscriber,
            agenda: Agenda::default(),
            sender,
            jobs,
            timers: Timers::new(),
            keeper,
            messenger,
            preferences: Preferences::default(),
            sources: Vec::new(),
            answers_owed: false,
            wish: Wish::default(),
        }
    }

    fn app(&self) -> &App {
        &self.app
    }

    fn load(&mut self, sources: Vec<Source>) {
        for source in sources {
            let named = event::Source { number: self.sources.len(), name: source.name() };
            self.note(Event::Loading(named.clone()));
            self.jobs.load(named.number, source.clone(), None);
            self.sources.push((named, source));
        }
    }

    /// Hands an event to the app and carries out what comes back, and what comes back of that.
    fn note(&mut self, event: Event) {
        let mut waiting = vec![event];
        while let Some(event) = waiting.pop() {
            let effects = self.app.update(event);
            waiting.extend(self.carry_out(effects).into_iter().rev());
        }
    }

    fn carry_out(&mut self, effects: Effects) -> Vec<Event> {
        let mut answers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Headlines { generation, scope, order, around } => {
                    self.library.ask(Ask::Headlines { generation, scope, order, around });
                }
                Effect::Open { generation, key } => self.library.ask(Ask::Story { generation, key }),
                Effect::Contents => self.library.ask(Ask::Contents),
                Effect::Count(queries) => self.library.count(queries),
                Effect::Rules { mute, highlight } => self.library.note(Deed::Rules(librarian::rules(mute, highlight))),
                Effect::Health => self.library.ask(Ask::Health),
                Effect::Mark { which, mark, undoing } => self.library.note(Deed::Mark { which, mark, undoing }),
                Effect::KeepPlace { key, place } => self.library.note(Deed::KeepPlace { key, place }),
                Effect::Refresh(which) if self.at_home => self.library.feeds(which),
                Effect::Refresh(_) => answers.push(Event::Said(Phrase::new("note.no-library"))),
                Effect::Feeds(deeds) => self.library.note(Deed::Feeds(deeds)),
                Effect::Subscribe { address, folder, choice } => answers.push(self.subscribe(&address, folder, choice)),
                Effect::ReadFeed { source, choice } => answers.extend(self.read_feed(source, choice)),
                Effect::SubscribeToStarter(number) => {
                    let set = subscriber::starters().into_iter().nth(number);
                    answers.extend(set.and_then(|(_, feeds)| self.subscribe_to_all(feeds)));
                }
                Effect::Import(file) => match subscriber::listed(&file) {
                    Ok(feeds) => answers.extend(self.subscribe_to_all(feeds)),
                    Err(why) => answers.push(Event::Failed(why)),
                },
                Effect::Browse(url) => self.messenger.browse(url, self.app.words()),
                Effect::Remember(memory) => self.keeper.keep(memory),
                Effect::Wake { after, wake } => self.timers.set(after, wake),
                Effect::Run { key, errand } => {
                    self.messenger.expect(&errand);
                    self.library.fetch(key, errand);
                }
                Effect::TurnWhole(key) => self.library.note(Deed::TurnWhole(key)),
                Effect::FetchWhole { key, url } => self.jobs.whole(key, url),
                Effect::StopLoading => answers.extend(self.stop_loading()),
                Effect::ReadSettings => answers.push(self.read_settings()),
                Effect::ApplySettings => answers.extend(self.apply_settings()),
                Effect::Redraw => self.wish.redraw = true,
                Effect::Suspend => self.wish.suspend = true,
                Effect::Quit => self.wish.leave = Some(Leave::Quit),
            }
        }
        answers
    }

    fn take(&mut self, message: Message, screen: Option<&mut Screen>) {
        match message {
            Message::Event(event) => self.note(event),
            Message::WindowChanged => {
                if let Some((width, height)) = screen.and_then(Screen::fit) {
                    self.note(Event::Resized { width, height });
                }
            }
            Message::Loaded { number, result } => self.loaded(number, *result),
            Message::Errand(report) => self.errand_done(report),
            Message::Returned(result) => self.returned(result),
            Message::Fetched { story, errand } => self.fetched(*story, errand),
            Message::Subscribed { number, url, folder, result } => self.subscribed(number, &url, (folder, *result)),
            Message::Feeds { feeds, next } => self.refresh(feeds, next),
            Message::Refreshed => {
                for event in self.subscriber.progress() {
                    self.note(event);
                }
            }
            Message::Whole { key, result } => self.whole(key, *result),
            Message::Signal(signal) => self.signalled(signal),
            Message::Answered => self.answers_owed = false,
            Message::TerminalLost => self.wish.leave = Some(Leave::Lost),
        }
    }

    fn loaded(&mut self, number: usize, result: jobs::Loaded) {
        let Some((source, _)) = self.sources.get(number).cloned() else { return };
        match result {
            Ok(loaded) => {
                let outcome = mended(&source, &loaded.repairs);
                self.library.note(Deed::Brought { source, feed: Box::new(loaded.feed), outcome });
            }
            Err(LoadError::Several(_, found)) => {
                self.note(Event::Loaded { source, outcome: Outcome::Read });
                self.note(offered(found, Wanted::Source(number)));
            }
            Err(error) => self.note(Event::Loaded { source, outcome: Outcome::Failed(error.phrase()) }),
        }
    }

    /// Reads one of the feeds that a source offers.
    fn read_feed(&mut self, number: usize, choice: usize) -> Option<Event> {
        let (named, source) = self.sources.get(number).cloned()?;
        self.jobs.load(number, source, Some(choice));
        Some(Event::Loading(named))
    }

    /// Keeps the text of a story that was fetched from its page.
    fn whole(&mut self, key: StoryKey, result: jobs::Loaded) {
        match result.map(|loaded| loaded.feed.articles.into_iter().next().unwrap_or_default()) {
            Ok(page) => self.library.note(Deed::KeepWhole { key, page: Box::new(page) }),
            Err(error) => self.note(Event::Failed(error.phrase())),
        }
    }

    /// Starts what a story was fetched for.
    fn fetched(&mut self, story: Stored, errand: Errand) {
        let event = self.messenger.run(story, errand, self.app.words());
        self.note(event);
    }

    fn errand_done(&mut self, report: messenger::Report) {
        if let Some(key) = report.shared() {
            self.library.note(Deed::Shared(key));
        }
        for event in self.messenger.done(report) {
            self.note(event);
        }
    }

    fn returned(&mut self, result: Result<Phrase, child::ChildError>) {
        let event = self.messenger.returned(result);
        self.note(event);
    }

    /// The settings, read anew; those that hold go on holding where there is a mistake in them.
    fn read_settings(&self) -> Event {
        match self.preferences.read() {
            Ok(setup) => Event::Setup(Box::new(setup)),
            Err(error) => Event::Failed(error.phrase()),
        }
    }

    /// Tells whoever works by the settings that they are others; gives what the app must know of that.
    fn apply_settings(&mut self) -> Vec<Event> {
        self.messenger.work_by(self.app.settings().sharing());
        vec![self.messenger.targets()]
    }

    fn stop_loading(&mut self) -> Vec<Event> {
        self.subscriber.stop();
        self.messenger.stop();
        let stopped = self.jobs.stop();
        let sources = stopped.into_iter().filter_map(|number| self.sources.get(number).cloned());
        sources.map(|(source, _)| Event::Loaded { source, outcome: Outcome::Stopped }).collect()
    }

    #[cfg(unix)]
    fn signalled(&mut self, signal: i32) {
        match signals::meaning(signal) {
            signals::Meaning::Suspend => self.wish.suspend = true,
            signals::Meaning::Continue => self.wish.redraw = true,
            signals::Meaning::End => self.wish.leave = Some(Leave::Signal(signal)),
        }
    }

    #[cfg(not(unix))]
    fn signalled(&mut self, signal: i32) {
        self.wish.leave = Some(Leave::Signal(signal));
    }

    /// Waits a moment for what is read from this machine.
    fn wait_for_local(&mut self, receiver: &Receiver<Message>) {
        let deadline = Instant::now() + FIRST_FRAME_PATIENCE;
        while self.jobs.local_under_way() + self.library.under_way() > 0 {
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { return };
            self.take(message, None);
        }
    }

    /// Waits a moment for what the terminal still owes: after our end it would come to the shell, as if it had been typed.
    fn wait_for_answers(&mut self, receiver: &Receiver<Message>) {
        let deadline = Instant::now() + ANSWERS_PATIENCE;
        while self.answers_owed && self.wish.leave == Some(Leave::Quit) {
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { return };
            if matches!(message, Message::Answered | Message::TerminalLost) {
                self.take(message, None);
            }
        }
    }

    /// Sleeps until something happens, takes note of all that happened, paints once.
    fn play(&mut self, screen: &mut Screen, receiver: &Receiver<Message>) -> io::Result<Leave> {
        loop {
            if let Some(leave) = self.wish.leave {
                return Ok(leave);
            }
            let wait = self.timers.until_next().min(self.keeper.until_save());
            if let Ok(message) = receiver.recv_timeout(wait) {
                self.take(message, Some(screen));
            }
            while let Ok(message) = receiver.try_recv() {
                self.take(message, Some(screen));
            }
            self.wait_for_library(screen, receiver);
            self.timers.due().into_iter().for_each(|event| self.note(event));
            self.refresh_in_time();
            if self.preferences.changed() {
                self.note(self.read_settings());
            }
            if let Some(complaint) = self.keeper.save_if_due() {
                self.note(Event::Failed(complaint));
            }
            if self.wish.leave.is_none() && !self.messenger.is_away() {
                self.paint(screen)?;
            }
        }
    }

    /// Waits for the files that the reader wished to save before they left, and for the stories to put into them.
    fn wait_for_saves(&mut self, receiver: &Receiver<Message>, quit: bool) {
        let deadline = Instant::now() + if quit { SAVES_PATIENCE.0 } else { SAVES_PATIENCE.1 };
        let wanted =
            |stage: &Self| stage.messenger.is_saving() || (stage.messenger.expects_saves() && stage.library.under_way() > 0);
        while wanted(self) && Instant::now() < deadline {
            if let Ok(message) = receiver.recv_timeout(LIBRARY_PATIENCE) {
                self.take(message, None);
            }
        }
    }

    /// Waits a moment for what was asked of the library, so that what comes at once is painted with the key that asked.
    fn wait_for_library(&mut self, screen: &mut Screen, receiver: &Receiver<Message>) {
        let deadline = Instant::now() + LIBRARY_PATIENCE;
        while self.wish.leave.is_none() && self.library.under_way() > 0 {
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { return };
            self.take(message, Some(screen));
        }
    }

    fn paint(&mut self, screen: &mut Screen) -> io::Result<()> {
        let wish = std::mem::take(&mut self.wish);
        if wish.suspend {
            self.keeper.save_now();
            screen.suspend()?;
        }
        if let Some(text) = self.messenger.for_terminal() {
            screen.copy(&text)?;
        }
        if let Some(loan) = self.messenger.take_loan() {
            self.keeper.save_now();
            self.messenger.lend(loan, screen);
            return Ok(());
        }
        self.messenger.take_back(screen)?;
        if wish.suspend || wish.redraw {
            if let Some((width, height)) = screen.fit() {
                self.note(Event::Resized { width, height });
            }
            screen.clear()?;
        }
        screen.draw(&self.app)
    }
}

/// The feeds to choose from.
fn offered(found: Vec<Found>, wanted: Wanted) -> Event {
    let feeds = found.into_iter().map(|one| event::Found { title: one.title, url: one.url }).collect();
    Event::Found { feeds, wanted }
}

/// What a reader must know of a source that was read.
fn mended(source: &event::Source, repairs: &[Phrase]) -> Outcome {
    match repairs {
        [] => Outcome::Read,
        [one] => Outcome::Mended(Phrase::new("repair.some").with("where", &source.name).with("what", one.clone())),
        [first, rest @ ..] => Outcome::Mended(
            Phrase::new("error.repairs").count(rest.len()).with("where", &source.name).with("first", first.clone()),
        ),
    }
}
