//! Lines that take as much as fits each, for what is too long to be weighed as a whole.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;

use super::{Fragment, Shape, Tail, shows_hyphen};

/// A line while those below it are still to come.
struct Line {
    start: usize,
    end: usize,
    /// The last place before `end` where it might end without a hyphen.
    smooth: Option<usize>,
}

/// The fragments of each line, in order, in time that grows with the fragments alone.
///
/// A line that would end in a hyphen below another ends before it. Where it is filled by one word, the line above gives way.
pub fn lines(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    if fragments.iter().all(|fragment| fragment.hang == 0 && !is_hyphenated(fragment)) {
        return plain(fragments, shape);
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    while start < fragments.len() {
        let room = if lines.is_empty() { shape.first } else { shape.rest };
        let mut line = fill(fragments, start, room, shape.mark);
        let ends_in_hyphen = |line: &Line| line.end < fragments.len() && fragments.get(line.end - 1).is_some_and(shows_hyphen);
        if let Some(above) = lines.last_mut().filter(|above| ends_in_hyphen(above) && ends_in_hyphen(&line)) {
            if let Some(end) = line.smooth.take() {
                line.end = end;
            } else if let Some(end) = above.smooth.take() {
                (above.end, start) = (end, end);
                continue;
            }
        }
        start = line.end;
        lines.push(line);
    }
    lines.into_iter().map(|line| line.start..line.end).collect()
}

/// The same where no line can end in a hyphen or let a mark hang.
fn plain(fragments: &[Fragment], shape: Shape) -> Vec<Range<usize>> {
    let rooms = [f64::from(shape.first), f64::from(shape.rest)];
    let filled = wrap_first_fit(fragments, &rooms).into_iter().map(<[Fragment]>::len).filter(|taken| *taken > 0);
    filled.scan(0, |end, taken| Some(std::mem::replace(end, *end + taken)..*end)).collect()
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn is_hyphenated(fragment: &Fragment) -> bool {
    shows_hyphen(fragment) || fragment.tail == Tail::Continued
}

/// The fullest line from `start`, of one fragment at least.
fn fill(fragments: &[Fragment], start: usize, room: u32, mark: u32) -> Line {
    let mut line = Line { start, end: start + 1, smooth: None };
    let mut width = 0;
    for (at, fragment) in fragments.iter().enumerate().skip(start) {
        width += fragment.width;
        if width > room + fragment.hang {
            break;
        }
        let is_marked = matches!(fragment.tail, Tail::Hyphen | Tail::Continued) && at + 1 < fragments.len();
        if width + if is_marked { mark } else { 0 } <= room + fragment.hang {
            let before = fragments.get(line.end - 1).filter(|_| at > start);
            line.smooth = if before.is_some_and(|before| !shows_hyphen(before)) { Some(line.end) } else { line.smooth };
            line.end = at + 1;
        }
        width += fragment.space;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Shape, Tail, lines};

    fn word(width: u32) -> Fragment {
        Fragment { width, space: 1, ..Fragment::default() }
    }

    fn ends(fragments: &[Fragment], columns: u32) -> Vec<usize> {
        let shape = Shape { first: columns, rest: columns, mark: 1, justify: false };
        lines(fragments, shape).into_iter().map(|line| line.end).collect()
    }

    #[test]
    fn a_paragraph_without_end_loses_nothing() {
        let fragments: Vec<Fragment> = (0..40_000).map(|at| word(1 + at % 9)).collect();
        let lines = super::super::lines(&fragments, Shape { first: 30, rest: 34, mark: 1, justify: false });
        assert!(lines.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((lines.first().map(|line| line.start), lines.last().map(|line| line.end)), (Some(0), Some(40_000)));
        let width = |line: &std::ops::Range<usize>| fragments[line.clone()].iter().map(|one| one.width + 1).sum::<u32>() - 1;
        assert!(width(&lines[0]) <= 30 && lines.iter().all(|line| width(line) <= 34));
        let full = lines.windows(2).filter(|pair| width(&pair[0]) + 1 + fragments[pair[1].start].width > 30);
        assert_eq!(full.count(), lines.len() - 1);
    }

    #[test]
    fn a_line_below_a_hyphen_ends_before_the_next_one() {
        let part = |width| Fragment { tail: Tail::Hyphen, space: 0, ..word(width) };
        let own = |width| Fragment { tail: Tail::OwnHyphen, space: 0, ..word(width) };
        for hyphen in [part(4), own(5)] {
            assert_eq!(ends(&[word(4), hyphen, word(2), word(1), hyphen, word(4), word(4)], 10), [2, 4, 6, 7]);
        }
        assert_eq!(ends(&[word(4), part(4), word(4)], 10), [2, 3]);
    }

    #[test]
    fn a_word_of_two_lines_begins_on_a_line_of_its_own() {
        let part = Fragment { tail: Tail::Hyphen, space: 0, ..word(4) };
        assert_eq!(ends(&[word(4), part, part, part, word(4)], 10), [1, 3, 5]);
        // One that is longer still cannot do without.
        assert_eq!(ends(&[part, part, part, part, word(4)], 5), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_comma_hangs_and_a_word_that_is_too_wide_stands_alone() {
        let comma = Fragment { hang: 2, ..word(4) };
        assert_eq!(ends(&[word(5), comma, word(2)], 8), [2, 3]);
        assert_eq!(ends(&[word(5), word(4), word(2)], 8), [1, 3]);
        assert_eq!(ends(&[word(2), word(12), word(2)], 5), [1, 2, 3]);
        assert!(ends(&[], 5).is_empty());
    }

    #[test]
    fn what_has_no_hyphens_fills_its_lines_as_what_has_some() {
        let fragments: Vec<Fragment> = (0..500).map(|at| word(1 + at * at % 13)).collect();
        let with = |last| [fragments.as_slice(), &[last]].concat();
        for columns in 1..40 {
            let (plain, hung) = (ends(&with(word(1)), columns), ends(&with(Fragment { hang: 1, ..word(1) }), columns));
            let same = plain.len() - 2;
            assert_eq!(plain[..same], hung[..same], "{columns}");
        }
    }
}
