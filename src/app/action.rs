//! What a reader can wish for: one table, from which keys, help, palette, README and scripts are made.

/// Declares the actions and their table together, so that neither can lack a row of the other.
macro_rules! actions {
    ($($variant:ident $name:literal $place:ident $help:literal;)*) => {
        /// A wish of the reader.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $help] $variant,)* }

        /// Every action, in the order in which help shows them.
        pub const TABLE: &[Row] = &[$(Row { action: Action::$variant, name: $name, place: Place::$place, help: $help },)*];
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
    /// What it does, in a few words.
    pub help: &'static str,
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

    /// The group's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Stories => "Stories",
            Self::Library => "Library",
            Self::Type => "Type",
            Self::Program => "Program",
        }
    }
}

actions! {
    Down "move.down" Moving "next story; line down in the body";
    Up "move.up" Moving "previous story; line up in the body";
    BodyDown "body.down" Moving "scroll the body down from the list";
    BodyUp "body.up" Moving "scroll the body up from the list";
    ReadOn "body.read-on" Moving "a page on; at the end the next unread story";
    PageDown "move.page-down" Moving "page down";
    PageUp "move.page-up" Moving "page up";
    HalfPageDown "move.half-page-down" Moving "half a page down";
    HalfPageUp "move.half-page-up" Moving "half a page up";
    First "move.first" Moving "to the beginning";
    Last "move.last" Moving "to the end";
    PaneLeft "pane.left" Moving "to the pane or word on the left";
    PaneRight "pane.right" Moving "to the pane or word on the right";
    PaneNext "pane.next" Moving "next of list, body and toolbar";
    PanePrevious "pane.previous" Moving "previous of list, body and toolbar";
    PressToolbar "toolbar.press" Moving "press the chosen word of the toolbar";
    OpenStory "story.open" Stories "open the story";
    NextStory "story.next" Stories "next story of the list";
    PreviousStory "story.previous" Stories "previous story of the list";
    NextUnread "unread.next" Stories "next unread story";
    PreviousUnread "unread.previous" Stories "previous unread story";
    LinkHints "link.hints" Stories "letters on the links in sight; type one to follow it";
    OpenLink "link.open" Stories "follow the link of the number typed before, else show the letters";
    Search "search.begin" Stories "search in the story; n and N go from hit to hit, Esc ends it";
    ToggleRead "story.toggle-read" Stories "mark as read, or as unread";
    ToggleStar "story.toggle-star" Stories "star, or take the star away";
    ToggleLater "story.toggle-later" Stories "keep for later, or no longer";
    MarkAllRead "list.mark-all-read" Library "mark all that the list shows as read";
    Undo "undo" Library "take back the latest mark";
    FeedsPane "view.feeds" Library "folders and feeds: show, hide";
    Fold "feeds.fold" Library "fold the folder, or open it";
    Sort "list.sort" Library "sort by date, or by source";
    RefreshHere "refresh.here" Library "refresh this feed or folder";
    RefreshAll "refresh.all" Library "refresh all feeds";
    Print "story.print" Stories "print the story";
    Mail "story.mail" Stories "mail the story";
    Share "story.share" Stories "share the story";
    TextLarger "text.larger" Type "larger type";
    TextSmaller "text.smaller" Type "smaller type";
    TextLarge "text.large" Type "Large";
    TextMedium "text.medium" Type "Medium type";
    TextSmall "text.small" Type "Small";
    MeasureNarrower "measure.narrower" Type "shorter lines";
    MeasureWider "measure.wider" Type "longer lines";
    Columns "view.columns" Type "one, two or three columns, from 160 columns of window on";
    BodyAlone "view.body-alone" Type "the body alone, or beside the list";
    Help "help" Program "these keys";
    Cancel "cancel" Program "close, or stop what is loading";
    Back "back" Program "back; at the list, quit";
    Quit "quit" Program "quit";
    Redraw "screen.redraw" Program "draw the screen anew";
    Suspend "screen.suspend" Program "suspend; come back with fg";
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
