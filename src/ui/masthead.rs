//! The name of the paper, which stories the list shows, today's date, how much there is to read.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::{
    app::{App, masthead},
    text::width,
};

/// Paints the masthead.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().masthead;
    if area.is_empty() {
        return;
    }
    let (left, scope, right) = (masthead::left(app), masthead::scope(app), masthead::right(app));
    for part in &left {
        put(buffer, area.x + part.x, area.y, &part.text, area.width.saturating_sub(part.x), styles.name);
    }
    if let Some(part) = &scope {
        put(buffer, area.x + part.x, area.y, &part.text, part.width, styles.page);
    }
    if let Some(part) = &right {
        put(buffer, area.x + part.x, area.y, &part.text, part.width, styles.quiet);
    }
    let from = scope.as_ref().or(left.last()).map_or(0, |part| part.x + part.width) + 1;
    let to = right.map_or(area.width, |part| part.x);
    for date in [app.calendar().long_date(), app.calendar().short_date()] {
        let wide = u16::try_from(width(&date)).unwrap_or(u16::MAX);
        let x = area.width.saturating_sub(wide) / 2;
        if x > from + 1 && x + wide < to {
            put(buffer, area.x + x, area.y, &date, wide, styles.quiet);
            return;
        }
    }
}
