//! What the mouse does.

use super::{
    App, Focus,
    action::Action,
    effect::Effects,
    event::{Deed, Mouse},
    keys::Asked,
};
use crate::layout::panes::Panes;

/// How many lines one turn of the wheel scrolls.
const WHEEL_ROWS: i64 = 3;

impl App {
    /// Takes note of what the mouse did.
    pub(super) fn point(&mut self, mouse: Mouse) -> Effects {
        if let Some(effects) = self.popup_mouse(mouse) {
            return effects;
        }
        let panes = self.panes();
        match mouse.deed {
            Deed::WheelUp if mouse.ctrl => self.set_size(self.reader.shown_size().larger_of(self.reader.tier().sizes())),
            Deed::WheelDown if mouse.ctrl => self.set_size(self.reader.shown_size().smaller()),
            Deed::WheelUp | Deed::WheelDown => self.wheel(&panes, mouse),
            Deed::Click => self.click(&panes, mouse),
        }
    }

    fn wheel(&mut self, panes: &Panes, mouse: Mouse) -> Effects {
        let by = if mouse.deed == Deed::WheelDown { 1 } else { -1 };
        if self.help.is_some() {
            let action = if by > 0 { Action::Down } else { Action::Up };
            return self.act(Asked { action, count: Some(3) });
        }
        self.resume = None;
        if panes.feeds.holds(mouse.x, mouse.y) {
            self.feeds.step(by);
            return self.show(self.feeds.chosen_scope());
        }
        if panes.list.holds(mouse.x, mouse.y) {
            self.list.step(by);
        } else if panes.body.holds(mouse.x, mouse.y) {
            self.reader.scroll(WHEEL_ROWS * by as i64);
        }
        Effects::none()
    }

    fn click(&mut self, panes: &Panes, mouse: Mouse) -> Effects {
        self.said = None;
        if self.help.is_some() {
            let inside = self.help_area().holds(mouse.x, mouse.y);
            if !inside {
                self.help = None;
            }
            return Effects::none();
        }
        self.resume = None;
        if panes.feeds.holds(mouse.x, mouse.y) {
            return self.click_feeds(mouse.y - panes.feeds.y);
        }
        if panes.list.holds(mouse.x, mouse.y) {
            return self.click_list(panes, mouse.y - panes.list.y);
        }
        if panes.body.holds(mouse.x, mouse.y) {
            let (x, y) = (mouse.x - panes.body.x, mouse.y - panes.body.y);
            return match (self.reader.word_at(x, y), self.reader.link_at(x, y)) {
                (Some(word), _) => self.press_word(word),
                (None, Some(link)) => self.follow(link),
                (None, None) => self.open(),
            };
        }
        Effects::none()
    }

    /// A click chooses a feed; on the chosen folder it folds it.
    fn click_feeds(&mut self, y: u16) -> Effects {
        let Some(place) = self.feeds.place_at(y) else { return Effects::none() };
        let again = self.focus == Focus::Feeds && self.feeds.chosen() == place;
        self.focus_on(Focus::Feeds);
        self.feeds.choose(place);
        if again {
            self.feeds.fold();
        }
        self.show(self.feeds.chosen_scope())
    }

    /// A click chooses a story; where the list stands alone it opens it too.
    fn click_list(&mut self, panes: &Panes, y: u16) -> Effects {
        let Some(place) = self.list.place_at(y, panes.list, &self.calendar) else { return Effects::none() };
        self.list.choose(place);
        self.focus_on(Focus::List);
        if panes.body.is_empty() { self.open() } else { Effects::none() }
    }
}
