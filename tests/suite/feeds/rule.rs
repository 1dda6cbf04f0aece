//! The corpora's scoring rule (README.md there): texts equal up to white space, markup and entity escaping; links up
//! to host case and a bare trailing slash; dates as instants; authors contained; enclosures by address.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use newsprint::{
    decode::entity,
    model::{Article, Feed, Person},
    text::CleanText,
};
use serde_json::Value;

/// How a case ended.
pub struct Verdict {
    /// The fields that are not as expected.
    pub wrong: Vec<String>,
}

/// Fields of a feed that are compared.
const FEED: [&str; 4] = ["title", "link", "description", "language"];
/// Fields of an article that are compared.
const ITEM: [&str; 10] = ["title", "link", "id", "author", "authors", "published", "updated", "summary", "content", "enclosures"];

/// Compares what was read, or `None` where it was refused, with what is expected.
pub fn judge(expected: &Value, got: Option<&Feed>) -> Verdict {
    let mut wrong = Vec::new();
    if expected["must_reject"] == true {
        wrong.extend(got.is_some().then(|| "must_reject".to_owned()));
        return Verdict { wrong };
    }
    let crash_only = expected["must_not_crash"] == true;
    match got {
        _ if crash_only => {}
        None => wrong.push("parsed".to_owned()),
        Some(feed) => compare(expected, feed, &mut wrong),
    }
    Verdict { wrong }
}

fn compare(expected: &Value, feed: &Feed, wrong: &mut Vec<String>) {
    for key in FEED.into_iter().filter(|key| is_scored(key, &expected[key])) {
        let want = text_of(&expected[key]);
        let right = match key {
            "link" => links_equal(&want, feed.link.as_ref().map_or(&feed.unresolved.link, |url| url.as_str())),
            "language" => feed.language.eq_ignore_ascii_case(&want),
            "title" => texts_equal(&want, &feed.title),
            _ => texts_equal(&want, &feed.description),
        };
        wrong.extend((!right).then(|| key.to_owned()));
    }
    let count = expected["item_count"].as_u64();
    if count.is_some_and(|count| count != feed.articles.len() as u64) {
        wrong.push("item_count".to_owned());
    }
    for (at, want) in expected["items"].as_array().into_iter().flatten().enumerate() {
        let Some(article) = feed.articles.get(at) else {
            wrong.push("items_present".to_owned());
            return;
        };
        let keys = ITEM.into_iter().filter(|key| is_scored(key, &want[key]) && !item_matches(key, &want[key], article));
        wrong.extend(keys.map(|key| format!("item.{key}")));
    }
}

/// An expectation that is empty, or markup without any text, says nothing about a reader of text.
fn is_scored(key: &str, want: &Value) -> bool {
    let text = text_of(want);
    let empty = want.is_null() || text.is_empty() && !want.is_array() || want.as_array().is_some_and(Vec::is_empty);
    let markup = ["title", "description", "summary", "content"].contains(&key);
    !empty && !(markup && (squeezed(&stripped(&text)).is_empty() || squeezed(&stripped(&entity::unescape(&text))).is_empty()))
}

fn item_matches(key: &str, want: &Value, article: &Article) -> bool {
    let text = text_of(want);
    match key {
        "title" => texts_equal(&text, &article.title),
        "id" => texts_equal(&text, if article.guid.is_empty() { &article.id.0 } else { &article.guid }),
        "link" => links_equal(&text, article.link.as_ref().map_or(&article.unresolved.link, |url| url.as_str())),
        "published" | "updated" => {
            let given = [article.published, article.updated].into_iter().flatten();
            instant(&text).is_some_and(|want| given.into_iter().any(|stamp| stamp.instant.as_second() == want.as_second()))
        }
        "summary" | "content" => [&article.summary, &article.body].iter().any(|part| texts_equal(&text, part.markup())),
        "author" => names_contain(&article.authors, &text),
        "authors" => want.as_array().into_iter().flatten().all(|want| names_contain(&article.authors, &text_of(want))),
        _ => want.as_array().into_iter().flatten().all(|want| has_file(article, &text_of(&want["url"]))),
    }
}

fn has_file(article: &Article, want: &str) -> bool {
    let files = article.attachments.iter().map(|file| file.url.as_str());
    want.is_empty() || files.chain(article.unresolved.attachments.iter().map(CleanText::as_str)).any(|url| links_equal(want, url))
}

fn names_contain(people: &[Person], want: &str) -> bool {
    let all: Vec<String> =
        people.iter().map(|person| format!("{} {}", person.name, person.email.as_deref().unwrap_or_default())).collect();
    let have = variants(&all.join(" | "));
    variants(want).iter().any(|want| have.iter().any(|have| have.contains(want)))
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

fn texts_equal(one: &str, other: &str) -> bool {
    !variants(one).is_disjoint(&variants(other))
}

/// The text as it is, without markup, unescaped, and both in either order.
fn variants(text: &str) -> BTreeSet<String> {
    let unescaped = entity::unescape(text);
    let all = [
        squeezed(text),
        squeezed(&stripped(text)),
        squeezed(&unescaped),
        squeezed(&stripped(&unescaped)),
        squeezed(&entity::unescape(&stripped(text))),
    ];
    let filled: BTreeSet<String> = all.into_iter().filter(|text| !text.is_empty()).collect();
    if filled.is_empty() { BTreeSet::from([String::new()]) } else { filled }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).collect()
}

/// The text without anything that looks like a tag, and without scripts and styles.
fn stripped(markup: &str) -> String {
    let mut out = String::new();
    let mut silent: Option<String> = None;
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        if silent.is_none() {
            out.push_str(&entity::unescape(before));
        }
        let Some((tag, text)) =
            after.split_once('>').filter(|_| after.starts_with(|c: char| c.is_alphabetic() || "/!?".contains(c)))
        else {
            out.push('<');
            rest = after;
            continue;
        };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if silent.as_ref() == Some(&name) && tag.starts_with('/') {
            silent = None;
        } else if silent.is_none() && ["script", "style", "template"].contains(&name.as_str()) && !tag.starts_with('/') {
            silent = Some(name);
        }
        rest = text;
    }
    if silent.is_none() {
        out.push_str(&entity::unescape(rest));
    }
    out
}

fn links_equal(one: &str, other: &str) -> bool {
    let normal = |url: &str| {
        let url = url.trim();
        let Some((scheme, rest)) = url.split_once("://").filter(|(scheme, _)| scheme.to_lowercase().starts_with("http")) else {
            return url.to_owned();
        };
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        format!("{}://{}{}", scheme.to_lowercase(), host.to_lowercase(), if path.is_empty() { "/" } else { path })
    };
    normal(one) == normal(other)
}

fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_ambiguous_timestamp(local).compatible().ok()
    })
}
