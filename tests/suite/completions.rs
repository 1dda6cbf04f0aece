//! The command line completed by real shells, as their users press Tab.

use std::{
    path::Path,
    process::{Command, Output},
};

use assert_cmd::cargo::cargo_bin;
use newsprint::runtime::files;
use tempfile::TempDir;

use crate::{counterpart::are_here, pty::Session};

/// A folder with the script for a shell, under the name that zsh looks for, and a story.
fn folder(shell: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let script = Command::new(cargo_bin!("newsprint")).args(["completions", shell]).output().expect("it runs");
    files::create(&folder.path().join("_newsprint"), &script.stdout).expect("written");
    files::create(&folder.path().join("harbour.md"), b"# Harbour").expect("written");
    folder
}

fn said(shell: &str, script: &str, folder: &Path) -> String {
    let Output { stdout, stderr, .. } =
        Command::new(shell).args(["-c", script]).current_dir(folder).output().expect("the shell runs");
    String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned()
}

#[test]
fn bash_completes_commands_their_options_and_nothing_that_is_no_word() {
    let folder = folder("bash");
    let complete = |words: &str, last: &str| {
        let script = format!(
            "source ./_newsprint; COMP_WORDS=({words} '{last}'); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _newsprint newsprint '{last}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        said("bash", &script, folder.path())
    };
    assert_eq!(complete("newsprint", "doc"), "doctor\n");
    assert_eq!(complete("newsprint mail", "--att"), "--attach-pdf\n");
    assert_eq!(complete("newsprint completions", "z"), "zsh\n");
    for line in ["newsprint", "newsprint open"] {
        let offered = complete(line, "");
        assert!(offered.contains("--theme") && !offered.contains("SOURCE"), "{offered}");
    }
}

#[test]
fn fish_completes_commands_their_options_and_files() {
    if !are_here(&["fish"], "fish_completes_commands") {
        return;
    }
    let folder = folder("fish");
    let complete = |line: &str| said("fish", &format!("source ./_newsprint; complete -C '{line}'"), folder.path());
    assert!(complete("newsprint doc").starts_with("doctor"));
    assert!(complete("newsprint mail --att").starts_with("--attach-pdf"));
    assert!(complete("newsprint config ch").starts_with("check"));
    for line in ["newsprint har", "newsprint mail har"] {
        assert!(complete(line).starts_with("harbour.md"), "{line}: {}", complete(line));
    }
}

#[test]
fn zsh_completes_commands_their_options_and_files() {
    if !are_here(&["zsh"], "zsh_completes_commands") {
        return;
    }
    let folder = folder("zsh");
    let home = folder.path().to_str().expect("UTF-8");
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("PS1", "shell: "), ("ZDOTDIR", home)];
    let mut session = Session::run("zsh", &["-f", "-i"], (100, 30), &environment);
    session.wait_for("shell: ");
    session.keys(&format!("cd {home} && fpath=({home} $fpath) && autoload -U compinit && compinit -u -D && echo rea''dy\r"));
    session.wait_for("ready");
    for (typed, completed) in [
        ("newsprint doc\t", "newsprint doctor "),
        ("newsprint har\t", "newsprint harbour.md "),
        ("newsprint mail --att\t", "newsprint mail --attach-pdf "),
        ("newsprint mail har\t", "newsprint mail harbour.md "),
        ("newsprint harbour.md ./har\t", "newsprint harbour.md ./harbour.md "),
        ("newsprint config ch\t", "newsprint config check "),
        ("newsprint --theme sep\t", "newsprint --theme sepia "),
    ] {
        // What is typed next shows that the completion is done; Ctrl-u empties the line.
        session.keys(&format!("{typed}%"));
        session.wait_for(&format!("{completed}%"));
        session.keys("\u{15}");
    }
    session.keys("exit\r");
    session.end();
}
