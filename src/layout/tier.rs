//! How a terminal can show type of another size, and what each text size means there.

use super::{Scale, Sheet};
use crate::model::TextSize;

/// A way to show type of another size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tier {
    /// The terminal scales any stretch of text by itself (the text-sizing protocol, OSC 66).
    Scaled,
    /// The terminal can double whole rows (DECDHL).
    Doubled,
    /// Letters are drawn from block characters: for headlines, and for the body on request.
    Blocks,
    /// The terminal has one size; measure, margins and leading make the difference.
    #[default]
    Layout,
}

impl Scale {
    /// Three quarters of plain type: four columns in three cells.
    pub const THREE_QUARTERS: Self = Self { num: 3, den: 4, rows: 1 };
    /// Half as large again: four columns in six cells, on two rows.
    pub const ONE_AND_A_HALF: Self = Self { num: 3, den: 2, rows: 2 };
    /// Twice as large.
    pub const DOUBLE: Self = Self { num: 2, den: 1, rows: 2 };
    /// Three times as large.
    pub const TRIPLE: Self = Self { num: 3, den: 1, rows: 3 };
    /// A letter drawn from block characters: three cells wide, four rows high.
    pub const BLOCKS: Self = Self { num: 3, den: 1, rows: 4 };
}

impl Tier {
    /// All tiers, the best looking first.
    pub const ALL: [Self; 4] = [Self::Scaled, Self::Doubled, Self::Blocks, Self::Layout];

    /// Its name in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scaled => "scaled",
            Self::Doubled => "doubled",
            Self::Blocks => "blocks",
            Self::Layout => "layout",
        }
    }

    /// The tier of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == name)
    }

    /// The sizes that it offers, smallest first.
    #[must_use]
    pub fn sizes(self) -> &'static [TextSize] {
        match self {
            Self::Scaled => &TextSize::WITH_EXTRA_LARGE,
            Self::Doubled | Self::Blocks | Self::Layout => &TextSize::ALL,
        }
    }

    /// The size of those on offer that is nearest to `size`: a setting may come from another terminal.
    #[must_use]
    pub fn nearest(self, size: TextSize) -> TextSize {
        self.sizes().iter().copied().rfind(|offered| *offered <= size).unwrap_or_default()
    }

    /// The scale of the body.
    #[must_use]
    pub fn body(self, size: TextSize) -> Scale {
        match (self, size) {
            (Self::Scaled, TextSize::Small) => Scale::THREE_QUARTERS,
            (Self::Scaled, TextSize::Large) => Scale::ONE_AND_A_HALF,
            (Self::Scaled, TextSize::ExtraLarge) | (Self::Doubled, TextSize::Large | TextSize::ExtraLarge) => Scale::DOUBLE,
            (Self::Blocks, TextSize::Large | TextSize::ExtraLarge) => Scale::BLOCKS,
            _ => Scale::PLAIN,
        }
    }

    /// The scale of headings within the story: a step larger than the body where there is one.
    #[must_use]
    pub fn heading(self, size: TextSize) -> Scale {
        match (self, size) {
            (Self::Scaled, TextSize::Small) => Scale::PLAIN,
            (Self::Scaled, TextSize::Medium) => Scale::ONE_AND_A_HALF,
            (Self::Scaled, TextSize::Large) => Scale::DOUBLE,
            (Self::Scaled, TextSize::ExtraLarge) => Scale::TRIPLE,
            (Self::Doubled | Self::Blocks | Self::Layout, _) => self.body(size),
        }
    }

    /// The scales that the story's headline may take, the largest first; the first on which it fits is taken. `drawn` asks
    /// for drawn letters where the terminal has nothing better.
    #[must_use]
    pub fn headline(self, size: TextSize, drawn: bool) -> &'static [Scale] {
        const PLAIN: &[Scale] = &[Scale::PLAIN];
        const DRAWN: &[Scale] = &[Scale::BLOCKS, Scale::PLAIN];
        match (self, size) {
            (Self::Scaled, TextSize::Small) => &[Scale::ONE_AND_A_HALF, Scale::PLAIN],
            (Self::Scaled, TextSize::Medium | TextSize::Large) => &[Scale::DOUBLE, Scale::ONE_AND_A_HALF, Scale::PLAIN],
            (Self::Scaled, TextSize::ExtraLarge) => &[Scale::TRIPLE, Scale::DOUBLE],
            (Self::Doubled, TextSize::Large | TextSize::ExtraLarge) => &[Scale::DOUBLE],
            (Self::Blocks, TextSize::Medium | TextSize::Large | TextSize::ExtraLarge) => DRAWN,
            (_, TextSize::Medium | TextSize::Large | TextSize::ExtraLarge) if drawn => DRAWN,
            (Self::Doubled | Self::Blocks | Self::Layout, _) => PLAIN,
        }
    }

    /// The scale of the titles in the headline list. They are larger only where both panes can be.
    #[must_use]
    pub fn list(self, large: bool) -> Scale {
        if large && self == Self::Scaled { Scale::ONE_AND_A_HALF } else { Scale::PLAIN }
    }

    /// How many times as large as plain type the body is, in words; `None` where size is a matter of spacing alone.
    #[must_use]
    pub fn factor(self, size: TextSize) -> Option<&'static str> {
        let scale = self.body(size);
        match scale {
            _ if self == Self::Layout || self == Self::Doubled && size < TextSize::Medium => None,
            Scale::THREE_QUARTERS => Some("0.75x"),
            Scale::ONE_AND_A_HALF => Some("1.5x"),
            Scale::DOUBLE => Some("2x"),
            Scale::BLOCKS => Some("drawn"),
            _ => None,
        }
    }

    /// The sheet of a pane that is `pane_width` cells wide. `measure`, in columns of text, takes the place of the size's
    /// own.
    #[must_use]
    pub fn sheet(self, size: TextSize, pane_width: u16, measure: Option<u16>) -> Sheet {
        let body = self.body(size);
        let own = self.measure(size);
        let cells = |columns: u32| u16::try_from(body.cells(columns)).unwrap_or(u16::MAX);
        let measure = match own {
            Some(own) => Some(cells(measure.map_or(own, u32::from))),
            None => measure,
        };
        let sheet = Sheet { body, heading: self.heading(size), ..Sheet::for_pane(size, pane_width, measure) };
        // What stands out at the right is as large as the rest.
        let sheet = sheet.hung_within(u32::from(pane_width));
        // Larger type brings its own room between the lines.
        if own.is_some() && size > TextSize::Medium { Sheet { leading: 0, gap: 1, ..sheet } } else { sheet }
    }

    /// The columns of text in a line of this size, where the size is one of type and not only of layout.
    fn measure(self, size: TextSize) -> Option<u32> {
        match (self, size) {
            (Self::Scaled, TextSize::Small) => Some(88),
            (Self::Scaled | Self::Doubled, TextSize::Large) => Some(60),
            (Self::Scaled | Self::Doubled, TextSize::ExtraLarge) | (Self::Blocks, TextSize::Large | TextSize::ExtraLarge) => {
                Some(48)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tier;
    use crate::{
        layout::{Cells, Scale, Sheet, typeset},
        model::{Block, Document, Span, TextSize},
        text::CleanText,
    };

    #[test]
    fn no_line_is_too_long_to_read_and_none_is_wider_than_its_pane() {
        for (tier, width) in Tier::ALL.into_iter().flat_map(|tier| (8..=250).map(move |width| (tier, width))) {
            for size in tier.sizes() {
                let sheet = tier.sheet(*size, width, None);
                assert!(sheet.margin + sheet.measure <= u32::from(width), "{tier:?} {size:?} {width}");
                let right = u32::from(width) - sheet.margin - sheet.measure;
                // The last column is the scrollbar's.
                assert!(sheet.hang == 0 || sheet.body.cells(sheet.hang) < right, "{tier:?} {size:?} {width}");
                let columns = sheet.body.columns(sheet.measure);
                assert!(*size == TextSize::Small || columns <= 66, "{tier:?} {size:?}: {columns}");
            }
        }
    }

    #[test]
    fn a_line_of_chinese_at_one_and_a_half_holds_thirty_characters_and_fills_narrower_panes() {
        let text = Span { text: CleanText::block(&"港口的渡轮早上八点出发".repeat(40)), ..Span::default() };
        let story = Document { blocks: vec![Block::Paragraph(vec![text])], ..Document::default() };
        for (pane, characters) in [(200, 30), (100, 30), (94, 30), (93, 29), (64, 20), (34, 10)] {
            let sheet: Sheet = Tier::Scaled.sheet(TextSize::Large, pane, None);
            let lines = typeset(&story, &Cells, &sheet).lines;
            let full = lines.split_last().map_or(&[][..], |(_, full)| full);
            assert!(!full.is_empty());
            for line in full {
                let (count, width): (usize, u32) =
                    line.runs.iter().fold((0, 0), |sum, run| (sum.0 + run.text.chars().count(), sum.1 + run.width));
                assert_eq!((count, line.scale), (characters, Scale::ONE_AND_A_HALF), "{pane}");
                assert!(line.left + line.scale.cells(width) <= u32::from(pane) - sheet.margin, "{pane}");
            }
        }
    }

    /// A scale as a fraction of plain type, in twelfths.
    fn twelfths(scale: Scale) -> u32 {
        scale.num * 12 / scale.den
    }

    #[test]
    fn larger_sizes_are_never_set_smaller() {
        for tier in Tier::ALL {
            for pair in tier.sizes().windows(2) {
                let [small, large] = pair else { panic!("two sizes") };
                assert!(twelfths(tier.body(*small)) <= twelfths(tier.body(*large)), "{tier:?}");
                assert!(twelfths(tier.heading(*small)) <= twelfths(tier.heading(*large)), "{tier:?}");
            }
        }
    }

    #[test]
    fn headings_stand_out_on_a_terminal_that_scales() {
        for size in Tier::Scaled.sizes() {
            assert!(twelfths(Tier::Scaled.heading(*size)) > twelfths(Tier::Scaled.body(*size)), "{size:?}");
        }
    }

    #[test]
    fn extra_large_is_offered_only_where_both_panes_can_be_doubled() {
        for tier in Tier::ALL {
            assert_eq!(tier.sizes().contains(&TextSize::ExtraLarge), tier == Tier::Scaled);
            assert!(tier.sizes().contains(&tier.nearest(TextSize::ExtraLarge)));
        }
    }

    #[test]
    fn every_tier_is_found_by_its_name() {
        for tier in Tier::ALL {
            assert_eq!(Tier::from_name(tier.name()), Some(tier));
        }
    }
}
