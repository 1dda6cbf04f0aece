//! A walk through every action in the real program: by its key, from the palette, and by the mouse. Whatever an action
//! does, the program goes on, the screen stays whole, and nothing that went wrong is said.

use newsprint::{
    app::{
        Focus,
        action::{Action, TABLE},
        setup::Setup,
    },
    config::{Code, Key},
};

use super::pty::Session;

/// Actions that end the walk or leave the program, each with the test that tries it.
const ELSEWHERE: [(Action, &str); 4] = [
    (Action::Quit, "at the end of every walk"),
    (Action::Suspend, "pty::suspending_gives_the_terminal_back_and_going_on_redraws_it"),
    (Action::Back, "at the list it quits: pty::it_starts_reads_resizes_and_quits"),
    (Action::OpenInBrowser, "it starts a program of this machine"),
];

/// A program with a folder of its own that opens nothing and prints nothing.
fn session(arguments: &[&str]) -> Session {
    // A terminal that was asked what it can do is not listened to for a moment.
    let asks_nothing = ["--set", "text.size_tier=layout"];
    let quiet = ["--set", "open.command=['true']", "--set", "print.command=['true']", "--set", "mail.command=['true']"];
    let arguments: Vec<&str> = asks_nothing.iter().chain(&quiet).chain(arguments).copied().collect();
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("XDG_CONFIG_HOME", "/nonexistent")];
    let session = Session::start_with(&arguments, 100, 30, &environment);
    session.wait_for("World Internet Conference");
    session
}

/// What a terminal sends for a key.
fn typed(key: Key) -> String {
    let text = match key.code {
        Code::Char(c) if key.ctrl => char::from(u8::try_from(c).unwrap_or_default() & 0x1f).to_string(),
        Code::Char(c) => c.to_string(),
        Code::Enter => "\r".to_owned(),
        Code::Tab => "\t".to_owned(),
        Code::BackTab => "\u{1b}[Z".to_owned(),
        Code::Esc => "\u{1b}".to_owned(),
        Code::Backspace => "\u{7f}".to_owned(),
        Code::Delete => "\u{1b}[3~".to_owned(),
        Code::Up => "\u{1b}[A".to_owned(),
        Code::Down => "\u{1b}[B".to_owned(),
        Code::Right => "\u{1b}[C".to_owned(),
        Code::Left => "\u{1b}[D".to_owned(),
        Code::PageUp => "\u{1b}[5~".to_owned(),
        Code::PageDown => "\u{1b}[6~".to_owned(),
        Code::Home => "\u{1b}[H".to_owned(),
        Code::End => "\u{1b}[F".to_owned(),
        Code::F(_) => String::new(),
    };
    if key.alt { format!("\u{1b}{text}") } else { text }
}

fn walked() -> impl Iterator<Item = &'static str> {
    let left_out = |action: Action| ELSEWHERE.iter().any(|(other, _)| *other == action);
    TABLE.iter().filter(move |row| !left_out(row.action)).map(|row| row.name)
}

/// Closes whatever an action opened, shows that the program still answers, and that it is whole.
fn settle(session: &mut Session, after: &str) {
    let is_whole = |session: &Session| {
        let screen = session.contents();
        screen.contains("newsprint") && !screen.contains('╭') && !screen.contains("stumbled")
    };
    // What an action opens may come later, as the menu of printers does.
    for turn in 0..2_000 {
        if turn > 3 && is_whole(session) {
            break;
        }
        // An escape and what follows it at once would be one key with Alt.
        session.keys("\u{1b}");
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    session.keys("\u{c}");
    session.wait_until(after, is_whole);
}

#[test]
fn every_action_can_be_asked_for_from_the_palette() {
    let mut session = session(&[]);
    for name in walked() {
        session.keys(":");
        session.wait_until(name, |session| session.contents().contains('╭'));
        session.keys(name);
        session.wait_until(name, |session| session.contents().contains(&format!("{name}▏")));
        session.keys("\r");
        settle(&mut session, name);
    }
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn every_key_of_every_layer_can_be_pressed() {
    let setup = Setup::built_in().expect("a setup");
    let mut session = session(&[]);
    for focus in Focus::ALL {
        for name in walked() {
            let action = Action::named(name).expect("an action");
            for written in setup.keys.of(action, focus) {
                for key in written.split(' ') {
                    let shown = [("↓", "Down"), ("↑", "Up"), ("←", "Left"), ("→", "Right")];
                    let key = shown.iter().find(|(arrow, _)| *arrow == key).map_or(key, |(_, name)| name);
                    session.keys(&typed(Key::parse(key).expect("a key")));
                }
                settle(&mut session, &written);
            }
        }
    }
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn the_mouse_reaches_panes_toolbar_and_wheel() {
    let mut session = session(&[]);
    // Columns and rows count from 1; the third story of the list, then the toolbar's words.
    let click = |x: usize, y: usize| format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m");
    let place_of = |session: &Session, words: &str| {
        let screen = session.contents();
        let found = screen.lines().enumerate().find_map(|(y, line)| line.find(words).map(|at| (line, at, y)));
        let (line, at, y) = found.unwrap_or_else(|| panic!("{words} is not on\n{screen}"));
        (newsprint::text::width(line.get(..at).unwrap_or_default()) + 1, y + 1)
    };
    let (x, y) = place_of(&session, "The keys under your");
    session.keys(&click(x, y));
    session.wait_until("the story", |session| session.contents().matches("The keys under your").count() >= 2);
    let (x, y) = place_of(&session, "Large");
    session.keys(&click(x, y));
    session.wait_for("[Large]");
    let (x, y) = place_of(&session, "Share 0");
    session.keys(&click(x, y));
    session.wait_for("Copy");
    session.keys(&click(1, 30));
    session.wait_until("the menu to close", |session| session.contents().contains("[Large]"));
    session.keys(&format!("\u{1b}[<65;{x};20M"));
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}
