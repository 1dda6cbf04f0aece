//! A story ready to be written: the article, what it belongs to, and its document.

use jiff::tz::TimeZone;

use crate::{
    html,
    model::{Article, Document, Feed},
    text::CleanText,
    words::{Phrase, Words},
};

/// How much of a story stands in for a headline that it does not have, in cells.
const STAND_IN: usize = 72;

/// An article with its feed and its document.
#[derive(Debug)]
pub struct Story<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// The article.
    pub article: &'a Article,
    /// The article's text.
    pub document: Document,
}

impl<'a> Story<'a> {
    /// Makes the document of an article.
    #[must_use]
    pub fn open(feed: &'a Feed, article: &'a Article) -> Self {
        let document = html::story(feed, article);
        Self { feed, article, document }
    }

    /// The headline, or the beginning of the story where it has none.
    #[must_use]
    pub fn headline(&self, words: Words) -> CleanText {
        headline(self.article, words)
    }

    /// `By Ann, Bob · Source`, or what of it is known.
    #[must_use]
    pub fn byline(&self, words: Words) -> CleanText {
        let names: Vec<&str> = self.article.authors.iter().map(|person| &*person.name).filter(|name| !name.is_empty()).collect();
        let names = names.join(words.get("byline.separator"));
        let by = if names.is_empty() { CleanText::new() } else { words.say(&Phrase::new("byline.by").with("names", names)) };
        let parts = [by, source(self.feed)];
        CleanText::line(&parts.iter().filter(|part| !part.is_empty()).map(CleanText::as_str).collect::<Vec<_>>().join(" · "))
    }

    /// `Updated: 2015-12-18 18:42`, or `Published:` where it was not changed since.
    #[must_use]
    pub fn stamp(&self, zone: &TimeZone, words: Words) -> Option<CleanText> {
        self.article.dateline().map(|dateline| words.say(&dateline.phrase(zone)))
    }
}

/// Every article of `feeds` with its feed, in order.
pub(super) fn articles(feeds: &[Feed]) -> impl Iterator<Item = (&Feed, &Article)> {
    feeds.iter().flat_map(|feed| feed.articles.iter().map(move |article| (feed, article)))
}

/// The headline of an article, or the beginning of its text where it has none.
pub(super) fn headline(article: &Article, words: Words) -> CleanText {
    if !article.title.is_empty() {
        return article.title.clone();
    }
    let beginning = html::plain_text(article.markup()).elided(STAND_IN);
    if beginning.is_empty() { words.get("story.untitled").into() } else { beginning }
}

/// What a feed is called: its title, or the site that it belongs to.
pub(super) fn source(feed: &Feed) -> CleanText {
    match feed.link.as_ref().or(feed.self_link.as_ref()) {
        Some(link) if feed.title.is_empty() => CleanText::line(link.site()),
        _ => feed.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::{TimeZone, offset};

    use super::Story;
    use crate::{
        model::{Article, Feed, Person, RawHtml, Stamp},
        words::Words,
    };

    fn at(time: &str) -> Stamp {
        Stamp::at(time.parse().expect("a time"), offset(8))
    }

    #[test]
    fn the_stamp_says_whether_the_story_was_changed() {
        let feed = Feed::default();
        let stamp = |published, updated| {
            let article = Article { published, updated, ..Article::default() };
            Story::open(&feed, &article).stamp(&TimeZone::UTC, Words::english()).map(|stamp| stamp.to_string())
        };
        let (first, later) = (Some(at("2015-12-18T18:00:00+08:00")), Some(at("2015-12-18T18:42:00+08:00")));
        assert_eq!(stamp(first, later).as_deref(), Some("Updated: 2015-12-18 18:42"));
        assert_eq!(stamp(first, first).as_deref(), Some("Published: 2015-12-18 18:00"));
        assert_eq!(stamp(None, later).as_deref(), Some("Updated: 2015-12-18 18:42"));
        assert_eq!(stamp(None, None), None);
    }

    #[test]
    fn a_story_without_a_headline_is_known_by_its_beginning() {
        let (feed, body) = (Feed { title: "Daily".into(), ..Feed::default() }, RawHtml::new("<p>Only <b>words</b>.</p>"));
        let authors = ["Ann", "Bob"].map(|name| Person { name: name.into(), ..Person::default() }).into();
        let article = Article { authors, body, ..Article::default() };
        let story = Story::open(&feed, &article);
        assert_eq!(story.headline(Words::english()).as_str(), "Only words.");
        assert_eq!(story.byline(Words::english()).as_str(), "By Ann, Bob · Daily");
    }
}
