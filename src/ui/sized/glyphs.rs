//! Lines of letters that are drawn from block characters, for terminals that have one size of type.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    layout::letters::{self, Glyph},
    text,
};

use super::{Piece, set};

/// The width of a letter in cells.
const CELLS: u32 = 3;
/// The block characters by the quarters that they fill: upper left 1, upper right 2, lower left 4, lower right 8.
const QUADRANTS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

/// Paints a line on `room`, which is four rows high. A character that the font lacks stands in plain type.
pub(super) fn paint(buffer: &mut Buffer, room: Rect, pieces: &[Piece]) {
    for piece in pieces {
        let mut column = piece.column;
        for (grapheme, columns) in text::graphemes(&piece.text) {
            let x = u16::try_from(column * CELLS).unwrap_or(u16::MAX);
            match letters::glyph(grapheme) {
                Some(glyph) => letter(buffer, room, x, glyph, piece),
                None => set(buffer, Rect { y: room.y + room.height / 2, ..room }, x, grapheme, piece.style),
            }
            column += u32::try_from(columns).unwrap_or_default();
        }
    }
}

fn letter(buffer: &mut Buffer, room: Rect, x: u16, glyph: Glyph, piece: &Piece) {
    for (y, rows) in (room.y..room.bottom()).zip(glyph.chunks(2)) {
        let [upper, lower] = rows else { continue };
        for cell in 0..3 {
            // The leftmost dot of a row is its highest bit, of six.
            let pair = |row: u8| usize::from(row >> (4 - 2 * cell) & 0b11);
            let swap = |dots: usize| (dots & 1) << 1 | dots >> 1;
            let quadrant = swap(pair(*upper)) | swap(pair(*lower)) << 2;
            let symbol = QUADRANTS.get(quadrant).copied().unwrap_or(" ");
            set(buffer, Rect { y, ..room }, x.saturating_add(cell), symbol, piece.style);
        }
    }
}
