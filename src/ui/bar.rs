//! Scrollbars: a slim thumb where there is something to scroll, a stronger stroke of the rule or frame that it stands on.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::app::{App, bars::Bar};

/// Paints some scrollbars.
pub fn paint(app: &App, bars: &[Bar], styles: &Styles, buffer: &mut Buffer) {
    for (track, extent) in bars.iter().filter_map(|bar| app.bar(*bar)) {
        let Some(thumb) = extent.thumb(track.height) else { continue };
        for y in track.y + thumb.start..track.y + thumb.start + thumb.length {
            put(buffer, track.x, y, "┃", 1, styles.rule);
        }
    }
}
