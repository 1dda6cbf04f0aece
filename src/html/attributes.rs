//! A limit on the attributes of one tag. The tokenizer compares each name with all before it, so that a tag of a
//! hundred thousand attributes would take minutes; only before it runs can they be left out.

use std::borrow::Cow;
use std::ops::Range;

/// The most attributes of one tag. Pages of programs that write them have tens.
const MOST: usize = 1_000;

/// The markup with at most [`MOST`] attributes in each tag.
pub fn limited(markup: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    for cut in cuts(markup) {
        kept.push_str(markup.get(from..cut.start).unwrap_or_default());
        from = cut.end;
    }
    if from == 0 {
        return Cow::Borrowed(markup);
    }
    kept.push_str(markup.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where there are too many, as ranges of bytes that begin and end at ASCII characters.
fn cuts(markup: &str) -> Vec<Range<usize>> {
    let bytes = markup.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = find(bytes, at, b'<') {
        at = open + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (full, end) = Scan::default().run(bytes, at);
            out.extend(full.map(|full| full..end));
            at = end;
        }
    }
    out
}

/// The first `wanted` at or after byte `from`.
fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| *byte == wanted).map(|at| from + at)
}

/// Where in a tag we are.
#[derive(Default)]
struct Scan {
    attributes: usize,
    /// Whether the last byte parted two attributes.
    apart: bool,
    /// Whether a value may begin.
    value: bool,
}

impl Scan {
    /// Reads to the end of the tag. Returns where the last attribute allowed ends, if there are more, and where the tag ends.
    fn run(mut self, bytes: &[u8], start: usize) -> (Option<usize>, usize) {
        let mut full = None;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return (full, at),
                b'"' | b'\'' if self.value => {
                    at = find(bytes, at + 1, *byte).unwrap_or(bytes.len());
                    (self.value, self.apart) = (false, true);
                }
                byte => self.step(*byte),
            }
            if self.attributes > MOST && full.is_none() {
                full = Some(at);
            }
            at += 1;
        }
        (full, bytes.len())
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'=' => self.value = true,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => self.apart = true,
            _ => {
                self.attributes += usize::from(self.apart && !self.value);
                self.apart = false;
                self.value = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::limited;

    fn tag(attributes: usize) -> String {
        (0..attributes).fold("<p".to_owned(), |tag, n| tag + &format!(" a{n}=\"> x\"")) + ">word"
    }

    #[test]
    fn usual_markup_is_left_as_it_is() {
        for markup in ["a < b > c", "<a href=\"x > y\" title='<b'>z</a>", "<p a=1/b='2'c>", "<", "<p", &tag(1_000)] {
            assert!(matches!(limited(markup), Cow::Borrowed(_)), "{markup}");
        }
    }

    #[test]
    fn attributes_without_end_are_cut_and_the_words_stay() {
        let cut = limited(&tag(5_000)).into_owned();
        assert!(cut.ends_with(">word") && cut.len() < 20_000);
    }
}
