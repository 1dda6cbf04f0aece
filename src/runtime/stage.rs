//! The app together with everything that carries out its effects, and takes what comes of them back to it.

use std::sync::mpsc::Sender;

use super::{
    Leave, Message,
    agenda::Agenda,
    child,
    jobs::{self, Jobs},
    librarian::{self, Ask, Deed, Librarian},
    load::LoadError,
    memory::Keeper,
    messenger::{self, Messenger},
    preferences::Preferences,
    screen::Screen,
    subscriber::{self, Subscriber},
    timers::Timers,
};
use crate::{
    app::{
        App,
        effect::{Effect, Effects},
        event::{self, Event, Outcome, Wanted},
        share::Errand,
    },
    model::StoryKey,
    source::{Source, discovery::Found},
    store::Stored,
    words::Phrase,
};

/// The app together with everything that carries out its effects.
pub(super) struct Stage {
    pub(super) app: App,
    pub(super) library: Librarian,
    /// The story to ask for. Where nobody waits for it, as for the one beside the list, that is done when the frame is
    /// painted, or the library would take time from painting it.
    beside: Option<Ask>,
    /// Whether the library is the reader's own, not one of what was named.
    pub(super) at_home: bool,
    pub(super) subscriber: Subscriber,
    pub(super) agenda: Agenda,
    pub(super) sender: Sender<Message>,
    pub(super) jobs: Jobs,
    pub(super) timers: Timers,
    pub(super) keeper: Keeper,
    pub(super) messenger: Messenger,
    pub(super) preferences: Preferences,
    pub(super) sources: Vec<Named>,
    /// Whether the terminal was asked and has not answered all.
    pub(super) answers_owed: bool,
    pub(super) wish: Wish,
}

/// A source of this run.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) source: event::Source,
    pub(super) from: Source,
    /// Which of the feeds that it offers the reader chose, from 1.
    pub(super) choice: Option<usize>,
}

/// What the app asked of the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    pub(super) redraw: bool,
    pub(super) suspend: bool,
    pub(super) leave: Option<Leave>,
}

impl Stage {
    pub(super) fn new(
        app: App,
        (library, at_home): (Librarian, bool),
        (keeper, jobs, messenger): (Keeper, Jobs, Messenger),
        sender: Sender<Message>,
    ) -> Self {
        let subscriber = Subscriber::new(sender.clone());
        Self {
            app,
            library,
            beside: None,
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

    pub(super) fn app(&self) -> &App {
        &self.app
    }

    pub(super) fn load(&mut self, sources: Vec<Source>) {
        for from in sources {
            let again = matches!(from, Source::Url(..) | Source::File(_));
            let source = event::Source { number: self.sources.len(), name: from.name(), again };
            self.note(Event::Loading(source.clone()));
            let named = Named { source, from, choice: None };
            self.jobs.load(named.clone());
            self.sources.push(named);
        }
    }

    /// Hands an event to the app and carries out what comes back, and what comes back of that.
    pub(super) fn note(&mut self, event: Event) {
        let mut waiting = vec![event];
        while let Some(event) = waiting.pop() {
            let effects = self.app.update(event);
            waiting.extend(self.carry_out(effects).into_iter().rev());
        }
    }

    pub(super) fn carry_out(&mut self, effects: Effects) -> Vec<Event> {
        let mut answers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Headlines { generation, scope, order, around } => {
                    self.library.ask(Ask::Headlines { generation, scope, order, around });
                }
                Effect::Open { generation, key } => self.beside = Some(Ask::Story { generation, key }),
                Effect::Contents => self.library.ask(Ask::Contents),
                Effect::Count(queries) => self.library.count(queries),
                Effect::Rules { mute, highlight } => self.library.note(Deed::Rules(librarian::rules(mute, highlight))),
                Effect::Health => self.library.ask(Ask::Health),
                Effect::Mark { which, mark, undoing } => self.library.note(Deed::Mark { which, mark, undoing }),
                Effect::KeepPlace { key, place } => self.library.note(Deed::KeepPlace { key, place }),
                Effect::Refresh(which) if self.at_home => self.library.feeds(which),
                Effect::Refresh(_) => answers.extend(self.read_again()),
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

    /// Asks for the story that was to wait for a frame.
    pub(super) fn ask_beside(&mut self) {
        if let Some(ask) = self.beside.take() {
            self.library.ask(ask);
        }
    }

    pub(super) fn take(&mut self, message: Message, screen: Option<&mut Screen>) {
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
            Message::Refreshed => self.subscriber.note_further(),
            Message::Whole { key, result } => self.whole(key, *result),
            Message::Signal(signal) => self.signalled(signal),
            Message::Answered => self.answers_owed = false,
            Message::TerminalLost => self.wish.leave = Some(Leave::Lost),
        }
    }

    fn loaded(&mut self, number: usize, result: jobs::Loaded) {
        let Some(Named { source, .. }) = self.sources.get(number).cloned() else { return };
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
        let named = self.sources.get_mut(number)?;
        named.choice = Some(choice);
        self.jobs.load(named.clone());
        Some(Event::Loading(named.source.clone()))
    }

    /// Reads the sources of this run once more, where they can have changed and are not being read at the moment.
    fn read_again(&mut self) -> Vec<Event> {
        if !self.sources.iter().any(|named| named.source.again) {
            return vec![Event::Said(Phrase::new("note.no-library"))];
        }
        let jobs = &mut self.jobs;
        let idle = self.sources.iter().filter(|named| named.source.again && !jobs.is_loading(named.source.number));
        let again: Vec<Named> = idle.cloned().collect();
        let read = |named: Named| {
            let source = named.source.clone();
            jobs.load(named);
            Event::Loading(source)
        };
        again.into_iter().map(read).collect()
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
    pub(super) fn read_settings(&self) -> Event {
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
        sources.map(|named| Event::Loaded { source: named.source, outcome: Outcome::Stopped }).collect()
    }

    fn signalled(&mut self, signal: i32) {
        match super::signals::meaning(signal) {
            super::signals::Meaning::Suspend => self.wish.suspend = true,
            super::signals::Meaning::Continue => self.wish.redraw = true,
            super::signals::Meaning::End => self.wish.leave = Some(Leave::Signal(signal)),
        }
    }
}

/// The feeds to choose from.
pub(super) fn offered(found: Vec<Found>, wanted: Wanted) -> Event {
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
