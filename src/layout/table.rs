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

/// Between two columns, in figures.
const GUTTER: u32 = 2;
/// A column may be narrowed to so many figures by tearing words apart, no further.
const NARROWEST: u32 = 12;

fn gutter(setter: &Setter<'_>) -> u32 {
    GUTTER * setter.digit()
}

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
    let extents: Vec<Extent> = grid.cells.iter().map(|cell| extent(setter, cell)).collect();
    match widths(setter, &grid, &extents) {
        Some(widths) => Columns { setter, grid: &grid, widths }.set(&extents),
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

/// How much room a cell wants. A table may have a million cells, so nothing else is kept of them beside their places.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// The width of its widest fragment.
    least: u32,
    /// The width of its widest line.
    best: u32,
    /// Whether it has several lines of its own.
    lines: bool,
}

fn extent(setter: &Setter<'_>, cell: &Placed<'_>) -> Extent {
    let knife = setter.knife(u32::MAX, false);
    let passage = cell_passage(setter, &cell.cell.text, cell.base);
    let mut extent = Extent { lines: passage.text.contains('\n'), ..Extent::default() };
    for bytes in forced_lines(&passage.text) {
        let mut line: u32 = 0;
        for fragment in knife.cut(&passage, bytes) {
            extent.least = extent.least.max(fragment.width);
            extent.best = extent.best.max(line.saturating_add(fragment.width));
            line = line.saturating_add(fragment.width).saturating_add(fragment.space);
        }
    }
    extent
}

/// The widths of the columns; `None` where they have no room beside each other.
fn widths(setter: &Setter<'_>, grid: &Grid<'_>, extents: &[Extent]) -> Option<Vec<u32>> {
    let count = u32::try_from(grid.columns).ok()?;
    let room = setter.room(setter.sheet.body).checked_sub(count.checked_sub(1)?.checked_mul(gutter(setter))?)?;
    let mut least = vec![1_u32; grid.columns];
    let mut best = vec![1_u32; grid.columns];
    let mut cells: Vec<(&Placed<'_>, &Extent)> = grid.cells.iter().zip(extents).collect();
    cells.sort_by_key(|(cell, _)| cell.columns);
    for (cell, own) in cells {
        let gutters = gutter(setter) * u32::try_from(cell.columns - 1).unwrap_or(0);
        widen(least.get_mut(cell.across())?, own.least.min(NARROWEST * setter.digit()).saturating_sub(gutters));
        widen(best.get_mut(cell.across())?, own.best.saturating_sub(gutters));
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
    widths: Vec<u32>,
}

impl Columns<'_, '_, '_> {
    fn set(&mut self, extents: &[Extent]) {
        let wraps = |(cell, extent): (&Placed<'_>, &Extent)| {
            cell.row >= self.grid.head && cell.rows == 1 && (extent.lines || extent.best > self.width(cell))
        };
        let spaced = self.grid.cells.iter().zip(extents).any(wraps);
        let mut rest = self.grid.cells.as_slice();
        while !rest.is_empty() {
            let (band, below) = rest.split_at(band(rest));
            self.band(band, spaced);
            rest = below;
        }
    }

    /// Sets rows that cells of several rows hold together.
    fn band(&mut self, band: &[Placed<'_>], spaced: bool) {
        let cells: Vec<Vec<Composed>> = band.iter().map(|cell| self.lines(cell)).collect();
        let first = band.first().map_or(0, |cell| cell.row);
        let heights = heights(band, &cells, first);
        let mut rows: Vec<Vec<(&Placed<'_>, &[Composed])>> = vec![Vec::new(); heights.len()];
        for (cell, lines) in band.iter().zip(&cells) {
            let mut from = 0;
            for row in cell.row - first..cell.row - first + cell.rows {
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
        for ((row, height), number) in rows.iter().zip(heights).zip(first..) {
            if number > self.grid.head && spaced {
                self.setter.space(1);
            }
            (0..height).for_each(|line| self.line(row, line));
            if number + 1 == self.grid.head {
                self.rule();
            }
        }
    }

    /// The lines of a cell, as wide as its columns.
    fn lines(&self, cell: &Placed<'_>) -> Vec<Composed> {
        let role = if cell.cell.header { Role::TableHead } else { self.setter.frame.role };
        let manner = Manner { role, prose: false, ..self.setter.prose() };
        self.setter.compose(&cell_passage(self.setter, &cell.cell.text, cell.base), self.width(cell), manner)
    }

    /// From the table's left edge to a column.
    fn left(&self, column: usize) -> u32 {
        let gutter = gutter(self.setter);
        self.widths.iter().take(column).map(|width| width + gutter).sum()
    }

    fn width(&self, cell: &Placed<'_>) -> u32 {
        let widths = self.widths.get(cell.across()).unwrap_or_default();
        let gutter = gutter(self.setter);
        widths.iter().map(|width| width + gutter).sum::<u32>().saturating_sub(gutter).max(1)
    }

    fn rtl(&self) -> bool {
        self.setter.direction == Direction::Rtl
    }

    /// Sets one line of a row: a line of each of its cells.
    fn line(&mut self, row: &[(&Placed<'_>, &[Composed])], number: usize) {
        let total = self.left(self.widths.len()).saturating_sub(gutter(self.setter));
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
            set.width += width + gutter(self.setter);
        }
        set.width = set.width.saturating_sub(gutter(self.setter));
        let next = self.grid.cells.iter().find(|cell| cell.row >= self.grid.head).map_or(0, |cell| cell.base);
        let anchor = Anchor { leaf: self.setter.leaf, byte: next };
        self.setter.line(self.setter.sheet.body, anchor, set, self.rtl());
    }
}

/// How many of `cells`, in reading order, belong to the first rows that no cell joins to those below.
fn band(cells: &[Placed<'_>]) -> usize {
    let mut end = 0;
    let joined = |cell: &&Placed<'_>| {
        let joined = end == 0 || cell.row < end;
        end = end.max(cell.row + cell.rows);
        joined
    };
    cells.iter().take_while(joined).count()
}

/// The lines of each row from `first` on: as many as its cells have; a cell of several rows adds what it lacks to the last
/// of them.
fn heights(band: &[Placed<'_>], cells: &[Vec<Composed>], first: usize) -> Vec<usize> {
    let end = band.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(first);
    let mut heights = vec![0_usize; end - first];
    let mut order: Vec<(&Placed<'_>, usize)> = band.iter().zip(cells.iter().map(Vec::len)).collect();
    order.sort_by_key(|(cell, _)| cell.rows);
    for (cell, lines) in order {
        let Some(rows) = heights.get_mut(cell.row - first..cell.row - first + cell.rows) else { continue };
        let missing = lines.saturating_sub(rows.iter().sum());
        if let Some(last) = rows.last_mut() {
            *last += missing;
        }
    }
    heights
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
