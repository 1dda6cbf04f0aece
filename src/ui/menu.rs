//! A menu, over everything else.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Block, BorderType, Clear, Widget},
};

use super::{put, rect, styles::Styles};
use crate::{
    app::menu::{Menu, Seen},
    layout::panes::Area,
    text::{self, CleanText},
};

/// Paints a menu in the middle of `window`.
pub fn paint<T: Clone>(menu: &Menu<T>, window: Area, styles: &Styles, buffer: &mut Buffer) {
    let area = menu.area(window);
    let inside = frame(area, &title(menu), styles, buffer);
    let lead = menu.lead_in(area);
    let first = inside.y + u16::try_from(lead.len()).unwrap_or_default();
    for (y, line) in (inside.y..inside.bottom()).zip(&lead) {
        put(buffer, inside.x + 1, y, line, inside.width.saturating_sub(2), styles.page);
    }
    for (y, seen) in (first..inside.bottom()).zip(menu.in_sight(area)) {
        paint_row(&seen, Rect { y, height: 1, ..inside }, styles, buffer);
    }
}

/// Paints a row, with the number that chooses it before it and its note at the right.
fn paint_row<T>(seen: &Seen<'_, T>, inside: Rect, styles: &Styles, buffer: &mut Buffer) {
    let (row, y) = (seen.row, inside.y);
    let style = if seen.chosen { styles.focused } else { styles.page };
    if seen.chosen {
        put(buffer, inside.x, y, &" ".repeat(usize::from(inside.width)), inside.width, style);
    }
    let quiet = if seen.chosen { style } else { styles.quiet };
    let mut x = inside.x + 1;
    if let Some(number) = seen.number {
        put(buffer, x, y, &number.to_string(), 1, quiet);
        x += 3;
    }
    let room = inside.right().saturating_sub(x + 1);
    let note = u16::try_from(text::width(&row.note)).unwrap_or(u16::MAX);
    let beside = if note > 0 && note.saturating_add(8) <= room { note + 2 } else { 0 };
    put(buffer, x, y, &row.text.elided(usize::from(room - beside)), room - beside, style);
    if beside > 0 {
        put(buffer, x + room - note, y, &row.note, note, quiet);
    }
}

/// The title, and what was typed to narrow the rows.
fn title<T: Clone>(menu: &Menu<T>) -> CleanText {
    let filter = menu.filter();
    CleanText::block(&if filter.is_empty() { format!(" {} ", menu.title()) } else { format!(" {}: {filter}▏", menu.title()) })
}

/// Clears `area` and draws a popup's frame around it; gives the cells inside.
pub(super) fn frame(area: Area, title: &CleanText, styles: &Styles, buffer: &mut Buffer) -> Rect {
    let area = rect(area);
    Clear.render(area, buffer);
    buffer.set_style(area, styles.page);
    let title = title.elided(usize::from(area.width.saturating_sub(4)));
    let frame = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.rule)
        .title(super::ordered(&title))
        .title_style(styles.page.patch(styles.name));
    let inside = frame.inner(area);
    frame.render(area, buffer);
    inside
}
