//! The headline list.

use ratatui::buffer::Buffer;

use super::{line, put, styles::Styles};
use crate::{
    app::{App, Focus, empty},
    layout::{
        headlines::{Entry, GUTTER, wrapped},
        panes::Area,
    },
    text::width,
};

/// Paints the headline list.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().list;
    if area.is_empty() {
        return;
    }
    if app.list().total() == 0 {
        return empty(app, area, styles, buffer);
    }
    for entry in app.list().entries(area, app.calendar()) {
        paint_entry(app, &entry, area, styles, buffer);
    }
}

fn empty(app: &App, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let room = area.width.saturating_sub(GUTTER + 1);
    for (y, line) in (area.y..area.y + area.height).zip(wrapped(&empty::words(app), room)) {
        put(buffer, area.x + GUTTER, y, &line, room, styles.quiet);
    }
}

fn paint_entry(app: &App, entry: &Entry, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let bottom = area.y + area.height;
    let chosen = app.list().chosen() == entry.place;
    let read = app.list().row(entry.place).is_some_and(|row| row.read);
    if let Some(heading) = &entry.heading {
        put(buffer, area.x + GUTTER, area.y + entry.y, heading, area.width.saturating_sub(GUTTER), styles.day);
    }
    let title_y = area.y + entry.title_y();
    let focused = chosen && app.focus() == Focus::List;
    let title_style = match (focused, read) {
        (true, _) => styles.chosen,
        (false, true) if !chosen => styles.read,
        _ => styles.unread,
    };
    let hits = app.list().hits(entry.place);
    for (row, title) in (title_y..bottom).zip(&entry.title) {
        line::paint_plain(title, area.x + GUTTER, row, area, title_style, buffer);
        line::mark(title, (area.x + GUTTER, row), &hits, styles.mark, buffer);
    }
    let meta_y = title_y + u16::try_from(entry.title.len()).unwrap_or(u16::MAX);
    if !entry.meta.is_empty() && meta_y < bottom {
        put(buffer, area.x + GUTTER, meta_y, &entry.meta, area.width.saturating_sub(GUTTER + 1), styles.quiet);
    }
    if !entry.age.is_empty() {
        let wide = u16::try_from(width(&entry.age)).unwrap_or(u16::MAX);
        put(buffer, area.x + area.width.saturating_sub(wide + 1), title_y, &entry.age, wide, styles.quiet);
    }
    // The bar at the edge of the chosen story, the dot before one that is unread.
    let end = (area.y + entry.y + entry.height).min(bottom);
    let picked = app.list().is_picked(entry.place);
    if chosen {
        let bar = if focused { styles.accent } else { styles.quiet };
        (title_y..end).for_each(|y| put(buffer, area.x, y, "▌", 1, bar));
    }
    let sign = match (picked, chosen, read) {
        (true, _, _) => "✓",
        (false, false, false) => "●",
        _ => return,
    };
    if title_y < bottom {
        put(buffer, area.x + u16::from(chosen), title_y, sign, 1, styles.accent);
    }
}
