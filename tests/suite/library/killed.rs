//! A program that is killed at any point loses nothing that it acknowledged.

use std::{collections::BTreeSet, process::Stdio, thread, time::Duration};

use newsprint::model::{Article, RawHtml};

use super::{add, article, command, home, ids, path, store};

/// How often a program is killed while it marks.
const ROUNDS: u64 = 50;
/// How often while it merges.
const MERGES: u64 = 25;

/// The next of a row of numbers without order, the same in every run.
fn next(number: &mut u64) -> u64 {
    *number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *number >> 33
}

#[test]
fn a_mark_that_was_acknowledged_is_there_after_kill_9_at_any_point() {
    let home = home();
    let all = ids(&home, "");
    let (mut random, mut starred) = (7, BTreeSet::new());
    for round in 0..ROUNDS {
        let id = all[usize::try_from(next(&mut random)).expect("small") % all.len()].clone();
        let (mark, expected) = if starred.contains(&id) { ("unstarred", false) } else { ("starred", true) };
        let mut child =
            command(&home, &["mark", mark, &id]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("started");
        thread::sleep(Duration::from_micros(next(&mut random) % 25_000));
        child.kill().expect("killed or gone");
        let output = child.wait_with_output().expect("waited for");
        let found: BTreeSet<String> = ids(&home, "is:starred").into_iter().collect();
        let acknowledged = !output.stdout.is_empty();
        let mut changed = starred.clone();
        if expected {
            changed.insert(id.clone());
        } else {
            changed.remove(&id);
        }
        assert!(found == changed || !acknowledged && found == starred, "round {round}: {mark} {id}: {found:?}");
        starred = found;
    }
    let connection = rusqlite::Connection::open(path(&home)).expect("a database");
    let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    assert_eq!(whole, "ok");
}

#[test]
fn every_word_is_found_after_kill_9_at_any_point_of_a_merge() {
    let home = home();
    // Many small segments, which the next refresh merges; no feed is asked.
    let own = |number: i32| (0..200).map(|word| format!("w{number}n{word}")).collect::<Vec<_>>().join(" ");
    for number in 6..30 {
        let body = RawHtml::new(format!("<p>{}</p>", own(number)));
        add(&home, vec![Article { body, ..article(&format!("no{number}"), number) }]);
        store(&home).index_some(100).expect("indexed");
    }
    let connection = rusqlite::Connection::open(path(&home)).expect("a database");
    connection.execute("UPDATE feed SET paused = 1", []).expect("paused");
    let ask = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    let before = ask("SELECT count(*) FROM segment");
    let mut random = 7;
    for round in 0..MERGES {
        let mut child = command(&home, &["refresh"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        thread::sleep(Duration::from_micros(next(&mut random) % 60_000));
        child.kill().expect("killed or gone");
        child.wait().expect("waited for");
        let number = 6 + next(&mut random) % 24;
        for (question, count) in [("ferry".to_owned(), 29), (format!("w{number}n7"), 1), (format!("w{number}n*"), 1)] {
            assert_eq!(ids(&home, &question).len(), count, "round {round}: {question}");
        }
        let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(whole, "ok", "round {round}");
    }
    command(&home, &["refresh"]).stdout(Stdio::null()).status().expect("ended");
    let (after, begun) = (ask("SELECT count(*) FROM segment"), ask("SELECT count(*) FROM segment WHERE state > 0"));
    assert!(after < before / 2 && begun == 0, "{before} segments, {after} after, {begun} not whole");
    assert_eq!(ids(&home, "ferry").len(), 29);
}
