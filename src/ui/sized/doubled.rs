//! Lines on a terminal that doubles whole rows (DECDHL).
//!
//! A row's size is an attribute of the row, and a doubled row has half as many columns. So each row is one symbol that
//! covers the whole width: it empties the row, then doubles it, then writes. The order matters: a wide character that is
//! still there when the row is doubled crashes xterm. Every other row says that it is plain, since erasing a row does not
//! reset its attribute.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::{Position, Rect},
    style::{Color, Style},
};

use crate::{
    text,
    ui::sequence::{self, Half},
};

use super::{Piece, Sealed, plain};

/// Paints a line over the whole width of the screen on the two rows of `room`; its left edge is at half of `room.x`.
/// A line with wide characters is painted in plain type: there is no doubled row that could hold them.
pub(super) fn paint(buffer: &mut Buffer, room: Rect, pieces: &[Piece], rows: &mut Vec<Sealed>) {
    let wide = |piece: &Piece| text::graphemes(&piece.text).any(|(_, columns)| columns > 1);
    if pieces.iter().any(wide) {
        return plain(buffer, room, pieces);
    }
    let area = Rect { x: buffer.area.x, width: buffer.area.width, ..room };
    let colour = buffer.cell(room.as_position()).map(|cell| cell.bg).filter(|colour| *colour != Color::Reset);
    let paper = Style { bg: colour, ..Style::new() };
    let parts = parts(room, area, pieces);
    let symbols = [Half::Upper, Half::Lower].map(|half| sequence::doubled(half, paper, &parts));
    for (y, symbol) in (area.y..).zip(&symbols) {
        row(buffer, Rect { y, height: 1, ..area }, symbol);
    }
    rows.push(Sealed { area, symbols, plain: text::CleanText::new() });
}

/// The columns to leave free, the text and the style of each piece, as far as it fits.
fn parts(room: Rect, area: Rect, pieces: &[Piece]) -> Vec<(usize, text::CleanText, Style)> {
    let left = usize::from((room.x - area.x) / 2);
    let right = usize::from((room.right() - area.x) / 2);
    let mut column = 0;
    let mut parts = Vec::new();
    for piece in pieces {
        let begin = left.saturating_add(usize::try_from(piece.column).unwrap_or(usize::MAX)).max(column);
        let fits = text::cut(&piece.text, right.saturating_sub(begin)).len();
        let shown = piece.text.part(0..fits);
        let end = begin.saturating_add(text::width(&shown));
        if fits > 0 {
            parts.push((begin - column, shown, piece.style));
            column = end;
        }
    }
    parts
}

fn row(buffer: &mut Buffer, area: Rect, symbol: &str) {
    for at in area.positions() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.reset();
            cell.set_diff_option(CellDiffOption::Skip);
        }
    }
    if let (Some(cell), Some(width)) = (buffer.cell_mut(area.as_position()), NonZeroU16::new(area.width)) {
        cell.set_symbol(symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

/// Marks every row as plain that none of `rows` has doubled.
pub(super) fn mark_plain_rows(buffer: &mut Buffer, rows: &[Rect]) {
    let screen = buffer.area;
    for y in (screen.y..screen.bottom()).filter(|y| !rows.iter().any(|row| (row.y..row.bottom()).contains(y))) {
        if let Some(cell) = buffer.cell_mut(Position { x: screen.x, y }) {
            let width = match cell.diff_option {
                CellDiffOption::ForcedWidth(width) => Some(width),
                _ => u16::try_from(text::width(cell.symbol())).ok().and_then(NonZeroU16::new),
            };
            let symbol = format!("{}{}", sequence::PLAIN_ROW, cell.symbol());
            cell.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width.unwrap_or(NonZeroU16::MIN)));
        }
    }
}
