//! Libraries that earlier versions made, and those that can only be read, are opened with all that is in them.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{APPLICATION, MIGRATIONS, VERSION, beside, version};
use crate::{
    model::{Around, Order, RawHtml, StoryKey},
    query::{Query, Scope},
    store::{
        Store, ord,
        pack::Packer,
        tests::{NOW, at, settle},
    },
    text::CleanText,
};

/// A library as the program of this version left it: two stories, the older of them read, starred and tagged.
fn made_by(version: usize, path: &Path) {
    let connection = Connection::open(path).expect("a file");
    for step in MIGRATIONS.iter().take(version) {
        connection.execute_batch(step).expect("a schema");
    }
    connection.pragma_update(None, "user_version", version).expect("set");
    connection.pragma_update(None, "application_id", APPLICATION).expect("set");
    connection
        .execute_batch(
            "INSERT INTO feed (id, address, title, folder, validators) \
             VALUES (7, 'https://a.example/feed', 'A', 'News', '{\"etag\":\"1\"}'); \
             UPDATE counter SET next = 3;",
        )
        .expect("a feed");
    for (id, title, is_read) in [(1, "gulls", true), (2, "terns", false)] {
        let place = ord::of(StoryKey(id), None, at(NOW + i64::try_from(id).expect("small")));
        let status = "INSERT INTO status (id, feed, name, ord, read, starred, place) VALUES (?1, 7, ?2, ?3, ?4, ?4, NULL)";
        connection.execute(status, params![id, title, place, is_read]).expect("a status");
        let body = Packer::new().pack(&RawHtml::new(format!("<p>where the {title} nest</p>")), &RawHtml::default());
        connection
            .execute(
                "INSERT INTO article (id, ord, title, author, language, stamp, clock, day, files, hash, came, facts, body) \
                 VALUES (?1, ?2, ?3, '', 'en', NULL, NULL, 0, 0, 5, ?4, '{}', ?5)",
                params![id, place, title, NOW, body],
            )
            .expect("an article");
        if version == 5 {
            connection.execute("INSERT INTO unindexed (story) VALUES (?)", [id]).expect("to be indexed");
        } else {
            let words = "INSERT INTO words (rowid, text) VALUES (?, ?)";
            connection.execute(words, params![place, format!("where the {title} nest")]).expect("indexed");
        }
    }
    connection.execute("INSERT INTO tag (name, story) VALUES ('sea', 1)", []).expect("a tag");
    connection.execute("INSERT INTO revision VALUES (1, 5, 'before', x'0000000000')", []).expect("a revision");
}

/// As on a disk that is full or read-only, where a library is read as it lies there.
#[test]
fn a_library_beside_which_nothing_can_be_made_is_read_by_every_connection() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let open = || Store::open(&path, |markup| CleanText::block(markup.markup())).expect("opened");
    drop(open());
    std::fs::create_dir(beside(&path, "-wal")).expect("in the way");
    let mut store = open();
    let why = store.locked().cloned().expect("only to be read");
    assert_eq!(store.said(), [why.phrase()]);
    assert_eq!(store.write([]), Err(why), "whoever wants to write is told why that can't be");
    let reader = store.reader().expect("another connection");
    assert!(reader.feeds().expect("readable").is_empty());
}

#[test]
fn a_library_of_every_earlier_version_is_opened_with_all_that_is_in_it_and_a_copy_is_kept() {
    for earlier in 1..MIGRATIONS.len() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("library.db");
        made_by(earlier, &path);
        let words = |markup: &RawHtml| CleanText::block(markup.markup());
        let mut store = Store::open(&path, words).expect("opened");
        assert_eq!(store.said(), [], "version {earlier}");
        let connection = Connection::open(&path).expect("a file");
        assert_eq!(version(&connection, &path), Ok(VERSION));
        let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(whole, "ok", "version {earlier}");
        let page = store.read().headlines(&Scope::All, Order::Newest, Around::Place(0)).expect("a page");
        let rows: Vec<_> = page.rows.iter().map(|row| (row.title.as_str(), row.read)).collect();
        assert_eq!(rows, [("terns", false), ("gulls", true)], "version {earlier}");
        let gulls = store.read().story(StoryKey(1)).expect("read").expect("there");
        assert!(gulls.status.starred && gulls.status.tags == ["sea".into()], "version {earlier}");
        assert_eq!(gulls.article.body.markup(), "<p>where the gulls nest</p>");
        let found = |store: &Store, text: &str| store.read().keys(&Scope::Query(Query::parse(text).expect("a question")));
        for _ in 0..2 {
            assert_eq!(found(&store, "gulls nest"), Ok(vec![StoryKey(1)]), "version {earlier}");
            assert_eq!(found(&store, "nest").map(|keys| keys.len()), Ok(2), "version {earlier}");
            settle(&mut store);
        }
        let feed = store.read().feeds().expect("feeds").remove(0);
        assert_eq!((feed.folder.as_str(), feed.total, feed.unread), ("News", 2, 1));
        assert!(feed.validators.is_some(), "nothing is fetched once more");
        let copy = Connection::open(beside(&path, &format!(".{earlier}"))).expect("a copy");
        assert_eq!(copy.query_row("SELECT count(*) FROM article", [], |row| row.get(0)), Ok(2));
    }
}
