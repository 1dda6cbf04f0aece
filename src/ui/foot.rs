//! The foot: what the keys do here and now, what is going on, where the reader is.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::{
    app::{App, foot},
    text::{CleanText, width},
};

/// The columns that are kept for what the keys do.
const HINTS: u16 = 20;

/// Paints the foot.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().foot;
    if area.is_empty() {
        return;
    }
    let cells = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let note = foot::note(app);
    let left = note.as_ref().map_or(HINTS, |note| cells(&note.text));
    let fits = |place: &CleanText| left.saturating_add(cells(place)).saturating_add(3) <= area.width;
    let place = Some(foot::place(app, true)).filter(fits).unwrap_or_else(|| foot::place(app, false));
    let right = cells(&place) + 1;
    let mut room = area.width.saturating_sub(2);
    if fits(&place) {
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
