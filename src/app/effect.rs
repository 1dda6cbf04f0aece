//! Requests to the outside world, as plain data. `runtime` carries them out.

use std::time::Duration;

use super::{
    share::Errand,
    story::{Around, Mark, StoryKey, StoryName},
    unfinished::Unfinished,
};
pub use crate::model::Place;
use crate::{
    layout::panes::Widths,
    model::{FeedId, Order, TextSize},
    query::{Query, Scope},
    text::{CleanText, SafeUrl},
};

/// A request to the outside world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Answer with a page of headlines.
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
    /// Answer with a story.
    Open {
        /// To be given back with the answer.
        generation: u64,
        /// Which one.
        key: StoryKey,
    },
    /// Answer with what the feeds pane shows.
    Contents,
    /// Answer, each when it is known, with how many unread stories answer these questions.
    Count(Vec<Query>),
    /// Go by these rules from now on.
    Rules {
        /// What is not shown.
        mute: Vec<Query>,
        /// What is marked.
        highlight: Vec<Query>,
    },
    /// Answer with how every feed fares.
    Health,
    /// Mark stories, and answer with those that the mark is news for.
    Mark {
        /// Which stories.
        which: Which,
        /// The mark.
        mark: Mark,
        /// Whether this takes back what was marked before.
        undoing: bool,
    },
    /// Keep how far a story was read.
    KeepPlace {
        /// Which story.
        key: StoryKey,
        /// What is at the top of its pane.
        place: Place,
    },
    /// Change subscriptions.
    Feeds(FeedDeeds),
    /// Subscribe to the feed at an address, or to that of the site there.
    Subscribe {
        /// The address as it was typed.
        address: String,
        /// The folder for it; empty for none.
        folder: CleanText,
        /// Which of the feeds that are found there, from 1.
        choice: Option<usize>,
    },
    /// Read the feed of this number, from 1, of those that a source offers.
    ReadFeed {
        /// The source's number.
        source: usize,
        /// The feed's number.
        choice: usize,
    },
    /// Subscribe to the feeds of the starter set of this number.
    SubscribeToStarter(usize),
    /// Subscribe to the feeds of a list in this file.
    Import(String),
    /// Ask the servers of these feeds for news.
    Refresh(Refresh),
    /// Show this address in the browser.
    Browse(SafeUrl),
    /// Keep this for the next run.
    Remember(Memory),
    /// Say so when this time has passed.
    Wake {
        /// How long from now.
        after: Duration,
        /// What to say.
        wake: Wake,
    },
    /// Do something with a story.
    Run {
        /// Which one.
        key: StoryKey,
        /// What.
        errand: Errand,
    },
    /// Show the text of a story's page in place of its feed's, or its feed's again; answer whether that is possible.
    TurnWhole(StoryKey),
    /// Fetch the text of a story from its page, and keep it.
    FetchWhole {
        /// The story.
        key: StoryKey,
        /// Its page.
        url: SafeUrl,
    },
    /// Stop whatever is loading.
    StopLoading,
    /// Read the settings anew.
    ReadSettings,
    /// The settings are others than before: whoever works by them is to be told.
    ApplySettings,
    /// Draw every cell anew.
    Redraw,
    /// Give the terminal back to the shell until it calls again.
    Suspend,
    /// End the program.
    Quit,
}

/// Stories to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// These.
    Stories(Vec<StoryKey>),
    /// All that a list shows, as far as they had come when this one, the newest, had.
    List {
        /// What the list shows.
        scope: Scope,
        /// The newest story that its reader can have seen.
        newest: Option<StoryKey>,
    },
    /// All that a list shows between two stories, both included, and others.
    Between {
        /// What the list shows.
        scope: Scope,
        /// In which order.
        order: Order,
        /// The two stories.
        ends: (StoryKey, StoryKey),
        /// The others.
        others: Vec<StoryKey>,
    },
}

/// Changes to subscriptions that are one deed to the reader: of a feed, or of all in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedDeeds {
    /// What the feed or the folder is called.
    pub called: CleanText,
    /// Which feeds are changed, and how.
    pub deeds: Vec<(FeedId, FeedDeed)>,
}

/// How a subscription is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedDeed {
    /// It is called this from now on; by its own name where this is empty.
    Rename(CleanText),
    /// It lies in this folder from now on; in none where this is empty.
    Move(CleanText),
    /// It is left alone, or asked again.
    Pause(bool),
    /// It is removed.
    Remove,
    /// Its removal is taken back.
    Restore,
}

/// Which feeds to ask for news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// All of them.
    All,
    /// Those whose time has come.
    Due,
    /// Those whose stories a list shows.
    Scope(Scope),
}

/// Why to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The story lay open long enough to count as read.
    Read(StoryKey),
    /// The page of headlines of this generation has not come for so long that it is to be said.
    Late(u64),
    /// What is in sight of a very long story was drawn: there is time to set the rest of it.
    SetRest,
}

/// What is kept from run to run.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The text size.
    pub size: TextSize,
    /// Whether the titles in the list are larger.
    pub large_list: bool,
    /// The measure in columns, where the reader chose one.
    pub measure: Option<u16>,
    /// The theme's name, where the reader chose one on the screen.
    pub theme: Option<String>,
    /// The language's tag, where the reader chose one on the screen.
    pub language: Option<String>,
    /// How wide the reader made the panes.
    pub widths: Widths,
    /// Whether the welcome was seen.
    pub welcomed: bool,
    /// The last story.
    pub story: Option<StoryName>,
    /// The place at the top of its pane.
    pub place: Option<Place>,
    /// The order of the list.
    pub order: Order,
    /// Where the reader was in the library.
    pub home: Option<Home>,
    /// Stories of the library that were begun, the latest first.
    pub unfinished: Vec<Unfinished>,
}

/// Where a reader was in the library.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Home {
    /// What the list showed.
    pub scope: CleanText,
    /// The story.
    pub story: StoryKey,
    /// The place at the top of its pane.
    pub place: Place,
    /// Whether the story had the focus, not the list.
    pub reading: bool,
}

/// Requests, in order.
#[must_use = "effects are requests: hand them to the runtime"]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Nothing to be done outside.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a request.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Adds the requests of `other`.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl From<Effect> for Effects {
    fn from(effect: Effect) -> Self {
        Self(vec![effect])
    }
}

impl IntoIterator for Effects {
    type Item = Effect;
    type IntoIter = std::vec::IntoIter<Effect>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
