//! The feeds pane.

use ratatui::{buffer::Buffer, style::Style};

use super::{put, styles::Styles};
use crate::{
    app::{
        App, Focus,
        feeds::{Health, Row},
    },
    layout::{headlines::GUTTER, panes::Area},
    text::{elide, width},
    words::Words,
};

/// The columns that a title keeps beside a word.
const WIDTH_OF_TITLE: usize = 10;
/// How far a feed stands in below its folder, in columns.
const INDENT: u16 = 2;

/// Paints the feeds pane.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().feeds;
    let feeds = app.feeds();
    for (y, (place, row)) in (area.y..area.y + area.height).zip(feeds.rows().iter().enumerate().skip(feeds.top())) {
        let line = Area { y, height: 1, ..area };
        let focused = app.focus() == Focus::Feeds;
        let chosen = (place == feeds.chosen()).then_some(focused);
        paint_row((row, app.words()), line, chosen, (styles, buffer));
    }
}

/// Paints a row; `chosen` says, of the chosen one, whether the pane has the focus.
fn paint_row((row, words): (&Row, Words), area: Area, chosen: Option<bool>, (styles, buffer): (&Styles, &mut Buffer)) {
    let mark = match row.folded {
        Some(true) => "▸ ",
        Some(false) => "▾ ",
        None => "",
    };
    let indent = GUTTER + row.depth * INDENT;
    let room = area.width.saturating_sub(indent + 1);
    let count = if row.count > 0 { row.count.to_string() } else { String::new() };
    let count = match row.health {
        Health::Well => count,
        Health::Failing(_) => failing(words, &count, room),
        Health::Paused => words.get("feed.paused").to_owned(),
        Health::Gone => words.get("feed.gone").to_owned(),
    };
    let count_width = cells(&count);
    let title = format!("{mark}{}", row.title(words));
    let title_room = room.saturating_sub(if count_width > 0 { count_width + 1 } else { 0 });
    put(buffer, area.x + indent, area.y, &elide(&title, usize::from(title_room)), title_room, title_style(row, chosen, styles));
    if count_width <= room {
        let style = if matches!(row.health, Health::Failing(_)) { styles.bad } else { styles.quiet };
        put(buffer, (area.x + area.width).saturating_sub(count_width + 1), area.y, &count, count_width, style);
    }
    if let Some(focused) = chosen {
        put(buffer, area.x, area.y, "▌", 1, if focused { styles.accent } else { styles.quiet });
    }
}

/// A word for a feed that fails where there is room for it, and how much it has to read.
fn failing(words: Words, count: &str, room: u16) -> String {
    let word = words.get("feed.failing");
    let sign = if usize::from(room) >= width(word) + WIDTH_OF_TITLE { word } else { "!" };
    format!("{sign} {count}").trim_end().to_owned()
}

fn title_style(row: &Row, chosen: Option<bool>, styles: &Styles) -> Style {
    match chosen {
        Some(true) => styles.chosen,
        Some(false) => styles.unread,
        None if row.count > 0 => styles.page,
        None => styles.read,
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
