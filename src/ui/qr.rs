//! A code to scan, over everything else: black on white whatever the theme, since a scanner wants it so.

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier, Style},
};

use super::{put, sequence, styles::Styles};
use crate::{app::share::Code, layout::panes::Area, text::CleanText};

/// The light edge that the standard asks for, in modules (ISO/IEC 18004).
const EDGE: usize = 4;
/// The least edge that scanners are content with on a lit screen.
const LEAST_EDGE: usize = 1;

/// Paints a code in the middle of `window`, two modules to a cell one above the other, with what it says below.
pub fn paint(code: &Code, window: Area, styles: &Styles, buffer: &mut Buffer) {
    let Some(edge) = [EDGE, 2, LEAST_EDGE].into_iter().find(|edge| fits(code.side + 2 * edge, window)) else {
        let said = CleanText::from("This window is too small for the code");
        let row = Area { y: window.height.saturating_sub(1), height: 1, ..window };
        put(buffer, row.x, row.y, &" ".repeat(usize::from(row.width)), row.width, styles.bad);
        return put(buffer, row.x + 1, row.y, &said, row.width.saturating_sub(1), styles.bad);
    };
    let side = code.side + 2 * edge;
    let area = window.middle(cells(side), cells(side.div_ceil(2)));
    // Of the colour cube: a terminal's own black and white may be near to each other.
    let ink = Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231)).remove_modifier(Modifier::all());
    for y in 0..area.height {
        let row: String = (0..side).map(|x| block(code, edge, x, usize::from(y) * 2)).collect();
        put(buffer, area.x, area.y + y, &row, area.width, ink);
    }
    let below = area.y + area.height;
    if below < window.y + window.height {
        let says = code.says.elided(usize::from(window.width.saturating_sub(2)));
        let width = cells(crate::text::width(&says));
        put(buffer, window.x, below, &" ".repeat(usize::from(window.width)), window.width, styles.page);
        put(buffer, window.x + window.width.saturating_sub(width) / 2, below, &says, width, styles.quiet);
    }
}

/// A code as lines of text for a terminal, in the same colours and with the whole edge; what it says stands below.
#[must_use]
pub fn printed(code: &Code) -> String {
    let side = code.side + 2 * EDGE;
    let row = |y: usize| (0..side).map(|x| block(code, EDGE, x, y)).collect::<String>();
    let rows = (0..side).step_by(2).map(|y| sequence::black_on_white(&CleanText::block(&row(y))) + "\n");
    rows.collect::<String>() + &code.says + "\n"
}

fn fits(side: usize, window: Area) -> bool {
    side <= usize::from(window.width) && side.div_ceil(2) <= usize::from(window.height)
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
