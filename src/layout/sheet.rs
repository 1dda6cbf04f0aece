//! What a text size means: the sheet that a story is set on.

/// How much larger than plain type a line is set. A line of scale 3/2 with `c` columns of text takes `c * 3 / 2` cells
/// and [`Scale::rows`] rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale {
    /// Numerator.
    pub num: u32,
    /// Denominator.
    pub den: u32,
    /// The rows that one line takes.
    pub rows: u32,
}

impl Scale {
    /// One column a cell, one row a line.
    pub const PLAIN: Self = Self { num: 1, den: 1, rows: 1 };

    /// How many columns of text at this scale fit in `cells`.
    #[must_use]
    pub fn columns(self, cells: u32) -> u32 {
        u32::try_from(u64::from(cells) * u64::from(self.den) / u64::from(self.num)).unwrap_or(u32::MAX)
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self::PLAIN
    }
}

/// A sheet of paper: how wide the column of text is, where it stands, how much room is between lines and paragraphs.
/// Horizontal figures are in the ruler's unit at the plain scale, vertical ones in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// The column of text.
    pub measure: u32,
    /// From the sheet's left edge to the column.
    pub margin: u32,
    /// Blank rows after each line of a paragraph (between its lines, not after its last).
    pub leading: u32,
    /// Blank rows between blocks.
    pub gap: u32,
    /// How far the first line of a paragraph that follows a paragraph is moved in; used where `gap` is 0.
    pub indent: u32,
    /// Whether spaces are spread so that lines end at the right edge.
    pub justify: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// The scale of the body.
    pub body: Scale,
    /// The scale of headings.
    pub heading: Scale,
}
