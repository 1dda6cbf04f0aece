//! What a character is: its direction, whether it joins, whether it shows at all.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

/// The direction of a strong character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right, as Latin and Han.
    Ltr,
    /// Right to left, as Hebrew and Arabic.
    Rtl,
}

/// The direction of `c`, where it is strong.
#[must_use]
pub fn direction(c: char) -> Option<Direction> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Direction::Ltr);
    }
    if is_plain_letter(c) {
        return Some(Direction::Ltr);
    }
    match bidi_class(c) {
        BidiClass::L => Some(Direction::Ltr),
        BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
        _ => None,
    }
}

/// Whether `c` is one of the letters that are read from left to right and neither join nor sit on another, of which most
/// text is made that is not ASCII. No answer to anything by itself: it saves a look into the tables of Unicode.
pub(super) fn is_plain_letter(c: char) -> bool {
    matches!(c,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Α'..='Ω' | 'α'..='ω' | 'Ѐ'..='ҁ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '㐀'..='䶿'
        | '一'..='鿿' | '가'..='힣')
}

/// The direction in which a text is read as a whole, by its first strong character.
#[must_use]
pub fn base_direction(text: &str) -> Direction {
    text.chars().find_map(direction).unwrap_or(Direction::Ltr)
}

/// Whether `c` sits on the character before it.
#[must_use]
pub fn is_mark(c: char) -> bool {
    !c.is_ascii() && !is_plain_letter(c) && is_combining_mark(c) && !is_variation_selector(c) && !is_invisible(c)
}

/// Han, kana, hangul and their punctuation: what is set without spaces on a grid of wide cells.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x2E80..=0x2FDF | 0x3000..=0x30FF | 0x3100..=0x31FF | 0x3200..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x1AFF0..=0x1B16F
        | 0x20000..=0x3FFFF)
}

/// Han characters alone.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3005 | 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Variation selectors: they choose the look of the character before them.
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c as u32, 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Characters that show nothing and only serve to hide, to mislead or to steer a layout that is not ours.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x034F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE00FF | 0xE01F0..=0xE0FFF)
        || c as u32 & 0xFFFE == 0xFFFE
        || matches!(c as u32, 0xFDD0..=0xFDEF)
}

/// Whether a variation selector has a sense after `base`: emoji or text style after a symbol or a keycap's digit, an
/// ideographic variant after Han, a Mongolian or mathematical one after such a letter.
#[must_use]
pub fn takes_selector(base: char, selector: char) -> bool {
    match selector as u32 {
        0xFE0E | 0xFE0F => is_pictograph(base) || matches!(base, '0'..='9' | '#' | '*'),
        0xFE00..=0xFE0D => {
            is_han(base) || matches!(base as u32, 0x2200..=0x22FF | 0x2A00..=0x2AFF | 0x1000..=0x109F | 0xA840..=0xA877)
        }
        _ => is_han(base),
    }
}

/// Symbols and pictographs that exist in an emoji style.
#[must_use]
pub fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0xA9 | 0xAE | 0x203C | 0x2049 | 0x2100..=0x2BFF | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0x1F000..=0x1FAFF)
}

/// Whether a zero-width joiner between these two makes one emoji of them.
#[must_use]
pub fn joins_emoji(before: char, after: char) -> bool {
    (is_pictograph(before) || before == '\u{fe0f}') && is_pictograph(after)
}

/// Whether a joiner or non-joiner between these two belongs to their script: Arabic and its relatives, the scripts of
/// India and South-East Asia, Mongolian.
#[must_use]
pub fn joins_letters(before: char, after: char) -> bool {
    let joining = |c: char| matches!(c as u32, 0x0600..=0x08FF | 0x0900..=0x0DFF | 0x0E00..=0x109F | 0x1780..=0x18AF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC);
    joining(before) && (joining(after) || after.is_whitespace() || after.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::{BidiClass, Direction, base_direction, bidi_class, is_combining_mark, is_plain_letter};

    #[test]
    fn the_short_way_says_what_the_tables_say() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain_letter(*c)) {
            assert!(bidi_class(c) == BidiClass::L && !is_combining_mark(c), "{c:?}");
        }
    }

    #[test]
    fn a_text_reads_in_the_direction_of_its_first_letter() {
        assert_eq!(base_direction("«1» Hello"), Direction::Ltr);
        assert_eq!(base_direction("123 שלום abc"), Direction::Rtl);
        assert_eq!(base_direction("世界"), Direction::Ltr);
        assert_eq!(base_direction("..."), Direction::Ltr);
    }
}
