//! Codes to scan, decoded from a picture of a real terminal, light and dark.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use assert_cmd::cargo::cargo_bin;

use super::{Desk, STORY, clipboard::Tmux, text};
use crate::counterpart::are_here;

/// A screen without glass.
pub struct Display {
    server: Child,
    /// What it is called in the environment.
    pub name: String,
}

impl Display {
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-screen", "0", "900x700x24", "-displayfd", "1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        let told = server.stdout.take().expect("a pipe");
        BufReader::new(told).read_line(&mut number).expect("its number");
        Self { server, name: format!(":{}", number.trim()) }
    }

    fn run(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.name).env("LC_ALL", "C.UTF-8").stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// What a decoder reads in a picture of the display, once there is a code in it.
fn scanned(display: &Display, picture: &Path) -> String {
    for _ in 0..100 {
        thread::sleep(Duration::from_millis(200));
        display.run("import").args(["-window", "root"]).arg(picture).status().expect("a picture");
        // As a camera sees it: the decoder stumbles over edges that are sharper than any lens makes them.
        Command::new("convert").arg(picture).args(["-blur", "0x2"]).arg(picture).status().expect("a picture");
        let read = Command::new("zbarimg").arg("-q").arg(picture).stderr(Stdio::null()).output().expect("zbarimg runs");
        if !read.stdout.is_empty() {
            return text(&read.stdout);
        }
    }
    String::new()
}

const NEEDED: [&str; 5] = ["Xvfb", "xterm", "import", "convert", "zbarimg"];
/// A font, and a window of 80 by 30 cells.
const WINDOW: [&str; 6] = ["-fa", "DejaVu Sans Mono", "-fs", "9", "-geometry", "80x30+0+0"];
const READ: &str = "QR-Code:https://news.example/a?id=7";

#[test]
fn a_code_can_be_scanned_from_a_light_and_from_a_dark_terminal() {
    if !are_here(&NEEDED, "a_code_can_be_scanned") {
        return;
    }
    let (desk, display) = (Desk::new(""), Display::start());
    let newsprint = cargo_bin!("newsprint").to_string_lossy().into_owned();
    for (paper, ink) in [("white", "black"), ("black", "white")] {
        // The code stays on the screen until the terminal is closed.
        let script = format!("'{newsprint}' share '{STORY}' --by qr; exec sleep 60");
        let colours = ["-bg", paper, "-fg", ink, "-e", "sh", "-c", &script];
        let mut terminal = display.run("xterm").args(WINDOW).args(colours).spawn().expect("xterm starts");
        let read = scanned(&display, &desk.path(&format!("{paper}.png")));
        drop(terminal.kill());
        drop(terminal.wait());
        assert_eq!(read.trim(), READ, "on {paper}");
    }
}

#[test]
fn a_code_over_the_page_can_be_scanned_in_every_theme() {
    if !are_here(&NEEDED, "a_code_over_the_page_can_be_scanned") || !are_here(&["tmux"], "a_code_over_the_page_can_be_scanned") {
        return;
    }
    let (desk, display) = (Desk::new(""), Display::start());
    let newsprint = cargo_bin!("newsprint").to_string_lossy().into_owned();
    let (config, home) = (desk.path("config.toml"), desk.folder.path().display().to_string());
    for (theme, paper, ink) in [("light", "white", "black"), ("dark", "black", "white"), ("sepia", "#f4ecd8", "#433422")] {
        // Keys reach a window without a keyboard by way of tmux.
        let tmux = Tmux::new(theme);
        let reader = format!("'{newsprint}' --config '{}' --set theme={theme} '{STORY}'", config.display());
        let session = tmux.run(&["new-session", &reader]);
        let mut terminal = display.run("xterm");
        terminal.args(WINDOW).args(["-bg", paper, "-fg", ink, "-e"]).arg(session.get_program()).args(session.get_args());
        terminal.env_remove("TMUX").env("LC_ALL", "C.UTF-8").env("XDG_STATE_HOME", &home).env("XDG_DATA_HOME", &home);
        let mut terminal = terminal.spawn().expect("xterm starts");
        let shown = |words: &str| {
            let deadline = Instant::now() + Duration::from_mins(1);
            while !text(&tmux.run(&["capture-pane", "-p"]).output().expect("tmux runs").stdout).contains(words) {
                assert!(Instant::now() < deadline, "no {words} on {theme}");
                thread::sleep(Duration::from_millis(100));
            }
        };
        shown("Lamps & lights");
        // The story with the long list of parameters is the second.
        drop(tmux.run(&["send-keys", "j", "S"]).status());
        shown("Telegram");
        drop(tmux.run(&["send-keys", "Q", "R", "Enter"]).status());
        let read = scanned(&display, &desk.path(&format!("{theme}.png")));
        drop(tmux);
        drop(terminal.kill());
        drop(terminal.wait());
        assert_eq!(read.trim(), READ, "on {theme}");
    }
}
