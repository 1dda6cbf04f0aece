//! Tables: those that hold data, and those that only lay out a page.

use super::super::tree::{NodeId, Tree};
use super::{Builder, Flow, Inherited, Pictures};
use crate::model::document::{Cell, Media, Table};
use crate::model::{Block, Text};

/// The most columns and rows that one cell may span.
const WIDEST_SPAN: usize = 100;
/// A cell of a table of data is a few words; one with more characters is a column of prose.
const LONGEST_CELL: usize = 500;

impl Builder<'_> {
    pub(super) fn table(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let rows: Vec<Vec<NodeId>> = rows(tree, id).into_iter().map(|row| cells(tree, row)).collect();
        let mut captions = tree.children(id).filter(|child| tree.is(*child, "caption"));
        let caption = captions.next();
        for stray in captions {
            let blocks = self.flow(stray, inherited);
            flow.blocks.extend(blocks);
        }
        if is_layout(tree, id, &rows) {
            for part in caption.into_iter().chain(rows.into_iter().flatten()) {
                let blocks = self.flow(part, inherited);
                flow.blocks.extend(blocks);
            }
            return;
        }
        self.data_table(caption, &rows, inherited, flow);
    }

    fn data_table(&mut self, caption: Option<NodeId>, rows: &[Vec<NodeId>], inherited: Inherited, flow: &mut Flow) {
        let mut media = Vec::new();
        let caption = caption.map(|id| self.cell_words(id, inherited, &mut media)).unwrap_or_default();
        let mut table = Table { caption, rows: Vec::new() };
        for row in rows {
            let row: Vec<Cell> = row.iter().map(|cell| self.cell(*cell, inherited, &mut media)).collect();
            if row.iter().any(|cell| !cell.text.is_empty()) {
                table.rows.push(row);
            }
        }
        if !table.rows.is_empty() || !table.caption.is_empty() {
            self.leaf(Block::Table(table), flow);
        }
        for one in media {
            self.medium(one, flow);
        }
    }

    fn cell(&mut self, id: NodeId, inherited: Inherited, media: &mut Vec<Media>) -> Cell {
        let tree = self.tree;
        let text = self.cell_words(id, inherited, media);
        let span = |name| tree.attribute(id, name).and_then(|raw| raw.trim().parse().ok()).unwrap_or(1);
        let (columns, rows) = (span("colspan").clamp(1, WIDEST_SPAN), span("rowspan").clamp(1, WIDEST_SPAN));
        Cell { text, header: tree.is(id, "th"), columns, rows }
    }

    fn cell_words(&mut self, id: NodeId, inherited: Inherited, media: &mut Vec<Media>) -> Text {
        let (text, inner) = self.words(id, inherited, Pictures::Told);
        media.extend(inner);
        text
    }
}

/// The rows in the order in which they are shown: head, bodies, foot.
fn rows(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let of = |part: &str| {
        let parts = tree.children(id).filter(|child| tree.is(*child, part)).collect::<Vec<_>>();
        parts.into_iter().flat_map(|part| tree.children(part)).filter(|row| tree.is(*row, "tr")).collect::<Vec<_>>()
    };
    [of("thead"), of("tbody"), of("tfoot")].concat()
}

fn cells(tree: &Tree, row: NodeId) -> Vec<NodeId> {
    tree.children(row).filter(|cell| tree.is(*cell, "td") || tree.is(*cell, "th")).collect()
}

/// Whether a table only lays out a page: one column, or cells that hold more than a cell of data does.
fn is_layout(tree: &Tree, id: NodeId, rows: &[Vec<NodeId>]) -> bool {
    let role = tree.attribute(id, "role").unwrap_or_default();
    let columns = rows.iter().map(|row| row.iter().filter(|cell| !is_blank(tree, **cell)).count()).max().unwrap_or(0);
    if columns <= 1 || matches!(role, "presentation" | "none") {
        return true;
    }
    let heads = rows.iter().flatten().any(|cell| tree.is(*cell, "th"));
    rows.iter().flatten().any(|cell| holds_page(tree, *cell, heads))
}

fn is_blank(tree: &Tree, id: NodeId) -> bool {
    !tree.within(id).any(|id| tree.is(id, "img") || matches!(tree.data(id), super::Data::Text(text) if !text.trim().is_empty()))
}

fn holds_page(tree: &Tree, cell: NodeId, heads: bool) -> bool {
    let (mut paragraphs, mut length) = (0, 0);
    for id in tree.within(cell) {
        match tree.data(id) {
            super::Data::Text(text) => length += text.trim().chars().count(),
            _ => match tree.name(id).map(|name| &**name) {
                Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "figure" | "iframe" | "table") => {
                    return true;
                }
                Some("p") => paragraphs += 1,
                _ => {}
            },
        }
    }
    !heads && (paragraphs > 2 || length > LONGEST_CELL)
}
