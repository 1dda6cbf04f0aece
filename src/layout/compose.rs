//! A passage becomes lines: cut into fragments, broken, justified, put in order.

use std::ops::Range;

use super::{
    Anchor, Role, Scale,
    fragment::{Fragment, Knife, Tail},
    line::{Composer, Set},
    passage::Passage,
    setter::{Setter, shift},
    wrap::{self, Shape},
};
use crate::text::{
    bidi::{self, Levels},
    script::Direction,
};

/// How a passage is set.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// What its text is.
    pub role: Role,
    /// Its scale.
    pub scale: Scale,
    /// Whether it is running text, which may be justified and hyphenated.
    pub prose: bool,
    /// How far its first line is moved in.
    pub indent: u32,
}

/// A line of a passage before it has a row.
#[derive(Debug, Default)]
pub struct Composed {
    /// The first place of the story that it shows.
    pub anchor: Anchor,
    /// Its runs.
    pub set: Set,
}

impl Setter<'_> {
    /// The lines of `passage`, each at most `room` columns wide.
    pub fn compose(&self, passage: &Passage, room: u32, manner: Manner) -> Vec<Composed> {
        let mut knife = self.knife(room, manner.prose);
        knife.blocks = manner.scale.den > 1;
        let rtl = passage.rtl || bidi::has_rtl(&passage.text);
        if rtl {
            // The mark at a line's end need not stand at the right.
            knife.hang = 0;
        }
        let mark = self.width("-");
        let mut indent = manner.indent;
        let mut lines = Vec::new();
        for bytes in forced_lines(&passage.text) {
            let fragments = knife.cut(passage, bytes.clone());
            let lead = fragments.iter().take_while(|fragment| fragment.start == fragment.end).count();
            let fragments = fragments.get(lead..).unwrap_or_default();
            if fragments.first().is_none_or(|first| first.width + mark + indent > room) {
                indent = 0;
            }
            let shape = Shape { first: room - indent, rest: room, mark, justify: knife.stretch };
            if fragments.is_empty() {
                lines.push(Composed { anchor: passage.anchor(bytes.start), set: Set::default() });
            } else {
                let levels = if rtl { self.levels(passage, bytes) } else { None };
                let composer = Composer { passage, ruler: self.ruler, role: manner.role, levels };
                compose_forced(&composer, fragments, shape, &mut lines);
            }
            indent = 0;
        }
        lines
    }

    /// What cuts passages for lines of `room` columns.
    pub fn knife(&self, room: u32, prose: bool) -> Knife<'_> {
        Knife {
            ruler: self.ruler,
            columns: room,
            blank: self.width(" "),
            language: self.language.filter(|_| prose && self.sheet.hyphenates(room)),
            last_resort: self.language.filter(|_| prose),
            soft_hyphens: prose,
            stretch: prose && self.sheet.justifies(room),
            hang: if prose { self.sheet.hang } else { 0 },
            blocks: false,
        }
    }

    /// The levels of `bytes`, where newsprint has to put them in order.
    fn levels<'p>(&self, passage: &'p Passage, bytes: Range<usize>) -> Option<(usize, Levels<'p>)> {
        let text = passage.text.get(bytes.clone()).unwrap_or_default();
        let base = if passage.rtl { Direction::Rtl } else { Direction::Ltr };
        let reorder = self.sheet.reorder && (passage.rtl || bidi::has_rtl(text));
        reorder.then(|| (bytes.start, Levels::new(text, base)))
    }
}

/// Composes what stands between two forced line breaks.
fn compose_forced(composer: &Composer<'_>, fragments: &[Fragment], shape: Shape, lines: &mut Vec<Composed>) {
    let passage = composer.passage;
    let is_headline = matches!(composer.role, Role::Heading(_));
    let ranges = if is_headline {
        let last = |end: usize| passage.text.get(..end).and_then(|text| text.chars().next_back());
        wrap::balanced(fragments, shape, |one| one.space > 0 || last(one.end).is_none_or(|c| !c.is_alphanumeric()))
    } else {
        wrap::lines(fragments, shape)
    };
    for (number, range) in ranges.into_iter().enumerate() {
        let is_last = range.end == fragments.len();
        let line = fragments.get(range).unwrap_or_default();
        let room = if number == 0 { shape.first } else { shape.rest };
        let blank = if shape.justify && !is_last { spare(line, room, shape.mark) } else { 0 };
        let mut set = composer.set(line, blank, is_last);
        if passage.rtl {
            set.width += shape.rest - room;
        } else {
            shift(&mut set, shape.rest - room);
        }
        let start = line.first().map_or(0, |first| first.start);
        lines.push(Composed { anchor: passage.anchor(start), set });
    }
}

/// The byte ranges between the line breaks of `text`.
pub fn forced_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    text.split('\n').map(move |line| {
        let range = from..from + line.len();
        from = range.end + 1;
        range
    })
}

/// How many columns a justified line spreads over its spaces; 0 where they would grow too wide.
fn spare(line: &[Fragment], room: u32, mark: u32) -> u32 {
    let Some((last, inner)) = line.split_last() else { return 0 };
    let tail = if matches!(last.tail, Tail::Open | Tail::OwnHyphen | Tail::Torn) { 0 } else { mark };
    let width: u32 = inner.iter().map(|fragment| fragment.width + fragment.space).sum::<u32>() + last.width + tail;
    let most: u32 = inner.iter().map(|fragment| fragment.stretch).sum();
    let blank = room.saturating_sub(width);
    if blank <= most { blank } else { 0 }
}
