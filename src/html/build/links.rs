//! The links of a story and the places in it that they point to.

use std::collections::{HashMap, HashSet};

use html5ever::local_name;

use super::super::tree::{NodeId, Tree};
use crate::model::{Link, LinkId, Target};
use crate::text::{CleanText, SafeUrl, percent_decoded};

/// The most links of a story that can be followed; those behind them are words. The longest lists of an encyclopedia
/// have a fourth of that.
const MOST_LINKS: usize = 20_000;

/// The links so far.
pub struct Links<'a> {
    tree: &'a Tree,
    base: Option<&'a SafeUrl>,
    all: Vec<Link>,
    known: HashMap<String, LinkId>,
    /// Names of places that exist, and that some link points to.
    places: HashSet<String>,
}

impl<'a> Links<'a> {
    /// No links yet; the places are read from the whole page.
    pub fn new(tree: &'a Tree, base: Option<&'a SafeUrl>) -> Self {
        let mut names = HashSet::new();
        let mut wanted = HashSet::new();
        for id in tree.within(tree.root()) {
            for (name, value) in tree.attributes(id) {
                match *name {
                    local_name!("href") => wanted.extend(place_meant(value, base)),
                    local_name!("id") | local_name!("name") => names.extend(names_of(tree, id)),
                    _ => {}
                }
            }
        }
        let places = wanted.into_iter().filter(|name| names.contains(name.as_str())).collect();
        Self { tree, base, all: Vec::new(), known: HashMap::new(), places }
    }

    /// All links in the order of their first appearance.
    pub fn into_all(self) -> Vec<Link> {
        self.all
    }

    /// The address that a reference on this page means.
    pub fn resolve(&self, raw: &str) -> Option<SafeUrl> {
        SafeUrl::resolve(raw, self.base)
    }

    /// The names of this place that links point to; each only once in a story.
    pub fn places(&mut self, id: NodeId) -> Vec<&'a str> {
        if self.places.is_empty() {
            return Vec::new();
        }
        names_of(self.tree, id).filter(|name| self.places.contains(*name)).collect()
    }

    /// The link of an element with `href`, where it leads anywhere.
    pub fn follow(&mut self, id: NodeId) -> Option<LinkId> {
        let href = self.tree.attribute(id, "href")?;
        let title = self.tree.attribute(id, "title").unwrap_or_default();
        if let Some(name) = place_meant(href, self.base).filter(|name| self.places.contains(name)) {
            let key = format!("#{name}");
            return self.add(key, Target::Here(CleanText::line(&name)), title);
        }
        let url = self.resolve(href)?;
        self.to(url, title)
    }

    /// The link to an address.
    pub fn to(&mut self, url: SafeUrl, title: &str) -> Option<LinkId> {
        self.add(url.as_str().to_owned(), Target::Web(url), title)
    }

    fn add(&mut self, key: String, target: Target, title: &str) -> Option<LinkId> {
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let id = LinkId(self.all.len());
        if id.0 == MOST_LINKS {
            return None;
        }
        self.known.insert(key, id);
        self.all.push(Link { target, title: CleanText::line(title) });
        Some(id)
    }
}

fn names_of(tree: &Tree, id: NodeId) -> impl Iterator<Item = &str> + use<'_> {
    let name = if tree.is(id, "a") { tree.attribute(id, "name") } else { None };
    let id = tree.attribute(id, "id");
    id.into_iter().chain(name.filter(|name| Some(*name) != id)).filter(|name| !name.is_empty())
}

/// The place on this very page that a reference means: `#name`, or the page's own address with a name.
fn place_meant(href: &str, base: Option<&SafeUrl>) -> Option<String> {
    let (page, name) = href.trim().split_once('#')?;
    let here = page.is_empty() || base.is_some_and(|base| is_same_page(page, base));
    (here && !name.is_empty()).then(|| percent_decoded(name))
}

fn is_same_page(page: &str, base: &SafeUrl) -> bool {
    let whole = |url: &str| url.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    base.join(page).is_some_and(|url| whole(url.as_str()) == whole(base.as_str()))
}
