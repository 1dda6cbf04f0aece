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

/// A node as the tree builder holds it: with its name, for which it asks several times at every tag.
#[derive(Clone, Debug)]
pub struct Handle {
    /// The node.
    pub id: NodeId,
    namespace: Namespace,
    local: LocalName,
}

impl Handle {
    /// A handle of a node that is no element.
    fn nameless(id: NodeId) -> Self {
        Self { id, namespace: html5ever::ns!(), local: html5ever::local_name!("") }
    }

    /// The name of the element; empty for other nodes.
    pub fn name(&self) -> &LocalName {
        &self.local
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl Sink {
    /// A receiver that has received nothing, with room for `nodes`.
    pub fn new(nodes: usize) -> Self {
        Self { tree: RefCell::new(Tree::new(nodes)) }
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

    /// Appends to the text at `place` or makes a new text node there. Returns a node that still has to be put there.
    fn text_or_node(tree: &mut Tree, place: Option<NodeId>, child: NodeOrText<Handle>) -> Option<NodeId> {
        let text = match child {
            NodeOrText::AppendNode(node) => return Some(node.id),
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
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(self.tree.borrow().root())
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        target
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let (namespace, local) = (name.ns.clone(), name.local.clone());
        let data = Data::Element { namespace: name.ns, name: name.local, attributes, closed: false };
        Handle { id: self.tree.borrow_mut().add(data), namespace, local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(self.tree.borrow_mut().add(Data::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(self.tree.borrow_mut().add(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let last = tree.last(parent.id);
        if let Some(node) = Self::text_or_node(&mut tree, last, child) {
            tree.append(parent.id, node);
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, earlier: &Handle, child: NodeOrText<Handle>) {
        let placed = self.tree.borrow().parent(element.id).is_some();
        if placed { self.append_before_sibling(element, child) } else { self.append(earlier, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content is never shown, so nobody minds that it shares the template's node.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let before = tree.before(sibling.id);
        if let Some(node) = Self::text_or_node(&mut tree, before, child) {
            tree.insert_before(sibling.id, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = self.tree.borrow_mut().data_mut(target.id) {
            for attribute in added {
                if !attributes.iter().any(|one| one.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        let children: Vec<NodeId> = tree.children(node.id).collect();
        for child in children {
            tree.append(new_parent.id, child);
        }
    }
}
