//! A line of a page, put on cells.

use ratatui::{buffer::Buffer, style::Style};

use super::styles::Styles;
use crate::layout::{Line, panes::Area};

/// Paints a line whose sheet begins at column `x` on row `y`, cut at the right edge of `area`. `over` is laid over the
/// style of every run.
pub fn paint(line: &Line, x: u16, y: u16, area: Area, over: Style, styles: &Styles, buffer: &mut Buffer) {
    for run in &line.runs {
        let Ok(column) = u16::try_from(u32::from(x) + line.left + line.scale.cells(run.x)) else { continue };
        let Some(room) = (area.x + area.width).checked_sub(column) else { continue };
        let style = styles.run(run.role, run.style, run.link.is_some()).patch(over);
        super::put(buffer, column, y, &run.text, room, style);
    }
}

/// Paints the words of a line in one style, whatever they are.
pub fn paint_plain(line: &Line, x: u16, y: u16, area: Area, style: Style, buffer: &mut Buffer) {
    for run in &line.runs {
        let Ok(column) = u16::try_from(u32::from(x) + line.left + line.scale.cells(run.x)) else { continue };
        let Some(room) = (area.x + area.width).checked_sub(column) else { continue };
        super::put(buffer, column, y, &run.text, room, style);
    }
}
