//! The foot: what the keys do here and now, what is going on, where the reader is.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::{
    app::{App, foot},
    text::width,
};

/// Paints the foot.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().foot;
    if area.is_empty() {
        return;
    }
    let cells = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let place = foot::place(app);
    let note = foot::note(app);
    let right = cells(&place) + 1;
    let mut room = area.width.saturating_sub(2);
    if note.as_ref().map_or(20, |note| cells(&note.text)) + right + 2 <= area.width {
        put(buffer, area.x + area.width - right, area.y, &place, right, styles.quiet);
        room = area.width - right - 3;
    }
    if let Some(note) = note {
        let style = if note.bad { styles.bad } else { styles.page };
        put(buffer, area.x + 1, area.y, &note.text.elided(usize::from(room)), room, style);
        return;
    }
    let mut x = area.x + 1;
    for (keys, word) in foot::hints(app) {
        let wide = cells(&keys) + 1 + cells(word);
        if x + wide > area.x + 1 + room {
            break;
        }
        put(buffer, x, area.y, &keys, room, styles.key);
        put(buffer, x + cells(&keys) + 1, area.y, word, room, styles.quiet);
        x += wide + 3;
    }
}
