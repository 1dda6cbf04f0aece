//! What leaves the program, proven against the programs that it leaves for: a mail server, a sending program, a reader of
//! PDF, a decoder of codes. `counterpart` says what becomes of a test whose program is missing.

mod clipboard;
mod code;
mod hostile;
mod mail;
mod paper;
mod printer;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::cargo_bin;
use newsprint::share::name::file_name;
use serde_json::Value;
use tempfile::TempDir;

/// The story that is handed out: Chinese in its headline, links that say who clicked, an enclosure.
const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/share/story.xml");

/// A desk with a folder of its own, and settings.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(settings: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("config.toml");
        newsprint::runtime::files::replace(&config, settings.as_bytes()).expect("settings");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn newsprint(&self, words: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.arg("--config").arg(self.path("config.toml")).args(words).current_dir(self.folder.path());
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "BROWSER", "MAILER"] {
            command.env_remove(name);
        }
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.folder.path());
        }
        command.env("TZ", "UTC").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.newsprint(words).output().expect("the program starts")
    }

    /// What is printed by a command that does what it was told.
    fn said(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let (out, told) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{words:?}: {told}");
        out
    }

    /// The one line on standard error of a command that fails.
    fn complaint(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let told = text(&output.stderr);
        assert_eq!((output.status.code(), told.lines().count()), (Some(1), 1), "{words:?}: {told}");
        told
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("readable")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = names.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_link_is_copied_without_what_says_who_clicked() {
    let desk = Desk::new("[copy]\ncommand = [\"tee\", \"copied\"]");
    assert_eq!(desk.said(&["copy", STORY]), "Copied the link by tee\n");
    assert_eq!(desk.read("copied"), "https://news.example/a?id=7");
    desk.said(&["copy", STORY, "--title"]);
    assert_eq!(desk.read("copied"), "Lamps & lights: 灯火 https://news.example/a?id=7");
    desk.said(&["share", STORY, "--by", "markdown"]);
    assert_eq!(desk.read("copied"), "[Lamps \\& lights: 灯火](https://news.example/a?id=7)");
}

#[test]
fn pages_and_enclosures_go_to_the_programs_of_the_settings_as_one_word_each() {
    let desk = Desk::new(
        "[open]\ncommand = [\"tee\"]\nplayer = [\"touch\"]\n[[share.target]]\nname = \"Log\"\ncommand = [\"touch\", \"{title}\"]",
    );
    // A program that fails at once is told of, in one line with its exit status.
    let failing = Desk::new("[open]\ncommand = [\"false\"]");
    assert_eq!(failing.complaint(&["open", STORY]), "newsprint: false: exit status 1\n");
    let missing = Desk::new("[open]\ncommand = [\"no-such-browser\"]");
    assert!(missing.complaint(&["open", STORY]).contains("no-such-browser: not found"));
    assert_eq!(desk.said(&["share", STORY, "--by", "log"]), "Shared by Log\n");
    assert!(desk.path("Lamps & lights: 灯火").exists());
    assert!(desk.complaint(&["share", STORY, "--by", "nowhere"]).contains("no such way to share"));
    assert!(desk.complaint(&["open", STORY, "--enclosure", "9"]).contains("no enclosure"));
}

#[test]
fn a_story_is_saved_in_every_form_under_a_name_made_of_its_headline() {
    let desk = Desk::new("");
    std::fs::create_dir(desk.path("out")).expect("a folder");
    for form in ["txt", "md", "html", "json"] {
        desk.said(&["save", STORY, "--form", form, "--output", "out"]);
        let name = format!("out/{}.{form}", file_name("Lamps & lights: 灯火"));
        assert!(desk.read(&name).contains("灯火"), "{name}");
    }
    desk.said(&["save", STORY, "--all", "--output", "out"]);
    assert_eq!(files(&desk.path("out")).len(), 6);
    // A folder that is not there yet is made; what was done is told of each.
    let told = desk.said(&["save", STORY, "--all", "--form", "md", "--output", "new/folder", "--json"]);
    let rows: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((rows[0]["done"].as_bool(), rows[1]["file"].as_str()), (Some(true), Some("new/folder/Another.md")), "{told}");
    // So is a failure.
    let again = desk.run(&["save", STORY, "--story", "2", "--output", "no/such.md", "--json"]);
    let rows: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!((again.status.code(), rows[0]["done"].as_bool()), (Some(1), Some(false)), "{rows}");
    desk.said(&["save", STORY, "--story", "2", "--output", "second.md"]);
    assert!(desk.complaint(&["save", STORY, "--output", "second.md"]).contains("exists already"));
    assert!(desk.complaint(&["save", STORY, "--story", "3"]).contains("there is no story 3; 2 found"));
    assert!(desk.complaint(&["save", STORY, "--output", "no/such/folder.md"]).contains("folder.md"));
}

#[test]
fn a_story_that_is_not_there_is_said_plainly() {
    let desk = Desk::new("");
    assert!(desk.complaint(&["copy", "id:99"]).contains("the library has no such story"));
    assert!(desk.complaint(&["copy", "id:x"]).contains("the library has no such story"));
    assert!(desk.complaint(&["print", "no-such-file"]).contains("there is no such file"));
}

#[test]
fn a_code_is_printed_dark_on_light_with_its_whole_edge() {
    let desk = Desk::new("");
    let printed = desk.said(&["share", STORY, "--by", "qr"]);
    assert!(printed.lines().next().is_some_and(|line| line.starts_with("\u{1b}[38;5;16;48;5;231m    ")), "{printed:?}");
    assert!(printed.ends_with("https://news.example/a?id=7\n"), "{printed}");
}
