//! A walk through every action in the real program: by its key, from the palette, and by the mouse. Whatever an action
//! does, the program goes on, the screen stays whole, and nothing that went wrong is said.

use newsprint::{
    app::{
        Focus,
        action::{Action, TABLE},
        setup::Setup,
    },
    config::{Code, Key},
    words::Words,
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

/// What a terminal sends for the left button, down and up, in a cell counted from 1.
fn click(x: usize, y: usize) -> String {
    format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m")
}

/// What it sends for the wheel, turned towards the reader.
fn wheel_down(x: usize, y: usize) -> String {
    format!("\u{1b}[<65;{x};{y}M")
}

/// What it sends while the left button is held and moved from one cell to another.
fn pull(from: (usize, usize), to: (usize, usize)) -> String {
    let ((a, b), (x, y)) = (from, to);
    format!("\u{1b}[<0;{a};{b}M\u{1b}[<32;{x};{y}M\u{1b}[<0;{x};{y}m")
}

/// The cell in which some words of the screen begin, counted from 1.
fn find(session: &Session, words: &str) -> Option<(usize, usize)> {
    let screen = session.contents();
    let found = screen.lines().enumerate().find_map(|(y, line)| line.find(words).map(|at| (line, at, y)));
    found.map(|(line, at, y)| (newsprint::text::width(line.get(..at).unwrap_or_default()) + 1, y + 1))
}

fn place_of(session: &Session, words: &str) -> (usize, usize) {
    session.wait_for(words);
    find(session, words).unwrap_or_else(|| panic!("{words} is not on\n{}", session.contents()))
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

/// Opens the palette by `how`, again where what an action did came late and took it.
fn open_palette(session: &mut Session, how: &str) {
    // It has the title of whatever language was chosen on the way.
    let titles: Vec<String> = Words::built_in().iter().map(|words| format!("╭ {}", words.get("palette.title"))).collect();
    let is_open = |session: &Session| titles.iter().any(|title| session.contents().contains(title));
    for _ in 0..60 {
        session.keys(how);
        for _ in 0..20 {
            std::thread::sleep(std::time::Duration::from_millis(25));
            if is_open(session) {
                return;
            }
        }
        session.keys("\u{1b}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the palette does not open on\n{}", session.contents());
}

fn quit(mut session: Session) {
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn every_action_can_be_asked_for_from_the_palette() {
    let mut session = session(&[]);
    for name in walked() {
        open_palette(&mut session, ":");
        session.keys(name);
        session.wait_until(name, |session| session.contents().contains(&format!("{name}▏")));
        session.keys("\r");
        settle(&mut session, name);
    }
    quit(session);
}

#[test]
fn every_action_can_be_asked_for_with_the_mouse_alone() {
    let mut session = session(&[]);
    let rows: Vec<&str> = TABLE.iter().filter(|row| row.action != Action::Palette).map(|row| row.name).collect();
    for name in walked() {
        let (x, y) = place_of(&session, "newsprint");
        open_palette(&mut session, &click(x, y));
        // The palette itself is what this click opened.
        if let Some(at) = rows.iter().position(|row| *row == name) {
            session.keys(&wheel_down(50, 15).repeat(at.div_ceil(3)));
            let (x, y) = place_of(&session, &format!("│ {name} "));
            session.keys(&click(x + 3, y));
        }
        settle(&mut session, name);
    }
    quit(session);
}

/// Brings the focus somewhere, wherever it is: by a click on the list first, each time on another row, since two clicks on
/// one would be a double click.
fn focus_on(session: &mut Session, focus: Focus, turn: usize) {
    session.keys(&click(30, if turn.is_multiple_of(2) { 5 } else { 9 }));
    session.keys(match focus {
        Focus::Feeds => "F",
        Focus::List => "",
        Focus::Body => "\r",
        Focus::Toolbar => "\t\t",
        Focus::Popup => "?",
    });
}

#[test]
fn every_key_of_every_layer_can_be_pressed_where_it_holds() {
    let setup = Setup::built_in().expect("a setup");
    let mut session = session(&[]);
    let mut turn = 0;
    for focus in Focus::ALL {
        for name in walked() {
            let action = Action::named(name).expect("an action");
            for written in setup.keys.of(action, focus) {
                turn += 1;
                focus_on(&mut session, focus, turn);
                // What hides the list is pressed again to bring it back.
                for _ in 0..if action == Action::BodyAlone { 2 } else { 1 } {
                    for key in written.split(' ') {
                        let shown = [("↓", "Down"), ("↑", "Up"), ("←", "Left"), ("→", "Right")];
                        let key = shown.iter().find(|(arrow, _)| *arrow == key).map_or(key, |(_, name)| name);
                        session.keys(&typed(Key::parse(key).expect("a key")));
                    }
                }
                settle(&mut session, &written);
            }
        }
    }
    quit(session);
}

#[test]
fn the_mouse_reaches_panes_toolbar_foot_and_popups() {
    let mut session = session(&[]);
    let (x, y) = place_of(&session, "The keys under your");
    session.keys(&click(x, y));
    session.wait_until("the story", |session| session.contents().matches("The keys under your").count() >= 2);
    let (x, y) = place_of(&session, "Large");
    session.keys(&click(x, y));
    session.wait_for("[Large]");
    let (x, y) = place_of(&session, "Share 0");
    session.keys(&click(x, y));
    session.wait_for("Copy");
    session.keys(&click(1, 5));
    session.wait_until("the menu to close", |session| !session.contents().contains("Copy"));
    let (x, y) = place_of(&session, "help");
    session.keys(&click(x, y));
    session.wait_until("the help", |session| session.contents().contains('╭'));
    let (x, y) = place_of(&session, "close");
    session.keys(&click(x, y));
    session.wait_until("the help to close", |session| !session.contents().contains('╭'));
    quit(session);
}

#[test]
fn the_mouse_pulls_the_rule_between_the_panes_and_the_thumb_of_a_scrollbar() {
    let mut session = session(&[]);
    let rule = |session: &Session| find(session, "┬").expect("a rule between the panes").0;
    let before = rule(&session);
    session.keys(&pull((before, 12), (before + 20, 12)));
    session.wait_until("a wider list", |session| rule(session) == before + 20);
    // A second click on it gives the width back that the window has.
    session.keys(&click(before + 20, 12).repeat(2));
    session.wait_until("the list as it was", |session| rule(session) == before);
    session.keys(&pull((100, 3), (100, 28)));
    session.wait_for("· end");
    session.keys(&pull((100, 28), (100, 3)));
    session.wait_until("the beginning", |session| !session.contents().contains("· end"));
    quit(session);
}

#[test]
fn a_double_click_opens_a_story() {
    let mut session = session(&["--set", "mark_read_after=0"]);
    let (x, y) = place_of(&session, "The keys under your");
    session.keys(&click(x, y).repeat(2));
    // The foot says what the keys do in the body.
    session.wait_for("Space page");
    quit(session);
}
