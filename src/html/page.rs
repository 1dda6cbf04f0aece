//! A whole web page, parsed once.

use super::build::Builder;
use super::head::{self, Head};
use super::parse::{self, Parsed};
use super::tree::{Data, NodeId};
use super::write;
use crate::model::Document;
use crate::text::{SafeUrl, script};

/// Elements whose text is not for readers.
const UNREAD: [&str; 6] = ["script", "style", "noscript", "title", "template", "svg"];

/// A whole web page, parsed once for all that is asked of it.
pub struct Page {
    parsed: Parsed,
    base: Option<SafeUrl>,
}

impl Page {
    /// The page that came from `address`.
    #[must_use]
    pub fn parse(markup: &str, address: Option<&SafeUrl>) -> Self {
        let parsed = parse::parse(markup);
        let tree = &parsed.tree;
        let given = tree.within(tree.root()).find_map(|id| tree.attribute(id, "href").filter(|_| tree.is(id, "base")));
        let base = given.and_then(|raw| SafeUrl::resolve(raw, address)).or_else(|| address.cloned());
        Self { parsed, base }
    }

    /// What relative addresses on the page start from.
    #[must_use]
    pub fn base(&self) -> Option<&SafeUrl> {
        self.base.as_ref()
    }

    /// What the page says of itself.
    #[must_use]
    pub fn head(&self) -> Head {
        head::read(&self.parsed.tree, self.base())
    }

    /// Everything on the page as one story.
    #[must_use]
    pub fn document(&self) -> Document {
        let tree = &self.parsed.tree;
        Builder::new(tree, self.base()).document(tree.root())
    }

    /// The page written out again: correct, and never nested deeper than the parser's limit. Without scripts and styles.
    #[must_use]
    pub fn markup(&self) -> String {
        write::markup(&self.parsed.tree)
    }

    /// How many letters there are to read, and how many of them are part of links. A character of Chinese counts as two.
    #[must_use]
    pub fn letters(&self) -> (usize, usize) {
        let tree = &self.parsed.tree;
        let mut counted = (0, 0);
        for id in tree.within(tree.root()) {
            if let (Data::Text(text), false) = (tree.data(id), self.is_within(id, &UNREAD)) {
                let letters = weight(text);
                counted.0 += letters;
                counted.1 += if letters > 0 && self.is_within(id, &["a"]) { letters } else { 0 };
            }
        }
        counted
    }

    fn is_within(&self, id: NodeId, names: &[&str]) -> bool {
        let tree = &self.parsed.tree;
        std::iter::successors(Some(id), |id| tree.parent(*id)).any(|id| names.iter().any(|name| tree.is(id, name)))
    }
}

fn weight(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| 1 + usize::from(script::is_cjk(c))).sum()
}
