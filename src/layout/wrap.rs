//! Which fragments go on which line: the breaks that make the paragraph as a whole the most even (Knuth and Plass).
//!
//! A break is as good as the best way to it from the paragraph's start, so one pass over the fragments finds the best
//! breaks of all; for each it looks back over one line's worth of fragments. What is too long for that is set line by line,
//! by textwrap where no line can end in a hyphen. The rest is our own, since no library can be told that two hyphens never
//! stand one above the other and marks may hang.

mod filled;

use std::{collections::VecDeque, ops::Range};

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

/// A headline of more lines than this is set like text.
const MOST_BALANCED: usize = 6;
/// How much wider than need be a headline may be, so that its lines end at better places, in the ruler's unit.
const MOST_UNEVEN: u32 = 8;

/// A paragraph of more fragments than this, some 100 KB, is no prose that anybody weighs line against line.
const LONGEST_EVEN: usize = 16_384;

/// The fragments of each line, in order.
pub fn lines(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    if fragments.len() > LONGEST_EVEN { filled::lines(fragments, shape) } else { even(fragments, shape) }
}

/// The fragments of each line of a headline: of no more lines than there must be, and none much longer than another, so that
/// no word is left alone on the last. Lines rather end where `is_apt` says, in Chinese at a comma.
pub fn balanced(fragments: &[Fragment], shape: Shape, is_apt: impl Fn(&Fragment) -> bool) -> Vec<Range<usize>> {
    let full = lines(fragments, shape);
    let count = full.len();
    if !(2..=MOST_BALANCED).contains(&count) {
        return full;
    }
    let indent = shape.rest.saturating_sub(shape.first);
    let of = |rest: u32| lines(fragments, Shape { first: rest.saturating_sub(indent), rest, ..shape });
    let (mut too_narrow, mut enough) = (shape.rest / 2, shape.rest);
    while too_narrow + 1 < enough {
        let rest = too_narrow.midpoint(enough);
        if of(rest).len() > count { too_narrow = rest } else { enough = rest }
    }
    let widest = shape.rest.min(enough + MOST_UNEVEN);
    let inept = |lines: &[Range<usize>]| {
        let ends = lines.iter().take(count - 1).filter_map(|line| fragments.get(line.end - 1));
        ends.filter(|end| !is_apt(end)).count()
    };
    let mut best = of(enough);
    let mut least = inept(&best);
    for lines in (enough + 1..=widest).map(of).filter(|lines| lines.len() == count) {
        if least == 0 {
            break;
        }
        if inept(&lines) < least {
            (least, best) = (inept(&lines), lines);
        }
    }
    best
}

fn even(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    let starts = Breaker::new(fragments, shape).best();
    let mut lines = Vec::new();
    let mut end = fragments.len();
    while end > 0 {
        let start = starts.get(end).map_or(0, |place| place.from).min(end - 1);
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    lines
}

/// A place between two fragments: where a line may start, and the line before it end.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// How far it is from the edge if all stood on one endless line, that of the first line's indent included.
    at: u64,
    /// How much the spaces before it may stretch.
    stretch: u64,
    /// Whether a line that ends here ends in a hyphen, added or the author's.
    hyphen: bool,
    /// What the best way here costs.
    cost: u64,
    /// Where the last line of that way starts.
    from: usize,
}

/// A line's end, as any start of it sees it.
struct End {
    /// Its distance from the edge, without the space after it, with the mark at it.
    at: u64,
    /// How much of it may stand out.
    hang: u64,
    /// How much the spaces up to it may stretch.
    stretch: u64,
    /// What it costs by itself.
    cost: u64,
    hyphen: bool,
    is_last: bool,
}

/// Whether the eye sees a hyphen where a line ends after `fragment`.
fn shows_hyphen(fragment: &Fragment) -> bool {
    matches!(fragment.tail, Tail::Hyphen | Tail::OwnHyphen)
}

struct Breaker<'a> {
    fragments: &'a [Fragment],
    shape: Shape,
    places: Vec<Place>,
    /// Of the places where a line may still start, those that are cheaper than all after them.
    cheapest: VecDeque<usize>,
    room: u64,
}

impl<'a> Breaker<'a> {
    fn new(fragments: &'a [Fragment], shape: Shape) -> Self {
        let mut place = Place { at: u64::from(shape.rest.saturating_sub(shape.first)), ..Place::default() };
        let mut places = Vec::with_capacity(fragments.len() + 1);
        places.push(Place::default());
        for fragment in fragments {
            place.at += u64::from(fragment.width) + u64::from(fragment.space);
            place.stretch += u64::from(fragment.stretch);
            place.hyphen = shows_hyphen(fragment);
            places.push(place);
        }
        Self { fragments, shape, places, cheapest: VecDeque::from([0]), room: u64::from(shape.rest) }
    }

    /// For each end of a line, the best start of that line.
    fn best(mut self) -> Vec<Place> {
        let mut earliest = 0;
        for (at, fragment) in self.fragments.iter().enumerate() {
            let end = self.end(at + 1, fragment);
            let bare = self.place(at + 1).at - u64::from(fragment.space);
            while earliest < at && bare > self.place(earliest).at + self.room + end.hang {
                earliest += 1;
            }
            self.forget_before(earliest);
            let (from, cost) = self.best_start(earliest..at + 1, &end);
            self.arrive(at + 1, from, cost);
        }
        self.places
    }

    fn place(&self, at: usize) -> &Place {
        &self.places[at]
    }

    fn end(&self, at: usize, fragment: &Fragment) -> End {
        let is_last = at == self.fragments.len();
        let marked = matches!(fragment.tail, Tail::Hyphen | Tail::Continued) && !is_last;
        let mark = if marked { u64::from(self.shape.mark) } else { 0 };
        let cost = match fragment.tail {
            Tail::Open | Tail::OwnHyphen => 0,
            Tail::Hyphen => self.room * self.room / 64,
            Tail::Torn | Tail::Continued => self.room * self.room / 4,
        };
        End {
            at: self.place(at).at - u64::from(fragment.space) + mark,
            hang: u64::from(fragment.hang),
            stretch: self.place(at - 1).stretch,
            cost,
            hyphen: shows_hyphen(fragment),
            is_last,
        }
    }

    /// Lets go of starts before `earliest`.
    fn forget_before(&mut self, earliest: usize) {
        while self.cheapest.front().is_some_and(|first| *first < earliest) {
            self.cheapest.pop_front();
        }
    }

    /// Notes the best way to `end`.
    fn arrive(&mut self, end: usize, from: usize, cost: u64) {
        if let Some(place) = self.places.get_mut(end) {
            (place.from, place.cost) = (from, cost);
        }
        while self.cheapest.back().is_some_and(|last| self.place(*last).cost >= cost) {
            self.cheapest.pop_back();
        }
        self.cheapest.push_back(end);
    }

    /// The best of `starts` for a line that ends at `end`, and what the way there costs.
    fn best_start(&self, starts: Range<usize>, end: &End) -> (usize, u64) {
        let floor = self.cheapest.front().map_or(0, |start| self.place(*start).cost);
        let mut found = (starts.start, u64::MAX);
        let alone = starts.end - 1;
        // Most lines end in a space or beside a character of Chinese, and are not to be justified.
        let plain = !(self.shape.justify || end.hyphen || end.is_last);
        for (number, start) in starts.clone().zip(&self.places[starts]) {
            let own = match (start.at + self.room).checked_sub(end.at) {
                Some(gap) if plain => gap * gap + end.cost,
                None if start.at + self.room + end.hang < end.at && number != alone => continue,
                _ => self.cost(start, end.at - start.at, end),
            };
            let total = start.cost.saturating_add(own);
            if total < found.1 {
                found = (number, total);
            }
            // The later a line starts the emptier it is: no later start is better than the cheapest way to any of them.
            if floor.saturating_add(own) >= found.1 && own < FORBIDDEN {
                break;
            }
        }
        found
    }

    /// What a line of `width` costs that starts at `start` and ends at `end`.
    fn cost(&self, start: &Place, width: u64, end: &End) -> u64 {
        let gap = self.room.saturating_sub(width);
        if end.is_last {
            let lonely = gap * 6 > self.room * 5 && start.at > 0;
            return if lonely { self.room * self.room / 64 } else { 0 };
        }
        if end.hyphen && start.hyphen {
            return FORBIDDEN;
        }
        let blank = if width > self.room { end.hang / 2 } else { self.blank(gap, end.stretch.saturating_sub(start.stretch)) };
        blank + end.cost
    }

    /// The cost of `gap` blank at the end of a line, or spread over its spaces, which stretch by `most`. A line that cannot
    /// be justified costs as much again as a ragged one that is a quarter blank, and its blank shows among straight lines.
    fn blank(&self, gap: u64, most: u64) -> u64 {
        match self.shape.justify {
            true if gap <= most => gap * gap * 8 / (most + 1),
            true => gap * gap * 8 + self.room * self.room / 16,
            false => gap * gap,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Shape, Tail, balanced, lines};

    /// Words of these widths, a space after each.
    fn words(widths: &[u32]) -> Vec<Fragment> {
        widths.iter().map(|width| Fragment { width: *width, space: 1, stretch: 1, end: 1, ..Fragment::default() }).collect()
    }

    fn set(fragments: &[Fragment], columns: u32) -> Vec<usize> {
        let shape = Shape { first: columns, rest: columns, mark: 1, justify: false };
        lines(fragments, shape).into_iter().map(|line| line.len()).collect()
    }

    #[test]
    fn a_paragraph_is_even_as_a_whole_rather_than_full_line_by_line() {
        // Line by line the first would take three words and leave the second almost empty.
        assert_eq!(set(&words(&[3, 2, 2, 5, 4]), 9), [2, 2, 1]);
    }

    #[test]
    fn a_headline_leaves_no_word_alone_on_its_last_line() {
        // World Internet Conference bears fruit, official says
        let title = words(&[5, 8, 10, 5, 6, 8, 4]);
        assert_eq!(set(&title, 47), [6, 1]);
        let counts = |columns| {
            let shape = Shape { first: columns, rest: columns, mark: 1, justify: false };
            balanced(&title, shape, |_| true).into_iter().map(|line| line.len()).collect::<Vec<_>>()
        };
        assert_eq!((counts(47), counts(52)), (vec![3, 4], vec![7]));
        for columns in 1..60 {
            assert_eq!(counts(columns).len(), set(&title, columns).len(), "{columns}");
        }
    }

    #[test]
    fn a_headline_without_spaces_ends_its_lines_at_commas() {
        let title = vec![Fragment { width: 2, ..Fragment::default() }; 21];
        let comma = Fragment { width: 4, end: 1, ..Fragment::default() };
        let title = [&title[..11], &[comma], &title[..8]].concat();
        let shape = Shape { first: 38, rest: 38, mark: 1, justify: false };
        let counts = |is_apt: fn(&Fragment) -> bool| {
            balanced(&title, shape, is_apt).into_iter().map(|line| line.len()).collect::<Vec<_>>()
        };
        assert_eq!((counts(|_| true), counts(|one| one.end == 1)), (vec![11, 9], vec![12, 8]));
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
    fn neither_does_a_hyphen_of_the_authors_stand_above_another() {
        let mut fragments = words(&[3, 6, 3, 6, 3, 6]);
        for at in [1, 3] {
            fragments[at] = Fragment { tail: Tail::OwnHyphen, space: 0, ..fragments[at] };
        }
        let mut end = 0;
        let ends = set(&fragments, 10).into_iter().map(|count| {
            end += count;
            fragments[end - 1].tail
        });
        let ends: Vec<Tail> = ends.collect();
        assert!(ends.windows(2).all(|pair| pair != [Tail::OwnHyphen; 2]), "{ends:?}");
    }

    #[test]
    fn a_comma_hangs_where_that_saves_a_character_from_the_next_line() {
        let mut fragments = vec![Fragment { width: 2, ..Fragment::default() }; 8];
        fragments.insert(3, Fragment { width: 4, hang: 2, ..Fragment::default() });
        assert_eq!(set(&fragments, 8).first(), Some(&4));
    }
}
