//! An article or a field of a feed as a small tree, with what it inherits: base address and language.

use std::{borrow::Cow, rc::Rc};

use super::namespace::{Namespaces, Space};
use crate::{
    decode::{
        entity,
        xml::{Event, Fault, Reader, Tag},
    },
    text::SafeUrl,
};

/// The most attributes of an element that are kept.
const MOST_ATTRIBUTES: usize = 64;

/// What an element hands down to those in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Surroundings {
    pub(super) base: Option<SafeUrl>,
    pub(super) language: String,
}

/// An element with all that is in it.
#[derive(Clone, Debug)]
pub(super) struct Element<'a> {
    pub(super) space: Space,
    /// The name without its prefix.
    pub(super) name: &'a str,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    nodes: Vec<Node<'a>>,
    pub(super) around: Rc<Surroundings>,
}

#[derive(Clone, Debug)]
enum Node<'a> {
    Text(Cow<'a, str>),
    Element(Element<'a>),
}

impl<'a> Element<'a> {
    /// Whether it is that name of RSS, or of Atom: they share most names, and feeds mix them.
    pub(super) fn is(&self, name: &str) -> bool {
        self.is_in(Space::Core, name) || self.is_in(Space::Atom, name)
    }

    pub(super) fn is_in(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, by its name without prefix; one written without prefix goes first.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let local = |key: &str| key.rsplit_once(':').map_or(key, |(_, local)| local).eq_ignore_ascii_case(name);
        let exact = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let found = exact.or_else(|| self.attributes.iter().find(|(key, _)| local(key)))?;
        Some(found.1.trim())
    }

    pub(super) fn push(&mut self, element: Element<'a>) {
        self.nodes.push(Node::Element(element));
    }

    /// Takes over what `inner`, a container within this one, says of itself and hands down.
    pub(super) fn inherit(&mut self, inner: Element<'a>) {
        self.around = inner.around;
        self.attributes.extend(inner.attributes);
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.nodes.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// Those of one name of RSS or Atom.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.elements().filter(move |element| element.is(name))
    }

    /// Those of one name of a vocabulary.
    pub(super) fn all_in<'e>(&'e self, space: Space, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.elements().filter(move |element| element.is_in(space, name))
    }

    pub(super) fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// The characters directly in it, or in all that it holds where it has no others.
    pub(super) fn text(&self) -> Cow<'_, str> {
        if let [Node::Text(text)] = self.nodes.as_slice() {
            return Cow::Borrowed(text.trim());
        }
        let mut out = String::new();
        self.gather(&mut out);
        Cow::Owned(out.trim().to_owned())
    }

    fn gather(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.gather(out),
            }
        }
    }

    /// What is in it, as HTML: elements are written out again, without prefixes. `escaped` says that its text was
    /// markup once more escaped (RSS), so that it is taken as it is.
    pub(super) fn markup(&self, escaped: bool) -> Cow<'_, str> {
        if let ([Node::Text(text)], true) = (self.nodes.as_slice(), escaped) {
            return Cow::Borrowed(text.trim());
        }
        let mut out = String::new();
        self.write_inside(&mut out, escaped);
        Cow::Owned(out.trim().to_owned())
    }

    /// The element itself as HTML.
    pub(super) fn outer_markup(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, false);
        out
    }

    fn write_inside(&self, out: &mut String, escaped: bool) {
        for node in &self.nodes {
            match node {
                Node::Text(text) if escaped => out.push_str(text),
                Node::Text(text) => entity::escape_into(text, out),
                Node::Element(element) => element.write(out, escaped),
            }
        }
    }

    fn write(&self, out: &mut String, escaped: bool) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            entity::escape_into(value, out);
            out.push('"');
        }
        out.push('>');
        self.write_inside(out, escaped);
        if !is_void(self.name) {
            out.push_str("</");
            out.push_str(self.name);
            out.push('>');
        }
    }
}

/// HTML's elements without content: an end tag of theirs would be taken as a second one.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// A step of the [`Walker`].
pub(super) enum Step<'a> {
    /// An element begins; it is still empty.
    Open(Element<'a>),
    Close,
    Text(Cow<'a, str>),
}

/// Walks through a document, resolving names and what elements inherit.
pub(super) struct Walker<'a> {
    reader: Reader<'a>,
    names: Namespaces<'a>,
    around: Vec<Rc<Surroundings>>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(text: &'a str, base: Option<SafeUrl>) -> Self {
        let outermost = Rc::new(Surroundings { base, language: String::new() });
        let reader = Reader::new(text).with_ends(ends);
        Self { reader, names: Namespaces::default(), around: vec![outermost] }
    }

    pub(super) fn faults(&self) -> &[Fault] {
        self.reader.faults()
    }

    pub(super) fn next(&mut self) -> Option<Step<'a>> {
        Some(match self.reader.next()? {
            Event::Open(tag) => Step::Open(self.enter(tag)),
            Event::Close(_) => {
                self.leave();
                Step::Close
            }
            Event::Text(text) => Step::Text(text),
        })
    }

    /// Reads the rest of an element whose start was the last step.
    pub(super) fn fill(&mut self, element: &mut Element<'a>) {
        while let Some(event) = self.reader.next() {
            match event {
                Event::Open(tag) => {
                    let mut child = self.enter(tag);
                    self.fill(&mut child);
                    element.push(child);
                }
                Event::Close(_) => {
                    self.leave();
                    return;
                }
                Event::Text(text) => match element.nodes.last_mut() {
                    Some(Node::Text(before)) => before.to_mut().push_str(&text),
                    _ => element.nodes.push(Node::Text(text)),
                },
            }
        }
    }

    fn enter(&mut self, tag: Tag<'a>) -> Element<'a> {
        let depth = self.reader.depth();
        let mut attributes = Vec::new();
        for (name, value) in tag.attributes().take(1_000) {
            match name.strip_prefix("xmlns") {
                Some("") => self.names.declare("", &value, depth),
                Some(prefix) if prefix.starts_with(':') => self.names.declare(prefix.trim_start_matches(':'), &value, depth),
                _ if attributes.len() < MOST_ATTRIBUTES => attributes.push((name, value)),
                _ => {}
            }
        }
        let (space, name) = self.names.resolve(tag.name);
        let around = self.surroundings(&attributes);
        self.around.push(Rc::clone(&around));
        Element { space, name, attributes, nodes: Vec::new(), around }
    }

    fn leave(&mut self) {
        self.names.leave(self.reader.depth());
        self.around.pop();
    }

    fn surroundings(&self, attributes: &[(&'a str, Cow<'a, str>)]) -> Rc<Surroundings> {
        let outer = self.around.last().cloned().unwrap_or_default();
        let value = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim());
        let (base, language) = (value("xml:base"), value("xml:lang"));
        if base.is_none() && language.is_none() {
            return outer;
        }
        let base = base.and_then(|base| SafeUrl::resolve(base, outer.base.as_ref())).or_else(|| outer.base.clone());
        Rc::new(Surroundings { base, language: language.map_or_else(|| outer.language.clone(), str::to_owned) })
    }
}

/// Where end tags are missing: an article can't stand within another or within a field, nor a field within one that
/// holds no markup.
fn ends(open: &str, next: &str) -> bool {
    const CONTAINERS: [&str; 6] = ["rss", "channel", "feed", "RDF", "items", "rdf"];
    const PLAIN: [&str; 6] = ["title", "link", "guid", "pubDate", "language", "updated"];
    const FIELDS: [&str; 6] = ["title", "link", "description", "guid", "pubDate", "summary"];
    if matches!(next, "item" | "entry") {
        return !CONTAINERS.contains(&open.rsplit_once(':').map_or(open, |(_, local)| local));
    }
    PLAIN.contains(&open) && FIELDS.contains(&next) || open == "description" && matches!(next, "guid" | "pubDate")
}
