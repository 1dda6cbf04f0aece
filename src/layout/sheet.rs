//! What a text size means: the sheet that a story is set on.

use super::Labels;
use crate::model::TextSize;

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
        u32::try_from(u64::from(cells) * u64::from(self.den) / u64::from(self.num.max(1))).unwrap_or(u32::MAX)
    }

    /// How many cells `columns` of text at this scale take, a begun cell counted whole.
    #[must_use]
    pub fn cells(self, columns: u32) -> u32 {
        u32::try_from((u64::from(columns) * u64::from(self.num)).div_ceil(u64::from(self.den.max(1)))).unwrap_or(u32::MAX)
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the settings")]
pub struct Sheet {
    /// The column of text.
    pub measure: u32,
    /// From the sheet's left edge to the column.
    pub margin: u32,
    /// Blank rows after each line of a paragraph (between its lines, not after its last).
    pub leading: u32,
    /// Blank rows between blocks.
    pub gap: u32,
    /// Blank rows around what is no running text (lists, quotations, tables), and three times as many above a heading, where
    /// `gap` asks for fewer: paper has rows of half a line.
    pub apart: u32,
    /// How far the first line of a paragraph that follows a paragraph is moved in; used where `gap` is 0.
    pub indent: u32,
    /// Whether spaces are spread so that lines end at the right edge.
    pub justify: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// How far a full stop or comma of Chinese or Japanese may stand out at the right of the column.
    pub hang: u32,
    /// Whether right-to-left text is put in the order of the eye; off for terminals that do so themselves.
    pub reorder: bool,
    /// Whether raised and lowered figures are shown by characters of their own, since type cannot be raised.
    pub raised_figures: bool,
    /// Whether a link is followed by its number.
    pub link_numbers: bool,
    /// Whether the story is followed by a list of its links.
    pub link_list: bool,
    /// The words that the typesetter adds.
    pub labels: Labels,
    /// The scale of the body.
    pub body: Scale,
    /// The scale of headings.
    pub heading: Scale,
}

/// The narrowest column in which words are hyphenated, in cells: below it every other line would end in a hyphen.
const NARROWEST_HYPHENATED: u32 = 24;
/// The narrowest column that is justified, in cells: below it lines have too few spaces to spread.
const NARROWEST_JUSTIFIED: u32 = 40;
/// How wide a margin is at least, in cells, where the pane has room for one, and from which width on.
const LEAST_MARGIN: (u32, u32) = (2, 24);

impl Sheet {
    /// The sheet of a terminal pane that is `pane_width` cells wide, for a terminal that has one size of type: sizes
    /// differ in measure, margins and leading. `measure` (in cells) takes the place of the size's own.
    #[must_use]
    pub fn for_pane(size: TextSize, pane_width: u16, measure: Option<u16>) -> Self {
        let width = u32::from(pane_width).max(1);
        let (own, leading, gap, indent) = match size {
            TextSize::Small => (width, 0, 0, 2),
            TextSize::Medium => (66, 0, 1, 0),
            TextSize::Large | TextSize::ExtraLarge => (48, 1, 2, 0),
        };
        let least_margin = if width >= LEAST_MARGIN.1 { LEAST_MARGIN.0 / if size == TextSize::Small { 2 } else { 1 } } else { 0 };
        let measure = measure.map_or(own, u32::from).clamp(1, width - 2 * least_margin);
        let margin = (width - measure) / 2;
        Self { measure, margin, leading, gap, indent, hang: 2, ..Self::default() }.hung_within(width)
    }

    /// The same for a pane of so many cells: what hangs leaves the last of them to the scrollbar.
    pub(super) fn hung_within(self, width: u32) -> Self {
        let right = width.saturating_sub(self.margin + self.measure);
        Self { hang: self.hang.min(self.body.columns(right.saturating_sub(1))), ..self }
    }

    /// Whether lines of `columns` are to be justified.
    #[must_use]
    pub fn justifies(&self, columns: u32) -> bool {
        self.justify && columns >= NARROWEST_JUSTIFIED
    }

    /// Whether words are to be hyphenated in lines of `columns`.
    #[must_use]
    pub fn hyphenates(&self, columns: u32) -> bool {
        self.hyphenate && columns >= NARROWEST_HYPHENATED
    }
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            measure: 66,
            margin: 0,
            leading: 0,
            gap: 1,
            apart: 0,
            indent: 0,
            justify: false,
            hyphenate: false,
            hang: 0,
            reorder: true,
            raised_figures: true,
            link_numbers: true,
            link_list: true,
            labels: Labels::ENGLISH,
            body: Scale::PLAIN,
            heading: Scale::PLAIN,
        }
    }
}
