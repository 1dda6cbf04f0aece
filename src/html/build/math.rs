//! Formulas on one line: `(−b ± √(b² − 4ac))/(2a)`.

use html5ever::ns;

use super::super::tree::{Data, NodeId, Tree};
use super::{Builder, Flow, Inherited};
use crate::model::Style;

/// Signs that stand close to what is before and after them; others have room on both sides.
const CLOSE: &str = "()[]{}|‖⟨⟩⌈⌉⌊⌋!'′″/√∑∏∫";

impl Builder<'_> {
    /// A formula as its author's words, else its source, else its signs.
    pub(super) fn math(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let display = tree.attribute(id, "display") == Some("block");
        if display {
            self.settle(flow);
        }
        match formula(tree, id) {
            Some(words) => flow.line.words(&words, inherited.ink),
            None => self.signs(id, inherited, flow),
        }
        if display {
            self.settle(flow);
        }
    }

    /// The parts of an element of a formula, one after another.
    fn signs(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        if inherited.depth > super::DEEPEST {
            return flow.line.words(&tree.text(id), inherited.ink);
        }
        let children: Vec<NodeId> = tree.children(id).collect();
        for (at, child) in children.into_iter().enumerate() {
            match tree.data(child) {
                Data::Text(text) => flow.line.words(text, inherited.ink),
                Data::Element { namespace, .. } if *namespace != ns!(mathml) => self.node(child, inherited, flow),
                Data::Element { name, .. } => match &**name {
                    "mo" => sign(tree.text(child).trim(), at == 0, inherited, flow),
                    _ => self.part(child, inherited, flow),
                },
                Data::Other => {}
            }
        }
    }

    fn part(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let Data::Element { name, .. } = tree.data(id) else { return };
        let parts = parts(tree, id);
        match (&**name, &parts[..]) {
            ("mo", _) => sign(tree.text(id).trim(), true, inherited, flow),
            ("mfrac", [above, below]) => {
                self.grouped(*above, inherited, flow);
                flow.line.words("/", inherited.ink);
                self.grouped(*below, inherited, flow);
            }
            ("msup" | "mover", [base, above]) => {
                self.part(*base, inherited, flow);
                self.script(*above, Style::SUPERSCRIPT, inherited, flow);
            }
            ("msub" | "munder", [base, below]) => {
                self.part(*base, inherited, flow);
                self.script(*below, Style::SUBSCRIPT, inherited, flow);
            }
            ("msubsup" | "munderover", [base, below, above]) => {
                self.part(*base, inherited, flow);
                self.script(*below, Style::SUBSCRIPT, inherited, flow);
                self.script(*above, Style::SUPERSCRIPT, inherited, flow);
            }
            ("mroot", [radicand, index]) => {
                self.script(*index, Style::SUPERSCRIPT, inherited, flow);
                flow.line.words("√", inherited.ink);
                self.grouped(*radicand, inherited, flow);
            }
            ("msqrt", [radicand]) => {
                flow.line.words("√", inherited.ink);
                self.grouped(*radicand, inherited, flow);
            }
            ("msqrt", _) => {
                flow.line.words("√(", inherited.ink);
                self.signs(id, inherited, flow);
                flow.line.words(")", inherited.ink);
            }
            ("annotation" | "annotation-xml", _) => {}
            ("mtext" | "ms" | "mspace" | "mtr" | "mtd", _) => self.set_apart(id, inherited, flow),
            ("mi", _) if tree.text(id).trim().chars().nth(1).is_some() => self.set_apart(id, inherited, flow),
            _ => self.signs(id, inherited, flow),
        }
    }

    fn set_apart(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        flow.line.apart();
        self.signs(id, inherited, flow);
        flow.line.apart();
    }

    /// What stands raised or lowered: figures as such, anything else behind the sign that programs write for it.
    fn script(&mut self, id: NodeId, style: Style, inherited: Inherited, flow: &mut Flow) {
        let words = self.tree.text(id);
        if words.trim().chars().all(|c| c.is_ascii_digit()) {
            return flow.line.words(words.trim(), inherited.styled(style).ink);
        }
        flow.line.words(if style == Style::SUPERSCRIPT { "^" } else { "_" }, inherited.ink);
        self.grouped(id, inherited, flow);
    }

    /// In brackets what would be read otherwise without them: more than one sign.
    fn grouped(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let Data::Element { name, .. } = self.tree.data(id) else { return };
        match (&**name, &parts(self.tree, id)[..]) {
            (_, []) => self.signs(id, inherited, flow),
            ("mrow" | "mstyle" | "mpadded" | "semantics", [alone]) if inherited.depth < super::DEEPEST => {
                self.grouped(*alone, Inherited { depth: inherited.depth + 1, ..inherited }, flow);
            }
            (_, [_]) => self.part(id, inherited, flow),
            _ => {
                flow.line.words("(", inherited.ink);
                self.part(id, inherited, flow);
                flow.line.words(")", inherited.ink);
            }
        }
    }
}

/// The elements in an element of a formula; none where words stand between them, which no form has a place for.
fn parts(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let is_words = |child: NodeId| matches!(tree.data(child), Data::Text(text) if !text.trim().is_empty());
    if tree.children(id).any(is_words) {
        return Vec::new();
    }
    tree.children(id).filter(|child| matches!(tree.data(*child), Data::Element { .. })).collect()
}

/// An operator or a bracket; where it comes first (a minus sign, say) it stands close to what follows.
fn sign(words: &str, is_first: bool, inherited: Inherited, flow: &mut Flow) {
    let invisible = |c: char| matches!(c, '\u{2061}'..='\u{2064}');
    if words.is_empty() || words.chars().all(invisible) {
        return;
    }
    let close = words.chars().all(|c| CLOSE.contains(c));
    if !close && !is_first && !matches!(words, "," | ";") {
        flow.line.apart();
    }
    flow.line.words(words, inherited.ink);
    if !close && !is_first {
        flow.line.apart();
    }
}

fn formula(tree: &Tree, id: NodeId) -> Option<String> {
    let told = tree.attribute(id, "alttext").map(str::trim).filter(|words| !words.is_empty());
    let source = || {
        let annotation = |id: &NodeId| matches!(tree.data(*id), Data::Element { namespace, name, .. } if *namespace == ns!(mathml) && &**name == "annotation");
        let tex = |id: &NodeId| tree.attribute(*id, "encoding").is_some_and(|encoding| encoding.contains("tex"));
        tree.within(id).find(|id| annotation(id) && tex(id)).map(|id| tree.text(id))
    };
    told.map(str::to_owned).or_else(source).filter(|words| !words.trim().is_empty())
}
