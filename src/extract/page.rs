//! The story on a web page.

use dom_smoothie::{Config, Readability};

use crate::html::{self, FeedLink, Head, Page};
use crate::model::{Article, Person, RawHtml};
use crate::text::SafeUrl;

/// A story with fewer letters than this is none; then the whole page is shown.
const SHORTEST_STORY: usize = 80;
/// A story has at least so many letters outside of links for each one inside: a front page is mostly links.
const LETTERS_TO_A_LINKED_ONE: usize = 2;

/// A web page: its story, and where it leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WebPage {
    /// The story; where none can be told from the rest, the whole page.
    pub article: Article,
    /// Whether there is a story that can be told from the rest, and that is not mostly links.
    pub has_story: bool,
    /// Whether the page has words enough to be read at all.
    pub has_words: bool,
    /// The feeds that the page names.
    pub feeds: Vec<FeedLink>,
}

/// The web page that came from `address`.
#[must_use]
pub fn page(markup: &str, address: Option<&SafeUrl>) -> WebPage {
    let page = Page::parse(markup, address);
    let mut head = page.head();
    let feeds = std::mem::take(&mut head.feeds);
    let flat = page.markup();
    let told = story(&flat, address).map(|body| (Page::parse(body.markup(), None).letters(), body));
    let told = told.filter(|(letters, _)| letters.0 >= SHORTEST_STORY);
    let has_story = told.as_ref().is_some_and(|(letters, _)| is_prose(*letters));
    let has_words = told.is_some() || page.letters().0 >= SHORTEST_STORY;
    let body = told.map_or_else(|| RawHtml::new(flat), |(_, body)| body);
    WebPage { has_story, has_words, feeds, article: article(head, body, &page, address) }
}

/// The part of the page that is the story. The markup must be flat: the extractor parses it by itself, without a limit.
fn story(flat: &str, address: Option<&SafeUrl>) -> Option<RawHtml> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::new(flat, address.map(SafeUrl::as_str), Some(config)).ok()?;
    let found = reader.parse().ok()?;
    Some(RawHtml::new(&*found.content))
}

fn is_prose((all, linked): (usize, usize)) -> bool {
    all - linked >= linked * LETTERS_TO_A_LINKED_ONE
}

fn article(head: Head, body: RawHtml, page: &Page, address: Option<&SafeUrl>) -> Article {
    Article {
        title: head.title,
        link: head.canonical.or_else(|| address.cloned()),
        authors: head.authors.into_iter().map(|name| Person { name, ..Person::default() }).collect(),
        published: head.published,
        updated: head.updated,
        summary: html::escaped(&head.description),
        body,
        language: head.language,
        image: head.image,
        base: page.base().cloned(),
        ..Article::default()
    }
}
