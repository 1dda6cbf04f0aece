use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

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

fn ask(answers: &[u8]) -> (Capabilities, Vec<Event>) {
    let mut input = Input::default();
    let mut keys = input.take(answers);
    keys.extend(input.settle());
    (input.capabilities(), keys)
}

fn around(variables: &[(&str, &str)]) -> Surroundings {
    Surroundings::new(true, |name| variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned()))
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn key(c: char) -> Event {
    pressed(KeyCode::Char(c), KeyModifiers::NONE)
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
        pressed(KeyCode::Down, KeyModifiers::NONE),
        key('中'),
        pressed(KeyCode::Enter, KeyModifiers::NONE),
        pressed(KeyCode::Char('K'), KeyModifiers::SHIFT),
        pressed(KeyCode::PageUp, KeyModifiers::NONE),
        pressed(KeyCode::Char('c'), KeyModifiers::CONTROL),
        pressed(KeyCode::Char('x'), KeyModifiers::ALT),
    ];
    for size in [1, 2, 3, 7, stream.len()] {
        let mut input = Input::default();
        let got: Vec<Event> = stream.chunks(size).flat_map(|bytes| input.take(bytes)).collect();
        assert_eq!(got, keys, "in parts of {size}");
        assert_eq!(input.capabilities().text_sizing, TextSizing::Scales);
    }
}

#[test]
fn an_escape_alone_is_a_key_once_nothing_follows_it() {
    let mut input = Input::default();
    assert_eq!(input.take(b"\x1b"), []);
    assert!(input.is_waiting());
    assert_eq!(input.settle(), [pressed(KeyCode::Esc, KeyModifiers::NONE)]);
    assert!(!input.is_waiting());
}

#[test]
fn arrows_and_their_modifiers_are_keys() {
    for (bytes, code, modifiers) in [
        (b"\x1bOA".as_slice(), KeyCode::Up, KeyModifiers::NONE),
        (b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
        (b"\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
        (b"\x1b[3;2~", KeyCode::Delete, KeyModifiers::SHIFT),
        (b"\x1b[15~", KeyCode::F(5), KeyModifiers::NONE),
        (b"\x1b[24;5~", KeyCode::F(12), KeyModifiers::CONTROL),
        (b"\x1b[[B", KeyCode::F(2), KeyModifiers::NONE),
        (b"\x7f", KeyCode::Backspace, KeyModifiers::NONE),
    ] {
        assert_eq!(ask(bytes).1, [pressed(code, modifiers)]);
    }
}

#[test]
fn what_the_mouse_does_is_read_in_both_forms() {
    let mouse = |kind, column, row, modifiers| Event::Mouse(MouseEvent { kind, column, row, modifiers });
    let left = MouseButton::Left;
    for (bytes, event) in [
        (b"\x1b[<0;300;7M".as_slice(), mouse(MouseEventKind::Down(left), 299, 6, KeyModifiers::NONE)),
        (b"\x1b[<0;1;1m", mouse(MouseEventKind::Up(left), 0, 0, KeyModifiers::NONE)),
        (b"\x1b[<32;2;3M", mouse(MouseEventKind::Drag(left), 1, 2, KeyModifiers::NONE)),
        (b"\x1b[<80;2;3M", mouse(MouseEventKind::ScrollUp, 1, 2, KeyModifiers::CONTROL)),
        (b"\x1b[M !!", mouse(MouseEventKind::Down(left), 0, 0, KeyModifiers::NONE)),
        (b"\x1b[M#!\"", mouse(MouseEventKind::Up(left), 0, 1, KeyModifiers::NONE)),
    ] {
        assert_eq!(ask(bytes).1, [event]);
    }
    assert_eq!(ask(b"\x1b[<0;0;1M\x1b[<0;1M\x1b[<M\x1b[M\x01\x01\x01").1, [], "there is no column 0");
}

#[test]
fn a_pasted_text_is_one_event_whatever_is_in_it_and_however_it_comes() {
    let stream = "a\x1b[200~q\x1b]0;title\x07\n中\x1b[20\x1b[201~b".as_bytes();
    for size in [1, 2, 5, stream.len()] {
        let mut input = Input::default();
        let mut events: Vec<Event> = stream.chunks(size).flat_map(|bytes| input.take(bytes)).collect();
        events.extend(input.settle());
        let pasted = Event::Paste("q\x1b]0;title\x07\n中\x1b[20".to_owned());
        assert_eq!(events, [key('a'), pasted, key('b')], "in parts of {size}");
    }
    let long = [b"\x1b[200~".as_slice(), &vec![b'x'; 3 << 20], b"\x1b[201~"].concat();
    let Some(Event::Paste(text)) = ask(&long).1.into_iter().next() else { panic!("a paste") };
    assert_eq!(text.len(), 1 << 20);
}

#[test]
fn answers_that_come_when_nobody_waits_for_them_are_no_keys() {
    let mut input = Input::default();
    assert_eq!(input.take(KITTY), []);
    assert!(input.is_complete());
    for late in [
        KITTY.get(18..).expect("a part"),
        b"\x1b]11;rgb:00/00/00\x07",
        b"\x1bP>|tmux 3.6\x1b\\",
        b"\x1b[?2026;2$y",
        b"\x1b[?1;2c",
    ] {
        assert_eq!(late.iter().flat_map(|byte| input.take(&[*byte])).collect::<Vec<_>>(), []);
    }
    assert_eq!(input.take(b"j"), [key('j')]);
}

#[test]
fn alt_with_a_key_that_begins_a_sequence_is_that_key() {
    for c in ['[', ']', 'P', '_', 'O'] {
        let mut input = Input::default();
        assert_eq!(input.take(format!("\x1b{c}").as_bytes()), []);
        let code = pressed(KeyCode::Char(c), KeyModifiers::ALT);
        let shifted = pressed(KeyCode::Char(c), KeyModifiers::ALT | KeyModifiers::SHIFT);
        let settled = input.settle();
        assert!(settled == [code] || settled == [shifted], "{c}: {settled:?}");
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
