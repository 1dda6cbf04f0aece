//! One `item` or `entry` to an article.

use std::borrow::Cow;

use super::{Hints, content, identity, links, media, namespace::Space, people, tree::Element};
use crate::{
    decode::strip,
    model::{Article, Stamp, Unresolved},
    text::{CleanText, SafeUrl},
};

/// The most categories of an article that are kept.
const MOST_TAGS: usize = 100;
/// How much of a one-line field is looked at, in bytes.
const LONGEST_FIELD: usize = 1 << 16;

/// When an article was published, the most exact name first.
const PUBLISHED: [(Space, &str); 14] = [
    (Space::Core, "pubDate"),
    (Space::Atom, "published"),
    (Space::Core, "published"),
    (Space::Atom, "issued"),
    (Space::Core, "issued"),
    (Space::Dc, "issued"),
    (Space::Dc, "available"),
    (Space::Dc, "date"),
    (Space::Core, "date"),
    (Space::Atom, "created"),
    (Space::Core, "created"),
    (Space::Dc, "created"),
    (Space::Atom, "pubDate"),
    (Space::Itunes, "pubDate"),
];
/// When it was changed.
const UPDATED: [(Space, &str); 7] = [
    (Space::Atom, "updated"),
    (Space::Core, "updated"),
    (Space::Atom, "modified"),
    (Space::Core, "modified"),
    (Space::Dc, "modified"),
    (Space::Core, "lastBuildDate"),
    (Space::Core, "lastModified"),
];
const TITLES: [(Space, &str); 5] =
    [(Space::Core, "title"), (Space::Atom, "title"), (Space::Dc, "title"), (Space::Media, "title"), (Space::Itunes, "title")];

/// The article that `item` describes; `channel` is what the feed said of itself so far.
pub(super) fn read(item: &Element<'_>, channel: Option<&Element<'_>>, hints: &Hints) -> Article {
    let base = item.around.base.as_ref();
    let guid = identity::publishers(item);
    let link = links::page(item, base).or_else(|| links::permalink(item, base)).or_else(|| links::elsewhere(item));
    let parts = content::read(item);
    let pictured = media::read(item, base);
    Article {
        title: first_line(item, &TITLES),
        authors: people::of_article(item),
        published: first_stamp(item, &PUBLISHED, hints),
        updated: first_stamp(item, &UPDATED, hints),
        summary: parts.summary,
        body: parts.body,
        language: language(item, channel),
        tags: tags(item),
        attachments: pictured.attachments,
        image: pictured.image,
        comments: comments(item, base),
        comment_count: comment_count(item),
        base: parts.base.or_else(|| base.cloned()).filter(|base| Some(base) != link.as_ref()),
        id: identity::of_article(&guid, link.as_ref()),
        guid: identity::told(item, &guid),
        unresolved: Unresolved {
            link: if link.is_none() { links::unresolved(item) } else { CleanText::new() },
            attachments: pictured.unresolved,
        },
        link,
    }
}

/// The first of these fields that holds any text, on one line.
pub(super) fn first_line(parent: &Element<'_>, names: &[(Space, &str)]) -> CleanText {
    names.iter().flat_map(|(space, name)| parent.all_in(*space, name)).map(line).find(|text| !text.is_empty()).unwrap_or_default()
}

/// A title or name: without markup, on one line.
pub(super) fn line(element: &Element<'_>) -> CleanText {
    let text = content::text(element);
    CleanText::line(&strip::text(head(&text)))
}

/// A description of several lines at most, as one line.
pub(super) fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_FIELD)).unwrap_or(text)
}

/// The first of these dates that makes sense.
pub(super) fn first_stamp(parent: &Element<'_>, names: &[(Space, &str)], hints: &Hints) -> Option<Stamp> {
    names.iter().flat_map(|(space, name)| parent.all_in(*space, name)).find_map(|element| hints.stamp(&element.text()))
}

fn language(item: &Element<'_>, channel: Option<&Element<'_>>) -> CleanText {
    let own = item.all_in(Space::Dc, "language").chain(item.all("language")).map(Element::text).find(|text| !text.is_empty());
    let inherited = Cow::Borrowed(item.around.language.as_str());
    let feeds = channel.map_or("", |channel| channel.around.language.as_str());
    let language = own.unwrap_or(inherited);
    if language == feeds { CleanText::new() } else { CleanText::line(&language) }
}

fn tags(item: &Element<'_>) -> Vec<CleanText> {
    let within_media = item.elements().filter(|element| element.space == Space::Media).flat_map(Element::elements);
    let named = item.elements().chain(within_media).filter(|element| {
        let extension = [(Space::Dc, "subject"), (Space::Media, "category"), (Space::Itunes, "category")];
        element.is("category") || extension.iter().any(|(space, name)| element.is_in(*space, name))
    });
    let lists =
        item.elements().filter(|element| element.is_in(Space::Media, "keywords") || element.is_in(Space::Itunes, "keywords"));
    let mut tags: Vec<CleanText> = Vec::new();
    let words = lists.flat_map(|list| list.text().split(',').map(CleanText::line).collect::<Vec<_>>());
    for tag in named.map(category).chain(words).filter(|tag| !tag.is_empty()) {
        if tags.len() < MOST_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn category(element: &Element<'_>) -> CleanText {
    let attributes = if element.space == Space::Itunes { ["text", "term"] } else { ["label", "term"] };
    let named = attributes.iter().find_map(|name| element.attribute(name)).filter(|name| !name.is_empty());
    named.map_or_else(|| line(element), |name| CleanText::line(&strip::text(head(name))))
}

fn comments(item: &Element<'_>, base: Option<&SafeUrl>) -> Option<SafeUrl> {
    let named = item.all("comments").find_map(|element| SafeUrl::resolve(&element.text(), base));
    named.or_else(|| links::with_relation(item, "replies", base))
}

/// How many comments there are, by the slash module, by Atom's threads or by the link to them.
fn comment_count(item: &Element<'_>) -> Option<u32> {
    let written = [(Space::Slash, "comments"), (Space::Threads, "total")];
    let written = written.iter().flat_map(|(space, name)| item.all_in(*space, name)).map(|element| element.text().into_owned());
    let linked = links::all_with_relation(item, "replies").filter_map(|link| link.attribute("count").map(str::to_owned));
    written.chain(linked).find_map(|number| number.trim().parse().ok())
}
