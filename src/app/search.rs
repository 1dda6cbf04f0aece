//! Searching in the open story: the line that is typed on, and where its words stand.

use std::ops::Range;

use crate::{
    config::{Code, Key},
    layout::Anchor,
    model::Document,
    query::{Field, Query},
    text::CleanText,
};

/// A place where the words of a search stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The leaf of the story.
    pub leaf: usize,
    /// The bytes of the leaf's text.
    pub bytes: Range<usize>,
}

impl Hit {
    /// Where it begins.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        Anchor { leaf: self.leaf, byte: self.bytes.start }
    }
}

/// A search in the open story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: String,
    /// Whether keys still go to the line.
    pub typing: bool,
    /// The place from which the first hit is looked for.
    from: Anchor,
    hits: Vec<Hit>,
    current: usize,
    /// Whether the current hit was gone to.
    begun: bool,
}

/// What became of a key that was typed on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The words changed.
    Changed,
    /// Enter: the words stand.
    Done,
    /// Escape, or nothing left to delete.
    Given,
    /// Nothing.
    Nothing,
}

impl Search {
    /// An empty line to type on, by a reader who is at `from`.
    #[must_use]
    pub fn begin(from: Anchor) -> Self {
        Self { typing: true, from, ..Self::default() }
    }

    /// What was typed.
    #[must_use]
    pub fn words(&self) -> CleanText {
        CleanText::line(&self.words)
    }

    /// The hits, in reading order.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hit that the reader is at, and its number from 0.
    #[must_use]
    pub fn current(&self) -> Option<(usize, &Hit)> {
        self.hits.get(self.current).map(|hit| (self.current, hit))
    }

    /// Takes a key that was typed on the line.
    pub fn key(&mut self, key: Key) -> Typed {
        match key {
            Key { code: Code::Char(c), ctrl: false, alt: false } => self.words.push(c),
            Key { code: Code::Char('u'), ctrl: true, .. } => self.words.clear(),
            Key { code: Code::Backspace, .. } if self.words.pop().is_some() => {}
            Key { code: Code::Enter, .. } => return Typed::Done,
            Key { code: Code::Esc | Code::Backspace, .. } | Key { code: Code::Char('c'), ctrl: true, .. } => return Typed::Given,
            _ => return Typed::Nothing,
        }
        Typed::Changed
    }

    /// Takes text that was pasted on the line.
    pub fn paste(&mut self, text: &CleanText) {
        self.words.push_str(&CleanText::line(text));
    }

    /// Looks for the words in a story; the first hit from where the search began is the current one, else the first.
    pub fn find(&mut self, document: &Document) {
        let leaves = document.leaf_texts();
        let places = leaves
            .iter()
            .enumerate()
            .flat_map(|(leaf, text)| matches(text, &self.words).into_iter().map(move |bytes| Hit { leaf, bytes }));
        self.hits = places.collect();
        self.current = self.hits.iter().position(|hit| hit.anchor() >= self.from).unwrap_or_default();
    }

    /// Where the words of a question stand in a story.
    #[must_use]
    pub fn of(query: &Query, document: &Document) -> Self {
        let leaves = document.leaf_texts();
        let places = leaves
            .iter()
            .enumerate()
            .flat_map(|(leaf, text)| query.spots(text, Field::Anywhere).into_iter().map(move |bytes| Hit { leaf, bytes }));
        Self { hits: places.collect(), ..Self::default() }
    }

    /// Goes to the first hit, then on to the next, or back.
    pub fn step_on(&mut self, forward: bool) {
        if std::mem::replace(&mut self.begun, true) || !forward {
            self.step(forward);
        }
    }

    /// Whether the reader is at a hit.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.begun
    }

    /// Goes on to the next hit, or back to the one before, round the ends.
    pub fn step(&mut self, forward: bool) {
        let count = self.hits.len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
    }
}

/// Where `words` stand in `text`, whatever the case of either, the author's hyphens, spaces and quotation marks; one after
/// another, never overlapping.
fn matches(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = words.chars().filter(|c| *c != SOFT_HYPHEN).map(typed).flat_map(char::to_lowercase).collect();
    let (mut found, mut free) = (Vec::new(), 0);
    for (start, _) in text.char_indices().filter(|_| !wanted.is_empty()) {
        if start < free {
            continue;
        }
        if let Some(length) = text.get(start..).and_then(|rest| matched(rest, &wanted)) {
            free = start + length;
            found.push(start..free);
        }
    }
    found
}

/// Where an author lets a word be divided; it is not seen, and nobody types it.
const SOFT_HYPHEN: char = '\u{ad}';

/// What a reader types for `c`: the line's end and wide or fixed spaces are spaces, curly marks straight ones.
fn typed(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// How many bytes of `text` the lower-case letters `wanted` match, where it begins with them.
fn matched(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    for (at, c) in text.char_indices().filter(|(at, c)| *at == 0 || *c != SOFT_HYPHEN) {
        for lower in typed(c).to_lowercase() {
            match wanted.next() {
                Some(next) if *next == lower => {}
                None => return Some(at),
                Some(_) => return None,
            }
        }
        if wanted.as_slice().is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn words_are_found_whatever_their_case_and_script() {
        assert_eq!(matches("The Wuzhen desk, WUZHEN", "wuzhen"), [4..10, 17..23]);
        assert_eq!(matches("互联网属于每一个人，每一天", "每一"), [15..21, 30..36]);
        assert_eq!(matches("ÉCOLE école", "école"), [0..6, 7..13]);
        assert_eq!(matches("aaaa", "aa"), [0..2, 2..4]);
        assert_eq!(matches("co\u{ad}op “don’t\nstop” 10\u{a0}km", "coop \"don't stop\" 10 km").len(), 1);
        assert!(matches("abc", "").is_empty());
        assert!(matches("ab", "abc").is_empty());
    }
}
