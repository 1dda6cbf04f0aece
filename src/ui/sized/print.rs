//! A line of type at a scale, for output that is not a screen of cells.

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
    style::Style,
};

use super::{Display, Painter, Piece};
use crate::layout::{Line, Run};

/// The bytes that show a line of a page on rows of its own, `width` cells at most, and leave the cursor below it. The
/// terminal must have the tier.
#[must_use]
pub fn printed_line(display: impl Into<Display>, line: &Line, width: u16) -> String {
    let rows = u16::try_from(line.scale.rows).unwrap_or(1);
    let left = u16::try_from(line.left).unwrap_or(u16::MAX).min(width);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, rows));
    let piece = |run: &Run| Piece { column: run.x, text: run.text.clone(), style: Style::new(), link: None };
    let mut pieces: Vec<Piece> = line.runs.iter().map(piece).collect();
    let room = Rect::new(left, 0, width - left, rows);
    Painter::new(display).line(&mut buffer, room, line.scale, &mut pieces);
    // Room first: a block on the last row would scroll away from under its own second row.
    let mut out = format!("{}\x1b[{rows}A", "\n".repeat(usize::from(rows)));
    for y in 0..rows {
        for x in 0..width {
            let Some(cell) = buffer.cell((x, y)) else { continue };
            if cell.diff_option != CellDiffOption::Skip && cell.symbol() != " " {
                out.extend(["\x1b[", &(x + 1).to_string(), "G", cell.symbol()]);
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::printed_line;
    use crate::layout::{Line, Run, Scale, Tier};

    fn printed(tier: Tier, scale: Scale, text: &'static str) -> String {
        let run = Run { text: text.into(), ..Run::default() };
        printed_line(tier, &Line { scale, runs: vec![run], ..Line::default() }, 40)
    }

    #[test]
    fn a_printed_line_makes_room_before_it_draws() {
        let line = printed(Tier::Scaled, Scale::ONE_AND_A_HALF, "Type");
        assert!(line.starts_with("\n\n\x1b[2A\x1b[1G\x1b[6X") && line.ends_with("\n\n"), "{line:?}");
        assert_eq!(printed(Tier::Layout, Scale::PLAIN, "ab"), "\n\x1b[1A\x1b[1Ga\x1b[2Gb\n");
    }
}
