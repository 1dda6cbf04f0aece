//! A story set on a sheet: lines, and where everything in them is.

use std::ops::Range;

use super::{Ruler, Scale};
use crate::{
    model::{LinkId, Style},
    text::CleanText,
};

pub use crate::model::Anchor;

/// What a run is, for the theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// Inside a quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A caption.
    Caption,
    /// The head of a table's column or row.
    TableHead,
    /// What newsprint draws or adds: bullets, numbers, rules, table lines, "continued" marks.
    Furniture,
}

/// A stretch of text of one role, style and link on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// From the line's left end, in columns at the line's scale.
    pub x: u32,
    /// Its width, in columns at the line's scale. More than the text takes where a justified line's space was widened:
    /// the rest, after the text, is blank and of the same style.
    pub width: u32,
    /// The characters in the order in which they are drawn from left to right.
    pub text: CleanText,
    /// Whether it is read from right to left: then `text` is its source backwards, grapheme by grapheme, with brackets
    /// mirrored. Else `text` is its source as it is (or, for raised and lowered figures, one character for each).
    pub reversed: bool,
    /// What it is.
    pub role: Role,
    /// How it is set.
    pub style: Style,
    /// The link that it belongs to.
    pub link: Option<LinkId>,
    /// The bytes of the leaf's text that it shows; `None` for what is not in the text (a hyphen, a bullet).
    pub source: Option<(usize, usize)>,
}

impl Run {
    /// Where this run shows any of `bytes` of its leaf's text: from the line's left end, and how wide, in columns.
    #[must_use]
    pub fn spot(&self, bytes: &Range<usize>, ruler: &dyn Ruler) -> Option<(u32, u32)> {
        let (start, end) = self.source?;
        let (from, to) = (bytes.start.max(start), bytes.end.min(end));
        if from >= to {
            return None;
        }
        if self.text.len() != end - start {
            return Some((self.x, self.width));
        }
        let (from, to) = if self.reversed { (end - to, end - from) } else { (from - start, to - start) };
        let (before, shown) = (self.text.get(..from)?, self.text.get(from..to)?);
        Some((self.x + ruler.width(before, self.style), ruler.width(shown, self.style)))
    }
}

/// One line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its first row from the top of the page.
    pub row: u32,
    /// From the sheet's left edge to where its columns begin, in cells (the ruler's unit at the plain scale). The place
    /// of a run on the screen is `left + scale.cells(run.x)`.
    pub left: u32,
    /// Its scale.
    pub scale: Scale,
    /// The first place of the story that it shows.
    pub anchor: Anchor,
    /// What stands on it, from left to right.
    pub runs: Vec<Run>,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The line's index.
    pub line: usize,
    /// From the line's left end, in columns at its scale.
    pub x: u32,
    /// In columns at its scale.
    pub width: u32,
}

/// A story set on a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines, from top to bottom; blank rows between them are not lines.
    pub lines: Vec<Line>,
    /// The height of the whole page in rows.
    pub height: u32,
}

/// How much of a story is set at least, where not all of it is set at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The place that is shown.
    pub anchor: Anchor,
    /// How many rows from there on.
    pub rows: u32,
}

impl Page {
    /// Whether all of `reach` is on the page.
    #[must_use]
    pub fn reaches(&self, reach: Reach) -> bool {
        let goes_on = self.lines.last().is_some_and(|last| reach.anchor < last.anchor);
        goes_on && self.row_of(reach.anchor).saturating_add(reach.rows) < self.height
    }

    /// The index of the line that covers `row`, or of the next one below it; the last line below the end. Of a folded page,
    /// the first in reading order.
    #[must_use]
    pub fn line_at(&self, row: u32) -> usize {
        let below = self.lines.iter().position(|line| line.row + line.scale.rows > row);
        below.unwrap_or(self.lines.len().saturating_sub(1))
    }

    /// The place at the top when the page is scrolled to `row`.
    #[must_use]
    pub fn anchor_at(&self, row: u32) -> Anchor {
        self.lines.get(self.line_at(row)).map(|line| line.anchor).unwrap_or_default()
    }

    /// The index of the line that holds `anchor`: the first that begins with it, else the last that begins before it.
    #[must_use]
    pub fn line_of(&self, anchor: Anchor) -> usize {
        let at = self.lines.partition_point(|line| line.anchor < anchor);
        let begins = self.lines.get(at).is_some_and(|line| line.anchor == anchor);
        if begins { at } else { at.saturating_sub(1) }
    }

    /// The lines of which any row is among `rows`, each with its index.
    pub fn lines_in(&self, rows: Range<u32>) -> impl Iterator<Item = (usize, &Line)> {
        let shown = move |line: &Line| line.row < rows.end && rows.start < line.row + line.scale.rows;
        self.lines.iter().enumerate().filter(move |(_, line)| shown(line))
    }

    /// Where the links among `rows` begin, each once, in reading order.
    #[must_use]
    pub fn links_in(&self, rows: Range<u32>) -> Vec<(LinkId, Spot)> {
        let mut links: Vec<(LinkId, Spot)> = Vec::new();
        for (at, line) in self.lines_in(rows) {
            for run in &line.runs {
                if let Some(link) = run.link.filter(|link| links.iter().all(|(seen, _)| seen != link)) {
                    links.push((link, Spot { line: at, x: run.x, width: run.width }));
                }
            }
        }
        links
    }

    /// The link at a cell, counted from the page's top and the sheet's left edge.
    #[must_use]
    pub fn link_at(&self, row: u32, x: u32) -> Option<LinkId> {
        let mut here = self.lines_in(row..row + 1).flat_map(|(_, line)| {
            let place = |columns: u32| line.left + line.scale.cells(columns);
            line.runs.iter().filter(move |run| (place(run.x)..place(run.x + run.width)).contains(&x))
        });
        here.find_map(|run| run.link)
    }

    /// Where the bytes `bytes` of the text of `leaf` are shown: a search hit, a quotation.
    #[must_use]
    pub fn spots(&self, leaf: usize, bytes: &Range<usize>, ruler: &dyn Ruler) -> Vec<Spot> {
        let first = self.line_of(Anchor { leaf, byte: 0 });
        let mut spots = Vec::new();
        for (at, line) in self.lines.iter().enumerate().skip(first).take_while(|(_, line)| line.anchor.leaf <= leaf) {
            let runs = line.runs.iter().filter(|_| line.anchor.leaf == leaf);
            spots.extend(runs.filter_map(|run| run.spot(bytes, ruler)).map(|(x, width)| Spot { line: at, x, width }));
        }
        spots
    }

    /// The first row of the line that holds `anchor`.
    #[must_use]
    pub fn row_of(&self, anchor: Anchor) -> u32 {
        self.lines.get(self.line_of(anchor)).map_or(0, |line| line.row)
    }
}
