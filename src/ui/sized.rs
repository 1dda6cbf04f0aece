//! Type of other sizes: paints a line of a page at its scale, on the tier that the terminal has.
//!
//! Scaled text is drawn by escape sequences that stand as the symbol of one cell and cover others, which ratatui knows
//! nothing of. So a [`Painter`] remembers what it drew, and [`Painter::seal`], called after everything else is painted,
//! takes back whatever a popup covered in part: a terminal pushes text aside that is written on half of a block.

mod cut;
mod display;
mod doubled;
mod glyphs;
mod linked;
pub mod print;
mod scaled;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::{Position, Rect},
    style::{Color, Modifier, Style},
};

pub use display::Display;

use crate::{
    layout::{Scale, Tier},
    text::{self, CleanText, SafeUrl},
};
use cut::cut;
use display::Fractions;

/// A stretch of text of one style on a line.
#[derive(Clone, Debug)]
pub struct Piece {
    /// From the line's left edge, in columns at the line's scale.
    pub column: u32,
    /// Its characters.
    pub text: CleanText,
    /// How it looks.
    pub style: Style,
    /// Where it leads, on a terminal that makes links of addresses.
    pub link: Option<SafeUrl>,
}

impl Piece {
    /// Whether its spaces can be seen: underlined, struck, reversed or on a colour of their own.
    fn shows_spaces(&self) -> bool {
        let modifiers = Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::REVERSED;
        self.style.add_modifier.intersects(modifiers) || self.style.bg.is_some_and(|colour| colour != Color::Reset)
    }
}

/// A rectangle that was painted as one.
#[derive(Debug)]
struct Sealed {
    area: Rect,
    /// What the first cell of each row shows; rows without one, or with none of their own, are covered by the symbol above.
    symbols: [String; 2],
    /// What stands there in plain type where it is covered in part; empty for what can only be shown whole.
    plain: CleanText,
}

/// Paints lines at their scale.
#[derive(Debug)]
pub struct Painter {
    tier: Tier,
    fractions: Fractions,
    painted: Vec<Sealed>,
}

impl Painter {
    /// A painter for one frame on such a terminal.
    #[must_use]
    pub fn new(display: impl Into<Display>) -> Self {
        let display = display.into();
        Self { tier: display.tier, fractions: display.into(), painted: Vec::new() }
    }

    /// Paints `pieces` as one line at the top left of `room`, which reaches to the edges of what may be painted on. A line
    /// that is higher than `room` is not painted: the terminal would scroll.
    pub fn line(&mut self, buffer: &mut Buffer, room: Rect, scale: Scale, pieces: &mut [Piece]) {
        let room = room.intersection(buffer.area);
        let rows = u16::try_from(scale.rows).unwrap_or(u16::MAX);
        if room.is_empty() || rows > room.height {
            return;
        }
        let room = Rect { height: rows, ..room };
        put_in_ink(buffer, room, pieces);
        match self.tier {
            _ if scale == Scale::PLAIN => linked::paint(buffer, room, pieces, &mut self.painted),
            _ if scale == Scale::BLOCKS => glyphs::paint(buffer, room, pieces),
            Tier::Scaled => scaled::paint(buffer, room, &cut(pieces, scale, self.fractions), pieces, &mut self.painted),
            Tier::Doubled => doubled::paint(buffer, room, pieces, &mut self.painted),
            Tier::Blocks | Tier::Layout => plain(buffer, room, pieces),
        }
    }

    /// Takes back what was painted over in part. To be called when everything of the frame is painted.
    pub fn seal(self, buffer: &mut Buffer) {
        let whole = self.painted.iter().filter(|one| one.seal(buffer) && one.plain.is_empty());
        let whole: Vec<Rect> = whole.map(|one| one.area).collect();
        mend_wide_characters(buffer);
        if self.tier == Tier::Scaled {
            scaled::fix_widths(buffer);
        }
        if self.tier == Tier::Doubled {
            doubled::mark_plain_rows(buffer, &whole);
        }
    }
}

/// Gives the pieces the colour that the page has where they have none of their own: a block begins with the terminal's.
fn put_in_ink(buffer: &Buffer, room: Rect, pieces: &mut [Piece]) {
    let ink = buffer.cell(room.as_position()).map(|cell| cell.fg).filter(|ink| *ink != Color::Reset);
    for piece in pieces.iter_mut().filter(|piece| piece.style.fg.is_none()) {
        piece.style.fg = ink;
    }
}

/// Takes back the blocks that reach into `area`, which is to be painted: of two that overlap a terminal shows neither whole.
fn make_room(buffer: &mut Buffer, area: Rect, painted: &mut Vec<Sealed>) {
    let covered = |at: Position| buffer.cell(at).is_some_and(|cell| cell.diff_option != CellDiffOption::None);
    if !area.positions().any(covered) {
        return;
    }
    for at in painted.iter().filter(|one| one.area.intersects(area)).flat_map(|one| one.area.positions()) {
        if let Some(cell) = buffer.cell_mut(at) {
            blank(cell);
        }
    }
    painted.retain(|one| !one.area.intersects(area));
}

/// Empties every wide character whose right half was painted over: the terminal would show it whole or not at all,
/// depending on which was written last. Gives the right half of all others the style of the left: when something is
/// written on the left half, the right one stays behind as a blank of that style and must be seen to differ.
fn mend_wide_characters(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width.max(1));
    for row in buffer.content.chunks_mut(columns) {
        for x in 0..row.len() {
            let Some((cell, right)) = row.get_mut(x..).and_then(<[Cell]>::split_first_mut) else { break };
            // No character of two bytes is wide.
            let symbol = cell.symbol();
            let wide =
                symbol.len() > 2 && !symbol.is_ascii() && cell.diff_option == CellDiffOption::None && text::width(symbol) > 1;
            if !wide {
                continue;
            }
            let is_free = |half: &&mut Cell| half.diff_option == CellDiffOption::None && half.symbol() == " ";
            match right.first_mut().filter(is_free) {
                Some(half) => _ = half.set_style(cell.style()),
                None => blank(cell),
            }
        }
    }
}

impl Sealed {
    /// Whether all of it is still as it was painted; where not, what is left of it is taken back.
    fn seal(&self, buffer: &mut Buffer) -> bool {
        let whole = self.area.positions().all(|at| buffer.cell(at).is_some_and(|cell| self.is_ours(cell, at)));
        for at in self.area.positions().filter(|_| !whole) {
            match buffer.cell_mut(at) {
                Some(cell) if self.is_ours(cell, at) => self.uncover(cell, at),
                // Text that was written over a block keeps what the block told ratatui of its cell.
                Some(cell) => _ = cell.set_diff_option(CellDiffOption::None),
                None => {}
            }
        }
        whole
    }

    /// Shows in plain type what stood at a cell.
    fn uncover(&self, cell: &mut Cell, at: Position) {
        let style = cell.style();
        blank(cell);
        let column = usize::from(at.x - self.area.x);
        let before = text::cut(&self.plain, column);
        let rest = self.plain.get(before.len()..).unwrap_or_default();
        if let Some((character, _)) = text::graphemes(rest).next().filter(|_| text::width(before) == column) {
            cell.set_symbol(character).set_style(style);
        }
    }

    fn is_ours(&self, cell: &Cell, at: Position) -> bool {
        let symbol = self.symbols.get(usize::from(at.y - self.area.y)).filter(|symbol| at.x == self.area.x && !symbol.is_empty());
        match (cell.diff_option, symbol) {
            (CellDiffOption::ForcedWidth(_), Some(symbol)) => cell.symbol() == symbol,
            (CellDiffOption::Skip, None) => cell.symbol() == " ",
            _ => false,
        }
    }
}

/// Empties a cell, on the colour that it has.
fn blank(cell: &mut Cell) {
    let colour = cell.bg;
    cell.reset();
    cell.bg = colour;
}

/// Paints `pieces` in plain type on the first row of `room`.
fn plain(buffer: &mut Buffer, room: Rect, pieces: &[Piece]) {
    for piece in pieces {
        let x = u16::try_from(piece.column).unwrap_or(u16::MAX);
        set(buffer, Rect { height: 1, ..room }, x, piece.text.as_str(), piece.style);
    }
}

/// Writes `text` in plain type `x` cells from the left of `room`, on its first row, as far as it fits.
fn set(buffer: &mut Buffer, room: Rect, x: u16, text: &str, style: Style) {
    let fits = text::cut(text, usize::from(room.width.saturating_sub(x)));
    if !fits.is_empty() {
        super::write(buffer, (room.x.saturating_add(x), room.y), fits, style);
    }
}

#[cfg(test)]
mod tests;
