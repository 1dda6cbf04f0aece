//! Where the real cursor stands: at what has the focus, for input methods and magnifiers.

use super::prompt;
use crate::{
    app::{App, Focus, menu::Scrolled, popup::Popup},
    layout::{headlines::GUTTER, panes::Area},
    text::width,
};

/// The cell of the cursor, and whether it is to be seen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The column, from 0.
    pub x: u16,
    /// The row, from 0.
    pub y: u16,
    /// Whether something is typed there.
    pub typing: bool,
}

/// Where the cursor stands.
#[must_use]
pub fn of(app: &App) -> Option<Cursor> {
    let panes = app.panes();
    let last_row = panes.window.height.saturating_sub(1);
    let (x, y, typing) = match app.popup() {
        Some(Popup::Ask(line, _)) => (prompt::cursor(line, panes.window.width), last_row, true),
        Some(popup) => on_menu(popup.menu()?, panes.stage())?,
        None => match (app.search().filter(|search| search.typing), app.focus()) {
            (Some(search), _) => (2 + cells(&search.words()), panes.foot.y, true),
            (None, Focus::List) => (panes.list.x + GUTTER, chosen_row(app, panes.list)?, false),
            (None, Focus::Feeds) => {
                let below = app.feeds().chosen().checked_sub(app.feeds().top())?;
                (panes.feeds.x + GUTTER, panes.feeds.y + u16::try_from(below).ok()?, false)
            }
            (None, Focus::Body) => (panes.body.x + u16::try_from(app.reader().sheet().margin).ok()?, panes.body.y, false),
            (None, Focus::Toolbar) => {
                let spot = app.reader().front().words.iter().find(|spot| Some(spot.word) == app.chosen_word())?;
                let row = u16::try_from(spot.row.saturating_sub(app.reader().top())).ok()?;
                (panes.body.x + u16::try_from(spot.x).ok()?, panes.body.y + row, false)
            }
            (None, Focus::Popup) => return None,
        },
    };
    panes.window.holds(x, y).then_some(Cursor { x, y, typing })
}

/// Where something is typed to narrow a menu, else on its chosen row.
fn on_menu(menu: &dyn Scrolled, window: Area) -> Option<(u16, u16, bool)> {
    let (area, rows) = (menu.area(window), menu.rows_in(window));
    if let Some(columns) = menu.typed_at() {
        return Some(((area.x + columns).min(rows.x + rows.width.saturating_sub(1)), area.y, true));
    }
    let y = rows.y.checked_add(menu.chosen_below_top())?;
    Some((rows.x + 1, y, false))
}

fn chosen_row(app: &App, area: Area) -> Option<u16> {
    let entry = app.list().shown().iter().find(|entry| entry.place == app.list().chosen())?;
    Some(area.y + entry.title_y())
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
