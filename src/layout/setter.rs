//! The page while it is being set: where the next line goes, and what stands at the side of it.

use hypher::Lang;

use super::{Anchor, Line, Page, Reach, Role, Ruler, Run, Scale, Sheet, compose::Manner, line::Set, passage::Passage};
use crate::{
    model::Style,
    text::{CleanText, script::Direction},
};

/// The narrowest column that indents may leave, in figures of the text.
const NARROWEST: u32 = 16;

/// Where blocks stand that lie in other blocks.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// From the column's edge to the text.
    pub indent: u32,
    /// Where bars stand at the side of quotations, from the column's edge.
    pub bars: Vec<u32>,
    /// What running text is here.
    pub role: Role,
}

/// A page while it is being set.
pub struct Setter<'a> {
    /// Measures.
    pub ruler: &'a dyn Ruler,
    /// What it is set on.
    pub sheet: &'a Sheet,
    /// Where blocks stand now.
    pub frame: Frame,
    /// How many lists lie around what is set next.
    pub depth: usize,
    /// The leaf that is set next.
    pub leaf: usize,
    /// The language whose words are hyphenated, where the sheet wants that or they fit no line.
    pub language: Option<Lang>,
    /// The direction of texts that have none of their own.
    pub direction: Direction,
    /// How many links lead out of the story; only they have numbers.
    pub numbered: usize,
    /// How much of the story is to be set; `None` for all of it.
    pub reach: Option<Reach>,
    page: Page,
    /// Blank rows due before the next line.
    gap: u32,
    /// What stands before the next line's text (a bullet, a number), each with where it begins.
    markers: Vec<(u32, CleanText)>,
    /// A marker that has no room at the side: the next passage begins with it.
    prefix: CleanText,
    /// The bars of the last line.
    bars: Vec<u32>,
}

impl<'a> Setter<'a> {
    /// An empty page.
    pub fn new(ruler: &'a dyn Ruler, sheet: &'a Sheet) -> Self {
        Self {
            ruler,
            sheet,
            frame: Frame::default(),
            depth: 0,
            leaf: 0,
            language: None,
            direction: Direction::Ltr,
            numbered: 0,
            reach: None,
            page: Page::default(),
            gap: 0,
            markers: Vec::new(),
            prefix: CleanText::new(),
            bars: Vec::new(),
        }
    }

    /// The page as it is now.
    pub fn finish(self) -> Page {
        self.page
    }

    /// Whether all is set that was to be, so that the blocks that follow are left out.
    pub fn is_enough(&self) -> bool {
        self.reach.is_some_and(|reach| self.page.reaches(reach))
    }

    /// Whether nothing has been set yet.
    pub fn is_empty(&self) -> bool {
        self.page.lines.is_empty()
    }

    /// Asks for at least `rows` blank rows before the next line; none above the first.
    pub fn space(&mut self, rows: u32) {
        if !self.is_empty() {
            self.gap = self.gap.max(rows);
        }
    }

    /// The columns of the measure at `scale`.
    pub fn columns(&self, scale: Scale) -> u32 {
        scale.columns(self.sheet.measure).max(1)
    }

    /// The columns that text has here at `scale`.
    pub fn room(&self, scale: Scale) -> u32 {
        self.columns(scale).saturating_sub(self.frame.indent).max(1)
    }

    /// The width of a digit: what lengths that go with the text are counted in. One cell on a terminal.
    pub fn digit(&self) -> u32 {
        self.width("0").max(1)
    }

    /// The width of what newsprint adds.
    pub fn width(&self, text: &str) -> u32 {
        self.ruler.width(text, Style::PLAIN)
    }

    /// Moves the text in by `columns` where that leaves enough room; says where it stood before, and whether it moved.
    pub fn indent(&mut self, columns: u32) -> (u32, bool) {
        let before = self.frame.indent;
        let moved = self.room(self.sheet.body) >= columns + NARROWEST * self.digit();
        if moved {
            self.frame.indent += columns;
        }
        (before, moved)
    }

    /// Puts `text` before the next line, `x` columns from the column's edge.
    pub fn mark(&mut self, x: u32, text: CleanText) {
        self.markers.push((x, text));
    }

    /// Lets the next passage begin with `text`.
    pub fn prefix(&mut self, text: &CleanText) {
        self.prefix.push(text);
    }

    /// An empty passage of the next leaf, or one that holds what it must begin with.
    pub fn begin_passage(&mut self) -> Passage {
        let mut passage = Passage::new(self.leaf, self.numbered);
        passage.push_added(&std::mem::take(&mut self.prefix), Style::PLAIN, None);
        passage
    }

    /// Sets what the next passage was to begin with, where no passage comes.
    pub fn flush_prefix(&mut self) {
        if !self.prefix.is_empty() {
            let passage = self.begin_passage();
            self.passage(&passage, Manner { role: Role::Furniture, scale: self.sheet.body, prose: false, indent: 0 });
        }
    }

    /// Sets running text.
    pub fn passage(&mut self, passage: &Passage, manner: Manner) {
        let lines = self.compose(passage, self.room(manner.scale), manner);
        for (number, line) in lines.into_iter().enumerate() {
            if number > 0 {
                self.space(self.sheet.leading);
            }
            self.line(manner.scale, line.anchor, line.set, passage.rtl);
        }
    }

    /// Sets one line: what stands at its side, and `set` from the text's edge.
    pub fn line(&mut self, scale: Scale, anchor: Anchor, mut set: Set, rtl: bool) {
        self.fill_gap(anchor, rtl);
        let columns = self.columns(scale);
        let (indent, width) = (self.frame.indent, set.width);
        shift(&mut set, if rtl { columns.saturating_sub(indent + width) } else { indent });
        let mut runs: Vec<Run> = self.frame.bars.iter().map(|x| self.furniture(*x, "│".into(), rtl, columns)).collect();
        for (x, text) in std::mem::take(&mut self.markers) {
            runs.push(self.furniture(x, text, rtl, columns));
        }
        runs.append(&mut set.runs);
        self.push_line(scale, anchor, runs);
        self.bars.clone_from(&self.frame.bars);
    }

    fn push_line(&mut self, scale: Scale, anchor: Anchor, mut runs: Vec<Run>) {
        runs.sort_by_key(|run| run.x);
        let after = self.page.lines.last().map_or(Anchor::default(), |line| line.anchor);
        let row = self.page.height;
        self.page.height += scale.rows;
        self.page.lines.push(Line { row, left: self.sheet.margin, scale, anchor: anchor.max(after), runs });
    }

    /// Leaves the blank rows that are due; bars go through them.
    fn fill_gap(&mut self, anchor: Anchor, rtl: bool) {
        let both: Vec<u32> = self.bars.iter().zip(&self.frame.bars).take_while(|(a, b)| a == b).map(|(a, _)| *a).collect();
        let gap = std::mem::take(&mut self.gap);
        if both.is_empty() {
            self.page.height += gap;
            return;
        }
        for _ in 0..gap {
            let columns = self.columns(Scale::PLAIN);
            let place = |x: &u32| self.sheet.body.cells(*x);
            let runs = both.iter().map(|x| self.furniture(place(x), "│".into(), rtl, columns)).collect();
            self.push_line(Scale::PLAIN, anchor, runs);
        }
    }

    fn furniture(&self, x: u32, text: CleanText, rtl: bool, columns: u32) -> Run {
        let width = self.width(&text);
        let x = if rtl { columns.saturating_sub(x + width) } else { x };
        Run { x, width, text, role: Role::Furniture, ..Run::default() }
    }
}

/// Moves a line to the right.
pub fn shift(set: &mut Set, columns: u32) {
    set.runs.iter_mut().for_each(|run| run.x += columns);
    set.width += columns;
}
