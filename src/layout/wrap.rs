//! Which fragments go on which line: the breaks that make the paragraph as a whole the most even (Knuth and Plass).
//!
//! A break is as good as the best way to it from the paragraph's start, so one pass over the fragments finds the best
//! breaks of all; for each it looks back over one line's worth of fragments. textwrap's own optimal fit can't say that two
//! hyphens never stand one above the other, nor that punctuation may hang; its first fit sets what is too long for either.

use std::{collections::VecDeque, ops::Range};

use textwrap::wrap_algorithms::wrap_first_fit;

use super::fragment::{Fragment, Tail};

/// The lines to be filled.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The room of the first line.
    pub first: u32,
    /// The room of every other line.
    pub rest: u32,
    /// The width of a hyphen, or of another mark at a line's end.
    pub mark: u32,
    /// Whether the lines will be justified.
    pub justify: bool,
}

/// The cost of what must not be: two hyphens one above the other. It outweighs any sum of blank space.
const FORBIDDEN: u64 = 1 << 50;

/// A paragraph of more fragments than this, some 100 KB, is no prose that anybody weighs line against line.
const LONGEST_EVEN: usize = 16_384;

/// The fragments of each line, in order.
pub fn lines(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    if fragments.len() > LONGEST_EVEN { first_fit(fragments, shape) } else { even(fragments, shape) }
}

/// Each line takes as much as fits, in time that grows with the fragments alone.
fn first_fit(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    let words = whole_words(fragments, shape);
    let rooms = [f64::from(shape.first), f64::from(shape.rest)];
    let mut start = 0;
    let taken = wrap_first_fit(&words, &rooms).into_iter().filter_map(<[Word]>::last);
    taken.map(|last| std::mem::replace(&mut start, last.end)..last.end).collect()
}

/// Fragments that stay together where each line takes what fits: without a look at the next line, a hyphen might stand
/// above another.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    end: usize,
    width: u32,
    space: u32,
    mark: u32,
}

impl textwrap::core::Fragment for Word {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(self.mark)
    }
}

fn whole_words(fragments: &[Fragment], shape: Shape) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(fragments.len());
    let mut hyphen = false;
    for (at, fragment) in fragments.iter().enumerate() {
        let mark = if matches!(fragment.tail, Tail::Hyphen | Tail::Continued) { shape.mark } else { 0 };
        let next = Word { end: at + 1, width: fragment.width, space: fragment.space, mark };
        match words.last_mut().filter(|word| hyphen && word.width + next.width + mark <= shape.rest) {
            Some(word) => *word = Word { width: word.width + next.width, ..next },
            None => words.push(next),
        }
        hyphen = fragment.tail == Tail::Hyphen;
    }
    words
}

fn even(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    let starts = Breaker::new(fragments, shape).best();
    let mut lines = Vec::new();
    let mut end = fragments.len();
    while end > 0 {
        let start = starts.get(end).copied().unwrap_or(0).min(end - 1);
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    lines
}

/// The best ways so far.
struct Best {
    /// What the best way to each end of a line costs.
    cost: Vec<u64>,
    /// Where its last line starts.
    from: Vec<usize>,
    /// Of the places where a line may still start, those that are cheaper than all after them.
    cheapest: VecDeque<usize>,
}

impl Best {
    fn cost(&self, at: usize) -> u64 {
        self.cost.get(at).copied().unwrap_or(u64::MAX)
    }

    fn push(&mut self, end: usize, start: usize, cost: u64) {
        if let (Some(slot), Some(from)) = (self.cost.get_mut(end), self.from.get_mut(end)) {
            (*slot, *from) = (cost, start);
        }
        while self.cheapest.back().is_some_and(|last| self.cost(*last) >= cost) {
            self.cheapest.pop_back();
        }
        self.cheapest.push_back(end);
    }

    /// Lets go of starts before `earliest`.
    fn forget_before(&mut self, earliest: usize) {
        while self.cheapest.front().is_some_and(|first| *first < earliest) {
            self.cheapest.pop_front();
        }
    }

    /// The lowest cost of any start from `earliest` on.
    fn floor(&self, earliest: usize) -> u64 {
        self.cheapest.iter().find(|start| **start >= earliest).map_or(0, |start| self.cost(*start))
    }
}

struct Breaker<'a> {
    fragments: &'a [Fragment],
    /// Where each fragment begins if all stood on one endless line; one more for the end.
    at: Vec<u64>,
    /// How much the places before each fragment may stretch.
    stretch: Vec<u64>,
    shape: Shape,
}

impl<'a> Breaker<'a> {
    fn new(fragments: &'a [Fragment], shape: Shape) -> Self {
        let mut at = vec![0];
        let mut stretch = vec![0];
        let (mut width, mut most) = (0, 0);
        for fragment in fragments {
            width += u64::from(fragment.width) + u64::from(fragment.space);
            most += u64::from(fragment.stretch);
            at.push(width);
            stretch.push(most);
        }
        Self { fragments, at, stretch, shape }
    }

    /// For each end of a line, the best start of that line.
    fn best(&self) -> Vec<usize> {
        let count = self.fragments.len();
        let mut best = Best { cost: vec![0; count + 1], from: vec![0; count + 1], cheapest: VecDeque::from([0]) };
        let mut earliest = 0;
        for end in 1..=count {
            while earliest + 1 < end && !self.may_fit(earliest, end) {
                earliest += 1;
            }
            let (start, cost) = self.best_start(&best, earliest, end);
            best.push(end, start, cost);
            best.forget_before(earliest);
        }
        best.from
    }

    /// The best start of a line that ends before fragment `end` and begins with `earliest` or later, and what all costs.
    fn best_start(&self, best: &Best, earliest: usize, end: usize) -> (usize, u64) {
        let floor = best.floor(earliest);
        let mut found = (earliest, u64::MAX);
        for start in earliest..end {
            let Some(own) = self.cost(start, end) else { continue };
            let total = best.cost(start).saturating_add(own);
            if total < found.1 {
                found = (start, total);
            }
            // The later a line starts the emptier it is: no later start is better than the cheapest way to any of them.
            if end < self.fragments.len() && floor.saturating_add(own) >= found.1 && own < FORBIDDEN {
                break;
            }
        }
        found
    }

    /// Whether the fragments `start..end` may fit on a line, all that can hang or be left out set aside.
    fn may_fit(&self, start: usize, end: usize) -> bool {
        self.width(start, end).is_some_and(|(width, last)| width <= self.room(start) + u64::from(last.hang))
    }

    fn room(&self, start: usize) -> u64 {
        u64::from(if start == 0 { self.shape.first } else { self.shape.rest })
    }

    /// The width of the fragments `start..end` without what stands at the line's end, and the last of them.
    fn width(&self, start: usize, end: usize) -> Option<(u64, &Fragment)> {
        let last = self.fragments.get(end.checked_sub(1)?)?;
        Some((self.at.get(end)? - self.at.get(start)? - u64::from(last.space), last))
    }

    /// What it costs to set `start..end` on one line; `None` where they don't fit.
    fn cost(&self, start: usize, end: usize) -> Option<u64> {
        let (width, last) = self.width(start, end)?;
        let room = self.room(start);
        let is_last = end == self.fragments.len();
        let mark = if matches!(last.tail, Tail::Hyphen | Tail::Continued) && !is_last { self.shape.mark } else { 0 };
        let width = width + u64::from(mark);
        let alone = start + 1 == end;
        if width > room + u64::from(last.hang) && !alone {
            return None;
        }
        let gap = room.saturating_sub(width);
        let unit = u64::from(self.shape.rest.max(1));
        if is_last {
            return Some(if gap * 6 > room * 5 && start > 0 { unit * unit / 64 } else { 0 });
        }
        let hanging = u64::from(width > room) * u64::from(last.hang) / 2;
        Some(self.blank(gap, start, end) + self.tail_cost(start, last.tail, unit) + hanging)
    }

    /// The cost of `gap` blank at the end of a line, or spread over its spaces. A line that cannot be justified costs as much
    /// again as one that is a quarter blank.
    fn blank(&self, gap: u64, start: usize, end: usize) -> u64 {
        if !self.shape.justify {
            return gap * gap;
        }
        let before = |at: usize| self.stretch.get(at).copied().unwrap_or(0);
        let most = before(end - 1) - before(start);
        if gap <= most {
            gap * gap * 8 / (most + 1)
        } else {
            let unit = u64::from(self.shape.rest);
            gap * gap + unit * unit / 16
        }
    }

    fn tail_cost(&self, start: usize, tail: Tail, unit: u64) -> u64 {
        let hyphen_above = start > 0 && self.fragments.get(start - 1).is_some_and(|before| before.tail == Tail::Hyphen);
        match tail {
            Tail::Open => 0,
            Tail::Hyphen if hyphen_above => FORBIDDEN,
            Tail::Hyphen => unit * unit / 64,
            Tail::Torn | Tail::Continued => unit * unit / 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Shape, Tail, lines};

    /// Words of these widths, a space after each.
    fn words(widths: &[u32]) -> Vec<Fragment> {
        widths.iter().map(|width| Fragment { width: *width, space: 1, stretch: 1, end: 1, ..Fragment::default() }).collect()
    }

    fn set(fragments: &[Fragment], columns: u32) -> Vec<usize> {
        let shape = Shape { first: columns, rest: columns, mark: 1, justify: false };
        lines(fragments, shape).into_iter().map(|line| line.len()).collect()
    }

    #[test]
    fn a_paragraph_without_end_is_set_all_the_same_and_loses_nothing() {
        let widths: Vec<u32> = (0..40_000).map(|at| 1 + at % 9).collect();
        let fragments = words(&widths);
        let shape = Shape { first: 30, rest: 34, mark: 1, justify: false };
        let lines = lines(&fragments, shape);
        assert!(lines.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((lines.first().map(|line| line.start), lines.last().map(|line| line.end)), (Some(0), Some(40_000)));
        let width = |line: &std::ops::Range<usize>| widths[line.clone()].iter().map(|width| width + 1).sum::<u32>() - 1;
        assert!(width(&lines[0]) <= 30 && lines.iter().all(|line| width(line) <= 34));
    }

    #[test]
    fn a_paragraph_is_even_as_a_whole_rather_than_full_line_by_line() {
        // Line by line the first would take three words and leave the second almost empty.
        assert_eq!(set(&words(&[3, 2, 2, 5, 4]), 9), [2, 2, 1]);
    }

    #[test]
    fn a_word_wider_than_the_line_stands_alone() {
        assert_eq!(set(&words(&[2, 12, 2]), 5), [1, 1, 1]);
        assert!(set(&[], 5).is_empty());
    }

    #[test]
    fn no_hyphen_stands_above_another() {
        let mut fragments = words(&[4, 5, 5, 5, 5, 4]);
        for fragment in fragments.iter_mut().take(5) {
            *fragment = Fragment { tail: Tail::Hyphen, space: 0, ..*fragment };
        }
        fragments.insert(3, Fragment { width: 2, space: 1, ..Fragment::default() });
        let ends: Vec<Tail> = set(&fragments, 12)
            .into_iter()
            .scan(0, |end, count| {
                *end += count;
                Some(*end)
            })
            .filter_map(|end| fragments.get(end - 1).map(|last| last.tail))
            .collect();
        assert!(ends.windows(2).all(|pair| pair != [Tail::Hyphen, Tail::Hyphen]), "{ends:?}");
    }

    #[test]
    fn a_comma_hangs_where_that_saves_a_character_from_the_next_line() {
        let mut fragments = vec![Fragment { width: 2, ..Fragment::default() }; 8];
        fragments.insert(3, Fragment { width: 4, hang: 2, ..Fragment::default() });
        assert_eq!(set(&fragments, 8).first(), Some(&4));
    }
}
