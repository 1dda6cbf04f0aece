//! JSON Feed 1.0 and 1.1. Every field may be of the wrong type; a document that breaks off keeps what came before.

mod halves;
mod value;

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use value::Value;

use super::{Hints, MOST_ARTICLES, ParseError, Parsed, Repair, article, identity, people};
use crate::{
    decode::{entity, strip},
    model::{Article, Attachment, Feed, Person, RawHtml},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// The fields of a feed that are kept.
const FIELDS: [&str; 10] =
    ["version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "authors", "author", "language"];
/// The scheme of a mail address, which JSON Feed allows as the address of a person.
const MAIL: &str = "mailto:";
/// The most people, tags and files of an article that are kept.
const MOST: usize = 100;

/// Reads a JSON Feed.
pub(super) fn feed(text: &str, hints: &Hints) -> Result<Parsed, ParseError> {
    let mut document = Document { hints, fields: Vec::new(), articles: Vec::new(), listed: false, full: false };
    let mended = halves::mended(text);
    let mut reader = serde_json::Deserializer::from_str(&mended);
    let outcome = document.deserialize(&mut reader);
    let mut repairs = Vec::new();
    if matches!(mended, Cow::Owned(_)) {
        repairs.push(Repair(Phrase::new("parse.halves")));
    }
    if let Err(error) = outcome {
        let (line, column) = (error.line(), error.column());
        if document.articles.is_empty() && !error.is_data() {
            return Err(ParseError::BrokenJson { line, column });
        }
        repairs.push(Repair(Phrase::new("parse.json").with("line", line).with("column", column)));
    }
    if !document.listed && !document.field("version").text().contains("jsonfeed.org") {
        return Err(ParseError::OtherJson);
    }
    if document.full {
        repairs.push(Repair::too_many());
    }
    let mut feed = document.describe();
    feed.articles = document.articles;
    // JSON Feed 1.1, Items: the feed's authors are those of an item that names none.
    for article in feed.articles.iter_mut().filter(|article| article.authors.is_empty()) {
        article.authors.clone_from(&feed.authors);
    }
    Ok(Parsed { feed, repairs })
}

/// Reads a JSON Feed that stands behind something else, such as a warning of the server's; `None` where there is none.
pub(super) fn behind_junk(text: &str, hints: &Hints) -> Option<Result<Parsed, ParseError>> {
    let (before, _) = text.split_once("jsonfeed.org/version")?;
    let rest = text.get(before.rfind('{')?..)?;
    Some(feed(rest, hints).map(|mut parsed| {
        parsed.repairs.insert(0, Repair(Phrase::new("parse.before")));
        parsed
    }))
}

/// What was read so far. It fills itself while the JSON is read, so that no more than one article is held as JSON.
struct Document<'h> {
    hints: &'h Hints,
    fields: Vec<(String, Value)>,
    articles: Vec<Article>,
    /// Whether there was a list of items.
    listed: bool,
    full: bool,
}

impl Document<'_> {
    fn field(&self, name: &str) -> &Value {
        self.fields.iter().find(|(key, _)| key == name).map_or(&Value::Null, |(_, value)| value)
    }

    fn describe(&self) -> Feed {
        let base = self.hints.base.as_ref();
        let line = |name: &str| self.field(name).line();
        let header = || CleanText::line(self.hints.content_language.as_deref().unwrap_or_default());
        let language = Some(line("language")).filter(|language| !language.is_empty());
        Feed {
            title: line("title"),
            description: line("description"),
            link: self.field("home_page_url").url(base),
            self_link: self.field("feed_url").url(base),
            language: language.unwrap_or_else(header),
            authors: authors(self.field("authors"), self.field("author"), base),
            icon: self.field("icon").url(base).or_else(|| self.field("favicon").url(base)),
            ..Feed::default()
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                map.next_value_seed(Items(self))?;
            } else if FIELDS.contains(&key.as_str()) && self.fields.len() < FIELDS.len() {
                self.fields.push((key, map.next_value_seed(value::Budget::new())?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The list of items.
struct Items<'d, 'h>(&'d mut Document<'h>);

impl<'de> DeserializeSeed<'de> for Items<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let document = self.0;
        document.listed = true;
        while document.articles.len() < MOST_ARTICLES {
            let Some(item) = items.next_element_seed(value::Budget::new())? else { return Ok(()) };
            if matches!(item, Value::Map(_)) {
                document.articles.push(read(&item, document.hints));
            }
        }
        document.full = items.next_element::<IgnoredAny>()?.is_some();
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

fn read(item: &Value, hints: &Hints) -> Article {
    let base = hints.base.as_ref();
    let stamp = |name: &str| item.get(name).as_text().and_then(|text| hints.stamp(text));
    let link = item.get("url").url(base).or_else(|| item.get("external_url").url(base));
    let id = item.get("id").text();
    Article {
        id: identity::of_article(&id, link.as_ref()),
        guid: identity::short(&id),
        title: item.get("title").line(),
        authors: authors(item.get("authors"), item.get("author"), base),
        published: stamp("date_published"),
        updated: stamp("date_modified"),
        summary: RawHtml::new(item.get("summary").text()),
        body: body(item),
        language: item.get("language").line(),
        tags: item.get("tags").list().iter().map(Value::line).filter(|tag| !tag.is_empty()).take(MOST).collect(),
        attachments: item.get("attachments").list().iter().filter_map(|file| attachment(file, base)).take(MOST).collect(),
        image: item.get("image").url(base).or_else(|| item.get("banner_image").url(base)),
        base: base.filter(|base| Some(*base) != link.as_ref()).cloned(),
        link,
        ..Article::default()
    }
}

fn body(item: &Value) -> RawHtml {
    if let Some(html) = item.get("content_html").as_text().filter(|html| !html.trim().is_empty()) {
        return RawHtml::new(html);
    }
    let mut markup = String::new();
    for paragraph in item.get("content_text").text().split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        markup.push_str("<p>");
        entity::escape_into(paragraph, &mut markup);
        markup.push_str("</p>");
    }
    RawHtml::new(markup)
}

fn authors(list: &Value, single: &Value, base: Option<&SafeUrl>) -> Vec<Person> {
    let listed = list.list().iter().chain(matches!(list, Value::Map(_) | Value::Text(_)).then_some(list));
    let people: Vec<Person> = listed.take(MOST).filter_map(|person| author(person, base)).collect();
    if people.is_empty() { author(single, base).into_iter().collect() } else { people }
}

fn author(value: &Value, base: Option<&SafeUrl>) -> Option<Person> {
    let name = value.as_text().unwrap_or_else(|| value.get("name").as_text().unwrap_or_default());
    let url = value.get("url").url(base);
    let mut person = people::from_text(name);
    let written = value.get("url").text();
    let mailed = written.get(..MAIL.len()).filter(|scheme| scheme.eq_ignore_ascii_case(MAIL)).and(written.get(MAIL.len()..));
    person.email = person.email.or_else(|| mailed.map(CleanText::line).filter(|email| !email.is_empty()));
    if person.name.is_empty() {
        let site = url.as_ref().map(|url| CleanText::line(url.site()));
        person.name = site.or_else(|| person.email.clone())?;
    }
    Some(Person { url, ..person })
}

fn attachment(file: &Value, base: Option<&SafeUrl>) -> Option<Attachment> {
    let title = file.get("title").line();
    Some(Attachment {
        url: file.get("url").url(base)?,
        media_type: file.get("mime_type").line(),
        bytes: file.get("size_in_bytes").whole(),
        seconds: file.get("duration_in_seconds").whole(),
        title: (!title.is_empty()).then_some(title),
    })
}

impl Value {
    /// The text as one line without markup; empty where it is no text.
    fn line(&self) -> CleanText {
        CleanText::line(&strip::text(article::head(&self.text())))
    }

    fn url(&self, base: Option<&SafeUrl>) -> Option<SafeUrl> {
        let text = self.as_text().filter(|text| !text.trim().is_empty())?;
        SafeUrl::resolve(text, base)
    }
}
