//! The clipboard of real programs: tmux, and X by xclip.

use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use super::{Desk, STORY, code::Display, text};
use crate::counterpart::are_here;

/// The address of the story, as it is handed on.
const LINK: &str = "https://news.example/a?id=7";

/// A server of tmux that ends with the test.
pub struct Tmux(String);

impl Tmux {
    pub fn new(name: &str) -> Self {
        Self(format!("newsprint-{name}-{}", std::process::id()))
    }

    /// `tmux` with these words, on this server.
    pub fn run(&self, words: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.0, "-f", "/dev/null"]).args(words).env_remove("TMUX").env("LC_ALL", "C.UTF-8");
        command
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        drop(self.run(&["kill-server"]).output());
    }
}

#[test]
fn inside_tmux_a_link_is_copied_into_its_buffer() {
    if !are_here(&["tmux"], "inside_tmux_a_link_is_copied") {
        return;
    }
    let (desk, tmux) = (Desk::new(""), Tmux::new("copy"));
    let newsprint = cargo_bin!("newsprint").to_string_lossy().into_owned();
    let (config, said) = (desk.path("config.toml"), desk.path("said"));
    let script = format!(
        "'{newsprint}' --config '{}' copy '{STORY}' > '{}' 2>&1; tmux wait-for -S done; sleep 600",
        config.display(),
        said.display()
    );
    let home = desk.folder.path();
    let mut server = tmux.run(&["new-session", "-d", "-x", "80", "-y", "24", &script]);
    server.env("XDG_DATA_HOME", home).env("XDG_STATE_HOME", home).env("XDG_CONFIG_HOME", home);
    assert!(server.status().expect("tmux runs").success());
    assert!(tmux.run(&["wait-for", "done"]).status().expect("tmux runs").success());
    assert_eq!(desk.read("said"), "Copied the link by tmux\n");
    assert_eq!(text(&tmux.run(&["show-buffer"]).output().expect("tmux runs").stdout), LINK);
}

#[test]
fn under_x_a_link_is_copied_by_xclip() {
    if !are_here(&["Xvfb", "xclip"], "under_x_a_link_is_copied") {
        return;
    }
    let (desk, display) = (Desk::new(""), Display::start());
    let output = desk.newsprint(&["copy", STORY]).env("DISPLAY", &display.name).output().expect("the program starts");
    assert_eq!(text(&output.stdout), "Copied the link by xclip\n", "{}", text(&output.stderr));
    let pasted = Command::new("xclip").args(["-selection", "clipboard", "-out"]).env("DISPLAY", &display.name).output();
    assert_eq!(text(&pasted.expect("xclip runs").stdout), LINK);
}

#[test]
fn without_any_clipboard_the_terminal_is_asked_and_without_a_terminal_that_is_said() {
    if !are_here(&["setsid", "tmux"], "without_any_clipboard") {
        return;
    }
    let (desk, tmux) = (Desk::new(""), Tmux::new("bare"));
    let newsprint = cargo_bin!("newsprint").to_string_lossy().into_owned();
    let copy =
        format!("env -u TMUX -u DISPLAY -u WAYLAND_DISPLAY HOME='{0}' XDG_CONFIG_HOME='{0}'", desk.folder.path().display());
    let copy = format!("{copy} '{newsprint}' copy '{STORY}'");
    // A session of its own has no terminal.
    let script = format!(
        "cd '{}'; {copy} > asked; setsid --wait {copy} 2> told; tmux wait-for -S done; sleep 600",
        desk.folder.path().display()
    );
    assert!(tmux.run(&["new-session", "-d", &script]).status().expect("tmux runs").success());
    assert!(tmux.run(&["wait-for", "done"]).status().expect("tmux runs").success());
    assert_eq!(desk.read("asked"), "Copied the link by the terminal, if it allows that\n");
    assert_eq!(desk.read("told"), "newsprint: there is no program for the clipboard here, and no terminal to ask\n");
}
