//! The program killed in the middle of a refresh, again and again.

use std::{
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use assert_cmd::cargo::cargo_bin;
use newsprint::model::{Mark, StoryKey};
use rusqlite::Connection;

use super::{feed, library, rows, served, summary};
use crate::network::server::Server;

/// How often it is killed.
const ROUNDS: u64 = 20;
/// How many feeds there are.
const FEEDS: usize = 24;

#[test]
fn a_refresh_that_is_killed_at_any_moment_loses_nothing_that_was_there() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|_, out| {
        thread::sleep(Duration::from_millis(3));
        served(out, "", &feed(&["one", "two", "three", "four"]));
    });
    let urls: Vec<String> = (0..FEEDS).map(|number| server.url(&format!("/{number}"))).collect();
    drop(library(home.path(), &urls));
    let file = home.path().join("newsprint/library.db");
    let mut marked = Vec::new();
    for round in 0..ROUNDS {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.arg("refresh").env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", home.path());
        let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        thread::sleep(Duration::from_millis(round * 37 % 120));
        program.kill().expect("killed");
        program.wait().expect("ended");
        let connection = Connection::open(&file).expect("a library");
        let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(sound, "ok", "after round {round}");
        let starred: Vec<i64> = ids(&connection, "SELECT id FROM status WHERE starred = 1 ORDER BY id");
        assert_eq!(starred, marked, "after round {round}");
        let Some(next) = ids(&connection, "SELECT id FROM status WHERE starred = 0 LIMIT 1").pop() else { continue };
        drop(connection);
        library(home.path(), &[]).mark(&[StoryKey(next.cast_unsigned())], &Mark::Starred(true)).expect("marked");
        marked.push(next);
        marked.sort_unstable();
    }
    assert_eq!(summary(home.path(), &[])["failed"].as_array().map(Vec::len), Some(0));
    assert!(rows(home.path()).iter().all(|row| row.total == 4));
}

fn ids(connection: &Connection, sql: &str) -> Vec<i64> {
    let mut query = connection.prepare(sql).expect("a query");
    query.query_map([], |row| row.get(0)).expect("an answer").map(|id| id.expect("a number")).collect()
}
