//! Articles on their way into a segment, in memory: which words they have, sorted once at the end.
//!
//! Most of this work is waiting for memory: so a word is found with one look into it, and many words are looked for at one
//! time.

use std::{collections::hash_map::RandomState, hash::BuildHasher, hint::black_box, thread};

use rusqlite::Connection;

use super::segment::Writer;

/// How many slots an empty table has, as a power of two.
const FIRST_SLOTS: u32 = 12;
/// How many words are looked for together.
const TOGETHER: usize = 64;
/// After how many articles it is looked whether somebody else waits for the core.
const YIELDS_AFTER: u16 = 64;

/// Articles that are indexed together.
///
/// Letters are numbers of eight bytes each, the last of a word filled up with zeros, which no word has in it: as these numbers
/// are in order, words are.
pub(super) struct Batch {
    /// The words, each found by its sum.
    slots: Vec<Slot>,
    /// What sums are made with: nobody outside knows it, or texts could be made to be slow.
    secret: u64,
    /// The letters of all words, one after another, and where those of each end.
    letters: Vec<u64>,
    letter_ends: Vec<u32>,
    /// The words of each article, one article after another, and where those of each end.
    words: Vec<u32>,
    ends: Vec<usize>,
    /// The articles' places in lists.
    places: Vec<i64>,
    /// Words that were not taken up yet: the sum of each, and where its letters end.
    waiting: Vec<(u64, usize)>,
    waiting_letters: Vec<u64>,
}

/// A place of the table.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The sum of a word's letters, 64 bits: in a batch of 400,000 words two have the same with a chance of one in some
    /// hundred million. No search needs them told apart better, and to compare letters would mean to wait for memory again.
    sum: u64,
    /// The word's number.
    word: u32,
    /// The article, counted from 1, that had it last; 0 where there is no word.
    last: u32,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![Slot::default(); 1 << FIRST_SLOTS],
            secret: RandomState::new().hash_one(0) | 1,
            letters: Vec::new(),
            letter_ends: Vec::new(),
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
        let mut sum = self.secret;
        let mut add = |letters: u64| {
            self.waiting_letters.push(letters);
            let (low, high) = (sum ^ letters).carrying_mul(self.secret, 0);
            sum = low ^ high.rotate_left(32);
        };
        let (whole, rest) = word.as_chunks::<8>();
        for letters in whole {
            add(u64::from_be_bytes(*letters));
        }
        if !rest.is_empty() {
            let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
            add(last << (64 - 8 * rest.len()));
        }
        self.waiting.push((sum, self.waiting_letters.len()));
        if self.waiting.len() == TOGETHER {
            self.end();
        }
    }

    /// Takes up the words that wait, whose slots are asked for beforehand.
    fn end(&mut self) {
        let (mut waiting, mut letters) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.waiting_letters));
        let asked = waiting.iter().map(|(sum, _)| self.slots.get(self.first_slot(*sum)).map_or(0, |slot| slot.last));
        black_box(asked.fold(0, |all, last| all ^ last));
        let mut begin = 0;
        for (sum, end) in &waiting {
            self.take_up(*sum, letters.get(begin..*end).unwrap_or_default());
            begin = *end;
        }
        waiting.clear();
        letters.clear();
        (self.waiting, self.waiting_letters) = (waiting, letters);
    }

    fn take_up(&mut self, sum: u64, letters: &[u64]) {
        let article = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let (mask, mut at) = (self.slots.len() - 1, self.first_slot(sum));
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.last == 0 {
                let word = u32::try_from(self.letter_ends.len()).unwrap_or(u32::MAX);
                *slot = Slot { sum, word, last: article };
                self.letters.extend(letters);
                self.letter_ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
                self.words.push(word);
                if self.letter_ends.len() * 8 > self.slots.len() * 7 {
                    self.grow();
                }
                return;
            }
            if slot.sum == sum {
                if slot.last != article {
                    slot.last = article;
                    self.words.push(slot.word);
                }
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// The slots of a sum are from here on.
    fn first_slot(&self, sum: u64) -> usize {
        usize::try_from(sum >> (u64::BITS - self.slots.len().trailing_zeros())).unwrap_or_default()
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().filter(|slot| slot.last > 0) {
            let mut at = self.first_slot(slot.sum);
            while self.slots.get(at).is_some_and(|other| other.last > 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    fn letters(&self, word: u32) -> &[u64] {
        let end = |word: usize| self.letter_ends.get(word).copied().map(index);
        let begin = index(word).checked_sub(1).and_then(end).unwrap_or_default();
        end(index(word)).and_then(|end| self.letters.get(begin..end)).unwrap_or_default()
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
        let (lists, ends) = self.lists(&order);
        let mut writer = Writer::new(connection, &self.places)?;
        let (mut letters, mut begin) = (Vec::new(), 0);
        for word in order {
            letters.clear();
            for eight in self.letters(word) {
                letters.extend_from_slice(&eight.to_be_bytes());
            }
            while letters.pop_if(|last| *last == 0).is_some() {}
            let end = ends.get(index(word)).copied().map(index).unwrap_or_default();
            let list = lists.get(begin..end).unwrap_or_default();
            writer.word(&letters, list.iter().map(|article| u32::from(*article)))?;
            begin = end;
        }
        writer.finish().map(Some)
    }

    /// The words in the order of their letters.
    fn sorted(&self) -> Vec<u32> {
        let all = u32::try_from(self.letter_ends.len()).unwrap_or(u32::MAX);
        // That the beginnings of words stand beside their numbers spares most looks at the letters.
        let with_beginning = |word: u32| {
            let letters = |at: usize| self.letters(word).get(at).copied().unwrap_or_default();
            (letters(0), letters(1), word)
        };
        let mut order: Vec<_> = (0..all).map(with_beginning).collect();
        order.sort_unstable_by(|one, other| {
            let beginnings = (one.0, one.1).cmp(&(other.0, other.1));
            beginnings.then_with(|| self.letters(one.2).cmp(self.letters(other.2)))
        });
        order.into_iter().map(|(_, _, word)| word).collect()
    }

    /// The articles of every word, from the first article on, the words in this order; and where those of each word end.
    fn lists(&self, order: &[u32]) -> (Vec<u16>, Vec<u32>) {
        let mut ends = vec![0; self.letter_ends.len()];
        for word in &self.words {
            if let Some(count) = ends.get_mut(index(*word)) {
                *count += 1;
            }
        }
        let mut begin = 0;
        for word in order {
            if let Some(count) = ends.get_mut(index(*word)) {
                begin += std::mem::replace(count, begin);
            }
        }
        let mut lists = vec![0; self.words.len()];
        let mut begin = 0;
        for (article, end) in (0..).zip(&self.ends) {
            if article % YIELDS_AFTER == 0 {
                thread::yield_now();
            }
            for word in self.words.get(begin..*end).unwrap_or_default() {
                let Some(next) = ends.get_mut(index(*word)) else { continue };
                if let Some(free) = lists.get_mut(index(*next)) {
                    *free = article;
                }
                *next += 1;
            }
            begin = *end;
        }
        (lists, ends)
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
