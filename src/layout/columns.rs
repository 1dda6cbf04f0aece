//! A page folded into columns side by side, as in a newspaper.

use std::ops::Range;

use super::{Line, Page, Role, Sheet};

/// The narrowest pane, in cells, that is folded.
pub const NARROWEST_FOLDED: u32 = 160;
/// The most columns side by side.
pub const MOST_COLUMNS: u32 = 3;
/// Between two columns, in cells.
const GUTTER: u32 = 4;

/// How a page is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    /// How many columns stand side by side.
    pub columns: u32,
    /// From the left edge of a column to that of the next, in cells.
    pub pitch: u32,
    /// The rows of the pane: as much of each column is seen at a time.
    pub height: u32,
    /// The rows that the pane has for the first paneful, below the page's head.
    pub first: u32,
}

impl Sheet {
    /// The sheet of one of `columns` columns in a pane of `width` x `height` cells, and how the page that is set on it is
    /// folded. `None` where the pane is too narrow (under [`NARROWEST_FOLDED`] cells).
    #[must_use]
    pub fn folded(self, columns: u32, width: u16, height: u16) -> Option<(Self, Fold)> {
        let width = u32::from(width);
        if width < NARROWEST_FOLDED || !(2..=MOST_COLUMNS).contains(&columns) {
            return None;
        }
        let margin = GUTTER / 2;
        let measure = (width - 2 * margin - (columns - 1) * GUTTER) / columns;
        let height = u32::from(height).max(1);
        let fold = Fold { columns, pitch: measure + GUTTER, height, first: height };
        // Lines of all columns hang as those of the last one may.
        let room = width - (columns - 1) * fold.pitch;
        Some((Self { measure, margin, ..self }.hung_within(room), fold))
    }
}

impl Sheet {
    /// The sheet of what stands above all columns of a pane `width` cells wide: as wide as they are together.
    #[must_use]
    pub fn across(self, width: u16) -> Self {
        Self { measure: u32::from(width).saturating_sub(2 * self.margin), ..self }
    }
}

impl Fold {
    /// The least rows of a first paneful: with fewer, the page begins below the pane that shows its head.
    const LEAST_ROWS: u32 = 4;

    /// The same fold below a head of `rows` rows.
    #[must_use]
    pub fn below(self, rows: u32) -> Self {
        let left = self.height.saturating_sub(rows);
        Self { first: if left < Self::LEAST_ROWS { self.height } else { left }, ..self }
    }
}

impl Page {
    /// The page in columns: as many rows as the pane has of the first, beside them the next, and so on; what is left at the
    /// end stands in columns of the same height. Each paneful takes `fold.height` rows, so that turning the page by a
    /// pane's height shows the next. The first takes `fold.first`. The lines stay in reading order.
    #[must_use]
    pub fn folded(&self, fold: Fold) -> Page {
        let mut page = Page::default();
        let mut from = 0;
        let mut top = 0;
        while from < self.lines.len() {
            let room = if from == 0 { fold.first } else { fold.height };
            let columns = self.spread(from, Fold { height: room, ..fold });
            let height = columns.iter().map(|lines| self.rows(lines)).max().unwrap_or(1);
            for (lines, number) in columns.iter().zip(0..) {
                let first = self.lines.get(lines.start).map_or(0, |line| line.row);
                let moved =
                    |line: &Line| Line { row: top + (line.row - first), left: line.left + number * fold.pitch, ..line.clone() };
                page.lines.extend(self.lines.get(lines.clone()).unwrap_or_default().iter().map(moved));
                from = lines.end;
            }
            page.height = top + height;
            top += room.max(height);
        }
        page
    }

    /// The lines of each column of the paneful that begins with line `from`.
    fn spread(&self, from: usize, fold: Fold) -> Vec<Range<usize>> {
        let full = self.fill(from, fold.columns, fold.height);
        let end = self.lines.len();
        if full.last().is_none_or(|last| last.end < end) {
            return full;
        }
        let least = self.rows(&(from..end)).div_ceil(fold.columns.max(1));
        let balanced = (least..fold.height).map(|height| self.fill(from, fold.columns, height));
        balanced.into_iter().find(|columns| columns.last().is_some_and(|last| last.end == end)).unwrap_or(full)
    }

    /// Fills columns of `height` rows with the lines from `from` on.
    fn fill(&self, from: usize, columns: u32, height: u32) -> Vec<Range<usize>> {
        let mut filled = Vec::new();
        let mut start = from;
        for _ in 0..columns {
            let Some(first) = self.lines.get(start) else { break };
            let fits = |line: &Line| line.row + line.scale.rows <= first.row + height;
            let full = start + self.lines.iter().skip(start).take_while(|line| fits(line)).count().max(1);
            let end = (start + 1..=full).rev().find(|end| !self.goes_with_next(end - 1)).unwrap_or(full);
            filled.push(start..end);
            start = end;
        }
        filled
    }

    /// Whether no column ends after line `at`: a heading goes with what it heads, the caption of a table with the table's first
    /// row, and the last line of a figure with the caption below it.
    fn goes_with_next(&self, at: usize) -> bool {
        let Some([line, next]) = self.lines.get(at..at + 2) else { return false };
        let same_leaf = line.anchor.leaf == next.anchor.leaf;
        is(line, Role::Caption) && same_leaf
            || is(next, Role::Caption) && !same_leaf && !self.heads_table(at + 1)
            || is_heading(line)
    }

    /// Whether line `at`, which is one of a caption, stands above what it says something of: a table is one leaf with its
    /// caption.
    fn heads_table(&self, at: usize) -> bool {
        let lines = self.lines.get(at..).unwrap_or_default();
        let below = lines.iter().find(|line| !is(line, Role::Caption));
        below.zip(lines.first()).is_some_and(|(below, caption)| below.anchor.leaf == caption.anchor.leaf)
    }

    /// The rows from the top of the first of `lines` to the bottom of the last.
    fn rows(&self, lines: &Range<usize>) -> u32 {
        let last = lines.end.checked_sub(1).and_then(|last| self.lines.get(last));
        self.lines.get(lines.start).zip(last).map_or(0, |(first, last)| last.row + last.scale.rows - first.row)
    }
}

fn is(line: &Line, role: Role) -> bool {
    line.runs.iter().any(|run| run.role == role)
}

/// Whether a line is (a part of) a heading: it never stands at the foot of a column.
fn is_heading(line: &Line) -> bool {
    line.runs.iter().any(|run| matches!(run.role, Role::Heading(_)))
}

#[cfg(test)]
mod tests {
    use super::{Fold, Line, Page, Role};
    use crate::layout::{Anchor, Run, Scale};

    fn page(lines: u32) -> Page {
        let line = |row| Line {
            row,
            left: 2,
            scale: Scale::PLAIN,
            anchor: Anchor { leaf: 0, byte: row as usize },
            runs: vec![Run { role: if row == 4 { Role::Heading(1) } else { Role::Body }, ..Run::default() }],
        };
        Page { lines: (0..lines).map(line).collect(), height: lines }
    }

    fn places(page: &Page) -> Vec<(u32, u32)> {
        page.lines.iter().map(|line| (line.left, line.row)).collect()
    }

    #[test]
    fn columns_are_as_high_as_the_pane_and_the_last_ones_are_balanced() {
        let folded = page(14).folded(Fold { columns: 2, pitch: 10, height: 4, first: 4 });
        let expected =
            [[(2, 0), (2, 1), (2, 2), (2, 3)], [(12, 0), (12, 1), (12, 2), (12, 3)], [(2, 4), (2, 5), (2, 6), (12, 4)]];
        assert_eq!(places(&folded).get(..12).map(<[_]>::to_vec), Some(expected.concat()));
        assert_eq!(folded.height, 7);
        assert_eq!(folded.lines.len(), 14);
    }

    #[test]
    fn the_first_paneful_leaves_room_for_the_head() {
        let folded = page(14).folded(Fold { columns: 2, pitch: 10, height: 4, first: 2 });
        assert_eq!(places(&folded).get(..6), Some(&[(2, 0), (2, 1), (12, 0), (12, 1), (2, 2), (2, 3)][..]));
    }

    #[test]
    fn a_heading_goes_with_what_it_heads() {
        let folded = page(8).folded(Fold { columns: 2, pitch: 10, height: 5, first: 5 });
        assert_eq!(places(&folded).get(4), Some(&(12, 0)));
    }

    /// Lines of these leaves and roles.
    fn lines(all: &[(usize, Role)]) -> Page {
        let line = |(row, (leaf, role)): (u32, &(usize, Role))| Line {
            row,
            anchor: Anchor { leaf: *leaf, byte: 0 },
            runs: vec![Run { role: *role, ..Run::default() }],
            ..Line::default()
        };
        Page { lines: (0..).zip(all).map(line).collect(), height: u32::try_from(all.len()).unwrap_or(0) }
    }

    /// How many lines the first column has of four rows.
    fn first_column(all: &[(usize, Role)]) -> usize {
        let folded = lines(all).folded(Fold { columns: 2, pitch: 10, height: 4, first: 4 });
        folded.lines.iter().take_while(|line| line.left == 0).count()
    }

    #[test]
    fn the_caption_of_a_table_stands_in_the_column_of_its_first_row() {
        let (text, caption) = ((0, Role::Body), (1, Role::Caption));
        let row = (1, Role::Body);
        assert_eq!(first_column(&[text, text, text, caption, row, row, row, text, text, text]), 3);
        assert_eq!(first_column(&[text, text, caption, caption, row, row, row, text, text, text]), 2);
        assert_eq!(first_column(&[text, text, caption, row, row, row, row, text, text, text]), 4);
        // A caption of several lines is not parted, and the text above it stays where it is.
        assert_eq!(first_column(&[text, text, text, caption, caption, row, row, row, text, text]), 3);
        assert_eq!(first_column(&[text, text, text, text, caption, row, row, row, row, row]), 4);
        assert_eq!(first_column(&[caption, caption, caption, caption, caption, row, row, row, row]), 4);
    }

    #[test]
    fn the_caption_below_a_figure_stands_in_the_column_of_the_figures_end() {
        let (text, picture, caption) = ((0, Role::Body), (1, Role::Body), (2, Role::Caption));
        assert_eq!(first_column(&[text, text, text, picture, caption, text, text, text, text, text]), 3);
        assert_eq!(first_column(&[text, text, picture, caption, text, text, text, text, text, text]), 4);
        assert_eq!(first_column(&[text, text, picture, caption, caption, text, text, text, text, text]), 2);
    }

    #[test]
    fn the_place_of_a_word_is_found_in_any_column() {
        let page = page(14).folded(Fold { columns: 2, pitch: 10, height: 4, first: 4 });
        assert_eq!(page.row_of(Anchor { leaf: 0, byte: 5 }), 1);
        assert_eq!(page.anchor_at(4), Anchor { leaf: 0, byte: 8 });
        assert_eq!(page.lines_in(4..8).count(), 6);
    }
}
