//! State and how it changes: [`App::update`] takes an event and gives effects. No input or output happens here.

pub mod action;
pub mod bars;
pub mod bulk;
pub mod complete;
mod deeds;
pub mod effect;
pub mod empty;
pub mod event;
pub mod feeds;
pub mod find;
pub mod foot;
pub mod fuzzy;
pub mod health;
mod held;
pub mod help;
pub mod hints;
pub mod keys;
pub mod linear;
mod links;
pub mod list;
mod marks;
pub mod masthead;
pub mod menu;
mod number;
pub mod palette;
mod pointer;
pub mod popup;
pub mod prompt;
pub mod reader;
mod resume;
pub mod search;
mod settings;
pub mod setup;
pub mod share;
pub mod story;
pub mod subscriptions;
mod tag;
mod terminal;
pub mod time;
pub mod toolbar;
pub mod trail;
mod typing;
pub mod unfinished;
mod view;
mod whole;

use std::{collections::VecDeque, time::Duration};

use jiff::ZonedDateTime;

use self::{
    effect::{Effect, Effects, Memory, Wake},
    event::{Event, Outcome, Progress, Source},
    feeds::Feeds,
    find::Found,
    foot::Note,
    held::Held,
    hints::Hints,
    keys::{Asked, Keys},
    list::List,
    pointer::Pressed,
    popup::Popup,
    reader::Reader,
    resume::Standing,
    search::Search,
    setup::Setup,
    share::Letter,
    story::{Page, Story, StoryKey},
    subscriptions::Undoable,
    terminal::Terminal,
    time::Calendar,
    trail::Trail,
    unfinished::Unfinished,
};
use crate::{
    config::{PipeForm, settings::Bidi},
    layout::panes::Widths,
    query::Scope,
    text::CleanText,
    words::{Phrase, Words},
};

/// What has the focus: where keys go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The folders and feeds.
    Feeds,
    /// The headline list.
    #[default]
    List,
    /// The story.
    Body,
    /// The toolbar above the story.
    Toolbar,
    /// The help, over everything.
    Popup,
}

impl Focus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Feeds, Self::List, Self::Body, Self::Toolbar, Self::Popup];

    /// The layer of the keymap that holds while this has the focus.
    #[must_use]
    pub fn layer(self) -> &'static str {
        match self {
            Self::Feeds => "feeds",
            Self::List => "list",
            Self::Body => "body",
            Self::Toolbar => "toolbar",
            Self::Popup => "popup",
        }
    }

    /// Whether digits are counts here.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Feeds | Self::List | Self::Body)
    }
}

/// Everything that the screen shows.
#[derive(Debug)]
pub struct App {
    keys: Keys,
    setup: Setup,
    /// The name of the theme that was chosen here.
    theme: Option<String>,
    /// The tag of the language that was chosen here.
    language: Option<String>,
    calendar: Calendar,
    window: (u16, u16),
    focus: Focus,
    body_alone: bool,
    help: Option<Help>,
    popup: Option<Popup>,
    /// What was said, the latest last.
    messages: VecDeque<Note>,
    trail: Trail,
    word: usize,
    terminal: Terminal,
    /// Whether the titles in the list are to be larger.
    large_list: bool,
    feeds: Feeds,
    list: List,
    reader: Reader,
    sources: Vec<(Source, bool)>,
    said: Option<Note>,
    search: Option<Search>,
    hints: Option<Hints>,
    /// What can be taken back, the latest last.
    deeds: Vec<Undoable>,
    /// How many deeds the library has not done yet, and how often one was to be taken back meanwhile.
    deeds_under_way: usize,
    undoings_waiting: usize,
    /// The digits of a story's number, while they are typed.
    number: Option<String>,
    /// Where the words of what the list asks for stand in the open story.
    found: Option<Found>,
    /// What the list showed before the library was searched.
    before_find: Option<Scope>,
    starters: Vec<(CleanText, usize)>,
    refreshing: Option<Progress>,
    /// The story and place of the last run, until it came in or the reader moved.
    resume: Option<Memory>,
    /// What was kept from the last run.
    kept: Memory,
    standing: Standing,
    /// A story to be opened that what the list shows may not have.
    sought: Option<StoryKey>,
    /// Stories that were begun, the latest first.
    unfinished: Vec<Unfinished>,
    /// How wide the reader made the panes.
    widths: Widths,
    /// Where the mouse's button went down.
    pressed: Pressed,
    /// What leaves the program at the moment: prints, mails.
    errands: Vec<Phrase>,
    /// Whether the story that comes in next counts as opened.
    opening: bool,
    /// What was typed and waits for a story that is on its way.
    held: VecDeque<Held>,
    /// The places to share to, by name.
    targets: Vec<CleanText>,
    /// What a command gets first.
    pipe_form: PipeForm,
    /// The letter that is offered, where newsprint sends mail by itself.
    letter: Option<Letter>,
}

/// The help, open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Help {
    /// The first line that is shown.
    pub top: usize,
}

impl App {
    /// A screen without stories.
    #[must_use]
    pub fn new(setup: Setup, now: ZonedDateTime, memory: Memory) -> Self {
        let mut reader = Reader::default();
        reader.set_size(memory.size);
        reader.set_measure(memory.measure);
        let order = memory.order;
        let mut app = Self {
            keys: Keys::default(),
            setup: Setup::default(),
            theme: memory.theme.clone(),
            language: memory.language.clone(),
            widths: memory.widths,
            standing: Standing { welcomed: memory.welcomed, ..Standing::default() },
            unfinished: memory.unfinished.clone(),
            kept: memory.clone(),
            sought: None,
            pressed: Pressed::default(),
            errands: Vec::new(),
            calendar: Calendar { now, words: Words::english() },
            window: (80, 24),
            focus: Focus::List,
            body_alone: false,
            help: None,
            popup: None,
            messages: VecDeque::new(),
            trail: Trail::default(),
            word: 0,
            terminal: Terminal::default(),
            large_list: memory.large_list,
            feeds: Feeds::new(),
            list: List::default(),
            reader,
            sources: Vec::new(),
            said: None,
            search: None,
            hints: None,
            deeds: Vec::new(),
            deeds_under_way: 0,
            undoings_waiting: 0,
            number: None,
            found: None,
            before_find: None,
            starters: Vec::new(),
            refreshing: None,
            resume: memory.story.is_some().then_some(memory),
            opening: false,
            held: VecDeque::new(),
            targets: Vec::new(),
            pipe_form: PipeForm::default(),
            letter: None,
        };
        app.list.set_order(order);
        app.set_up(setup);
        app
    }

    /// Takes note of an event: the only place where anything changes.
    pub fn update(&mut self, event: Event) -> Effects {
        let mut effects = Effects::none();
        if let Some(event) = self.hold_back(event) {
            effects.append(self.step(|app| Some(app.take(event))).unwrap_or_default());
            while let Some(more) = self.step(Self::go_on) {
                effects.append(more);
            }
        }
        effects
    }

    /// Changes what `what` changes and what follows from it; `None` where that is nothing.
    fn step(&mut self, what: impl FnOnce(&mut Self) -> Option<Effects>) -> Option<Effects> {
        let (before, left, begun) = (self.memory(), self.reader.moved(), self.begun());
        let mut effects = what(self)?;
        effects.append(self.settle());
        let open = self.reader.key();
        if let Some((key, place)) = left.filter(|(key, _)| open != Some(*key)) {
            effects.push(Effect::KeepPlace { key, place });
        }
        if let Some(begun) = begun.filter(|(begun, _)| open != Some(begun.story)) {
            self.left_at(begun);
        }
        let memory = self.memory();
        if memory != before {
            self.kept = memory.clone();
            effects.push(Effect::Remember(memory));
        }
        Some(effects)
    }

    fn take(&mut self, event: Event) -> Effects {
        if matches!(event, Event::Resized { .. } | Event::Tier(_) | Event::Story(_) | Event::Mouse(_)) {
            self.hints = None;
        }
        match event {
            Event::Key(key) => self.press(key),
            Event::Mouse(mouse) => self.point(mouse),
            Event::Pasted(text) => self.pasted(&text),
            Event::Asked(action) => self.act(Asked { action, count: None }),
            Event::Resized { width, height } => {
                self.window = (width, height);
                Effects::none()
            }
            Event::Setup(setup) => {
                let effects = self.set_up_again(*setup);
                self.say(&Phrase::new("note.settings"), false);
                effects
            }
            said @ (Event::Background { .. } | Event::Tier(_) | Event::Cell { .. } | Event::Hyperlinks(_)) => {
                self.terminal.note(&said);
                Effects::none()
            }
            Event::Clock(now) => {
                self.calendar.now = now;
                Effects::none()
            }
            Event::Woke(Wake::Read(key)) => self.read_in_passing(key),
            Event::Woke(Wake::Late(generation)) => {
                self.list.note_late(generation);
                Effects::none()
            }
            Event::Woke(Wake::SetRest) => {
                self.reader.set_rest();
                Effects::none()
            }
            Event::Loading(source) => self.begin(source),
            Event::Loaded { source, outcome } => self.loaded(&source, outcome),
            Event::Headlines { generation, page } => self.headlines(generation, page),
            Event::Contents(contents) => {
                self.feeds.accept(*contents);
                // What the list shows was removed, or goes by another name.
                let gone = self.feeds.is_gone(self.list.scope());
                let mut effects = if gone { self.show(self.feeds.chosen_scope()) } else { Effects::none() };
                let smart = self.feeds.smart();
                if !smart.is_empty() {
                    effects.push(Effect::Count(smart));
                }
                effects
            }
            Event::Counted(query, unread) => {
                self.feeds.count(&query, unread);
                Effects::none()
            }
            Event::Health(reports) => self.open_health(reports),
            Event::Marked(marked) => self.marked(marked),
            Event::NewsCame if self.keeps_still() => Effects::none(),
            Event::LibraryChanged | Event::NewsCame => self.library_changed(),
            Event::StoryGone => {
                self.give_up_waiting();
                self.library_changed()
            }
            Event::Errands(errands) => {
                self.errands = errands;
                Effects::none()
            }
            Event::Found { feeds, wanted } => self.choose_feed(feeds, &wanted),
            Event::Subscribed { feed, title, stories } => self.subscribed(feed, &title, stories),
            Event::SubscribedToAll(feeds) => self.subscribed_to_all(feeds),
            Event::Removed { feeds, called } => self.removed(feeds, called),
            Event::Starters(starters) => {
                self.starters = starters;
                Effects::none()
            }
            Event::StoryWanted(key) => self.go_to_story(key),
            Event::Welcome => self.greet(),
            Event::LibraryOpened => self.go_home(),
            Event::Refreshing(progress) => self.refreshed(progress),
            Event::Story(story) => self.opened(*story),
            Event::Targets { names, pipe_form, letter } => {
                (self.targets, self.pipe_form, self.letter) = (names, pipe_form, letter);
                Effects::none()
            }
            Event::FileName { key, name } => self.offer_file(key, &name),
            Event::Printers { printers, copies } => self.choose_printer(printers, copies),
            Event::Code(code) => self.open_popup(Popup::Code(code)),
            Event::Turned(key) => self.turned(key),
            Event::NotWhole(key) => self.fetch_whole(key),
            Event::Shared { key, count } => self.shared(key, count),
            Event::Said(phrase) => {
                self.say(&phrase, false);
                Effects::none()
            }
            Event::Failed(phrase) => {
                // It may have been a deed.
                (self.deeds_under_way, self.undoings_waiting) = (0, 0);
                self.give_up_waiting();
                self.say(&phrase, true);
                Effects::none()
            }
        }
    }

    /// Takes a page of headlines. The chosen story stays where it is on the screen, unless the reader has neither moved nor
    /// begun to read: then what is new is shown above it.
    fn headlines(&mut self, generation: u64, page: Page) -> Effects {
        let area = self.panes().list;
        let nothing_to_keep = self.list.is_untouched() && matches!(self.focus, Focus::List | Focus::Feeds);
        let before = self.list.chosen_key().zip(self.list.chosen_row());
        if !self.list.accept(generation, page) {
            return Effects::none();
        }
        self.find_last_story();
        if nothing_to_keep {
            self.list.show_from_top();
        } else if let Some((_, row)) = before.filter(|(key, _)| self.list.chosen_key() == Some(*key)) {
            self.list.hold(row, area, &self.calendar);
        }
        self.seek_on()
    }

    /// The rules that the settings have.
    #[must_use]
    pub fn rules(&self) -> Effect {
        Effect::Rules { mute: self.setup.mute.clone(), highlight: self.setup.highlight.clone() }
    }

    /// Brings everything that follows from the state up to date with it.
    fn settle(&mut self) -> Effects {
        let mut effects = Effects::none();
        self.reader.set_tier(self.setup.tier().unwrap_or(self.terminal.tier));
        let reorder = self.settings().text.bidi == Bidi::Ours;
        self.list.set_type(self.reader.tier().list(self.large_list), reorder);
        let panes = self.panes();
        if !panes.feeds.is_empty() {
            self.feeds.reveal(panes.feeds);
        }
        self.list.numbered = self.number.is_some();
        self.list.set_out(panes.list, &self.calendar);
        if let Some(effect) = self.list.ask_ahead() {
            effects.push(effect);
        }
        if let Some(effect) = self.list.mind_the_time() {
            effects.push(effect);
        }
        match self.list.chosen_key() {
            Some(key) => self.reader.want(key).into_iter().for_each(|effect| effects.push(effect)),
            None if self.list.total() == 0 => self.reader.close(),
            None => {}
        }
        if !panes.body.is_empty() && self.reader.fit(panes.body, &self.calendar) {
            effects.push(Effect::Wake { after: Duration::ZERO, wake: Wake::SetRest });
        }
        self.look_for_found();
        effects
    }

    /// Says something in the foot until the next key.
    fn say(&mut self, phrase: &Phrase, bad: bool) {
        let note = Note { text: self.words().say(phrase), bad };
        self.keep_message(note.clone());
        self.said = Some(note);
    }

    /// Takes note of a source that began to load. What was read long ago is no part of what is going on.
    fn begin(&mut self, source: Source) -> Effects {
        if self.loading().0.is_empty() {
            self.sources.clear();
        }
        self.sources.retain(|(known, _)| *known != source);
        self.sources.push((source, true));
        Effects::none()
    }

    fn loaded(&mut self, source: &Source, outcome: Outcome) -> Effects {
        for (_, loading) in self.sources.iter_mut().filter(|(known, _)| known == source) {
            *loading = false;
        }
        match outcome {
            Outcome::Read => {}
            Outcome::Mended(what) => self.say(&what, false),
            Outcome::Failed(why) => self.say(&why, true),
            Outcome::Stopped => self.say(&Phrase::new("note.stopped").with("name", &source.name), false),
        }
        self.library_changed()
    }

    fn opened(&mut self, story: Story) -> Effects {
        let key = story.key;
        if !self.reader.accept(story) {
            return Effects::none();
        }
        self.search = None;
        self.place_left();
        let opening = std::mem::take(&mut self.opening) || matches!(self.focus, Focus::Body | Focus::Toolbar);
        if let Some(key) = key.filter(|_| opening) {
            self.trail.opened(key);
        }
        match key {
            Some(key) if opening => self.note_read(key),
            // Whoever walks through the feeds reads none of their first stories.
            Some(key) if self.focus == Focus::List && !self.panes().body.is_empty() => self.wake_to_read(key),
            _ => Effects::none(),
        }
    }

    fn read_in_passing(&mut self, key: StoryKey) -> Effects {
        let still_there = self.reader.key() == Some(key) && self.list.chosen_key() == Some(key);
        if !still_there || self.focus == Focus::Feeds || self.panes().body.is_empty() {
            return Effects::none();
        }
        // Nobody reads a story behind the welcome, a menu or the help.
        if self.popup.is_some() || self.help.is_some() { self.wake_to_read(key) } else { self.note_read(key) }
    }
}
