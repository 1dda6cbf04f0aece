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
}

/// How many headlines a strip shows.
const STRIP: u16 = 3;

/// Windows narrower than this show one pane at a time, in columns.
pub const NARROW: u16 = 60;

/// The window, divided. What is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The whole window.
    pub window: Area,
    /// The name of the paper, the date, the counts.
    pub masthead: Area,
    /// The rule below it.
    pub head_rule: Area,
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
        let third = u16::try_from(u32::from(width) * 35 / 100).unwrap_or(width);
        let list_width = third.clamp(22, 48).min(width);
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
            View::Both => {
                panes.list = Area { width: list_width, ..middle };
                panes.divider = Area { x: list_width, width: 1.min(width - list_width), ..middle };
                let x = list_width + panes.divider.width;
                panes.body = Area { x, width: width - x, ..middle };
            }
        }
        panes
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Panes, View};

    #[test]
    fn every_cell_belongs_to_one_pane_at_most_and_none_is_outside() {
        for view in [View::Both, View::List, View::Body, View::Stacked] {
            for (width, height) in (0..=120).flat_map(|width| (0..=40).map(move |height| (width, height))) {
                let panes = Panes::divide(width, height, view);
                let all = [panes.masthead, panes.head_rule, panes.list, panes.divider, panes.body, panes.foot_rule, panes.foot];
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
