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

/// Sets a table as records.
pub fn set(setter: &mut Setter<'_>, grid: &Grid<'_>) {
    // The heads that no cell has shown yet: the first to do so shows the table's own words, later ones repeat them.
    let mut untold: Vec<usize> = grid.head_cells().filter(|head| !is_blank(head)).map(|head| head.base).collect();
    for head in grid.head_cells().filter(|head| !is_blank(head) && !is_used(grid, head)) {
        let mut passage = Passage::new(setter.leaf, setter.numbered);
        passage.push_spans(&strong(&head.cell.text), head.base, setter.sheet);
        line(setter, passage);
    }
    let mut row = None;
    for cell in grid.cells.iter().filter(|cell| cell.row >= grid.head && !is_blank(cell)) {
        if row.is_some_and(|row| row != cell.row) {
            setter.space(setter.sheet.gap.max(1));
        }
        row = Some(cell.row);
        let passage = record(setter, grid, cell, &mut untold);
        line(setter, passage);
    }
}

/// A cell behind the heads of its column.
fn record(setter: &Setter<'_>, grid: &Grid<'_>, cell: &Placed<'_>, untold: &mut Vec<usize>) -> Passage {
    let mut passage = Passage::new(setter.leaf, setter.numbered);
    for head in grid.heads(cell.column).filter(|head| !is_blank(head)) {
        if let Some(at) = untold.iter().position(|base| *base == head.base) {
            untold.remove(at);
            passage.push_spans(&strong(&head.cell.text), head.base, setter.sheet);
        } else {
            passage.push_added(&joined(&head.cell.text), Style::STRONG, None);
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

/// Whether any cell that will be shown begins below the head `head`.
fn is_used(grid: &Grid<'_>, head: &Placed<'_>) -> bool {
    grid.cells.iter().any(|cell| cell.row >= grid.head && head.across().contains(&cell.column) && !is_blank(cell))
}

fn strong(text: &[Span]) -> Vec<Span> {
    text.iter().map(|span| Span { style: span.style | Style::STRONG, ..span.clone() }).collect()
}
