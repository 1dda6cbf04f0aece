//! Terminals that are really there: what newsprint writes to them, byte by byte, and that it goes by what they say.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{EDITION, SIZING};
use crate::{
    counterpart::are_here,
    pty::{PATIENCE, cells},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");

/// A command with folders of its own, outside of any multiplexer.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for variable in ["TMUX", "STY", "ZELLIJ", "XTERM_VERSION", "KONSOLE_VERSION", "TERM_PROGRAM", "NO_COLOR"] {
        command.env_remove(variable);
    }
    for variable in ["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(variable, folder);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// What was written so far.
fn written(raw: &Path) -> String {
    String::from_utf8_lossy(&fs::read(raw).unwrap_or_default()).into_owned()
}

/// The screen as it stands after what was written so far: of a frame only what has changed is written.
fn shown(raw: &Path) -> String {
    let mut screen = vt100::Parser::new(cells(33), cells(100), 0);
    screen.process(&fs::read(raw).unwrap_or_default());
    screen.screen().contents()
}

fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// Ends when it goes.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn tmux_itself_gets_no_scaled_text_and_no_doubled_rows() {
    if !are_here(&["tmux"], "tmux_itself_gets_no_scaled_text_and_no_doubled_rows") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (socket, raw) = (folder.path().join("socket"), folder.path().join("raw"));
    let tmux = |words: &[&str]| {
        let output = command("tmux", folder.path()).arg("-S").arg(&socket).args(["-f", "/dev/null"]).args(words).output();
        String::from_utf8_lossy(&output.expect("tmux runs").stdout).into_owned()
    };
    tmux(&["new-session", "-d", "-x", "100", "-y", "33", "sh"]);
    tmux(&["pipe-pane", "-O", &format!("cat > '{}'", raw.display())]);
    tmux(&["send-keys", &format!("exec '{PROGRAM}' '{EDITION}' --size medium"), "Enter"]);
    let shows = |words: &str| tmux(&["capture-pane", "-p"]).contains(words);
    wait_until("the first frame", || shows("President Xi"));
    tmux(&["send-keys", "+"]);
    wait_until("the truth about Large", || shows("Large (spacing only"));
    // What tmux answers is about a quarter of a second old by now, had it been taken for keys.
    assert!(!shows("╭") && shows("World Internet Conference"));
    tmux(&["send-keys", "j", "Q"]);
    wait_until("the end", || written(&raw).contains("\u{1b}[?1049l"));
    tmux(&["kill-server"]);
    let written = written(&raw);
    assert_eq!((written.matches(SIZING).count(), written.contains("\u{1b}#3")), (2, false));
}

#[test]
fn xterm_itself_gets_doubled_rows_and_no_scaled_text() {
    if !are_here(&["Xvfb", "xterm", "script"], "xterm_itself_gets_doubled_rows_and_no_scaled_text") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = command("Xvfb", folder.path());
    server.args(["-displayfd", "1", "-screen", "0", "1280x800x24"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Running(server.spawn().expect("an X server"));
    let mut number = String::new();
    BufReader::new(server.0.stdout.take().expect("its output")).read_line(&mut number).expect("its number");
    let (raw, id) = (folder.path().join("raw"), folder.path().join("id"));
    let mut xterm = command("xterm", folder.path());
    xterm.env("DISPLAY", format!(":{}", number.trim())).args(["-geometry", "100x33", "-e", "script", "-qfc"]);
    xterm.arg(format!("echo $$ >'{}'; exec '{PROGRAM}' '{EDITION}' --size large", id.display())).arg(&raw).stderr(Stdio::null());
    let xterm = Running(xterm.spawn().expect("xterm"));
    wait_until("doubled rows", || written(&raw).contains("\u{1b}#3"));
    wait_until("what the foot says of Large here", || shown(&raw).contains("Large 2x"));
    // Neither the program nor `script`, which records it, ends with its terminal's window.
    let id = fs::read_to_string(&id).ok().and_then(|id| Pid::from_raw(id.trim().parse().ok()?));
    kill_process(id.expect("a process"), Signal::TERM).expect("signalled");
    drop(xterm);
    let written = written(&raw);
    assert_eq!(written.matches(SIZING).count(), 2);
}
