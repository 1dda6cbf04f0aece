//! A table that has no room for its columns: its rows as records, one line for each cell, headed by its column's head.

use super::{
    super::{compose::Manner, passage::Passage, setter::Setter},
    grid::{Grid, Placed},
    text_len,
};
use crate::{
    model::{Span, Style},
    text::CleanText,
};

/// Sets a table as records.
pub fn set(setter: &mut Setter<'_>, grid: &Grid<'_>) {
    let mut row = None;
    for cell in grid.cells.iter().filter(|cell| cell.row >= grid.head && text_len(&cell.cell.text) > 0) {
        if row.is_some_and(|row| row != cell.row) {
            setter.space(setter.sheet.gap.max(1));
        }
        let is_first = row.is_none_or(|row| row == grid.head);
        row = Some(cell.row);
        record(setter, grid, cell, is_first);
        setter.space(setter.sheet.leading);
    }
}

/// Sets a cell behind the heads of its column. In the first record these are the table's own words, below they are
/// repetitions.
fn record(setter: &mut Setter<'_>, grid: &Grid<'_>, cell: &Placed<'_>, is_first: bool) {
    let mut passage = Passage::new(setter.leaf);
    for head in grid.heads(cell.column).filter(|head| text_len(&head.cell.text) > 0) {
        if is_first {
            passage.push_spans(&strong(&head.cell.text), head.base, setter.sheet);
        } else {
            let mut text = CleanText::new();
            for span in &head.cell.text {
                text.push(&span.text);
            }
            passage.push_added(&text, Style::STRONG, None);
        }
        passage.push_added(&": ".into(), Style::STRONG, None);
    }
    let strong = cell.cell.header.then(|| strong(&cell.cell.text));
    passage.push_spans(strong.as_ref().unwrap_or(&cell.cell.text), cell.base, setter.sheet);
    passage.settle(setter.direction);
    let manner = Manner { prose: false, ..setter.prose() };
    setter.passage(&passage, manner);
}

fn strong(text: &[Span]) -> Vec<Span> {
    text.iter().map(|span| Span { style: span.style | Style::STRONG, ..span.clone() }).collect()
}
