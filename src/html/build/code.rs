//! Preformatted blocks: every space as it stands, with the links and the emphasis of the author.

use std::ops::Range;

use super::super::inline::Ink;
use super::super::tree::{Data, NodeId};
use super::{Builder, DEEPEST, Flow, Inherited, Role, tags};
use crate::model::{Block, Span, Style, Text};
use crate::text::CleanText;

/// What was gathered of a preformatted block.
#[derive(Default)]
struct Source {
    text: String,
    /// Where each stretch of one ink ends, in bytes.
    inks: Vec<(usize, Ink)>,
}

impl Builder<'_> {
    pub(super) fn code(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let mut source = Source::default();
        self.gather(id, Inherited { depth: 0, ..inherited.styled(Style::CODE) }, &mut source);
        let text = source.spans();
        if !text.is_empty() {
            self.leaf(Block::Code(text), flow);
        }
        let tree = self.tree;
        for inner in tree.within(id).filter(|inner| tree.is(*inner, "img")) {
            self.image(inner, Inherited::default(), flow);
        }
        self.settle(flow);
    }

    /// Gathers the text of a node, a new line for every break and block in it.
    fn gather(&mut self, id: NodeId, inherited: Inherited, source: &mut Source) {
        let tree = self.tree;
        if let Data::Text(text) = tree.data(id) {
            return source.push(text, inherited.ink);
        }
        let role = tree.name(id).map_or(Role::Inline, tags::role);
        let ink = match role {
            Role::Break => return source.push("\n", inherited.ink),
            Role::Hidden => return,
            _ if inherited.depth > DEEPEST => return,
            Role::Styled(style) => inherited.styled(style).ink,
            Role::Anchor => Ink { link: self.links.follow(id).or(inherited.ink.link), ..inherited.ink },
            _ => inherited.ink,
        };
        let block = inherited.depth > 0 && tree.name(id).is_some_and(|name| !tags::is_inline(name));
        if block {
            source.begin_line();
        }
        for child in tree.children(id) {
            self.gather(child, Inherited { ink, depth: inherited.depth + 1, ..inherited }, source);
        }
        if block {
            source.begin_line();
        }
    }
}

impl Source {
    fn push(&mut self, text: &str, ink: Ink) {
        self.text.push_str(text);
        match self.inks.last_mut().filter(|(_, last)| *last == ink) {
            Some((end, _)) => *end = self.text.len(),
            None => self.inks.push((self.text.len(), ink)),
        }
    }

    fn begin_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n", Ink::default());
        }
    }

    /// The text without the empty lines at its ends, cut where the ink changes.
    fn spans(&self) -> Text {
        let shown = self.shown();
        let mut start = 0;
        let span = |(end, ink): &(usize, Ink)| {
            let part = start.max(shown.start)..(*end).min(shown.end);
            start = *end;
            let text = CleanText::block(self.text.get(part).unwrap_or_default());
            Span { text, style: ink.style, link: ink.link }
        };
        self.inks.iter().map(span).filter(|span| !span.text.is_empty()).collect()
    }

    fn shown(&self) -> Range<usize> {
        let end = self.text.trim_end().len();
        let lines = self.text.get(..end).unwrap_or_default();
        end - lines.trim_start_matches(['\n', '\r']).len()..end
    }
}
