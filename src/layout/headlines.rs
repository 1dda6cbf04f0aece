//! The headline list, set: which row takes which lines of the pane.

use std::collections::HashMap;

use super::{Cells, Line, Scale, Sheet, panes::Area, typeset};
use crate::{
    model::{Block, Document, Span},
    text::CleanText,
};

/// Panes lower than this show one line a story.
const ROOMY: u16 = 14;
/// The most lines that a title takes; a longer one is cut and ends in `…`.
const TITLE_LINES: usize = 3;
/// The narrowest measure in which titles are larger than plain type, in columns at their scale.
const NARROWEST_LARGE: u32 = 16;
/// The columns left of a title: the accent bar or the unread dot, and a space.
pub const GUTTER: u16 = 2;

/// How many set stories are remembered.
const REMEMBERED: usize = 500;

/// What there is to say of a story in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Row {
    /// What begins with it, or goes on at the top of the pane: a day, or the stories of a source.
    pub heading: Option<CleanText>,
    /// Whether nothing but the heading says that, so that it is shown in low panes too.
    pub grouped: bool,
    /// Its number, while it is chosen by that.
    pub number: Option<usize>,
    /// Its title.
    pub title: CleanText,
    /// Who brings it.
    pub source: CleanText,
    /// How old it is.
    pub age: CleanText,
}

/// A story of the list, set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the whole list.
    pub place: usize,
    /// Rows below the top of the pane.
    pub y: u16,
    /// Rows that it takes, the blank one behind it not counted.
    pub height: u16,
    /// The heading above its title.
    pub heading: Option<CleanText>,
    /// The lines of its title; their `x` counts from the gutter's right edge.
    pub title: Vec<Line>,
    /// Who brings it and how old it is, as it is drawn on a line below the title; empty where there is one line a story.
    pub meta: CleanText,
    /// How old it is, at the right of the title; empty where [`Entry::meta`] says it.
    pub age: CleanText,
}

impl Entry {
    /// Whether all of it is inside a pane of `height` rows.
    #[must_use]
    pub fn is_whole(&self, height: u16) -> bool {
        self.y.saturating_add(self.height) <= height
    }

    /// The scale of the title.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.title.first().map_or(Scale::PLAIN, |line| line.scale)
    }

    /// The first row of the title, below the pane's top.
    #[must_use]
    pub fn title_y(&self) -> u16 {
        self.y + u16::from(self.heading.is_some())
    }

    /// The row below the title, below the pane's top.
    #[must_use]
    pub fn meta_y(&self) -> u16 {
        self.title_y().saturating_add(rows(&self.title))
    }
}

/// The rows that the lines of a title take.
fn rows(title: &[Line]) -> u16 {
    title.iter().map(|line| u16::try_from(line.scale.rows).unwrap_or(u16::MAX)).fold(0, u16::saturating_add)
}

/// Stories as they were set before: most rows of a list are those that it had a key ago.
#[derive(Debug, Default)]
pub struct Memo {
    of: Option<Setting>,
    entries: HashMap<Row, Entry>,
}

/// What the entry of a row depends on besides the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Setting {
    width: u16,
    roomy: bool,
    scale: Scale,
    reorder: bool,
}

impl Memo {
    fn entry(&mut self, row: Row, of: Setting) -> Entry {
        if self.of != Some(of) || self.entries.len() >= REMEMBERED {
            (self.of, self.entries) = (Some(of), HashMap::new());
        }
        let set = if of.roomy { roomy_entry } else { compact_entry };
        self.entries.entry(row).or_insert_with_key(|row| set(row.clone(), of)).clone()
    }
}

/// Sets as many rows as are seen in `area`, wholly or in part, each with its place in the whole list; the titles in type of
/// `scale` where there is room for it, in the order in which they are drawn, where we `reorder` what is read from right to
/// left.
#[must_use]
pub fn set(rows: impl Iterator<Item = (usize, Row)>, area: Area, (scale, reorder): (Scale, bool), memo: &mut Memo) -> Vec<Entry> {
    let roomy = area.height >= ROOMY;
    let measure = u32::from(area.width.saturating_sub(GUTTER + 1));
    let scale = if scale.columns(measure) >= NARROWEST_LARGE { scale } else { Scale::PLAIN };
    let mut y = 0;
    let mut entries = Vec::new();
    for (place, row) in rows {
        if y >= area.height {
            break;
        }
        let entry = Entry { place, y, ..memo.entry(row, Setting { width: area.width, roomy, scale, reorder }) };
        y = y.saturating_add(entry.height).saturating_add(u16::from(roomy));
        entries.push(entry);
    }
    entries
}

fn roomy_entry(mut row: Row, of: Setting) -> Entry {
    let measure = of.width.saturating_sub(GUTTER + 1);
    let title = title(&row.title, measure, of, TITLE_LINES);
    if let Some(number) = row.number {
        row.source = CleanText::line(&format!("{} · {}", numbered(number), row.source));
    }
    let meta = CleanText::line(&meta(&row, usize::from(measure), of.reorder));
    let beside = u16::from(row.heading.is_some()) + u16::from(!meta.is_empty());
    Entry {
        height: rows(&title).saturating_add(beside),
        heading: row.heading.map(|heading| heading.elided(usize::from(measure))),
        title,
        meta,
        ..Entry::default()
    }
}

/// Source and age in the order in which they are drawn, each for itself: the numbers of a date are not drawn into a name that
/// is read from right to left. Where both don't fit, the source gives way.
fn meta(row: &Row, measure: usize, reorder: bool) -> String {
    use crate::text::{bidi::ordered, elide, width};
    let drawn = |part: &str| if reorder { ordered(part).into_owned() } else { part.to_owned() };
    if row.age.is_empty() || row.source.is_empty() {
        return drawn(&elide(&format!("{}{}", row.source, row.age), measure));
    }
    match measure.checked_sub(width(&row.age) + 3).filter(|room| *room >= 4) {
        Some(room) => format!("{} · {}", drawn(&elide(&row.source, room)), row.age),
        None => elide(&row.age, measure).into_owned(),
    }
}

fn compact_entry(row: Row, of: Setting) -> Entry {
    let measure = of.width.saturating_sub(GUTTER + 1);
    let number = row.number.map(|number| format!("{} {}", numbered(number), row.title));
    let text = number.map_or_else(|| row.title.clone(), |title| CleanText::line(&title));
    let heading = row.heading.filter(|_| row.grouped).map(|heading| heading.elided(usize::from(measure)));
    let age_width = u16::try_from(crate::text::width(&row.age)).unwrap_or(u16::MAX);
    let room = measure.saturating_sub(age_width.saturating_add(2));
    let (age, measure) = if room >= 24 { (row.age, room) } else { (CleanText::new(), measure) };
    let title = title(&text, measure, of, 1);
    let height = rows(&title).max(1) + u16::from(heading.is_some());
    Entry { height, heading, title, age, ..Entry::default() }
}

/// A number as it is typed.
fn numbered(number: usize) -> String {
    format!("{number:03}")
}

/// The lines of a title in a measure of so many cells, `most` of them at the most.
fn title(text: &CleanText, measure: u16, Setting { scale, reorder, .. }: Setting, most: usize) -> Vec<Line> {
    let headline = |text: &CleanText| lines(Block::Heading { level: 1, text: spans(text) }, (measure, scale), reorder);
    let mut set = headline(text);
    if set.len() > most {
        // What is cut has lines as full as they can be.
        set = lines(Block::Paragraph(spans(text)), (measure, scale), reorder);
        let kept = set.get(most - 1).map_or(0, |line| line.anchor.byte);
        let columns = usize::try_from(scale.columns(u32::from(measure))).unwrap_or(usize::MAX);
        let rest = text.part(kept..text.len()).elided(columns);
        let mut shortened = text.part(0..kept);
        shortened.push(&rest);
        set = headline(&shortened);
        set.truncate(most);
    }
    set
}

/// A text in lines of at most `measure` columns.
#[must_use]
pub fn wrapped(text: &CleanText, measure: u16) -> Vec<CleanText> {
    let words = |line: Line| CleanText::line(&line.runs.iter().map(|run| run.text.as_str()).collect::<String>());
    lines(Block::Paragraph(spans(text)), (measure, Scale::PLAIN), false).into_iter().map(words).collect()
}

fn spans(text: &CleanText) -> Vec<Span> {
    vec![Span { text: text.clone(), ..Span::default() }]
}

fn lines(block: Block, (measure, scale): (u16, Scale), reorder: bool) -> Vec<Line> {
    let sheet = Sheet { measure: u32::from(measure.max(1)), body: scale, heading: scale, reorder, ..Sheet::default() };
    typeset(&Document { blocks: vec![block], ..Document::default() }, &Cells, &sheet).lines
}

#[cfg(test)]
mod tests {
    use super::{Entry, Memo, Row, set};
    use crate::{
        layout::{Scale, panes::Area},
        text::CleanText,
    };

    fn rows(title: &str) -> impl Iterator<Item = (usize, Row)> {
        let title = CleanText::line(title);
        let row = move |place| Row {
            heading: (place == 0).then(|| CleanText::from("TODAY")),
            title: title.clone(),
            source: CleanText::from("Wuzhen desk"),
            age: CleanText::from("18:42"),
            ..Row::default()
        };
        (0..50).map(move |place| (place, row(place)))
    }

    fn set_anew(rows: impl Iterator<Item = (usize, Row)>, area: Area, of: (Scale, bool)) -> Vec<Entry> {
        set(rows, area, of, &mut Memo::default())
    }

    #[test]
    fn what_was_set_before_is_what_would_be_set_now() {
        let mut memo = Memo::default();
        for title in ["A title of several words that takes more than a line", "中文标题"] {
            for (width, height, scale, reorder) in [
                (40, 30, Scale::PLAIN, true),
                (40, 30, Scale::PLAIN, false),
                (30, 30, Scale::ONE_AND_A_HALF, false),
                (30, 8, Scale::PLAIN, false),
            ] {
                let area = Area { width, height, ..Area::default() };
                let shifted = || rows(title).map(|(place, row)| (place + 3, row));
                let fresh = set_anew(shifted(), area, (scale, reorder));
                for _ in 0..2 {
                    drop(set(rows(title), area, (scale, reorder), &mut memo));
                    assert_eq!(set(shifted(), area, (scale, reorder), &mut memo), fresh, "{title} {width} {height}");
                }
            }
        }
    }

    #[test]
    fn low_panes_show_one_line_a_story() {
        for (scale, shown) in [(Scale::PLAIN, 8), (Scale::ONE_AND_A_HALF, 4)] {
            let area = Area { width: 40, height: 8, ..Area::default() };
            let entries = set_anew(rows("A title that is much too long for one line of a pane"), area, (scale, true));
            assert_eq!(entries.len(), shown);
            assert!(entries.iter().all(|entry| u32::from(entry.height) == scale.rows && entry.title.len() == 1));
        }
    }

    #[test]
    fn larger_titles_take_more_rows_and_what_brings_them_stands_below() {
        let area = Area { width: 40, height: 30, ..Area::default() };
        let entries = set_anew(rows("A title of several words that takes more than a line"), area, (Scale::ONE_AND_A_HALF, true));
        let first = &entries[0];
        assert_eq!((first.title.len(), first.title_y(), first.meta_y(), first.height), (3, 1, 7, 8));
        assert_eq!((first.scale(), entries[1].y), (Scale::ONE_AND_A_HALF, 9));
    }

    #[test]
    fn a_long_title_ends_in_an_ellipsis_and_nothing_leaves_the_pane() {
        let scales = [Scale::PLAIN, Scale::ONE_AND_A_HALF];
        for (width, scale) in (1..60).flat_map(|width| scales.map(|scale| (width, scale))) {
            for title in ["word ".repeat(80), "中文标题".repeat(30)] {
                let entries = set_anew(rows(&title), Area { width, height: 40, ..Area::default() }, (scale, true));
                for line in entries.iter().flat_map(|entry| &entry.title) {
                    let end = line.runs.iter().map(|run| run.x + run.width).max().unwrap_or_default();
                    let room = line.scale.columns(u32::from(width.saturating_sub(3)));
                    assert!(end <= room.max(2), "{width}: {line:?}");
                    assert!(line.scale == Scale::PLAIN || scale == line.scale && room >= 16);
                }
                if width > 8 {
                    let last = entries[0].title.last().and_then(|line| line.runs.last()).expect("a title");
                    assert!(last.text.ends_with('…'), "{width} {last:?}");
                }
            }
        }
    }

    #[test]
    fn a_title_is_put_in_order_only_where_the_terminal_does_not_do_it() {
        let drawn = |reorder: bool, height: u16| {
            let area = Area { width: 40, height, ..Area::default() };
            let entries = set_anew(rows("\u{5d0}\u{5d1} 12"), area, (Scale::PLAIN, reorder));
            entries[0].title[0].runs.iter().map(|run| run.text.as_str()).collect::<String>()
        };
        for height in [8, 30] {
            assert_eq!((drawn(true, height).as_str(), drawn(false, height).as_str()), ("12 \u{5d1}\u{5d0}", "\u{5d0}\u{5d1} 12"));
        }
    }

    #[test]
    fn the_date_below_a_title_is_not_drawn_into_a_name_from_right_to_left() {
        let row = Row { title: "A".into(), source: "\u{5d0}\u{5d1} \u{5d2}".into(), age: "18 Dec 2015".into(), ..Row::default() };
        let area = Area { width: 40, height: 30, ..Area::default() };
        for (reorder, drawn) in [(true, "\u{5d2} \u{5d1}\u{5d0} · 18 Dec 2015"), (false, "\u{5d0}\u{5d1} \u{5d2} · 18 Dec 2015")]
        {
            let entries = set_anew(std::iter::once((0, row.clone())), area, (Scale::PLAIN, reorder));
            assert_eq!(entries[0].meta.as_str(), drawn);
        }
    }
}
