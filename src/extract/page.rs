//! The story on a web page.

use dom_smoothie::{Config, Readability};

use crate::html::{self, Head, Page};
use crate::model::{Article, Person, RawHtml};
use crate::text::SafeUrl;

/// A story with fewer letters than this is none; then the whole page is shown.
const SHORTEST_STORY: usize = 80;

/// The story on the web page that came from `address`; where none can be told from the rest, the whole page.
#[must_use]
pub fn page(markup: &str, address: Option<&SafeUrl>) -> Article {
    let page = Page::parse(markup, address);
    let head = page.head();
    let flat = page.markup();
    let body = story(&flat, address).filter(is_story).unwrap_or_else(|| RawHtml::new(flat));
    article(head, body, &page, address)
}

/// The part of the page that is the story. The markup must be flat: the extractor parses it by itself, without a limit.
fn story(flat: &str, address: Option<&SafeUrl>) -> Option<RawHtml> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::new(flat, address.map(SafeUrl::as_str), Some(config)).ok()?;
    let found = reader.parse().ok()?;
    Some(RawHtml::new(&*found.content))
}

fn is_story(body: &RawHtml) -> bool {
    let story = html::document(body, None);
    let letters: usize = story.leaf_texts().iter().map(|text| text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    letters >= SHORTEST_STORY
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
