//! How many terminal cells a text takes, counted by grapheme: a family emoji is one character of two cells.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in cells.
#[must_use]
pub fn width(text: &str) -> usize {
    match text.as_bytes() {
        // A character of Chinese alone, from U+4E00 on.
        [0xe4, 0xb8..=0xbf, _] | [0xe5..=0xe9, _, _] => return 2,
        bytes if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) => return text.len(),
        _ => {}
    }
    let alone = text.chars().try_fold(0, |total, c| Some(total + cells_alone(c)?));
    alone.unwrap_or_else(|| text.graphemes(true).map(cells).sum())
}

/// The cells of a character that is a grapheme of its own whenever all its neighbours are such characters too: the
/// letters and marks of which most text consists. `None` says nothing; it is the answer for all others.
#[inline]
pub(super) fn cells_alone(c: char) -> Option<usize> {
    if c < '\u{3000}' {
        // The most frequent first: it spares all others' comparisons.
        return match c {
            ' '..='~'
            | 'ء'..='ي'
            | 'Ѐ'..='ҁ'
            | 'À'..='ʯ'
            | 'א'..='ת'
            | 'α'..='ω'
            | 'Α'..='Ω'
            | '‐'..='…'
            | '─'..='▟'
            | '·'
            | '●'
            | '‹'
            | '›' => Some(1),
            _ => None,
        };
    }
    match c {
        '一'..='鿿' | '、'..='〗' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '㐀'..='䶿' | '가'..='힣' | '！'..='～' => {
            Some(2)
        }
        _ => None,
    }
}

/// The graphemes of `text`, each with its width in cells.
#[must_use]
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (&str, usize)> {
    let simple = simple(text);
    let rest = if simple.is_some() { "" } else { text };
    simple.into_iter().flatten().chain(rest.graphemes(true).map(|grapheme| (grapheme, cells(grapheme))))
}

/// The same of a text in which every character is a grapheme by itself, as in most; `None` for all others.
#[must_use]
pub fn simple(text: &str) -> Option<impl DoubleEndedIterator<Item = (&str, usize)>> {
    let characters = || text.char_indices().filter_map(|(at, c)| Some((text.get(at..at + c.len_utf8())?, cells_alone(c)?)));
    text.chars().all(|c| cells_alone(c).is_some()).then(characters)
}

/// The longest beginning of `text` that is at most `columns` cells wide and ends between graphemes.
#[must_use]
pub fn cut(text: &str, columns: usize) -> &str {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.get(..columns.min(text.len())).unwrap_or_default();
    }
    let mut used = 0;
    let mut end = 0;
    for (grapheme, cells) in graphemes(text) {
        if used + cells > columns {
            break;
        }
        used += cells;
        end += grapheme.len();
    }
    text.get(..end).unwrap_or_default()
}

/// `text` where it is at most `columns` cells wide, else its beginning with `…` at the end.
#[must_use]
pub fn elide(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}…", cut(text, columns - 1).trim_end()))
}

/// The cells of one grapheme. No grapheme takes more than two: terminals draw the rest of a cluster over them.
fn cells(grapheme: &str) -> usize {
    #[expect(clippy::disallowed_methods, reason = "the one place that turns the crate's figure into cells")]
    grapheme.width().min(2)
}

#[cfg(test)]
mod tests {
    use super::{UnicodeSegmentation, cut, elide, width};

    #[test]
    fn wide_and_joined_characters_count_as_the_cells_they_take() {
        for (text, cells) in
            [("abc", 3), ("中文", 4), ("e\u{301}", 1), ("👩\u{200d}👩\u{200d}👧", 2), ("🇨🇳", 2), ("", 0), ("Ａ", 2)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn the_short_way_measures_as_the_long_one_does() {
        let measured = ('\0'..='\u{1ffff}').filter(|c| super::cells_alone(*c).is_some());
        for c in measured {
            let text = format!("x{c}字{c}");
            assert_eq!(text.graphemes(true).count(), 4, "{c:?} joins");
            assert_eq!(width(&text), text.graphemes(true).map(super::cells).sum::<usize>(), "{c:?}");
            assert_eq!(width(&c.to_string()), super::cells(&c.to_string()), "{c:?} alone");
        }
    }

    #[test]
    fn cutting_never_splits_a_character() {
        assert_eq!(cut("中文", 3), "中");
        assert_eq!(cut("👩\u{200d}👩\u{200d}👧x", 1), "");
        assert_eq!(elide("中文排印", 5), "中文…");
        assert_eq!(elide("word after", 6), "word…");
        assert_eq!(elide("abc", 3), "abc");
        assert_eq!(elide("abc", 0), "");
    }
}
