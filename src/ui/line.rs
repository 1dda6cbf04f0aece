//! A line of a page, put on cells.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{rect, sized::Piece, styles::Styles};
use crate::{
    app::{hints::Hints, search::Hit},
    layout::{Cells, Line, Ruler, panes::Area},
    model::{self, LinkId, Target},
    text::{CleanText, cut},
};

/// Where a line stands whose sheet begins at the left of `area`, on its first row.
#[must_use]
pub fn room(line: &Line, area: Area) -> Rect {
    let left = u16::try_from(line.left).unwrap_or(u16::MAX).min(area.width);
    rect(Area { x: area.x + left, width: area.width - left, ..area })
}

/// The runs of a line as they are painted, those of `links` as links that the terminal knows of.
#[must_use]
pub fn pieces(line: &Line, styles: &Styles, links: &[model::Link]) -> Vec<Piece> {
    let all = line.runs.iter().map(|run| (run, styles.run(run.role, run.style, run.link.is_some())));
    let url = |link: LinkId| match &links.get(link.0)?.target {
        Target::Web(url) => Some(url.clone()),
        Target::Here(_) => None,
    };
    all.map(|(run, style)| Piece { column: run.x, text: run.text.clone(), style, link: run.link.and_then(url) }).collect()
}

/// The pieces of a line with the hits of a search marked, the one that the reader is at more strongly.
#[must_use]
pub fn marked(pieces: Vec<Piece>, line: &Line, hits: &[(Hit, bool)], styles: &Styles) -> Vec<Piece> {
    let mut spots: Vec<(u32, u32, Style)> = Vec::new();
    for (hit, current) in hits.iter().filter(|(hit, _)| hit.leaf == line.anchor.leaf) {
        let style = if *current { styles.hit } else { styles.mark };
        let places = line.runs.iter().filter_map(|run| run.spot(&hit.bytes, &Cells));
        spots.extend(places.map(|(x, width)| (x, x + width, style)));
    }
    spots
        .iter()
        .fold(pieces, |pieces, (from, to, style)| pieces.into_iter().flat_map(|piece| split(piece, *from, *to, *style)).collect())
}

/// The pieces of the line `number` of a page with the letters of `hints` in place of the first characters of its links.
#[must_use]
pub fn lettered(pieces: Vec<Piece>, number: usize, hints: Option<&Hints>, styles: &Styles) -> Vec<Piece> {
    let here = hints.into_iter().flat_map(Hints::open).filter(|(mark, _)| mark.spot.line == number);
    here.fold(pieces, |pieces, (mark, letters)| {
        let letters = CleanText::line(letters);
        let (from, to) = (mark.spot.x, mark.spot.x + Cells.width(&letters, model::Style::PLAIN));
        let around = pieces.into_iter().flat_map(|piece| split(piece, from, to, styles.hit));
        let mut pieces: Vec<Piece> = around.filter(|piece| piece.column < from || piece.column >= to).collect();
        let at = pieces.iter().position(|piece| piece.column >= to).unwrap_or(pieces.len());
        pieces.insert(at, Piece { column: from, text: letters, style: styles.hit, link: None });
        pieces
    })
}

/// A piece in up to three, that between the columns `from` and `to` in another style.
fn split(piece: Piece, from: u32, to: u32, style: Style) -> Vec<Piece> {
    let end = piece.column + Cells.width(&piece.text, model::Style::PLAIN);
    if end <= from || to <= piece.column {
        return vec![piece];
    }
    let byte = |column: u32| cut(&piece.text, column.saturating_sub(piece.column) as usize).len();
    let (first, second) = (byte(from), byte(to));
    let link = piece.link.clone();
    let part = |bytes: Range<usize>, style: Style| Piece {
        column: piece.column + Cells.width(piece.text.get(..bytes.start).unwrap_or_default(), model::Style::PLAIN),
        text: piece.text.part(bytes),
        style,
        link: link.clone(),
    };
    let parts =
        [part(0..first, piece.style), part(first..second, piece.style.patch(style)), part(second..piece.text.len(), piece.style)];
    parts.into_iter().filter(|part| !part.text.is_empty()).collect()
}

/// The pieces of a line of a single leaf with its `hits` marked.
#[must_use]
pub fn hit(pieces: Vec<Piece>, line: &Line, hits: &[Range<usize>], style: Style) -> Vec<Piece> {
    let spots = line.runs.iter().flat_map(|run| hits.iter().filter_map(|hit| run.spot(hit, &Cells)));
    spots.fold(pieces, |pieces, (x, width)| pieces.into_iter().flat_map(|piece| split(piece, x, x + width, style)).collect())
}

/// Paints the words of a line in one style, whatever they are.
pub fn paint_plain(line: &Line, x: u16, y: u16, area: Area, style: Style, buffer: &mut Buffer) {
    for run in &line.runs {
        let Ok(column) = u16::try_from(u32::from(x) + run.x) else { continue };
        let Some(room) = (area.x + area.width).checked_sub(column) else { continue };
        super::put_ordered(buffer, (column, y), &run.text, room, style);
    }
}
