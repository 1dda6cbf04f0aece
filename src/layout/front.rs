//! The head of a story's page: headline, byline, stamp and toolbar, and the rule below them.

use super::{Line, Page, Role, Ruler, Run, Scale, Sheet, letters::can_draw, typeset};
use crate::{
    model::{Block, Document, Span, Style},
    text::CleanText,
};

/// The most lines of a headline in larger type; one that needs more is set smaller.
const HEADLINE_LINES: usize = 3;

/// What stands above a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// The headline.
    pub title: CleanText,
    /// The byline, the source, the reading time.
    pub byline: CleanText,
    /// The stamp: `Updated: 2015-12-18 18:42`; may be empty.
    pub stamp: CleanText,
    /// The toolbar's words in their order, each with its short form.
    pub words: Vec<Word>,
}

/// A word of the toolbar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// As it stands where there is room: `Print`, `[Medium]`.
    pub long: CleanText,
    /// As it stands where there is none: `P`, `[M]`.
    pub short: CleanText,
}

/// A page's head, set. Its last row but one is the rule; below it stands a blank row, then the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontPage {
    /// The lines of headline, byline and stamp, as those of any page.
    pub page: Page,
    /// Where each word of the toolbar stands.
    pub words: Vec<WordSpot>,
    /// The row of the rule below it all.
    pub rule: u32,
    /// The height in rows, the blank row below the rule included.
    pub height: u32,
}

/// Where a word of the toolbar stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordSpot {
    /// The word's number in [`Front::words`].
    pub word: usize,
    /// What is shown of it.
    pub text: CleanText,
    /// Its row from the top of the page.
    pub row: u32,
    /// Its first column from the sheet's left edge, in cells.
    pub x: u32,
    /// Its width in cells.
    pub width: u32,
}

/// Sets the head of a story's page on `sheet`; the headline at the first of `scales` at which it fits, else at the last.
#[must_use]
pub fn front(front: &Front, ruler: &dyn Ruler, sheet: &Sheet, scales: &[Scale]) -> FrontPage {
    let mut page = headline(&front.title, ruler, sheet, scales);
    page.height += sheet.gap.min(1);
    byline(&mut page, &front.byline, ruler, sheet);
    let stamp_width = ruler.width(&front.stamp, Style::PLAIN);
    let words = toolbar(front, ruler, sheet, page.height, stamp_width);
    if stamp_width > 0 {
        page.lines.push(plain_line(page.height, sheet, &front.stamp, ruler));
        page.height += 1;
    }
    let below_words = words.iter().map(|spot| spot.row + 1).max().unwrap_or_default();
    page.height = page.height.max(below_words);
    let rule = page.height;
    page.height += 2;
    FrontPage { words, rule, height: page.height, page }
}

fn headline(title: &CleanText, ruler: &dyn Ruler, sheet: &Sheet, scales: &[Scale]) -> Page {
    let span = Span { text: title.clone(), ..Span::default() };
    let document = Document { blocks: vec![Block::Heading { level: 1, text: vec![span] }], ..Document::default() };
    let set = |scale: Scale| typeset(&document, ruler, &Sheet { heading: scale, leading: 0, ..*sheet });
    let (last, larger) = scales.split_last().unwrap_or((&sheet.heading, &[]));
    let room = |scale: &&Scale| longest_word(title, ruler) <= scale.columns(sheet.measure);
    let drawable = |scale: &&Scale| **scale != Scale::BLOCKS || can_draw(title);
    let fitting =
        larger.iter().filter(drawable).filter(room).map(|scale| set(*scale)).find(|page| page.lines.len() <= HEADLINE_LINES);
    fitting.unwrap_or_else(|| set(*last))
}

/// The width of the longest word, which a larger headline must not break.
fn longest_word(text: &CleanText, ruler: &dyn Ruler) -> u32 {
    let words = text.split_whitespace().filter(|word| !word.chars().any(crate::text::script::is_cjk));
    words.map(|word| ruler.width(word, Style::PLAIN)).max().unwrap_or_default()
}

fn byline(page: &mut Page, text: &CleanText, ruler: &dyn Ruler, sheet: &Sheet) {
    if text.is_empty() {
        return;
    }
    let ragged = Sheet { leading: 0, indent: 0, justify: false, hyphenate: false, body: Scale::PLAIN, ..*sheet };
    let span = Span { text: text.clone(), style: Style::QUIET, link: None };
    let document = Document { blocks: vec![Block::Paragraph(vec![span])], ..Document::default() };
    let set = typeset(&document, ruler, &ragged);
    page.lines.extend(set.lines.into_iter().map(|line| Line { row: page.height + line.row, ..line }));
    page.height += set.height;
}

fn plain_line(row: u32, sheet: &Sheet, text: &CleanText, ruler: &dyn Ruler) -> Line {
    let run = Run {
        width: ruler.width(text, Style::QUIET),
        text: text.clone(),
        role: Role::Body,
        style: Style::QUIET,
        ..Run::default()
    };
    Line { row, left: sheet.margin, runs: vec![run], ..Line::default() }
}

/// The words at the right of the stamp where they fit, else on rows of their own below it, else in their short form.
fn toolbar(front: &Front, ruler: &dyn Ruler, sheet: &Sheet, row: u32, stamp_width: u32) -> Vec<WordSpot> {
    let wide = |short: bool| -> Vec<(CleanText, u32)> {
        let shown = front.words.iter().map(|word| if short { &word.short } else { &word.long });
        shown.map(|text| (text.clone(), ruler.width(text, Style::PLAIN))).collect()
    };
    let total =
        |words: &[(CleanText, u32)], gap: u32| words.iter().map(|(_, width)| width + gap).sum::<u32>().saturating_sub(gap);
    let (long, short) = (wide(false), wide(true));
    let (below, right) = (row + u32::from(stamp_width > 0), sheet.margin + sheet.measure);
    let beside = if stamp_width > 0 { sheet.measure.saturating_sub(stamp_width + 2) } else { 0 };
    let fits = |words: &[(CleanText, u32)], gap, room| Some(total(words, gap)).filter(|width| *width > 0 && *width <= room);
    for (words, gap) in [(&long, 2), (&long, 1)] {
        if let Some(width) = fits(words, gap, beside) {
            return spots(words, row, right - width, gap, u32::MAX);
        }
    }
    for (words, gap) in [(&long, 2), (&long, 1), (&short, 2)] {
        if fits(words, gap, sheet.measure).is_some() {
            return spots(words, below, sheet.margin, gap, u32::MAX);
        }
    }
    spots(&short, below, sheet.margin, 1, right)
}

fn spots(words: &[(CleanText, u32)], row: u32, left: u32, gap: u32, right: u32) -> Vec<WordSpot> {
    let (mut row, mut x) = (row, left);
    let mut spots = Vec::with_capacity(words.len());
    for (word, (text, width)) in words.iter().enumerate() {
        if x > left && x + width > right {
            (row, x) = (row + 1, left);
        }
        spots.push(WordSpot { word, text: text.clone(), row, x, width: *width });
        x += width + gap;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::{Front, Word, front};
    use crate::{
        layout::{Cells, Scale, Sheet},
        text::CleanText,
    };

    fn page(measure: u32) -> super::FrontPage {
        let word = |long: &'static str, short: &'static str| Word { long: long.into(), short: short.into() };
        let words = vec![
            word("Print", "P"),
            word("Mail", "M"),
            word("Large", "L"),
            word("[Medium]", "[M]"),
            word("Small", "S"),
            word("Share 0", "S0"),
        ];
        let head = Front {
            title: CleanText::line("World Internet Conference bears fruit"),
            byline: CleanText::line("Wuzhen desk"),
            stamp: CleanText::line("Updated: 2015-12-18 18:42"),
            words,
        };
        front(&head, &Cells, &Sheet { measure, margin: 2, gap: 1, ..Sheet::default() }, &[Scale::PLAIN])
    }

    #[test]
    fn the_toolbar_stands_on_the_stamps_line_where_there_is_room() {
        let page = page(72);
        let stamp = page.page.lines.last().expect("a stamp").row;
        assert!(page.words.iter().all(|spot| spot.row == stamp));
        let end = page.words.last().map(|spot| spot.x + spot.width);
        assert_eq!(end, Some(74));
    }

    #[test]
    fn the_toolbar_folds_below_the_stamp_then_to_letters_and_never_leaves_the_measure() {
        assert_eq!(page(50).words[0].text.as_str(), "Print");
        assert!(page(50).words[0].row > page(50).page.lines.last().expect("a stamp").row);
        assert_eq!(page(30).words[0].text.as_str(), "P");
        for measure in 4..100 {
            let page = page(measure);
            assert!(page.words.iter().all(|spot| spot.x + spot.width <= measure + 2), "{measure}");
            assert!(page.words.iter().all(|spot| spot.row < page.rule), "{measure}");
        }
    }
}
