//! A line that is typed on, in place of the foot.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

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

/// Paints what is said of the line over the row above it, with a mark below which the part of the line stands that is meant.
pub fn remark(prompt: &Prompt, area: Area, styles: &Styles, buffer: &mut Buffer) {
    let Some(remark) = prompt.remark().filter(|_| !area.is_empty()) else { return };
    put(buffer, area.x, area.y, &" ".repeat(usize::from(area.width)), area.width, styles.page);
    let style = if remark.bad { styles.bad } else { styles.quiet };
    let carets = remark.at.as_ref().and_then(|at| carets(prompt, at, area.width)).unwrap_or(area.x + 1..area.x);
    let below = Rect::new(carets.start, area.y + 1, carets.end.saturating_sub(carets.start), 1);
    buffer.set_style(below.intersection(buffer.area), style.add_modifier(Modifier::UNDERLINED));
    let marks = "▾".repeat(usize::from(carets.end.saturating_sub(carets.start)));
    put(buffer, carets.start, area.y, &marks, area.width, style);
    let said = cells(&remark.text);
    let behind = area.width.saturating_sub(carets.end + 2);
    // Behind the mark where there is room, else before it, else over it.
    if said <= behind || carets.end <= area.x + 1 {
        let x = if marks.is_empty() { area.x + 1 } else { carets.end + 1 };
        put(buffer, x, area.y, &remark.text.elided(usize::from(area.width.saturating_sub(x + 1))), area.width, style);
    } else if said + 2 <= carets.start {
        put(buffer, carets.start - said - 1, area.y, &remark.text, said, style);
    } else {
        let room = area.width.saturating_sub(2);
        put(buffer, area.x, area.y, &" ".repeat(usize::from(area.width)), area.width, styles.page);
        put(buffer, area.x + 1, area.y, &remark.text.elided(usize::from(room)), room, style);
    }
}

/// The columns above the characters `at` of a line, as far as they are in sight.
fn carets(prompt: &Prompt, at: &Range<usize>, width_of_window: u16) -> Option<Range<u16>> {
    let columns = |characters: Range<usize>| {
        let part: String = prompt.text().chars().skip(characters.start).take(characters.len()).collect();
        u16::try_from(width(&part)).unwrap_or(u16::MAX)
    };
    let all = columns(0..usize::MAX);
    // The line may have been scrolled to its end.
    let shown_from = (cursor(prompt, width_of_window)).checked_sub(columns(0..prompt.characters_before_cursor()))?;
    let start = shown_from.saturating_add(columns(0..at.start));
    let wide = columns(at.clone()).clamp(1, all.max(1));
    let end = start.saturating_add(wide).min(width_of_window.saturating_sub(1));
    (start < end).then_some(start..end)
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
