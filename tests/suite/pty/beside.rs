//! Another program works on the library while the screen shows it.

use std::{path::Path, process::Command};

use assert_cmd::cargo::cargo_bin;
use jiff::Timestamp;
use newsprint::{
    html,
    model::{Article, ArticleId, Feed, Stamp},
    store::{Brought, NewFeed, Reading, Store},
    text::{CleanText, SafeUrl},
};

use super::Session;

fn add(store: &mut Store, names: &[&str], age: i64) {
    let url = SafeUrl::parse("http://127.0.0.1:9/feed").expect("an address");
    let id = store.add(&[NewFeed::web(&url)]).expect("added")[0].0;
    let article = |(name, nth): (&&str, i64)| Article {
        id: ArticleId(CleanText::line(name)),
        title: CleanText::line(&format!("Ferry {name}")),
        published: Some(Stamp {
            instant: Timestamp::from_second(1_450_000_000 - age - nth).expect("a time"),
            offset: None,
            date_only: false,
        }),
        ..Article::default()
    };
    let feed = Feed { title: "Harbour".into(), articles: names.iter().zip(0..).map(article).collect(), ..Feed::default() };
    let reading = Reading {
        feed: id,
        at: Timestamp::now(),
        latency: None,
        due: Timestamp::now().checked_add(jiff::SignedDuration::from_hours(9)).ok(),
        interval: None,
        held: None,
        moved: None,
        brought: Brought::News { feed: Box::new(feed), validators: None, repairs: Vec::new() },
    };
    store.write(vec![reading]).expect("written");
}

fn library(home: &Path) -> Store {
    Store::open(&home.join("newsprint/library.db"), html::searched_text).expect("a library")
}

#[test]
fn what_another_program_changes_is_shown_and_the_chosen_story_stays_where_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let name = home.path().to_string_lossy().into_owned();
    add(&mut library(home.path()), &["one", "two", "three"], 100);
    let mut session = Session::start_with(&[], 100, 24, &[("TERM", "xterm-256color"), ("XDG_DATA_HOME", &name)]);
    session.wait_for("3 unread");
    session.keys("j");
    session.wait_until("the second story chosen", |session| is_chosen(session, "Ferry two"));
    let mut marked = Command::new(cargo_bin!("newsprint"));
    marked.args(["mark", "read", "title:three"]).env("XDG_DATA_HOME", home.path());
    assert!(marked.output().expect("the program starts").status.success());
    session.wait_until("the mark", |session| !session.contents().lines().any(|line| line.contains("● Ferry three")));
    add(&mut library(home.path()), &["zero"], 0);
    // It is there, above what is being looked at, and moves nothing.
    session.wait_for("4 stories");
    assert!(!session.contents().contains("Ferry zero"), "{}", session.contents());
    assert!(is_chosen(&session, "Ferry two"), "{}", session.contents());
    session.keys("gg");
    session.wait_for("Ferry zero");
    session.keys("qq");
    assert!(session.end().success());
}

fn is_chosen(session: &Session, words: &str) -> bool {
    session.contents().lines().any(|line| line.contains(words) && line.contains('▌'))
}

#[test]
fn a_source_that_could_not_be_read_is_read_by_the_key_that_the_empty_list_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tide.xml");
    let write = |items: &str| {
        let feed = format!("<rss><channel><title>Tide</title>{items}</channel></rss>");
        newsprint::runtime::files::replace(&file, feed.as_bytes()).expect("written");
    };
    let mut session = Session::start(&[&file.to_string_lossy()], 100, 24);
    session.wait_for("No story could be read. r tries");
    write("<item><guid>1</guid><title>The boats are home</title></item>");
    session.keys("r");
    session.wait_for("The boats are home");
    write(
        "<item><guid>1</guid><title>The boats are home</title></item><item><guid>2</guid><title>A ferry is late</title></item>",
    );
    session.keys("r");
    session.wait_for("2 stories");
    session.keys("k");
    let copies = |session: &Session| session.contents().matches("The boats are home").count();
    session.wait_until("the other story, and each once in the list", |session| copies(session) == 1);
    session.keys("q");
    assert!(session.end().success());
}

/// Without it, nobody knows that a slow server is being waited for, nor can end it.
#[test]
fn a_refresh_is_told_of_before_anybody_has_answered_and_escape_ends_it() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = SafeUrl::parse(&format!("http://{}/feed", silent.local_addr().expect("an address"))).expect("an address");
    let home = tempfile::tempdir().expect("a folder");
    let name = home.path().to_string_lossy().into_owned();
    library(home.path()).add(&[NewFeed::web(&url)]).expect("added");
    let mut session = Session::start_with(&[], 100, 24, &[("TERM", "xterm-256color"), ("XDG_DATA_HOME", &name)]);
    session.wait_for("0 of 1 feeds");
    session.keys("\u{1b}");
    session.wait_until("the end of the refresh", |session| !session.contents().contains("0 of 1 feeds"));
    session.keys("q");
    assert!(session.end().success());
}
