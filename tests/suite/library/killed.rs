//! A program that is killed at any point loses nothing that it acknowledged.

use std::{collections::BTreeSet, process::Stdio, thread, time::Duration};

use super::{command, home, ids, path};

/// How often a program is killed while it marks.
const ROUNDS: u64 = 50;

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
