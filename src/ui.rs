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

use std::{borrow::Cow, cell::Cell};

use ratatui::{Frame, buffer::Buffer, layout::Rect, style::Style};

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
    static ORDERS_ITSELF: Cell<bool> = const { Cell::new(false) };
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
        buffer.set_stringn(x, y, text::cut(text, usize::from(room)), usize::from(room), style);
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
