//! A parsed page: nodes in one arena, linked by number.

use std::num::NonZeroU32;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace};

/// The place of a node in its [`Tree`], counted from 1 so that a link to no node takes no room of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The page, a template's content, or something that shows nothing.
    Other,
    /// A run of text, entities decoded.
    Text(StrTendril),
    /// An element.
    Element {
        /// HTML, SVG or `MathML`.
        namespace: Namespace,
        /// The tag's name.
        name: LocalName,
        /// Its attributes, without duplicates.
        attributes: Vec<Attribute>,
        /// Whether an end tag of its own closed it.
        closed: bool,
    },
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: Option<NodeId>,
    before: Option<NodeId>,
    after: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

/// A parsed page.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// A page without anything on it, with room for `nodes`.
    pub fn new(nodes: usize) -> Self {
        let mut tree = Self { nodes: Vec::with_capacity(nodes.saturating_add(1)) };
        tree.add(Data::Other);
        tree
    }

    /// The page itself.
    #[expect(clippy::unused_self, reason = "callers need not know that the root has a fixed number")]
    pub fn root(&self) -> NodeId {
        NodeId(NonZeroU32::MIN)
    }

    /// How many nodes there are, detached ones too.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node that is nobody's child yet.
    pub fn add(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { data, parent: None, before: None, after: None, first: None, last: None });
        // Four thousand million nodes do not fit into memory; the last number stands in for any beyond.
        let number = u32::try_from(self.nodes.len()).ok().and_then(NonZeroU32::new);
        NodeId(number.unwrap_or(NonZeroU32::MAX))
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0.get() as usize - 1]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0.get() as usize - 1]
    }

    /// What the node is.
    pub fn data(&self, id: NodeId) -> &Data {
        &self.node(id).data
    }

    /// What the node is, to be changed.
    pub fn data_mut(&mut self, id: NodeId) -> &mut Data {
        &mut self.node_mut(id).data
    }

    /// The node that this one is in.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// The sibling before.
    pub fn before(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).before
    }

    /// The last child.
    pub fn last(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).last
    }

    /// The children in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first, |child| self.node(*child).after)
    }

    /// The node and all that is in it, in reading order.
    pub fn within(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(top), move |id| self.next_within(*id, top))
    }

    /// Calls `each` for every node, in reading order, with what it answered for the node's parent; with `from` for the root.
    pub fn descend<T: Copy>(&self, from: T, mut each: impl FnMut(NodeId, T) -> T) {
        let mut path: Vec<(NodeId, T)> = Vec::new();
        for id in self.within(self.root()) {
            let parent = self.parent(id);
            while path.last().is_some_and(|(last, _)| Some(*last) != parent) {
                path.pop();
            }
            let above = path.last().map_or(from, |(_, told)| *told);
            path.push((id, each(id, above)));
        }
    }

    fn next_within(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(first) = self.node(id).first {
            return Some(first);
        }
        let mut id = id;
        while id != top {
            if let Some(after) = self.node(id).after {
                return Some(after);
            }
            id = self.node(id).parent?;
        }
        None
    }

    /// The name of an HTML element.
    pub fn name(&self, id: NodeId) -> Option<&LocalName> {
        match self.data(id) {
            Data::Element { namespace, name, .. } if *namespace == html5ever::ns!(html) => Some(name),
            _ => None,
        }
    }

    /// The attributes of an element, names and values; none of other nodes.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&LocalName, &str)> + use<'_> {
        let attributes = match self.data(id) {
            Data::Element { attributes, .. } => attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|one| (&one.name.local, &*one.value))
    }

    /// Whether the node is this HTML element.
    pub fn is(&self, id: NodeId, wanted: &str) -> bool {
        self.name(id).is_some_and(|name| &**name == wanted)
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        self.attributes(id).find(|(name, _)| **name == *wanted).map(|(_, value)| value)
    }

    /// All text in the node, scripts too.
    pub fn text(&self, id: NodeId) -> String {
        let texts = self.within(id).filter_map(|id| match self.data(id) {
            Data::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect()
    }

    /// Takes the node out of its parent.
    pub fn detach(&mut self, id: NodeId) {
        let (parent, before, after) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.before.take(), node.after.take())
        };
        match (after, parent) {
            (Some(after), _) => self.node_mut(after).before = before,
            (None, Some(parent)) => self.node_mut(parent).last = before,
            (None, None) => {}
        }
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).after = after,
            (None, Some(parent)) => self.node_mut(parent).first = after,
            (None, None) => {}
        }
    }

    /// Makes the node the last child of `parent`.
    pub fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.node(parent).last;
        let node = self.node_mut(id);
        node.parent = Some(parent);
        node.before = last;
        match last {
            Some(last) => self.node_mut(last).after = Some(id),
            None => self.node_mut(parent).first = Some(id),
        }
        self.node_mut(parent).last = Some(id);
    }

    /// Puts the node before `sibling`.
    pub fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let (parent, before) = (self.node(sibling).parent, self.node(sibling).before);
        let node = self.node_mut(id);
        node.parent = parent;
        node.before = before;
        node.after = Some(sibling);
        self.node_mut(sibling).before = Some(id);
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).after = Some(id),
            (None, Some(parent)) => self.node_mut(parent).first = Some(id),
            (None, None) => {}
        }
    }
}
