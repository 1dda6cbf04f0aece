//! The order in which the parts of a line are drawn, for scripts that are read from right to left (UAX #9).

use std::ops::Range;

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};

use super::script::{self, Direction};

/// The embedding levels of a paragraph that holds right-to-left text.
#[derive(Debug)]
pub struct Levels<'a>(ParagraphBidiInfo<'a>);

impl<'a> Levels<'a> {
    /// The levels of `text` (one paragraph) that is read in the direction `base`.
    #[must_use]
    pub fn new(text: &'a str, base: Direction) -> Self {
        let level = if base == Direction::Rtl { Level::rtl() } else { Level::ltr() };
        Self(ParagraphBidiInfo::new(text, Some(level)))
    }

    /// The stretches of one direction on the line that holds the bytes `line`, from left to right, each with whether it
    /// is read from right to left.
    #[must_use]
    pub fn visual(&self, line: Range<usize>) -> Vec<(Range<usize>, bool)> {
        if line.is_empty() || line.end > self.0.text.len() {
            return Vec::new();
        }
        let levels = self.line_levels(&line);
        let mut runs = runs(&levels, line.start);
        let highest = levels.iter().copied().max().unwrap_or(Level::ltr()).number();
        let lowest_odd = levels.iter().filter(|level| level.is_rtl()).min().map_or(highest + 1, Level::number);
        // Rule L2: from the highest level down, what is at a level or above it is turned round.
        for level in (lowest_odd..=highest).rev() {
            for stretch in runs.chunk_by_mut(|one, other| (one.1 >= level) == (other.1 >= level)) {
                if stretch.first().is_some_and(|run| run.1 >= level) {
                    stretch.reverse();
                }
            }
        }
        runs.into_iter().map(|(range, level)| (range, level % 2 == 1)).collect()
    }

    /// The levels of the bytes `line`, with the spaces at its end and before its tabs at the level of the paragraph (rule
    /// L1). `unicode_bidi` has this too, but copies the whole paragraph for each line.
    fn line_levels(&self, line: &Range<usize>) -> Vec<Level> {
        use BidiClass::{B, BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, S, WS};
        let mut levels = self.0.levels.get(line.clone()).unwrap_or_default().to_vec();
        let classes = self.0.original_classes.get(line.clone()).unwrap_or_default();
        let mut at_end = true;
        for (level, class) in levels.iter_mut().zip(classes).rev() {
            at_end = match class {
                B | S => true,
                WS | FSI | LRI | RLI | PDI | BN | LRE | RLE | LRO | RLO | PDF => at_end,
                _ => false,
            };
            if at_end {
                *level = self.0.paragraph_level;
            }
        }
        levels
    }
}

/// The stretches of one level, the first of which begins at byte `start`.
fn runs(levels: &[Level], start: usize) -> Vec<(Range<usize>, u8)> {
    let mut from = start;
    let run = |stretch: &[Level]| {
        let range = from..from + stretch.len();
        from = range.end;
        (range, stretch.first().map_or(0, Level::number))
    };
    levels.chunk_by(|one, other| one == other).map(run).collect()
}

/// Whether any character of `text` is read from right to left.
#[must_use]
pub fn has_rtl(text: &str) -> bool {
    // The blocks of such scripts begin with these bytes, and Chinese with none of them but that of its wide marks.
    let may_be = |byte: &u8| matches!(byte, 0xd6..=0xe0 | 0xe2 | 0xef..);
    let block = |c: &char| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}')
    };
    text.as_bytes().iter().any(may_be) && text.chars().filter(block).any(|c| script::direction(c) == Some(Direction::Rtl))
}

/// What is drawn for `c` where it is read from right to left: `(` for `)`. After `BidiMirroring.txt`, the pairs that
/// running text uses.
#[must_use]
pub fn mirrored(c: char) -> Option<char> {
    const PAIRS: [(char, char); 25] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('≪', '≫'),
        ('⁅', '⁆'),
        ('⁽', '⁾'),
        ('₍', '₎'),
        ('∈', '∋'),
        ('⊂', '⊃'),
        ('⊆', '⊇'),
        ('⟨', '⟩'),
        ('⟦', '⟧'),
        ('⟪', '⟫'),
        ('⌈', '⌉'),
        ('⌊', '⌋'),
        ('〈', '〉'),
        ('《', '》'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('（', '）'),
    ];
    // Letters are most of what is asked for.
    if !matches!(c, '('..='>' | '['..=']' | '{'..='»' | '‹'..='】' | '（' | '）') {
        return None;
    }
    PAIRS.iter().find_map(|(left, right)| match c {
        _ if c == *left => Some(*right),
        _ if c == *right => Some(*left),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Direction, Levels, has_rtl, mirrored};

    #[test]
    fn numbers_and_latin_words_keep_their_order_in_a_hebrew_line() {
        let text = "שלום abc 12";
        let levels = Levels::new(text, Direction::Rtl);
        let parts: Vec<(&str, bool)> =
            levels.visual(0..text.len()).into_iter().map(|(range, rtl)| (text.get(range).expect("a boundary"), rtl)).collect();
        assert_eq!(parts, [("abc 12", false), ("שלום ", true)]);
    }

    #[test]
    fn brackets_open_towards_the_text_they_hold() {
        for pair in ["()", "[]", "{}", "<>", "«»", "‹›", "≤≥", "⟨⟩", "〈〉", "【】", "（）"] {
            let [left, right] = pair.chars().collect::<Vec<_>>()[..] else { panic!("two characters") };
            assert_eq!((mirrored(left), mirrored(right)), (Some(right), Some(left)));
        }
        assert_eq!(mirrored('a'), None);
        assert_eq!(mirrored('س'), None);
    }

    #[test]
    fn every_character_of_those_scripts_is_known_as_one() {
        let rtl = |c: &char| crate::text::script::direction(*c) == Some(Direction::Rtl);
        for c in ('\0'..=char::MAX).filter(rtl).filter(|c| (*c as u32) < 0x20000) {
            assert!(has_rtl(&c.to_string()), "{c:?}");
        }
    }

    #[test]
    fn plain_text_is_never_reordered() {
        assert!(!has_rtl("Ünïcödé — 中文，日本語"));
        assert!(has_rtl("abc العربية"));
    }
}
