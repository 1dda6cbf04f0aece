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

/// Windows from this width on have room for three panes, in columns.
pub const ROOM_FOR_THREE: u16 = 112;

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
    /// Divides a window of `width` by `height` cells. Low windows do without rules, then without masthead and foot.
    #[must_use]
    pub fn divide(width: u16, height: u16, view: View) -> Self {
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
            View::Both => (panes.list, panes.divider, panes.body) = middle.split(list_width(width)),
            View::Feeds => panes.feeds = middle,
            View::FeedsAndList => (panes.feeds, panes.feeds_divider, panes.list) = middle.split(feeds_width(width)),
            View::All => {
                let (feeds, divider, rest) = middle.split(feeds_width(width));
                (panes.feeds, panes.feeds_divider) = (feeds, divider);
                (panes.list, panes.divider, panes.body) = rest.split(list_width(rest.width));
            }
        }
        panes
    }
}

fn list_width(width: u16) -> u16 {
    part(width, 35).clamp(22, 48)
}

fn feeds_width(width: u16) -> u16 {
    part(width, 20).clamp(22, 36)
}

fn part(width: u16, percent: u32) -> u16 {
    u16::try_from(u32::from(width) * percent / 100).unwrap_or(width)
}

#[cfg(test)]
mod tests {
    use super::{Area, Panes, View};

    #[test]
    fn every_cell_belongs_to_one_pane_at_most_and_none_is_outside() {
        for view in View::EVERY {
            for (width, height) in (0..=120).flat_map(|width| (0..=40).map(move |height| (width, height))) {
                let panes = Panes::divide(width, height, view);
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
    fn a_popup_stands_in_the_middle_and_never_outside() {
        let window = Area { x: 0, y: 0, width: 80, height: 24 };
        assert_eq!(window.middle(40, 10), Area { x: 20, y: 7, width: 40, height: 10 });
        assert_eq!(window.middle(400, 100), window);
    }
}
