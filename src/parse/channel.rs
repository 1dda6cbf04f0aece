//! What a feed says of itself.

use super::{
    Hints,
    article::{first_line, first_stamp},
    links,
    namespace::Space,
    people,
    tree::Element,
};
use crate::{
    model::{Feed, Unresolved},
    text::{CleanText, SafeUrl},
};

const TITLES: [(Space, &str); 5] =
    [(Space::Core, "title"), (Space::Atom, "title"), (Space::Dc, "title"), (Space::Itunes, "title"), (Space::Media, "title")];
const DESCRIPTIONS: [(Space, &str); 11] = [
    (Space::Core, "description"),
    (Space::Atom, "subtitle"),
    (Space::Atom, "tagline"),
    (Space::Core, "subtitle"),
    (Space::Core, "tagline"),
    (Space::Dc, "description"),
    (Space::Itunes, "summary"),
    (Space::Itunes, "subtitle"),
    (Space::Itunes, "description"),
    (Space::Atom, "info"),
    (Space::Core, "info"),
];
const UPDATED: [(Space, &str); 10] = [
    (Space::Core, "lastBuildDate"),
    (Space::Atom, "updated"),
    (Space::Core, "updated"),
    (Space::Atom, "modified"),
    (Space::Core, "modified"),
    (Space::Dc, "modified"),
    (Space::Core, "pubDate"),
    (Space::Dc, "date"),
    (Space::Dc, "created"),
    (Space::Core, "date"),
];

/// The feed that `head` describes, still without its articles.
pub(super) fn read(head: &Element<'_>, hints: &Hints) -> Feed {
    let base = head.around.base.as_ref();
    let link = links::page(head, base);
    let unresolved = if link.is_none() { links::unresolved(head) } else { CleanText::new() };
    Feed {
        title: first_line(head, &TITLES),
        description: first_line(head, &DESCRIPTIONS),
        link,
        unresolved: Unresolved { link: unresolved, ..Unresolved::default() },
        self_link: links::with_relation(head, "self", base),
        language: language(head, hints),
        authors: people::of_feed(head),
        updated: first_stamp(head, &UPDATED, hints),
        ttl: ttl(head),
        icon: icon(head, base),
        articles: Vec::new(),
    }
}

fn language(head: &Element<'_>, hints: &Hints) -> CleanText {
    let named = head.all("language").chain(head.all_in(Space::Dc, "language")).map(|element| element.text().into_owned());
    let inherited = head.around.language.clone();
    let header = hints.content_language.clone().unwrap_or_default();
    let language = named.chain([inherited, header]).find(|text| !text.is_empty()).unwrap_or_default();
    CleanText::line(&language)
}

/// The minutes between two changes, by `ttl`, else by the syndication module: so many times in a period.
fn ttl(head: &Element<'_>) -> Option<u32> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
    let named = head.all("ttl").find_map(|element| number(&element.text()));
    named.or_else(|| {
        let period = head.all_in(Space::Syndication, "updatePeriod").next()?;
        let minutes = match period.text().to_ascii_lowercase().as_str() {
            "hourly" => 60,
            "daily" => 24 * 60,
            "weekly" => 7 * 24 * 60,
            "monthly" => 30 * 24 * 60,
            "yearly" => 365 * 24 * 60,
            _ => return None,
        };
        let times = head.all_in(Space::Syndication, "updateFrequency").find_map(|element| number(&element.text()));
        Some((minutes / times.unwrap_or(1)).max(1))
    })
}

fn icon(head: &Element<'_>, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    let within = |image: &Element<'_>| {
        let url = image.all("url").next().map(|url| url.text().into_owned());
        url.or_else(|| image.attribute("resource").map(str::to_owned))
    };
    let named = head.all("image").filter_map(within);
    let written = head.all("icon").chain(head.all("logo")).map(|element| element.text().into_owned());
    let podcast = head.all_in(Space::Itunes, "image").filter_map(|image| image.attribute("href").map(str::to_owned));
    named.chain(written).chain(podcast).find_map(|url| SafeUrl::resolve(&url, base))
}
