use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Capabilities, Input, Multiplexer, Surroundings, TextSizing, question};
use crate::layout::Tier;

/// What kitty 0.41.1 answers to the question.
const KITTY: &[u8] = b"\x1b[1;1R\x1b[1;3R\x1b[1;5R\x1bP>|kitty(0.41.1)\x1b\\\x1b[?2026;2$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[6;20;10t\x1b_Gi=31;OK\x1b\\\x1b[?62;c";
/// What foot 1.21 answers.
const FOOT: &[u8] =
    b"\x1b[1;1R\x1b[1;3R\x1b[1;4R\x1bP>|foot(1.21.0)\x1b\\\x1b[?2026;2$y\x1b]11;rgb:ff/ff/ff\x07\x1b[6;16;8t\x1b[?62;4;22;28c";
/// What xterm 379 answers.
const XTERM: &[u8] =
    b"\x1b[1;1R\x1b[1;1R\x1b[1;1R\x1bP>|XTerm(379)\x1b\\\x1b[?2026;0$y\x1b]11;rgb:ffff/ffff/dddd\x1b\\\x1b[6;13;6t\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c";
/// What tmux 3.5a answers.
const TMUX: &[u8] = b"\x1b[1;1R\x1b[1;1R\x1b[1;1R\x1bP>|tmux 3.5a\x1b\\\x1b[?1;2;4c";

fn ask(answers: &[u8]) -> (Capabilities, Vec<KeyEvent>) {
    let mut input = Input::default();
    let mut keys = input.take(answers);
    keys.extend(input.settle());
    (input.capabilities(), keys)
}

fn around(variables: &[(&str, &str)]) -> Surroundings {
    Surroundings::new(true, |name| variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned()))
}

fn key(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

#[test]
fn each_terminal_gets_the_best_tier_that_it_has() {
    let plain = around(&[("TERM", "xterm-256color")]);
    for (answers, sizing, tier) in [
        (KITTY, TextSizing::Scales, Tier::Scaled),
        (FOOT, TextSizing::Widths, Tier::Layout),
        (XTERM, TextSizing::None, Tier::Doubled),
        (TMUX, TextSizing::None, Tier::Layout),
        (b"", TextSizing::None, Tier::Layout),
    ] {
        let (capabilities, keys) = ask(answers);
        assert_eq!(keys, [], "answers taken for keys");
        assert_eq!((capabilities.text_sizing, capabilities.tier(&plain)), (sizing, tier), "{capabilities:?}");
        assert_eq!(capabilities.answered, !answers.is_empty());
    }
}

#[test]
fn everything_that_kitty_says_is_understood() {
    let (said, _) = ask(KITTY);
    assert_eq!(said.name.as_deref(), Some("kitty(0.41.1)"));
    assert!(said.synchronized && said.kitty_graphics && said.hyperlinks() && !said.sixels);
    assert_eq!((said.cell, said.background, said.is_light()), (Some((10, 20)), Some([0, 0, 0]), Some(false)));
    let (said, _) = ask(FOOT);
    assert!(said.sixels && said.is_light() == Some(true));
}

#[test]
fn keys_typed_among_the_answers_are_kept_in_order_however_the_bytes_come() {
    let mut stream = b"j\x1b[B".to_vec();
    stream.extend_from_slice(KITTY.get(..6).expect("a part"));
    stream.extend_from_slice("中".as_bytes());
    stream.extend_from_slice(KITTY.get(6..).expect("a part"));
    stream.extend_from_slice(b"\rK\x1b[5~\x03\x1bx");
    let keys = [
        key('j'),
        KeyEvent::new(KeyCode::Down, KeyModifiers::NONE),
        key('中'),
        KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
        KeyEvent::new(KeyCode::Char('K'), KeyModifiers::SHIFT),
        KeyEvent::new(KeyCode::PageUp, KeyModifiers::NONE),
        KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
        KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT),
    ];
    for size in [1, 2, 3, 7, stream.len()] {
        let mut input = Input::default();
        let got: Vec<KeyEvent> = stream.chunks(size).flat_map(|bytes| input.take(bytes)).collect();
        assert_eq!(got, keys, "in parts of {size}");
        assert_eq!(input.capabilities().text_sizing, TextSizing::Scales);
    }
}

#[test]
fn an_escape_alone_is_a_key_once_nothing_follows_it() {
    let mut input = Input::default();
    assert_eq!(input.take(b"\x1b"), []);
    assert!(input.is_waiting());
    assert_eq!(input.settle(), [KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)]);
    assert!(!input.is_waiting());
}

#[test]
fn arrows_and_their_modifiers_are_keys() {
    for (bytes, code, modifiers) in [
        (b"\x1bOA".as_slice(), KeyCode::Up, KeyModifiers::NONE),
        (b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
        (b"\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
        (b"\x1b[3;2~", KeyCode::Delete, KeyModifiers::SHIFT),
        (b"\x7f", KeyCode::Backspace, KeyModifiers::NONE),
    ] {
        assert_eq!(ask(bytes).1, [KeyEvent::new(code, modifiers)]);
    }
}

#[test]
fn a_multiplexer_is_recognised_by_name_and_by_environment_and_never_gets_doubled_rows() {
    let in_tmux = around(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]);
    assert_eq!(ask(XTERM).0.tier(&in_tmux), Tier::Layout);
    assert_eq!(ask(TMUX).0.multiplexer(&around(&[("TERM", "xterm")])), Some(Multiplexer::Tmux));
    assert_eq!(ask(b"").0.multiplexer(&around(&[("TERM", "xterm"), ("ZELLIJ", "0")])), Some(Multiplexer::Zellij));
    assert!(question(&in_tmux).is_some_and(|question| !question.contains("\x1b_G")));
}

#[test]
fn a_silent_terminal_is_judged_by_its_environment() {
    let silent = ask(b"").0;
    assert_eq!(silent.tier(&around(&[("TERM", "xterm"), ("KONSOLE_VERSION", "240802")])), Tier::Doubled);
    assert_eq!(silent.tier(&around(&[("TERM", "xterm")])), Tier::Layout);
}

#[test]
fn what_is_no_terminal_or_a_dumb_one_is_asked_nothing() {
    assert_eq!(question(&around(&[("TERM", "dumb")])), None);
    assert_eq!(question(&around(&[])), None);
    assert_eq!(question(&Surroundings::new(false, |_| Some("xterm-kitty".to_owned()))), None);
    let asked = question(&around(&[("TERM", "xterm-kitty")])).expect("a question");
    assert_eq!(asked.matches("\x1b]66;").count(), 2);
    assert!(asked.ends_with("\x1b[c"));
}

#[test]
fn hostile_answers_do_no_harm() {
    let long = format!("\x1b]11;{}", "x".repeat(100_000));
    for answers in [
        b"\x1b[9999999999999999999;99999999999R".as_slice(),
        b"\x1b]11;rgb:/zz/\x07\x1b]11;rgb:fffff/0/0\x07",
        b"\x1bP>|\x1b[31mred\x9b\x1b\\",
        b"\xff\xfe\xc3\x1b[\x1b[;;;;~\x1b[300~\x1b[;c",
        b"\x1b[6;0;0t\x1b_G;\x1b\\",
        long.as_bytes(),
    ] {
        let (said, _) = ask(answers);
        assert_eq!((said.text_sizing, said.background, said.cell), (TextSizing::None, None, None));
    }
}
