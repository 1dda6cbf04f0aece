//! Where the feeds of a web page are: what the page names, what its site is known for, and the usual places.

mod patterns;

use url::Url;

use crate::{
    html::FeedLink,
    text::{CleanText, SafeUrl},
};

pub use patterns::known;

/// The most feeds that one page may offer.
pub const MOST_FEEDS: usize = 20;
/// Where feeds lie on sites that don't say it, the likeliest first.
const USUAL: [&str; 8] = ["feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json", "rss", "feed/atom"];
/// What titles of feeds say of their format.
const FORMATS: [&str; 10] = ["rss", "atom", "json", "feed", "feeds", "xml", "rdf", "1.0", "2.0", "1.1"];

/// A feed that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is called; the last part of its address where it has no name.
    pub title: CleanText,
    /// Where it lies.
    pub url: SafeUrl,
}

/// The feeds that a page names, without those that only repeat another: the same in another format, the comments.
#[must_use]
pub fn named(links: &[FeedLink]) -> Vec<Found> {
    let (comments, feeds): (Vec<&FeedLink>, Vec<&FeedLink>) = links.iter().partition(|link| is_comments(link));
    let mut kept: Vec<&FeedLink> = Vec::new();
    for link in if feeds.is_empty() { comments } else { feeds } {
        if kept.len() < MOST_FEEDS && !kept.iter().any(|other| is_same(other, link)) {
            kept.push(link);
        }
    }
    kept.into_iter().map(|link| Found { title: title(link), url: link.url.clone() }).collect()
}

/// Feeds to choose from, numbered, in one line.
#[must_use]
pub fn choices(found: &[Found]) -> String {
    let numbered = (1..).zip(found).map(|(number, found)| format!("({number}) {} {}", found.title, found.url));
    numbered.collect::<Vec<_>>().join("; ")
}

/// The usual places of a feed on the site of `page`: beside the page first, then at the root.
#[must_use]
pub fn usual(page: &SafeUrl) -> Vec<SafeUrl> {
    let folder = page.as_str().split(['?', '#']).next().and_then(|path| path.rsplit_once('/')).map(|(folder, _)| folder);
    let folder = folder.filter(|folder| folder.contains("://") && !folder.ends_with('/')).unwrap_or(page.as_str());
    let beside = USUAL.iter().filter_map(|place| SafeUrl::parse(&format!("{folder}/{place}")));
    let root = USUAL.iter().filter_map(|place| page.join(&format!("/{place}")));
    let mut places: Vec<SafeUrl> = Vec::new();
    for place in beside.take(3).chain(root) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// Whether an address is the front door of a site, or of a user's corner of it, rather than one page among many.
#[must_use]
pub fn is_front(page: &SafeUrl) -> bool {
    let Ok(url) = Url::parse(page.as_str()) else { return false };
    let parts: Vec<&str> = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    url.query().is_none()
        && match parts.as_slice() {
            [] => true,
            [only] => !only.contains('.') && url.path().ends_with('/') || only.starts_with("index."),
            _ => false,
        }
}

fn is_comments(link: &FeedLink) -> bool {
    let title = link.title.to_lowercase();
    link.url.as_str().contains("/comments/")
        || ["comment", "kommentar", "commentaire", "comentario", "评论", "コメント"].iter().any(|word| title.contains(word))
}

/// Whether two links lead to one feed: one address, or one name in two formats.
fn is_same(one: &FeedLink, other: &FeedLink) -> bool {
    one.url == other.url || one.media_type != other.media_type && subject(&one.title) == subject(&other.title)
}

/// A title without what it says of the format.
fn subject(title: &str) -> String {
    let lower = title.to_lowercase();
    let words =
        lower.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty() && !FORMATS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

fn title(link: &FeedLink) -> CleanText {
    if !link.title.is_empty() {
        return link.title.clone();
    }
    let path = link.url.as_str().trim_end_matches('/');
    CleanText::line(path.rsplit('/').next().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::{FeedLink, is_front, named, usual};
    use crate::text::{CleanText, SafeUrl};

    fn url(raw: &str) -> SafeUrl {
        SafeUrl::parse(raw).expect("an address")
    }

    fn link(title: &'static str, path: &str, media_type: &'static str) -> FeedLink {
        FeedLink { url: url(&format!("https://e.org{path}")), title: CleanText::from(title), media_type: media_type.into() }
    }

    fn titles(links: &[FeedLink]) -> Vec<String> {
        named(links).iter().map(|found| found.title.to_string()).collect()
    }

    #[test]
    fn one_feed_in_three_formats_and_its_comments_are_no_choice() {
        let (rss, atom, json) = ("application/rss+xml", "application/atom+xml", "application/feed+json");
        assert_eq!(
            titles(&[link("Tide RSS", "/r", rss), link("Tide (Atom)", "/a", atom), link("Tide JSON Feed", "/j", json)]),
            ["Tide RSS"]
        );
        assert_eq!(titles(&[link("Tide", "/feed", rss), link("Tide » Comments Feed", "/comments/feed", rss)]), ["Tide"]);
        assert_eq!(titles(&[link("Comments", "/c", rss)]), ["Comments"]);
    }

    #[test]
    fn feeds_of_different_subjects_are_a_choice_in_the_order_of_the_page() {
        let rss = "application/rss+xml";
        assert_eq!(
            titles(&[link("World", "/w", rss), link("Sport", "/s", rss), link("", "/feeds/arts.xml", rss)]),
            ["World", "Sport", "arts.xml"]
        );
        assert_eq!(titles(&[link("", "/a", rss), link("", "/b", rss), link("", "/a", rss)]), ["a", "b"]);
    }

    #[test]
    fn the_usual_places_lie_beside_the_page_and_at_the_root() {
        let places = usual(&url("https://e.org/blog/?page=2"));
        assert_eq!(places.first(), Some(&url("https://e.org/blog/feed")));
        assert!(places.contains(&url("https://e.org/atom.xml")));
        assert_eq!(usual(&url("https://e.org")).first(), Some(&url("https://e.org/feed")));
    }

    #[test]
    fn a_front_door_is_told_from_a_story() {
        for front in ["https://e.org", "https://e.org/", "https://e.org/blog/", "https://e.org/index.html"] {
            assert!(is_front(&url(front)), "{front}");
        }
        for story in ["https://e.org/2015/tide", "https://e.org/tide.html", "https://e.org/?p=12", "https://e.org/about"] {
            assert!(!is_front(&url(story)), "{story}");
        }
    }
}
