//! Whatever stands over the page.

use ratatui::buffer::Buffer;

use super::{health, menu, prompt, qr, styles::Styles};
use crate::{
    app::{App, popup::Popup},
    layout::panes::Area,
};

/// Paints what is open, if anything is.
pub fn paint(app: &App, styles: &Styles, buffer: &mut Buffer) {
    let panes = app.panes();
    let (window, stage) = (panes.window, panes.stage());
    match app.popup() {
        Some(Popup::Share(open)) => menu::paint(open, stage, styles, buffer),
        Some(Popup::Enclosures(open)) => menu::paint(open, stage, styles, buffer),
        Some(Popup::Palette(open)) => menu::paint(open, stage, styles, buffer),
        Some(Popup::Messages(open)) => menu::paint(open, stage, styles, buffer),
        Some(Popup::Choose(open) | Popup::Welcome(open)) => menu::paint(open, stage, styles, buffer),
        Some(Popup::Health(page)) => health::paint(app, page, styles, buffer),
        Some(Popup::Ask(line, _)) => {
            let last_row = Area { y: window.height.saturating_sub(1), height: window.height.min(1), ..window };
            prompt::paint(line, last_row, styles, buffer);
            if window.height > 3 {
                prompt::remark(line, Area { y: last_row.y - 1, ..last_row }, styles, buffer);
            }
        }
        Some(Popup::Code(code)) => qr::paint(code, (window, app.words()), styles, buffer),
        None => {}
    }
}
