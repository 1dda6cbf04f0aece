//! The library as a user has it: verbs through the real binary, a killed program, a damaged file.

mod damage;
mod killed;

use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::cargo_bin;
use jiff::Timestamp;
use newsprint::{
    html,
    model::{Article, ArticleId, Feed, RawHtml, Stamp},
    store::{Brought, NewFeed, Reading, Store},
    text::{CleanText, SafeUrl},
};
use serde_json::Value;
use tempfile::TempDir;

/// A home folder with a library of one feed of five articles, `one` the newest.
fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let mut store = store(&home);
    let url = SafeUrl::parse("https://harbour.example/feed").expect("an address");
    let feed = NewFeed { folder: "News".into(), ..NewFeed::web(&url) };
    store.add(&[feed]).expect("added");
    drop(store);
    add(&home, ["one", "two", "three", "four", "five"].iter().zip(1_i32..).map(|(name, age)| article(name, age)).collect());
    home
}

/// Stores articles of the library's only feed.
fn add(home: &TempDir, articles: Vec<Article>) {
    let mut store = store(home);
    let id = store.read().feeds().expect("feeds")[0].id;
    let feed = Feed { title: "The Harbour Post".into(), articles, ..Feed::default() };
    let reading = Reading {
        feed: id,
        at: Timestamp::now(),
        latency: None,
        due: None,
        interval: None,
        held: None,
        moved: None,
        brought: Brought::News { feed: Box::new(feed), validators: None, repairs: Vec::new() },
    };
    store.write(vec![reading]).expect("written");
}

fn article(name: &str, age: i32) -> Article {
    let instant = Timestamp::from_second(1_450_000_000 - i64::from(age)).expect("a time");
    Article {
        id: ArticleId(CleanText::line(name)),
        title: CleanText::line(&format!("Ferry {name}")),
        published: Some(Stamp { instant, offset: None, date_only: false }),
        body: RawHtml::new(format!("<p>The {name} boat left at nine.</p>")),
        ..Article::default()
    }
}

fn path(home: &TempDir) -> PathBuf {
    home.path().join(".local/share/newsprint/library.db")
}

fn store(home: &TempDir) -> Store {
    Store::open(&path(home), html::searched_text).expect("a library")
}

fn command(home: &TempDir, words: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("newsprint"));
    command.args(words).current_dir(home.path()).env_clear().env("HOME", home.path()).env("TZ", "UTC").stdin(Stdio::null());
    command
}

fn run(home: &TempDir, words: &[&str]) -> Output {
    command(home, words).output().expect("the program starts")
}

fn printed(home: &TempDir, words: &[&str]) -> String {
    let output = run(home, words);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{words:?}");
    text(&output.stdout)
}

fn json(home: &TempDir, words: &[&str]) -> Value {
    serde_json::from_str(&printed(home, words)).expect("JSON")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The numbers that a question finds, as `list` prints them.
fn ids(home: &TempDir, question: &str) -> Vec<String> {
    let rows = json(home, &["list", "--json", question]);
    rows.as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn without_a_terminal_the_headlines_are_printed_that_the_screen_would_have_listed() {
    let home = home();
    let said = printed(&home, &[]);
    assert_eq!((said.lines().count(), &said), (5, &printed(&home, &["list"])));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(printed(&empty, &[]).contains("World Internet Conference"), "the built-in edition");
    assert!(!path(&empty).exists());
}

#[test]
fn a_subscription_comes_goes_and_comes_back_with_its_articles() {
    let home = home();
    let added = json(&home, &["add", "https://gulls.example/rss", "--folder", "Birds", "--title", "Gulls", "--json"]);
    assert_eq!(added[0]["new"], true);
    let feeds = json(&home, &["feeds", "--json"]);
    assert_eq!((&feeds[1]["title"], &feeds[1]["folder"], &feeds[0]["unread"]), (&"Gulls".into(), &"Birds".into(), &5.into()));
    let opml = printed(&home, &["export"]);
    assert!(opml.contains("<outline text=\"Birds\">") && opml.contains("xmlUrl=\"https://harbour.example/feed\""), "{opml}");
    assert!(printed(&home, &["remove", "harbour"]).starts_with("1 feed removed"));
    assert_eq!((printed(&home, &["list"]), json(&home, &["feeds", "--json"]).as_array().map(Vec::len)), (String::new(), Some(1)));
    assert_eq!(printed(&home, &["add", "-q", "https://harbour.example/feed"]), "");
    assert_eq!(printed(&home, &["list"]).lines().count(), 5);
    let added = printed(&home, &["add", "harbour.example/feed", "https://piers.example/rss"]);
    assert!(added.starts_with("1 feed added;") && added.ends_with("(1 feed was there already)\n"), "{added}");
}

#[test]
fn a_story_is_listed_read_marked_and_found_again() {
    let home = home();
    let first = printed(&home, &["list", "--limit", "1"]);
    assert!(
        first.starts_with("id:") && first.contains("2015-12-13 09:46") && first.contains("Ferry one · The Harbour Post"),
        "{first}"
    );
    let all = ids(&home, "");
    assert_eq!((all.len(), ids(&home, "boat title:two").len(), ids(&home, "folder:news -\"three boat\"").len()), (5, 1, 4));
    assert!(printed(&home, &["cat", &all[1], "--width", "40"]).contains("The two boat left at nine."));
    assert_eq!(json(&home, &["mark", "starred", &all[1], &all[2], "--json"])["stories"].as_array().map(Vec::len), Some(2));
    assert_eq!(printed(&home, &["mark", "starred", "is:unread"]), "3 stories changed\n");
    assert_eq!(printed(&home, &["mark", "read", "one", "OR", "two"]), "2 stories changed\n");
    assert_eq!((ids(&home, "is:unread").len(), ids(&home, "is:starred is:read").len()), (3, 2));
    assert_eq!(printed(&home, &["tag", "Fähre", "title:five"]), "1 story changed\n");
    assert_eq!(ids(&home, "tag:fahre"), [all[4].clone()]);
    let exported = json(&home, &["export", "--tagged"]);
    assert_eq!((&exported[0]["id"], &exported[0]["tags"][0]), (&"five".into(), &"Fähre".into()));
    assert_eq!(printed(&home, &["tag", "--remove", "Fähre", &all[4]]), "1 story changed\n");
}

#[test]
fn what_is_not_there_or_not_understood_is_said_in_one_line() {
    let home = home();
    let complaint = |words: &[&str], code| {
        let output = run(&home, words);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(code), ""), "{words:?}");
        text(&output.stderr)
    };
    assert_eq!(complaint(&["cat", "id:99"], 1), "newsprint: id:99: not in the library\n");
    assert_eq!(complaint(&["remove", "-q", "nobody"], 1), "newsprint: nobody: not in the library\n");
    assert_eq!(complaint(&["add", "gulls.xml"], 1), "newsprint: gulls.xml: only web addresses can be subscribed to\n");
    assert_eq!(
        complaint(&["list", "ferry \"boat"], 2),
        "newsprint: the quotation mark is not closed (at character 7)\n  ferry \"boat\n        ^^^^^\n"
    );
    let login = run(&home, &["add", "https://ann:secret@harbour.example/feed"]);
    assert!(!text(&login.stderr).contains("secret") && text(&login.stderr).contains("the login in the address is not kept"));
}

#[test]
fn a_word_is_found_however_far_down_a_story_it_stands() {
    let home = home();
    let far =
        format!("<p>{}</p><p>The <b>light</b>house&shy;keeper&nbsp;Ångström slept. 灯塔</p>", "waves and gulls ".repeat(40_000));
    add(&home, vec![Article { body: RawHtml::new(far), ..article("far", 9) }]);
    for question in ["lighthousekeeper", "angstrom", "灯塔", "\"angstrom slept\""] {
        assert_eq!(ids(&home, question).len(), 1, "{question}");
    }
    while store(&home).index_some(100).expect("indexed") > 0 {}
    for question in ["lighthousekeeper", "angstrom", "灯塔", "\"angstrom slept\"", "gulls author:x OR slept"] {
        assert_eq!(ids(&home, question).len(), 1, "{question}, indexed");
    }
}

#[test]
fn stars_and_tags_go_from_one_library_to_another() {
    let home = home();
    let all = ids(&home, "");
    printed(&home, &["mark", "starred", &all[0]]);
    printed(&home, &["tag", "sea", &all[1]]);
    let exported = printed(&home, &["export", "--starred", "--later", "--tagged"]);
    let file = tempfile::NamedTempFile::new().expect("a file");
    newsprint::runtime::files::replace(file.path(), exported.as_bytes()).expect("written");
    let name = file.path().to_string_lossy().into_owned();
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert_eq!(printed(&elsewhere, &["import", "--dry-run", &name]), "2 stories with marks\n");
    assert_eq!(printed(&elsewhere, &["import", &name]), "2 stories marked, 2 of them brought back\n");
    assert_eq!(json(&elsewhere, &["import", "--json", &name]), serde_json::json!({ "marked": 2, "new": 0 }));
    assert_eq!((ids(&elsewhere, "is:starred").len(), ids(&elsewhere, "tag:sea").len()), (1, 1));
    assert!(printed(&elsewhere, &["cat", "id:2"]).contains("boat left at nine."));
    let again = printed(&elsewhere, &["export", "--starred", "--tagged"]);
    assert_eq!(serde_json::from_str::<Value>(&again).expect("JSON"), serde_json::from_str::<Value>(&exported).expect("JSON"));
    let feeds = json(&elsewhere, &["export", "--json"]);
    assert_eq!((&feeds[0]["url"], feeds.as_array().map(Vec::len)), (&"https://harbour.example/feed".into(), Some(1)));
}

#[test]
fn the_doctor_says_how_the_library_and_its_feeds_fare() {
    let empty = tempfile::tempdir().expect("a folder");
    assert!(printed(&empty, &["doctor"]).contains("There is no library yet"));
    assert!(!path(&empty).exists(), "looking made a library");
    let home = home();
    let said = printed(&home, &["doctor"]);
    assert!(said.contains("1 feed, 0 in trouble") && said.contains("The Harbour Post"), "{said}");
    let report = json(&home, &["doctor", "--json"]);
    assert_eq!((&report["library"]["stories"], &report["library"]["feeds"][0]["total"]), (&5.into(), &5.into()));
    let sql = "UPDATE feed SET failures = 3, failure = '{\"key\":\"error.empty\",\"count\":null,\"gaps\":[]}'";
    rusqlite::Connection::open(path(&home)).and_then(|library| library.execute(sql, [])).expect("set");
    assert!(printed(&home, &["doctor"]).contains("it is empty (3 times in a row)"));
    assert!(printed(&home, &["doctor", "--language", "zh"]).contains("内容为空（连续 3 次）"));
}

#[test]
fn a_verb_wins_over_a_file_of_its_name() {
    let home = home();
    std::fs::File::create(home.path().join("feeds")).expect("a file");
    assert!(printed(&home, &["feeds"]).contains("The Harbour Post"));
}

#[test]
fn the_library_is_its_owners_alone() {
    let home = home();
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&path(&home)), mode(path(&home).parent().expect("a folder"))), (0o600, 0o700));
    }
}

#[test]
fn several_programs_work_on_one_library() {
    let home = tempfile::tempdir().expect("a folder");
    let start = |number: usize| command(&home, &["add", "-q", &format!("https://e.org/{number}")]).spawn().expect("started");
    let children: Vec<_> = (0..8).map(start).collect();
    for mut child in children {
        assert!(child.wait().expect("waited for").success());
    }
    assert_eq!(json(&home, &["feeds", "--json"]).as_array().map(Vec::len), Some(8));
}
