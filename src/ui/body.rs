//! The story: its head with the toolbar, and the body below.

use ratatui::{buffer::Buffer, style::Modifier, style::Style};

use super::{
    line, put,
    sized::{Painter, Piece},
    styles::Styles,
};
use crate::{
    app::{App, action::Action, search::Hit, toolbar},
    layout::{Line, front::WordSpot, panes::Area},
};

/// Paints the body pane.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer, painter: &mut Painter) {
    let area = app.panes().body;
    if area.is_empty() || app.reader().story().is_none() {
        return;
    }
    paint_lines(app, area, styles, buffer, painter);
    paint_rule(app, area, styles, buffer);
    paint_toolbar(app, area, styles, buffer);
}

/// The row of the pane on which a row of the page lies, where it is in sight.
fn on_screen(app: &App, area: Area, row: u32) -> Option<u16> {
    let y = u16::try_from(row.checked_sub(app.reader().top())?).ok()?;
    (y < area.height).then_some(area.y + y)
}

fn paint_lines(app: &App, area: Area, styles: &Styles, buffer: &mut Buffer, painter: &mut Painter) {
    let reader = app.reader();
    let (top, head) = (reader.top(), reader.front().height);
    let visible = |line: &&Line, from: u32| line.row + from < top + u32::from(area.height);
    let hits = hits(app);
    let links = reader.story().filter(|_| app.hyperlinks()).map_or(&[][..], |story| &story.document.links);
    let mut paint = |line: &Line, from: u32, mut pieces: Vec<Piece>| {
        if let Some(y) = on_screen(app, area, line.row + from) {
            let below = y - area.y;
            let end = reader.column_end(line.left).filter(|_| from == head).and_then(|end| u16::try_from(end).ok());
            let width = end.map_or(area.width, |end| end.min(area.width));
            let room = Area { y, width, height: area.height - below, ..area };
            painter.line(buffer, line::room(line, room), line.scale, &mut pieces);
        }
    };
    reader.front().page.lines.iter().for_each(|line| paint(line, 0, line::pieces(line, styles, &[])));
    let first = top.checked_sub(head).map_or(0, |row| reader.page().line_at(row));
    let from_here = reader.page().lines.iter().enumerate().skip(first);
    for (number, line) in from_here.take_while(|(_, line)| visible(line, head)) {
        let marked = line::marked(line::pieces(line, styles, links), line, &hits, styles);
        paint(line, head, line::lettered(marked, number, app.hints(), styles));
    }
}

/// Where the words of the search stand among the lines in sight: the leaf, the bytes, whether the reader is at it.
fn hits(app: &App) -> Vec<(Hit, bool)> {
    let Some(search) = app.search().or_else(|| app.found()) else { return Vec::new() };
    let gone_to = app.search().is_some() || search.is_begun();
    let current = search.current().map(|(number, _)| number).filter(|_| gone_to);
    let numbered = search.hits().iter().enumerate();
    numbered.map(|(number, hit)| (hit.clone(), current == Some(number))).collect()
}

fn paint_rule(app: &App, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let (front, sheet) = (app.reader().front(), app.reader().sheet());
    if let (Some(y), Ok(x), Ok(measure)) =
        (on_screen(app, area, front.rule), u16::try_from(sheet.margin), u16::try_from(sheet.measure))
    {
        let width = measure.min(area.width.saturating_sub(x));
        put(buffer, area.x + x, y, &"─".repeat(usize::from(width)), width, styles.rule);
    }
}

/// The toolbar where it stands on the page; while it has the focus and is out of sight, on the pane's first rows.
fn paint_toolbar(app: &App, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let spots = &app.reader().front().words;
    let focused = app.chosen_word();
    let out_of_sight = spots.iter().any(|spot| on_screen(app, area, spot.row).is_none());
    let first = spots.iter().map(|spot| spot.row).min().unwrap_or_default();
    for spot in spots {
        let pinned = u16::try_from(spot.row - first).ok().filter(|y| *y < area.height).map(|y| area.y + y);
        let y = if focused.is_some() && out_of_sight { pinned } else { on_screen(app, area, spot.row) };
        let Some(y) = y else { continue };
        if out_of_sight && focused.is_some() && spot.word == 0 {
            let rows = spots.iter().map(|spot| spot.row - first + 1).max().unwrap_or(1);
            clear_rows(area, rows, buffer);
        }
        paint_word(app, spot, y, area, styles, buffer);
    }
}

fn clear_rows(area: Area, rows: u32, buffer: &mut Buffer) {
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    let blank = " ".repeat(usize::from(area.width));
    for y in area.y..area.y + height {
        put(buffer, area.x, y, &blank, area.width, Style::new().remove_modifier(Modifier::all()));
    }
}

fn paint_word(app: &App, spot: &WordSpot, y: u16, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let Some(action) = toolbar::ACTIONS.get(spot.word).copied() else { return };
    let Ok(x) = u16::try_from(u32::from(area.x) + spot.x) else { return };
    let room = (area.x + area.width).saturating_sub(x);
    let in_use = toolbar::is_in_use(action, app.reader().shown_size());
    let mut style = if in_use { styles.accent } else { styles.quiet };
    if app.chosen_word() == Some(spot.word) {
        style = styles.focused;
    }
    put(buffer, x, y, &spot.text, room, style);
    if matches!(action, Action::Print | Action::Mail | Action::Share) && room > 0 && y < buffer.area.bottom() {
        put(buffer, x, y, crate::text::cut(&spot.text, 1), 1, style.add_modifier(Modifier::UNDERLINED));
    }
}
