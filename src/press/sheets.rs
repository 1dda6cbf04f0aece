//! A set story divided into pages: where each ends, and which footnotes stand at its foot.

use std::ops::Range;

use crate::{
    layout::{Line, Role},
    model::LinkId,
};

/// How many lines a page may be short of, so that no heading stands at its foot and no lone line at the next one's head.
const SHORTEST_BY: usize = 3;

/// A page: its lines, and the links whose addresses stand at its foot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The lines, by their number in the story.
    pub lines: Range<usize>,
    /// The links that appear on it first, in order.
    pub notes: Vec<LinkId>,
}

/// What a page has room for, in points.
pub struct Room<'a> {
    /// The height of a page.
    pub height: f32,
    /// The height of one row.
    pub row: f32,
    /// The height of these footnotes together with the rule above them; 0 for none.
    pub notes: &'a dyn Fn(&[LinkId]) -> f32,
}

/// Divides lines into pages, each with the footnotes of the links that it is the first to show.
#[must_use]
pub fn divide(lines: &[Line], room: &Room<'_>) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    let mut seen: Vec<LinkId> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let end = good_break(lines, start, furthest(lines, start, room, &seen));
        let notes = new_links(lines.get(start..end).unwrap_or_default(), &seen);
        seen.extend(&notes);
        sides.push(Side { lines: start..end, notes });
        start = end;
    }
    sides
}

/// The end of the most lines from `start` that a page has room for, at least one.
fn furthest(lines: &[Line], start: usize, room: &Room<'_>, seen: &[LinkId]) -> usize {
    let first_row = lines.get(start).map_or(0, |line| line.row);
    let mut notes: Vec<LinkId> = Vec::new();
    let (mut end, mut notes_height) = (start, 0.0);
    for line in lines.get(start..).unwrap_or_default() {
        for link in new_links(std::slice::from_ref(line), seen) {
            if !notes.contains(&link) {
                notes.push(link);
                notes_height = (room.notes)(&notes);
            }
        }
        let rows = f64::from(line.row + line.scale.rows - first_row);
        if rows * f64::from(room.row) + f64::from(notes_height) > f64::from(room.height) && end > start {
            break;
        }
        end += 1;
    }
    end
}

/// The links of `lines` that are not among those `seen`, each once.
fn new_links(lines: &[Line], seen: &[LinkId]) -> Vec<LinkId> {
    let mut new: Vec<LinkId> = Vec::new();
    for link in lines.iter().flat_map(|line| &line.runs).filter_map(|run| run.link) {
        if !seen.contains(&link) && !new.contains(&link) {
            new.push(link);
        }
    }
    new
}

/// The last good place to end a page that begins with `start` and could reach to `furthest`.
fn good_break(lines: &[Line], start: usize, furthest: usize) -> usize {
    if furthest >= lines.len() {
        return furthest;
    }
    let places = (furthest.saturating_sub(SHORTEST_BY)..=furthest).rev();
    places.filter(|at| *at > start).find(|at| is_good(lines, *at)).unwrap_or(furthest)
}

/// Whether a page may end before line `at`: not after a heading, a table's or the story's, and with at least two lines of a
/// paragraph on either side.
fn is_good(lines: &[Line], at: usize) -> bool {
    let leaf = |at: usize| lines.get(at).map(|line| line.anchor.leaf);
    let rule = |line: &Line| line.runs.iter().all(|run| run.role == Role::Furniture) && !line.runs.is_empty();
    let heading = |line: &Line| line.runs.iter().any(|run| matches!(run.role, Role::Heading(_) | Role::TableHead)) || rule(line);
    let after_heading = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(heading);
    let before = at.checked_sub(1).and_then(leaf);
    let same = before == leaf(at);
    let alone_above = same && at.checked_sub(2).and_then(leaf) != before;
    let alone_below = same && leaf(at + 1) != leaf(at);
    !after_heading && !alone_above && !alone_below
}

#[cfg(test)]
mod tests {
    use super::{Room, Side, divide};
    use crate::{
        layout::{Anchor, Line, Role, Run},
        model::LinkId,
    };

    /// A line for each letter: `h` of a heading, `l` with a link of its own; digits are the lines of the paragraph of
    /// that number.
    fn lines(kinds: &str) -> Vec<Line> {
        let line = |(row, kind): (usize, char)| {
            let role = if kind == 'h' { Role::Heading(2) } else { Role::Body };
            let link = (kind == 'l').then_some(LinkId(row));
            let leaf = kind.to_digit(10).map_or(100 + row, |digit| digit as usize);
            let runs = vec![Run { role, link, ..Run::default() }];
            Line { row: u32::try_from(row).expect("few"), anchor: Anchor { leaf, byte: 0 }, runs, ..Line::default() }
        };
        kinds.chars().enumerate().map(line).collect()
    }

    fn ends(kinds: &str) -> Vec<usize> {
        let notes =
            |links: &[LinkId]| if links.is_empty() { 0.0 } else { 10.0 + 10.0 * crate::press::paper::lines_high(links.len()) };
        let sides = divide(&lines(kinds), &Room { height: 60.0, row: 10.0, notes: &notes });
        assert!(sides.windows(2).all(|pair| pair[0].lines.end == pair[1].lines.start));
        sides.iter().map(|side: &Side| side.lines.end).collect()
    }

    #[test]
    fn a_page_holds_what_fits_and_no_line_is_lost() {
        assert_eq!(ends("xxxxxxxxxxxxx"), [6, 12, 13]);
        assert_eq!(ends(""), Vec::<usize>::new());
    }

    #[test]
    fn no_heading_ends_a_page_and_no_paragraph_leaves_a_line_alone() {
        assert_eq!(ends("xxxxxhxxx"), [5, 9]);
        assert_eq!(ends("xxxx1112222"), [4, 9, 11]);
        assert_eq!(ends("x11111112222"), [6, 12]);
        assert_eq!(ends("111111111"), [6, 9]);
    }

    #[test]
    fn a_link_takes_the_room_of_its_address_on_the_page_where_it_stands() {
        assert_eq!(ends("lxxxxxx"), [4, 7]);
        assert_eq!(ends("xxxxlxx"), [4, 7]);
        assert_eq!(ends("llllll"), [2, 4, 6]);
    }
}
