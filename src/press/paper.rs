//! What is printed on: the size of the paper, its margins, the size of the type.

use crate::{
    layout::{Labels, Scale, Sheet},
    model::TextSize,
};

/// The unit of the press's ruler: hundredths of a point. Finer ones gain nothing that an eye could see.
pub const UNITS: f32 = 100.0;

/// From the baseline of a line to that of the next, by the size of the type.
const LEADING: f32 = 1.36;
/// The widest column, by the size of the type: some 80 letters.
const WIDEST: f32 = 38.0;
/// The margins at the left and right, at the top and at the foot, in points.
const SIDE: f32 = 56.0;
const TOP: f32 = 62.0;
const FOOT: f32 = 68.0;

/// The scale of the text. A row is half a line, so that lists, quotations and headings stand half a line apart.
const TEXT: Scale = Scale { num: 1, den: 1, rows: 2 };
/// The scale of footnotes, of page numbers and of what stands above a story beside its headline.
pub const SMALL: Scale = Scale { num: 4, den: 5, rows: 2 };
/// The scale of headlines.
pub const HEADLINE: Scale = Scale { num: 9, den: 5, rows: 4 };
/// The scale of headings in a story.
const HEADING: Scale = Scale { num: 6, den: 5, rows: 2 };
/// How far the first lines of paragraphs are moved in, by the size of the type; in Chinese and Japanese by two characters.
const INDENT: f32 = 1.5;
const HAN_INDENT: f32 = 2.0;

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Paper of a size, for type of a size. All figures in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The size of the type.
    pub points: f32,
}

impl Paper {
    /// Paper for a text size: Small, Medium and Large are 9, 11 and 14 points, Extra large 18.
    #[must_use]
    pub fn new(sort: Sort, size: TextSize) -> Self {
        let (width, height) = match sort {
            Sort::A4 => (595.28, 841.89),
            Sort::Letter => (612.0, 792.0),
        };
        let points = match size {
            TextSize::Small => 9.0,
            TextSize::Medium => 11.0,
            TextSize::Large => 14.0,
            TextSize::ExtraLarge => 18.0,
        };
        Self { width, height, points }
    }

    /// From one line to the next.
    #[must_use]
    pub fn leading(&self) -> f32 {
        self.points * LEADING
    }

    /// The height of a row, of which a line of text takes two.
    #[must_use]
    pub fn row(&self) -> f32 {
        self.leading() / 2.0
    }

    /// The width of the column of text.
    #[must_use]
    pub fn measure(&self) -> f32 {
        (self.width - 2.0 * SIDE).min(self.points * WIDEST)
    }

    /// From the paper's left edge to the column.
    #[must_use]
    pub fn left(&self) -> f32 {
        (self.width - self.measure()) / 2.0
    }

    /// From the paper's upper edge to the first line.
    #[must_use]
    pub fn top(&self) -> f32 {
        TOP
    }

    /// The height that lines and footnotes have.
    #[must_use]
    pub fn room(&self) -> f32 {
        self.height - TOP - FOOT
    }

    /// The baseline of the page number.
    #[must_use]
    pub fn number_line(&self) -> f32 {
        self.height - FOOT / 2.0
    }

    /// The sheet of a story in a language: a book's page, paragraphs moved in, lines justified and hyphenated.
    #[must_use]
    pub fn sheet(&self, labels: Labels, language: &str) -> Sheet {
        let is_han = ["zh", "ja"].iter().any(|tag| language.to_ascii_lowercase().starts_with(tag));
        Sheet {
            measure: units(self.measure()),
            margin: 0,
            leading: 0,
            gap: 0,
            apart: 1,
            indent: units(self.points * if is_han { HAN_INDENT } else { INDENT }),
            justify: true,
            hyphenate: true,
            hang: units(self.points),
            reorder: true,
            raised_figures: true,
            link_numbers: true,
            link_list: false,
            labels,
            body: TEXT,
            heading: HEADING,
        }
    }

    /// The sheet of what is set ragged and without numbers: headlines, bylines, footnotes.
    #[must_use]
    pub fn ragged(&self, body: Scale, heading: Scale) -> Sheet {
        let plain = self.sheet(Labels::default(), "");
        Sheet { justify: false, hyphenate: false, indent: 0, hang: 0, link_numbers: false, body, heading, ..plain }
    }
}

/// A length in points in the ruler's unit.
#[must_use]
pub fn units(points: f32) -> u32 {
    let hundredths = (points * UNITS).round().max(0.0);
    // Lengths on paper are far from the limits of the type.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, not negative, and small")]
    let whole = hundredths as u32;
    whole
}

/// A length in the ruler's unit in points.
#[must_use]
pub fn points(units: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a page is some 60,000 units wide")]
    let hundredths = units as f32;
    hundredths / UNITS
}

/// How many lines high something is, as a length to be multiplied with.
#[must_use]
pub fn lines_high(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

/// How much larger than plain type a scale is.
#[must_use]
pub fn factor(scale: Scale) -> f32 {
    lines_high(scale.num as usize) / lines_high(scale.den.max(1) as usize)
}
