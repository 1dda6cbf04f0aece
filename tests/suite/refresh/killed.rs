//! The program killed at any point of a refresh, and of marking beside it, again and again.

use std::{
    collections::BTreeSet,
    hash::{BuildHasher, RandomState},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use assert_cmd::cargo::cargo_bin;
use rusqlite::Connection;

use super::{feed, library, rows, served, summary};
use crate::network::server::Server;

/// How often it is killed.
const ROUNDS: u64 = 50;
/// How many feeds there are.
const FEEDS: usize = 24;

fn start(home: &Path, words: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin!("newsprint"));
    command.args(words).env_clear().env("HOME", home).env("XDG_DATA_HOME", home);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts")
}

#[test]
fn what_was_acknowledged_is_there_after_kill_9_at_any_point_of_refreshing_and_marking() {
    let home = tempfile::tempdir().expect("a folder");
    let texts = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |_, out| {
        thread::sleep(Duration::from_millis(3));
        // Something is new each time, so that there is always something to be torn.
        let new = format!("new {}", texts.fetch_add(1, std::sync::atomic::Ordering::SeqCst) / 8);
        served(out, "", &feed(&["one", "two", "three", "four", &new]));
    });
    let urls: Vec<String> = (0..FEEDS).map(|number| server.url(&format!("/{number}"))).collect();
    drop(library(home.path(), &urls));
    let begun = Instant::now();
    assert_eq!(summary(home.path(), &[])["failed"].as_array().map(Vec::len), Some(0));
    // The latest moment of a kill, in microseconds: a little more than a refresh takes here.
    let latest = u64::try_from(begun.elapsed().as_micros()).expect("not for ever") * 5 / 4;
    let file = home.path().join("newsprint/library.db");
    let (seed, mut starred) = (RandomState::new(), BTreeSet::new());
    for round in 0..ROUNDS {
        let number = |what: &str| seed.hash_one((round, what));
        let plain = ids(&Connection::open(&file).expect("a library"), "SELECT id FROM status WHERE starred = 0 AND ord > 0");
        let wanted = plain[usize::try_from(number("story")).expect("64 bits") % plain.len()];
        let mut refresh = start(home.path(), &["refresh"]);
        let moment = number("moment") % latest;
        thread::sleep(Duration::from_micros(moment / 2));
        let mut mark = start(home.path(), &["mark", "starred", &format!("id:{wanted}")]);
        thread::sleep(Duration::from_micros(moment / 2));
        refresh.kill().expect("killed or gone");
        mark.kill().expect("killed or gone");
        refresh.wait().expect("ended");
        let acknowledged = !mark.wait_with_output().expect("ended").stdout.is_empty();
        let connection = Connection::open(&file).expect("a library");
        let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(sound, "ok", "round {round}, killed after {moment} µs");
        let found: BTreeSet<i64> = ids(&connection, "SELECT id FROM status WHERE starred = 1").into_iter().collect();
        let mut with = starred.clone();
        with.insert(wanted);
        assert!(
            found == with || !acknowledged && found == starred,
            "round {round}, {moment} µs: {acknowledged} {wanted} {found:?}"
        );
        let counted = "SELECT count(*) FROM feed WHERE total <> (SELECT count(*) FROM status WHERE feed = feed.id AND ord > 0)";
        assert_eq!(ids(&connection, counted), [0], "round {round}, killed after {moment} µs");
        starred = found;
    }
    assert!(!starred.is_empty());
    assert_eq!(summary(home.path(), &[])["failed"].as_array().map(Vec::len), Some(0));
    assert!(rows(home.path()).iter().all(|row| row.total >= 5));
}

fn ids(connection: &Connection, sql: &str) -> Vec<i64> {
    let mut query = connection.prepare(sql).expect("a query");
    query.query_map([], |row| row.get(0)).expect("an answer").map(|id| id.expect("a number")).collect()
}
