//! The command line: help, exit codes, what is printed where.

use std::{
    io::{Read, Write},
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

fn newsprint(words: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("newsprint"));
    command
        .args(words)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/sources"))
        .env("TZ", "UTC")
        .stdin(Stdio::null());
    command
}

fn run(words: &[&str]) -> Output {
    newsprint(words).output().expect("the program starts")
}

fn printed(words: &[&str]) -> String {
    let output = run(words);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{words:?}");
    text(&output.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The one line on standard error of a command that failed with `code`.
fn complaint(words: &[&str], code: i32) -> String {
    let output = run(words);
    let told = text(&output.stderr);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(code), String::new()), "{words:?}: {told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

#[test]
fn help_fits_a_small_screen() {
    let whole = printed(&["--help"]);
    let listed = whole.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = listed.flat_map(|line| line.split([',', ' '])).filter(|verb| !verb.is_empty()).collect();
    assert!(verbs.contains(&"cat") && verbs.contains(&"doctor"), "{whole}");
    for (language, verb) in ["en", "zh"].into_iter().flat_map(|language| verbs.iter().map(move |verb| (language, *verb))) {
        for words in [&["--language", language, "--help"][..], &["--language", language, verb, "--help"]] {
            let help = printed(words);
            assert!(help.lines().count() <= 24, "{words:?}: {} lines:\n{help}", help.lines().count());
            assert!(help.lines().all(|line| newsprint::text::width(line) <= 80), "{words:?}: {help}");
        }
    }
    assert!(printed(&["--version"]).starts_with("newsprint "));
}

#[test]
fn a_feed_is_headlines_and_then_stories() {
    let text = printed(&["cat", "feed.xml", "--width", "60"]);
    let places: Vec<_> = [
        "The Harbour Post",
        "1. Ferry leaves on time",
        "2. Gulls return",
        "By Ann",
        "Published: 2015-12-18 18:42",
        "left at nine",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is not in\n{text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(text.contains("https://harbour.example/times"), "{text}");
}

#[test]
fn a_page_is_one_story() {
    let text = printed(&["cat", "page.html"]);
    assert!(text.trim_start().starts_with("Lamps lit along the quay"), "{text}");
    assert!(text.contains("Every lamp along the quay") && text.contains("the pilots were glad of it."), "{text}");
    assert!(!text.contains("<p>") && !text.contains("1. "), "{text}");
}

#[test]
fn no_line_is_wider_than_asked() {
    for (width, size) in [("20", "small"), ("40", "medium"), ("66", "large")] {
        let text = printed(&["cat", "feed.xml", "--width", width, "--size", size]);
        let widest = text.lines().map(newsprint::text::width).max().unwrap_or(0);
        assert!(widest <= width.parse().expect("a number"), "{widest} of {width}:\n{text}");
    }
}

#[test]
fn json_is_a_json_feed_that_every_other_tool_can_read() {
    let json: Value = serde_json::from_str(&printed(&["cat", "feed.xml", "--format", "json"])).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["home_page_url"], "https://harbour.example/");
    let first = &json["items"][0];
    assert_eq!(first["id"], "ferry-1");
    assert_eq!(first["date_published"], "2015-12-18T18:42:00+08:00");
    assert_eq!(first["content_text"], "The ferry left at nine.");
    assert_eq!(first["attachments"][0]["size_in_bytes"], 1234);
    assert_eq!(json["items"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_was_written_as_json_can_be_read_again() {
    let once = printed(&["cat", "feed.xml", "--format", "json"]);
    let mut child =
        newsprint(&["cat", "-", "--format", "json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("a pipe").write_all(once.as_bytes()).expect("read by the program");
    let twice = child.wait_with_output().expect("ends");
    assert_eq!(text(&twice.stdout), once);
}

#[test]
fn every_format_has_the_story() {
    assert!(
        printed(&["cat", "feed.xml", "--format", "markdown"])
            .contains("The **ferry** left at [nine](https://harbour.example/times).")
    );
    assert!(
        printed(&["cat", "feed.xml", "--format", "html"])
            .contains("<strong>ferry </strong>left at <a href=\"https://harbour.example/times\">")
    );
}

#[test]
fn several_sources_come_in_their_order_and_the_good_ones_survive_the_bad() {
    let output = run(&["cat", "page.html", "missing.xml", "feed.xml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("missing.xml: there is no such file"));
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["items"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_cannot_be_read_is_named_with_the_reason() {
    for (words, reason) in [
        (&["cat", "missing.xml"][..], "missing.xml: there is no such file"),
        (&["cat", "harbour.example/feed"], "there is no such file; did you mean https://harbour.example/feed?"),
        (&["cat", "."], ".: this is a folder, not a file"),
        (&["cat", "gopher://e.org/"], "reads http and https addresses"),
        (&["cat", "-"], "standard input: it is empty"),
        (&["cat", "page.html", "--as", "feed"], "page.html: this is no feed"),
        (&["cat", "http://127.0.0.1:1/feed"], "http://127.0.0.1:1/feed: no connection"),
    ] {
        let told = complaint(words, 1);
        assert!(told.starts_with("newsprint: ") && told.contains(reason), "{told}");
    }
}

#[test]
fn a_broken_feed_gives_what_can_be_saved_with_a_warning() {
    let output = run(&["cat", "broken.xml"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("The nets are whole again"));
    let told = text(&output.stderr);
    assert!(told.starts_with("newsprint: broken.xml: damaged, and repaired: ") && told.lines().count() == 1, "{told}");
}

#[test]
fn a_wrong_command_line_is_answered_with_two() {
    for words in [
        &["cat"][..],
        &["cat", "x", "--format", "pdf"],
        &["--nonsense"],
        &["cat", "x", "--width", "0"],
        &["cat", "x", "--base-url", "x"],
    ] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{words:?}");
    }
}

/// A screen that opens on nothing, because a verb was written wrong, tells nobody what to do.
#[test]
fn a_verb_that_is_written_wrong_is_answered_with_the_one_that_was_meant() {
    assert_eq!(complaint(&["refrsh"], 2), "newsprint: refrsh: there is no such file; did you mean refresh?\n");
    assert_eq!(complaint(&["novel"], 1), "newsprint: novel: there is no such file\n");
}

#[test]
fn no_escape_sequence_of_a_stranger_reaches_the_terminal() {
    for format in ["text", "markdown", "html", "json"] {
        let text = printed(&["cat", "escape.xml", "--format", format]);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{format}: {text:?}");
        assert!(text.contains("Escape") && text.contains("Red alert"), "{format}: {text}");
    }
    let hostile = "no\u{1b}[31msuch\u{9b}2J\nfile";
    assert_eq!(complaint(&["cat", hostile], 1), "newsprint: nosuch file: there is no such file\n");
    let output = run(&[&format!("--{hostile}")]);
    assert!(!text(&output.stderr).contains(['\u{1b}', '\u{9b}']));
}

#[test]
fn a_closed_pipe_is_a_normal_goodbye() {
    let mut child = newsprint(&["cat", "feed.xml", "feed.xml", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut told).expect("UTF-8");
    assert_eq!((child.wait().expect("ends").code(), told), (Some(0), String::new()));
}

#[test]
fn without_a_terminal_the_program_prints_what_it_would_have_opened() {
    for term in ["xterm", "dumb", ""] {
        let output = newsprint(&["feed.xml"]).env("TERM", term).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("1. Ferry leaves on time"));
    }
    assert!(printed(&[]).contains("World Internet Conference"), "the built-in edition");
}

#[test]
fn a_signal_ends_the_program_as_signals_do() {
    use std::os::unix::process::ExitStatusExt;
    let mut child = newsprint(&["cat", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program starts");
    // Not an interrupt: whoever runs the tests beside other work may have told their children to leave that alone.
    let ended = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert!(ended.success());
    assert_eq!(child.wait().expect("ends").signal(), Some(15));
}
