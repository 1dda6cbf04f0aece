//! A line that is typed on, in place of the foot.

use ratatui::{buffer::Buffer, style::Modifier};

use super::{put, styles::Styles};
use crate::{
    app::prompt::Prompt,
    layout::panes::Area,
    text::{CleanText, width},
};

/// Paints a line over `area`, which is one row high.
pub fn paint(prompt: &Prompt, area: Area, styles: &Styles, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    put(buffer, area.x, area.y, &" ".repeat(usize::from(area.width)), area.width, styles.page);
    // At least half of the row is for what is typed.
    let label = prompt.label().elided(usize::from(area.width / 2));
    let room = area.width.saturating_sub(1).saturating_sub(cells(&label)).saturating_sub(1);
    let shown = prompt.shown(usize::from(room));
    let mut x = area.x + 1;
    let parts = [
        (&label, styles.key),
        (&CleanText::from(" "), styles.page),
        (&shown.before, styles.page),
        (&shown.under, styles.page.add_modifier(Modifier::REVERSED)),
        (&shown.after, styles.page),
    ];
    for (text, style) in parts {
        put(buffer, x, area.y, text, (area.x + area.width).saturating_sub(x), style);
        x = x.saturating_add(cells(text));
    }
}

/// The column of the cursor on a line over the whole width of a window.
#[must_use]
pub fn cursor(prompt: &Prompt, width: u16) -> u16 {
    let label = cells(&prompt.label().elided(usize::from(width / 2)));
    let room = width.saturating_sub(1).saturating_sub(label).saturating_sub(1);
    (2 + label).saturating_add(cells(&prompt.shown(usize::from(room)).before))
}

fn cells(text: &CleanText) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
