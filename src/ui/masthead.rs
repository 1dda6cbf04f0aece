//! The name of the paper, today's date, how much there is to read.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::{
    app::{App, Focus},
    text::{CleanText, width},
    words::Phrase,
};

/// Paints the masthead.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let panes = app.panes();
    let area = panes.masthead;
    if area.is_empty() {
        return;
    }
    let alone = panes.list.is_empty() && app.focus() != Focus::List;
    let back = app.keys().of(crate::app::action::Action::Back, Focus::Body).into_iter().next().filter(|_| alone);
    let name = back.map_or_else(|| "newsprint".to_owned(), |key| format!("‹ {key}  newsprint"));
    put(buffer, area.x + 1, area.y, &name, area.width, styles.name);
    let left = u16::try_from(width(&name) + 2).unwrap_or(u16::MAX);
    let counts = counts(app);
    let right = u16::try_from(width(&counts) + 1).unwrap_or(u16::MAX);
    if left.saturating_add(right) > area.width {
        return;
    }
    put(buffer, area.x + area.width - right, area.y, &counts, area.width, styles.quiet);
    for date in [app.calendar().long_date(), app.calendar().short_date()] {
        let wide = u16::try_from(width(&date)).unwrap_or(u16::MAX);
        let x = area.width.saturating_sub(wide) / 2;
        if x > left + 1 && x + wide + 1 < area.width - right {
            put(buffer, area.x + x, area.y, &date, wide, styles.quiet);
            return;
        }
    }
}

fn counts(app: &App) -> CleanText {
    let (total, unread) = (app.list().total(), app.list().unread());
    let stories = Phrase::new("masthead.stories").count(total);
    match (total, unread) {
        (0, _) => CleanText::new(),
        (_, 0) => app.words().say(&stories),
        _ => app.words().say(&Phrase::new("masthead.unread").with("n", unread).with("stories", stories)),
    }
}
