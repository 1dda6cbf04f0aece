//! Codes to scan, decoded from a picture of a real terminal, light and dark.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use assert_cmd::cargo::cargo_bin;

use super::{Desk, STORY, text};
use crate::counterpart::are_here;

/// A screen without glass.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Self {
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
        command.env("DISPLAY", &self.name).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

#[test]
fn a_code_can_be_scanned_from_a_light_and_from_a_dark_terminal() {
    if !are_here(&["Xvfb", "xterm", "import", "convert", "zbarimg"], "a_code_can_be_scanned") {
        return;
    }
    let (desk, display) = (Desk::new(""), Display::start());
    let newsprint = cargo_bin!("newsprint").to_string_lossy().into_owned();
    for (paper, ink) in [("white", "black"), ("black", "white")] {
        // The code stays on the screen until the terminal is closed.
        let script = format!("'{newsprint}' share '{STORY}' --by qr; exec sleep 60");
        let font = ["-fa", "DejaVu Sans Mono", "-fs", "9", "-geometry", "80x30+0+0", "-bg", paper, "-fg", ink];
        let mut terminal = display.run("xterm").args(font).args(["-e", "sh", "-c", &script]).spawn().expect("xterm starts");
        let picture = desk.path(&format!("{paper}.png"));
        let mut read = String::new();
        for _ in 0..50 {
            thread::sleep(Duration::from_millis(200));
            display.run("import").args(["-window", "root"]).arg(&picture).status().expect("a picture");
            // As a camera sees it: the decoder stumbles over edges that are sharper than any lens makes them.
            Command::new("convert").arg(&picture).args(["-blur", "0x2"]).arg(&picture).status().expect("a picture");
            read = text(
                &Command::new("zbarimg").arg("-q").arg(&picture).stderr(Stdio::null()).output().expect("zbarimg runs").stdout,
            );
            if !read.is_empty() {
                break;
            }
        }
        drop(terminal.kill());
        drop(terminal.wait());
        assert_eq!(read.trim(), "QR-Code:https://news.example/a?id=7", "on {paper}");
    }
}
