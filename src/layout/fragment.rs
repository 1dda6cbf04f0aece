//! A passage cut where lines may end.

use std::ops::Range;

use hypher::Lang;

use super::{Ruler, hyphen, passage::Passage};
use crate::text::{
    self,
    linebreak::{addresses, is_breaking_space, opportunities_beside},
    script,
};

/// What stands at the end of a line that ends after a fragment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tail {
    /// Nothing: there is a space, or the script breaks there.
    #[default]
    Open,
    /// A hyphen.
    Hyphen,
    /// Nothing, but the fragment ends in a hyphen of the author's.
    OwnHyphen,
    /// Nothing, but a word was torn apart that fits no line.
    Torn,
    /// A mark that says that the address goes on.
    Continued,
}

/// What no line break comes into, and the space after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Its first byte in the passage's text.
    pub start: usize,
    /// Its end without the space after it.
    pub end: usize,
    /// The end of the space after it.
    pub next: usize,
    /// Its width.
    pub width: u32,
    /// The width of the space after it.
    pub space: u32,
    /// How much wider the place after it may become on a justified line.
    pub stretch: u32,
    /// How much of its width may stand out beyond the column when it ends a line. Marks only hang; they are never squeezed:
    /// a terminal has whole cells, and half-width forms exist of a few Japanese marks alone, as other characters.
    pub hang: u32,
    /// What stands after it when it ends a line.
    pub tail: Tail,
}

/// What a passage is cut by.
pub struct Knife<'a> {
    /// Measures.
    pub ruler: &'a dyn Ruler,
    /// The room of a line.
    pub columns: u32,
    /// The width of a space.
    pub blank: u32,
    /// The language of words that may be hyphenated.
    pub language: Option<Lang>,
    /// The language of words that are hyphenated only where they fit no line.
    pub last_resort: Option<Lang>,
    /// Whether the author's soft hyphens count; if not, only words that fit no line break at them.
    pub soft_hyphens: bool,
    /// Whether lines will be justified, so that it matters where they stretch.
    pub stretch: bool,
    /// How far a mark may stand out.
    pub hang: u32,
    /// Whether the type is set in blocks of whole cells, in which narrow characters among Chinese take more room than their
    /// own.
    pub blocks: bool,
}

/// The narrowest line that has room for a mark beside what it marks.
const LEAST_MARKED: u32 = 4;

impl Knife<'_> {
    /// Cuts the bytes `line` (no line break inside) of `passage`.
    pub fn cut(&self, passage: &Passage, line: Range<usize>) -> Vec<Fragment> {
        let text = passage.text.get(line.clone()).unwrap_or_default();
        let addresses = addresses(text);
        let mut breaks = opportunities_beside(text, &addresses);
        if !passage.glued.is_empty() {
            for at in &mut breaks {
                *at = passage.behind_added(line.start + *at).min(line.end) - line.start;
            }
            breaks.dedup();
        }
        breaks.push(text.len());
        let mut gauge = Gauge::new(self.ruler, passage);
        let mut fragments = Vec::with_capacity(breaks.len());
        let simple = addresses.is_empty() && passage.glued.is_empty() && !self.stretch;
        let mut from = 0;
        for (number, next) in breaks.iter().enumerate() {
            let place = |at: usize| line.start + at;
            if simple && matches!(text.as_bytes().get(from..*next), Some([0xe4..=0xe9, _, _])) {
                // A character of Chinese, of which such a text has thousands: no space, no hyphen, nothing that hangs.
                let (start, end) = (place(from), place(*next));
                fragments.push(Fragment { start, end, next: end, width: gauge.width(start..end), ..Fragment::default() });
                from = *next;
                continue;
            }
            if breaks.get(number + 1).is_some_and(|after| self.is_kept(&mut gauge, place(from)..place(*next), place(*after))) {
                continue;
            }
            let end = from + without_space(text.get(from..*next).unwrap_or_default());
            let in_address = addresses.iter().any(|address| address.start < *next && from < address.end);
            let word = Word { start: place(from), end: place(end), next: place(*next), in_address };
            self.cut_word(&mut gauge, &word, &mut fragments);
            from = *next;
        }
        if self.blocks && !text.is_ascii() {
            for fragment in &mut fragments {
                self.give_room(passage, fragment);
            }
        }
        fragments
    }

    /// Adds a column wherever a narrow character follows a wide one: a quotation mark has a block of its own, and the character
    /// before it may have lost its partner.
    fn give_room(&self, passage: &Passage, fragment: &mut Fragment) {
        let text = passage.text.get(fragment.start..fragment.end).unwrap_or_default();
        let before = passage.text.get(..fragment.start).and_then(|before| before.chars().next_back());
        // An ellipsis ends what was cut short: nothing follows that it could push aside.
        let wide = before.into_iter().chain(text.chars()).map(|c| script::is_cjk(c) || c == '…');
        let meets = wide.clone().zip(wide.skip(1)).filter(|(one, next)| *one && !next).count();
        let room = self.columns.saturating_sub(fragment.width);
        fragment.width += u32::try_from(meets).unwrap_or(u32::MAX).min(room);
    }

    /// Whether no line ends after `piece`: a number is glued to what it numbers, and a hyphen in code is no place to break
    /// where all up to `after` fits a line, since `Ctrl-l` is one word.
    fn is_kept(&self, gauge: &mut Gauge<'_>, piece: Range<usize>, after: usize) -> bool {
        let passage = gauge.passage;
        let hyphen = piece.end.checked_sub(1).filter(|at| passage.text.as_bytes().get(*at) == Some(&b'-'));
        if hyphen.is_none() && passage.glued.is_empty() {
            return false;
        }
        let code = hyphen.is_some_and(|at| passage.is_code(at));
        let fits = |gauge: &mut Gauge<'_>| {
            let whole = without_space(passage.text.get(piece.start..after).unwrap_or_default());
            gauge.width(piece.start..piece.start + whole) <= self.columns
        };
        passage.glued.binary_search(&piece.end).is_ok() || code && fits(gauge)
    }

    fn cut_word(&self, gauge: &mut Gauge<'_>, word: &Word, fragments: &mut Vec<Fragment>) {
        let whole = gauge.width(word.start..word.end);
        let too_wide = whole > self.columns;
        let first = fragments.len();
        let mut start = word.start;
        for at in self.hyphens(gauge.passage, word, too_wide) {
            let width = gauge.width(start..at);
            fragments.push(Fragment { start, end: at, next: at, width, tail: Tail::Hyphen, ..Fragment::default() });
            start = at;
        }
        let space = gauge.width(word.end..word.next);
        fragments.push(Fragment {
            start,
            end: word.end,
            next: word.next,
            width: if start == word.start { whole } else { gauge.width(start..word.end) },
            space,
            stretch: match space {
                _ if !self.stretch => 0,
                0 => self.join(gauge.passage, word),
                space => space.min(self.blank),
            },
            hang: self.hang(gauge, start..word.end),
            tail: if ends_in_hyphen(gauge.passage.text.get(word.start..word.end)) { Tail::OwnHyphen } else { Tail::Open },
        });
        if too_wide {
            let pieces = fragments.split_off(first);
            for piece in pieces {
                self.tear(gauge, piece, word.in_address, fragments);
            }
        }
    }

    /// How much room may come after `word`, which no space follows: that of a space where Chinese meets another script or
    /// after a wide comma or full stop; a trace of it between any two wide characters, where the ruler knows such lengths.
    /// Without it a line of Chinese on paper would end at the margin only by chance.
    fn join(&self, passage: &Passage, word: &Word) -> u32 {
        let around = |range: Range<usize>| passage.text.get(range).unwrap_or_default();
        let (before, after) =
            (around(word.start..word.end).chars().next_back(), around(word.next..passage.text.len()).chars().next());
        let (Some(before), Some(after)) = (before, after) else { return 0 };
        let meets = script::is_han(before) != script::is_han(after) && (before.is_alphanumeric() && after.is_alphanumeric());
        let pauses = matches!(before, '，' | '。' | '、' | '；' | '：' | '！' | '？') && after.is_alphanumeric();
        if meets || pauses {
            self.blank
        } else if script::is_cjk(before) && script::is_cjk(after) {
            self.blank / 4
        } else {
            0
        }
    }

    /// Where `word` may be hyphenated, in bytes of the passage's text.
    fn hyphens(&self, passage: &Passage, word: &Word, too_wide: bool) -> Vec<usize> {
        if self.columns < LEAST_MARKED || word.in_address || word.end - word.start < hyphen::SHORTEST {
            return Vec::new();
        }
        let soft = &passage.soft_hyphens;
        let from = soft.partition_point(|at| *at <= word.start);
        let to = soft.partition_point(|at| *at < word.end);
        if from < to {
            let honoured = self.soft_hyphens || too_wide;
            let own = soft.get(from..to).filter(|_| honoured).unwrap_or_default();
            // Between dots, where some authors have them, a hyphen would be a mark of its own.
            return own.iter().copied().filter(|at| is_within_letters(passage, *at)).collect();
        }
        match self.language.or(self.last_resort.filter(|_| too_wide)) {
            Some(language) if passage.hyphenates(word.start) => {
                hyphen::points(passage.text.get(word.start..word.end).unwrap_or_default(), language)
                    .into_iter()
                    .map(|at| at + word.start)
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Cuts a fragment that fits no line: an address after its marks where that is enough, else between graphemes.
    fn tear(&self, gauge: &mut Gauge<'_>, piece: Fragment, in_address: bool, fragments: &mut Vec<Fragment>) {
        if piece.width <= self.columns.saturating_sub(u32::from(piece.tail == Tail::Hyphen)) {
            fragments.push(piece);
            return;
        }
        let marked = in_address && self.columns >= LEAST_MARKED;
        let tail = if marked { Tail::Continued } else { Tail::Torn };
        let text = gauge.passage.text.get(piece.start..piece.end).unwrap_or_default();
        let mut start = piece.start;
        let head = if marked { head(text) } else { 0 };
        if head > 0 && gauge.width(start..start + head) < self.columns {
            let end = start + head;
            fragments.push(Fragment { start, end, next: end, width: gauge.width(start..end), tail, ..Fragment::default() });
            start = end;
        }
        let rest = gauge.passage.text.get(start..piece.end).unwrap_or_default();
        for part in rest.split_inclusive(|c: char| marked && c.is_ascii_punctuation()) {
            let end = start + part.len();
            let width = gauge.width(start..end);
            if marked && width < self.columns {
                fragments.push(Fragment { start, end, next: end, width, tail, ..Fragment::default() });
            } else {
                Self::tear_apart(gauge, start..end, tail, fragments);
            }
            start = end;
        }
        if let Some(last) = fragments.last_mut() {
            *last = Fragment { start: last.start, width: last.width, ..piece };
        }
    }

    /// Cuts `range` between its graphemes.
    fn tear_apart(gauge: &mut Gauge<'_>, range: Range<usize>, tail: Tail, fragments: &mut Vec<Fragment>) {
        let text = gauge.passage.text.get(range.clone()).unwrap_or_default();
        let mut start = range.start;
        for (grapheme, _) in text::graphemes(text) {
            let end = start + grapheme.len();
            let width = gauge.width(start..end);
            fragments.push(Fragment { start, end, next: end, width, tail, ..Fragment::default() });
            start = end;
        }
    }

    /// How much of a fragment may hang: its last character where it is a full stop or comma of a wide script.
    fn hang(&self, gauge: &mut Gauge<'_>, range: Range<usize>) -> u32 {
        if self.hang == 0 {
            return 0;
        }
        let text = gauge.passage.text.get(range.clone()).unwrap_or_default();
        // Such a mark is three bytes long and hangs on something.
        if text.len() <= '，'.len_utf8() {
            return 0;
        }
        match text.chars().next_back() {
            Some('，' | '。' | '、' | '．') => gauge.width(range.end - '，'.len_utf8()..range.end).min(self.hang),
            _ => 0,
        }
    }
}

/// How much of an address stays together where it has to be cut in its host: its scheme and the first part of the host.
fn head(address: &str) -> usize {
    let Some(host) = address.find("://").map(|at| at + 3) else { return 0 };
    address.get(host..).and_then(|rest| rest.find(|c: char| c.is_ascii_punctuation())).map_or(0, |at| host + at + 1)
}

/// Whether `piece` ends in a hyphen that joins it to what follows.
fn ends_in_hyphen(piece: Option<&str>) -> bool {
    let before = piece.and_then(|piece| piece.strip_suffix(['-', '\u{2010}']));
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

/// The length of `piece` without the space at its end, in bytes.
fn without_space(piece: &str) -> usize {
    match piece.as_bytes() {
        // Printable ASCII, or a character of Chinese alone.
        [.., b'!'..=b'~'] | [0xe4..=0xe9, _, _] => piece.len(),
        [.., b'!'..=b'~', b' '] => piece.len() - 1,
        _ => piece.trim_end_matches(is_breaking_space).len(),
    }
}

/// What lies between two places where the script lets a line end.
struct Word {
    start: usize,
    end: usize,
    next: usize,
    in_address: bool,
}

/// Measures parts of a passage, each part in its own style.
pub struct Gauge<'a> {
    ruler: &'a dyn Ruler,
    passage: &'a Passage,
    /// The segment that was measured last; the next question is mostly about it or the next.
    at: usize,
}

impl<'a> Gauge<'a> {
    /// A gauge for `passage`.
    pub fn new(ruler: &'a dyn Ruler, passage: &'a Passage) -> Self {
        Self { ruler, passage, at: 0 }
    }

    /// The width of the bytes `range`.
    pub fn width(&mut self, range: Range<usize>) -> u32 {
        if range.is_empty() {
            return 0;
        }
        let segments = &self.passage.segments;
        let begins = |at: usize| if at == 0 { 0 } else { segments.get(at - 1).map_or(0, |before| before.end) };
        if begins(self.at) > range.start || segments.get(self.at).is_none_or(|segment| segment.end <= range.start) {
            self.at = segments.partition_point(|segment| segment.end <= range.start);
        }
        let mut width: u32 = 0;
        let mut from = range.start;
        for segment in segments.iter().skip(self.at) {
            let to = segment.end.min(range.end);
            let part = self.passage.text.get(from..to).unwrap_or_default();
            width = width.saturating_add(self.ruler.width(part, segment.style));
            from = to;
            if from >= range.end {
                break;
            }
        }
        width
    }
}

/// Whether there is a letter or digit on both sides of a place of the text.
fn is_within_letters(passage: &Passage, at: usize) -> bool {
    let sides = passage.text.split_at_checked(at);
    sides.is_some_and(|(before, after)| {
        before.chars().next_back().is_some_and(char::is_alphanumeric) && after.chars().next().is_some_and(char::is_alphanumeric)
    })
}
