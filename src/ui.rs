//! Paint: the state of [`App`], put on a terminal's cells. Nothing is decided here and nothing changes.

pub mod bar;
pub mod body;
pub mod cursor;
pub mod feeds;
pub mod foot;
pub mod health;
pub mod help;
pub mod line;
pub mod list;
pub mod masthead;
pub mod menu;
pub mod popup;
pub mod prompt;
pub mod qr;
pub mod sequence;
pub mod sized;
pub mod styles;

use std::{borrow::Cow, cell};

use ratatui::{
    Frame,
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style,
};

use crate::{
    app::{App, bars::Bar},
    config::settings::Bidi,
    layout::panes::Area,
    text,
};
use sized::{Display, Painter};
use styles::Styles;

thread_local! {
    /// Whether the terminal itself orders what is read from right to left: what is painted goes to one terminal.
    static ORDERS_ITSELF: cell::Cell<bool> = const { cell::Cell::new(false) };
}

/// Paints the whole screen.
pub fn view(app: &App, frame: &mut Frame) {
    ORDERS_ITSELF.set(app.settings().text.bidi == Bidi::Terminal);
    let styles = Styles::of(&app.theme());
    let buffer = frame.buffer_mut();
    let panes = app.panes();
    buffer.set_style(buffer.area, styles.page);
    let mut painter = Painter::new(Display { tier: app.reader().tier(), cell: app.cell() });
    masthead::paint(app, &styles, buffer);
    // Where words reach into the column of this thumb, they win.
    bar::paint(app, &[Bar::Body], &styles, buffer);
    feeds::paint(app, &styles, buffer);
    list::paint(app, &styles, buffer, &mut painter);
    body::paint(app, &styles, buffer, &mut painter);
    rule(panes.head_rule, &styles, buffer);
    rule(panes.foot_rule, &styles, buffer);
    divider(panes.feeds_divider, panes.head_rule, panes.foot_rule, &styles, buffer);
    divider(panes.divider, panes.head_rule, panes.foot_rule, &styles, buffer);
    bar::paint(app, &[Bar::Feeds, Bar::List], &styles, buffer);
    foot::paint(app, &styles, buffer);
    help::paint(app, &styles, buffer);
    popup::paint(app, &styles, buffer);
    bar::paint(app, &[Bar::Menu, Bar::Help], &styles, buffer);
    painter.seal(buffer);
}

/// Writes `text` at a cell, cut to `width` columns, what is read from right to left in its order; nothing outside the buffer
/// is touched.
fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, width: u16, style: Style) {
    put_ordered(buffer, (x, y), &ordered(text::cut(text, usize::from(width))), width, style);
}

/// The same with a text that is in the order in which it is drawn.
fn put_ordered(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, width: u16, style: Style) {
    if y < buffer.area.bottom() && x < buffer.area.right() {
        let room = width.min(buffer.area.right() - x);
        write(buffer, (x, y), text::cut(text, usize::from(room)), style);
    }
}

/// Writes `text`, which fits, from a cell on.
fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, style: Style) {
    let Some(characters) = text::simple(text) else {
        buffer.set_string(x, y, text, style);
        return;
    };
    let mut columns = x..=u16::MAX;
    for (character, width) in characters {
        let Some(cell) = columns.next().and_then(|x| buffer.cell_mut((x, y))) else { return };
        cell.set_symbol(character).set_style(style);
        // What a wide character hides is empty.
        for x in columns.by_ref().take(width.saturating_sub(1)) {
            buffer.cell_mut((x, y)).into_iter().for_each(Cell::reset);
        }
    }
}

/// A line in the order in which the terminal is to be given it.
fn ordered(line: &str) -> Cow<'_, str> {
    if ORDERS_ITSELF.get() { line.into() } else { text::bidi::ordered(line) }
}

fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}

fn rule(area: Area, styles: &Styles, buffer: &mut Buffer) {
    for at in rect(area).intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.set_symbol("─").set_style(styles.rule);
        }
    }
}

fn divider(area: Area, head: Area, foot: Area, styles: &Styles, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    if area.width > 1 {
        return rule(area, styles, buffer);
    }
    for y in area.y..area.y + area.height {
        put(buffer, area.x, y, "│", 1, styles.rule);
    }
    if !head.is_empty() {
        put(buffer, area.x, head.y, "┬", 1, styles.rule);
        put(buffer, area.x, foot.y, "┴", 1, styles.rule);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::write;

    #[test]
    fn every_text_stands_on_the_cells_that_ratatui_gives_it() {
        let style = Style::new().bold();
        for text in ["plain", "a 中文 b", "e\u{301}tude", "👩\u{200d}👩\u{200d}👧 x", "über ‹a›", "中文中文中文"]
        {
            for x in [0, 3, 8] {
                let mut buffers = [(); 2].map(|()| Buffer::with_lines(["ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿ", "0123456789"]));
                write(&mut buffers[0], (x, 1), crate::text::cut(text, usize::from(10 - x)), style);
                buffers[1].set_string(x, 1, text, style);
                assert_eq!(buffers[0], buffers[1], "{text} at {x}");
            }
        }
        let mut small = Buffer::empty(Rect::new(0, 0, 1, 1));
        write(&mut small, (0, 0), "beyond", style);
        write(&mut small, (u16::MAX, u16::MAX), "beyond", style);
    }
}
