//! Which of the addresses in a feed is the page, which the feed, which the discussion.

use super::{namespace::Space, tree::Element};
use crate::text::{CleanText, SafeUrl};

/// The web page of a feed or article: the link that is an alternate of it, HTML before other types; else where RDF
/// says that it is.
pub(super) fn page(element: &Element<'_>, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    let mut best: Option<(u8, SafeUrl)> = None;
    for link in element.all("link") {
        let Some(rank) = rank(link) else { continue };
        if best.as_ref().is_some_and(|(best, _)| *best <= rank) {
            continue;
        }
        if let Some(url) = target(link, base) {
            best = Some((rank, url));
        }
    }
    best.map(|(_, url)| url).or_else(|| SafeUrl::resolve(element.attribute("about")?, base))
}

/// How well a link fits as the page, 0 best; `None` where it is something else.
fn rank(link: &Element<'_>) -> Option<u8> {
    if link.attribute("href").is_none() {
        // RSS: the address is the text.
        return Some(0);
    }
    let relation = link.attribute("rel").unwrap_or_default();
    if !relation.is_empty() && !is_relation(relation, "alternate") {
        return None;
    }
    let kind = link.attribute("type").unwrap_or_default();
    let other_type = !kind.is_empty() && !kind.contains("html");
    let odd_relation = relation.contains(char::is_uppercase);
    Some(2 * u8::from(other_type) + u8::from(odd_relation))
}

/// Where a link leads, by its attribute or by its text.
fn target(link: &Element<'_>, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    let base = link.around.base.as_ref().or(base);
    match link.attribute("href") {
        Some(href) if !href.is_empty() => SafeUrl::resolve(href, base),
        _ => address(&link.text(), base),
    }
}

/// An address that is written as text: empty ones are none (they would mean the base itself).
fn address(text: &str, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    if text.is_empty() { None } else { SafeUrl::resolve(text, base) }
}

/// The page's address as it is written, where it is relative to a place that nobody named; else nothing.
pub(super) fn unresolved(element: &Element<'_>) -> CleanText {
    let links = element.all("link").filter(|link| rank(link).is_some());
    let written = links.map(|link| link.attribute("href").map_or_else(|| link.text(), Into::into)).find(|url| is_relative(url));
    written.map(|url| CleanText::line(&url)).unwrap_or_default()
}

/// Whether an address has no scheme of its own.
pub(super) fn is_relative(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    let rest = address.strip_prefix(scheme).unwrap_or_default();
    !address.is_empty() && !rest.starts_with(':')
}

/// The first link of a relation, such as `self` or `replies`.
pub(super) fn with_relation(element: &Element<'_>, relation: &str, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    all_with_relation(element, relation).find_map(|link| target(link, base))
}

/// All links of a relation.
pub(super) fn all_with_relation<'e, 'a>(element: &'e Element<'a>, relation: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
    element.all("link").filter(move |link| link.attribute("rel").is_some_and(|value| is_relation(value, relation)))
}

/// Relations may be written as addresses in IANA's registry.
fn is_relation(value: &str, relation: &str) -> bool {
    let name = value.rsplit_once("/link-relations/").or_else(|| value.rsplit_once("/relation/")).map_or(value, |(_, name)| name);
    name.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(relation))
}

/// Where an Atom entry without a link is read: at the address of its content, else at its id where that is on the web.
pub(super) fn elsewhere(entry: &Element<'_>) -> Option<SafeUrl> {
    let content = entry.all_in(Space::Atom, "content").find_map(|content| {
        let src = content.attribute("src").filter(|src| !src.is_empty())?;
        SafeUrl::resolve(src, content.around.base.as_ref())
    });
    content.or_else(|| entry.all_in(Space::Atom, "id").find_map(|id| SafeUrl::parse(&id.text())))
}

/// The `guid` of RSS, where it is an address and not marked as something else.
pub(super) fn permalink(item: &Element<'_>, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    let guids =
        item.all("guid").filter(|guid| guid.attribute("isPermaLink").is_none_or(|value| !value.eq_ignore_ascii_case("false")));
    guids.map(Element::text).find_map(|guid| {
        let relative = base.filter(|_| guid.starts_with('/'));
        SafeUrl::resolve(&guid, relative)
    })
}
