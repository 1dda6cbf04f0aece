//! Articles on their way into a segment, in memory: which words they have, gathered as numbers and sorted once at the end.

use std::{collections::hash_map::RandomState, hash::BuildHasher, hint::black_box};

use rusqlite::Connection;

use super::segment::Writer;

/// How many slots an empty table has, as a power of two.
const FIRST_SLOTS: u32 = 12;
/// How many words are looked for together.
const TOGETHER: usize = 64;
/// Words up to this length, in bytes, are told apart by their slot alone.
const SHORT: usize = 7;

/// A place of the table.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// A short word itself, with its length in the uppermost byte; of a longer one a sum, with the uppermost bit set.
    key: u64,
    /// The word's number; where `last` is 0 there is none.
    word: u32,
    /// The article, counted from 1, that had it last.
    last: u32,
}

/// Articles that are indexed together.
pub(super) struct Batch {
    slots: Vec<Slot>,
    /// What the slot of a key is found with: an odd number that nobody outside knows, or texts could be made to be slow.
    factor: u64,
    /// All words, one after another, and where each begins.
    letters: Vec<u8>,
    begins: Vec<usize>,
    /// The words of each article, one article after another, and where each ends.
    words: Vec<u32>,
    ends: Vec<usize>,
    /// The articles' places in lists.
    places: Vec<i64>,
    /// Words that were not taken up yet, each with its key and where it begins.
    waiting: Vec<(u64, usize)>,
    waiting_letters: Vec<u8>,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![Slot::default(); 1 << FIRST_SLOTS],
            factor: RandomState::new().hash_one(0) | 1,
            letters: Vec::new(),
            begins: Vec::new(),
            words: Vec::new(),
            ends: Vec::new(),
            places: Vec::new(),
            waiting: Vec::with_capacity(TOGETHER),
            waiting_letters: Vec::new(),
        }
    }

    /// How many words of articles it holds.
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// Begins an article, which comes before the one before in lists.
    pub(super) fn begin(&mut self, place: i64) {
        self.end();
        if !self.places.is_empty() {
            self.ends.push(self.words.len());
        }
        self.places.push(place);
    }

    /// Adds a word of the article that was begun last.
    pub(super) fn add(&mut self, word: &[u8]) {
        let begin = self.waiting_letters.len();
        self.waiting_letters.extend(word);
        self.waiting.push((key(word), begin));
        if self.waiting.len() == TOGETHER {
            self.end();
        }
    }

    /// Takes up the words that wait. Where a word is in the table, memory has to be asked, which is slow: many are asked for
    /// together, so that one is waited for while the others come.
    fn end(&mut self) {
        let (waiting, letters) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.waiting_letters));
        let asked = waiting.iter().map(|(key, _)| self.slots.get(self.first_slot(*key)).map_or(0, |slot| slot.last));
        black_box(asked.fold(0, |sum, last| sum ^ last));
        let ends = waiting.iter().skip(1).map(|(_, begin)| *begin).chain([letters.len()]);
        for ((key, begin), end) in waiting.iter().zip(ends) {
            self.take_up(*key, letters.get(*begin..end).unwrap_or_default());
        }
        (self.waiting, self.waiting_letters) = (waiting, letters);
        self.waiting.clear();
        self.waiting_letters.clear();
    }

    fn take_up(&mut self, key: u64, word: &[u8]) {
        let article = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let at = self.slot(key, word);
        let Some(slot) = self.slots.get_mut(at) else { return };
        if slot.last == article {
            return;
        }
        if slot.last == 0 {
            *slot = Slot { key, word: u32::try_from(self.begins.len()).unwrap_or(u32::MAX), last: 0 };
            self.begins.push(self.letters.len());
            self.letters.extend(word);
        }
        slot.last = article;
        self.words.push(slot.word);
        if self.begins.len() * 2 > self.slots.len() {
            self.grow();
        }
    }

    /// The slot of a word, or the empty one where it belongs.
    fn slot(&self, key: u64, word: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.first_slot(key);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or_default();
            if slot.last == 0 || slot.key == key && (word.len() <= SHORT || self.word(slot.word) == word) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn first_slot(&self, key: u64) -> usize {
        let sum = key.wrapping_mul(self.factor);
        usize::try_from((sum ^ sum >> 29).wrapping_mul(self.factor) >> (64 - self.slots.len().trailing_zeros()))
            .unwrap_or_default()
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().filter(|slot| slot.last > 0) {
            let mut at = self.first_slot(slot.key);
            while self.slots.get(at).is_some_and(|other| other.last > 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    fn word(&self, number: u32) -> &[u8] {
        let at = index(number);
        let end = self.begins.get(at + 1).copied().unwrap_or(self.letters.len());
        self.begins.get(at).and_then(|begin| self.letters.get(*begin..end)).unwrap_or_default()
    }

    /// Writes all that was gathered as a segment. Returns its number; `None` where there was nothing.
    pub(super) fn write(mut self, connection: &Connection) -> Result<Option<i64>, rusqlite::Error> {
        if self.places.is_empty() {
            return Ok(None);
        }
        self.end();
        self.ends.push(self.words.len());
        self.slots = Vec::new();
        let order = self.sorted();
        let counts = self.counts();
        let lists = self.lists(&order, &counts);
        let mut writer = Writer::new(connection, &self.places)?;
        let mut rest = lists.as_slice();
        for number in order {
            let count = counts.get(index(number)).copied().map(index).unwrap_or_default();
            let (list, after) = rest.split_at_checked(count).unwrap_or_default();
            writer.word(self.word(number), list.iter().map(|article| u32::from(*article)))?;
            rest = after;
        }
        writer.finish().map(Some)
    }

    /// In how many articles each word is.
    fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.begins.len()];
        for word in &self.words {
            if let Some(count) = counts.get_mut(index(*word)) {
                *count += 1;
            }
        }
        counts
    }

    /// The numbers of all words in the order of their letters.
    fn sorted(&self) -> Vec<u32> {
        let beginning = |number: u32| {
            let mut bytes = [0; 8];
            let word = self.word(number);
            bytes.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
            (u64::from_be_bytes(bytes), number)
        };
        let all = u32::try_from(self.begins.len()).unwrap_or(u32::MAX);
        let mut order: Vec<(u64, u32)> = (0..all).map(beginning).collect();
        order.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| self.word(one.1).cmp(self.word(other.1))));
        order.into_iter().map(|(_, number)| number).collect()
    }

    /// The articles of every word, from the first article on, the words in this order.
    fn lists(&self, order: &[u32], counts: &[u32]) -> Vec<u16> {
        let mut next = vec![0; counts.len()];
        let mut begin = 0;
        for number in order.iter().copied().map(index) {
            if let (Some(next), Some(count)) = (next.get_mut(number), counts.get(number)) {
                *next = begin;
                begin += index(*count);
            }
        }
        let mut lists = vec![0; self.words.len()];
        let mut begin = 0;
        for (article, end) in (0..).zip(&self.ends) {
            for word in self.words.get(begin..*end).unwrap_or_default() {
                let Some(next) = next.get_mut(index(*word)) else { continue };
                if let Some(free) = lists.get_mut(*next) {
                    *free = article;
                }
                *next += 1;
            }
            begin = *end;
        }
        lists
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn key(word: &[u8]) -> u64 {
    if word.len() <= SHORT {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
        return u64::from_le_bytes(bytes) | (word.len() as u64) << 56;
    }
    let (pieces, rest) = word.as_chunks::<8>();
    let mix = |sum: u64, piece: u64| (sum.rotate_left(23) ^ piece).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let sum = pieces.iter().fold(word.len() as u64, |sum, piece| mix(sum, u64::from_le_bytes(*piece)));
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    mix(sum, last) | 1 << 63
}
