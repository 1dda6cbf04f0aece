//! The real program in a real terminal: that it starts, resizes, ends, and gives the terminal back whatever happens.

use std::{
    io::{Read, Write},
    num::NonZero,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

mod beside;
mod job;
mod terminals;

/// How long to wait for anything, on a busy machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The program in a terminal of its own.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    reader: thread::JoinHandle<()>,
    _state: tempfile::TempDir,
}

impl Session {
    pub fn start(arguments: &[&str], width: u16, height: u16) -> Self {
        Self::start_with(arguments, width, height, &[("TERM", "xterm-256color")])
    }

    /// With a state folder of its own, of a reader who was welcomed before.
    pub fn start_with(arguments: &[&str], width: u16, height: u16, environment: &[(&str, &str)]) -> Self {
        Self::run(env!("CARGO_BIN_EXE_newsprint"), arguments, (width, height), environment)
    }

    /// Any program in a terminal of its own.
    pub fn run(program: &str, arguments: &[&str], (width, height): (u16, u16), environment: &[(&str, &str)]) -> Self {
        let state = tempfile::tempdir().expect("a folder");
        welcomed(state.path());
        let pair = native_pty_system().openpty(size(width, height)).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("XDG_STATE_HOME", state.path());
        command.env("XDG_DATA_HOME", state.path());
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("it starts");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(height), cells(width), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut output = pair.master.try_clone_reader().expect("readable");
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4_096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                to_screen.lock().expect("not poisoned").process(&buffer[..count]);
                to_raw.lock().expect("not poisoned").extend_from_slice(&buffer[..count]);
            }
        });
        let keyboard = pair.master.take_writer().expect("writable");
        Self { master: pair.master, keyboard, child, screen, raw, reader, _state: state }
    }

    pub fn contents(&self) -> String {
        self.screen.lock().expect("not poisoned").screen().contents()
    }

    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw.lock().expect("not poisoned")).into_owned()
    }

    pub fn wait_for(&self, words: &str) {
        self.wait_until(words, |session| session.contents().contains(words));
    }

    pub fn wait_until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(Instant::now() < deadline, "waited in vain for {what:?} on\n{}", self.contents());
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("somebody reads");
    }

    fn resize(&self, width: u16, height: u16) {
        self.screen.lock().expect("not poisoned").screen_mut().set_size(cells(height), cells(width));
        self.master.resize(size(width, height)).expect("resized");
    }

    pub fn signal(&self, signal: Signal) {
        let number = self.child.process_id().and_then(|id| i32::try_from(id).ok()).expect("running");
        kill_process(Pid::from_raw(number).expect("a process"), signal).expect("signalled");
    }

    /// Waits for the end, and for the last of what was written.
    pub fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child").filter(|_| self.reader.is_finished()) {
                return status;
            }
            assert!(Instant::now() < deadline, "it did not end; on the screen:\n{}", self.contents());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The terminal is as it was: the first screen, the cursor shown, no mouse, no pasting mode, lines and echo.
    pub fn assert_restored(&self) {
        self.wait_until("the terminal to be given back", |session| session.raw().contains("\u{1b}[?1049l"));
        let screen = self.screen.lock().expect("not poisoned");
        let screen = screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        if let Some(modes) = self.master.get_termios() {
            let local = modes.local_flags;
            assert!(format!("{local:?}").contains("ICANON") && format!("{local:?}").contains("ECHO"), "{local:?}");
        }
    }
}

/// Makes `folder` the state folder of a reader who was welcomed before.
pub fn welcomed(folder: &Path) {
    let path = folder.join("newsprint/state.json");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::File::create(path).and_then(|mut file| file.write_all(b"{\"welcomed\":true}")).expect("written");
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

const LEAD: &str = "World Internet Conference";

/// A story that takes some work is read where `ulimit -v` leaves little address space: the program that runs out of it
/// ends in the middle of a page.
#[cfg(target_os = "linux")]
#[test]
fn a_bounded_address_space_suffices_for_a_large_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("large.txt");
    let lines = "A word\u{301} or two of the gulls above the harbour wall.\n\n".repeat(40_000);
    terminals::write(&page, &format!("Gulls\n\nFirst words.\n\n{lines}\n\nLast words.\n"));
    let bounded = "ulimit -v 400000; exec \"$0\" \"$1\"";
    let arguments = ["-c", bounded, env!("CARGO_BIN_EXE_newsprint"), page.to_str().expect("a path")];
    let mut session = Session::run("sh", &arguments, (100, 30), &[("TERM", "xterm-256color")]);
    session.wait_for("First words.");
    session.keys("lG");
    session.wait_for("Last words.");
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0, "{}", session.contents());
}

#[test]
fn it_starts_reads_resizes_and_quits() {
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(LEAD);
    session.wait_for("President Xi Jinping");
    session.keys("j");
    session.wait_for("Three sizes of type");
    session.keys("+");
    session.wait_for("[Large]");
    session.resize(120, 40);
    session.wait_until("all 40 rows", |session| session.contents().lines().count() >= 39);
    session.keys("?");
    session.wait_for("Moving");
    session.keys("qq");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn what_was_read_last_is_there_again() {
    let state = tempfile::tempdir().expect("a folder");
    let folder = state.path().to_str().expect("UTF-8");
    welcomed(state.path());
    let environment = [("TERM", "xterm"), ("XDG_STATE_HOME", folder), ("XDG_DATA_HOME", folder)];
    let mut first = Session::start_with(&[], 80, 24, &environment);
    first.wait_for(LEAD);
    first.keys("jj\r+");
    first.wait_for("[Large]");
    first.keys("Q");
    assert_eq!(first.end().exit_code(), 0);
    let mut second = Session::start_with(&[], 80, 24, &environment);
    second.wait_for("[Large]");
    second.wait_until("the last story in the body", |session| session.contents().matches("The keys under").count() >= 2);
    second.keys("Q");
    second.end();
}

#[test]
fn what_was_open_is_there_again_after_a_crash() {
    let state = tempfile::tempdir().expect("a folder");
    let folder = state.path().to_str().expect("UTF-8");
    welcomed(state.path());
    let environment = [("TERM", "xterm"), ("XDG_STATE_HOME", folder), ("XDG_DATA_HOME", folder)];
    let mut first = Session::start_with(&[], 80, 24, &environment);
    first.wait_for(LEAD);
    first.keys("jj\r");
    first.wait_for("The paper can be read");
    first.keys("G");
    first.wait_for("By hand");
    let kept = state.path().join("newsprint/state.json");
    first.wait_until("the place to be kept", |_| std::fs::read_to_string(&kept).is_ok_and(|text| text.contains("\"text\"")));
    first.signal(Signal::KILL);
    first.end();
    let mut second = Session::start_with(&[], 80, 24, &environment);
    second.wait_for("By hand");
    second.keys("Q");
    second.end();
}

#[test]
fn signals_end_it_with_their_number_and_the_terminal_is_restored() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut session = Session::start(&[], 80, 24);
        session.wait_for(LEAD);
        session.signal(signal);
        assert_eq!(session.end().exit_code(), code);
        session.assert_restored();
    }
}

#[test]
fn a_panic_restores_the_terminal_before_it_speaks() {
    let mut session = Session::start(&["--debug-panic"], 80, 24);
    assert_eq!(session.end().exit_code(), 101);
    session.assert_restored();
    let raw = session.raw();
    let (restored, said) = (raw.find("\u{1b}[?1049l"), raw.find("newsprint stopped at"));
    assert!(restored.is_some() && restored < said, "{raw:?}");
}

#[test]
fn what_keeps_the_screen_from_opening_is_said_in_the_readers_language() {
    let data = tempfile::tempdir().expect("a folder");
    terminals::write(&data.path().join("newsprint"), "no folder");
    let place = data.path().to_string_lossy().into_owned();
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "zh_CN.UTF-8"), ("XDG_DATA_HOME", place.as_str())];
    let mut session = Session::start_with(&[], 120, 24, &environment);
    session.wait_until("the reason in Chinese", |session| {
        let said = session.contents();
        said.contains("已经存在") || said.contains("路径中有一段不是文件夹")
    });
    session.end();
}

#[test]
fn windows_of_any_size_and_none_are_lived_with() {
    for (width, height) in [(1, 1), (0, 0), (2, 5), (1000, 3)] {
        let mut session = Session::start(&[], width, height);
        session.wait_until("a frame", |session| session.raw().contains("\u{1b}[?2026l"));
        session.keys("jl+?qqQ");
        assert_eq!(session.end().exit_code(), 0, "{width}x{height}");
    }
}

#[test]
fn a_storm_of_resizes_ends_with_the_last_size_drawn() {
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(LEAD);
    for step in 0..200_u16 {
        session.resize(1 + step * 7 % 300, 1 + step * 3 % 100);
    }
    session.resize(90, 30);
    session.wait_for("President Xi Jinping");
    session.wait_for(" help");
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn random_keys_and_pasted_escapes_do_no_harm() {
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(LEAD);
    let mut seed = 0x2015_1218_u32;
    let mut noise = String::new();
    for _ in 0..2_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let byte = char::from(u8::try_from(seed >> 25).unwrap_or_default());
        // What quits or stops is left out: the program is to be there at the end.
        noise.extend((!matches!(byte, 'q' | 'Q' | '\u{3}' | '\u{1a}')).then_some(byte));
    }
    session.keys(&noise);
    session.keys("\u{1b}[200~q\u{1b}]0;title\u{7}\nQ\u{1b}[201~");
    session.keys("\u{1b}");
    thread::sleep(Duration::from_millis(100));
    session.keys("\u{c}");
    session.wait_for("newsprint");
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn a_terminal_that_vanishes_ends_it() {
    let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
    let mut command = CommandBuilder::new("sh");
    // With SIGHUP ignored only the terminal itself can tell that it is gone.
    command.args(["-c", "trap '' HUP; exec \"$0\"", env!("CARGO_BIN_EXE_newsprint")]);
    command.env("TERM", "xterm");
    let state = tempfile::tempdir().expect("a folder");
    welcomed(state.path());
    command.env("XDG_STATE_HOME", state.path());
    command.env("XDG_DATA_HOME", state.path());
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().expect("readable");
    let (mut seen, mut buffer) = (String::new(), [0; 4096]);
    while !seen.contains("Wuzhen") {
        let count = output.read(&mut buffer).expect("a frame");
        seen.push_str(&String::from_utf8_lossy(buffer.get(..count).unwrap_or_default()));
    }
    drop((output, pair.master));
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        assert!(Instant::now() < deadline, "it runs on without a terminal");
        thread::sleep(Duration::from_millis(10));
    };
    // The hangup or the read that fails: whichever comes first.
    assert!(matches!(status.exit_code(), 1 | 129), "it must not panic, with nobody to tell: {status:?}");
}

#[test]
fn no_colour_means_no_colour() {
    let mut session = Session::start_with(&[], 80, 24, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")]);
    session.wait_for(LEAD);
    session.keys("Q");
    session.end();
    let raw = session.raw();
    let coloured = raw.match_indices("\u{1b}[").filter_map(|(at, _)| raw.get(at + 2..)?.split_once('m')).any(|(codes, _)| {
        let plain = codes.chars().all(|c| c.is_ascii_digit() || c == ';');
        plain && codes.split(';').any(|code| matches!(code, "31" | "38" | "48" | "33" | "41" | "43"))
    });
    assert!(!coloured, "{raw:?}");
}

#[test]
fn a_hostile_story_cannot_reach_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("evil.json");
    let evil = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\\u001b]0;OWNED\\u0007\",\"items\":[{\"id\":\"1\",\"title\":\"safe\\u001b[31mtitle\\u009b5n\",\"content_html\":\"<p>body&#27;]52;c;T1dORUQ=&#7; here&#x202e;</p>\"}]}";
    std::fs::File::create(&path).and_then(|mut file| file.write_all(evil.as_bytes())).expect("written");
    let mut session = Session::start(&[path.to_str().expect("UTF-8")], 80, 24);
    session.wait_for("safetitle");
    session.wait_for("body here");
    session.keys("Q");
    session.end();
    let raw = session.raw();
    assert!(
        !raw.contains("]0;OWNED") && !raw.contains("]52;") && !raw.contains('\u{9b}') && !raw.contains('\u{202e}'),
        "{raw:?}"
    );
}

#[test]
fn sentences_follow_one_another_for_whoever_hears_the_screen() {
    for (arguments, term) in [(&["--linear"][..], "xterm"), (&[], "dumb")] {
        let mut session = Session::start_with(arguments, 80, 24, &[("TERM", term), ("LC_ALL", "C")]);
        session.wait_for("1 of 9: World Internet Conference");
        session.keys("j");
        session.wait_for("2 of 9: Three sizes of type");
        session.keys("\r");
        session.wait_for("Readers of this paper");
        session.keys("Q");
        assert_eq!(session.end().exit_code(), 0);
        let raw = session.raw();
        assert!(!raw.contains('\u{1b}'), "no sequence at all: {raw:?}");
        assert_eq!(raw.matches("2 of 9").count(), 1, "each change is said once: {raw:?}");
    }
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_it_is_not_wanted() {
    let mut session = Session::start(&["--set", "mouse=false"], 80, 24);
    session.wait_for(LEAD);
    session.keys("Q");
    session.end();
    assert!(!session.raw().contains("\u{1b}[?1000h"));
}
