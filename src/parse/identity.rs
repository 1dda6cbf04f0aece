//! What makes an article the same article at the next reading.

use std::collections::{HashMap, HashSet};

use super::{namespace::Space, tree::Element};
use crate::{
    model::{Article, ArticleId},
    text::{CleanText, SafeUrl},
};

/// Ids that are longer, in bytes, are replaced by their hash.
const LONGEST_ID: usize = 512;
/// Parts of a query that say where a reader came from, and change from one reading to the next.
const TRACKING: [&str; 7] = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "cmpid"];

/// The id that the publisher gives, or nothing.
pub(super) fn publishers(item: &Element<'_>) -> String {
    let text = |element: &Element<'_>| Some(element.text().into_owned()).filter(|id| !id.is_empty());
    let named = item.all("guid").chain(item.all("id")).find_map(text);
    let about = named.or_else(|| item.attribute("about").map(str::to_owned).filter(|id| !id.is_empty()));
    about.or_else(|| item.all_in(Space::Dc, "identifier").find_map(text)).unwrap_or_default()
}

/// An id from the publisher's own, else from the link; empty where there is neither, until [`settle`].
pub(super) fn of_article(publishers: &str, link: Option<&SafeUrl>) -> ArticleId {
    if publishers.trim().is_empty() {
        return ArticleId(short(&link.map(without_tracking).unwrap_or_default()));
    }
    ArticleId(short(publishers))
}

/// An id as it is kept: whole, or its hash where it is too long.
pub(super) fn short(id: &str) -> CleanText {
    if id.len() > LONGEST_ID { hash(&[id]) } else { CleanText::line(id) }
}

fn without_tracking(link: &SafeUrl) -> String {
    let (page, fragment) = link.as_str().split_once('#').map_or((link.as_str(), None), |(page, rest)| (page, Some(rest)));
    let mut out = page.to_owned();
    if let Some((path, query)) = page.split_once('?') {
        let kept: Vec<&str> = query.split('&').filter(|pair| !TRACKING.iter().any(|name| pair.starts_with(name))).collect();
        out = if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) };
    }
    match fragment {
        Some(fragment) => format!("{out}#{fragment}"),
        None => out,
    }
}

/// Gives an id to those that have none, and tells apart those of different articles that share one.
pub(super) fn settle(articles: &mut [Article]) {
    for article in articles.iter_mut().filter(|article| article.id.0.is_empty()) {
        article.id = ArticleId(content_hash(article));
    }
    let shared = shared_by_different(articles);
    for article in articles.iter_mut().filter(|article| shared.contains(&article.id)) {
        let link = article.link.as_ref().map_or("", SafeUrl::as_str);
        article.id = ArticleId(hash(&[&article.id.0, link, &article.title]));
    }
}

/// The ids under which articles of different links or titles stand.
fn shared_by_different(articles: &[Article]) -> HashSet<ArticleId> {
    let mut first: HashMap<&ArticleId, &Article> = HashMap::new();
    let mut shared = HashSet::new();
    for article in articles {
        let other = first.entry(&article.id).or_insert(article);
        if other.link != article.link || other.title != article.title {
            shared.insert(article.id.clone());
        }
    }
    shared
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
