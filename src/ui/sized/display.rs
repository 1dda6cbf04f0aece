//! What is known of the terminal that is painted on.

use crate::layout::Tier;

/// The narrowest and the widest that letters of a terminal's font are taken to be, in thousandths of its size.
const ADVANCES: (u32, u32) = (450, 620);
/// The width of letters where the terminal did not say how large its cells are.
const COMMON: u32 = 556;
/// How much larger a cell is than its font's size, from top to bottom: common fonts have between 1.16 and 1.36.
const LINE_HEIGHT: u32 = 1_170;
/// The width of figures in the fonts of wide characters, where they are not narrower still.
const FIGURE: u32 = 560;
/// The largest denominator of a fraction in the text-sizing protocol.
const LARGEST: u32 = 15;

/// What is known of the terminal that is painted on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// How it shows type of other sizes.
    pub tier: Tier,
    /// The width and height of its cells in pixels, where it told.
    pub cell: Option<(u16, u16)>,
}

impl From<Tier> for Display {
    fn from(tier: Tier) -> Self {
        Self { tier, cell: None }
    }
}

/// The parts of a block's size in which wide characters are set. A terminal sets them at their font's own advance, which
/// is narrower than the two cells that they are counted as: how much narrower depends on the font of the letters, which
/// makes the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fractions {
    /// Two of them that fill the block of four columns.
    pub pair: (u8, u8),
    /// One of them and two figures that fill the same block.
    pub mixed: (u8, u8),
}

impl From<Display> for Fractions {
    fn from(display: Display) -> Self {
        let proportion = |(width, height): (u16, u16)| LINE_HEIGHT * u32::from(width) / u32::from(height.max(1));
        let advance = display.cell.map_or(COMMON, proportion).clamp(ADVANCES.0, ADVANCES.1);
        // A wide character is as wide as its font's size, so that a pair at a fraction f of the block's scale s takes 2fs of
        // the 3as that its block has; one beside two figures fs(1 + 2b), with their advance b in its own font.
        Self { pair: below(advance * 3 / 2), mixed: below(3_000 * advance / (1_000 + 2 * FIGURE)) }
    }
}

/// The largest fraction that the protocol can say and that is no larger than some thousandths.
fn below(thousandths: u32) -> (u8, u8) {
    let fractions = (1..=LARGEST).map(|d| (thousandths * d / 1_000, d));
    let largest = fractions.reduce(|best, other| if other.0 * best.1 > best.0 * other.1 { other } else { best });
    let small = |figure: u32| u8::try_from(figure).unwrap_or(1);
    largest.map_or((1, 1), |(n, d)| (small(n), small(d)))
}

#[cfg(test)]
mod tests {
    use super::{Display, Fractions};
    use crate::layout::Tier;

    fn fractions(cell: Option<(u16, u16)>) -> Fractions {
        Display { tier: Tier::Scaled, cell }.into()
    }

    #[test]
    fn wide_characters_are_set_as_large_as_the_terminals_cells_have_room_for() {
        assert_eq!(fractions(None).pair, (5, 6));
        assert_eq!(fractions(Some((9, 18))).pair, (7, 8));
        assert_eq!(fractions(Some((7, 18))).pair, (2, 3));
        assert_eq!(fractions(Some((9, 18))).mixed, (9, 11));
    }

    #[test]
    fn no_cell_is_so_odd_that_nothing_can_be_said() {
        for cell in [(0, 0), (1, 0), (0, 1), (1, 60_000), (60_000, 1), (u16::MAX, u16::MAX)] {
            let Fractions { pair, mixed } = fractions(Some(cell));
            for (n, d) in [pair, mixed] {
                assert!(0 < n && n < d && d <= 15, "{cell:?}: {n}/{d}");
            }
        }
    }
}
