//! The app with a library behind it and no terminal: what a key does to state and effects, in a line a case.

use jiff::ZonedDateTime;
use newsprint::{
    app::{
        App,
        effect::{Effect, Effects, Memory},
        event::{Event, Outcome, Source},
        setup::Setup,
    },
    config::Key,
    html,
    model::Feed,
    parse,
    query::{Query, Scope},
    runtime::librarian::{self, Ask, Deed},
    source::EDITION,
    store::Store,
    words::Words,
};

/// The app, answered at once.
pub struct Desk {
    /// The app.
    pub app: App,
    /// What it asked of the world beside headlines and stories.
    pub asked: Vec<Effect>,
    store: Store,
    /// Deeds that the library has not done yet, where it is held up.
    held: Option<Vec<Deed>>,
    /// Questions that are not answered yet, where answers are slow.
    slow: Option<Vec<Ask>>,
}

/// The built-in edition.
pub fn edition() -> Feed {
    let hints = parse::Hints::default();
    parse::feed(EDITION.as_bytes(), &hints).expect("the edition is a feed").feed
}

impl Desk {
    /// The built-in edition in a window of `width` by `height` cells, on the evening of 18 December 2015 in Wuzhen.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, edition(), Memory::default())
    }

    /// A feed in a window, opened after a run that left `memory`.
    pub fn with(width: u16, height: u16, feed: Feed, memory: Memory) -> Self {
        Self::in_language(width, height, Words::english(), (feed, memory))
    }

    /// The same in another language.
    pub fn in_language(width: u16, height: u16, words: Words, (feed, memory): (Feed, Memory)) -> Self {
        let mut desk = Self::before_anything(width, height, words, memory);
        desk.load(0, "the built-in edition", feed);
        desk
    }

    /// A library of the reader's own that holds the edition, opened after a run that left `memory`.
    pub fn at_home(memory: Memory) -> Self {
        let mut desk = Self::before_anything(80, 24, Words::english(), memory);
        let source = Source { number: 0, name: "https://e.org/feed".into(), again: true };
        drop(librarian::carry_out(&mut desk.store, Deed::Brought { source, feed: Box::new(edition()), outcome: Outcome::Read }));
        desk.note(Event::LibraryOpened);
        desk
    }

    fn before_anything(width: u16, height: u16, words: Words, memory: Memory) -> Self {
        let now: ZonedDateTime = "2015-12-18T20:00:00+08:00[+08:00]".parse().expect("a time");
        let mut setup = Setup::built_in().expect("a setup");
        setup.words = words;
        let app = App::new(setup, now, memory);
        let store = Store::in_memory(html::plain_text).expect("a library");
        let mut desk = Self { app, asked: Vec::new(), store, held: None, slow: None };
        desk.note(Event::Resized { width, height });
        desk
    }

    /// Loads one more source.
    pub fn load(&mut self, number: usize, name: &'static str, feed: Feed) {
        let source = Source { number, name: name.into(), again: true };
        self.note(Event::Loading(source.clone()));
        self.deed(Deed::Brought { source, feed: Box::new(feed), outcome: Outcome::Read });
    }

    /// Hands an event to the app.
    pub fn note(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Effects) {
        for effect in effects {
            match effect {
                Effect::Headlines { generation, scope, order, around } => {
                    self.ask(Ask::Headlines { generation, scope, order, around });
                }
                Effect::Open { generation, key } => self.ask(Ask::Story { generation, key }),
                Effect::Contents => self.ask(Ask::Contents),
                Effect::Health => self.ask(Ask::Health),
                Effect::Count(queries) => self.count(queries),
                Effect::Rules { mute, highlight } => self.deed(Deed::Rules(librarian::rules(mute, highlight))),
                Effect::Feeds(deeds) => self.deed(Deed::Feeds(deeds)),
                Effect::Mark { which, mark, undoing } => {
                    self.asked.push(Effect::Mark { which: which.clone(), mark: mark.clone(), undoing });
                    self.deed(Deed::Mark { which, mark, undoing });
                }
                Effect::TurnWhole(key) => self.deed(Deed::TurnWhole(key)),
                Effect::KeepPlace { key, place } => self.deed(Deed::KeepPlace { key, place }),
                other => self.asked.push(other),
            }
        }
    }

    fn count(&mut self, queries: Vec<Query>) {
        for query in queries {
            let unread = self.store.read().count_unread(&query).expect("counted");
            self.note(Event::Counted(query, unread));
        }
    }

    fn ask(&mut self, ask: Ask) {
        if let Some(slow) = &mut self.slow {
            return slow.push(ask);
        }
        let answer = librarian::answer(self.store.read(), &ask);
        self.note(answer);
    }

    /// Makes answers slow, or lets those come that were asked for meanwhile.
    pub fn slow(&mut self, slow: bool) {
        let waiting = std::mem::replace(&mut self.slow, slow.then(Vec::new));
        waiting.into_iter().flatten().for_each(|ask| self.ask(ask));
    }

    /// Holds the library up, or lets it do what it was asked meanwhile.
    pub fn hold(&mut self, up: bool) {
        let waiting = std::mem::replace(&mut self.held, up.then(Vec::new));
        waiting.into_iter().flatten().for_each(|deed| self.deed(deed));
    }

    /// Changes the library, as the world does.
    pub fn deed(&mut self, deed: Deed) {
        if let Some(held) = &mut self.held {
            return held.push(deed);
        }
        if let Some(event) = librarian::carry_out(&mut self.store, deed) {
            self.note(event);
        }
    }

    /// Hands the library to something that is not the app.
    pub fn library(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Presses keys, written as in a keymap with spaces between.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for written in keys.split_whitespace() {
            let key = Key::parse(written).unwrap_or_else(|| panic!("no key is written {written}"));
            self.note(Event::Key(key));
        }
        self
    }

    /// Shows other stories in the list, as choosing them in the feeds pane does.
    pub fn show(&mut self, scope: &Scope) {
        match self.app.feeds().rows().iter().position(|row| row.scope == *scope) {
            Some(at) => {
                self.press("F Home");
                self.press(&"j ".repeat(at));
                self.press("l");
            }
            None => panic!("the feeds pane does not show {scope:?}"),
        }
    }

    /// The title of the open story.
    pub fn title(&self) -> String {
        self.app.reader().story().map(|story| story.title.to_string()).unwrap_or_default()
    }

    /// The words of the first line of the body that is in sight.
    pub fn first_words(&self) -> String {
        let reader = self.app.reader();
        let row = reader.top().saturating_sub(reader.front().height);
        let line = reader.page().lines.get(reader.page().line_at(row));
        line.map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).unwrap_or_default()
    }

    /// The effects since the last question, without those that only remember or wake.
    pub fn effects(&mut self) -> Vec<Effect> {
        let quiet = |effect: &Effect| matches!(effect, Effect::Remember(_) | Effect::Wake { .. });
        std::mem::take(&mut self.asked).into_iter().filter(|effect| !quiet(effect)).collect()
    }
}
