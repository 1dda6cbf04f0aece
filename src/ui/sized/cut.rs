//! Where a line of scaled text is cut into blocks.
//!
//! A block is at most four columns of text: a terminal sets the characters of a block one after another at its font's
//! own advance, and longer blocks drift visibly. Blocks start on whole cells and are whole columns of the block's scale
//! wide, so that four columns at a scale of three quarters fit exactly and fewer leave a little room. Where style or
//! script changes within a line that room would add up; it is taken back at the next spaces.

use std::ops::Range;

use crate::{
    layout::Scale,
    text::{self, CleanText, script},
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
    /// What it shows.
    pub text: CleanText,
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
    /// One wide character beside one narrow column, as a quotation mark: in the room of two columns and two thirds.
    Tight,
}

/// Characters of one class, style and piece, one after another.
#[derive(Clone, Debug)]
struct Stretch {
    class: Class,
    piece: usize,
    column: u32,
    columns: u32,
    text: CleanText,
    shows_spaces: bool,
}

/// The blocks of a line whose pieces go from left to right.
pub(super) fn cut(pieces: &[Piece], scale: Scale, fractions: Fractions) -> Vec<Block> {
    let stretches = stretches(pieces);
    if scale.den == 1 { whole(&stretches, scale.num) } else { Cutter::new(scale, fractions).cut(pair_up(stretches)) }
}

/// The pieces, split where the script changes.
fn stretches(pieces: &[Piece]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (mut column, mut byte) = (piece.column, 0);
        for (grapheme, width) in text::graphemes(&piece.text) {
            let width = u32::try_from(width).unwrap_or_default();
            let text = piece.text.part(byte..byte + grapheme.len());
            let class = class_of(grapheme, width);
            match all.last_mut() {
                Some(last) if last.piece == index && (last.class == class || width == 0) => {
                    last.text.push(&text);
                    last.columns += width;
                }
                _ => {
                    let shows_spaces = piece.shows_spaces();
                    all.push(Stretch { class, piece: index, column, columns: width, text, shows_spaces });
                }
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

/// Moves a wide character that has no partner into one block with one or two narrow columns beside it: the day in 12月, a
/// quotation mark.
fn pair_up(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
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
    all
}

/// How many columns of the end of one stretch and of the beginning of the next go into a block of their own; `None` where
/// both fill their blocks without that.
fn taken(last: &Stretch, next: &Stretch) -> Option<(u32, u32)> {
    let single = |wide: &Stretch| wide.columns % BLOCK == 2;
    let left = |narrow: &Stretch| narrow.columns % BLOCK;
    let word = |narrow: &Stretch| narrow.text.bytes().all(|byte| byte.is_ascii_graphic());
    let space = |character: Option<char>| character.is_none_or(char::is_whitespace);
    if last.piece != next.piece {
        return None;
    }
    match (last.class, next.class) {
        (Class::Wide, Class::Narrow) if single(last) && left(next) == 2 && word(next) => Some((2, 2)),
        (Class::Narrow, Class::Wide) if single(next) && left(last) == 2 && word(last) => Some((2, 2)),
        (Class::Wide, Class::Narrow) if single(last) && left(next) == 1 && !space(next.text.chars().next()) => Some((2, 1)),
        (Class::Narrow, Class::Wide) if single(next) && left(last) == 1 && !space(last.text.chars().last()) => Some((1, 2)),
        _ => None,
    }
}

/// Takes the last columns of `last` and the first of `next`, so many of each.
fn mix(last: &mut Stretch, next: &mut Stretch, (before, after): (u32, u32)) -> Stretch {
    let columns_of = |columns: u32| usize::try_from(columns).unwrap_or_default();
    let keep = text::cut(&last.text, columns_of(last.columns.saturating_sub(before))).len();
    let take = text::cut(&next.text, columns_of(after)).len();
    let mut text = last.text.part(keep..last.text.len());
    text.push(&next.text.part(0..take));
    last.text = last.text.part(0..keep);
    next.text = next.text.part(take..next.text.len());
    last.columns = last.columns.saturating_sub(before);
    next.columns = next.columns.saturating_sub(after);
    let column = last.column + last.columns;
    next.column += after;
    let columns = before + after;
    let class = if columns == BLOCK { Class::Mixed } else { Class::Tight };
    Stretch { class, piece: last.piece, column, columns, text, shows_spaces: last.shows_spaces }
}

/// Blocks at a whole scale, where every column is `scale` cells: plain ASCII in fours, for which the terminal makes
/// blocks by itself; anything else one by one, at the width that it was measured at.
fn whole(stretches: &[Stretch], scale: u32) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    for stretch in stretches {
        let mut column = stretch.column;
        let mut open = false;
        for (text, columns) in parts(&stretch.text) {
            let ascii = text.is_ascii();
            match all.last_mut() {
                Some(last) if open && ascii && last.cells < BLOCK * scale => {
                    last.text.push(&text);
                    last.cells += columns * scale;
                    last.columns.end += columns;
                }
                _ => {
                    let columns_said = if ascii { 0 } else { small(columns) };
                    let shape = Shape { scale: small(scale), columns: columns_said, fraction: (0, 0) };
                    let (x, cells) = (column * scale, columns * scale);
                    all.push(Block { x, cells, text, columns: column..column + columns, shape, piece: stretch.piece });
                }
            }
            open = ascii;
            column += columns;
        }
    }
    all.retain(|block| block.cells > 0);
    all
}

/// The graphemes of `text`, each with its columns.
fn parts(text: &CleanText) -> impl Iterator<Item = (CleanText, u32)> {
    let mut byte = 0;
    text::graphemes(text).map(move |(grapheme, columns)| {
        let begin = byte;
        byte += grapheme.len();
        (text.part(begin..byte), u32::try_from(columns).unwrap_or_default())
    })
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

    fn cut(mut self, stretches: Vec<Stretch>) -> Vec<Block> {
        for stretch in stretches {
            match stretch.class {
                Class::Narrow => self.narrow(&stretch),
                Class::Wide => self.wide(&stretch),
                Class::Mixed | Class::Tight => self.place(stretch.text.clone(), stretch.column, stretch.columns, &stretch),
            }
        }
        self.blocks
    }

    fn narrow(&mut self, stretch: &Stretch) {
        let graphemes: Vec<(CleanText, u32)> = parts(&stretch.text).collect();
        let (mut rest, mut column) = (graphemes.as_slice(), stretch.column);
        while !rest.is_empty() {
            if self.is_behind(column) && !stretch.shows_spaces {
                let spaces = rest.iter().take_while(|(text, _)| text.as_str() == " ").count();
                rest = rest.get(spaces..).unwrap_or_default();
                column += u32::try_from(spaces).unwrap_or_default();
            }
            let take = self.take(rest, column, stretch.shows_spaces);
            let (block, after) = rest.split_at(take);
            rest = after;
            let columns = block.iter().map(|(_, columns)| columns).sum();
            self.place(joined(block), column, columns, stretch);
            column += columns;
        }
    }

    /// How many graphemes go into the next block: four columns' worth, or fewer where the line is behind and the room
    /// that two columns leave can stand for the space after them.
    fn take(&self, rest: &[(CleanText, u32)], column: u32, shows_spaces: bool) -> usize {
        let mut columns = 0;
        let fits = rest
            .iter()
            .take_while(|(_, width)| {
                columns += width;
                columns <= BLOCK
            })
            .count();
        let space_third = rest.get(2).is_some_and(|(text, _)| text.as_str() == " ");
        if self.is_behind(column) && space_third && !shows_spaces && fits > 2 { 2 } else { fits.max(1).min(rest.len()) }
    }

    /// Whether what was set so far takes more room than it was measured at, so that `column` can't be where it belongs.
    fn is_behind(&self, column: u32) -> bool {
        self.free * QUARTERS > column * self.column
    }

    fn wide(&mut self, stretch: &Stretch) {
        let graphemes: Vec<(CleanText, u32)> = parts(&stretch.text).collect();
        let mut column = stretch.column;
        for pair in graphemes.chunks(2) {
            let columns = pair.iter().map(|(_, columns)| columns).sum();
            self.place(joined(pair), column, columns, stretch);
            column += columns;
        }
    }

    /// Keeps two thirds of a space free after the last character, however far behind the line is.
    fn leave_a_space(&mut self) {
        if self.ink > 0 {
            self.free = self.free.max((self.ink + self.column * 2 / 3).div_ceil(QUARTERS));
        }
    }

    fn place(&mut self, text: CleanText, column: u32, columns: u32, stretch: &Stretch) {
        let shown = if stretch.shows_spaces { text } else { trimmed(&text) };
        let gone = u32::try_from(text::width(&shown)).unwrap_or_default();
        let columns = if stretch.shows_spaces { columns } else { gone };
        if columns == 0 {
            return;
        }
        if column > self.end {
            self.leave_a_space();
        }
        let x = self.free.max(column * self.column / QUARTERS);
        let (room, block) = (columns * self.column, QUARTERS * self.rows);
        let (block_columns, fraction) = match stretch.class {
            Class::Narrow | Class::Mixed => (room.div_ceil(block), (3, 4)),
            Class::Wide => (room.div_ceil(block), self.fractions.pair),
            Class::Tight => (room / block, self.fractions.beside),
        };
        let shape = Shape { scale: small(self.rows), columns: small(block_columns), fraction };
        let cells = block_columns * self.rows;
        let columns_shown = column..column + columns;
        self.blocks.push(Block { x, cells, text: shown, columns: columns_shown, shape, piece: stretch.piece });
        self.free = x + cells;
        self.end = column + columns;
        self.ink = x * QUARTERS + columns * self.column;
    }
}

/// `text` without the spaces at its end.
fn trimmed(text: &CleanText) -> CleanText {
    text.part(0..text.trim_end_matches(' ').len())
}

fn joined(parts: &[(CleanText, u32)]) -> CleanText {
    let mut all = CleanText::new();
    for (part, _) in parts {
        all.push(part);
    }
    all
}
