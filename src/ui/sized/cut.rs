//! Where a line of scaled text is cut into blocks.
//!
//! A block is at most four columns of text: a terminal sets the characters of a block one after another at its font's
//! own advance, and longer blocks drift visibly. Blocks start on whole cells and are whole columns of the block's scale
//! wide, so that four columns at a scale of three quarters fit exactly and fewer leave a little room. Where style or
//! script changes within a line that room would add up; it is taken back at the next spaces.

use std::ops::Range;

use crate::{
    layout::Scale,
    text::{self, script},
    ui::sequence::Shape,
};

use super::{Piece, display::Fractions};

/// The columns of text in one block.
const BLOCK: u32 = 4;
/// Positions within a line are counted in quarters of a cell, so that three quarters of a cell are a whole number.
const QUARTERS: u32 = 4;

/// A block of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From the line's left edge, in cells.
    pub x: u32,
    /// Its width in cells.
    pub cells: u32,
    /// What it shows: these bytes of its piece's text.
    pub bytes: Range<usize>,
    /// Its columns of text on the line, from the first to the one behind the last.
    pub columns: Range<u32>,
    /// How the terminal is told.
    pub shape: Shape,
    /// The piece whose style it has.
    pub piece: usize,
}

/// What a stretch of characters is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Letters, digits, spaces.
    Narrow,
    /// Characters of the grid of Han, and emoji: two columns each.
    Wide,
    /// One wide character beside two narrow columns, set together because apart they would take two cells more.
    Mixed,
    /// One wide character and the quotation mark that closes after it. In the fonts of wide characters such a mark is narrow
    /// or blank at its right, so that it never takes more room than two of them. One that opens stands in a block of its own:
    /// where it is wide it is blank at its left, and would push what follows it out of the block.
    Closed,
    /// A quotation mark alone among wide characters: as large as they are it leaves less blank in its block.
    Quote,
}

/// Characters of one class, style and piece, one after another.
#[derive(Clone, Debug)]
struct Stretch<'a> {
    class: Class,
    piece: usize,
    column: u32,
    columns: u32,
    /// The whole text of the piece.
    whole: &'a str,
    /// Which bytes of it these are.
    bytes: Range<usize>,
    shows_spaces: bool,
}

impl<'a> Stretch<'a> {
    fn text(&self) -> &'a str {
        self.whole.get(self.bytes.clone()).unwrap_or_default()
    }
}

/// The blocks of a line whose pieces go from left to right.
pub(super) fn cut(pieces: &[Piece], scale: Scale, fractions: Fractions) -> Vec<Block> {
    let stretches = stretches(pieces);
    if scale.den == 1 { whole(&stretches, scale.num) } else { Cutter::new(scale, fractions).cut(pair_up(stretches)) }
}

/// The pieces, split where the script changes.
fn stretches(pieces: &[Piece]) -> Vec<Stretch<'_>> {
    let mut all: Vec<Stretch<'_>> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (mut column, mut byte, shows_spaces) = (piece.column, 0, piece.shows_spaces());
        for (grapheme, width) in text::graphemes(&piece.text) {
            let width = u32::try_from(width).unwrap_or_default();
            let bytes = byte..byte + grapheme.len();
            let class = class_of(grapheme, width);
            match all.last_mut() {
                Some(last) if last.piece == index && (last.class == class || width == 0) => {
                    last.bytes.end = bytes.end;
                    last.columns += width;
                }
                _ => all.push(Stretch { class, piece: index, column, columns: width, whole: &piece.text, bytes, shows_spaces }),
            }
            column += width;
            byte += grapheme.len();
        }
    }
    all
}

fn class_of(grapheme: &str, width: u32) -> Class {
    let wide = |c: char| script::is_cjk(c) || script::is_pictograph(c);
    if width == 2 && grapheme.chars().next().is_some_and(wide) { Class::Wide } else { Class::Narrow }
}

/// Moves a wide character that has no partner into one block with what is narrow beside it: the day in 12月, a quotation
/// mark that closes.
fn pair_up(stretches: Vec<Stretch<'_>>) -> Vec<Stretch<'_>> {
    let mut all: Vec<Stretch<'_>> = Vec::new();
    for mut next in stretches {
        if let Some((last, taken)) = all.last_mut().and_then(|last| taken(last, &next).map(|taken| (last, taken))) {
            let mixed = mix(last, &mut next, taken);
            all.retain(|stretch| stretch.columns > 0);
            all.push(mixed);
        }
        if next.columns > 0 {
            all.push(next);
        }
    }
    for at in 0..all.len() {
        let beside = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|stretch| stretch.class == Class::Wide);
        let wide = beside(at.checked_sub(1)) || beside(Some(at + 1));
        if let Some(stretch) = all.get_mut(at).filter(|one| wide && matches!(one.text(), "“" | "‘" | "”" | "’")) {
            stretch.class = Class::Quote;
        }
    }
    all
}

/// How many columns of the end of one stretch and of the beginning of the next go into a block of their own; `None` where
/// both fill their blocks without that.
fn taken(last: &Stretch<'_>, next: &Stretch<'_>) -> Option<(u32, u32)> {
    let single = |wide: &Stretch<'_>| wide.columns % BLOCK == 2;
    let left = |narrow: &Stretch<'_>| narrow.columns % BLOCK;
    let word = |narrow: &Stretch<'_>| narrow.text().bytes().all(|byte| byte.is_ascii_graphic());
    if last.piece != next.piece {
        return None;
    }
    match (last.class, next.class) {
        (Class::Wide, Class::Narrow) if single(last) && left(next) == 2 && word(next) => Some((2, 2)),
        (Class::Narrow, Class::Wide) if single(next) && left(last) == 2 && word(last) => Some((2, 2)),
        (Class::Wide, Class::Narrow) if single(last) && next.text().starts_with(['”', '’']) => Some((2, 1)),
        _ => None,
    }
}

/// Takes the last columns of `last` and the first of `next`, so many of each.
fn mix<'a>(last: &mut Stretch<'a>, next: &mut Stretch<'a>, (before, after): (u32, u32)) -> Stretch<'a> {
    let columns_of = |columns: u32| usize::try_from(columns).unwrap_or_default();
    let begin = last.bytes.start + text::cut(last.text(), columns_of(last.columns.saturating_sub(before))).len();
    let end = next.bytes.start + text::cut(next.text(), columns_of(after)).len();
    (last.bytes.end, next.bytes.start) = (begin, end);
    last.columns = last.columns.saturating_sub(before);
    next.columns = next.columns.saturating_sub(after);
    let column = last.column + last.columns;
    next.column += after;
    let columns = before + after;
    let class = if columns == BLOCK { Class::Mixed } else { Class::Closed };
    Stretch { class, column, columns, bytes: begin..end, ..last.clone() }
}

/// Blocks at a whole scale, where every column is `scale` cells: plain ASCII in fours, for which the terminal makes
/// blocks by itself; anything else one by one, at the width that it was measured at.
fn whole(stretches: &[Stretch<'_>], scale: u32) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    for stretch in stretches {
        let mut column = stretch.column;
        let (mut open, mut byte) = (false, stretch.bytes.start);
        for (text, columns) in parts(stretch.text()) {
            let (ascii, bytes) = (text.is_ascii(), byte..byte + text.len());
            match all.last_mut() {
                Some(last) if open && ascii && last.cells < BLOCK * scale => {
                    last.bytes.end = bytes.end;
                    last.cells += columns * scale;
                    last.columns.end += columns;
                }
                _ => {
                    let columns_said = if ascii { 0 } else { small(columns) };
                    let shape = Shape { scale: small(scale), columns: columns_said, fraction: (0, 0) };
                    let (x, cells) = (column * scale, columns * scale);
                    all.push(Block { x, cells, bytes, columns: column..column + columns, shape, piece: stretch.piece });
                }
            }
            open = ascii;
            column += columns;
            byte += text.len();
        }
    }
    all.retain(|block| block.cells > 0);
    all
}

/// The graphemes of `text`, each with its columns.
fn parts(text: &str) -> impl Iterator<Item = (&str, u32)> {
    text::graphemes(text).map(|(grapheme, columns)| (grapheme, u32::try_from(columns).unwrap_or_default()))
}

fn small(figure: u32) -> u8 {
    u8::try_from(figure).unwrap_or(u8::MAX)
}

/// Cuts stretches at a scale that is a fraction.
struct Cutter {
    fractions: Fractions,
    /// Rows of the line: cells to a column of a block.
    rows: u32,
    /// A column's width in quarters of a cell.
    column: u32,
    /// The first free cell.
    free: u32,
    /// The column behind the last character that was set.
    end: u32,
    /// Where the characters set so far end, in quarters of a cell.
    ink: u32,
    blocks: Vec<Block>,
}

impl Cutter {
    fn new(scale: Scale, fractions: Fractions) -> Self {
        let column = QUARTERS * scale.num / scale.den;
        Self { fractions, rows: scale.rows, column, free: 0, end: 0, ink: 0, blocks: Vec::new() }
    }

    fn cut(mut self, stretches: Vec<Stretch<'_>>) -> Vec<Block> {
        for stretch in stretches {
            match stretch.class {
                Class::Narrow => self.narrow(&stretch),
                Class::Wide => self.wide(&stretch),
                Class::Mixed | Class::Quote | Class::Closed => self.place(stretch.bytes.clone(), stretch.column, &stretch),
            }
        }
        self.blocks
    }

    fn narrow(&mut self, stretch: &Stretch<'_>) {
        let graphemes: Vec<(&str, u32)> = parts(stretch.text()).collect();
        let (mut rest, mut column, mut byte) = (graphemes.as_slice(), stretch.column, stretch.bytes.start);
        while !rest.is_empty() {
            if self.is_behind(column) && !stretch.shows_spaces {
                let spaces = rest.iter().take_while(|(text, _)| *text == " ").count();
                rest = rest.get(spaces..).unwrap_or_default();
                byte += spaces;
                column += u32::try_from(spaces).unwrap_or_default();
            }
            let take = self.take(rest, column, stretch.shows_spaces);
            let (block, after) = rest.split_at(take);
            rest = after;
            let end = byte + length(block);
            self.place(byte..end, column, stretch);
            column += columns(block);
            byte = end;
        }
    }

    /// How many graphemes go into the next block: four columns' worth, or fewer where the line is behind and the room
    /// that two columns leave can stand for the space after them.
    fn take(&self, rest: &[(&str, u32)], column: u32, shows_spaces: bool) -> usize {
        let mut columns = 0;
        let fits = rest
            .iter()
            .take_while(|(_, width)| {
                columns += width;
                columns <= BLOCK
            })
            .count();
        let space_third = rest.get(2).is_some_and(|(text, _)| *text == " ");
        if self.is_behind(column) && space_third && !shows_spaces && fits > 2 { 2 } else { fits.max(1).min(rest.len()) }
    }

    /// Whether what was set so far takes more room than it was measured at, so that `column` can't be where it belongs.
    fn is_behind(&self, column: u32) -> bool {
        self.free * QUARTERS > column * self.column
    }

    fn wide(&mut self, stretch: &Stretch<'_>) {
        let graphemes: Vec<(&str, u32)> = parts(stretch.text()).collect();
        let (mut column, mut byte) = (stretch.column, stretch.bytes.start);
        for pair in graphemes.chunks(2) {
            let end = byte + length(pair);
            self.place(byte..end, column, stretch);
            column += columns(pair);
            byte = end;
        }
    }

    /// Keeps two thirds of a space free after the last character, however far behind the line is.
    fn leave_a_space(&mut self) {
        if self.ink > 0 {
            self.free = self.free.max((self.ink + self.column * 2 / 3).div_ceil(QUARTERS));
        }
    }

    /// Makes a block of these bytes of the stretch's piece, of which the first stands at `column`.
    fn place(&mut self, bytes: Range<usize>, column: u32, stretch: &Stretch<'_>) {
        let text = stretch.whole.get(bytes.clone()).unwrap_or_default();
        let shown = if stretch.shows_spaces { text } else { text.trim_end_matches(' ') };
        let columns = u32::try_from(text::width(shown)).unwrap_or_default();
        if columns == 0 {
            return;
        }
        if column > self.end {
            self.leave_a_space();
        }
        let x = self.free.max(column * self.column / QUARTERS);
        let (room, block) = (columns * self.column, QUARTERS * self.rows);
        let (block_columns, fraction) = match stretch.class {
            Class::Narrow => (room.div_ceil(block), (3, 4)),
            Class::Mixed => (room.div_ceil(block), self.fractions.mixed),
            Class::Wide | Class::Quote | Class::Closed => (room.div_ceil(block), self.fractions.pair),
        };
        let shape = Shape { scale: small(self.rows), columns: small(block_columns), fraction };
        let cells = block_columns * self.rows;
        let columns_shown = column..column + columns;
        let bytes = bytes.start..bytes.start + shown.len();
        self.blocks.push(Block { x, cells, bytes, columns: columns_shown, shape, piece: stretch.piece });
        self.free = x + cells;
        self.end = column + columns;
        self.ink = x * QUARTERS + columns * self.column;
    }
}

/// The bytes of some graphemes.
fn length(graphemes: &[(&str, u32)]) -> usize {
    graphemes.iter().map(|(text, _)| text.len()).sum()
}

/// The columns of some graphemes.
fn columns(graphemes: &[(&str, u32)]) -> u32 {
    graphemes.iter().map(|(_, columns)| columns).sum()
}
