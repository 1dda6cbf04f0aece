//! The foot: what the keys do here and now, what is going on, where the reader is.

use ratatui::buffer::Buffer;

use super::{put, styles::Styles};
use crate::app::{
    App,
    foot::{self, Kind},
};

/// Paints the foot.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let area = app.panes().foot;
    if area.is_empty() {
        return;
    }
    for part in foot::parts(app) {
        let style = match part.kind {
            Kind::Key => styles.key,
            Kind::Note => styles.page,
            Kind::Bad => styles.bad,
            Kind::Word | Kind::Place => styles.quiet,
        };
        put(buffer, area.x + part.x, area.y, &part.text, part.width, style);
    }
}
