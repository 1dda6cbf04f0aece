//! Where the cells of a table stand when those that span columns or rows have been given their room.

use std::ops::Range;

use super::{is_number, text_len};
use crate::model::document::{Cell, Table};

/// The widest cell that is believed, in columns.
const WIDEST_SPAN: usize = 100;

/// A cell and its place.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'t> {
    /// The cell.
    pub cell: &'t Cell,
    /// Where its text begins in the table's text, in bytes.
    pub base: usize,
    /// Its first row.
    pub row: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// Its first column.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
}

impl Placed<'_> {
    /// The columns that it covers.
    pub fn across(&self) -> Range<usize> {
        self.column..self.column + self.columns
    }
}

/// A table's cells in their places.
#[derive(Debug, Default)]
pub struct Grid<'t> {
    /// The cells in reading order.
    pub cells: Vec<Placed<'t>>,
    /// How many columns there are.
    pub columns: usize,
    /// How many of the rows are the table's head.
    pub head: usize,
    /// Which columns hold numbers only, below the head.
    numeric: Vec<bool>,
    /// For each column the cells of the head above it, from top to bottom, by their places in `cells`.
    above: Vec<Vec<usize>>,
}

impl<'t> Grid<'t> {
    /// Places the cells of `table`.
    pub fn new(table: &'t Table) -> Self {
        let mut cells = place(table);
        let columns = close_up(&mut cells);
        let head = table.rows.iter().take_while(|row| !row.is_empty() && row.iter().all(|cell| cell.header)).count();
        let head = if head == table.rows.len() { 0 } else { head };
        let numeric = numeric(&cells, columns, head);
        let mut above = vec![Vec::new(); columns];
        for (at, cell) in cells.iter().enumerate().take_while(|(_, cell)| cell.row < head) {
            above.get_mut(cell.across()).into_iter().flatten().for_each(|column| column.push(at));
        }
        Self { cells, columns, head, numeric, above }
    }

    /// Whether `cell` is set at the right of its column.
    pub fn is_numeric(&self, cell: &Placed<'_>) -> bool {
        cell.columns == 1 && self.numeric.get(cell.column).copied().unwrap_or(false)
    }

    /// The cells of the head that stand above `column`, from top to bottom, by their places in [`Grid::cells`].
    pub fn heads(&self, column: usize) -> impl Iterator<Item = (usize, &Placed<'t>)> {
        let above = self.above.get(column).map(Vec::as_slice).unwrap_or_default();
        above.iter().filter_map(|at| Some((*at, self.cells.get(*at)?)))
    }
}

/// Which columns hold numbers only, below the head.
fn numeric(cells: &[Placed<'_>], columns: usize, head: usize) -> Vec<bool> {
    let mut numeric: Vec<Option<bool>> = vec![None; columns];
    let told = |cell: &&Placed<'_>| cell.row >= head && cell.columns == 1 && text_len(&cell.cell.text) > 0;
    for cell in cells.iter().filter(told) {
        if let Some(column) = numeric.get_mut(cell.column) {
            *column = Some(*column != Some(false) && is_number(cell.cell));
        }
    }
    numeric.into_iter().map(|column| column == Some(true)).collect()
}

/// Gives each cell the first columns of its row that no cell from above covers.
fn place(table: &Table) -> Vec<Placed<'_>> {
    let mut cells = Vec::new();
    // For each column, the first row that is free again.
    let mut free: Vec<usize> = Vec::new();
    let mut base = text_len(&table.caption);
    for (row, line) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in line {
            while free.get(column).is_some_and(|until| *until > row) {
                column += 1;
            }
            let taken = free.iter().skip(column).take(WIDEST_SPAN).position(|until| *until > row);
            let columns = cell.columns.clamp(1, taken.unwrap_or(WIDEST_SPAN));
            let rows = cell.rows.clamp(1, table.rows.len() - row);
            if free.len() < column + columns {
                free.resize(column + columns, 0);
            }
            for until in free.iter_mut().skip(column).take(columns) {
                *until = row + rows;
            }
            base += 1;
            cells.push(Placed { cell, base, row, rows, column, columns });
            column += columns;
            base += text_len(&cell.text);
        }
    }
    cells
}

/// Takes out columns in which no cell begins; says how many are left.
fn close_up(cells: &mut [Placed<'_>]) -> usize {
    let mut starts: Vec<usize> = cells.iter().map(|cell| cell.column).collect();
    starts.sort_unstable();
    starts.dedup();
    for cell in cells {
        let end = cell.column + cell.columns;
        cell.column = starts.partition_point(|start| *start < cell.column);
        cell.columns = starts.partition_point(|start| *start < end) - cell.column;
    }
    starts.len()
}
