//! A table that has no room for its columns: its rows as records, one line for each cell, headed by its column's head.

use super::{
    super::{compose::Manner, passage::Passage, setter::Setter},
    grid::{Grid, Placed},
    text_len,
};
use crate::{
    model::{Span, Style, words::joined},
    text::CleanText,
};

/// How much of a cell that reaches over several rows is repeated, in cells of the screen.
const LONGEST_REPEATED: usize = 80;

/// Sets a table as records.
pub fn set(setter: &mut Setter<'_>, grid: &Grid<'_>) {
    // The first cell to show a head shows the table's own words, later ones repeat them; what none shows stands before all.
    let mut told = used(grid);
    for (head, _) in grid.cells.iter().zip(&told).filter(|(head, told)| head.row < grid.head && !is_blank(head) && !**told) {
        let mut passage = Passage::new(setter.leaf, setter.numbered);
        passage.push_spans(&strong(&head.cell.text), head.base, setter.sheet);
        line(setter, passage);
    }
    told.fill(false);
    let mut row = None;
    let mut first: Option<&Placed<'_>> = None;
    for cell in grid.cells.iter().filter(|cell| cell.row >= grid.head && !is_blank(cell)) {
        if row.is_some_and(|row| row != cell.row) {
            setter.space(setter.sheet.gap.max(1));
        }
        let begins = row.replace(cell.row) != Some(cell.row);
        if begins && let Some(above) = first.filter(|above| above.row < cell.row && cell.row < above.row + above.rows) {
            let passage = repeated(setter, grid, above);
            line(setter, passage);
        }
        if cell.column == 0 {
            first = Some(cell);
        }
        let passage = record(setter, grid, cell, &mut told);
        line(setter, passage);
    }
}

/// The first cell of a row above that reaches into this one: what it says of its rows is said of each record.
fn repeated(setter: &Setter<'_>, grid: &Grid<'_>, cell: &Placed<'_>) -> Passage {
    let mut passage = Passage::new(setter.leaf, setter.numbered);
    for (_, head) in grid.heads(cell.column).filter(|(_, head)| !is_blank(head)) {
        passage.push_added(&joined(&head.cell.text), Style::STRONG, None);
        passage.push_added(&CleanText::from(": "), Style::STRONG, None);
    }
    passage.push_added(&joined(&cell.cell.text).elided(LONGEST_REPEATED), Style::PLAIN, None);
    passage
}

/// For each cell whether it is a head above a cell that will be shown.
fn used(grid: &Grid<'_>) -> Vec<bool> {
    let mut used = vec![false; grid.cells.len()];
    for cell in grid.cells.iter().filter(|cell| cell.row >= grid.head && !is_blank(cell)) {
        for (at, _) in grid.heads(cell.column) {
            used.get_mut(at).into_iter().for_each(|used| *used = true);
        }
    }
    used
}

/// A cell behind the heads of its column.
fn record(setter: &Setter<'_>, grid: &Grid<'_>, cell: &Placed<'_>, told: &mut [bool]) -> Passage {
    let mut passage = Passage::new(setter.leaf, setter.numbered);
    for (at, head) in grid.heads(cell.column).filter(|(_, head)| !is_blank(head)) {
        if told.get_mut(at).is_none_or(|told| std::mem::replace(told, true)) {
            passage.push_added(&joined(&head.cell.text), Style::STRONG, None);
        } else {
            passage.push_spans(&strong(&head.cell.text), head.base, setter.sheet);
        }
        passage.push_added(&CleanText::from(": "), Style::STRONG, None);
    }
    let heading = cell.cell.header.then(|| strong(&cell.cell.text));
    passage.push_spans(heading.as_ref().unwrap_or(&cell.cell.text), cell.base, setter.sheet);
    passage
}

fn line(setter: &mut Setter<'_>, mut passage: Passage) {
    passage.settle(setter.direction);
    let manner = Manner { prose: false, ..setter.prose() };
    setter.passage(&passage, manner);
    setter.space(setter.sheet.leading);
}

fn is_blank(cell: &Placed<'_>) -> bool {
    text_len(&cell.cell.text) == 0
}

fn strong(text: &[Span]) -> Vec<Span> {
    text.iter().map(|span| Span { style: span.style | Style::STRONG, ..span.clone() }).collect()
}
