//! The settings, through the real program: the shipped file, mistakes in it, what lies over it.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::cargo_bin;

/// Runs the program with `folder` as its configuration.
fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin!("newsprint"));
    command.args(words).env("XDG_CONFIG_HOME", folder).env("LC_ALL", "C").stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn write(folder: &Path, name: &str, content: &[u8]) {
    let path = folder.join("newsprint").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::File::create(path).and_then(|mut file| file.write_all(content)).expect("written");
}

#[test]
fn the_file_that_is_shipped_is_right_and_explains_itself_in_the_language_of_its_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, said) in [("en", "\n# Whether newsprint uses the mouse. "), ("zh", "\n# newsprint 是否使用鼠标。")] {
        let shipped = run(folder.path(), &["--language", language, "config", "default"]);
        let file = text(&shipped.stdout);
        assert!(file.contains(said) && !file.contains("{about."), "{file}");
        assert!(file.lines().all(|line| newsprint::text::width(line) <= 120), "{file}");
        write(folder.path(), "config.toml", &shipped.stdout);
        let checked = run(folder.path(), &["config", "check"]);
        assert_eq!((checked.status.code(), text(&checked.stderr)), (Some(0), String::new()));
    }
    let path = text(&run(folder.path(), &["config", "path"]).stdout);
    assert_eq!(Path::new(path.trim()), folder.path().join("newsprint/config.toml"));
}

#[test]
fn a_mistake_is_answered_with_file_line_and_key_in_one_line() {
    for (content, answer) in [
        (&b"\ntheem = \"dark\""[..], "config.toml:2: theem: no such setting; did you mean theme?"),
        (b"theme = 7", "config.toml:1: theme: "),
        (b"[keys.list]\nq = \"move.dwon\"", "config.toml:2: keys.list.q: there is no action move.dwon"),
        (b"theme = \"\\u001b]0;x\\u0007\"", "config.toml:1: theme: there is no "),
        (b"\xff", "config.toml:1: this is no text"),
        (b"[text]\nmeasure = 7", "config.toml:2: text.measure: a measure is 0, or from 20 to 160"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "config.toml", content);
        let checked = run(folder.path(), &["config", "check"]);
        let told = text(&checked.stderr);
        assert_eq!(checked.status.code(), Some(1), "{told}");
        assert!(told.contains(answer) && told.lines().count() == 1, "{told}");
        assert!(!told.trim_end().contains(char::is_control), "{told:?}");
        let cat = run(folder.path(), &["cat", "--as", "page", "Cargo.toml"]);
        assert!(text(&cat.stderr).contains(answer) && cat.status.code() == Some(0), "what is printed is printed all the same");
    }
}

#[test]
fn the_environment_and_the_command_line_lie_over_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "config.toml", b"language = \"zh\"");
    assert!(text(&run(folder.path(), &["--help"]).stdout).contains("用法"));
    assert!(text(&run(folder.path(), &["--language", "en", "--help"]).stdout).contains("Usage"));
    assert!(text(&run(folder.path(), &["--set", "language=en", "keys"]).stdout).contains("next story"));
    let wrong = run(folder.path(), &["--set", "text.size=huge", "keys"]);
    assert!(text(&wrong.stderr).contains("--set: text.size: "), "{}", text(&wrong.stderr));
}

/// Bad files from a corpus beside the checkout, where there is one.
#[test]
fn no_hostile_file_is_taken_in_silence() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/hostile/cases/config");
    let Ok(files) = fs::read_dir(cases) else { return };
    for file in files.flatten().map(|entry| entry.path()) {
        let path = file.to_string_lossy().into_owned();
        let folder = tempfile::tempdir().expect("a folder");
        let checked = run(folder.path(), &["config", "check", &path]);
        let told = text(&checked.stderr);
        if path.ends_with("cfg-bom-crlf.toml") {
            assert_eq!(checked.status.code(), Some(0), "{told}");
            continue;
        }
        assert_eq!(checked.status.code(), Some(1), "{path}: {told}");
        let line = told.split_once(".toml:").map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
        assert!(line.is_some_and(|digits| digits > 0) && told.lines().count() == 1, "{path}: {told}");
    }
}

#[test]
fn the_manual_page_has_every_command_and_the_keys_as_they_are_set() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "config.toml", b"[keys.all]\n\"Ctrl-y\" = \"story.print\"");
    let page = text(&run(folder.path(), &["man"]).stdout);
    for part in [".TH newsprint", "newsprint cat", "\\-\\-set", "Ctrl\\-y", "print the story", "mark_read_after"] {
        assert!(page.contains(part), "{part} is not in the page");
    }
    let chinese = text(&run(folder.path(), &["--language", "zh", "man"]).stdout);
    for english in ["NAME", "SYNOPSIS", "OPTIONS", "FILES", "EXIT"] {
        assert!(page.contains(english) && !chinese.contains(&format!(".SH {english}")), "{english} is no Chinese");
    }
    let keys = text(&run(folder.path(), &["keys"]).stdout);
    assert!(keys.lines().any(|line| line.starts_with("story.print ") && line.contains("Ctrl-y")), "{keys}");
}

#[test]
fn shells_are_told_what_can_be_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish"] {
        let script = run(folder.path(), &["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        for offered in ["doctor", "language", "sepia", "text.size="] {
            assert!(text(&script.stdout).contains(offered), "{shell} is not told of {offered}");
        }
    }
}
