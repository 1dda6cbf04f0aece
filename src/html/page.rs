//! A whole web page, parsed once.

use super::build::Builder;
use super::head::{self, Head};
use super::parse::{self, Parsed};
use super::write;
use crate::model::Document;
use crate::text::SafeUrl;

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
}
