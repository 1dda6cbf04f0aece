//! The headline list, set: which row takes which lines of the pane.

use super::{Cells, Line, Sheet, panes::Area, typeset};
use crate::{
    model::{Block, Document, Span},
    text::CleanText,
};

/// Panes lower than this show one line a story.
const ROOMY: u16 = 14;
/// The most lines that a title takes; a longer one is cut and ends in `…`.
const TITLE_LINES: usize = 3;
/// The columns left of a title: the accent bar or the unread dot, and a space.
pub const GUTTER: u16 = 2;

/// What there is to say of a story in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its place in the whole list.
    pub place: usize,
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
    /// Who brings it and how old it is, on a line below the title; empty where there is one line a story.
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

    /// The rows of the title, below the pane's top.
    #[must_use]
    pub fn title_y(&self) -> u16 {
        self.y + u16::from(self.heading.is_some())
    }
}

/// Sets as many rows as are seen in `area`, wholly or in part.
#[must_use]
pub fn set(rows: impl Iterator<Item = Row>, area: Area) -> Vec<Entry> {
    let roomy = area.height >= ROOMY;
    let mut y = 0;
    let mut entries = Vec::new();
    for row in rows {
        if y >= area.height {
            break;
        }
        let entry = if roomy { roomy_entry(row, y, area.width) } else { compact_entry(row, y, area.width) };
        y = y.saturating_add(entry.height).saturating_add(u16::from(roomy));
        entries.push(entry);
    }
    entries
}

fn roomy_entry(mut row: Row, y: u16, width: u16) -> Entry {
    let measure = width.saturating_sub(GUTTER + 1);
    let title = title(&row.title, measure, TITLE_LINES);
    if let Some(number) = row.number {
        row.source = CleanText::line(&format!("{} · {}", numbered(number), row.source));
    }
    let parts = [row.source.as_str(), row.age.as_str()];
    let meta = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let meta = CleanText::line(&fit_meta(&meta, &row, usize::from(measure)));
    let rows = usize::from(row.heading.is_some()) + title.len() + usize::from(!meta.is_empty());
    Entry {
        place: row.place,
        y,
        height: u16::try_from(rows).unwrap_or(u16::MAX),
        heading: row.heading.map(|heading| heading.elided(usize::from(measure))),
        title,
        meta,
        age: CleanText::new(),
    }
}

/// Where source and age don't fit, the source gives way.
fn fit_meta(meta: &str, row: &Row, measure: usize) -> String {
    use crate::text::{elide, width};
    if width(meta) <= measure || row.age.is_empty() {
        return elide(meta, measure).into_owned();
    }
    match measure.checked_sub(width(&row.age) + 3).filter(|room| *room >= 4) {
        Some(room) => format!("{} · {}", elide(&row.source, room), row.age),
        None => elide(&row.age, measure).into_owned(),
    }
}

fn compact_entry(row: Row, y: u16, width: u16) -> Entry {
    let measure = width.saturating_sub(GUTTER + 1);
    let number = row.number.map(|number| format!("{} {}", numbered(number), row.title));
    let text = number.map_or_else(|| row.title.clone(), |title| CleanText::line(&title));
    let heading = row.heading.filter(|_| row.grouped).map(|heading| heading.elided(usize::from(measure)));
    let age_width = u16::try_from(crate::text::width(&row.age)).unwrap_or(u16::MAX);
    let room = measure.saturating_sub(age_width.saturating_add(2));
    let (age, measure) = if room >= 24 { (row.age, room) } else { (CleanText::new(), measure) };
    let height = 1 + u16::from(heading.is_some());
    Entry { place: row.place, y, height, heading, title: title(&text, measure, 1), age, ..Entry::default() }
}

/// A number as it is typed.
fn numbered(number: usize) -> String {
    format!("{number:03}")
}

/// A sentence that stands in a pane instead of stories, in lines.
#[must_use]
pub fn sentence(text: &CleanText, width: u16) -> Vec<Line> {
    lines(text, width.saturating_sub(GUTTER + 1))
}

fn title(text: &CleanText, measure: u16, most: usize) -> Vec<Line> {
    let mut lines = lines(text, measure);
    if lines.len() > most {
        let kept = lines.get(most - 1).map_or(0, |line| line.anchor.byte);
        let rest = text.part(kept..text.len()).elided(usize::from(measure));
        let mut shortened = text.part(0..kept);
        shortened.push(&rest);
        lines = self::lines(&shortened, measure);
        lines.truncate(most);
    }
    lines
}

/// A text in lines of at most `measure` columns.
#[must_use]
pub fn wrapped(text: &CleanText, measure: u16) -> Vec<CleanText> {
    let words = |line: Line| CleanText::line(&line.runs.iter().map(|run| run.text.as_str()).collect::<String>());
    lines(text, measure).into_iter().map(words).collect()
}

fn lines(text: &CleanText, measure: u16) -> Vec<Line> {
    let sheet = Sheet { measure: u32::from(measure.max(1)), ..Sheet::default() };
    let span = Span { text: text.clone(), ..Span::default() };
    let document = Document { blocks: vec![Block::Heading { level: 1, text: vec![span] }], ..Document::default() };
    typeset(&document, &Cells, &sheet).lines
}

#[cfg(test)]
mod tests {
    use super::{Row, set};
    use crate::{layout::panes::Area, text::CleanText};

    fn rows(title: &str) -> impl Iterator<Item = Row> {
        let title = CleanText::line(title);
        (0..50).map(move |place| Row {
            place,
            heading: (place == 0).then(|| CleanText::from("TODAY")),
            title: title.clone(),
            source: CleanText::from("Wuzhen desk"),
            age: CleanText::from("18:42"),
            ..Row::default()
        })
    }

    #[test]
    fn low_panes_show_one_line_a_story() {
        let entries =
            set(rows("A title that is much too long for one line of a pane"), Area { width: 40, height: 8, ..Area::default() });
        assert_eq!(entries.len(), 8);
        assert!(entries.iter().all(|entry| entry.height == 1 && entry.title.len() == 1));
    }

    #[test]
    fn a_long_title_ends_in_an_ellipsis_and_nothing_leaves_the_pane() {
        for width in 1..60 {
            for title in ["word ".repeat(80), "中文标题".repeat(30)] {
                let entries = set(rows(&title), Area { width, height: 40, ..Area::default() });
                for line in entries.iter().flat_map(|entry| &entry.title) {
                    let end = line.runs.iter().map(|run| run.x + run.width).max().unwrap_or_default();
                    assert!(end <= u32::from(width.saturating_sub(3)).max(2), "{width}: {line:?}");
                }
                if width > 8 {
                    let last = entries[0].title.last().and_then(|line| line.runs.last()).expect("a title");
                    assert!(last.text.ends_with('…'), "{width} {last:?}");
                }
            }
        }
    }
}
