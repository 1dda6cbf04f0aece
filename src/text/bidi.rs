//! The order in which the parts of a line are drawn, for scripts that are read from right to left (UAX #9).

use std::{borrow::Cow, ops::Range};

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, Level, ParagraphBidiInfo, bidi_class};

use super::script::{self, Direction};

/// The embedding levels of a paragraph that holds right-to-left text.
#[derive(Debug)]
pub struct Levels<'a> {
    text: &'a str,
    /// The level of each byte.
    bytes: Vec<Level>,
    /// The level of the paragraph.
    base: Level,
    /// Whether there may be tabs, or ends of paragraphs, in it.
    has_tabs: bool,
}

impl<'a> Levels<'a> {
    /// The levels of `text` (one paragraph) that is read in the direction `base`.
    #[must_use]
    pub fn new(text: &'a str, base: Direction) -> Self {
        let base = if base == Direction::Rtl { Level::rtl() } else { Level::ltr() };
        let parts = if base.is_rtl() { mixed_parts(text) } else { None };
        let bytes = match parts {
            None => ParagraphBidiInfo::new(text, Some(base)).levels,
            Some(parts) => {
                let mut levels = vec![base; text.len()];
                for part in parts {
                    let inner = ParagraphBidiInfo::new(text.get(part.clone()).unwrap_or_default(), Some(base)).levels;
                    levels.get_mut(part).into_iter().for_each(|levels| levels.copy_from_slice(&inner));
                }
                levels
            }
        };
        let has_tabs = text.bytes().any(|byte| byte < b' ') || text.contains(['\u{85}', '\u{2029}']);
        Self { text, bytes, base, has_tabs }
    }

    /// The stretches of one direction on the line that holds the bytes `line`, from left to right, each with whether it
    /// is read from right to left.
    #[must_use]
    pub fn visual(&self, line: Range<usize>) -> Vec<(Range<usize>, bool)> {
        if line.is_empty() || line.end > self.text.len() {
            return Vec::new();
        }
        let levels = self.line_levels(&line);
        let mut runs = runs(&levels, line.start);
        let highest = runs.iter().map(|run| run.1).max().unwrap_or(0);
        let lowest_odd = runs.iter().map(|run| run.1).filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
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
    fn line_levels(&self, line: &Range<usize>) -> Cow<'_, [Level]> {
        use BidiClass::{B, BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, S, WS};
        let mut levels = Cow::Borrowed(self.bytes.get(line.clone()).unwrap_or_default());
        let text = self.text.get(line.clone()).unwrap_or_default();
        let mut at_end = true;
        for (at, c) in text.char_indices().rev() {
            at_end = match class(c) {
                B | S => true,
                WS | FSI | LRI | RLI | PDI | BN | LRE | RLE | LRO | RLO | PDF => at_end,
                _ => false,
            };
            if at_end {
                levels.to_mut().iter_mut().skip(at).take(c.len_utf8()).for_each(|level| *level = self.base);
            } else if !self.has_tabs {
                break;
            }
        }
        levels
    }
}

/// A line of its own that is read from left to right, as it is drawn: what is read from right to left in it is turned round.
#[must_use]
pub fn ordered(line: &str) -> Cow<'_, str> {
    if !has_rtl(line) {
        return line.into();
    }
    let part = |(range, rtl): (Range<usize>, bool)| {
        let part = line.get(range).unwrap_or_default();
        if rtl { turned(part).into() } else { Cow::from(part) }
    };
    Levels::new(line, Direction::Ltr).visual(0..line.len()).into_iter().map(part).collect::<String>().into()
}

/// `text`, which is read from right to left, as it is drawn from left to right: its graphemes from last to first, brackets
/// mirrored.
pub(super) fn turned(text: &str) -> String {
    let drawn = |c| mirrored(c).unwrap_or(c);
    if text.chars().all(|c| super::width::cells_alone(c).is_some()) {
        return text.chars().rev().map(drawn).collect();
    }
    let mut out = String::with_capacity(text.len());
    for (grapheme, _) in super::width::graphemes(text).rev() {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some(alone), None) => out.push(drawn(alone)),
            _ => out.push_str(grapheme),
        }
    }
    out
}

/// The parts of a paragraph read from right to left in which anything is not: numbers and words of other scripts, each
/// part from the letter before them to the letter behind them. A letter that is read from right to left keeps what is
/// before it from what is behind it (rules W1 to W7, N1 and N2 look no further), so that all outside these parts is at the
/// level of the paragraph. `None` where brackets or steering characters may reach over such a letter.
fn mixed_parts(text: &str) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::new();
    // The last letter read from right to left, and whether anything came after it that is not.
    let (mut letter, mut mixed) = (0, false);
    for (at, c) in text.char_indices() {
        match class(c) {
            BidiClass::R | BidiClass::AL => {
                if std::mem::take(&mut mixed) {
                    parts.push(letter..at + c.len_utf8());
                }
                letter = at;
            }
            BidiClass::L | BidiClass::EN | BidiClass::AN => mixed = true,
            BidiClass::ON if HardcodedBidiData.bidi_matched_opening_bracket(c).is_some() => return None,
            BidiClass::NSM | BidiClass::WS | BidiClass::CS | BidiClass::ES | BidiClass::ET | BidiClass::ON => {}
            _ => return None,
        }
    }
    if mixed {
        parts.push(letter..text.len());
    }
    Some(parts)
}

/// The class of `c`; of the characters of which most text is made, without a look into the tables.
fn class(c: char) -> BidiClass {
    match c {
        ' ' => BidiClass::WS,
        'a'..='z' | 'A'..='Z' => BidiClass::L,
        '0'..='9' => BidiClass::EN,
        'א'..='ת' => BidiClass::R,
        'ء'..='ي' => BidiClass::AL,
        _ => bidi_class(c),
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
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    // How the characters of such scripts begin, and few others.
    let may_be = |at: usize| match byte(at) {
        0xd6..=0xdf | 0xf0.. => true,
        0xe0 => byte(at + 1) <= 0xa3,
        0xe2 => byte(at + 1) == 0x80 && byte(at + 2) == 0x8f,
        0xef => matches!(byte(at + 1), 0xac..=0xbb),
        _ => false,
    };
    let rtl = |c: char| !c.is_ascii() && script::direction(c) == Some(Direction::Rtl);
    (0..bytes.len()).find(|at| may_be(*at)).and_then(|at| text.get(at..)).is_some_and(|rest| rest.chars().any(rtl))
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
    fn the_short_way_knows_the_class_of_every_character() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::class(c), super::bidi_class(c), "{c:?}");
        }
    }

    #[test]
    fn the_parts_of_a_paragraph_are_ordered_as_the_whole_would_be() {
        const WORDS: [&str; 24] = [
            "שלום",
            "אב",
            "العربية",
            "مَرْحَبًا",
            "abc",
            "Ünï",
            "12",
            "3,14",
            "٣٤",
            "1/2",
            "+5",
            "%",
            "$7",
            ",",
            ".",
            "-",
            "…",
            "“",
            "—",
            "中文",
            "(",
            ")",
            "«",
            "x1",
        ];
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            WORDS[(state >> 16) as usize % WORDS.len()]
        };
        for words in 1..4_000 {
            let text = (0..words % 12).fold(String::new(), |text, n| text + next() + if n % 3 == 0 { "" } else { " " });
            let whole = super::ParagraphBidiInfo::new(&text, Some(super::Level::rtl())).levels;
            assert_eq!(Levels::new(&text, Direction::Rtl).bytes, whole, "{text}");
        }
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
    fn a_line_of_the_screen_is_drawn_in_the_order_of_its_script_and_as_wide_as_it_was() {
        for (line, drawn) in [("News", "News"), ("العربية", "ةيبرعلا"), ("שלום 3 עולם…", "םלוע 3 םולש…"), ("1. خبر", "1. ربخ")]
        {
            assert_eq!(super::ordered(line), drawn);
            assert_eq!(crate::text::width(&super::ordered(line)), crate::text::width(line));
        }
    }

    #[test]
    fn plain_text_is_never_reordered() {
        assert!(!has_rtl("Ünïcödé — 中文，日本語"));
        assert!(has_rtl("abc العربية"));
    }
}
