//! Facts: what happened, in the order in which it happened.

use jiff::ZonedDateTime;

use super::{
    action::Action,
    effect::Wake,
    feeds::Contents,
    health::Report,
    setup::Setup,
    share::{Code, Letter, Printer},
    story::{Mark, Page, Story, StoryKey},
};
use crate::{
    config::{Key, PipeForm},
    layout::Tier,
    model::FeedId,
    query::Query,
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// A fact that the program has to take note of.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Pasted(CleanText),
    /// The window has a new size, in cells.
    Resized {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The settings were read anew.
    Setup(Box<Setup>),
    /// The terminal said what its background is.
    Background {
        /// Whether it is light.
        light: bool,
    },
    /// The terminal said how it can show type of other sizes.
    Tier(Tier),
    /// The terminal said how large its cells are, in pixels.
    Cell {
        /// Their width.
        width: u16,
        /// Their height.
        height: u16,
    },
    /// Whether the terminal makes links of addresses (OSC 8).
    Hyperlinks(bool),
    /// An action was asked for by something else than a key.
    Asked(Action),
    /// A minute began.
    Clock(ZonedDateTime),
    /// A time that was asked for has passed.
    Woke(Wake),
    /// A source began to load.
    Loading(Source),
    /// A source was read, or was not.
    Loaded {
        /// The source.
        source: Source,
        /// What a reader must know of it: what was mended, or what went wrong.
        outcome: Outcome,
    },
    /// A page of headlines, as asked for.
    Headlines {
        /// The question that this answers; later answers drop earlier ones.
        generation: u64,
        /// The page.
        page: Page,
    },
    /// What the feeds pane shows, as asked for.
    Contents(Box<Contents>),
    /// So many unread stories answer a question, as asked for.
    Counted(Query, usize),
    /// How every feed fares, as asked for.
    Health(Vec<Report>),
    /// Stories have a mark from now on, or have it no more.
    Marked(Marked),
    /// The library holds other stories than before, or knows other feeds.
    LibraryChanged,
    /// Several feeds were found where one was asked for.
    Found {
        /// The feeds.
        feeds: Vec<Found>,
        /// What one of them is wanted for.
        wanted: Wanted,
    },
    /// A feed was added.
    Subscribed {
        /// Its number.
        feed: FeedId,
        /// What it is called.
        title: CleanText,
        /// How many stories it brought.
        stories: usize,
    },
    /// So many feeds were added, unread so far.
    SubscribedToAll(usize),
    /// Feeds were removed.
    Removed {
        /// Their numbers.
        feeds: Vec<FeedId>,
        /// What the feed was called, or the folder that they lay in.
        called: CleanText,
    },
    /// There are these sets of feeds to begin with, each with the number of its feeds.
    Starters(Vec<(CleanText, usize)>),
    /// The library has no feeds yet, and nothing else was named.
    Welcome,
    /// A refresh that goes on has brought news.
    NewsCame,
    /// This is on its way out of the program: prints, mails.
    Errands(Vec<Phrase>),
    /// The library was opened in place of what was shown.
    LibraryOpened,
    /// This story of the library is wanted.
    StoryWanted(StoryKey),
    /// How far a refresh has come.
    Refreshing(Progress),
    /// A story, as asked for.
    Story(Box<Story>),
    /// The story that was asked for is in the library no more.
    StoryGone,
    /// What the settings say of sharing.
    Targets {
        /// The places to share to.
        names: Vec<CleanText>,
        /// What a command gets first.
        pipe_form: PipeForm,
        /// The letter that is offered, where newsprint sends mail by itself.
        letter: Option<Letter>,
    },
    /// A name for the file of a story, as asked for.
    FileName {
        /// The story.
        key: StoryKey,
        /// The name, with the folder before it.
        name: CleanText,
    },
    /// The printers, as asked for; the one that is offered first.
    Printers {
        /// They.
        printers: Vec<Printer>,
        /// How many copies are to be printed, where the reader said so.
        copies: Option<u16>,
    },
    /// A code to scan, as asked for.
    Code(Code),
    /// The text of a story is another one now: that of its page, or that of its feed again.
    Turned(StoryKey),
    /// The text of a story's page is not kept yet.
    NotWhole(StoryKey),
    /// A story was shared.
    Shared {
        /// The story.
        key: StoryKey,
        /// How often it was shared by now.
        count: u32,
    },
    /// Something to be said in the foot.
    Said(Phrase),
    /// Something went wrong that is nobody's source.
    Failed(Phrase),
}

/// A feed that was found on a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is called.
    pub title: CleanText,
    /// Where it lies.
    pub url: SafeUrl,
}

/// What one of the feeds of a site is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To be read: in the place of the source of this number.
    Source(usize),
    /// To be subscribed to.
    Subscription {
        /// The address that was asked for.
        address: String,
        /// The folder for it.
        folder: CleanText,
    },
}

/// Stories that a mark was news for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The stories.
    pub stories: Vec<StoryKey>,
    /// The mark.
    pub mark: Mark,
    /// Whether this took back what was marked before.
    pub undoing: bool,
}

/// How far a refresh has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many feeds are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// How many stories are new.
    pub new: usize,
    /// How many feeds could not be read.
    pub failed: usize,
    /// Whether it has ended.
    pub ended: bool,
}

/// A source, by its number in this run and by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number.
    pub number: usize,
    /// Its name: an address or a file.
    pub name: CleanText,
    /// Whether it can be read once more, and may say something else then.
    pub again: bool,
}

/// How the loading of a source ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read, or offers several feeds, one of which is to be chosen.
    Read,
    /// It was read, but not whole; the sentence says what was lost or mended.
    Mended(Phrase),
    /// It was not read; the sentence says why.
    Failed(Phrase),
    /// The reader stopped it.
    Stopped,
}

/// What the mouse did, and in which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The column, from 0.
    pub x: u16,
    /// The row, from 0.
    pub y: u16,
    /// What it did.
    pub deed: Deed,
    /// Whether Control was held.
    pub ctrl: bool,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The left button went down.
    Click,
    /// The left button went down a second time at the same place, soon after the first.
    DoubleClick,
    /// The mouse moved with the left button down.
    Drag,
    /// The left button came up.
    Release,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}
