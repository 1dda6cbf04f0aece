//! The clipboard of real programs: tmux, X by xclip and xsel, Wayland by wl-copy.

use std::{
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

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
fn under_x_without_xclip_a_link_is_copied_by_xsel() {
    if !are_here(&["Xvfb", "xsel"], "under_x_without_xclip_a_link_is_copied_by_xsel") {
        return;
    }
    let (desk, display) = (Desk::new(""), Display::start());
    // Of all programs this one alone can be found.
    let programs = desk.path("bin");
    let folders = std::env::var_os("PATH").expect("a path");
    let found = std::env::split_paths(&folders).map(|folder| folder.join("xsel")).find(|file| file.is_file());
    let xsel = found.expect("it is here");
    std::fs::create_dir(&programs).and_then(|()| std::os::unix::fs::symlink(xsel, programs.join("xsel"))).expect("a link");
    let mut copy = desk.newsprint(&["copy", STORY]);
    let output = copy.env("DISPLAY", &display.name).env("PATH", &programs).output().expect("the program starts");
    assert_eq!(text(&output.stdout), "Copied the link by xsel\n", "{}", text(&output.stderr));
    let pasted = Command::new("xsel").args(["--clipboard", "--output"]).env("DISPLAY", &display.name).output();
    assert_eq!(text(&pasted.expect("xsel runs").stdout), LINK);
}

/// The number of the user without rights.
const NOBODY: u32 = 65_534;

/// A desktop of Wayland without glass, as a user without rights: sway refuses root.
struct Wayland {
    server: Child,
    folder: tempfile::TempDir,
}

impl Wayland {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = rustix::process::geteuid().is_root();
        let mut command = Command::new(if root { "setpriv" } else { "sway" });
        if root {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("given away");
            let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
            command.args([&user, &group, "--clear-groups", "sway"]);
        }
        command.args(["-c", "/dev/null"]).env("XDG_RUNTIME_DIR", folder.path());
        command.env("WLR_BACKENDS", "headless").env("WLR_LIBINPUT_NO_DEVICES", "1").env("WLR_RENDERER", "pixman");
        let server = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sway starts");
        Self { server, folder }
    }

    /// The name of its socket, once it listens.
    fn socket(&self) -> String {
        for _ in 0..600 {
            let names = std::fs::read_dir(self.folder.path()).expect("a folder").flatten().map(|file| file.file_name());
            let name = names.filter_map(|name| name.into_string().ok()).find(|name| name.starts_with("wayland-"));
            if let Some(name) = name {
                return name.trim_end_matches(".lock").to_owned();
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("sway does not listen")
    }
}

impl Drop for Wayland {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

#[test]
fn under_wayland_a_link_is_copied_by_wl_copy() {
    if !are_here(&["sway", "setpriv", "wl-copy", "wl-paste"], "under_wayland_a_link_is_copied_by_wl_copy") {
        return;
    }
    let (desk, desktop) = (Desk::new(""), Wayland::start());
    let (socket, folder) = (desktop.socket(), desktop.folder.path());
    let mut copied = String::new();
    // The socket is there a moment before the desktop is.
    for _ in 0..100 {
        let mut copy = desk.newsprint(&["copy", STORY]);
        let output = copy.env("WAYLAND_DISPLAY", &socket).env("XDG_RUNTIME_DIR", folder).output().expect("the program starts");
        copied = text(&output.stdout) + &text(&output.stderr);
        if copied.starts_with("Copied the link by wl-copy") {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(copied, "Copied the link by wl-copy\n");
    let pasted = Command::new("wl-paste").arg("-n").env("WAYLAND_DISPLAY", &socket).env("XDG_RUNTIME_DIR", folder).output();
    assert_eq!(text(&pasted.expect("wl-paste runs").stdout), LINK);
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
