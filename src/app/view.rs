//! What the painter may ask of the app.

use super::{
    App, Focus, Help,
    event::{Progress, Source},
    feeds::Feeds,
    find::Found,
    foot::Note,
    help,
    hints::Hints,
    keys::Keys,
    list::List,
    reader::Reader,
    search::Search,
    time::Calendar,
};
use crate::{
    config::{Settings, Theme},
    layout::panes::{Area, NARROW, Panes, ROOM_FOR_THREE, View},
    words::{Phrase, Words},
};

impl App {
    /// The keymap.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The colours.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.setup.theme(self.theme_name(), self.terminal.light)
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.setup.settings
    }

    /// The reader's clock, and the language in which it is read.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The words of the reader's language.
    #[must_use]
    pub fn words(&self) -> Words {
        self.calendar.words
    }

    /// What has the focus.
    #[must_use]
    pub fn focus(&self) -> Focus {
        if self.help.is_some() || self.popup.is_some() { Focus::Popup } else { self.focus }
    }

    /// The help, where it is open.
    #[must_use]
    pub fn help(&self) -> Option<Help> {
        self.help
    }

    /// The chosen word of the toolbar, where the toolbar has the focus.
    #[must_use]
    pub fn chosen_word(&self) -> Option<usize> {
        (self.focus == Focus::Toolbar).then_some(self.word)
    }

    /// Whether the terminal makes links of addresses.
    #[must_use]
    pub fn hyperlinks(&self) -> bool {
        self.terminal.hyperlinks
    }

    /// The width and height of the terminal's cells in pixels, where it told.
    #[must_use]
    pub fn cell(&self) -> Option<(u16, u16)> {
        self.terminal.cell
    }

    /// Whether what the reader looks at is still to come from the library: the open story, one that keys wait for, or a list
    /// of which nothing is at hand. A story beside the list is not: the choice moves without it.
    #[must_use]
    pub fn awaits_its_view(&self) -> bool {
        let story = matches!(self.focus, Focus::Body | Focus::Toolbar) && self.reader.is_waiting();
        story || !self.held.is_empty() || self.list.is_coming()
    }

    /// The feeds pane.
    #[must_use]
    pub fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    /// The refresh that is under way.
    #[must_use]
    pub fn refreshing(&self) -> Option<&Progress> {
        self.refreshing.as_ref()
    }

    /// Whether the library is the reader's own, not one of what was named.
    #[must_use]
    pub fn is_at_home(&self) -> bool {
        self.standing.home
    }

    /// Whether the reader has no feeds yet, and was asked what to begin with.
    #[must_use]
    pub fn awaits_feeds(&self) -> bool {
        self.standing.greeted && !self.standing.home
    }

    /// What is on its way out of the program.
    #[must_use]
    pub fn errands(&self) -> &[Phrase] {
        &self.errands
    }

    /// Whether something is going on that can be stopped.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.refreshing.is_some() || !self.errands.is_empty() || !self.loading().0.is_empty()
    }

    /// Whether nothing is to move by itself on the screen. What moves is said aloud where the screen is heard.
    #[must_use]
    pub fn keeps_still(&self) -> bool {
        self.settings().reduced_motion || self.settings().linear
    }

    /// The headline list.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// The body pane.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What was said last, until the next key.
    #[must_use]
    pub fn said(&self) -> Option<&Note> {
        self.said.as_ref()
    }

    /// The search in the open story, while there is one.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Where the words of what the list asks for stand in the open story.
    #[must_use]
    pub fn found(&self) -> Option<&Search> {
        self.found.as_ref().map(Found::search)
    }

    /// The letters on the links in sight, while one is chosen.
    #[must_use]
    pub fn hints(&self) -> Option<&Hints> {
        self.hints.as_ref()
    }

    /// Whether any of the sources of this run can be read once more.
    #[must_use]
    pub fn reads_again(&self) -> bool {
        self.sources.iter().any(|(source, _)| source.again)
    }

    /// The sources that are loading, and how many there are in all.
    #[must_use]
    pub fn loading(&self) -> (Vec<&Source>, usize) {
        let under_way = self.sources.iter().filter(|(_, loading)| *loading).map(|(source, _)| source);
        (under_way.collect(), self.sources.len())
    }

    /// The window, divided.
    #[must_use]
    pub fn panes(&self) -> Panes {
        let (width, height) = self.window;
        // Sentences need no room beside them.
        let one_at_a_time = width < NARROW || self.settings().linear;
        let view = match (one_at_a_time, self.focus) {
            (true, Focus::Feeds) => View::Feeds,
            (true, Focus::List) => View::List,
            (true, _) => View::Body,
            (false, Focus::Body | Focus::Toolbar | Focus::Popup) if self.body_alone => View::Body,
            // A doubled row is doubled from edge to edge.
            (false, focus) => match (focus == Focus::Feeds, self.reader.doubles_rows()) {
                (true, doubled) if doubled || width < ROOM_FOR_THREE => View::FeedsAndList,
                (_, true) => View::Stacked,
                (feeds, _) if width >= ROOM_FOR_THREE && (feeds || self.feeds.open) => View::All,
                _ => View::Both,
            },
        };
        Panes::divide(width, height, view, self.widths)
    }

    /// The rows that the help has for its lines.
    #[must_use]
    pub fn help_area(&self) -> Area {
        let stage = self.panes().stage();
        let lines = help::lines(&self.keys, self.words());
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        stage.middle(cells(help::width(&lines)).saturating_add(4), cells(lines.len()).saturating_add(2))
    }
}
