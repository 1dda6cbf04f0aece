//! Tables: columns as wide as their cells need; cell after cell where there is no room for columns.

use super::{
    Anchor, Role, Run,
    block::repeated,
    compose::{Composed, Manner, forced_lines},
    line::Set,
    passage::Passage,
    setter::{Setter, shift},
};
use crate::{
    model::{
        Span, Style,
        document::{Cell, Table},
    },
    text::script::Direction,
};

mod grid;
mod records;

use grid::{Grid, Placed};

/// Between two columns, in columns of text.
const GUTTER: u32 = 2;
/// A column may be narrowed to this by tearing words apart, no further.
const NARROWEST: u32 = 12;

/// Sets a table.
pub fn set(setter: &mut Setter<'_>, table: &Table) {
    setter.flush_prefix();
    let grid = Grid::new(table);
    if !table.caption.is_empty() {
        let caption = cell_passage(setter, &table.caption, 0);
        let manner = Manner { role: Role::Caption, ..setter.prose() };
        setter.passage(&caption, manner);
        setter.space(setter.sheet.leading);
    }
    let passages: Vec<Passage> = grid.cells.iter().map(|cell| cell_passage(setter, &cell.cell.text, cell.base)).collect();
    match widths(setter, &grid, &passages) {
        Some(widths) => Columns { setter, grid: &grid, passages: &passages, widths }.set(),
        None => records::set(setter, &grid),
    }
    setter.leaf += 1;
}

/// The passage of a caption or cell that begins at byte `base` of the table's text.
fn cell_passage(setter: &Setter<'_>, text: &[Span], base: usize) -> Passage {
    let mut passage = Passage::new(setter.leaf, setter.numbered);
    passage.push_spans(text, base, setter.sheet);
    passage.settle(setter.direction);
    passage
}

/// The least and the best width of a cell: its widest fragment, its widest line.
fn extent(setter: &Setter<'_>, passage: &Passage) -> (u32, u32) {
    let knife = setter.knife(u32::MAX, false);
    let (mut least, mut best) = (0, 0);
    for bytes in forced_lines(&passage.text) {
        let mut line: u32 = 0;
        for fragment in knife.cut(passage, bytes) {
            least = least.max(fragment.width);
            best = best.max(line.saturating_add(fragment.width));
            line = line.saturating_add(fragment.width).saturating_add(fragment.space);
        }
    }
    (least, best)
}

/// The widths of the columns; `None` where they have no room beside each other.
fn widths(setter: &Setter<'_>, grid: &Grid<'_>, passages: &[Passage]) -> Option<Vec<u32>> {
    let count = u32::try_from(grid.columns).ok()?;
    let room = setter.room(setter.sheet.body).checked_sub(count.checked_sub(1)?.checked_mul(GUTTER)?)?;
    let mut least = vec![1_u32; grid.columns];
    let mut best = vec![1_u32; grid.columns];
    let mut cells: Vec<(&Placed<'_>, (u32, u32))> =
        grid.cells.iter().zip(passages).map(|(cell, passage)| (cell, extent(setter, passage))).collect();
    cells.sort_by_key(|(cell, _)| cell.columns);
    for (cell, (own_least, own_best)) in cells {
        let gutters = GUTTER * u32::try_from(cell.columns - 1).unwrap_or(0);
        widen(least.get_mut(cell.across())?, own_least.min(NARROWEST).saturating_sub(gutters));
        widen(best.get_mut(cell.across())?, own_best.saturating_sub(gutters));
    }
    share(&least, &best, room)
}

/// Widens columns evenly until they are `width` wide together.
fn widen(columns: &mut [u32], width: u32) {
    let count = u32::try_from(columns.len()).unwrap_or(u32::MAX).max(1);
    let missing = width.saturating_sub(columns.iter().sum());
    for (column, number) in columns.iter_mut().zip(0..) {
        *column += missing / count + u32::from(number < missing % count);
    }
}

/// Shares `room` between columns: to each its least width; of the rest, those that want little get all that they want,
/// and the others equal parts of what is left. `None` where there is too little room.
fn share(least: &[u32], best: &[u32], room: u32) -> Option<Vec<u32>> {
    let total: u64 = least.iter().map(|width| u64::from(*width)).sum();
    let mut rest = u32::try_from(u64::from(room).checked_sub(total)?).ok()?;
    let mut wishes: Vec<(u32, usize)> =
        least.iter().zip(best).map(|(least, best)| best.saturating_sub(*least)).zip(0..).collect();
    wishes.sort_unstable();
    let mut widths = least.to_vec();
    let mut waiting = u32::try_from(wishes.len()).ok()?;
    for (wish, column) in wishes {
        let part = wish.min(rest / waiting.max(1));
        rest -= part;
        waiting -= 1;
        *widths.get_mut(column)? += part;
    }
    Some(widths)
}

/// A table that is set in columns.
struct Columns<'s, 'a, 't> {
    setter: &'s mut Setter<'a>,
    grid: &'s Grid<'t>,
    passages: &'s [Passage],
    widths: Vec<u32>,
}

impl Columns<'_, '_, '_> {
    fn set(&mut self) {
        let cells = self.cells();
        let heights = self.heights(&cells);
        let spaced = heights.iter().skip(self.grid.head).any(|height| *height > 1);
        let mut rows: Vec<Vec<(&Placed<'_>, &[Composed])>> = vec![Vec::new(); heights.len()];
        for (cell, lines) in self.grid.cells.iter().zip(&cells) {
            let mut from = 0;
            for row in cell.row..cell.row + cell.rows {
                if from == lines.len() {
                    break;
                }
                let height = heights.get(row).copied().unwrap_or(0);
                let to = (from + height).min(lines.len());
                if let (Some(slot), Some(part)) = (rows.get_mut(row), lines.get(from..to)) {
                    slot.push((cell, part));
                }
                from = to;
            }
        }
        for (number, (row, height)) in rows.iter().zip(heights).enumerate() {
            if number > self.grid.head && spaced {
                self.setter.space(1);
            }
            (0..height).for_each(|line| self.line(row, line));
            if number + 1 == self.grid.head {
                self.rule();
            }
        }
    }

    /// The lines of each cell, as wide as its columns.
    fn cells(&self) -> Vec<Vec<Composed>> {
        let each = |(cell, passage): (&Placed<'_>, &Passage)| {
            let role = if cell.cell.header { Role::TableHead } else { self.setter.frame.role };
            let manner = Manner { role, prose: false, ..self.setter.prose() };
            self.setter.compose(passage, self.width(cell), manner)
        };
        self.grid.cells.iter().zip(self.passages).map(each).collect()
    }

    /// The lines of each row: as many as its cells have; a cell of several rows adds what it lacks to the last of them.
    fn heights(&self, cells: &[Vec<Composed>]) -> Vec<usize> {
        let mut heights = vec![0_usize; self.grid.rows];
        let mut order: Vec<(&Placed<'_>, usize)> = self.grid.cells.iter().zip(cells.iter().map(Vec::len)).collect();
        order.sort_by_key(|(cell, _)| cell.rows);
        for (cell, lines) in order {
            let Some(rows) = heights.get_mut(cell.row..cell.row + cell.rows) else { continue };
            let missing = lines.saturating_sub(rows.iter().sum());
            if let Some(last) = rows.last_mut() {
                *last += missing;
            }
        }
        heights
    }

    /// From the table's left edge to a column.
    fn left(&self, column: usize) -> u32 {
        self.widths.iter().take(column).map(|width| width + GUTTER).sum()
    }

    fn width(&self, cell: &Placed<'_>) -> u32 {
        let widths = self.widths.get(cell.across()).unwrap_or_default();
        widths.iter().map(|width| width + GUTTER).sum::<u32>().saturating_sub(GUTTER).max(1)
    }

    fn rtl(&self) -> bool {
        self.setter.direction == Direction::Rtl
    }

    /// Sets one line of a row: a line of each of its cells.
    fn line(&mut self, row: &[(&Placed<'_>, &[Composed])], number: usize) {
        let total = self.left(self.widths.len()).saturating_sub(GUTTER);
        let mut anchor: Option<Anchor> = None;
        let mut all = Set { width: total, ..Set::default() };
        for (cell, lines) in row {
            let Some(line) = lines.get(number) else { continue };
            anchor = Some(anchor.map_or(line.anchor, |other| other.min(line.anchor)));
            let mut set = Set { runs: line.set.runs.clone(), width: line.set.width };
            let width = self.width(cell);
            let at_right = self.rtl() || self.grid.is_numeric(cell);
            let inner = if at_right { width.saturating_sub(set.width) } else { 0 };
            let left = self.left(cell.column);
            let left = if self.rtl() { total.saturating_sub(left + width) } else { left };
            shift(&mut set, left + inner);
            all.runs.append(&mut set.runs);
        }
        let anchor = anchor.unwrap_or(Anchor { leaf: self.setter.leaf, byte: 0 });
        self.setter.line(self.setter.sheet.body, anchor, all, self.rtl());
    }

    /// The thin rule below the head.
    fn rule(&mut self) {
        let mut set = Set::default();
        for width in &self.widths {
            let dash = self.setter.width("─").max(1);
            let text = repeated("─", width / dash);
            set.runs.push(Run {
                x: set.width,
                width: *width,
                text,
                role: Role::Furniture,
                style: Style::PLAIN,
                ..Run::default()
            });
            set.width += width + GUTTER;
        }
        set.width = set.width.saturating_sub(GUTTER);
        let next = self.grid.cells.iter().find(|cell| cell.row >= self.grid.head).map_or(0, |cell| cell.base);
        let anchor = Anchor { leaf: self.setter.leaf, byte: next };
        self.setter.line(self.setter.sheet.body, anchor, set, self.rtl());
    }
}

/// How long the text of `spans` is, in bytes.
fn text_len(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.text.len()).sum()
}

/// Whether a cell says a number.
fn is_number(cell: &Cell) -> bool {
    let mut digits = false;
    let mut others = 0;
    for c in cell.text.iter().flat_map(|span| span.text.chars()).filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() {
            digits = true;
        } else if !matches!(
            c,
            '.' | ',' | '\'' | '’' | '+' | '-' | '−' | '–' | '—' | '%' | '‰' | '(' | ')' | '/' | ':' | '$' | '€' | '£' | '¥'
        ) {
            others += 1;
        }
    }
    digits && others == 0
}
