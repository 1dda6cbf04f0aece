//! Whole feeds in, articles out.

use super::{Hints, ParseError, Parsed, feed};
use crate::text::SafeUrl;

fn read(document: &str) -> Parsed {
    let hints = Hints { base: SafeUrl::parse("https://e.org/feed"), ..Hints::default() };
    feed(document.as_bytes(), &hints).expect("a feed")
}

#[test]
fn rss_with_its_extensions() {
    let parsed = read(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
        <channel><title>The &amp;amp; Post</title><link>https://e.org/</link><language>en</language>
        <item><title>A &lt;b&gt;title&lt;/b&gt;</title><link>/a</link><guid isPermaLink='false'>id-1</guid>
        <dc:creator>A. Writer</dc:creator><pubDate>Fri, 18 Dec 2015 18:42:00 +0800</pubDate>
        <description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
        <enclosure url='https://e.org/a.mp3' type='audio/mpeg' length='123'/></item></channel></rss>",
    );
    assert_eq!(parsed.repairs, []);
    assert_eq!(parsed.feed.title.as_str(), "The & Post");
    let [article] = parsed.feed.articles.as_slice() else { panic!("one article") };
    assert_eq!(article.title.as_str(), "A title");
    assert_eq!(article.link, SafeUrl::parse("https://e.org/a"));
    assert_eq!(article.id.0.as_str(), "id-1");
    assert_eq!(article.authors.first().map(|person| person.name.as_str()), Some("A. Writer"));
    assert_eq!(article.body.markup(), "<p>Long</p>");
    assert_eq!(article.summary.markup(), "Short");
    assert_eq!(article.published.map(|stamp| stamp.rfc3339()).as_deref(), Some("2015-12-18T18:42:00+08:00"));
    assert_eq!(article.attachments.first().and_then(|file| file.bytes), Some(123));
}

#[test]
fn what_is_no_feed_is_refused_in_one_sentence() {
    let refused = |bytes: &[u8]| feed(bytes, &Hints::default()).expect_err("no feed");
    assert_eq!(refused(b"  \n"), ParseError::Empty);
    assert_eq!(refused(b"just words"), ParseError::NoMarkup);
    assert_eq!(refused(b"{\"a\": [1, 2]}"), ParseError::OtherJson);
    assert_eq!(refused(b"{\"items\": [").to_string(), "the JSON is broken in line 1, column 11");
    assert!(refused(b"<!doctype html><html><title>x</title></html>").to_string().contains("<html>"));
}

#[test]
fn an_author_of_json_feed_may_be_a_mail_address() {
    let author = |author: &str| {
        let document =
            format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"authors\":[{author}]}}]}}");
        let person = read(&document).feed.articles.remove(0).authors.into_iter().next();
        person.map(|person| (person.name.to_string(), person.email.map(|email| email.to_string())))
    };
    let mailed = Some("a@e.org".to_owned());
    assert_eq!(author("{\"name\":\"Ann\",\"url\":\"mailto:a@e.org\"}"), Some(("Ann".to_owned(), mailed.clone())));
    assert_eq!(author("{\"url\":\"MAILTO:a@e.org\"}"), Some(("a@e.org".to_owned(), mailed)));
    assert_eq!(author("{\"url\":\"mailto:\"}"), None);
}

#[test]
fn what_a_server_says_before_a_feed_costs_nothing_but_a_remark() {
    let before = ["{\"error\": null}", "[1]", "Notice: x\n", "<br /><b>Warning</b>", "<html><body></body></html>", "0\r\n\r\n"];
    for junk in before {
        let parsed = read(&format!("{junk}<rss><channel><item><title>One</title></item></channel></rss>"));
        assert_eq!(parsed.feed.articles.len(), 1, "{junk}");
        assert_eq!(parsed.repairs.first().map(ToString::to_string).as_deref(), Some("something else stands before the feed"));
    }
    let broken = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"content_html\":\"<rss>\"}";
    assert_eq!(read(broken).feed.articles.len(), 1);
}

#[test]
fn an_id_that_is_a_relative_address_is_told_whole_and_lasts() {
    let entry = |base: &str, id: &str| {
        let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'><entry><id>{id}</id></entry></feed>");
        read(&feed).feed.articles.remove(0)
    };
    let (one, other) = (entry("http://e.org/x/", "a/1"), entry("https://e.org/x/", "a/1"));
    assert_eq!((one.guid.as_str(), other.guid.as_str()), ("http://e.org/x/a/1", "https://e.org/x/a/1"));
    assert_eq!(one.id, other.id);
    for id in ["tag:e.org,2015:a/1", "https://e.org/y", "17", "two words"] {
        assert_eq!(entry("http://e.org/x/", id).guid.as_str(), id);
    }
}

#[test]
fn an_entry_without_a_link_is_read_where_its_content_or_its_id_is() {
    let link = |fields: &str| {
        let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://e.org/'><entry>{fields}</entry></feed>");
        read(&feed).feed.articles.remove(0).link.map(|url| url.to_string())
    };
    assert_eq!(link("<id>https://e.org/1</id><content src='a' type='text/html'/>").as_deref(), Some("https://e.org/a"));
    assert_eq!(link("<id>https://e.org/1</id><content>x</content>").as_deref(), Some("https://e.org/1"));
    assert_eq!(link("<id>https://e.org/1</id><link href='/2'/>").as_deref(), Some("https://e.org/2"));
    for id in ["tag:e.org,2015:1", "e.org/1", "1"] {
        assert_eq!(link(&format!("<id>{id}</id>")), None, "{id}");
    }
}

#[test]
fn categories_are_found_where_podcasts_and_media_have_them() {
    let item = "<itunes:category text='Technology'/><media:content url='https://e.org/a.mp4'>\
        <media:category label='Film'>f</media:category></media:content><googleplay:description>Words</googleplay:description>";
    let article = read(&format!("<rss><channel><item>{item}</item></channel></rss>")).feed.articles.remove(0);
    assert_eq!(article.tags, ["Technology".into(), "Film".into()]);
    assert_eq!(article.summary.markup(), "Words");
}
