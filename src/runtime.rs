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
mod job;
pub mod jobs;
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
pub mod signals;
mod stage;
pub mod subscriber;
pub mod timers;
pub mod window;

use std::{
    io,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use jiff::{Timestamp, ZonedDateTime};

use crate::{
    app::{App, event::Event, setup::Setup, share::Errand},
    html,
    model::StoryKey,
    source::Source,
    store::{FeedRow, Store, Stored},
    text::{CleanText, SafeUrl},
    words::Phrase,
};
use jobs::Jobs;
use librarian::Librarian;
use memory::Keeper;
use messenger::Messenger;
use preferences::Preferences;
use probe::Surroundings;
use screen::Screen;
use stage::Stage;

/// How long the first frame waits for sources on this machine, so that it is not painted twice.
const FIRST_FRAME_PATIENCE: Duration = Duration::from_millis(25);

/// How long the terminal is waited for when the reader leaves before it has answered.
const ANSWERS_PATIENCE: Duration = Duration::from_millis(300);

/// How long a file that is being saved is waited for when the reader leaves, and where a signal ends the program.
const SAVES_PATIENCE: (Duration, Duration) = (Duration::from_secs(10), Duration::from_millis(500));

/// How long a frame waits for what is to be seen in it.
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
pub fn run(options: Options) -> Result<Leave, Phrase> {
    let Options { mut sources, story, hints, preferences, setup, welcome, panic_after_first_frame } = options;
    let of_system = |error: io::Error| Phrase::from(&error);
    let (keeper, memory, complaint) = Keeper::open();
    let memory = preferences.spoken_over(memory);
    let (sender, receiver) = channel();
    let jobs = Jobs::new(sender.clone(), hints).map_err(of_system)?;
    let (store, at_home) = own_or_named(&mut sources)?;
    if let Some(key) = story.filter(|key| !at_home || !matches!(store.read().story(*key), Ok(Some(_)))) {
        return Err(Phrase::new("store.missing").with("name", format!("id:{}", key.0)));
    }
    let said = store.said().to_vec();
    let library = Librarian::start(store, sender.clone()).map_err(|error| error.phrase())?;
    let (gate, post) = gate::gate().map_err(of_system)?;
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
    panic::install_hook(stage.app().words());
    let mut screen = Screen::enter(stage.app().settings().linear).map_err(of_system)?;
    signals::listen(sender.clone()).map_err(of_system)?;
    let surroundings = Surroundings::of_this_process();
    stage.answers_owed = screen.ask(&surroundings).map_err(of_system)?;
    input::listen(sender, stage.answers_owed.then_some(surroundings), post);
    let (width, height) = screen.size();
    stage.note(Event::Resized { width, height });
    stage.wait_for_local(&receiver);
    screen.draw(stage.app()).map_err(of_system)?;
    assert!(!panic_after_first_frame, "asked to panic after the first frame");
    let left = stage.play(&mut screen, &receiver);
    stage.wait_for_saves(&receiver, matches!(left, Ok(Leave::Quit)));
    stage.wait_for_answers(&receiver);
    screen.leave();
    stage.keeper.save_now();
    stage.library.close();
    left.map_err(of_system)
}

/// The reader's library where no source was named and it has feeds; else one in memory, and the built-in edition to put
/// into it where nothing was named.
fn own_or_named(sources: &mut Vec<Source>) -> Result<(Store, bool), Phrase> {
    if sources.is_empty() {
        let (store, _) = library::open().map_err(|error| error.phrase())?;
        if !store.read().feeds().map_err(|error| error.phrase())?.is_empty() {
            return Ok((store, true));
        }
        sources.push(Source::Edition);
    }
    Ok((Store::in_memory(html::searched_text).map_err(|error| error.phrase())?, false))
}

impl Stage {
    /// Waits a moment for what is read from this machine.
    fn wait_for_local(&mut self, receiver: &Receiver<Message>) {
        let deadline = Instant::now() + FIRST_FRAME_PATIENCE;
        loop {
            self.ask_beside();
            if self.jobs.local_under_way() + self.library.under_way() == 0 {
                return;
            }
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
            let wait = self.timers.until_next().min(self.keeper.until_save()).min(self.subscriber.until_progress());
            let message = receiver.recv_timeout(wait);
            // What is due was asked for before the last frame, also where it was due at once.
            self.timers.due().into_iter().for_each(|event| self.note(event));
            if let Ok(message) = message {
                self.take(message, Some(screen));
            }
            while let Ok(message) = receiver.try_recv() {
                self.take(message, Some(screen));
            }
            if self.subscriber.until_progress() == Duration::ZERO {
                self.subscriber.progress().into_iter().for_each(|event| self.note(event));
            }
            self.wait_for_library(screen, receiver);
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
            self.ask_beside();
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

    /// Waits a moment for what the reader looks at, so that what comes at once is painted with the key that asked.
    fn wait_for_library(&mut self, screen: &mut Screen, receiver: &Receiver<Message>) {
        let deadline = Instant::now() + LIBRARY_PATIENCE;
        while self.wish.leave.is_none() && self.app.awaits_its_view() {
            self.ask_beside();
            if self.library.under_way() == 0 {
                return;
            }
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { return };
            self.take(message, Some(screen));
        }
    }

    fn paint(&mut self, screen: &mut Screen) -> io::Result<()> {
        let wish = std::mem::take(&mut self.wish);
        if wish.suspend {
            self.keeper.save_now();
            if !screen.suspend()? {
                self.note(Event::Failed(Phrase::new("note.no-shell")));
            }
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
