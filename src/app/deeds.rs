//! What each action does.

use super::{
    App, Focus, Help,
    action::Action,
    effect::{Effect, Effects, Refresh},
    help,
    keys::Asked,
    list::NextUnread,
    search::Search,
    story::{Around, Mark},
    toolbar,
};
use crate::{layout::columns::NARROWEST_FOLDED, model::TextSize, words::Phrase};

/// How much wider or narrower one step makes a pane, in columns.
const WIDTH_STEP: i16 = 4;

impl App {
    /// Does what was asked for.
    pub(super) fn act(&mut self, asked: Asked) -> Effects {
        if asked.action != Action::Redraw {
            (self.resume, self.sought) = (None, None);
        }
        if self.help.is_some()
            && let Some(effects) = self.act_on_help(asked)
        {
            return effects;
        }
        if self.waits(asked) {
            return Effects::none();
        }
        let times = asked.count.unwrap_or(1);
        match asked.action {
            Action::Down | Action::Up | Action::PageDown | Action::PageUp | Action::HalfPageDown | Action::HalfPageUp => {
                self.travel(asked)
            }
            Action::First | Action::Last => self.go_to_end(asked),
            Action::BodyDown => self.scroll_body(rows(times)),
            Action::BodyUp => self.scroll_body(-rows(times)),
            Action::ReadOn => self.read_on(times),
            Action::PaneLeft | Action::PaneRight => self.sideways(asked.action == Action::PaneRight),
            Action::PaneNext => self.next_pane(true),
            Action::PanePrevious => self.next_pane(false),
            Action::PressToolbar => self.press_word(self.word),
            Action::OpenStory => self.open(),
            Action::NextStory => self.step_story(times.cast_signed()),
            Action::PreviousStory => self.step_story(-times.cast_signed()),
            Action::NextUnread => self.seek_unread(true),
            Action::PreviousUnread => self.seek_unread(false),
            Action::LinkHints => self.show_hints(),
            Action::OpenLink => match asked.count {
                Some(number) => self.follow_number(number),
                None => self.show_hints(),
            },
            Action::Search => self.begin_search(),
            Action::ToggleRead => self.toggle(Mark::Read(true)),
            Action::ToggleStar => self.toggle(Mark::Starred(true)),
            Action::ToggleLater => self.toggle(Mark::Later(true)),
            Action::Tag => self.ask_for_tags(),
            Action::WholeText => self.whole_text(),
            Action::StoryByNumber => self.begin_number(),
            Action::Pick => self.pick(),
            Action::PickRange => self.pick_range(),
            Action::MarkAllRead => self.mark_all_read(),
            Action::Undo => self.undo(),
            Action::FeedsPane => self.feeds_pane(),
            Action::Fold => self.fold(),
            Action::Sort => self.sort(),
            Action::Find => self.begin_find(),
            Action::AddFeed => self.ask_for_feed(),
            Action::RenameFeed => self.ask_for_name(),
            Action::MoveFeed => self.ask_for_folder(),
            Action::PauseFeed => self.pause_feed(),
            Action::RemoveFeed => self.ask_to_remove(),
            Action::Health => Effect::Health.into(),
            Action::Welcome => self.welcome(),
            Action::Headings => self.choose_heading(),
            Action::RefreshHere => self.refresh_here(),
            Action::RefreshAll => Effect::Refresh(Refresh::All).into(),
            Action::Print
            | Action::Mail
            | Action::Share
            | Action::OpenInBrowser
            | Action::OpenAndGoOn
            | Action::OpenEnclosure
            | Action::CopyLink
            | Action::Save
            | Action::Pipe => self.act_on_story(asked),
            Action::TextLarger => self.set_size(self.reader.shown_size().larger_of(self.reader.tier().sizes())),
            Action::TextSmaller => self.set_size(self.reader.shown_size().smaller()),
            Action::TextLarge => self.set_size(TextSize::Large),
            Action::TextMedium => self.set_size(TextSize::Medium),
            Action::TextSmall => self.set_size(TextSize::Small),
            Action::ListSize => self.step_list_size(),
            Action::MeasureNarrower => self.step_measure(-1),
            Action::MeasureWider => self.step_measure(1),
            Action::Columns => self.step_columns(),
            Action::BodyAlone => self.body_alone(),
            Action::NextTheme => self.next_theme(),
            Action::NextLanguage => self.next_language(),
            Action::ReadSettings => Effect::ReadSettings.into(),
            Action::ContinueReading => self.choose_unfinished(),
            Action::WiderPane => self.widen(WIDTH_STEP),
            Action::NarrowerPane => self.widen(-WIDTH_STEP),
            Action::HistoryBack => self.retrace(false),
            Action::HistoryForward => self.retrace(true),
            Action::Palette => self.open_palette(),
            Action::Messages => self.open_messages(),
            Action::Help => self.open_help(),
            Action::Cancel => self.cancel(),
            Action::Back => self.back(),
            Action::Quit => Effect::Quit.into(),
            Action::Redraw => Effect::Redraw.into(),
            Action::Suspend => Effect::Suspend.into(),
        }
    }

    pub(super) fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        self.keys.forget();
    }

    fn travel(&mut self, Asked { action, count }: Asked) -> Effects {
        let forward = matches!(action, Action::Down | Action::PageDown | Action::HalfPageDown);
        let in_list = self.focus == Focus::List;
        let page = match self.focus {
            Focus::Feeds => i64::from(self.panes().feeds.height.saturating_sub(1).max(1)),
            Focus::List => rows(self.list.page(self.panes().list.height)),
            _ => self.reader.page_rows(),
        };
        let step = match action {
            Action::Down | Action::Up => 1,
            Action::PageDown | Action::PageUp => page,
            _ => (page / 2).max(1),
        };
        let by = step.saturating_mul(rows(count.unwrap_or(1))) * if forward { 1 } else { -1 };
        if self.focus == Focus::Feeds {
            self.feeds.step(isize::try_from(by).unwrap_or(isize::MAX));
            return self.show(self.feeds.chosen_scope());
        }
        if in_list {
            self.list.step(isize::try_from(by).unwrap_or(isize::MAX));
        } else {
            self.reader.scroll(by);
        }
        Effects::none()
    }

    /// To the first or last row; with a count, to that story of the list.
    fn go_to_end(&mut self, Asked { action, count }: Asked) -> Effects {
        if self.focus == Focus::Feeds {
            let last = if action == Action::First { 0 } else { usize::MAX };
            self.feeds.choose(count.map_or(last, |place| place - 1));
            return self.show(self.feeds.chosen_scope());
        }
        match (self.focus, action, count) {
            (Focus::List, _, Some(place)) => self.list.choose(place - 1),
            (Focus::List, Action::First, None) => self.list.choose(0),
            (Focus::List, _, None) => self.list.choose(self.list.total()),
            (_, Action::First, _) => self.reader.scroll_to_start(),
            (..) => self.reader.scroll_to_end(),
        }
        Effects::none()
    }

    fn scroll_body(&mut self, by: i64) -> Effects {
        self.reader.scroll(by);
        Effects::none()
    }

    fn read_on(&mut self, pages: usize) -> Effects {
        if self.reader.at_end() {
            return self.seek_unread(true);
        }
        self.scroll_body(self.reader.page_rows().saturating_mul(rows(pages)))
    }

    fn sideways(&mut self, right: bool) -> Effects {
        match (self.focus, right) {
            (Focus::Toolbar, true) => self.word = (self.word + 1).min(toolbar::ACTIONS.len() - 1),
            (Focus::Toolbar, false) => self.word = self.word.saturating_sub(1),
            (Focus::List, true) => return self.open(),
            (Focus::List, false) => self.focus_on(Focus::Feeds),
            (Focus::Feeds, true) | (Focus::Body, false) => self.focus_on(Focus::List),
            _ => {}
        }
        Effects::none()
    }

    fn next_pane(&mut self, forward: bool) -> Effects {
        let feeds = self.feeds.open;
        let next = match (self.focus, forward) {
            (Focus::Toolbar, true) | (Focus::List, false) if feeds => Focus::Feeds,
            (Focus::List, true) | (Focus::Toolbar, false) => return self.open(),
            (Focus::Body, true) | (Focus::List | Focus::Feeds, false) => Focus::Toolbar,
            _ => Focus::List,
        };
        if matches!(next, Focus::List | Focus::Feeds) || self.reader.story().is_some() {
            self.focus_on(next);
        }
        Effects::none()
    }

    pub(super) fn open(&mut self) -> Effects {
        if self.focus == Focus::Feeds {
            self.focus_on(Focus::List);
            return Effects::none();
        }
        self.open_chosen()
    }

    /// Opens the chosen story.
    pub(super) fn open_chosen(&mut self) -> Effects {
        if self.list.total() == 0 {
            return Effects::none();
        }
        self.focus_on(Focus::Body);
        // A row that is not at hand yet is opened when it comes.
        let Some(key) = self.list.chosen_key() else {
            self.opening = true;
            return Effects::none();
        };
        if self.reader.key() == Some(key) {
            self.trail.opened(key);
            return self.note_read(key);
        }
        self.opening = true;
        Effects::none()
    }

    fn step_story(&mut self, by: isize) -> Effects {
        self.list.step(by);
        Effects::none()
    }

    fn seek_unread(&mut self, forward: bool) -> Effects {
        if let Some(search) = &mut self.search {
            search.step(forward);
            self.show_hit();
            return Effects::none();
        }
        if self.step_found(forward) {
            return Effects::none();
        }
        match (self.list.next_unread(forward), self.list.chosen_key()) {
            (NextUnread::At(place), _) => self.list.choose(place),
            (NextUnread::AskLibrary, Some(from)) => return self.list.ask(Around::Unread { from, forward }).into(),
            _ => self.say(&Phrase::new("note.none-unread"), false),
        }
        Effects::none()
    }

    fn begin_search(&mut self) -> Effects {
        if self.reader.story().is_none() {
            return Effects::none();
        }
        self.search = Some(Search::begin(self.reader.first_anchor()));
        if self.focus == Focus::Body { Effects::none() } else { self.open() }
    }

    fn fold(&mut self) -> Effects {
        self.feeds.fold();
        self.show(self.feeds.chosen_scope())
    }

    pub(super) fn set_size(&mut self, size: TextSize) -> Effects {
        self.reader.set_size(size);
        Effects::none()
    }

    fn step_measure(&mut self, steps: i16) -> Effects {
        self.reader.step_measure(steps);
        Effects::none()
    }

    fn body_alone(&mut self) -> Effects {
        self.body_alone = !self.body_alone;
        if self.body_alone && self.focus == Focus::List { self.open() } else { Effects::none() }
    }

    /// Makes the feeds pane wider, where it has the focus, else the list.
    fn widen(&mut self, by: i16) -> Effects {
        let panes = self.panes();
        let (width, shown) = match self.focus {
            Focus::Feeds => (&mut self.widths.feeds, panes.feeds.width),
            _ => (&mut self.widths.list, panes.list.width),
        };
        if shown > 0 {
            *width = Some(shown.saturating_add_signed(by));
        }
        Effects::none()
    }

    /// Folds the page into one column more. Columns need the whole window, so the body stands alone.
    fn step_columns(&mut self) -> Effects {
        if u32::from(self.window.0) < NARROWEST_FOLDED {
            let phrase = Phrase::new("note.narrow").with("needed", NARROWEST_FOLDED).with("width", self.window.0);
            self.say(&phrase, false);
            return Effects::none();
        }
        self.reader.step_columns();
        self.body_alone = true;
        if self.focus == Focus::List { self.open() } else { Effects::none() }
    }

    fn open_help(&mut self) -> Effects {
        self.help = match self.help {
            Some(_) => None,
            None => Some(Help::default()),
        };
        self.keys.forget();
        Effects::none()
    }

    /// What the help does with an action; `None` where it holds everywhere.
    fn act_on_help(&mut self, Asked { action, count }: Asked) -> Option<Effects> {
        let page = usize::from(self.help_area().height.saturating_sub(2)).max(1);
        let last = help::lines(&self.keys, self.words()).len().saturating_sub(page);
        let times = count.unwrap_or(1);
        let help = self.help.as_mut()?;
        help.top = match action {
            Action::Down => help.top + times,
            Action::Up => help.top.saturating_sub(times),
            Action::PageDown => help.top + page,
            Action::PageUp => help.top.saturating_sub(page),
            Action::HalfPageDown => help.top + page.div_ceil(2),
            Action::HalfPageUp => help.top.saturating_sub(page.div_ceil(2)),
            Action::First => 0,
            Action::Last => last,
            Action::Help | Action::Cancel | Action::Back => {
                self.help = None;
                return Some(Effects::none());
            }
            Action::Quit
            | Action::Redraw
            | Action::Suspend
            | Action::TextLarger
            | Action::TextSmaller
            | Action::TextMedium
            | Action::NextTheme
            | Action::NextLanguage => {
                return None;
            }
            _ => return Some(Effects::none()),
        }
        .min(last);
        Some(Effects::none())
    }

    /// Ends what was begun last: the search in the story, its marked hits, the marks for a bulk action, the search of the
    /// library; else stops what is going on, else leaves the toolbar.
    fn cancel(&mut self) -> Effects {
        if self.search.take().is_some() || self.end_found() || self.list.unpick() {
            return Effects::none();
        }
        if self.focus == Focus::List && self.is_finding() {
            return self.end_find();
        }
        if self.is_busy() {
            return Effect::StopLoading.into();
        }
        if self.focus == Focus::Toolbar {
            self.focus_on(Focus::Body);
        }
        Effects::none()
    }

    fn back(&mut self) -> Effects {
        match self.focus {
            Focus::List => return Effect::Quit.into(),
            Focus::Toolbar => self.focus_on(Focus::Body),
            _ => self.focus_on(Focus::List),
        }
        Effects::none()
    }

    pub(super) fn press_word(&mut self, word: usize) -> Effects {
        let action = toolbar::ACTIONS.get(word).copied();
        action.map_or_else(Effects::none, |action| self.act(Asked { action, count: None }))
    }
}

fn rows(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
