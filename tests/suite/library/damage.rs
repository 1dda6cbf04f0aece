//! A damaged library is never silently an empty one.

use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use tempfile::TempDir;

use super::{home, path, run, text};

/// Damages a library; the program must say so in one line that names the file, and have a library again at the next run.
fn after(damage: impl Fn(&Path)) -> (TempDir, String) {
    let home = home();
    damage(&path(&home));
    let output = run(&home, &["feeds"]);
    let said = text(&output.stderr);
    assert!(said.contains("library.db"), "{said}");
    assert!(said.lines().count() <= 2, "{said}");
    (home, said)
}

fn aside(home: &TempDir) -> usize {
    let names = fs::read_dir(path(home).parent().expect("a folder")).expect("readable").flatten();
    let names = names.map(|file| file.file_name().to_string_lossy().into_owned());
    // What lay beside it goes with it.
    names.filter(|name| name.contains("db.damaged-") && !name.ends_with("-wal")).count()
}

fn open(path: &Path) -> fs::File {
    fs::OpenOptions::new().write(true).open(path).expect("a file")
}

/// What is done to a library.
type Damage = &'static dyn Fn(&Path);

#[test]
fn a_damaged_library_is_set_aside_and_its_subscriptions_are_saved() {
    let damages: [(&str, Damage); 7] = [
        ("emptied", &|path| open(path).set_len(0).expect("cut")),
        ("emptied, beside the empty log of a program that was killed", &|path| {
            open(path).set_len(0).expect("cut");
            fs::File::create(path.with_extension("db-wal")).expect("a log");
        }),
        ("halved", &|path| open(path).set_len(fs::metadata(path).expect("there").len() / 2).expect("cut")),
        ("its end cut off", &|path| open(path).set_len(fs::metadata(path).expect("there").len() - 100).expect("cut")),
        ("its head overwritten", &|path| open(path).write_all(&[0x5a; 100]).expect("written")),
        ("a text in its place", &|path| {
            open(path).set_len(0).expect("cut");
            open(path).write_all(b"this is not a database\n").expect("written");
        }),
        ("a table lost", &|path| {
            let connection = rusqlite::Connection::open(path).expect("a database");
            connection.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE revision").expect("dropped");
        }),
    ];
    for (what, damage) in damages {
        let (home, said) = after(damage);
        assert!(said.contains("set aside") && said.contains("1 subscription was saved"), "{what}: {said}");
        assert_eq!(aside(&home), 1, "{what}");
        let again = run(&home, &["feeds"]);
        assert!(text(&again.stdout).contains("https://harbour.example/feed") && again.stderr.is_empty(), "{what}");
    }
}

#[test]
fn a_page_of_rubbish_deep_in_the_library_never_crashes_it() {
    for page in 1..20 {
        let home = home();
        let mut file = open(&path(&home));
        file.seek(SeekFrom::Start(page * 4_096)).expect("a place");
        file.write_all(&[0xa5; 4_096]).expect("written");
        for words in [&["list", "ferry"][..], &["cat", "id:1"], &["mark", "read", "is:unread"], &["list"]] {
            let output = run(&home, words);
            assert!(matches!(output.status.code(), Some(0 | 1)), "page {page}: {words:?}: {}", text(&output.stderr));
        }
        assert!(text(&run(&home, &["feeds"]).stdout).contains("harbour.example"), "page {page}");
    }
}

#[test]
fn a_library_of_a_newer_program_is_read_and_never_written() {
    let (home, said) = after(|path| {
        let connection = rusqlite::Connection::open(path).expect("a database");
        connection.pragma_update(None, "user_version", i32::MAX).expect("set");
    });
    assert!(said.contains("written by a newer newsprint"), "{said}");
    let output = run(&home, &["mark", "read", "id:1"]);
    assert_eq!(output.status.code(), Some(1));
    let why = text(&output.stderr);
    assert!(why.contains("opened for reading only") && why.lines().count() == 1, "said once: {why}");
    assert_eq!((text(&run(&home, &["list"]).stdout).lines().count(), aside(&home)), (5, 0));
}

#[test]
fn what_is_no_library_of_ours_is_left_alone() {
    let replace = |with: &dyn Fn(&Path)| {
        let (home, said) = after(|path| {
            fs::remove_file(path).expect("removed");
            with(path);
        });
        assert_eq!((run(&home, &["list"]).status.code(), aside(&home)), (Some(1), 0), "{said}");
        said
    };
    let other = |path: &Path| {
        rusqlite::Connection::open(path).and_then(|other| other.execute_batch("CREATE TABLE places (id)")).expect("a database");
    };
    assert!(replace(&other).contains("another program's database"));
    assert!(replace(&|path| fs::create_dir(path).expect("a folder")).contains("a folder is in the place"));
}
