//! What the mouse does.

use super::{
    App, Focus,
    action::Action,
    bars::Bar,
    effect::Effects,
    event::{Deed, Mouse},
    foot::{self, Press},
    help::{self, HelpLine},
    keys::Asked,
    masthead,
    popup::Popup,
};
use crate::{
    layout::{bar::Extent, headlines::GUTTER, panes::Area},
    query::Scope,
};

/// How many lines one turn of the wheel scrolls.
const WHEEL_ROWS: isize = 3;
/// The columns of the mark before a folder.
const FOLD_MARK: u16 = 2;

/// What a cell of the screen belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Masthead,
    Feeds,
    FeedsDivider,
    List,
    Divider,
    Body,
    Foot,
    Popup,
    Help,
    Bar(Bar),
    Elsewhere,
}

/// What the mouse began, until its button comes up and beyond: a second click counts where the first one was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pressed {
    /// Where the button went down last.
    at: Option<Spot>,
    /// In which cell.
    cell: (u16, u16),
    /// Whether it is still down.
    held: bool,
}

impl App {
    /// Takes note of what the mouse did.
    pub(super) fn point(&mut self, mouse: Mouse) -> Effects {
        // The scrollbar lies there as soon as the length is known.
        self.reader.set_rest();
        let spot = self.spot(mouse);
        match mouse.deed {
            Deed::WheelUp if mouse.ctrl => self.set_size(self.reader.shown_size().larger_of(self.reader.tier().sizes())),
            Deed::WheelDown if mouse.ctrl => self.set_size(self.reader.shown_size().smaller()),
            Deed::WheelUp | Deed::WheelDown => self.wheel(spot, mouse),
            Deed::Click => self.press_down(spot, mouse),
            Deed::DoubleClick if self.pressed.at == Some(spot) => self.press_again(spot, mouse),
            // The first click changed what lies here.
            Deed::DoubleClick => Effects::none(),
            Deed::Drag => self.drag(mouse),
            Deed::Release => {
                self.pressed.held = false;
                Effects::none()
            }
        }
    }

    /// What lies under the mouse, the topmost first.
    fn spot(&self, Mouse { x, y, .. }: Mouse) -> Spot {
        let panes = self.panes();
        let bar = Bar::ALL.into_iter().find(|bar| self.bar(*bar).is_some_and(|(track, _)| track.holds(x, y)));
        let types_below = matches!(self.popup, Some(Popup::Ask(..)));
        if panes.foot.holds(x, y) && !types_below {
            return Spot::Foot;
        }
        if let Some(bar @ (Bar::Menu | Bar::Help)) = bar {
            return Spot::Bar(bar);
        }
        if self.popup.is_some() || self.help.is_some() {
            return if self.popup.is_some() { Spot::Popup } else { Spot::Help };
        }
        let parts = [
            (panes.masthead, Spot::Masthead),
            (panes.feeds_divider, Spot::FeedsDivider),
            (panes.divider, Spot::Divider),
            (panes.feeds, Spot::Feeds),
            (panes.list, Spot::List),
            (panes.body, Spot::Body),
        ];
        let pane = parts.into_iter().find(|(area, _)| area.holds(x, y)).map(|(_, spot)| spot);
        match (bar, pane) {
            // A rule that is a scrollbar too is one or the other by the way in which it is pulled.
            (_, Some(Spot::Divider | Spot::FeedsDivider)) | (None, _) => pane.unwrap_or(Spot::Elsewhere),
            (Some(bar), _) => Spot::Bar(bar),
        }
    }

    fn wheel(&mut self, spot: Spot, mouse: Mouse) -> Effects {
        let by = if mouse.deed == Deed::WheelDown { 1 } else { -1 };
        let panes = self.panes();
        self.resume = None;
        match spot {
            Spot::Popup | Spot::Bar(Bar::Menu) => return self.popup_mouse(mouse).unwrap_or_default(),
            Spot::Help | Spot::Bar(Bar::Help) => {
                let action = if by > 0 { Action::Down } else { Action::Up };
                return self.act(Asked { action, count: Some(WHEEL_ROWS.unsigned_abs()) });
            }
            Spot::Feeds | Spot::Bar(Bar::Feeds) => self.feeds.scroll(by * WHEEL_ROWS, panes.feeds),
            Spot::List | Spot::Bar(Bar::List) => {
                let Extent { seen, .. } = self.list.extent(panes.list.height);
                // Stories take several rows each where there is room for that.
                let rows = isize::try_from(seen / 4).unwrap_or(WHEEL_ROWS).clamp(1, WHEEL_ROWS);
                self.list.scroll(by * rows, panes.list, &self.calendar);
            }
            Spot::Body | Spot::Bar(Bar::Body) => self.reader.scroll((by * WHEEL_ROWS) as i64),
            _ => {}
        }
        Effects::none()
    }

    fn press_down(&mut self, spot: Spot, mouse: Mouse) -> Effects {
        self.pressed = Pressed { at: Some(spot), cell: (mouse.x, mouse.y), held: true };
        (self.said, self.resume) = (None, None);
        let panes = self.panes();
        match spot {
            Spot::Popup => self.popup_mouse(mouse).unwrap_or_default(),
            Spot::Help => self.click_help(mouse),
            Spot::Bar(bar) => self.pull(bar, mouse.y),
            Spot::Foot => self.click_foot(mouse.x),
            Spot::Masthead => self.click_masthead(mouse.x),
            Spot::Feeds => self.click_feeds(mouse.x - panes.feeds.x, mouse.y - panes.feeds.y),
            Spot::List => self.click_list(panes.list, mouse.y),
            Spot::Body => self.click_body(mouse.x - panes.body.x, mouse.y - panes.body.y),
            Spot::FeedsDivider | Spot::Divider | Spot::Elsewhere => Effects::none(),
        }
    }

    /// The second of two clicks at one place.
    fn press_again(&mut self, spot: Spot, mouse: Mouse) -> Effects {
        match spot {
            Spot::List => self.open(),
            Spot::Feeds => self.open_feeds_row(),
            Spot::Divider => {
                self.widths.list = None;
                Effects::none()
            }
            Spot::FeedsDivider => {
                self.widths.feeds = None;
                Effects::none()
            }
            Spot::Body => Effects::none(),
            _ => self.press_down(spot, mouse),
        }
    }

    /// A scrollbar or a rule between panes follows the mouse that holds it.
    fn drag(&mut self, mouse: Mouse) -> Effects {
        let panes = self.panes();
        if mouse.x == self.pressed.cell.0 {
            self.pressed.at = self.pressed.at.map(along);
        }
        match self.pressed.at.filter(|_| self.pressed.held) {
            Some(Spot::Bar(bar)) => return self.pull(bar, mouse.y),
            // A rule that lies between stacked panes stays where it is.
            Some(Spot::Divider) if panes.divider.width == 1 => {
                self.widths.list = Some(mouse.x.saturating_sub(panes.list.x));
            }
            Some(Spot::FeedsDivider) => self.widths.feeds = Some(mouse.x.saturating_sub(panes.feeds.x)),
            _ => {}
        }
        // From now on its column says nothing.
        self.pressed.cell.0 = u16::MAX;
        Effects::none()
    }

    /// A click on a row of the help does what it says; outside, the help closes.
    fn click_help(&mut self, mouse: Mouse) -> Effects {
        let area = self.help_area();
        let top = self.help.take().map_or(0, |help| help.top);
        let inside = area.inside();
        if !area.holds(mouse.x, mouse.y) {
            return Effects::none();
        }
        let row = inside.holds(mouse.x, mouse.y).then(|| top + usize::from(mouse.y - inside.y));
        match row.and_then(|row| help::lines(&self.keys, self.words()).into_iter().nth(row)) {
            Some(HelpLine::Keys { action, .. }) if action != Action::Help => self.act(Asked { action, count: None }),
            _ => {
                self.help = Some(super::Help { top });
                Effects::none()
            }
        }
    }

    fn click_foot(&mut self, x: u16) -> Effects {
        let part = foot::parts(self).into_iter().find(|part| (part.x..part.x + part.width).contains(&x));
        match part.and_then(|part| part.press) {
            Some(Press::Action(action)) => self.act(Asked { action, count: None }),
            Some(Press::Key(key)) => self.press(key),
            None => Effects::none(),
        }
    }

    fn click_masthead(&mut self, x: u16) -> Effects {
        let mut parts = masthead::left(self).into_iter().chain(masthead::scope(self)).chain(masthead::right(self));
        let part = parts.find(|part| (part.x..part.x + part.width).contains(&x));
        part.map_or_else(Effects::none, |part| self.act(Asked { action: part.action, count: None }))
    }

    /// A click chooses a feed; on the mark of a folder it folds it.
    fn click_feeds(&mut self, x: u16, y: u16) -> Effects {
        let Some(place) = self.feeds.place_at(y) else { return Effects::none() };
        self.focus_on(Focus::Feeds);
        self.feeds.choose(place);
        let on_mark = (GUTTER..GUTTER + FOLD_MARK).contains(&x);
        if on_mark && matches!(self.feeds.chosen_scope(), Scope::Folder(_)) {
            self.feeds.fold();
        }
        self.show(self.feeds.chosen_scope())
    }

    /// Folds the chosen folder; goes to the stories of a feed.
    fn open_feeds_row(&mut self) -> Effects {
        if matches!(self.feeds.chosen_scope(), Scope::Folder(_)) {
            self.feeds.fold();
            return self.show(self.feeds.chosen_scope());
        }
        self.open()
    }

    /// A click chooses a story; where the list stands alone it opens it too.
    fn click_list(&mut self, list: Area, y: u16) -> Effects {
        let Some(place) = self.list.place_at(y - list.y) else { return Effects::none() };
        self.list.choose(place);
        self.focus_on(Focus::List);
        if self.panes().body.is_empty() { self.open() } else { Effects::none() }
    }

    fn click_body(&mut self, x: u16, y: u16) -> Effects {
        match (self.reader.word_at(x, y), self.reader.link_at(x, y)) {
            (Some(word), _) => self.press_word(word),
            (None, Some(link)) => self.follow(link),
            (None, None) => self.open(),
        }
    }
}

/// What is pulled along a rule: the scrollbar that it is too.
fn along(spot: Spot) -> Spot {
    match spot {
        Spot::Divider => Spot::Bar(Bar::List),
        Spot::FeedsDivider => Spot::Bar(Bar::Feeds),
        other => other,
    }
}
