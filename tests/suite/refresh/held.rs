//! What a library holds over the years: retention, marks, addresses.

use std::sync::atomic::{AtomicUsize, Ordering};

use newsprint::{model::Mark, query::Scope};

use super::{feed, library, rows, served, set, settings, summary};
use crate::network::server::{Server, redirect};

#[test]
fn old_stories_that_were_read_go_and_do_not_come_back_while_their_feed_lists_them() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|_, out| served(out, "", &feed(&["one", "two", "three", "four"])));
    drop(library(home.path(), &[server.url("/a"), server.url("/b")]));
    settings(home.path(), &format!("[keep]\ndays = 30\n[feed.\"{}\"]\nkeep_days = 0\n", server.url("/b")));
    assert_eq!(summary(home.path(), &[])["new"], 8);
    let mut store = library(home.path(), &[]);
    let [a, b] = store.read().feeds().expect("readable").iter().map(|row| row.id).collect::<Vec<_>>()[..] else { panic!() };
    let keys = store.read().keys(&Scope::Feed(a)).expect("keys");
    store.mark_all(&Scope::All, None, &Mark::Read(true)).expect("marked");
    store.mark(&keys[..1], &Mark::Starred(true)).expect("marked");
    store.mark(&keys[1..2], &Mark::Read(false)).expect("marked");
    store.mark(&keys[2..3], &Mark::Tagged("x".into(), true)).expect("marked");
    drop(store);
    assert_eq!(summary(home.path(), &[])["new"], 0);
    assert_eq!(rows(home.path()).iter().map(|row| row.total).collect::<Vec<_>>(), [4, 4]);
    let month = "UPDATE status SET ord = ord - (40 * 86400 << 27), changed = changed - 40 * 86400;
                 UPDATE article SET ord = ord - (40 * 86400 << 27), came = came - 40 * 86400;";
    set(home.path(), month);
    for _ in 0..2 {
        assert_eq!(summary(home.path(), &[])["new"], 0);
        assert_eq!(rows(home.path()).iter().map(|row| row.total).collect::<Vec<_>>(), [3, 4]);
    }
    assert_eq!(library(home.path(), &[]).read().keys(&Scope::Feed(b)).expect("keys").len(), 4);
}

#[test]
fn stories_keep_their_marks_where_a_site_gives_them_new_ids() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_, out| {
        let scheme = if asked.fetch_add(1, Ordering::SeqCst) == 0 { "http" } else { "https" };
        let item = |number: i32| {
            format!(
                "<item><title>Story {number}</title><guid>{scheme}://e.org/{number}</guid><link>{scheme}://e.org/{number}</link>\
                 <pubDate>Fri, 18 Dec 2015 18:4{number}:00 +0800</pubDate><description>Words of {number}.</description></item>"
            )
        };
        let items: String = (1..4).map(item).collect();
        served(out, "", &format!("<rss><channel><title>Tide</title>{items}</channel></rss>"));
    });
    drop(library(home.path(), &[server.url("/a")]));
    assert_eq!(summary(home.path(), &[])["new"], 3);
    library(home.path(), &[]).mark_all(&Scope::All, None, &Mark::Starred(true)).expect("marked");
    for _ in 0..2 {
        let told = summary(home.path(), &[]);
        assert_eq!((&told["new"], &told["revised"]), (&0.into(), &0.into()));
        assert_eq!(library(home.path(), &[]).read().count(&Scope::Starred), Ok(3));
    }
}

#[test]
fn an_address_changes_when_it_was_said_to_have_moved_for_a_week() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(
        |head, out| {
            if head.contains("/new") { served(out, "", &feed(&["one"])) } else { redirect(out, 301, "/new") }
        },
    );
    let (old, new) = (server.url("/old"), server.url("/new"));
    drop(library(home.path(), std::slice::from_ref(&old)));
    for (days, address) in [(0, &old), (6, &old), (2, &new)] {
        set(home.path(), &format!("UPDATE feed SET moved_since = moved_since - {days} * 86400"));
        assert_eq!(summary(home.path(), &[])["feeds"], 1);
        assert_eq!(rows(home.path())[0].address.as_str(), address, "{days} days on");
    }
    assert_eq!(rows(home.path())[0].total, 1);
}
