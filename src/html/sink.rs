//! What html5ever's tree builder calls: it writes into a [`Tree`].

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::tree::{Data, NodeId, Tree};

/// The receiver of a tree.
pub struct Sink {
    tree: RefCell<Tree>,
}

/// The name of an element, for the tree builder.
#[derive(Debug)]
pub struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl Sink {
    /// A receiver that has received nothing.
    pub fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()) }
    }

    /// Notes that an end tag of its own closes the element.
    pub fn close(&self, id: NodeId) {
        if let Data::Element { closed, .. } = self.tree.borrow_mut().data_mut(id) {
            *closed = true;
        }
    }

    /// How many nodes were made so far.
    pub fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    /// The name of an element; empty for other nodes.
    pub fn name(&self, id: NodeId) -> Name {
        match self.tree.borrow().data(id) {
            Data::Element { namespace, name, .. } => Name { namespace: namespace.clone(), local: name.clone() },
            _ => Name { namespace: html5ever::ns!(), local: LocalName::from("") },
        }
    }

    /// Appends to the text at `place` or makes a new text node there. Returns a node that still has to be put there.
    fn text_or_node(&self, place: Option<NodeId>, child: NodeOrText<NodeId>) -> Option<NodeId> {
        let mut tree = self.tree.borrow_mut();
        let text = match child {
            NodeOrText::AppendNode(node) => return Some(node),
            NodeOrText::AppendText(text) => text,
        };
        if let Some(Data::Text(earlier)) = place.map(|id| tree.data_mut(id)) {
            earlier.push_tendril(&text);
            return None;
        }
        Some(tree.add(Data::Text(text)))
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.borrow().root()
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        self.name(*target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.tree.borrow_mut().add(Data::Element { namespace: name.ns, name: name.local, attributes, closed: false })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let last = self.tree.borrow().last(*parent);
        if let Some(node) = self.text_or_node(last, child) {
            self.tree.borrow_mut().append(*parent, node);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, earlier: &NodeId, child: NodeOrText<NodeId>) {
        let placed = self.tree.borrow().parent(*element).is_some();
        if placed { self.append_before_sibling(element, child) } else { self.append(earlier, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content is never shown, so nobody minds that it shares the template's node.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let before = self.tree.borrow().before(*sibling);
        if let Some(node) = self.text_or_node(before, child) {
            self.tree.borrow_mut().insert_before(*sibling, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, added: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = self.tree.borrow_mut().data_mut(*target) {
            for attribute in added {
                if !attributes.iter().any(|one| one.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        let children: Vec<NodeId> = tree.children(*node).collect();
        for child in children {
            tree.append(*new_parent, child);
        }
    }
}
