//! Running text made ready for breaking: one string, and what each part of it is.

use super::{Anchor, Sheet, raised};
use crate::{
    model::{LinkId, Span, Style},
    text::{CleanText, script::Direction, script::base_direction},
};

/// Running text of one leaf (or of one cell of a table).
#[derive(Debug, Default)]
pub struct Passage {
    /// What is shown: the leaf's text without soft hyphens, and what newsprint adds.
    pub text: CleanText,
    /// Its parts, in order; together they cover it.
    pub segments: Vec<Segment>,
    /// The bytes of `text` at which the author allows a hyphen.
    pub soft_hyphens: Vec<usize>,
    /// The bytes of `text` at which no line may break although the characters would allow it.
    pub glued: Vec<usize>,
    /// The leaf that it shows.
    pub leaf: usize,
    /// Whether it is read from right to left.
    pub rtl: bool,
    /// Links before this one are followed by their number.
    numbered: usize,
}

/// A part of a passage of one style, link and origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its end in the passage's text, in bytes. It begins where the one before it ends.
    pub end: usize,
    /// The bytes of the leaf's text that it stands for; `None` for what newsprint adds. As many as it has itself, or (a raised
    /// figure) it stands for them as a whole.
    pub source: Option<(usize, usize)>,
    /// How it is set.
    pub style: Style,
    /// The link that it belongs to.
    pub link: Option<LinkId>,
}

impl Passage {
    /// An empty passage of `leaf`, in a story of which the first `numbered` links lead out.
    pub fn new(leaf: usize, numbered: usize) -> Self {
        Self { leaf, numbered, ..Self::default() }
    }

    /// Appends `spans`, which begin at byte `base` of their leaf's text, each link followed by its number.
    pub fn push_spans(&mut self, spans: &[Span], mut base: usize, sheet: &Sheet) {
        for (at, span) in spans.iter().enumerate() {
            let raised = |other: Option<&Span>| other.is_some_and(|other| other.style == span.style);
            let begins = at.checked_sub(1).is_none_or(|before| !raised(spans.get(before)));
            self.push_span(span, base, (sheet, begins));
            base += span.text.len();
            let goes_on = spans.get(at + 1).is_some_and(|next| next.link == span.link);
            if let Some(link) = span.link.filter(|_| sheet.link_numbers && !goes_on) {
                self.push_number(link);
            }
        }
    }

    /// Appends text that newsprint adds.
    pub fn push_added(&mut self, text: &CleanText, style: Style, link: Option<LinkId>) {
        self.text.push(text);
        self.end_segment(None, style, link);
    }

    /// Finds the direction in which the passage is read: that of its first letter, else `otherwise`.
    pub fn settle(&mut self, otherwise: Direction) {
        self.rtl = match base_direction(&self.text) {
            Direction::Rtl => true,
            Direction::Ltr => otherwise == Direction::Rtl && !self.text.chars().any(char::is_alphabetic),
        };
    }

    /// Appends a span; `begins` says that the one before it is of another style.
    fn push_span(&mut self, span: &Span, base: usize, (sheet, begins): (&Sheet, bool)) {
        if sheet.raised_figures
            && let Some(figures) = raised::figures(span)
        {
            let Some(link) = span.link.filter(|_| sheet.link_numbers) else {
                return figures.into_iter().for_each(|figure| self.push_figure(span, base, figure));
            };
            // The number of a note, which is a link too: raised, it would look like the number of a link.
            self.push_close("[", Some(link));
            self.push_part(span, 0..span.text.len(), base);
            return self.push_close("]", Some(link));
        }
        if let Some(mark) = raised::mark(span).filter(|_| sheet.raised_figures && begins) {
            self.push_close(mark, span.link);
        }
        let mut from = 0;
        for (at, hyphen) in span.text.match_indices('\u{ad}') {
            self.push_part(span, from..at, base);
            self.soft_hyphens.push(self.text.len());
            from = at + hyphen.len();
        }
        self.push_part(span, from..span.text.len(), base);
    }

    fn push_figure(&mut self, span: &Span, base: usize, (place, figure): raised::Figure) {
        self.text.push(&figure.into());
        self.end_segment(Some((base + place.start, base + place.end)), span.style, span.link);
    }

    /// Appends a sign that never begins a line.
    fn push_close(&mut self, sign: &'static str, link: Option<LinkId>) {
        self.glue();
        self.push_added(&sign.into(), Style::QUIET, link);
    }

    fn push_part(&mut self, span: &Span, range: std::ops::Range<usize>, base: usize) {
        if range.is_empty() {
            return;
        }
        let source = Some((base + range.start, base + range.end));
        let mut from = range.start;
        for (tab, _) in span.text.get(range.clone()).unwrap_or_default().match_indices('\t') {
            // A tab has no place in running text; a space takes as many bytes.
            self.text.push_part(&span.text, from..range.start + tab);
            self.text.push(&" ".into());
            from = range.start + tab + 1;
        }
        self.text.push_part(&span.text, from..range.end);
        self.end_segment(source, span.style, span.link);
    }

    fn end_segment(&mut self, source: Option<(usize, usize)>, style: Style, link: Option<LinkId>) {
        let end = self.text.len();
        if self.segments.last().map_or(0, |segment| segment.end) < end {
            self.segments.push(Segment { end, source, style, link });
        }
    }

    /// Lets no line end here, unless a space stands here.
    fn glue(&mut self) {
        if self.text.ends_with(|c: char| !c.is_whitespace()) {
            self.glued.push(self.text.len());
        }
    }

    /// Where a line may end that could end at byte `at`, were it not for the number that is glued on there: behind that, where
    /// a word follows. `at` itself where no number is glued on, or no word follows.
    pub fn behind_added(&self, at: usize) -> usize {
        let mut end = at;
        while self.glued.binary_search(&end).is_ok() {
            let added = self.segments.get(self.segments.partition_point(|segment| segment.end <= end));
            let Some(added) = added.filter(|segment| segment.source.is_none()) else { return at };
            end = added.end;
        }
        // A bracket that opens belongs to what follows it.
        let is_number = self.text.get(..end).is_some_and(|text| text.ends_with(char::is_numeric));
        let word_follows = self.text.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if is_number && word_follows { end } else { at }
    }

    /// A link's number sits on the last word of the link and never leaves it.
    pub fn push_number(&mut self, link: LinkId) {
        if link.0 >= self.numbered {
            return;
        }
        self.glue();
        self.push_added(&raised::number(link.0 + 1), Style::QUIET, Some(link));
    }

    /// Whether the word at byte `at` may be hyphenated by rule: neither code nor newsprint's own.
    pub fn hyphenates(&self, at: usize) -> bool {
        let segment = self.segments.get(self.segments.partition_point(|segment| segment.end <= at));
        segment.is_some_and(|segment| segment.source.is_some() && !segment.style.contains(Style::CODE))
    }

    /// Whether the character that begins at byte `at` is code.
    pub fn is_code(&self, at: usize) -> bool {
        let segment = self.segments.get(self.segments.partition_point(|segment| segment.end <= at));
        segment.is_some_and(|segment| segment.style.contains(Style::CODE))
    }

    /// The place of the story that byte `at` of the text shows, or the next one that is shown.
    pub fn anchor(&self, at: usize) -> Anchor {
        let first = self.segments.partition_point(|segment| segment.end <= at);
        let mut start = if first == 0 { 0 } else { self.segments.get(first - 1).map_or(0, |before| before.end) };
        for segment in self.segments.iter().skip(first) {
            if let Some((source, end)) = segment.source {
                return Anchor { leaf: self.leaf, byte: (source + at.saturating_sub(start)).min(end) };
            }
            start = segment.end;
        }
        let last = self.segments.iter().rev().find_map(|segment| segment.source);
        Anchor { leaf: self.leaf, byte: last.map_or(0, |(_, end)| end) }
    }
}
