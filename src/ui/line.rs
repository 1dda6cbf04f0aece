//! A line of a page, put on cells.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{rect, sized::Piece, styles::Styles};
use crate::layout::{Line, panes::Area};

/// Where a line stands whose sheet begins at the left of `area`, on its first row.
#[must_use]
pub fn room(line: &Line, area: Area) -> Rect {
    let left = u16::try_from(line.left).unwrap_or(u16::MAX).min(area.width);
    rect(Area { x: area.x + left, width: area.width - left, ..area })
}

/// The runs of a line as they are painted.
#[must_use]
pub fn pieces(line: &Line, styles: &Styles) -> Vec<Piece> {
    let all = line.runs.iter().map(|run| (run, styles.run(run.role, run.style, run.link.is_some())));
    all.map(|(run, style)| Piece { column: run.x, text: run.text.clone(), style }).collect()
}

/// Paints the words of a line in one style, whatever they are.
pub fn paint_plain(line: &Line, x: u16, y: u16, area: Area, style: Style, buffer: &mut Buffer) {
    for run in &line.runs {
        let Ok(column) = u16::try_from(u32::from(x) + run.x) else { continue };
        let Some(room) = (area.x + area.width).checked_sub(column) else { continue };
        super::put(buffer, column, y, &run.text, room, style);
    }
}
