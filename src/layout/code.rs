//! Preformatted text: never reflowed. A line that is too long goes on below, with a mark where it was cut.

use super::{Anchor, Role, Run, line::Set, setter::Setter};
use crate::{
    model::Style,
    text::{self, CleanText},
};

/// From one tab stop to the next, in columns.
const TAB: u32 = 4;
/// Stands where a line was cut.
const CONTINUED: &str = "↩";
/// The narrowest column that has room for the mark.
const LEAST_MARKED: u32 = 4;

/// Sets a preformatted block.
pub fn set(setter: &mut Setter<'_>, text: &CleanText) {
    setter.flush_prefix();
    let body = text.strip_suffix('\n').unwrap_or(text);
    let mut byte = 0;
    for (number, line) in body.split('\n').enumerate() {
        if number > 0 {
            setter.space(setter.sheet.leading);
        }
        set_line(setter, text, byte, line);
        byte += line.len() + 1;
    }
    setter.leaf += 1;
}

/// A character of a line of code.
struct Spot {
    start: usize,
    end: usize,
    width: u32,
    /// Whether nothing is drawn for it: a tab, a soft hyphen.
    blank: bool,
}

/// Sets one line of the source, which begins at byte `start` of the leaf's text, on as many lines as it needs.
fn set_line(setter: &mut Setter<'_>, text: &CleanText, start: usize, line: &str) {
    let room = setter.room(setter.sheet.body);
    let mark = if room >= LEAST_MARKED { setter.width(CONTINUED) } else { 0 };
    let spots = spots(setter, start, line, room - mark);
    let mut left: u64 = spots.iter().map(|spot| u64::from(spot.width)).sum();
    let mut rest = spots.as_slice();
    while left > u64::from(room) {
        let (here, below) = rest.split_at(fitting(rest, room - mark));
        left -= here.iter().map(|spot| u64::from(spot.width)).sum::<u64>();
        let anchor = Anchor { leaf: setter.leaf, byte: here.first().map_or(start, |spot| spot.start) };
        let mut set = runs(text, here);
        if mark > 0 && !below.is_empty() {
            set.runs.push(Run { x: room - mark, width: mark, text: CONTINUED.into(), role: Role::Furniture, ..Run::default() });
            set.width = room;
        }
        setter.line(setter.sheet.body, anchor, set, false);
        if below.is_empty() {
            return;
        }
        setter.space(setter.sheet.leading);
        rest = below;
    }
    let anchor = Anchor { leaf: setter.leaf, byte: rest.first().map_or(start, |spot| spot.start) };
    let set = runs(text, rest);
    setter.line(setter.sheet.body, anchor, set, false);
}

/// How many of `spots` fit in `room`, at least one.
fn fitting(spots: &[Spot], room: u32) -> usize {
    let mut width = 0;
    let fit = spots.iter().take_while(|spot| {
        width += spot.width;
        width <= room
    });
    fit.count().max(1)
}

fn spots(setter: &Setter<'_>, start: usize, line: &str, widest: u32) -> Vec<Spot> {
    let mut column: u32 = 0;
    let mut at = start;
    let spot = |(grapheme, _): (&str, usize)| {
        let width = match grapheme {
            "\t" => (TAB - column % TAB).min(widest.max(1)),
            "\u{ad}" => 0,
            _ => setter.ruler.width(grapheme, Style::CODE),
        };
        let spot = Spot { start: at, end: at + grapheme.len(), width, blank: matches!(grapheme, "\t" | "\u{ad}") };
        column = column.saturating_add(width);
        at = spot.end;
        spot
    };
    text::graphemes(line).map(spot).collect()
}

/// The runs of `spots`: one for each stretch between tabs.
fn runs(text: &CleanText, spots: &[Spot]) -> Set {
    let mut set = Set::default();
    for stretch in spots.chunk_by(|one, other| one.blank == other.blank) {
        let width = stretch.iter().map(|spot| spot.width).sum();
        if let ([first, ..], [.., last]) = (stretch, stretch)
            && !first.blank
        {
            let source = Some((first.start, last.end));
            let text = text.part(first.start..last.end);
            let run = Run { x: set.width, width, text, role: Role::Code, style: Style::CODE, source, ..Run::default() };
            set.runs.push(run);
        }
        set.width += width;
    }
    set
}
