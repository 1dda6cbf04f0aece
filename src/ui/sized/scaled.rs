//! Lines on a terminal that scales text by itself (OSC 66).

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::Rect,
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
            let text = piece.text.get(block.bytes.clone()).unwrap_or_default();
            set(buffer, row, u16::try_from(x).unwrap_or(u16::MAX), text, piece.style);
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
    let symbol = symbol(block, width.get(), piece);
    for at in area.positions() {
        let cell = buffer.cell_mut(at)?;
        let colour = cell.bg;
        cell.reset();
        cell.set_bg(colour).set_style(piece.style).set_diff_option(CellDiffOption::Skip);
    }
    buffer.cell_mut(area.as_position())?.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
    Some(Sealed { area, symbols: [symbol, String::new()], plain: CleanText::new() })
}

/// What a terminal is sent for a block, `cells` wide.
fn symbol(block: &Block, cells: u16, piece: &Piece) -> String {
    let mut symbol = String::with_capacity(80);
    linked::wrap(&mut symbol, piece.link.as_ref(), |symbol| {
        sequence::scaled(symbol, (block.shape, cells), &piece.text, block.bytes.clone());
    });
    symbol
}

/// Says how wide every character of several code points is: terminals disagree on families and flags, and what they take
/// for more would be left behind when the character goes.
pub(super) fn fix_widths(buffer: &mut Buffer) {
    let shape = Shape { scale: 1, columns: 2, fraction: (0, 0) };
    let columns = usize::from(buffer.area.width.max(1));
    let joined = |cell: &Cell| {
        let symbol = cell.symbol();
        // Two code points that take two cells are longer than two bytes.
        symbol.len() > 2
            && !symbol.is_ascii()
            && cell.diff_option == CellDiffOption::None
            && symbol.chars().nth(1).is_some()
            && text::width(symbol) == 2
    };
    for row in buffer.content.chunks_mut(columns) {
        for x in 0..row.len() {
            let Some((cell, right)) = row.get_mut(x..).and_then(<[Cell]>::split_first_mut) else { break };
            let Some(width) = NonZeroU16::new(2).filter(|_| joined(cell)) else { continue };
            let (symbol, mut scaled) = (CleanText::line(cell.symbol()), String::new());
            sequence::scaled(&mut scaled, (shape, 2), &symbol, 0..symbol.len());
            cell.set_symbol(&scaled).set_diff_option(CellDiffOption::ForcedWidth(width));
            right.iter_mut().take(1).for_each(|half| _ = half.set_diff_option(CellDiffOption::Skip));
        }
    }
}
