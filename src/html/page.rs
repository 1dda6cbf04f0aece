//! A whole web page, parsed once.

use super::build::Builder;
use super::head::{self, Head};
use super::parse::{self, Parsed};
use super::tree::{Data, NodeId, Tree};
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

    /// The page written out again: correct, and never nested deeper than the parser's limit, a page of many deep nodes far
    /// less. Without scripts and styles.
    #[must_use]
    pub fn markup(&self) -> String {
        write::markup(&self.parsed.tree)
    }

    /// How many letters there are to read, and how many of them are part of links. A character of Chinese counts as two.
    #[must_use]
    pub fn letters(&self) -> (usize, usize) {
        let tree = &self.parsed.tree;
        let mut counted = (0, 0);
        tree.descend((true, false), |id, (is_read, is_linked)| {
            if let (Data::Text(text), true) = (tree.data(id), is_read) {
                let letters = weight(text);
                counted.0 += letters;
                counted.1 += if is_linked { letters } else { 0 };
            }
            (is_read && !is_unread(tree, id), is_linked || tree.is(id, "a"))
        });
        counted
    }
}

/// Whether what is in the node is not for readers; a drawing is of a namespace of its own.
fn is_unread(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.data(id), Data::Element { name, .. } if UNREAD.contains(&&**name))
}

fn weight(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| 1 + usize::from(script::is_cjk(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn the_letters_of_drawings_scripts_and_styles_are_not_there_to_be_read() {
        let letters = |markup: &str| Page::parse(markup, None).letters();
        assert_eq!(letters("<p>four <a href=/x>five</a>"), (8, 4));
        assert_eq!(letters("<p>港口 ok"), (6, 0));
        for unread in
            ["<svg><text>Figure</text><g><title>Logo</title></g></svg>", "<style>p {}</style>", "<script>var x</script>"]
        {
            assert_eq!(letters(&format!("<p>four <a href=/x>five</a>{unread}")), (8, 4), "{unread}");
        }
    }
}
