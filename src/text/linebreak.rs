//! Where a line may end: the Unicode line breaking algorithm (UAX #14, Unicode 15), with addresses broken by rules of
//! their own.

use std::ops::Range;

use unicode_linebreak::BreakClass;

use super::script;

/// The bytes of `text` (one paragraph without line breaks) before which a line may begin, in order, without its start
/// and end. Spaces stay with the word before them.
///
/// Chinese and Japanese marks keep to their side by the algorithm's own classes: no line begins with a closing mark or
/// ends with an opening one. An address breaks after `/`, `?` and `&` behind its host, nowhere else.
#[must_use]
pub fn opportunities(text: &str) -> Vec<usize> {
    opportunities_beside(text, &addresses(text))
}

/// The [`opportunities`] of a text whose [`addresses`] are known.
#[must_use]
#[expect(clippy::stable_sort_primitive, reason = "two sorted stretches, which a stable sort only merges")]
pub fn opportunities_beside(text: &str, addresses: &[Range<usize>]) -> Vec<usize> {
    let wide = text.as_bytes().iter().any(|byte| *byte >= 0xe2);
    let mut breaks = Vec::with_capacity(text.len() / if wide { 3 } else { 5 });
    if wide {
        unicode_breaks_beside_han(text, &mut breaks);
        let known = breaks.len();
        wide_breaks(text, &mut breaks);
        if breaks.len() > known {
            breaks.sort();
            breaks.dedup();
        }
    } else {
        unicode_breaks(text, 0, &mut breaks);
    }
    if !addresses.is_empty() {
        breaks.retain(|at| !addresses.iter().any(|address| address.start < *at && *at < address.end));
        for address in addresses {
            breaks.extend(address_breaks(text, address.clone()));
        }
        breaks.sort_unstable();
    }
    breaks
}

/// Adds the breaks inside `piece`, which begins at byte `base` of the text.
fn unicode_breaks(piece: &str, base: usize, breaks: &mut Vec<usize>) {
    let inside = unicode_linebreak::linebreaks(piece).map(|(at, _)| at).filter(|at| *at < piece.len());
    breaks.extend(inside.map(|at| base + at));
}

/// The same of a text with Han characters. Between two of them a line may always end, whatever stands around them, so
/// that only what lies between is walked through by the algorithm.
fn unicode_breaks_beside_han(text: &str, breaks: &mut Vec<usize>) {
    let mut from = 0;
    let mut after_han = false;
    for (at, c) in text.char_indices() {
        let han = matches!(c, '㐀'..='䶿' | '一'..='鿿');
        if han && after_han {
            if at - from > c.len_utf8() {
                unicode_breaks(text.get(from..at).unwrap_or_default(), from, breaks);
            }
            breaks.push(at);
            from = at;
        }
        after_han = han;
    }
    unicode_breaks(text.get(from..).unwrap_or_default(), from, breaks);
}

/// Adds where a line may begin beside marks of a Chinese text, which the tables of Unicode 15 that we use keep with their
/// neighbours: before a wide opening bracket that follows a letter or figure (rule 30), before an opening curly quotation
/// mark and after a closing one (rule 19a of Unicode 16; Western texts use these marks either way round).
fn wide_breaks(text: &str, breaks: &mut Vec<usize>) {
    let mut before = None;
    for (at, next) in text.char_indices() {
        let base = || base(text.get(..at).unwrap_or_default());
        let Some(c) = before.replace(next) else { continue };
        if is_opening(next) && opens(base(), next) || closed(c, next) {
            breaks.push(at);
        }
    }
}

/// The last character of `text` that is not a mark on another one.
fn base(text: &str) -> char {
    let mut marks = ' ';
    for c in text.chars().rev() {
        match (script::is_mark(c), c.is_whitespace()) {
            (true, _) => marks = c,
            (false, true) if marks != ' ' => return marks,
            (false, _) => return c,
        }
    }
    marks
}

/// Whether `c` may be an opening mark of a wide script; cheap, for most characters are none.
fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '\u{2329}' | '\u{3008}'..='\u{301d}' | '\u{fe17}'..='\u{ff62}')
}

/// Whether a line may begin with the opening mark `next`.
fn opens(before: char, next: char) -> bool {
    use BreakClass::{
        Alphabetic, CombiningMark, ComplexContext, HebrewLetter, Numeric, OpenPunctuation, Postfix, Prefix, Unknown,
    };
    match next {
        '“' | '‘' => script::is_cjk(before) && class(before) != OpenPunctuation,
        _ if (script::is_cjk(next) || next == '\u{2329}') && class(next) == OpenPunctuation => {
            matches!(
                class(before),
                Alphabetic | CombiningMark | HebrewLetter | Numeric | ComplexContext | Prefix | Postfix | Unknown
            )
        }
        _ => false,
    }
}

/// Whether a line may end with the closing mark `mark`.
fn closed(mark: char, next: char) -> bool {
    matches!(mark, '”' | '’')
        && script::is_cjk(next)
        && matches!(class(next), BreakClass::Ideographic | BreakClass::OpenPunctuation)
}

fn class(c: char) -> BreakClass {
    unicode_linebreak::break_property(u32::from(c))
}

/// Whether `c` is a space at which a line may break, and which vanishes there.
#[must_use]
pub fn is_breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// The web addresses that stand in `text` as such, as byte ranges.
#[must_use]
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains("://") && !text.contains("www.") {
        return found;
    }
    let mut from = 0;
    while let Some((start, head)) = next_address(text, from) {
        let end =
            start + text.get(start..).and_then(|rest| rest.find(|c: char| !is_address_char(c))).unwrap_or(text.len() - start);
        if end > start + head {
            found.push(start..end);
        }
        from = end.max(start + head);
    }
    found
}

/// The start of the first address at or after byte `from`, and the length of its scheme.
fn next_address(text: &str, from: usize) -> Option<(usize, usize)> {
    const HEADS: [&str; 3] = ["https://", "http://", "www."];
    let rest = text.get(from..)?;
    HEADS.iter().filter_map(|head| rest.find(head).map(|at| (from + at, head.len()))).min()
}

fn is_address_char(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`')
}

/// Where a line may begin inside the address at `range`: after `/`, `?` and `&` behind its host.
fn address_breaks(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let address = text.get(range.clone()).unwrap_or_default();
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address.get(host..).and_then(|rest| rest.find(['/', '?'])).map_or(address.len(), |at| host + at);
    let bytes = address.as_bytes();
    (path..address.len().saturating_sub(1))
        .filter(move |at| {
            let (this, next) = (bytes.get(*at), bytes.get(at + 1));
            matches!(this, Some(b'/' | b'?' | b'&')) && !matches!(next, Some(b'/' | b'?' | b'&' | b'.' | b',' | b')'))
        })
        .map(move |at| range.start + at + 1)
}

#[cfg(test)]
mod tests {
    use super::{addresses, opportunities};

    fn parts(text: &str) -> Vec<&str> {
        let mut from = 0;
        let mut parts = Vec::new();
        for at in opportunities(text).into_iter().chain([text.len()]) {
            parts.push(text.get(from..at).expect("a boundary"));
            from = at;
        }
        parts
    }

    #[test]
    fn a_line_ends_after_a_space_or_a_written_hyphen() {
        assert_eq!(parts("a well-known word"), ["a ", "well-", "known ", "word"]);
        assert_eq!(parts("10\u{a0}km"), ["10\u{a0}km"]);
    }

    #[test]
    fn chinese_and_japanese_marks_keep_to_their_side_of_the_line() {
        assert_eq!(parts("他说：“好。”（完）"), ["他", "说：", "“好。”", "（完）"]);
        assert_eq!(parts("「キャ」ット"), ["「キャ」ッ", "ト"]);
        assert_eq!(parts("等等……再说"), ["等", "等……", "再", "说"]);
    }

    #[test]
    fn an_address_breaks_after_its_slashes_and_never_in_its_host() {
        assert_eq!(
            parts("see https://www.example-site.org/a/b?c=1&d=2 now"),
            ["see ", "https://www.example-site.org/", "a/", "b?", "c=1&", "d=2 ", "now"]
        );
        assert_eq!(parts("www.example.org"), ["www.example.org"]);
        assert_eq!(addresses("http:// https://a.b，中").first(), Some(&(8..19)));
    }
}
