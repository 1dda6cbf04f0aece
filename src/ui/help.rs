//! The help, over everything else.

use ratatui::{
    buffer::Buffer,
    widgets::{Block, BorderType, Clear, Widget},
};

use super::{put, rect, styles::Styles};
use crate::app::{
    App,
    help::{HelpLine, key_width, lines},
};

/// Paints the help, where it is open.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let Some(help) = app.help() else { return };
    let area = rect(app.help_area());
    Clear.render(area, buffer);
    buffer.set_style(area, styles.page);
    let frame = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.rule)
        .title(format!(" {} ", app.words().get("help.title")))
        .title_style(styles.page.patch(styles.name));
    let inside = frame.inner(area);
    frame.render(area, buffer);
    let all = lines(app.keys(), app.words());
    let keys_wide = u16::try_from(key_width(&all)).unwrap_or(u16::MAX);
    for (y, line) in (inside.y..inside.bottom()).zip(all.iter().skip(help.top)) {
        let x = inside.x + 1;
        let room = inside.width.saturating_sub(2);
        match line {
            HelpLine::Blank => {}
            HelpLine::Group(name) => put(buffer, x, y, name, room, styles.accent),
            HelpLine::Keys { keys, does, .. } => {
                let column = keys_wide.min(room / 2);
                put(buffer, x, y, &crate::text::elide(keys, usize::from(column.saturating_sub(1))), column, styles.key);
                put(buffer, x + column, y, &crate::text::elide(does, usize::from(room - column)), room - column, styles.page);
            }
        }
    }
}
