//! From the address of a page to its feed, on loopback.

use std::net::TcpStream;

use newsprint::{
    runtime::load::{self, Hints, Kind, LoadError, Loaded},
    source::Source,
};

use super::server::{Server, closing};

const FEED: &[u8] = b"<rss><channel><title>Tide</title><item><title>High water</title><guid>1</guid></item></channel></rss>";
const PROSE: &str = "<p>The tide turned at noon, and with it the wind. Boats that had waited in the harbour since the morning went out \
                     one after the other, and by the evening nobody on the pier could count the sails any more.</p>";

/// A site whose pages are told by their paths; everything else is missing.
fn site(pages: &'static [(&'static str, &'static str)]) -> Server {
    Server::start(move |head, out: &mut TcpStream| {
        let asked = head.split(' ').nth(1).unwrap_or_default();
        match pages.iter().find(|(path, _)| *path == asked) {
            Some((_, "feed")) => closing(out, "200 OK", "Content-Type: application/rss+xml\r\n", FEED),
            Some((_, page)) => {
                closing(out, "200 OK", "Content-Type: text/html\r\n", page.replace("PROSE", &PROSE.repeat(3)).as_bytes());
            }
            None => closing(out, "404 Not Found", "", b""),
        }
    })
}

fn load(server: &Server, path: &str, hints: &Hints) -> Result<Loaded, LoadError> {
    let source = Source::parse(server.url(path).as_ref());
    load::all(vec![source], hints).expect("a runtime").remove(0)
}

fn title(loaded: Result<Loaded, LoadError>) -> String {
    loaded.expect("something to read").feed.articles[0].title.to_string()
}

fn wants_feed() -> Hints {
    Hints { kind: Kind::Feed, ..Hints::default() }
}

const NAMED: &str =
    "<html><head><title>Shore</title><link rel=alternate type=application/rss+xml href=/news/feed title=News></head>PROSE";

#[test]
fn the_front_page_of_a_site_leads_to_the_feed_that_it_names() {
    let server = site(&[("/", NAMED), ("/news/feed", "feed")]);
    let loaded = load(&server, "/", &Hints::default()).expect("a feed");
    assert_eq!(loaded.feed.title.as_str(), "Tide");
    assert_eq!(loaded.found.map(|url| url.to_string()), Some(server.url("/news/feed")));
}

#[test]
fn a_story_stays_a_story_unless_a_feed_is_asked_for() {
    let server = site(&[("/2015/tide", NAMED), ("/news/feed", "feed")]);
    assert_eq!(title(load(&server, "/2015/tide", &Hints::default())), "Shore");
    assert_eq!(title(load(&server, "/2015/tide", &wants_feed())), "High water");
}

#[test]
fn a_feed_lies_in_a_usual_place_where_the_page_names_none() {
    let server = site(&[("/", "<html><title>Shore</title>PROSE"), ("/rss.xml", "feed")]);
    assert_eq!(title(load(&server, "/", &Hints::default())), "High water");
    let server = site(&[("/", "<html><title>Shore</title>PROSE")]);
    assert_eq!(title(load(&server, "/", &Hints::default())), "Shore");
    assert!(matches!(load(&server, "/", &wants_feed()), Err(LoadError::NoFeed(_))));
}

const TWO: &str = "<html><link rel=alternate type=application/rss+xml href=/a title=World>\
                   <link rel=alternate type=application/rss+xml href=/news/feed title=Sport>PROSE";

#[test]
fn several_feeds_are_listed_and_one_is_chosen_by_its_number() {
    let server = site(&[("/", TWO), ("/news/feed", "feed")]);
    let told = load(&server, "/", &Hints::default()).expect_err("a choice").to_string();
    assert!(told.contains(&format!("(1) World {}; (2) Sport", server.url("/a"))), "{told}");
    let chosen = |choice| load(&server, "/", &Hints { choice: Some(choice), ..Hints::default() });
    assert_eq!(title(chosen(2)), "High water");
    assert!(matches!(chosen(3), Err(LoadError::NoSuchFeed(_, 3, 2))));
}

#[test]
fn a_page_that_names_itself_ends_the_search() {
    let server = site(&[("/x", "<html><link rel=alternate type=application/rss+xml href=/x><body>x")]);
    assert!(matches!(load(&server, "/x", &Hints::default()), Err(LoadError::Wordless(..))));
    assert_eq!(server.requests().len(), 1);
    let server = site(&[
        ("/x", "<html><link rel=alternate type=application/rss+xml href=/y><body>x"),
        ("/y", "<html><link rel=alternate type=application/rss+xml href=/x><body>y"),
    ]);
    assert!(load(&server, "/x", &Hints::default()).is_err());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_page_leads_to_no_file_and_into_no_other_private_host() {
    let other = site(&[("/secret", "feed")]);
    let page = format!(
        "<html><link rel=alternate type=application/rss+xml href=file:///etc/passwd>\
         <link rel=alternate type=application/rss+xml href={}>",
        other.url("/secret")
    );
    let server = Server::start(move |_, out| closing(out, "200 OK", "Content-Type: text/html\r\n", page.as_bytes()));
    let told = load(&server, "/x", &Hints::default()).expect_err("a refusal").to_string();
    assert!(told.starts_with(&server.url("/x")) && told.contains(&other.url("/secret")), "which page leads where: {told}");
    assert!(told.contains("inside a private network"), "{told}");
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn what_stands_between_the_reader_and_the_net_is_no_story() {
    let server = site(&[("/feed/x", "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>")]);
    let told = load(&server, "/feed/x", &Hints::default()).expect_err("nothing to read").to_string();
    assert!(told.contains("“502 Bad Gateway”"), "{told}");
}
