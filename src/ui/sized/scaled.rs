//! Lines on a terminal that scales text by itself (OSC 66).

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::{Position, Rect},
};

use crate::{
    text::{self, CleanText},
    ui::sequence::{self, Shape},
};

use super::{Piece, Sealed, cut::Block, linked, make_room, set};

/// Paints a line that was cut into blocks on `room`, which is as high as the line, and notes every block in `blocks`.
pub(super) fn paint(buffer: &mut Buffer, room: Rect, line: &[Block], pieces: &[Piece], blocks: &mut Vec<Sealed>) {
    let fits = fitting(line, room.width);
    let (whole, rest) = line.split_at(fits);
    for block in whole {
        if let Some(piece) = pieces.get(block.piece) {
            let sealed = put(buffer, room, (block, piece), blocks);
            blocks.extend(sealed);
        }
    }
    in_plain_type(buffer, room, whole.last(), rest, pieces);
}

/// How many of the blocks can be painted so that what follows them fits in plain type.
fn fitting(line: &[Block], width: u16) -> usize {
    let width = u32::from(width);
    let end = line.last().map_or(0, |last| last.columns.end);
    if line.last().is_none_or(|last| last.x + last.cells <= width) {
        return line.len();
    }
    let too_far = |block: &Block| block.x + block.cells + (end - block.columns.end) > width;
    line.iter().position(too_far).unwrap_or(line.len())
}

/// The end of a line that style and script changes have made too long: no word may be lost.
fn in_plain_type(buffer: &mut Buffer, room: Rect, last: Option<&Block>, rest: &[Block], pieces: &[Piece]) {
    let row = Rect { y: room.y + room.height / 2, height: 1, ..room };
    let (cell, column) = last.map_or((0, 0), |block| (block.x + block.cells, block.columns.end));
    for block in rest {
        if let Some(piece) = pieces.get(block.piece) {
            let x = cell + block.columns.start.saturating_sub(column);
            set(buffer, row, u16::try_from(x).unwrap_or(u16::MAX), &block.text, piece.style);
        }
    }
}

/// Paints one block in the style of its piece, leading to where that leads: its sequence is the symbol of its first cell, all
/// other cells that it covers are left alone.
fn put(buffer: &mut Buffer, room: Rect, (block, piece): (&Block, &Piece), painted: &mut Vec<Sealed>) -> Option<Sealed> {
    let x = room.x.checked_add(u16::try_from(block.x).ok()?)?;
    let width = NonZeroU16::new(u16::try_from(block.cells).ok()?)?;
    let area = Rect { x, y: room.y, width: width.get(), height: room.height };
    if area.intersection(room) != area {
        return None;
    }
    make_room(buffer, area, painted);
    let symbol = linked::wrapped(&sequence::scaled(block.shape, width.get(), &block.text), piece.link.as_ref());
    for at in area.positions() {
        let cell = buffer.cell_mut(at)?;
        let colour = cell.bg;
        cell.reset();
        cell.set_bg(colour).set_style(piece.style).set_diff_option(CellDiffOption::Skip);
    }
    buffer.cell_mut(area.as_position())?.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
    Some(Sealed { area, symbols: vec![symbol], plain: CleanText::new() })
}

/// Says how wide every character of several code points is: terminals disagree on families and flags, and what they take
/// for more would be left behind when the character goes.
pub(super) fn fix_widths(buffer: &mut Buffer) {
    let shape = Shape { scale: 1, columns: 2, fraction: (0, 0) };
    for at in buffer.area.positions() {
        let right = Position { x: at.x.saturating_add(1), ..at };
        let joined = |cell: &Cell| {
            let symbol = cell.symbol();
            cell.diff_option == CellDiffOption::None
                && !symbol.is_ascii()
                && symbol.chars().nth(1).is_some()
                && text::width(symbol) == 2
        };
        let Some(symbol) = buffer.cell(at).filter(|cell| joined(cell)).map(|cell| CleanText::line(cell.symbol())) else {
            continue;
        };
        if let Some(cell) = buffer.cell_mut(right) {
            cell.set_diff_option(CellDiffOption::Skip);
        }
        if let (Some(cell), Some(width)) = (buffer.cell_mut(at), NonZeroU16::new(2)) {
            let symbol = sequence::scaled(shape, 2, &symbol);
            cell.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
        }
    }
}
