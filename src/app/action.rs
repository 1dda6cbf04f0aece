//! What a reader can wish for: one table, from which keys, help, palette, README and scripts are made. What
//! each does stands under `action.NAME` in the words.

use crate::words::Words;

/// Declares the actions and their table together, so that neither can lack a row of the other.
macro_rules! actions {
    ($($variant:ident $name:literal $place:ident;)*) => {
        /// A wish of the reader.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = concat!("`", $name, "`")] $variant,)* }

        /// Every action, in the order in which help shows them.
        pub const TABLE: &[Row] = &[$(Row { action: Action::$variant, name: $name, place: Place::$place },)*];
    };
}

/// What the table says of an action.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its stable dotted name.
    pub name: &'static str,
    /// Where it holds; help is grouped by it.
    pub place: Place,
}

impl Row {
    /// What it does, in a few words: the key `action.NAME`.
    #[must_use]
    pub fn help(&self, words: Words) -> &'static str {
        words.get(&format!("action.{}", self.name))
    }
}

/// The groups of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Moving about in whatever has the focus.
    Moving,
    /// From story to story.
    Stories,
    /// Feeds and marks.
    Library,
    /// The type on the page.
    Type,
    /// The program itself.
    Program,
}

impl Place {
    /// All groups, in the order of the help.
    pub const ALL: [Self; 5] = [Self::Moving, Self::Stories, Self::Library, Self::Type, Self::Program];

    /// The key of the group's name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Moving => "group.moving",
            Self::Stories => "group.stories",
            Self::Library => "group.library",
            Self::Type => "group.type",
            Self::Program => "group.program",
        }
    }
}

actions! {
    Down "move.down" Moving;
    Up "move.up" Moving;
    BodyDown "body.down" Moving;
    BodyUp "body.up" Moving;
    ReadOn "body.read-on" Moving;
    PageDown "move.page-down" Moving;
    PageUp "move.page-up" Moving;
    HalfPageDown "move.half-page-down" Moving;
    HalfPageUp "move.half-page-up" Moving;
    First "move.first" Moving;
    Last "move.last" Moving;
    PaneLeft "pane.left" Moving;
    PaneRight "pane.right" Moving;
    PaneNext "pane.next" Moving;
    PanePrevious "pane.previous" Moving;
    PressToolbar "toolbar.press" Moving;
    OpenStory "story.open" Stories;
    NextStory "story.next" Stories;
    PreviousStory "story.previous" Stories;
    NextUnread "unread.next" Stories;
    PreviousUnread "unread.previous" Stories;
    LinkHints "link.hints" Stories;
    OpenLink "link.open" Stories;
    Headings "story.headings" Stories;
    Search "search.begin" Stories;
    ToggleRead "story.toggle-read" Stories;
    ToggleStar "story.toggle-star" Stories;
    ToggleLater "story.toggle-later" Stories;
    Tag "story.tag" Stories;
    WholeText "story.whole-text" Stories;
    StoryByNumber "story.by-number" Stories;
    Pick "list.pick" Library;
    PickRange "list.pick-range" Library;
    MarkAllRead "list.mark-all-read" Library;
    Undo "undo" Library;
    FeedsPane "view.feeds" Library;
    Fold "feeds.fold" Library;
    Sort "list.sort" Library;
    Find "library.find" Library;
    AddFeed "feed.add" Library;
    RenameFeed "feed.rename" Library;
    MoveFeed "feed.move" Library;
    PauseFeed "feed.pause" Library;
    RemoveFeed "feed.remove" Library;
    Health "feeds.health" Library;
    Welcome "library.welcome" Library;
    RefreshHere "refresh.here" Library;
    RefreshAll "refresh.all" Library;
    Print "story.print" Stories;
    Mail "story.mail" Stories;
    Share "story.share" Stories;
    OpenInBrowser "story.open-in-browser" Stories;
    OpenAndGoOn "story.open-and-go-on" Stories;
    OpenEnclosure "story.open-enclosure" Stories;
    CopyLink "story.copy-link" Stories;
    Save "story.save" Stories;
    Pipe "story.pipe" Stories;
    TextLarger "text.larger" Type;
    TextSmaller "text.smaller" Type;
    TextLarge "text.large" Type;
    TextMedium "text.medium" Type;
    TextSmall "text.small" Type;
    ListSize "list.size" Type;
    MeasureNarrower "measure.narrower" Type;
    MeasureWider "measure.wider" Type;
    Columns "view.columns" Type;
    BodyAlone "view.body-alone" Type;
    NextTheme "theme.next" Program;
    NextLanguage "language.next" Program;
    ReadSettings "settings.read" Program;
    WiderPane "pane.wider" Moving;
    NarrowerPane "pane.narrower" Moving;
    ContinueReading "story.continue" Stories;
    HistoryBack "history.back" Stories;
    HistoryForward "history.forward" Stories;
    Palette "palette" Program;
    Messages "messages" Program;
    Help "help" Program;
    Cancel "cancel" Program;
    Back "back" Program;
    Quit "quit" Program;
    Redraw "screen.redraw" Program;
    Suspend "screen.suspend" Program;
}

impl Action {
    /// The action of a dotted name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.action)
    }

    /// What the table says of this action.
    #[must_use]
    pub fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.action == self)
    }
}
