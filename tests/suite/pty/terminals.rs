//! What each kind of terminal is sent: text at other sizes only where it asked for it.

use std::{fs, io::Write, path::Path, process::Command, thread, time::Duration};

use super::Session;

mod real;

/// The question that ends the probe.
const LAST_QUESTION: &str = "\u{1b}[c";
/// The text-sizing protocol.
const SIZING: &str = "\u{1b}]66;";

/// Stories to print.
const EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/edition.json");
/// What kitty answers.
const KITTY: &str = "\u{1b}[1;1R\u{1b}[1;3R\u{1b}[1;5R\u{1b}P>|kitty(0.41.1)\u{1b}\\\u{1b}[?2026;2$y\u{1b}]11;rgb:0c0c/0c0c/0c0c\u{1b}\\\u{1b}[?62;c";

/// A terminal that answers what `answers` says, and a reader who asks for Large, goes on, and leaves.
fn session(answers: &str, environment: &[(&str, &str)]) -> Session {
    let mut session = asked(environment);
    // A key typed before the answers come.
    session.keys("+");
    session.keys(answers);
    session
}

/// A terminal that was asked, and has not answered yet.
fn asked(environment: &[(&str, &str)]) -> Session {
    let without = ["TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION"];
    let empty = without.map(|name| (name, ""));
    let environment: Vec<(&str, &str)> = empty.into_iter().chain(environment.iter().copied()).collect();
    let session = Session::start_with(&["--size", "medium"], 100, 33, &environment);
    session.wait_until("the question", |session| session.raw().contains(LAST_QUESTION));
    session
}

pub(super) fn write(path: &Path, text: &str) {
    fs::File::create(path).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
}

fn leave(mut session: Session) -> String {
    session.keys("jQ");
    session.end();
    session.raw()
}

#[test]
fn a_terminal_that_scales_gets_scaled_text_and_the_key_typed_meanwhile_counts() {
    let session = session(KITTY, &[("TERM", "xterm-kitty")]);
    session.wait_for("Large 1.5x");
    session.wait_until("the story", |session| session.raw().matches(SIZING).count() > 60);
    let blocks = leave(session).matches(SIZING).count();
    assert!(blocks > 60, "{blocks}");
}

#[test]
fn terminals_that_do_not_scale_get_no_scaled_text_beyond_the_probes_two_blanks() {
    for (name, answers, said) in [
        ("xterm", "\u{1b}[1;1R\u{1b}[1;1R\u{1b}[1;1R\u{1b}P>|XTerm(379)\u{1b}\\\u{1b}[?64;1;2c", "Large 2x"),
        ("tmux", "\u{1b}[1;1R\u{1b}[1;1R\u{1b}[1;1R\u{1b}P>|tmux 3.5a\u{1b}\\\u{1b}[?1;2;4c", "Large (spacing only"),
        ("foot", "\u{1b}[1;1R\u{1b}[1;3R\u{1b}[1;4R\u{1b}P>|foot(1.21.0)\u{1b}\\\u{1b}[?62;4c", "Large (spacing only"),
        ("silent", "", "Large (spacing only"),
    ] {
        let session = session(answers, &[("TERM", "xterm-256color")]);
        session.wait_for(said);
        session.wait_until("the story", |session| session.raw().contains("Wuzhen"));
        let raw = leave(session);
        assert_eq!(raw.matches(SIZING).count(), 2, "{name}");
        assert_eq!(raw.contains("\u{1b}#3"), name == "xterm", "{name}");
        assert!(!raw.contains("Print>"), "{name}: an answer was taken for keys");
    }
}

#[test]
fn a_dumb_terminal_is_asked_nothing() {
    let mut session = Session::start_with(&[], 80, 24, &[("TERM", "dumb")]);
    session.wait_until("the story", |session| session.raw().contains("World Internet"));
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
    assert!(!session.raw().contains('\u{1b}'), "{}", session.raw());
}

#[test]
fn answers_that_come_after_the_patience_and_in_parts_are_no_keys_and_still_count() {
    let mut session = asked(&[("TERM", "xterm-kitty")]);
    session.keys("+");
    session.wait_for("Large (spacing only");
    let (early, late) = KITTY.split_at(18);
    session.keys(early);
    thread::sleep(Duration::from_millis(2_200));
    session.keys("j");
    session.wait_for("Guide · The built-in");
    for part in late.as_bytes().chunks(9) {
        session.keys(&String::from_utf8_lossy(part));
        thread::sleep(Duration::from_millis(120));
    }
    session.wait_until("scaled text", |session| session.raw().contains("n=3:d=4"));
    assert!(!session.contents().contains('╭'), "an answer opened something\n{}", session.contents());
    assert!(leave(session).matches(SIZING).count() > 60);
}

#[test]
fn a_story_that_comes_down_a_pipe_is_read_on_a_terminal_that_is_asked_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("story.txt");
    write(&path, "Down the pipe\n\nA story of a few words that came down a pipe.\n");
    let line = format!("cat '{}' | '{}' - --size large", path.display(), env!("CARGO_BIN_EXE_newsprint"));
    let mut session = Session::run("sh", &["-c", &line], (100, 33), &[("TERM", "xterm-kitty"), ("TMUX", "")]);
    session.wait_until("the question", |session| session.raw().contains(LAST_QUESTION));
    session.keys(KITTY);
    session.wait_for("Large 1.5x");
    session.wait_until("scaled text", |session| session.raw().contains("n=3:d=4"));
    session.keys("=");
    session.wait_for("[Medium]");
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn what_is_no_terminal_is_asked_nothing() {
    for arguments in [&["cat", EDITION, "--size", "large"][..], &[EDITION, "--size", "large"], &["doctor"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(arguments).env("TERM", "xterm-kitty").env("XDG_CONFIG_HOME", "/nonexistent");
        let printed = command.output().expect("it runs").stdout;
        assert!(!printed.is_empty() && !printed.contains(&0x1b), "{arguments:?}");
    }
}

#[test]
fn cat_prints_real_type_only_on_a_terminal_that_says_it_has_it() {
    let large = |kind: &str| Session::start_with(&["cat", EDITION, "--size", "large"], 100, 33, &[("TERM", kind), ("TMUX", "")]);
    let foot = "\u{1b}[1;1R\u{1b}[1;3R\u{1b}[1;4R\u{1b}[?62;4c";
    for (answers, scales) in
        [(KITTY, true), ("\u{1b}[1;1R\u{1b}[1;1R\u{1b}[1;1R\u{1b}[?64;1;2c", false), (foot, false), ("", false)]
    {
        let mut session = large("xterm-kitty");
        session.wait_until("the question", |session| session.raw().contains(LAST_QUESTION));
        session.keys(answers);
        assert_eq!(session.end().exit_code(), 0);
        let blocks = session.raw().matches(SIZING).count();
        assert!(if scales { blocks > 100 } else { blocks == 2 }, "{answers:?}: {blocks}");
    }
    let mut session = large("dumb");
    assert_eq!(session.end().exit_code(), 0);
    assert!(!session.raw().contains('\u{1b}'), "a dumb terminal is asked nothing");
    let mut session = Session::start_with(&["cat", EDITION], 100, 33, &[("TERM", "xterm-kitty")]);
    assert_eq!(session.end().exit_code(), 0);
    assert!(!session.raw().contains('\u{1b}'), "plain type needs no question");
}

#[test]
fn a_tier_that_is_set_holds_whatever_the_terminal_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    write(&path, "[text]\nsize = \"large\"\nsize_tier = \"layout\"\n");
    let file = path.to_str().expect("UTF-8");
    for (arguments, variable, said) in [
        (&["--config", file][..], "", "Large (spacing only"),
        (&["--config", file], "blocks", "Large drawn"),
        (&["--config", file, "--text-size-tier", "doubled"], "blocks", "Large 2x"),
    ] {
        let environment = [("TERM", "xterm-kitty"), ("TMUX", ""), ("NEWSPRINT_TEXT_SIZE_TIER", variable)];
        let mut session = Session::start_with(arguments, 120, 33, &environment);
        session.wait_until("the question", |session| session.raw().contains(LAST_QUESTION));
        session.keys(KITTY);
        session.wait_for(said);
        assert_eq!(leave(session).matches(SIZING).count(), 2);
    }
}

#[test]
fn rows_are_given_back_as_they_were() {
    let answers = "\u{1b}[1;1R\u{1b}[1;1R\u{1b}[1;1R\u{1b}P>|XTerm(379)\u{1b}\\\u{1b}[?64;1;2c";
    let session = session(answers, &[("TERM", "xterm-256color")]);
    session.wait_until("doubled rows", |session| session.raw().contains("\u{1b}#3"));
    let raw = leave(session);
    let last_words = raw.rsplit("\u{1b}[?1000l").next().unwrap_or_default();
    assert!(last_words.contains("\u{1b}[?1049l") && last_words.matches("\u{1b}#5").count() == 33, "{last_words:?}");
}
