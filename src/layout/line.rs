//! A line's runs: its text cut by style, in the order of the eye, its spaces spread.

use std::ops::Range;

use super::{
    Role, Ruler, Run,
    fragment::{Fragment, Tail},
    passage::{Passage, Segment},
};
use crate::{
    model::Style,
    text::{CleanText, bidi::Levels},
};

/// How the lines of a passage become runs.
pub struct Composer<'a> {
    /// What is set.
    pub passage: &'a Passage,
    /// Measures.
    pub ruler: &'a dyn Ruler,
    /// What the passage's own text is.
    pub role: Role,
    /// The levels of what stands between two forced breaks, and the byte of the passage where it begins, if any of it is
    /// read from right to left and newsprint puts it in order.
    pub levels: Option<(usize, Levels<'a>)>,
}

/// A line before it has a place: its runs from 0, and its width.
#[derive(Debug, Default)]
pub struct Set {
    /// The runs from left to right.
    pub runs: Vec<Run>,
    /// The width of all.
    pub width: u32,
}

/// A part of a line of one segment, and the blank after it.
struct Piece {
    range: Range<usize>,
    segment: Segment,
    segment_start: usize,
    extra: u32,
}

impl Composer<'_> {
    /// Sets the fragments of one line, with `spare` columns to spread over its spaces.
    pub fn set(&self, fragments: &[Fragment], spare: u32, is_last: bool) -> Set {
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else { return Set::default() };
        let range = first.start..last.end;
        let pieces = self.pieces(range.clone(), &widened(fragments, spare));
        let mut set = Set::default();
        let mark = if is_last { None } else { mark(last.tail) };
        if let Some(mark) = mark.filter(|_| self.passage.rtl) {
            self.push_mark(&mut set, mark);
        }
        match &self.levels {
            None => pieces.iter().for_each(|piece| self.push(&mut set, piece, piece.range.clone(), false)),
            Some((base, levels)) => {
                for (run, rtl) in levels.visual(range.start - base..range.end - base) {
                    self.push_stretch(&mut set, &pieces, &(run.start + base..run.end + base), rtl);
                }
            }
        }
        if let Some(mark) = mark.filter(|_| !self.passage.rtl) {
            self.push_mark(&mut set, mark);
        }
        set
    }

    /// Cuts `range` where a segment ends and where a space was widened.
    fn pieces(&self, range: Range<usize>, widened: &[(usize, u32)]) -> Vec<Piece> {
        let segments = &self.passage.segments;
        let mut at = segments.partition_point(|segment| segment.end <= range.start);
        let mut widened = widened.iter().peekable();
        let mut pieces = Vec::new();
        let mut from = range.start;
        while from < range.end {
            let Some(segment) = segments.get(at) else { break };
            let segment_start = if at == 0 { 0 } else { segments.get(at - 1).map_or(0, |before| before.end) };
            let mut to = segment.end.min(range.end);
            let mut extra = 0;
            if let Some((place, blank)) = widened.next_if(|(place, _)| *place <= to) {
                (to, extra) = (*place, *blank);
            }
            pieces.push(Piece { range: from..to, segment: *segment, segment_start, extra });
            at += usize::from(to == segment.end);
            from = to;
        }
        pieces
    }

    /// Appends what of `pieces` lies in `run`, a stretch of one direction.
    fn push_stretch(&self, set: &mut Set, pieces: &[Piece], run: &Range<usize>, rtl: bool) {
        let mut each = |piece: &Piece| {
            let range = piece.range.start.max(run.start)..piece.range.end.min(run.end);
            if !range.is_empty() {
                self.push(set, piece, range, rtl);
            }
        };
        if rtl { pieces.iter().rev().for_each(&mut each) } else { pieces.iter().for_each(&mut each) }
    }

    /// Appends the bytes `range` of a piece.
    fn push(&self, set: &mut Set, piece: &Piece, range: Range<usize>, rtl: bool) {
        let Segment { source, style, link, .. } = piece.segment;
        let extra = if range.end == piece.range.end { piece.extra } else { 0 };
        let source = source.map(|(start, end)| {
            let as_it_is = end - start == piece.segment.end - piece.segment_start;
            let part = |at: usize| start + (at - piece.segment_start);
            if as_it_is { (part(range.start), part(range.end)) } else { (start, end) }
        });
        let text = self.passage.text.part(range);
        let width = self.ruler.width(&text, style);
        let text = if rtl { text.mirrored() } else { text };
        let role = if source.is_some() { self.role } else { Role::Furniture };
        let (x, width) = if rtl { (set.width + extra, width) } else { (set.width, width + extra) };
        set.width = x + width;
        set.runs.push(Run { x, width, text, reversed: rtl, role, style, link, source });
    }

    fn push_mark(&self, set: &mut Set, mark: &'static str) {
        let text = CleanText::from(mark);
        let width = self.ruler.width(&text, Style::PLAIN);
        set.runs.push(Run { x: set.width, width, text, role: Role::Furniture, style: Style::QUIET, ..Run::default() });
        set.width += width;
    }
}

/// What a line shows at its end for `tail`.
fn mark(tail: Tail) -> Option<&'static str> {
    match tail {
        Tail::Open | Tail::OwnHyphen | Tail::Torn => None,
        Tail::Hyphen => Some("-"),
        Tail::Continued => Some("↩"),
    }
}

/// Where the blank of `spare` columns goes: the bytes after which it stands, and how much.
fn widened(fragments: &[Fragment], spare: u32) -> Vec<(usize, u32)> {
    let inner = fragments.split_last().map_or(&[][..], |(_, rest)| rest);
    let places = || inner.iter().filter(|fragment| fragment.stretch > 0);
    let count = u32::try_from(places().count()).unwrap_or(u32::MAX);
    if spare == 0 || count == 0 {
        return Vec::new();
    }
    let up_to = |number: u32| u32::try_from(u64::from(spare) * u64::from(number) / u64::from(count)).unwrap_or(0);
    let extra = |number: u32| up_to(number + 1) - up_to(number);
    places().zip(0..).map(|(fragment, number)| (fragment.next, extra(number))).filter(|(_, extra)| *extra > 0).collect()
}
