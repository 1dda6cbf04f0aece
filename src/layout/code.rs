//! Preformatted text: never reflowed. A line that is too long goes on below, with a mark where it was cut.

use super::{Anchor, Role, Run, line::Set, raised, setter::Setter};
use crate::{
    model::{LinkId, Span, Style},
    text::{self, CleanText},
};

/// From one tab stop to the next, in digits.
const TAB: u32 = 4;
/// Stands where a line was cut.
const CONTINUED: &str = "↩";
/// The narrowest column that has room for the mark.
const LEAST_MARKED: u32 = 4;

/// Sets a preformatted block.
pub fn set(setter: &mut Setter<'_>, text: &[Span]) {
    setter.flush_prefix();
    Coder::new(setter, text).set();
    setter.leaf += 1;
}

/// What stands in a line of code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Character,
    Tab,
    Number(LinkId),
}

/// A character of a line of code, or what stands like one.
#[derive(Clone, Copy)]
struct Spot {
    kind: Kind,
    /// The span that it belongs to.
    span: usize,
    /// Its bytes in the span's text.
    start: usize,
    end: usize,
    width: u32,
}

/// Takes characters one after another and sets a line whenever one is full.
struct Coder<'s, 'a, 't> {
    setter: &'s mut Setter<'a>,
    text: &'t [Span],
    /// For each span, where it begins in the leaf's text, in bytes.
    bases: Vec<usize>,
    room: u32,
    /// The width of the mark.
    mark: u32,
    /// What has come of the line and is not set yet, and how wide it is.
    spots: Vec<Spot>,
    width: u32,
    /// How far the line has come from its start in the source.
    column: u32,
    /// Where the line begins in the leaf's text, in bytes.
    start: usize,
    /// Whether a line was set.
    begun: bool,
}

impl<'s, 'a, 't> Coder<'s, 'a, 't> {
    fn new(setter: &'s mut Setter<'a>, text: &'t [Span]) -> Self {
        let room = setter.room(setter.sheet.body);
        let mark = if room >= LEAST_MARKED { setter.width(CONTINUED) } else { 0 };
        let starts = text.iter().scan(0, |next, span| {
            let start = *next;
            *next += span.text.len();
            Some(start)
        });
        let bases = starts.collect();
        Self { setter, text, bases, room, mark, spots: Vec::new(), width: 0, column: 0, start: 0, begun: false }
    }

    fn set(mut self) {
        for (at, span) in self.text.iter().enumerate() {
            self.span(at, span);
            let goes_on = self.text.get(at + 1).is_some_and(|next| next.link == span.link);
            let numbered = |link: &LinkId| self.setter.sheet.link_numbers && !goes_on && link.0 < self.setter.numbered;
            if let Some(link) = span.link.filter(numbered) {
                let width = self.setter.width(&raised::number(link.0 + 1));
                self.push(Spot { kind: Kind::Number(link), span: at, start: span.text.len(), end: span.text.len(), width });
            }
        }
        let ended = self.text.last().is_some_and(|span| span.text.ends_with('\n'));
        if !ended || !self.spots.is_empty() {
            self.end_line();
        }
    }

    fn span(&mut self, at: usize, span: &Span) {
        let mut start = 0;
        for (grapheme, _) in text::graphemes(&span.text) {
            let end = start + grapheme.len();
            let (kind, width) = match grapheme {
                "\t" => (Kind::Tab, self.to_tab_stop(span.style).min(self.room.saturating_sub(self.mark).max(1))),
                _ => (Kind::Character, self.setter.ruler.width(grapheme, span.style)),
            };
            match grapheme {
                "\n" => {
                    self.end_line();
                    self.start = self.byte(at, end);
                }
                "\u{ad}" => {}
                _ => self.push(Spot { kind, span: at, start, end, width }),
            }
            start = end;
        }
    }

    /// From here to the next tab stop.
    fn to_tab_stop(&self, style: Style) -> u32 {
        let stop = TAB * self.setter.ruler.width("0", style).max(1);
        stop - self.column % stop
    }

    fn push(&mut self, spot: Spot) {
        self.column = self.column.saturating_add(spot.width);
        self.width += spot.width;
        self.spots.push(spot);
        while self.width > self.room && self.spots.len() > 1 {
            self.cut_line();
        }
    }

    /// Sets as much of the line as there is room for beside the mark.
    fn cut_line(&mut self) {
        let mut width = 0;
        let fit = self.spots.iter().take_while(|spot| {
            width += spot.width;
            width <= self.room - self.mark
        });
        let fit = fit.count().max(1);
        let below = self.spots.split_off(self.after_space(fit).unwrap_or(fit));
        let here = std::mem::replace(&mut self.spots, below);
        self.width -= here.iter().map(|spot| spot.width).sum::<u32>();
        self.line(&here, self.mark > 0);
    }

    /// A line that is full after `fit` spots is rather cut after a space near its end than within a word.
    fn after_space(&self, fit: usize) -> Option<usize> {
        let is_space = |spot: &Spot| self.text.get(spot.span).and_then(|span| span.text.get(spot.start..spot.end)) == Some(" ");
        let near = self.spots.get(fit - fit / 3..fit)?;
        near.iter().rposition(is_space).map(|at| fit - fit / 3 + at + 1)
    }

    fn end_line(&mut self) {
        let spots = std::mem::take(&mut self.spots);
        (self.width, self.column) = (0, 0);
        self.line(&spots, false);
    }

    fn line(&mut self, spots: &[Spot], marked: bool) {
        if std::mem::replace(&mut self.begun, true) {
            self.setter.space(self.setter.sheet.leading);
        }
        let mut set = self.runs(spots);
        if marked {
            let (x, width) = (self.room - self.mark, self.mark);
            set.runs.push(Run { x, width, text: CONTINUED.into(), role: Role::Furniture, ..Run::default() });
            set.width = self.room;
        }
        let byte = spots.first().map_or(self.start, |first| self.byte(first.span, first.start));
        self.setter.line(self.setter.sheet.body, Anchor { leaf: self.setter.leaf, byte }, set, false);
    }

    /// A byte of a span as one of the leaf's text.
    fn byte(&self, span: usize, byte: usize) -> usize {
        self.bases.get(span).map_or(0, |base| base + byte)
    }

    /// The runs of `spots`: one for each stretch of a span between tabs.
    fn runs(&self, spots: &[Spot]) -> Set {
        let mut set = Set::default();
        for stretch in spots.chunk_by(|one, other| (one.kind, one.span, one.end) == (other.kind, other.span, other.start)) {
            let width = stretch.iter().map(|spot| spot.width).sum();
            if let ([first, ..], [.., last]) = (stretch, stretch)
                && let Some(span) = self.text.get(first.span)
            {
                let run = Run { x: set.width, width, link: span.link, ..Run::default() };
                set.runs.extend(match first.kind {
                    Kind::Tab => None,
                    Kind::Number(link) => {
                        Some(Run { text: raised::number(link.0 + 1), role: Role::Furniture, style: Style::QUIET, ..run })
                    }
                    Kind::Character => {
                        let text: CleanText = span.text.part(first.start..last.end);
                        let source = Some((self.byte(first.span, first.start), self.byte(first.span, last.end)));
                        Some(Run { text, role: Role::Code, style: span.style, source, ..run })
                    }
                });
            }
            set.width += width;
        }
        set
    }
}
