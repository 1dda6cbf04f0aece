//! One walk over a page that notes whatever may tell something about it.

use super::super::tree::{Data, NodeId, Tree};
use super::json_ld::{self, Story};

/// Media types of feeds.
const FEEDS: [&str; 7] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
    "text/rss+xml",
];
/// The longest text that may be a date or a name, in characters.
const LONGEST_NOTE: usize = 160;
/// How many notes of one kind are kept.
const MOST_NOTES: usize = 64;

/// A feed as the page names it.
pub struct Alternate<'a> {
    pub href: &'a str,
    pub title: &'a str,
    pub media_type: &'a str,
}

/// What was noted.
#[derive(Default)]
pub struct Facts<'a> {
    metas: Vec<(String, &'a str)>,
    links: Vec<(String, &'a str)>,
    /// Feeds that the page names.
    pub feeds: Vec<Alternate<'a>>,
    /// What the page says of its story for machines.
    pub story: Story,
    /// The text of `<title>`.
    pub title: String,
    /// The texts of the main headings.
    pub headings: Vec<String>,
    /// The page's language.
    pub language: Option<&'a str>,
    /// Times marked as such: what machines read, and whether it is the story's own.
    pub times: Vec<(String, bool)>,
    /// Short texts in elements whose names speak of dates.
    pub dated: Vec<String>,
    /// Short texts in elements whose names speak of authors.
    pub bylines: Vec<String>,
}

impl<'a> Facts<'a> {
    /// Walks over the page.
    pub fn gather(tree: &'a Tree) -> Self {
        let mut facts = Self::default();
        for id in tree.within(tree.root()) {
            if let Some(name) = tree.name(id) {
                facts.element(tree, id, name);
            }
        }
        facts
    }

    /// The first of these metas that says anything.
    pub fn meta(&self, names: &[&str]) -> Option<&'a str> {
        let said = |name: &&str| self.metas.iter().find(|(key, value)| key == *name && !value.trim().is_empty());
        names.iter().find_map(said).map(|(_, value)| value.trim())
    }

    /// Where the link of this kind leads.
    pub fn link(&self, kind: &str) -> Option<&'a str> {
        self.links.iter().find(|(rel, _)| rel == kind).map(|(_, href)| *href)
    }

    fn element(&mut self, tree: &'a Tree, id: NodeId, name: &str) {
        match name {
            "html" => self.language = tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")),
            "meta" => self.note_meta(tree, id),
            "link" => self.note_link(tree, id),
            "title" if self.title.is_empty() => self.title = one_line(&tree.text(id)),
            "script" if is_json_ld(tree, id) => self.story.merge(json_ld::read(&tree.text(id))),
            "script" | "style" => {}
            "h1" if self.headings.len() < MOST_NOTES => self.headings.push(one_line(&tree.text(id))),
            "time" => self.note_time(tree, id),
            _ => self.note_by_name(tree, id),
        }
    }

    fn note_meta(&mut self, tree: &'a Tree, id: NodeId) {
        let Some(content) = tree.attribute(id, "content") else { return };
        for key in ["property", "name", "itemprop", "http-equiv"].into_iter().filter_map(|key| tree.attribute(id, key)) {
            self.metas.push((key.trim().to_ascii_lowercase(), content));
        }
    }

    fn note_link(&mut self, tree: &'a Tree, id: NodeId) {
        let (Some(rel), Some(href)) = (tree.attribute(id, "rel"), tree.attribute(id, "href")) else { return };
        let rel = rel.trim().to_ascii_lowercase();
        let media_type = tree.attribute(id, "type").map(str::trim).unwrap_or_default();
        let alternate = rel.split_whitespace().any(|word| word == "alternate" || word == "feed");
        if alternate && FEEDS.iter().any(|feed| media_type.eq_ignore_ascii_case(feed)) && self.feeds.len() < MOST_NOTES {
            self.feeds.push(Alternate { href, title: tree.attribute(id, "title").unwrap_or_default(), media_type });
        }
        self.links.push((rel, href));
    }

    fn note_time(&mut self, tree: &'a Tree, id: NodeId) {
        if self.times.len() >= MOST_NOTES {
            return;
        }
        let own = ["itemprop", "pubdate", "class", "property"].into_iter().filter_map(|name| tree.attribute(id, name));
        let own =
            tree.attribute(id, "pubdate").is_some() || own.map(str::to_ascii_lowercase).any(|value| value.contains("publi"));
        let said = tree.attribute(id, "datetime").map_or_else(|| note(tree, id), |said| Some(said.to_owned()));
        self.times.extend(said.map(|said| (said, own)));
    }

    /// Elements that are called `date`, `byline` and the like.
    fn note_by_name(&mut self, tree: &'a Tree, id: NodeId) {
        if let Some(prop) = tree.attribute(id, "itemprop").map(str::to_ascii_lowercase) {
            let content = || tree.attribute(id, "content").map(str::to_owned).or_else(|| note(tree, id));
            match prop.as_str() {
                "datepublished" => self.times.extend(content().map(|said| (said, true))),
                "author" => self.bylines.extend(note(tree, id)),
                _ => {}
            }
        }
        let rel_author = tree.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author"));
        let names = ["class", "id"]
            .into_iter()
            .filter_map(|key| tree.attribute(id, key))
            .collect::<Vec<_>>()
            .join(" ")
            .to_ascii_lowercase();
        if names.is_empty() && !rel_author {
            return;
        }
        let speaks_of = |parts: &[&str]| parts.iter().any(|part| names.contains(part));
        if (rel_author || speaks_of(&["byline", "author", "writer"])) && self.bylines.len() < MOST_NOTES {
            self.bylines.extend(note(tree, id));
        }
        if speaks_of(&["date", "time", "publish", "pub_", "info", "source", "meta", "dateline"]) && self.dated.len() < MOST_NOTES
        {
            self.dated.extend(note(tree, id));
        }
    }
}

/// The text of an element, where it is short.
fn note(tree: &Tree, id: NodeId) -> Option<String> {
    let mut length = 0;
    for inner in tree.within(id) {
        if let Data::Text(text) = tree.data(inner) {
            length += text.trim().len();
        }
        if length > LONGEST_NOTE * 3 || tree.is(inner, "script") || tree.is(inner, "style") {
            return None;
        }
    }
    let mut words = String::new();
    for inner in tree.within(id) {
        match tree.data(inner) {
            Data::Text(text) => words.push_str(text),
            _ => words.push(' '),
        }
    }
    let text = one_line(&words);
    (!text.is_empty() && text.chars().count() <= LONGEST_NOTE).then_some(text)
}

fn is_json_ld(tree: &Tree, id: NodeId) -> bool {
    tree.attribute(id, "type").is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

/// The text with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
