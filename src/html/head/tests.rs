use super::super::Page;
use super::Head;
use crate::text::SafeUrl;

fn head(markup: &str) -> Head {
    Page::parse(markup, SafeUrl::parse("https://e.org/a/b").as_ref()).head()
}

#[test]
fn feeds_are_found_with_title_and_type() {
    let head =
        head("<link rel=alternate type='application/rss+xml' title=News href=/rss><link rel=alternate hreflang=de href=/de>");
    assert_eq!(head.feeds.len(), 1);
    assert_eq!((head.feeds[0].url.as_str(), &*head.feeds[0].title), ("https://e.org/rss", "News"));
}

#[test]
fn the_headline_goes_without_the_name_of_the_site() {
    for markup in [
        "<title>A long day at the sea | The Paper</title>",
        "<title>The Paper: A long day at the sea</title><h1>A long day at the sea</h1>",
        "<meta property=og:title content='A long day at the sea'><title>x</title>",
        "<meta property=og:site_name content='The Paper'><title>A long day at the sea - The Paper</title>",
    ] {
        assert_eq!(head(markup).title.as_str(), "A long day at the sea", "{markup}");
    }
    assert_eq!(head("<title>一个漫长的海边日子_新闻网</title>").title.as_str(), "一个漫长的海边日子");
    assert_eq!(head("<title>Spider-Man - a review</title>").title.as_str(), "Spider-Man - a review");
}

#[test]
fn machines_are_told_of_authors_and_dates() {
    let head = head(
        r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H","author":[{"@id":"x"},"Ben"],
        "datePublished":"2015-12-18T18:42:00+08:00","dateModified":"2015-12-19"},{"@id":"x","@type":"Person","name":"Ann"}]}</script>"#,
    );
    assert_eq!(head.authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Ann", "Ben"]);
    assert_eq!(head.published.map(|stamp| stamp.rfc3339()).as_deref(), Some("2015-12-18T18:42:00+08:00"));
    assert!(head.updated.is_some_and(|stamp| stamp.date_only));
}

#[test]
fn readers_see_dates_and_names_too() {
    let seen =
        head("<div class=info>来源：新华网 2015年12月18日 18:42</div><p class=byline>By Ann Writer and Ben Reader | Staff</p>");
    assert_eq!(seen.published.map(|stamp| stamp.rfc3339()).as_deref(), Some("2015-12-18T18:42:00Z"));
    assert_eq!(seen.authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Ann Writer", "Ben Reader"]);
}
