//! Lists of items, and of terms with their meanings.

use super::super::tree::{NodeId, Tree};
use super::{Builder, Flow, Inherited, Pictures, push_unless_empty};
use crate::model::Block;
use crate::model::document::{Definition, Item, List, Marker};
use crate::text::CleanText;

impl Builder<'_> {
    pub(super) fn list(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let ordered = tree.is(id, "ol");
        let mut count = Count::new(tree, id);
        let mut items: Vec<Item> = Vec::new();
        let mut loose = Flow::default();
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        for child in tree.children(id) {
            if !tree.is(child, "li") || super::is_hidden(tree, child) {
                self.node(child, inherited, &mut loose);
                continue;
            }
            self.join_loose(&mut loose, &mut items);
            let number = count.next(number_of(tree, child, "value"));
            let mut content = self.flow(child, inherited);
            let done = if ordered { None } else { take_box(&mut content) };
            items.push(Item { number, done, content });
        }
        self.join_loose(&mut loose, &mut items);
        items.retain(|item| !item.content.is_empty());
        let marker = if ordered { marker(tree, id) } else { Marker::Bullet };
        if !items.is_empty() {
            flow.blocks.push(Block::List(List { marker, items }));
        }
    }

    /// The box of a task: a box that is shown elsewhere asks for a deed, and nothing can be done here.
    pub(super) fn checkbox(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let is_box = tree.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let mut around = std::iter::successors(tree.parent(id), |id| tree.parent(*id)).take(3);
        if is_box && around.any(|id| tree.is(id, "li")) {
            flow.line.words(if tree.attribute(id, "checked").is_some() { "☑" } else { "☐" }, inherited.ink);
            flow.line.apart();
        }
    }

    /// What stands between items (a list inside a list, mostly) belongs to the item before it.
    fn join_loose(&mut self, loose: &mut Flow, items: &mut Vec<Item>) {
        let blocks = self.end(loose);
        match items.last_mut() {
            Some(item) => item.content.extend(blocks),
            None if blocks.is_empty() => {}
            None => items.push(Item { content: blocks, ..Item::default() }),
        }
    }

    pub(super) fn definitions(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let mut all = Vec::new();
        self.define(id, inherited, &mut all);
        all.retain(|one: &Definition| !one.terms.is_empty() || !one.content.is_empty());
        if all.iter().all(|one| one.terms.is_empty()) {
            flow.blocks.extend(all.into_iter().flat_map(|one| one.content));
        } else {
            push_unless_empty(vec![Block::Definitions(all)], |mut one| one.remove(0), flow);
        }
    }

    fn define(&mut self, id: NodeId, inherited: Inherited, all: &mut Vec<Definition>) {
        let tree = self.tree;
        let inherited = Inherited { depth: inherited.depth + 1, ..inherited };
        let mut loose = Flow::default();
        for child in tree.children(id) {
            let part = tree.is(child, "dt") || tree.is(child, "dd") || tree.is(child, "div");
            if !part || super::is_hidden(tree, child) || inherited.depth > super::DEEPEST {
                self.node(child, inherited, &mut loose);
                continue;
            }
            let blocks = self.end(&mut loose);
            current(all).content.extend(blocks);
            match tree.name(child).map(|name| &**name) {
                Some("dt") => self.term(child, inherited, all),
                Some("dd") => {
                    let blocks = self.flow(child, inherited);
                    current(all).content.extend(blocks);
                }
                _ => self.define(child, inherited, all),
            }
        }
        let blocks = self.end(&mut loose);
        current(all).content.extend(blocks);
    }

    fn term(&mut self, id: NodeId, inherited: Inherited, all: &mut Vec<Definition>) {
        if !current(all).content.is_empty() {
            all.push(Definition::default());
        }
        let (text, media) = self.words(id, inherited, Pictures::Apart);
        if !text.is_empty() {
            self.leaves += 1;
            current(all).terms.push(text);
        }
        let mut flow = Flow::default();
        for one in media {
            self.medium(one, &mut flow);
        }
        current(all).content.extend(flow.blocks);
    }
}

/// Takes the box that an item's words begin with, and says whether it is ticked. A box alone stays.
fn take_box(content: &mut [Block]) -> Option<bool> {
    let Some(Block::Paragraph(text)) = content.first_mut() else { return None };
    let first = text.first()?.text.as_str();
    let done = match first.chars().next()? {
        '☑' | '☒' => true,
        '☐' => false,
        _ => return None,
    };
    let rest = CleanText::block(first.trim_start_matches(['☑', '☒', '☐']).trim_start());
    if !rest.is_empty() {
        text.first_mut()?.text = rest;
    } else if text.len() > 1 {
        text.remove(0);
    } else {
        return None;
    }
    Some(done)
}

/// The definition that is being made.
fn current(all: &mut Vec<Definition>) -> &mut Definition {
    if all.is_empty() {
        all.push(Definition::default());
    }
    let last = all.len() - 1;
    &mut all[last]
}

/// Counts the items of an ordered list, up or down.
struct Count {
    next: i32,
    step: i32,
}

impl Count {
    fn new(tree: &Tree, id: NodeId) -> Self {
        let reversed = tree.attribute(id, "reversed").is_some();
        let items = || tree.children(id).filter(|child| tree.is(*child, "li")).count();
        let first = if reversed { i32::try_from(items()).unwrap_or(i32::MAX) } else { 1 };
        Self { next: number_of(tree, id, "start").unwrap_or(first), step: if reversed { -1 } else { 1 } }
    }

    fn next(&mut self, given: Option<i32>) -> i32 {
        let number = given.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        number
    }
}

fn number_of(tree: &Tree, id: NodeId, attribute: &str) -> Option<i32> {
    tree.attribute(id, attribute)?.trim().parse().ok()
}

fn marker(tree: &Tree, id: NodeId) -> Marker {
    let given = tree.attribute(id, "type").map(str::trim);
    let style = tree.attribute(id, "style").unwrap_or_default();
    let styled = |name: &str| given.is_none() && style.contains(name);
    match given {
        Some("a") => Marker::LowerAlpha,
        Some("A") => Marker::UpperAlpha,
        Some("i") => Marker::LowerRoman,
        Some("I") => Marker::UpperRoman,
        _ if styled("lower-alpha") || styled("lower-latin") => Marker::LowerAlpha,
        _ if styled("upper-alpha") || styled("upper-latin") => Marker::UpperAlpha,
        _ if styled("lower-roman") => Marker::LowerRoman,
        _ if styled("upper-roman") => Marker::UpperRoman,
        _ => Marker::Decimal,
    }
}
