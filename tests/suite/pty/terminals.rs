//! What each kind of terminal is sent: text at other sizes only where it asked for it.

use super::Session;

/// The question that ends the probe.
const LAST_QUESTION: &str = "\u{1b}[c";
/// The text-sizing protocol.
const SIZING: &str = "\u{1b}]66;";

/// A terminal that answers what `answers` says, and a reader who asks for Large, goes on, and leaves.
fn session(answers: &str, environment: &[(&str, &str)]) -> Session {
    let without = ["TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION"];
    let empty = without.map(|name| (name, ""));
    let environment: Vec<(&str, &str)> = empty.into_iter().chain(environment.iter().copied()).collect();
    let mut session = Session::start_with(&["--size", "medium"], 100, 33, &environment);
    session.wait_until("the question", |session| session.raw().contains(LAST_QUESTION));
    // A key typed before the answers come.
    session.keys("+");
    session.keys(answers);
    session
}

fn leave(mut session: Session) -> String {
    session.keys("jQ");
    session.end();
    session.raw()
}

#[test]
fn a_terminal_that_scales_gets_scaled_text_and_the_key_typed_meanwhile_counts() {
    let answers = "\u{1b}[1;1R\u{1b}[1;3R\u{1b}[1;5R\u{1b}P>|kitty(0.41.1)\u{1b}\\\u{1b}[?62;c";
    let session = session(answers, &[("TERM", "xterm-kitty")]);
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
