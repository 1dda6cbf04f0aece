//! Who gets which rectangle of the window.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns from the window's left edge.
    pub x: u16,
    /// Rows from the window's top edge.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell at column `x`, row `y` is inside.
    #[must_use]
    pub fn holds(self, x: u16, y: u16) -> bool {
        x >= self.x && x < self.x.saturating_add(self.width) && y >= self.y && y < self.y.saturating_add(self.height)
    }

    /// Whether there is not a single cell inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// The leftmost `width` columns, a column for a rule where there is room, and the rest.
    fn split(self, width: u16) -> (Self, Self, Self) {
        let left = width.min(self.width);
        let rule = 1.min(self.width - left);
        let x = self.x + left;
        let rest = Self { x: x + rule, width: self.width - left - rule, ..self };
        (Self { width: left, ..self }, Self { x, width: rule, ..self }, rest)
    }

    /// The area of `width` by `height` cells in the middle of this one, or all of it where it is smaller.
    #[must_use]
    pub fn middle(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self { x: self.x + (self.width - width) / 2, y: self.y + (self.height - height) / 2, width, height }
    }
}

/// Which panes are to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The list beside the body.
    #[default]
    Both,
    /// The list alone.
    List,
    /// The body alone.
    Body,
    /// A strip of headlines above the body, over the whole width.
    Stacked,
    /// The feeds alone.
    Feeds,
    /// The feeds beside the list.
    FeedsAndList,
    /// The feeds, the list and the body, side by side.
    All,
}

impl View {
    /// All of them.
    pub const EVERY: [Self; 7] = [Self::Both, Self::List, Self::Body, Self::Stacked, Self::Feeds, Self::FeedsAndList, Self::All];
}

/// How many headlines a strip shows.
const STRIP: u16 = 3;

/// Windows narrower than this show one pane at a time, in columns.
pub const NARROW: u16 = 60;

/// The narrowest that a reader can make a pane, in columns.
const LEAST_WIDTH: u16 = 16;

/// Windows from this width on have room for three panes, in columns.
pub const ROOM_FOR_THREE: u16 = 112;

/// How wide the reader made the panes on the left, in columns; `None`: as the window gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Widths {
    /// The folders and feeds.
    pub feeds: Option<u16>,
    /// The headlines.
    pub list: Option<u16>,
}

/// The window, divided. What is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The whole window.
    pub window: Area,
    /// The name of the paper, the date, the counts.
    pub masthead: Area,
    /// The rule below it.
    pub head_rule: Area,
    /// The folders and feeds.
    pub feeds: Area,
    /// The rule between the feeds and the headlines.
    pub feeds_divider: Area,
    /// The headlines.
    pub list: Area,
    /// The rule between the headlines and the story; lies where they are stacked.
    pub divider: Area,
    /// The story.
    pub body: Area,
    /// The rule above the foot.
    pub foot_rule: Area,
    /// Keys and what is going on.
    pub foot: Area,
}

impl Panes {
    /// Where popups stand: between masthead and foot, which say what the keys do; the whole window where that is low.
    #[must_use]
    pub fn stage(&self) -> Area {
        if self.head_rule.is_empty() {
            return self.window;
        }
        Area { y: self.masthead.height, height: self.window.height - self.masthead.height - self.foot.height, ..self.window }
    }

    /// Divides a window of `width` by `height` cells. Low windows do without rules, then without masthead and foot.
    #[must_use]
    pub fn divide(width: u16, height: u16, view: View, widths: Widths) -> Self {
        let row = |y: u16, shown: bool| if shown { Area { x: 0, y, width, height: 1 } } else { Area::default() };
        let (furniture, rules) = (height >= 4, height >= 10);
        let top = u16::from(furniture) + u16::from(rules);
        let middle = Area { x: 0, y: top, width, height: height - 2 * top };
        let mut panes = Self {
            window: Area { x: 0, y: 0, width, height },
            masthead: row(0, furniture),
            head_rule: row(1, rules),
            foot_rule: row(height.saturating_sub(2), rules),
            foot: row(height.saturating_sub(1), furniture),
            ..Self::default()
        };
        match view {
            View::List => panes.list = middle,
            View::Body => panes.body = middle,
            View::Stacked if middle.height < 3 * STRIP => panes.body = middle,
            View::Stacked => {
                let body = top + STRIP + 1;
                panes.list = Area { height: STRIP, ..middle };
                panes.divider = Area { y: top + STRIP, height: 1, ..middle };
                panes.body = Area { y: body, height: top + middle.height - body, ..middle };
            }
            View::Both => (panes.list, panes.divider, panes.body) = middle.split(widths.list(width)),
            View::Feeds => panes.feeds = middle,
            View::FeedsAndList => (panes.feeds, panes.feeds_divider, panes.list) = middle.split(widths.feeds(width)),
            View::All => {
                let (feeds, divider, rest) = middle.split(widths.feeds(width));
                (panes.feeds, panes.feeds_divider) = (feeds, divider);
                (panes.list, panes.divider, panes.body) = rest.split(widths.list(rest.width));
            }
        }
        panes
    }
}

impl Widths {
    /// The columns of the list in a window, or the rest of one, of `width` columns.
    fn list(self, width: u16) -> u16 {
        self.list.map_or(part(width, 35).clamp(22, 48), |own| bounded(own, width))
    }

    fn feeds(self, width: u16) -> u16 {
        self.feeds.map_or(part(width, 20).clamp(22, 36), |own| bounded(own, width))
    }
}

/// Whatever a reader made of a pane, it and those beside it stay wide enough to be read.
fn bounded(own: u16, width: u16) -> u16 {
    own.min(width.saturating_sub(LEAST_WIDTH + 1)).max(LEAST_WIDTH)
}

fn part(width: u16, percent: u32) -> u16 {
    u16::try_from(u32::from(width) * percent / 100).unwrap_or(width)
}

#[cfg(test)]
mod tests {
    use super::{Area, Panes, View, Widths};

    #[test]
    fn every_cell_belongs_to_one_pane_at_most_and_none_is_outside() {
        let own = [Widths::default(), Widths { feeds: Some(3), list: Some(3) }, Widths { feeds: Some(900), list: Some(900) }];
        for (view, widths) in View::EVERY.into_iter().flat_map(|view| own.map(|widths| (view, widths))) {
            for (width, height) in (0..=120).flat_map(|width| (0..=40).map(move |height| (width, height))) {
                let panes = Panes::divide(width, height, view, widths);
                let feeds = [panes.feeds, panes.feeds_divider];
                let rest = [panes.masthead, panes.head_rule, panes.list, panes.divider, panes.body, panes.foot_rule, panes.foot];
                let all = [feeds.as_slice(), rest.as_slice()].concat();
                let cells: u32 = all.iter().map(|area| u32::from(area.width) * u32::from(area.height)).sum();
                assert_eq!(cells, u32::from(width) * u32::from(height), "{width}x{height} {view:?}");
                assert!(all.iter().all(|area| area.x + area.width <= width && area.y + area.height <= height));
            }
        }
    }

    #[test]
    fn a_pane_that_was_pulled_wide_leaves_room_for_the_one_beside_it() {
        for (width, wish, got) in [(80, 40, 40), (80, 79, 63), (80, 1, 16), (200, 100, 100), (60, 100, 43)] {
            let panes = Panes::divide(width, 24, View::Both, Widths { list: Some(wish), ..Widths::default() });
            assert_eq!(panes.list.width, got, "{wish} of {width}");
        }
    }

    #[test]
    fn a_popup_stands_in_the_middle_and_never_outside() {
        let window = Area { x: 0, y: 0, width: 80, height: 24 };
        assert_eq!(window.middle(40, 10), Area { x: 20, y: 7, width: 40, height: 10 });
        assert_eq!(window.middle(400, 100), window);
    }
}
