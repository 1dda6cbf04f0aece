//! JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

mod escape;

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{
    plain,
    story::{self, Story},
};
use crate::{
    html,
    model::{Article, Attachment, Feed, Person, Stamp, Unresolved},
    text::{CleanText, SafeUrl},
};

/// Writes feeds as one JSON Feed, ending in a newline. What describes the feed is left out where there are several.
///
/// `content_html` is the article's markup as it was read, not made safe: a reader of it must do that. Every character
/// that could act on a terminal is escaped all the same, so that printing the JSON is safe.
/// Relative addresses in it start from `_newsprint.base_url`, or from the item's own address where that is left out.
pub(super) fn write(out: &mut impl Write, feeds: &[Feed]) -> io::Result<()> {
    let none = Feed { title: "Several sources".into(), ..Feed::default() };
    let described = if let [only] = feeds { only } else { &none };
    write_value(out, &JsonFeed::new(described, feeds))
}

/// Writes a value in one line.
pub(super) fn write_value(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, escape::Visible);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a SafeUrl>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a SafeUrl>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(serialize_with = "items")]
    items: &'a [Feed],
}

impl<'a> JsonFeed<'a> {
    fn new(feed: &'a Feed, items: &'a [Feed]) -> Self {
        Self {
            version: "https://jsonfeed.org/version/1.1",
            title: &feed.title,
            home_page_url: address(feed.link.as_ref(), &feed.unresolved),
            feed_url: feed.self_link.as_ref(),
            description: &feed.description,
            icon: feed.icon.as_ref(),
            authors: feed.authors.iter().map(Author::from).collect(),
            language: &feed.language,
            items,
        }
    }
}

/// Items are made one at a time while they are written, so that a large feed is never held twice.
fn items<S: Serializer>(feeds: &[Feed], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(story::articles(feeds).map(|(feed, article)| Item::new(feed, article)))
}

/// An address; one that could not be resolved stands as it was written.
fn address<'a>(url: Option<&'a SafeUrl>, otherwise: &'a Unresolved) -> Option<&'a str> {
    url.map(SafeUrl::as_str).or(Some(otherwise.link.as_str()).filter(|link| !link.is_empty()))
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    content_html: &'a str,
    content_text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a SafeUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    #[serde(rename = "_newsprint", skip_serializing_if = "Option::is_none")]
    extension: Option<Extension<'a>>,
}

/// What JSON Feed 1.1 has no field for.
#[derive(Serialize)]
struct Extension<'a> {
    base_url: &'a SafeUrl,
}

impl<'a> Item<'a> {
    /// An item by its publisher's id, as it was given, or by ours where it has none.
    fn new(feed: &Feed, article: &'a Article) -> Self {
        Self {
            id: if article.guid.is_empty() { &article.id.0 } else { &article.guid },
            url: address(article.link.as_ref(), &article.unresolved),
            title: &article.title,
            content_html: article.markup().markup(),
            content_text: plain::text(&Story::open(feed, article).document),
            summary: if article.body.is_blank() { String::new() } else { plain::text(&html::document(&article.summary, None)) },
            image: article.image.as_ref(),
            date_published: article.published.map(|stamp| Stamp::rfc3339(&stamp)),
            date_modified: article.updated.map(|stamp| Stamp::rfc3339(&stamp)),
            authors: article.authors.iter().map(Author::from).collect(),
            tags: article.tags.iter().map(AsRef::as_ref).collect(),
            language: &article.language,
            attachments: article
                .attachments
                .iter()
                .map(File::from)
                .chain(article.unresolved.attachments.iter().map(File::unresolved))
                .collect(),
            extension: article.base.as_ref().map(|base_url| Extension { base_url }),
        }
    }
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl<'a> From<&'a Person> for Author<'a> {
    /// The format has no field for a mail address; its `url` may be a `mailto:` address.
    fn from(person: &'a Person) -> Self {
        let page = person.url.as_ref().map(ToString::to_string);
        Self { name: &person.name, url: page.or_else(|| person.email.as_ref().map(|email| format!("mailto:{email}"))) }
    }
}

#[derive(Serialize)]
struct File<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u64>,
}

impl<'a> File<'a> {
    /// A file of which only an address is known that could not be resolved.
    fn unresolved(url: &'a CleanText) -> Self {
        Self { url, mime_type: UNKNOWN, title: None, size_in_bytes: None, duration_in_seconds: None }
    }
}

/// The media type of what has none.
const UNKNOWN: &str = "application/octet-stream";

impl<'a> From<&'a Attachment> for File<'a> {
    fn from(file: &'a Attachment) -> Self {
        Self {
            url: file.url.as_str(),
            mime_type: if file.media_type.is_empty() { UNKNOWN } else { &file.media_type },
            title: file.title.as_deref(),
            size_in_bytes: file.bytes,
            duration_in_seconds: file.seconds,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::write;
    use crate::{
        model::{Article, ArticleId, Attachment, Feed, Person, RawHtml},
        text::{CleanText, SafeUrl},
    };

    fn written(feed: &Feed) -> (String, Value) {
        let mut out = Vec::new();
        write(&mut out, std::slice::from_ref(feed)).expect("memory never fails");
        let text = String::from_utf8(out).expect("JSON is UTF-8");
        let value = serde_json::from_str(&text).expect("JSON");
        (text, value)
    }

    #[test]
    fn every_other_tool_can_read_what_is_written() {
        let url = SafeUrl::parse("https://e.org/1").expect("an address");
        let article = Article {
            id: ArticleId("1".into()),
            title: "One".into(),
            link: Some(url.clone()),
            authors: vec![Person { name: "Ann".into(), email: Some("ann@e.org".into()), url: None }],
            body: RawHtml::new("<p>A &amp; B</p>"),
            attachments: vec![Attachment {
                url: url.clone(),
                media_type: CleanText::new(),
                bytes: Some(7),
                seconds: Some(61),
                title: None,
            }],
            ..Article::default()
        };
        let feed = Feed { title: "News".into(), link: Some(url), articles: vec![article], ..Feed::default() };
        assert_eq!(
            written(&feed).1,
            json!({
                "version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://e.org/1",
                "items": [{
                    "id": "1", "url": "https://e.org/1", "title": "One",
                    "content_html": "<p>A &amp; B</p>", "content_text": "A & B",
                    "authors": [{ "name": "Ann", "url": "mailto:ann@e.org" }],
                    "attachments": [{ "url": "https://e.org/1", "mime_type": "application/octet-stream",
                                      "size_in_bytes": 7, "duration_in_seconds": 61 }],
                }],
            })
        );
    }

    #[test]
    fn the_markup_comes_out_as_it_was_read_yet_cannot_drive_a_terminal() {
        let markup = "a\u{1b}[31m\u{9b}1m\u{202e}b\u{200b}";
        let article = Article { body: RawHtml::new(markup), ..Article::default() };
        let (text, value) = written(&Feed { articles: vec![article], ..Feed::default() });
        assert_eq!(value["items"][0]["content_html"], markup);
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}']));
    }

    #[test]
    fn the_address_that_relative_ones_start_from_comes_along() {
        let base = SafeUrl::parse("https://e.org/2020/");
        let article = Article { body: RawHtml::new("<a href=x>x</a>"), base: base.clone(), ..Article::default() };
        let (_, value) = written(&Feed { articles: vec![article], ..Feed::default() });
        assert_eq!(value["items"][0]["_newsprint"]["base_url"].as_str(), base.as_ref().map(SafeUrl::as_str));
    }
}
