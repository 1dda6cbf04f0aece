//! Tables.

use super::setter::Setter;
use crate::model::{Span, Style, document::Table};

/// Sets a table.
pub fn set(setter: &mut Setter<'_>, table: &Table) {
    setter.flush_prefix();
    records(setter, table);
    setter.leaf += 1;
}

/// Sets a table cell after cell, for where there is no room for columns.
fn records(setter: &mut Setter<'_>, table: &Table) {
    let mut base = text_len(&table.caption);
    if base > 0 {
        part(setter, &table.caption, 0);
    }
    base += 1;
    for row in &table.rows {
        for cell in row {
            if text_len(&cell.text) > 0 {
                part(setter, &cell.text, base);
            }
            base += text_len(&cell.text) + 1;
        }
        base += 1;
        setter.space(setter.sheet.gap.max(setter.sheet.leading));
    }
}

fn text_len(text: &[Span]) -> usize {
    text.iter().map(|span| span.text.len()).sum()
}

fn part(setter: &mut Setter<'_>, text: &[Span], base: usize) {
    let mut passage = setter.begin_passage();
    passage.push_added(&"".into(), Style::PLAIN, None);
    passage.push_spans(text, base, setter.sheet);
    passage.settle(setter.direction);
    let manner = setter.prose();
    setter.passage(&passage, manner);
}
