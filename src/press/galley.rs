//! A story set in one long column, with its head and its footnotes, before it is divided into pages.

use super::{
    paper::{HEADLINE, Paper, SMALL, factor, lines_high},
    pdf::Work,
    shaper::Shaper,
};
use crate::{
    layout::{Line, Page, Ruler, Sheet, raised_number, typeset},
    model::{
        Block, Document, LinkId, Span, Style, Target, Text,
        document::{Cell, Table},
    },
    text::{CleanText, SafeUrl, bidi::has_rtl},
};

/// The rows between a headline and what stands below it.
const BELOW_TITLE: u32 = 1;
/// The rows between a story and its head.
pub const BELOW_HEAD: u32 = 3;
/// The room above the footnotes, in which their rule stands, by the leading.
pub const ABOVE_NOTES: f32 = 0.8;

/// Every character that is printed, the press's own among them.
pub fn characters(work: &Work<'_>) -> String {
    let own = "0123456789 /·-–¹²³⁴⁵⁶⁷⁸⁹⁰•◦▪▾↩[]:…□";
    let mut all = format!("{own}{}{}", work.title, work.source);
    work.below.iter().for_each(|line| all.push_str(line));
    work.document.leaf_texts().iter().for_each(|text| all.push_str(text));
    for label in [work.labels.picture, work.labels.audio, work.labels.video, work.labels.embed] {
        all.push_str(label);
    }
    all
}

/// A story set in one long column, with the addresses of its links.
pub struct Galley {
    /// The lines: the head, then the story.
    pub lines: Vec<Line>,
    /// The first row below the head, where its rule stands above.
    pub head: u32,
    /// The addresses, each set as a footnote; empty for links within the story.
    notes: Vec<(Vec<Line>, Option<SafeUrl>)>,
}

impl Galley {
    /// Sets a story and its head.
    pub fn set(work: &Work<'_>, paper: &Paper, shaper: &Shaper<'_>) -> Self {
        let top = head(work, paper, shaper);
        let story = typeset(&strong_heads(work.document), shaper, &paper.sheet(work.labels, &work.document.language));
        let below = top.height + BELOW_HEAD;
        let moved = story.lines.into_iter().map(|line| Line { row: line.row + below, ..line });
        let mut lines: Vec<Line> = top.lines.into_iter().chain(moved).collect();
        let known = &work.document.links;
        let is_web = |link: &LinkId| known.get(link.0).is_some_and(|link| matches!(link.target, Target::Web(_)));
        for run in lines.iter_mut().flat_map(|line| &mut line.runs) {
            run.link = run.link.filter(is_web);
        }
        let sheet = paper.ragged(SMALL, SMALL);
        let notes = known.iter().enumerate().map(|(number, link)| match &link.target {
            Target::Web(url) => (note(number, url, shaper, &sheet), Some(url.clone())),
            Target::Here(_) => (Vec::new(), None),
        });
        Self { lines, head: below, notes: notes.collect() }
    }

    /// The lines of a link's footnote; none for a link within the story.
    pub fn note(&self, link: LinkId) -> &[Line] {
        self.notes.get(link.0).map(|(lines, _)| lines.as_slice()).unwrap_or_default()
    }

    /// Where a link leads, out of the story.
    pub fn url(&self, link: LinkId) -> Option<&SafeUrl> {
        self.notes.get(link.0).and_then(|(_, url)| url.as_ref())
    }

    /// The height of these footnotes, with what stands above them.
    pub fn notes_height(&self, notes: &[LinkId], paper: &Paper) -> f32 {
        let lines: usize = notes.iter().map(|link| self.note(*link).len()).sum();
        if lines == 0 { 0.0 } else { paper.leading() * (ABOVE_NOTES + lines_high(lines) * factor(SMALL)) }
    }
}

/// The headline and what stands below it.
fn head(work: &Work<'_>, paper: &Paper, shaper: &Shaper<'_>) -> Page {
    let story = |block| Document { blocks: vec![block], language: work.document.language.clone(), ..Document::default() };
    let span = |text: &CleanText, style| vec![Span { text: text.clone(), style, link: None }];
    let sheet = paper.ragged(SMALL, HEADLINE);
    let title = story(Block::Heading { level: 1, text: span(&work.title, Style::STRONG) });
    let mut head = balanced(&title, shaper, &sheet);
    let below = CleanText::block(&work.below.iter().map(CleanText::as_str).collect::<Vec<_>>().join("\n"));
    if !below.is_empty() {
        let below = typeset(&story(Block::Paragraph(span(&below, Style::QUIET))), shaper, &sheet);
        let start = head.height + BELOW_TITLE;
        head.lines.extend(below.lines.into_iter().map(|line| Line { row: line.row + start, ..line }));
        head.height = start + below.height;
    }
    head
}

/// A headline of several lines, none of them much shorter than the others: set as narrow as makes no more lines of it.
fn balanced(title: &Document, ruler: &dyn Ruler, sheet: &Sheet) -> Page {
    let whole = typeset(title, ruler, sheet);
    if whole.lines.len() < 2 || title.leaf_texts().iter().any(|text| has_rtl(text)) {
        return whole;
    }
    let set = |twentieths: u32| typeset(title, ruler, &Sheet { measure: sheet.measure * twentieths / 20, ..*sheet });
    let narrower = (10..20).map(set).find(|page| page.lines.len() <= whole.lines.len());
    narrower.unwrap_or(whole)
}

/// The story with its headings and the heads of its tables in bold: the typesetter measures them as they are printed.
fn strong_heads(document: &Document) -> Document {
    let strong = |block: &Block| match block {
        Block::Heading { level, text } => Block::Heading { level: *level, text: strong(text) },
        Block::Table(table) => {
            let cell =
                |cell: &Cell| Cell { text: if cell.header { strong(&cell.text) } else { cell.text.clone() }, ..cell.clone() };
            let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            Block::Table(Table { rows, ..table.clone() })
        }
        other => other.clone(),
    };
    Document { blocks: document.blocks.iter().map(strong).collect(), ..document.clone() }
}

fn strong(text: &Text) -> Text {
    text.iter().map(|span| Span { style: span.style | Style::STRONG, ..span.clone() }).collect()
}

fn note(number: usize, url: &SafeUrl, ruler: &dyn Ruler, sheet: &Sheet) -> Vec<Line> {
    let text = CleanText::line(&format!("{}\u{a0}{url}", raised_number(number + 1)));
    let blocks = vec![Block::Paragraph(vec![Span { text, ..Span::default() }])];
    typeset(&Document { blocks, ..Document::default() }, ruler, sheet).lines
}
