//! Elements that stand in a line of words.

use super::super::inline::Ink;
use super::super::tree::{Data, NodeId};
use super::{Builder, Flow, Inherited};
use crate::model::Style;

/// Quotation marks by depth.
const QUOTES: [(&str, &str); 2] = [("“", "”"), ("‘", "’")];

impl Builder<'_> {
    pub(super) fn anchor(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let link = self.links.follow(id).or(inherited.ink.link);
        self.children(id, Inherited { ink: Ink { link, ..inherited.ink }, ..inherited }, flow);
    }

    pub(super) fn apart(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        flow.line.apart();
        self.children(id, inherited, flow);
        flow.line.apart();
    }

    pub(super) fn quote_marks(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let (open, close) = QUOTES[inherited.quotes % QUOTES.len()];
        flow.line.words(open, inherited.ink);
        self.children(id, Inherited { quotes: inherited.quotes + 1, ..inherited }, flow);
        flow.line.words(close, inherited.ink);
    }

    /// Words, then their reading in brackets.
    pub(super) fn ruby(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let quiet = inherited.styled(Style::QUIET);
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        for child in tree.children(id) {
            if !tree.is(child, "rt") && !tree.is(child, "rtc") {
                self.node(child, inherited, flow);
                continue;
            }
            let reading = tree.text(child);
            if !reading.trim().is_empty() {
                flow.line.words(&format!("({})", reading.trim()), quiet.ink);
            }
        }
    }

    /// The meaning of a shortening is told where it is met first.
    pub(super) fn abbreviation(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        self.children(id, inherited, flow);
        let Some(meaning) = tree.attribute(id, "title").map(str::trim).filter(|meaning| !meaning.is_empty()) else { return };
        let term = tree.text(id).trim().to_owned();
        if !term.is_empty() && term != meaning && self.told.insert((term, meaning)) {
            flow.line.words(&format!(" ({meaning})"), inherited.styled(Style::QUIET).ink);
        }
    }

    /// Of a drawing, the words that are drawn.
    pub(super) fn drawing(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let Data::Element { name, .. } = tree.data(id) else { return };
        match &**name {
            "title" | "desc" | "metadata" | "style" | "script" | "defs" | "symbol" => {}
            "a" => self.anchor(id, inherited, flow),
            _ => self.apart(id, inherited, flow),
        }
    }
}
