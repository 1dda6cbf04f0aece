//! The walk through an XML feed: containers are entered, articles are made as they end, all else describes the feed.

use super::{
    Hints, MOST_ARTICLES, ParseError, Parsed, Repair, article, channel,
    namespace::Space,
    people,
    tree::{Element, Step, Walker},
};
use crate::{
    model::{Article, Feed},
    text::CleanText,
    words::Phrase,
};

/// How many elements that describe the feed itself are kept.
const MOST_FIELDS: usize = 1_000;

/// Reads a feed in any of the dialects of XML.
pub(super) fn feed(text: &str, hints: &Hints) -> Result<Parsed, ParseError> {
    let mut walker = Walker::new(text, hints.base.clone());
    let mut document = Document::default();
    while let Some(step) = walker.next() {
        match step {
            Step::Open(element) => document.open(element, &mut walker, hints),
            Step::Close => {
                document.inside.pop();
            }
            Step::Text(text) => document.text(&text),
        }
        if document.full {
            break;
        }
    }
    let faults = walker.faults().iter().copied().map(Repair::from);
    let mut repairs: Vec<Repair> = document.around.iter().map(|key| Repair(Phrase::new(*key))).chain(faults).collect();
    if document.full {
        repairs.push(Repair::too_many());
    }
    document.finish(repairs, hints)
}

/// Reads a feed that stands behind something in braces, such as a server's message; `None` where there is none.
pub(super) fn behind_junk(text: &str, hints: &Hints) -> Option<Result<Parsed, ParseError>> {
    let start = ["<?xml ", "<rss", "<feed", "<rdf:RDF"].iter().filter_map(|root| text.find(root)).min()?;
    Some(feed(text.get(start..)?, hints).map(|mut parsed| {
        parsed.repairs.insert(0, Repair(Phrase::new("parse.before")));
        parsed
    }))
}

/// What was read so far.
#[derive(Default)]
struct Document<'a> {
    /// For each open element that was entered, whether it is part of a feed.
    inside: Vec<bool>,
    /// The name of the first element of all.
    first: Option<&'a str>,
    /// The outermost element of the feed, with all that describes the feed in it.
    head: Option<Element<'a>>,
    fields: usize,
    /// Whether there are more articles than are read.
    full: bool,
    articles: Vec<Article>,
    /// What there is beside the feed, each kind once.
    around: Vec<&'static str>,
}

impl<'a> Document<'a> {
    fn open(&mut self, mut element: Element<'a>, walker: &mut Walker<'a>, hints: &Hints) {
        self.first.get_or_insert(element.name);
        if self.inside.is_empty() && !is_article(&element) {
            self.beside(is_container(&element));
        }
        if is_article(&element) {
            self.full = self.articles.len() == MOST_ARTICLES;
            if self.full {
                return;
            }
            walker.fill(&mut element);
            // What stands behind the end of a feed may be an article that slipped out, or the debris of a script.
            if self.inside.last() == Some(&true) || element.has_elements() {
                self.articles.push(article::read(&element, self.head.as_ref(), hints));
            }
        } else if is_container(&element) {
            self.inside.push(true);
            match &mut self.head {
                Some(head) => head.inherit(element),
                None => self.head = Some(element),
            }
        } else if self.inside.last() == Some(&true) {
            walker.fill(&mut element);
            self.fields += 1;
            if let Some(head) = self.head.as_mut().filter(|_| self.fields <= MOST_FIELDS) {
                head.push(element);
            }
        } else {
            self.inside.push(false);
        }
    }

    fn text(&mut self, text: &str) {
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0');
        if self.inside.is_empty() && !text.trim_matches(is_mark).is_empty() {
            self.beside(false);
        }
    }

    /// Notes that something begins outside of every element; whether it is a feed.
    fn beside(&mut self, is_feed: bool) {
        let what = match (&self.head, is_feed) {
            (None, true) => return,
            (None, false) => "parse.before",
            (Some(_), true) => "parse.doubled",
            (Some(_), false) => "parse.after",
        };
        if !self.around.contains(&what) {
            self.around.push(what);
        }
    }

    fn finish(self, repairs: Vec<Repair>, hints: &Hints) -> Result<Parsed, ParseError> {
        let mut feed = match (&self.head, self.first) {
            (Some(head), _) => channel::read(head, hints),
            (None, Some(_)) if !self.articles.is_empty() => Feed::default(),
            // What looks like a tag in the bytes of a picture has no name that could be said.
            (None, Some(root)) if is_name(root) => return Err(ParseError::OtherXml { root: CleanText::line(root) }),
            (None, _) => return Err(ParseError::NoMarkup),
        };
        feed.articles = self.articles;
        // RFC 4287, 4.2.1: the feed's authors are those of an entry that names none.
        let inherited = self.head.as_ref().map(people::authors).unwrap_or_default();
        for article in feed.articles.iter_mut().filter(|article| article.authors.is_empty()) {
            article.authors.clone_from(&inherited);
        }
        Ok(Parsed { feed, repairs })
    }
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

fn is_article(element: &Element<'_>) -> bool {
    element.is("item") || element.is("entry")
}

fn is_container(element: &Element<'_>) -> bool {
    ["rss", "feed", "rdf", "channel", "items"].iter().any(|name| element.is(name)) || element.is_in(Space::Rdf, "rdf")
}
