//! The letters that are drawn from block characters: our own bitmap font for Latin, Greek and Cyrillic, drawn in
//! `assets/letters.txt`. Accented letters are composed of a letter and its marks.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::text;

/// A letter: eight rows of six dots from the top down, the leftmost dot the highest bit of six.
pub type Glyph = [u8; 8];

/// The rows that a letter of the sheet has; the row above them is for accents.
const SHEET_ROWS: usize = 7;

static LETTERS: LazyLock<HashMap<char, Glyph>> = LazyLock::new(|| read(include_str!("../../assets/letters.txt")));

/// The glyph of a grapheme, where the font has its letter and all of its marks.
#[must_use]
pub fn glyph(grapheme: &str) -> Option<Glyph> {
    let mut parts = grapheme.nfd();
    let letter = parts.next()?;
    if letter == ' ' || letter == '\u{a0}' {
        return Some([0; 8]);
    }
    let marks: Vec<char> = parts.collect();
    let base = match letter {
        'i' | 'і' if marks.iter().any(|mark| is_above(*mark)) => 'ı',
        'j' if marks.iter().any(|mark| is_above(*mark)) => 'ȷ',
        other => other,
    };
    let mut glyph = *LETTERS.get(&base)?;
    for mark in marks {
        add_mark(&mut glyph, mark)?;
    }
    Some(glyph)
}

/// Whether all of `text` can be drawn.
#[must_use]
pub fn can_draw(text: &str) -> bool {
    text::graphemes(text).all(|(grapheme, _)| glyph(grapheme).is_some())
}

fn is_above(mark: char) -> bool {
    !matches!(mark, '\u{326}' | '\u{327}' | '\u{328}' | '\u{345}')
}

/// Adds a mark: on the two rows above a small letter, or on the one row above a capital.
fn add_mark(glyph: &mut Glyph, mark: char) -> Option<()> {
    let (two, one) = match mark {
        '\u{300}' => ([0b01_0000, 0b00_1000], 0b01_1000),
        '\u{301}' | '\u{384}' => ([0b00_0100, 0b00_1000], 0b00_1100),
        '\u{302}' | '\u{30a}' | '\u{342}' => ([0b00_1000, 0b01_0100], 0b00_1000),
        '\u{303}' => ([0b00_1010, 0b01_0100], 0b01_1010),
        '\u{304}' => ([0, 0b01_1100], 0b01_1100),
        '\u{306}' => ([0b10_0010, 0b01_1100], 0b01_0100),
        '\u{307}' => ([0, 0b00_1000], 0b00_1000),
        '\u{308}' => ([0, 0b01_0100], 0b01_0100),
        '\u{30b}' => ([0b01_0010, 0b10_0100], 0b01_0010),
        '\u{30c}' => ([0b01_0100, 0b00_1000], 0b01_0100),
        '\u{326}' | '\u{327}' => return below(glyph, 0b00_1000),
        '\u{328}' | '\u{345}' => return below(glyph, 0b00_0100),
        _ => return None,
    };
    match glyph {
        [first, second, third, ..] if *second | *third == 0 => {
            let [upper, lower] = two;
            *first |= upper;
            *second |= lower;
        }
        [first, ..] => *first |= one,
    }
    Some(())
}

fn below(glyph: &mut Glyph, dots: u8) -> Option<()> {
    *glyph.last_mut()? |= dots;
    Some(())
}

/// Reads a sheet of letters.
fn read(sheet: &str) -> HashMap<char, Glyph> {
    let mut letters = HashMap::new();
    let mut lines = sheet.lines();
    while let Some(line) = lines.next() {
        if let Some(names) = line.strip_prefix("letters ") {
            read_band(names, &lines.by_ref().take(SHEET_ROWS).collect::<Vec<_>>(), &mut letters);
        } else if let Some(pairs) = line.strip_prefix("same ") {
            read_pairs(pairs, &mut letters);
        }
    }
    letters
}

/// Reads letters that stand side by side below their names.
fn read_band(names: &str, rows: &[&str], letters: &mut HashMap<char, Glyph>) {
    let columns: Vec<Vec<u8>> = rows.iter().map(|row| row.split(' ').map(dots).collect()).collect();
    for (index, letter) in names.split(' ').filter_map(|name| name.chars().next()).enumerate() {
        let mut glyph = [0; 8];
        for (row, drawn) in glyph.iter_mut().skip(1).zip(&columns) {
            *row = drawn.get(index).copied().unwrap_or_default();
        }
        letters.insert(letter, glyph);
    }
}

fn read_pairs(pairs: &str, letters: &mut HashMap<char, Glyph>) {
    for pair in pairs.split(' ') {
        let mut chars = pair.chars();
        if let (Some(letter), Some(model)) = (chars.next(), chars.next().and_then(|model| letters.get(&model).copied())) {
            letters.insert(letter, model);
        }
    }
}

/// The five dots of a row, and the space to the next letter.
fn dots(row: &str) -> u8 {
    row.chars().fold(0, |bits, dot| bits << 1 | u8::from(dot == '#')) << 1
}

#[cfg(test)]
mod tests {
    use super::glyph;

    #[test]
    fn the_languages_of_the_three_scripts_have_their_letters() {
        let words = "The quick brown fox jumps over the lazy dog 0123456789 .,:;!?'\"()[]{}-+*/\\|=_<>#$%&@~^` \
            Façade, naïve, Ångström, Übergröße, œuvre, señor, Łódź, žluťoučký kůň, ığdır, ŞĂȚ, Ørsted, Ő “” ‘’ – — … « » €£¥© \
            Ελληνικά: η γρήγορη αλεπού, Ξένος Ψυχή Ωμέγα, ΐ ϋ ς \
            Съешь же ещё этих мягких французских булок, да выпей чаю; Київ, Їжак, Ґанок, Ёлка, Беларусь, Ў ў й";
        let missing: Vec<&str> =
            crate::text::graphemes(words).map(|(grapheme, _)| grapheme).filter(|grapheme| glyph(grapheme).is_none()).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn no_two_letters_of_a_script_look_the_same() {
        let same = |a: &str, b: &str| assert_ne!(glyph(a), glyph(b), "{a} {b}");
        for script in [
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            "абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ",
        ] {
            let letters: Vec<String> = script.chars().map(String::from).collect();
            for (index, a) in letters.iter().enumerate() {
                letters.iter().skip(index + 1).for_each(|b| same(a, b));
            }
        }
        for accents in ["àáâãäåā", "èéêëēėěę", "ÀÁÃÄĀ"] {
            let letters: Vec<String> = accents.chars().map(String::from).collect();
            letters.windows(2).for_each(|pair| {
                if let [a, b] = pair {
                    same(a, b);
                }
            });
        }
    }

    #[test]
    fn what_the_font_lacks_is_not_drawn_as_something_else() {
        assert_eq!(glyph("中"), None);
        assert_eq!(glyph("a\u{20dd}"), None);
        assert_eq!(glyph(""), None);
    }
}
