//! What a page says of itself: headline, authors, dates, feeds.

mod date;
mod facts;
mod json_ld;
mod name;

use super::tree::Tree;
use crate::model::Stamp;
use crate::text::{CleanText, SafeUrl};
use facts::Facts;

/// What a page says of itself. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The headline, without the site's name.
    pub title: CleanText,
    /// Who wrote it.
    pub authors: Vec<CleanText>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was changed.
    pub updated: Option<Stamp>,
    /// The language as a BCP 47 tag.
    pub language: CleanText,
    /// The address that it wants to be known by.
    pub canonical: Option<SafeUrl>,
    /// The feeds that it names.
    pub feeds: Vec<FeedLink>,
    /// The name of the site.
    pub site: CleanText,
    /// A sentence or two about it.
    pub description: CleanText,
    /// Its picture.
    pub image: Option<SafeUrl>,
}

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    /// Where it lies.
    pub url: SafeUrl,
    /// What it is called; may be empty.
    pub title: CleanText,
    /// Its media type, such as `application/rss+xml`.
    pub media_type: CleanText,
}

/// Reads the whole tree once, then asks.
pub fn read(tree: &Tree, base: Option<&SafeUrl>) -> Head {
    let facts = Facts::gather(tree);
    let address = |raw: &str| SafeUrl::resolve(raw, base);
    let site =
        CleanText::line(facts.meta(&["og:site_name", "application-name"]).or(facts.story.site.as_deref()).unwrap_or_default());
    let (published, updated) = date::dates(&facts, base);
    Head {
        title: name::title(&facts, &site),
        authors: name::authors(&facts),
        published,
        updated,
        language: CleanText::line(facts.language.or(facts.meta(&["content-language", "og:locale"])).unwrap_or_default()),
        canonical: facts.link("canonical").or(facts.meta(&["og:url"])).and_then(address),
        feeds: facts.feeds.iter().filter_map(|link| feed_link(link, base)).collect(),
        site,
        description: CleanText::line(
            facts
                .meta(&["og:description", "description", "twitter:description"])
                .or(facts.story.description.as_deref())
                .unwrap_or_default(),
        ),
        image: facts.meta(&["og:image", "og:image:url", "twitter:image"]).or(facts.story.image.as_deref()).and_then(address),
    }
}

fn feed_link(link: &facts::Alternate<'_>, base: Option<&SafeUrl>) -> Option<FeedLink> {
    let url = SafeUrl::resolve(link.href, base)?;
    Some(FeedLink { url, title: CleanText::line(link.title), media_type: CleanText::line(link.media_type) })
}

#[cfg(test)]
mod tests;
