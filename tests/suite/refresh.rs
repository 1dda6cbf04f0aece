//! Refreshing a library from servers on loopback, as a user runs it.

mod held;
mod killed;
mod wishes;

use std::{
    io::Write,
    net::TcpStream,
    path::Path,
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use assert_cmd::cargo::cargo_bin;
use newsprint::{
    html,
    model::{Around, Mark, Order},
    query::Scope,
    runtime::refresh::{Habits, Refresh},
    store::{FeedRow, NewFeed, Store},
    text::SafeUrl,
};
use serde_json::Value;

use crate::network::server::{Server, closing};

fn feed(titles: &[&str]) -> String {
    let items: Vec<_> = titles.iter().map(|title| format!("<item><title>{title}</title><guid>{title}</guid></item>")).collect();
    format!("<rss><channel><title>Tide</title>{}</channel></rss>", items.concat())
}

fn served(out: &mut TcpStream, fields: &str, body: &str) {
    closing(out, "200 OK", &format!("Content-Type: application/rss+xml\r\n{fields}"), body.as_bytes());
}

/// A library with these feeds, in a home of its own.
fn library(home: &Path, urls: &[String]) -> Store {
    let mut store = Store::open(&home.join("newsprint/library.db"), html::searched_text).expect("a library");
    let feeds: Vec<NewFeed> = urls.iter().filter_map(|url| Some(NewFeed::web(&SafeUrl::parse(url)?))).collect();
    store.add(&feeds).expect("added");
    store
}

fn refresh(home: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin!("newsprint"));
    command.arg("refresh").args(words).env_clear().env("HOME", home).env("XDG_DATA_HOME", home);
    command.output().expect("the program starts")
}

fn summary(home: &Path, words: &[&str]) -> Value {
    let output = refresh(home, &[words, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// Writes the settings of whoever lives at `home`.
fn settings(home: &Path, text: &str) {
    let folder = home.join(".config/newsprint");
    std::fs::create_dir_all(&folder).expect("a folder");
    newsprint::runtime::files::replace(&folder.join("config.toml"), text.as_bytes()).expect("settings");
}

/// Changes the library behind the program's back, as time would.
fn set(home: &Path, sql: &str) {
    let connection = rusqlite::Connection::open(home.join("newsprint/library.db")).expect("a library");
    connection.execute_batch(sql).expect("set");
}

fn rows(home: &Path) -> Vec<FeedRow> {
    library(home, &[]).read().feeds().expect("readable")
}

#[test]
fn what_is_new_comes_once_and_unchanged_feeds_cost_a_line() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|head, out| {
        if head.contains("if-none-match: \"1\"") {
            closing(out, "304 Not Modified", "", b"");
        } else {
            served(out, "ETag: \"1\"\r\n", &feed(&["one", "two"]));
        }
    });
    drop(library(home.path(), &[server.url("/a"), server.url("/b")]));
    let output = refresh(home.path(), &[]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.starts_with("2 feeds: 4 new stories in "), "{said} {}", String::from_utf8_lossy(&output.stderr));
    let again = summary(home.path(), &[]);
    assert_eq!((&again["feeds"], &again["new"], &again["failed"]), (&2.into(), &0.into(), &Value::Array(Vec::new())));
    assert_eq!(rows(home.path())[0].total, 2);
    assert_eq!(server.requests().iter().filter(|head| head.contains("if-none-match")).count(), 2);
}

#[test]
fn a_feed_that_fails_keeps_its_articles_and_says_why() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_, out| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => served(out, "", &feed(&["one"])),
        _ => closing(out, "200 OK", "Content-Type: text/html\r\n", b"<html><h1>Log in to the hotel's network</h1></html>"),
    });
    drop(library(home.path(), &[server.url("/a")]));
    assert_eq!(refresh(home.path(), &["--quiet"]).status.code(), Some(0));
    let output = refresh(home.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Tide: this is no feed"), "{output:?}");
    let row = rows(home.path()).remove(0);
    assert_eq!((row.total, row.health.failures), (1, 1));
    assert!(row.health.due > row.health.checked);
}

#[test]
fn without_a_network_a_refresh_says_so_in_one_line_however_many_feeds_there_are() {
    let home = tempfile::tempdir().expect("a folder");
    // A port on which nobody listens.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let feeds = |count: usize| (0..count).map(|feed| format!("http://{closed}/{feed}")).collect::<Vec<_>>();
    for (count, lines) in [(2, 2), (5, 1)] {
        drop(library(home.path(), &feeds(count)));
        let output = refresh(home.path(), &["--all", "--quiet"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.lines().count()), (Some(1), lines), "{said}");
        assert!(said.contains("127.0.0.1: no connection"), "{said}");
        assert!(lines > 1 || said.contains("none of the 5 feeds"), "{said}");
    }
}

#[test]
fn a_server_that_asks_for_rest_or_is_gone_is_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|head, out| {
        let (status, fields) = if head.contains("/gone") { ("410 Gone", "") } else { ("429 Too Many", "Retry-After: 86400\r\n") };
        closing(out, status, fields, b"");
    });
    drop(library(home.path(), &[server.url("/gone"), server.url("/busy")]));
    assert_eq!(summary(home.path(), &[])["failed"].as_array().map(Vec::len), Some(2));
    assert_eq!(summary(home.path(), &[])["feeds"], 0);
    assert_eq!(summary(home.path(), &["--all"])["feeds"], 2);
    let wait = rows(home.path())[1].health.due.map(|due| due.as_second() - jiff::Timestamp::now().as_second());
    assert!(wait.is_some_and(|wait| wait > 86_300), "{wait:?}");
}

#[test]
fn feeds_are_chosen_by_number_title_or_folder_and_an_unknown_one_is_said() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|_, out| served(out, "", &feed(&["one"])));
    let mut store = library(home.path(), &[server.url("/a"), server.url("/b"), server.url("/c")]);
    let ids: Vec<_> = store.read().feeds().expect("readable").iter().map(|row| row.id).collect();
    store.move_to(ids[1], &"News".into()).expect("moved");
    store.rename(ids[2], Some(&"The Third".into())).expect("renamed");
    drop(store);
    assert_eq!(summary(home.path(), &["news", "the third"])["feeds"], 2);
    assert_eq!(summary(home.path(), &[&ids[0].0.to_string()])["feeds"], 1);
    let output = refresh(home.path(), &["nobody"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nobody: no feed or folder"), "{output:?}");
}

#[test]
fn at_most_two_feeds_of_one_host_are_asked_at_one_time() {
    let home = tempfile::tempdir().expect("a folder");
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let peak = Arc::clone(&most);
    let server = Server::start(move |_, out| {
        peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(30));
        now.fetch_sub(1, Ordering::SeqCst);
        served(out, "", &feed(&["one"]));
    });
    drop(library(home.path(), &(0..12).map(|number| server.url(&format!("/{number}"))).collect::<Vec<_>>()));
    assert_eq!(summary(home.path(), &[])["new"], 12);
    assert!(most.load(Ordering::SeqCst) <= 2, "{most:?}");
}

/// Servers leave their connections open for the next request: those of many hosts are more than a small `ulimit -n` allows.
#[test]
fn feeds_of_more_hosts_than_files_may_be_open_are_all_read() {
    let home = tempfile::tempdir().expect("a folder");
    let (told, over) = std::sync::mpsc::channel::<()>();
    let over = Arc::new(std::sync::Mutex::new(over));
    let servers: Vec<Server> = (1..=60)
        .map(|number| {
            let over = Arc::clone(&over);
            Server::start_at(&format!("127.0.0.{number}"), move |_, out| {
                let body = feed(&["one"]);
                let head =
                    format!("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\n\r\n", body.len());
                drop(out.write_all((head + &body).as_bytes()));
                // Until the test is over.
                drop(over.lock().map(|over| over.recv()));
            })
        })
        .collect();
    drop(library(home.path(), &servers.iter().map(|server| server.url("/")).collect::<Vec<_>>()));
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 48; exec \"$0\" refresh --json"]).arg(cargo_bin!("newsprint"));
    let output =
        command.env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).output().expect("the shell starts");
    drop(told);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!((&said["new"], &said["failed"]), (&60.into(), &Value::Array(Vec::new())));
}

#[test]
fn a_refresh_that_is_stopped_ends_at_once_and_keeps_what_has_come() {
    let home = tempfile::tempdir().expect("a folder");
    let quick = Server::start(|_, out| served(out, "", &feed(&["one"])));
    let silent = Server::start(|_, _| thread::sleep(Duration::from_secs(20)));
    let store = library(home.path(), &[quick.url("/a"), silent.url("/b")]);
    let feeds = store.read().feeds().expect("readable");
    let refresh = Refresh::start(store, feeds, Habits::default(), || ()).expect("started");
    while refresh.progress().done < 1 {
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(refresh.progress().under_way.len(), 1);
    refresh.stop();
    let progress = refresh.wait().expect("stored");
    assert_eq!((progress.done, progress.total, progress.ended), (1, 2, true));
    assert_eq!(rows(home.path())[0].total, 1);
}

/// Two states of a feed: on the second day titles, texts and query strings are others, and one article has left.
const DAYS: [&str; 2] = [
    "<item><title>Tide</title><guid>urn:1</guid><link>https://e.org/1?utm_source=a</link><description>rises</description></item>\
     <item><title>Gulls</title><link>https://e.org/2015/gulls-over-the-bay?s=1</link><description>fly</description></item>\
     <item><title>Fog</title><link>https://e.org/story.php?id=3&amp;sid=77</link></item>\
     <item><title>Bells</title><description>ring</description></item><item><title>Old</title><guid>urn:5</guid></item>",
    "<item><title>New</title><guid>urn:6</guid></item>\
     <item><title>Tide, corrected</title><guid>urn:1</guid><link>https://e.org/one?utm_source=b</link><description>falls</description></item>\
     <item><title>Gulls again</title><link>https://e.org/2015/gulls-over-the-bay?s=2</link><description>fly</description></item>\
     <item><title>Fog</title><link>https://e.org/story.php?id=3&amp;sid=78</link></item>\
     <item><title>Bells</title><description>ring twice</description></item>",
];

#[test]
fn an_article_in_other_words_or_at_another_query_string_is_a_revision_and_keeps_its_marks() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_, out| {
        let day = DAYS[asked.fetch_add(1, Ordering::SeqCst).min(1)];
        served(out, "", &format!("<rss><channel><title>Shore</title>{day}</channel></rss>"));
    });
    let mut store = library(home.path(), &[server.url("/a")]);
    assert_eq!(summary(home.path(), &[])["new"], 5);
    store.mark_all(&Scope::All, None, &Mark::Read(true)).expect("marked");
    assert_eq!(summary(home.path(), &["--all"])["new"], 1);
    let page = store.read().headlines(&Scope::All, Order::Newest, Around::Place(0)).expect("readable");
    let mut titles: Vec<(&str, bool)> = page.rows.iter().map(|row| (row.title.as_str(), row.read)).collect();
    titles.sort_unstable();
    let expected =
        [("Bells", true), ("Fog", true), ("Gulls again", true), ("New", false), ("Old", true), ("Tide, corrected", true)];
    assert_eq!(titles, expected);
    let revised: usize = page.rows.iter().map(|row| store.read().revisions(row.key).expect("readable").len()).sum();
    assert_eq!(revised, 3, "Tide, Gulls and Bells were changed");
}

#[test]
fn a_feed_that_was_damaged_is_marked_as_repaired_with_the_reason_until_it_is_whole() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_, out| {
        let title = if asked.fetch_add(1, Ordering::SeqCst) == 0 { "Q & A" } else { "Q &amp; A" };
        served(out, "", &feed(&[title]));
    });
    drop(library(home.path(), &[server.url("/a")]));
    summary(home.path(), &[]);
    let shown = || {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.arg("feeds").env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", home.path());
        String::from_utf8_lossy(&command.output().expect("the program starts").stdout).into_owned()
    };
    assert!(shown().contains("(repaired: an ampersand is not escaped (line 1))"), "{}", shown());
    summary(home.path(), &["--all"]);
    assert!(!shown().contains("repaired"), "{}", shown());
    assert_eq!(rows(home.path())[0].total, 1);
}

#[test]
fn a_site_that_was_subscribed_to_leads_to_its_feed_and_a_page_that_comes_in_between_does_not() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |head, out| match (head.split(' ').nth(1), asked.fetch_add(1, Ordering::SeqCst)) {
        (Some("/feed"), 0..=2) => served(out, "", &feed(&["one"])),
        (Some("/two"), _) => {
            let link = |name: &str| format!("<link rel=alternate type=application/rss+xml href=/{name} title={name}>");
            closing(out, "200 OK", "Content-Type: text/html\r\n", format!("<html>{}{}", link("a"), link("b")).as_bytes());
        }
        _ => {
            let page = "<html><link rel=alternate type=application/rss+xml href=/feed><p>Welcome";
            closing(out, "200 OK", "Content-Type: text/html\r\n", page.as_bytes());
        }
    });
    drop(library(home.path(), &[server.url("/")]));
    assert_eq!(summary(home.path(), &[])["new"], 1);
    assert_eq!(rows(home.path())[0].address.as_str(), server.url("/feed"));
    summary(home.path(), &["--all"]);
    let failed = summary(home.path(), &["--all"]);
    assert_eq!((failed["failed"].as_array().map(Vec::len), rows(home.path())[0].total), (Some(1), 1));
    assert_eq!(rows(home.path())[0].address.as_str(), server.url("/feed"));
    drop(library(home.path(), &[server.url("/two")]));
    let told = summary(home.path(), &["--all"])["failed"].to_string();
    assert!(told.contains(&format!("(1) a {}; (2) b {}", server.url("/a"), server.url("/b"))), "{told}");
}

#[test]
fn a_feed_of_a_page_is_subscribed_to_by_its_number_and_takes_the_place_of_the_page() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|head, out| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        if ["/a", "/b"].contains(&path) {
            return served(out, "", &feed(&[path]));
        }
        let link = |name: &str| format!("<link rel=alternate type=application/rss+xml href=/{name} title={name}>");
        closing(out, "200 OK", "Content-Type: text/html\r\n", format!("<html>{}{}", link("a"), link("b")).as_bytes());
    });
    let add = |number: &str| {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.args(["add", &server.url("/"), "--feed", number]).env_clear();
        command.env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).output().expect("the program starts")
    };
    drop(library(home.path(), &[server.url("/")]));
    let addresses = || rows(home.path()).iter().map(|row| row.address.to_string()).collect::<Vec<_>>();
    assert!(!add("3").status.success());
    assert_eq!(addresses(), [server.url("/")]);
    assert!(add("2").status.success());
    assert_eq!(addresses(), [server.url("/b")]);
    assert!(add("1").status.success());
    assert_eq!(addresses(), [server.url("/b"), server.url("/a")]);
    assert_eq!(summary(home.path(), &[])["new"], 2);
}
