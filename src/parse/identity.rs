//! What makes an article the same article at the next reading.

use std::collections::{HashMap, HashSet};

use super::{links, namespace::Space, tree::Element};
use crate::{
    model::{Article, ArticleId},
    text::{CleanText, SafeUrl},
};

/// Ids that are longer, in bytes, are replaced by their hash.
const LONGEST_ID: usize = 512;
/// Beginnings of names in a query that say where a reader came from, and change from one reading to the next.
const TRACKING: [&str; 20] = [
    "utm_",
    "at_",
    "mc_",
    "pk_",
    "ns_",
    "fbclid",
    "gclid",
    "ref_",
    "cmp",
    "icid",
    "ocid",
    "smid",
    "xtor",
    "ftag",
    "wt.",
    "session",
    "phpsessid",
    "jsessionid",
    "feedtype",
    "partner",
];
/// The same as whole names.
const TRACKING_NAMES: [&str; 8] = ["ref", "source", "src", "from", "sid", "rss", "feed", "via"];
/// The longest fragment of digits that counts changes of a story rather than naming a place in a page, in digits.
const LONGEST_COUNTER: usize = 2;

/// The id that the publisher gives, or nothing.
pub(super) fn publishers(item: &Element<'_>) -> String {
    let text = |element: &Element<'_>| Some(element.text().into_owned()).filter(|id| !id.is_empty());
    let named = item.all("guid").chain(item.all("id")).find_map(text);
    let about = named.or_else(|| item.attribute("about").map(str::to_owned).filter(|id| !id.is_empty()));
    about.or_else(|| item.all_in(Space::Dc, "identifier").find_map(text)).unwrap_or_default()
}

/// The publisher's id as it is told to others: that of Atom is an address, which may be relative.
pub(super) fn told(item: &Element<'_>, publishers: &str) -> CleanText {
    let is_reference = |id: &&Element<'_>| publishers.contains('/') && links::is_relative(publishers) && id.text() == publishers;
    let base = item.all_in(Space::Atom, "id").find(is_reference).and_then(|id| id.around.base.as_ref());
    match base.and_then(|base| SafeUrl::resolve(publishers, Some(base))) {
        Some(url) => CleanText::line(url.as_str()),
        None => short(publishers),
    }
}

/// An id from the publisher's own, else from the link; empty where there is neither, until [`settle`].
pub(super) fn of_article(publishers: &str, link: Option<&SafeUrl>) -> ArticleId {
    let publishers = publishers.trim();
    ArticleId(short(&match link {
        Some(link) if publishers.is_empty() => of_link(link.as_str()),
        _ if is_address(publishers) => Parts::of(publishers).lasting(),
        _ => publishers.to_owned(),
    }))
}

fn is_address(id: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| id.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// What of a link stays the same from one reading to the next: its path alone where that names a story by itself.
fn of_link(link: &str) -> String {
    let parts = Parts::of(link);
    if names_a_story(parts.path) { parts.path.to_owned() } else { parts.lasting() }
}

/// An address in its parts.
struct Parts<'a> {
    /// Scheme, host and path.
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let (page, fragment) = address.split_once('#').map_or((address, None), |(page, rest)| (page, Some(rest)));
        let (path, query) = page.split_once('?').map_or((page, None), |(path, query)| (path, Some(query)));
        Self { path: path.split(";jsessionid=").next().unwrap_or(path), query, fragment }
    }

    /// The address without what says where a reader came from, and without the count of a story's changes.
    fn lasting(&self) -> String {
        let mut out = self.path.to_owned();
        let kept: Vec<&str> = self.query.unwrap_or_default().split('&').filter(|pair| !is_tracking(pair)).collect();
        if kept.iter().any(|pair| !pair.is_empty()) {
            out = format!("{out}?{}", kept.join("&"));
        }
        let counter = |fragment: &str| fragment.len() <= LONGEST_COUNTER && fragment.bytes().all(|byte| byte.is_ascii_digit());
        match self.fragment.filter(|fragment| !counter(fragment)) {
            Some(fragment) => format!("{out}#{fragment}"),
            None => out,
        }
    }
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.iter().any(|start| name.starts_with(start)) || TRACKING_NAMES.contains(&name.as_str())
}

/// Whether the last part of a path is the name or number of one story, so that a query can only be an ornament of it:
/// `tide-turns-at-noon`, `c0jq0ee0v1vo`, `art_284123.html`; but not `story.php`, `node`, `2015`.
fn names_a_story(path: &str) -> bool {
    let last = path.split("://").last().and_then(|path| path.trim_end_matches('/').split_once('/')).map(|(_, path)| path);
    let last = last.and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let stem = last.split('.').next().unwrap_or_default();
    let digits = stem.bytes().filter(u8::is_ascii_digit).count();
    let letters = stem.bytes().filter(u8::is_ascii_alphabetic).count();
    let hyphens = stem.bytes().filter(|byte| matches!(byte, b'-' | b'_')).count();
    let is_slug = hyphens >= 2 && stem.len() >= 10;
    let is_number = digits >= 5 || stem.len() >= 8 && digits >= 2 && letters >= 1;
    is_slug || is_number || stem.len() >= 18 && stem.contains('%')
}

/// An id as it is kept: whole, or its hash where it is too long.
pub(super) fn short(id: &str) -> CleanText {
    if id.len() > LONGEST_ID { hash(&[id]) } else { CleanText::line(id) }
}

/// Gives an id to those that have none, and tells apart those of different articles that share one: by their links, and
/// by their titles where the links are the same too.
pub(super) fn settle(articles: &mut [Article]) {
    for article in articles.iter_mut().filter(|article| article.id.0.is_empty()) {
        article.id = ArticleId(content_hash(article));
    }
    let shared = shared_by_different(articles);
    let apart = |article: &Article| {
        let titles = shared.get(&article.id)?;
        let link = article.link.as_ref().map(|link| Parts::of(link.as_str()).lasting()).unwrap_or_default();
        let title = if *titles { article.title.as_str() } else { "" };
        Some(ArticleId(hash(&[&article.id.0, &link, title])))
    };
    let ids: Vec<Option<ArticleId>> = articles.iter().map(apart).collect();
    for (article, id) in articles.iter_mut().zip(ids) {
        article.id = id.unwrap_or_else(|| article.id.clone());
    }
}

/// The ids under which articles of different links or titles stand, and whether only their titles tell them apart.
fn shared_by_different(articles: &[Article]) -> HashMap<ArticleId, bool> {
    let mut known = HashSet::with_capacity(articles.len());
    if articles.iter().all(|article| known.insert(&article.id)) {
        return HashMap::new();
    }
    let mut groups: HashMap<&ArticleId, Vec<&Article>> = HashMap::with_capacity(articles.len());
    for article in articles {
        groups.entry(&article.id).or_default().push(article);
    }
    let link = |article: &Article| article.link.as_ref().map(|link| Parts::of(link.as_str()).lasting());
    let shared = groups.into_iter().filter(|(_, group)| group.len() > 1).filter_map(|(id, group)| {
        let links: HashSet<_> = group.iter().map(|article| link(article)).collect();
        let both: HashSet<_> = group.iter().map(|article| (link(article), &article.title)).collect();
        (both.len() > 1).then(|| (id.clone(), links.len() < both.len()))
    });
    shared.collect()
}

fn content_hash(article: &Article) -> CleanText {
    let media = article.attachments.first().map_or("", |file| file.url.as_str());
    if article.title.is_empty() { hash(&["", article.markup().markup(), media]) } else { hash(&[&article.title, media]) }
}

/// FNV-1a in 128 bits, as hexadecimal digits: it stays the same over versions and machines.
fn hash(parts: &[&str]) -> CleanText {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    CleanText::line(&format!("{hash:032x}"))
}

#[cfg(test)]
mod tests {
    use super::of_article;
    use crate::text::SafeUrl;

    fn id(publishers: &str, link: &str) -> String {
        of_article(publishers, SafeUrl::parse(link).as_ref()).0.to_string()
    }

    #[test]
    fn what_changes_in_an_address_from_day_to_day_makes_no_new_article() {
        for (link, same) in [
            ("https://e.org/2015/tide-turns-at-noon.html?x=1", "https://e.org/2015/tide-turns-at-noon.html?x=2&y"),
            ("https://e.org/articles/c0jq0ee0v1vo?at_medium=RSS#0", "https://e.org/articles/c0jq0ee0v1vo#7"),
            ("https://e.org/story.php?id=7&utm_source=a", "https://e.org/story.php?id=7&utm_source=b&PHPSESSID=9"),
            ("https://e.org/a;jsessionid=1?id=3", "https://e.org/a;jsessionid=2?id=3"),
            ("https://e.org/?p=12&ref=rss", "https://e.org/?p=12"),
            ("https://e.org/%E6%BD%AE%E6%B0%B4%E8%BD%AC%E5%90%91?s=1", "https://e.org/%E6%BD%AE%E6%B0%B4%E8%BD%AC%E5%90%91?s=2"),
        ] {
            assert_eq!(id("", link), id("", same), "{link}");
        }
        assert_eq!(id("https://e.org/articles/c0jq0ee0v1vo#0", ""), id("https://e.org/articles/c0jq0ee0v1vo#1", ""));
    }

    #[test]
    fn what_names_the_story_in_an_address_stays() {
        for (link, other) in [
            ("https://e.org/story.php?id=7", "https://e.org/story.php?id=8"),
            ("https://e.org/2015/?p=7", "https://e.org/2015/?p=8"),
            ("https://e.org/?p=7", "https://e.org/?p=8"),
            ("https://e.org/thread#message-7", "https://e.org/thread#message-8"),
            ("https://e.org/thread#1234", "https://e.org/thread#1235"),
            ("https://www.site-of-e.org/?p=7", "https://www.site-of-e.org/?p=8"),
        ] {
            assert_ne!(id("", link), id("", other), "{link}");
        }
        assert_ne!(id("https://e.org/x?v=1", ""), id("https://e.org/x?v=2", ""));
        assert_eq!(id("urn:x?utm_source=1", "https://e.org/a"), "urn:x?utm_source=1");
    }
}
