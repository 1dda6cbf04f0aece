//! How wide a text is.

use crate::{model::Style, text};

/// Measures text before it is set. The unit is the ruler's own (cells of a terminal, thousandths of a point on paper);
/// a [`Sheet`](super::Sheet) made for it uses the same unit.
pub trait Ruler {
    /// The width of `text`, set in `style` at the plain scale.
    fn width(&self, text: &str, style: Style) -> u32;
}

/// The ruler of a terminal: every style has the same width, in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells;

impl Ruler for Cells {
    fn width(&self, text: &str, _style: Style) -> u32 {
        u32::try_from(text::width(text)).unwrap_or(u32::MAX)
    }
}
