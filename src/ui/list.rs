//! The headline list.

use ratatui::{buffer::Buffer, style::Style};

use super::{
    line, put, put_ordered, rect,
    sized::{Painter, Piece},
    styles::Styles,
};
use crate::{
    app::{App, Focus, empty},
    layout::{
        Run, Scale,
        headlines::{Entry, GUTTER, wrapped},
        panes::Area,
    },
    text::width,
};

/// Paints the headline list.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer, painter: &mut Painter) {
    let area = app.panes().list;
    if area.is_empty() {
        return;
    }
    if app.list().total() == 0 {
        return empty(app, area, styles, buffer);
    }
    for entry in app.list().shown() {
        paint_words(entry, area, styles, buffer);
        let (title, bar) = looks(app, entry, styles);
        let hits = app.list().hits(entry.place);
        for line in &entry.title {
            let below = u16::try_from(line.row).unwrap_or(u16::MAX);
            let room = from_row(area, entry.title_y().saturating_add(below), GUTTER);
            let piece = |run: &Run| Piece { column: run.x, text: run.text.clone(), style: title, link: None };
            let mut pieces = line::hit(line.runs.iter().map(piece).collect(), line, &hits, styles.mark);
            painter.line(buffer, line::room(line, room), line.scale, &mut pieces);
        }
        paint_mark(app, entry, (bar, styles.accent), buffer, painter);
    }
}

/// What there is of `area` from a row below its top and a column right of its left edge.
fn from_row(area: Area, row: u16, column: u16) -> Area {
    let (row, column) = (row.min(area.height), column.min(area.width));
    Area { x: area.x + column, y: area.y + row, width: area.width - column, height: area.height - row }
}

fn empty(app: &App, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let room = area.width.saturating_sub(GUTTER + 1);
    for (y, line) in (area.y..area.y + area.height).zip(wrapped(&empty::words(app), room)) {
        put(buffer, area.x + GUTTER, y, &line, room, styles.quiet);
    }
}

/// The styles of an entry's title and of the mark at its edge.
fn looks(app: &App, entry: &Entry, styles: &Styles) -> (Style, Style) {
    let chosen = app.list().chosen() == entry.place;
    let read = app.list().row(entry.place).is_some_and(|row| row.read);
    let focused = chosen && app.focus() == Focus::List;
    let title = match (focused, read) {
        (true, _) => styles.chosen,
        (false, true) if !chosen => styles.read,
        _ => styles.unread,
    };
    (title, if chosen && !focused { styles.quiet } else { styles.accent })
}

/// The words of an entry that are in plain type whatever the size of the title.
fn paint_words(entry: &Entry, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let (room, bottom) = (area.width.saturating_sub(GUTTER), area.y + area.height);
    if let Some(heading) = &entry.heading {
        put(buffer, area.x + GUTTER, area.y + entry.y, heading, room, styles.day);
    }
    let meta_y = area.y.saturating_add(entry.meta_y());
    if !entry.meta.is_empty() && meta_y < bottom {
        put_ordered(buffer, (area.x + GUTTER, meta_y), &entry.meta, room.saturating_sub(1), styles.quiet);
    }
    let age_y = meta_y.saturating_sub(1);
    if !entry.age.is_empty() && age_y < bottom {
        let wide = u16::try_from(width(&entry.age)).unwrap_or(u16::MAX);
        put(buffer, area.x + area.width.saturating_sub(wide + 1), age_y, &entry.age, wide, styles.quiet);
    }
}

/// The bar at the edge of the chosen story, the dot before one that is unread, the tick on one that is picked.
fn paint_mark(app: &App, entry: &Entry, (bar, accent): (Style, Style), buffer: &mut Buffer, painter: &mut Painter) {
    let area = app.panes().list;
    let read = app.list().row(entry.place).is_some_and(|row| row.read);
    let chosen = app.list().chosen() == entry.place;
    if chosen {
        let end = (area.y + entry.y + entry.height).min(area.y + area.height);
        (area.y + entry.title_y()..end).for_each(|y| put(buffer, area.x, y, "▌", 1, bar));
    }
    let sign = match (app.list().is_picked(entry.place), chosen, read) {
        (true, _, _) => "✓",
        (false, false, false) => "●",
        _ => return,
    };
    let gutter = from_row(area, entry.title_y(), u16::from(chosen));
    let gutter = Area { width: (GUTTER - u16::from(chosen)).min(gutter.width), ..gutter };
    let scale = if chosen { Scale::PLAIN } else { entry.scale() };
    let sign = Piece { column: 0, text: sign.into(), style: accent, link: None };
    painter.line(buffer, rect(gutter), scale, &mut [sign]);
}
