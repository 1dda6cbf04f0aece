//! Scrollbars: which there are, and what pulling one does.

use super::{App, effect::Effects, help};
use crate::layout::{bar::Extent, panes::Area};

/// A scrollbar, by what it scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The folders and feeds.
    Feeds,
    /// The headlines.
    List,
    /// The story.
    Body,
    /// The menu that is open.
    Menu,
    /// The help.
    Help,
}

impl Bar {
    /// All of them, those on top first.
    pub const ALL: [Self; 5] = [Self::Menu, Self::Help, Self::Feeds, Self::List, Self::Body];
}

impl App {
    /// The track of a scrollbar and the part that is in sight; `None` where there is nothing to scroll.
    #[must_use]
    pub fn bar(&self, bar: Bar) -> Option<(Area, Extent)> {
        let panes = self.panes();
        let (track, extent) = match bar {
            Bar::Feeds => (beside(panes.feeds, panes.feeds_divider), self.feeds().extent(panes.feeds)),
            Bar::List => (beside(panes.list, panes.divider), self.list().extent(panes.list.height)),
            // A doubled row has no column at its right edge.
            Bar::Body if self.reader().story().is_none() || self.reader().doubles_rows() => return None,
            Bar::Body => (panes.body.track(), self.reader().extent()?),
            Bar::Menu => {
                let menu = self.popup()?.menu()?;
                let rows = menu.rows_in(panes.stage());
                (Area { x: rows.x + rows.width, width: rows.width.min(1), ..rows }, menu.extent(panes.stage()))
            }
            Bar::Help => {
                let (open, area) = (self.help()?, self.help_area());
                let rows = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                let whole = rows(help::lines(self.keys(), self.words()).len());
                let inside = area.inside();
                let track = Area { x: inside.x + inside.width, width: inside.width.min(1), ..inside };
                (track, Extent { whole, seen: u32::from(inside.height), top: rows(open.top) })
            }
        };
        (!track.is_empty() && extent.thumb(track.height).is_some()).then_some((track, extent))
    }

    /// Pulls the thumb of a scrollbar to a row of the window.
    pub(super) fn pull(&mut self, bar: Bar, y: u16) -> Effects {
        let Some((track, extent)) = self.bar(bar) else { return Effects::none() };
        let top = extent.top_at(y.saturating_sub(track.y), track.height);
        let (panes, row) = (self.panes(), usize::try_from(top).unwrap_or(usize::MAX));
        match bar {
            Bar::Feeds => self.feeds.scroll_to(row, panes.feeds),
            Bar::List => self.list.scroll_to(row, panes.list, &self.calendar),
            Bar::Body => self.reader.scroll(i64::from(top) - i64::from(self.reader.top())),
            Bar::Menu => {
                if let Some(menu) = self.popup.as_mut().and_then(|popup| popup.menu_mut()) {
                    menu.scroll_to(row, panes.stage());
                }
            }
            Bar::Help => self.help.iter_mut().for_each(|help| help.top = row),
        }
        Effects::none()
    }
}

/// The rule beside a pane, on which its thumb is a stronger stroke; the pane's own edge where no rule stands there.
fn beside(pane: Area, rule: Area) -> Area {
    if rule.width == 1 && !pane.is_empty() { rule } else { pane.track() }
}
