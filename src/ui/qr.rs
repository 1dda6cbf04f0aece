//! A code to scan, over everything else: black on white whatever the theme, since a scanner wants it so.

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier, Style},
};

use super::{put, sequence, styles::Styles};
use crate::{app::share::Code, layout::panes::Area, text::CleanText, words::Words};

/// The light edge that the standard asks for, in modules (ISO/IEC 18004).
const EDGE: usize = 4;
/// The least edge that scanners are content with on a lit screen.
const LEAST_EDGE: usize = 1;

/// How modules become cells.
#[derive(Clone, Copy)]
enum Grain {
    /// Two cells beside each other to a module: every terminal shows them without gaps, whatever its font.
    Whole,
    /// Two modules to a cell, one above the other, by half blocks.
    Half,
}

impl Grain {
    /// The cells that a square of `side` modules takes: columns and rows.
    fn cells(self, side: usize) -> (usize, usize) {
        match self {
            Self::Whole => (2 * side, side),
            Self::Half => (side, side.div_ceil(2)),
        }
    }
}

/// Paints a code in the middle of `window`, as large as it can be, with what it says below.
pub fn paint(code: &Code, (window, words): (Area, Words), styles: &Styles, buffer: &mut Buffer) {
    let shapes = [(Grain::Whole, EDGE), (Grain::Whole, 2), (Grain::Half, EDGE), (Grain::Half, 2), (Grain::Half, LEAST_EDGE)];
    let fitting = shapes.into_iter().find(|(grain, edge)| fits(grain.cells(code.side + 2 * edge), window));
    let Some((grain, edge)) = fitting else { return say_too_small(words.get("share.small-window"), window, styles, buffer) };
    let (width, height) = grain.cells(code.side + 2 * edge);
    let area = window.middle(cells(width), cells(height));
    for y in 0..area.height {
        paint_row(code, (grain, edge), usize::from(y), Area { y: area.y + y, height: 1, ..area }, buffer);
    }
    let below = area.y + area.height;
    if below < window.y + window.height {
        let says = code.says.elided(usize::from(window.width.saturating_sub(2)));
        let width = cells(crate::text::width(&says));
        put(buffer, window.x, below, &" ".repeat(usize::from(window.width)), window.width, styles.page);
        put(buffer, window.x + window.width.saturating_sub(width) / 2, below, &says, width, styles.quiet);
    }
}

/// Paints one row of cells.
fn paint_row(code: &Code, (grain, edge): (Grain, usize), y: usize, area: Area, buffer: &mut Buffer) {
    let side = code.side + 2 * edge;
    // Of the colour cube: a terminal's own black and white may be near to each other.
    let (black, white) = (Color::Indexed(16), Color::Indexed(231));
    let ink = Style::new().fg(black).bg(white).remove_modifier(Modifier::all());
    match grain {
        Grain::Half => {
            let row: String = (0..side).map(|x| block(code, edge, x, 2 * y)).collect();
            put(buffer, area.x, area.y, &row, area.width, ink);
        }
        Grain::Whole => {
            for x in 0..side {
                let dark = x >= edge && y >= edge && code.is_dark(x - edge, y - edge);
                let style = if dark { ink.bg(black) } else { ink };
                put(buffer, area.x + cells(2 * x), area.y, "  ", 2, style);
            }
        }
    }
}

fn say_too_small(said: &str, window: Area, styles: &Styles, buffer: &mut Buffer) {
    let row = Area { y: window.height.saturating_sub(1), height: 1, ..window };
    put(buffer, row.x, row.y, &" ".repeat(usize::from(row.width)), row.width, styles.bad);
    put(buffer, row.x + 1, row.y, said, row.width.saturating_sub(1), styles.bad);
}

/// A code as lines of text for a terminal, in the same colours and with the whole edge; what it says stands below.
#[must_use]
pub fn printed(code: &Code) -> String {
    let side = code.side + 2 * EDGE;
    let row = |y: usize| (0..side).map(|x| block(code, EDGE, x, y)).collect::<String>();
    let rows = (0..side).step_by(2).map(|y| sequence::black_on_white(&CleanText::block(&row(y))) + "\n");
    rows.collect::<String>() + &code.says + "\n"
}

fn fits((width, height): (usize, usize), window: Area) -> bool {
    width <= usize::from(window.width) && height <= usize::from(window.height)
}

/// The character of two modules, that in row `y` above that below it.
fn block(code: &Code, edge: usize, x: usize, y: usize) -> char {
    let dark = |y: usize| x >= edge && y >= edge && code.is_dark(x - edge, y - edge);
    match (dark(y), dark(y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
