//! When a page's story was published and changed.

use super::facts::Facts;
use jiff::tz::TimeZone;

use crate::decode::date;
use crate::model::Stamp;
use crate::text::SafeUrl;

/// Metas that give the time of publication, the most careful first.
const PUBLISHED: [&str; 34] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publicationdate",
    "pubdate",
    "publish_time",
    "cxenseparse:recs:publishtime",
    "article:published",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "weibo: article:create_at",
    "og:release_date",
    "bt:pubdate",
    "ptime",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "date",
    "displaydate",
    "article.created",
    "datecreated",
];
/// Metas that give the time of the last change.
const UPDATED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "weibo: article:update_at",
    "last-modified",
    "lastmod",
    "revised",
];

/// Publication and last change.
pub fn dates(facts: &Facts<'_>, address: Option<&SafeUrl>) -> (Option<Stamp>, Option<Stamp>) {
    let by_meta = |names: &[&str]| names.iter().find_map(|name| facts.meta(&[*name]).and_then(read));
    let own_time = || facts.times.iter().filter(|(_, own)| *own).find_map(|(said, _)| read(said));
    let published = facts.story.published.as_deref().and_then(read).or_else(|| by_meta(&PUBLISHED)).or_else(own_time);
    let published = published.or_else(|| seen(facts)).or_else(|| address.and_then(in_address));
    let updated = facts.story.updated.as_deref().and_then(read).or_else(|| by_meta(&UPDATED));
    (published, updated)
}

/// A date that readers of the page see.
fn seen(facts: &Facts<'_>) -> Option<Stamp> {
    let timed = facts.times.iter().find_map(|(said, _)| read(said));
    timed.or_else(|| facts.dated.iter().chain(&facts.bylines).find_map(|said| within(said)))
}

/// A date that a machine was meant to read.
fn read(said: &str) -> Option<Stamp> {
    date::parse(said).filter(|stamp| is_likely(*stamp))
}

/// A date among other words.
fn within(said: &str) -> Option<Stamp> {
    let from = said.find(|c: char| c.is_ascii_digit())?;
    let digits = said.chars().filter(char::is_ascii_digit).count();
    if digits < 5 {
        return None;
    }
    let tail = said.get(from..).unwrap_or_default();
    let end = tail
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || " -/.:年月日时時分秒".contains(*c)))
        .map_or(tail.len(), |(at, _)| at);
    tail.get(..end).map(str::trim).and_then(read).or_else(|| read(said))
}

/// No page of the web is older than the web, and none is from another century.
fn is_likely(stamp: Stamp) -> bool {
    (1990..=2100).contains(&stamp.on_its_clock(&TimeZone::UTC).year())
}

/// The day in an address such as `/2015/12/18/` or `/20151218/`.
fn in_address(address: &SafeUrl) -> Option<Stamp> {
    let path = address.as_str().split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    let number = |part: &&str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let apart = parts.windows(3).find_map(|window| match window {
        [year, month, day] if number(year, 4) && number(month, 2) && number(day, 2) => read(&format!("{year}-{month}-{day}")),
        _ => None,
    });
    let packed = || parts.iter().find(|part| number(part, 8)).and_then(|part| read(part));
    let halves = || {
        parts.windows(2).find_map(|window| match window {
            [year, day] if number(year, 4) && number(day, 4) => read(&format!("{year}{day}")),
            _ => None,
        })
    };
    apart.or_else(packed).or_else(halves)
}
