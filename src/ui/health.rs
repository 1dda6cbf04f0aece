//! The page that says how the feeds fare.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{menu::frame, put, styles::Styles};
use crate::{
    app::{
        App,
        feeds::Health,
        health::{self, HealthPage, Report},
        menu::Seen,
    },
    layout::headlines::wrapped,
    model::FeedId,
    text::{CleanText, width},
    words::Phrase,
};

/// The columns that a title has at the least.
const TITLE: u16 = 14;
/// The columns between two columns of the table.
const GAP: u16 = 2;

/// Paints the page over all but the foot.
pub fn paint(app: &App, page: &HealthPage, styles: &Styles, buffer: &mut Buffer) {
    let window = app.panes().stage();
    let filter = page.menu.filter();
    let title = if filter.is_empty() { page.menu.title().to_string() } else { format!("{}: {filter}▏", page.menu.title()) };
    let inside = frame(window, &CleanText::block(&format!(" {title} ")), styles, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let columns = columns(app, page, inside.width);
    let rows = page.menu.area(health::rows_area(window));
    let table = Rect { width: inside.width.min(widest_title(page).saturating_add(2 + taken(&columns))), ..inside };
    names(&columns, table, styles, buffer);
    for (y, Seen { row, chosen, .. }) in (inside.y + 1..inside.bottom()).zip(page.menu.in_sight(rows)) {
        if let Some(report) = page.report(row.value) {
            paint_row(report, chosen, (Rect { y, height: 1, ..table }, &columns), styles, buffer);
        }
    }
    let details = health::details(window);
    let chosen = page.menu.in_sight(rows).find(|seen| seen.chosen).and_then(|seen| page.report(seen.row.value));
    if let Some(report) = chosen.filter(|_| details > 0) {
        let below = Rect { y: inside.bottom().saturating_sub(details), height: details, ..inside };
        put(buffer, inside.x, below.y.saturating_sub(1), &"─".repeat(usize::from(inside.width)), inside.width, styles.rule);
        tell(app, report, (below, columns.len()), styles, buffer);
    }
}

/// A column of the table: its name, its width, and the cell of each feed.
struct Column {
    name: &'static str,
    width: u16,
    cells: Vec<(FeedId, CleanText)>,
}

/// The columns for which there is room beside the titles.
fn columns(app: &App, page: &HealthPage, room: u16) -> Vec<Column> {
    let names = ["health.last", "health.due", "health.weekly", "health.latency"].map(|key| app.words().get(key));
    let cells: Vec<_> = page.reports().iter().map(|report| (report.id, report.cells(app.calendar()))).collect();
    let mut left = room.saturating_sub(TITLE);
    let mut columns = Vec::new();
    for (number, name) in names.into_iter().enumerate() {
        let cells: Vec<(FeedId, CleanText)> =
            cells.iter().filter_map(|(id, row)| row.get(number).map(|cell| (*id, cell.clone()))).collect();
        let widest = cells.iter().map(|(_, cell)| width(cell)).chain([width(name)]).max().unwrap_or_default();
        let width = u16::try_from(widest).unwrap_or(u16::MAX);
        let Some(rest) = left.checked_sub(width.saturating_add(GAP)) else { break };
        left = rest;
        columns.push(Column { name, width, cells });
    }
    columns
}

/// In a wide window the figures stand beside the names, not at the other end of the row.
fn widest_title(page: &HealthPage) -> u16 {
    let widest = page.reports().iter().map(|report| width(&report.title)).max().unwrap_or_default();
    u16::try_from(widest).unwrap_or(u16::MAX)
}

fn taken(columns: &[Column]) -> u16 {
    columns.iter().map(|column| column.width + GAP).sum()
}

fn names(columns: &[Column], area: Rect, styles: &Styles, buffer: &mut Buffer) {
    let mut x = area.right().saturating_sub(taken(columns));
    for column in columns {
        let indent = GAP + column.width - u16::try_from(width(column.name)).unwrap_or_default();
        put(buffer, x + indent, area.y, column.name, column.width, styles.quiet);
        x += GAP + column.width;
    }
}

fn paint_row(report: &Report, chosen: bool, (area, columns): (Rect, &[Column]), styles: &Styles, buffer: &mut Buffer) {
    let (sign, style) = match report.health {
        Health::Well => (" ", styles.page),
        Health::Failing(_) => ("!", styles.bad),
        Health::Paused => ("‖", styles.quiet),
        Health::Gone => ("×", styles.bad),
    };
    let style = if chosen { styles.focused } else { style };
    if chosen {
        put(buffer, area.x, area.y, &" ".repeat(usize::from(area.width)), area.width, style);
    }
    let room = area.width.saturating_sub(taken(columns)).saturating_sub(2);
    put(buffer, area.x, area.y, sign, 1, style);
    put(buffer, area.x + 2, area.y, &report.title.elided(usize::from(room)), room, style);
    let mut x = area.right().saturating_sub(taken(columns));
    for column in columns {
        let cell = column.cells.iter().find(|(id, _)| *id == report.id).map(|(_, cell)| cell.clone()).unwrap_or_default();
        let indent = GAP + column.width.saturating_sub(u16::try_from(width(&cell)).unwrap_or_default());
        put(buffer, x + indent, area.y, &cell, column.width, if chosen { style } else { styles.quiet });
        x += GAP + column.width;
    }
}

/// What is known of the chosen feed, in sentences; of the columns, what the table has no room for.
fn tell(app: &App, report: &Report, (area, shown): (Rect, usize), styles: &Styles, buffer: &mut Buffer) {
    let words = app.words();
    let (total, unread) = report.stories;
    let stories = Phrase::new("masthead.stories").count(total);
    let stories = words.say(&Phrase::new("masthead.unread").with("n", unread).with("stories", stories));
    let keys = ["health.tell-last", "health.tell-due", "health.tell-weekly", "health.tell-latency"];
    let facts = keys.into_iter().zip(report.cells(app.calendar())).skip(shown).filter(|(_, fact)| !fact.is_empty());
    let facts = facts.map(|(key, fact)| words.say(&Phrase::new(key).with("fact", fact)).to_string());
    let facts = std::iter::once(stories.to_string()).chain(facts).collect::<Vec<_>>().join(" · ");
    let moved =
        report.moved.as_ref().map(|url| words.say(&Phrase::new("health.moved").with("url", CleanText::block(url.as_str()))));
    let bad = matches!(report.health, Health::Failing(_) | Health::Gone);
    let lines = [
        (words.say(&report.state()), if bad { styles.bad } else { styles.page }),
        (CleanText::line(&facts), styles.quiet),
        (report.address.clone(), styles.quiet),
        (moved.unwrap_or_default(), styles.quiet),
    ];
    let mut y = area.y;
    for (text, style) in lines.into_iter().filter(|(text, _)| !text.is_empty()) {
        for line in wrapped(&text, area.width) {
            if y >= area.bottom() {
                return;
            }
            put(buffer, area.x, y, &line, area.width, style);
            y += 1;
        }
    }
}
