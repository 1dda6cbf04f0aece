//! Whatever a stranger puts into a story, it leaves the program as what it is: a title, an address, a text. Every door is
//! tried, each with a program behind it that keeps what it was given.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use super::{Desk, files, text};
use crate::{counterpart::locate, pty::Session};

/// Stories of our own, each with several tricks; the addresses that no door may let out are those of `CLOSED`.
const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/share/hostile.xml");
const COUNT: usize = 9;
const CLOSED: [usize; 4] = [2, 4, 5, 9];

/// Keeps its words, each ended by a zero byte, then its input, and of a print the file.
const KEEP: &str = "#!/bin/sh\nkept=$(mktemp FOLDER/kept/NAME.XXXXXX)\nprintf '%s\\0' \"$@\" > \"$kept\"\n\
    for last; do :; done\ncase NAME in lp) cp \"$last\" \"$kept.pdf\";; mailer) [ $# = 1 ] || cp \"$2\" \"$kept.pdf\";; esac\ncat > \"$kept.in\"\n";

const SETTINGS: &str = "[open]\ncommand = [\"browser\"]\nplayer = [\"player\"]\n[copy]\ncommand = [\"clipboard\"]\n\
    [save]\nfolder = \"out\"\n[[share.target]]\nname = \"log\"\ncommand = [\"own\", \"{title}\", \"{link}\", \"{text}\"]\n\
    [[share.target]]\nname = \"place\"\nurl = \"https://place.example/?u={link}&t={title}\"\n";
const SENDING: &str = "[mail]\nfrom = \"a@example.org\"\nto = \"b@example.org\"\nsendmail = [\"sendmail\"]\n";
const DRAFTS: &str = "[mail]\nto = \"b@example.org\"\ncommand = [\"mailer\"]\nattach = [\"--attach\", \"{pdf}\"]\n";

/// A desk whose every door leads to a program that keeps what it is given.
struct Doors(Desk);

/// What a program was given.
struct Kept {
    program: String,
    words: Vec<String>,
    input: String,
    file: PathBuf,
}

impl Doors {
    fn new(mail: &str) -> Self {
        let desk = Desk::new(&format!("{SETTINGS}{mail}"));
        for folder in ["bin", "kept", "out", "tmp"] {
            fs::create_dir(desk.path(folder)).expect("a folder");
        }
        for program in ["browser", "player", "clipboard", "own", "sendmail", "mailer", "lp", "taker"] {
            let script = KEEP.replace("FOLDER", &desk.folder.path().to_string_lossy()).replace("NAME", program);
            let path = desk.path("bin").join(program);
            newsprint::runtime::files::create(&path, script.as_bytes()).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("allowed");
        }
        Self(desk)
    }

    fn path(&self) -> String {
        format!("{}:{}", self.0.path("bin").display(), std::env::var("PATH").unwrap_or_default())
    }

    fn run(&self, words: &[&str]) {
        let mut command = self.0.newsprint(words);
        let output = command.env("PATH", self.path()).env("TMPDIR", self.0.path("tmp")).output().expect("the program starts");
        let (out, told) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.code().is_some_and(|code| code < 2), "{words:?}: {told}");
        assert_eq!(told.lines().count(), usize::from(output.status.code() == Some(1)), "{words:?}: {told}");
        // A code's colours are its own.
        let plain = out.replace("\u{1b}[38;5;16;48;5;231m", "").replace("\u{1b}[0m", "").replace("\u{1b}[m", "");
        assert_eq!(strange(&plain).or(strange(&told)), None, "{words:?}: {out}{told}");
    }

    fn kept(&self) -> Vec<Kept> {
        let folder = self.0.path("kept");
        let words = files(&folder).into_iter().filter(|name| ending(name).len() == 6);
        let read = |name: &str| text(&fs::read(folder.join(name)).unwrap_or_default());
        words
            .map(|name| Kept {
                program: name.split('.').next().unwrap_or_default().to_owned(),
                words: read(&name).split_terminator('\0').map(str::to_owned).collect(),
                input: read(&format!("{name}.in")),
                file: folder.join(format!("{name}.pdf")),
            })
            .collect()
    }

    /// Judges what was given to all programs and written to all files.
    fn judge(&self, about: &str) {
        for kept in self.kept() {
            judge(&kept, about);
        }
        for name in files(&self.0.path("out")) {
            assert!(!name.starts_with(['.', '-']) && strange(&name).is_none() && name.len() <= 140, "{about}: {name}");
            assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{about}: {name}");
            let content = text(&fs::read(self.0.path("out").join(&name)).expect("readable"));
            if ending(&name) == "html" {
                let page = content.to_lowercase();
                assert!(!page.contains("<script") && !page.contains("javascript:") && !page.contains("onerror"), "{content}");
            }
            assert!(ending(&name) == "pdf" || strange(&content).is_none(), "{about}: {name}: {:?}", strange(&content));
        }
        let ours = ["bin", "config.toml", "kept", "newsprint", "out", "tmp"];
        let others: Vec<String> = files(self.0.folder.path()).into_iter().filter(|name| !ours.contains(&name.as_str())).collect();
        assert_eq!(others, Vec::<String>::new(), "{about}: a file outside the folder");
    }
}

/// What stands after the last full stop of a file's name: of what was kept six letters of chance, of the rest its kind.
fn ending(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// The first character that could act on a terminal or hide.
fn strange(text: &str) -> Option<char> {
    let acts =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().find(acts)
}

fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or(word.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`')))
}

fn judge(kept: &Kept, about: &str) {
    let Kept { program, words, input, file } = kept;
    let is_line = |word: &String| strange(word).is_none() && !word.contains(['\n', '\t']);
    assert!(words.iter().all(is_line), "{about}: {program} {words:?}");
    match program.as_str() {
        "browser" | "player" => assert!(matches!(words.as_slice(), [one] if is_address(one)), "{about}: {program} {words:?}"),
        "own" => assert!(matches!(words.as_slice(), [_, aim, _] if is_address(aim)), "{about}: {words:?}"),
        "lp" => {
            let [o, _, n, one, t, _, end, _] = words.as_slice() else { panic!("{about}: lp {words:?}") };
            assert_eq!((o.as_str(), n.as_str(), one.as_str(), t.as_str(), end.as_str()), ("-o", "-n", "1", "-t", "--"));
            judge_paper(file, about);
        }
        "mailer" => {
            let address = match words.as_slice() {
                [address] => address,
                [flag, attached, address] if flag == "--attach" => {
                    judge_attached(attached, about);
                    judge_paper(file, about);
                    address
                }
                _ => panic!("{about}: mailer {words:?}"),
            };
            let asked = address.strip_prefix("mailto:b@example.org?").expect("the receiver of the settings");
            let keys: Vec<&str> = asked.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
            assert_eq!((keys.as_slice(), address.is_ascii()), (&["subject", "body"][..], true), "{about}: {address}");
        }
        "sendmail" => judge_mail(input, about),
        // The clipboard and whatever is piped to.
        _ => assert_eq!(strange(input), None, "{about}: {program}: {input}"),
    }
}

/// What goes along with a draft lies among the temporary files, in a folder of its own, under a name that is one.
fn judge_attached(file: &str, about: &str) {
    let file = Path::new(file);
    let name = file.file_name().expect("a name").to_string_lossy();
    let folder = file.parent().and_then(Path::parent).expect("a folder in a folder");
    assert_eq!(folder.file_name().and_then(std::ffi::OsStr::to_str), Some("tmp"), "{about}: {}", file.display());
    assert!(!name.starts_with(['.', '-']) && strange(&name).is_none() && ending(&name) == "pdf", "{about}: {name}");
}

fn judge_mail(message: &str, about: &str) {
    let (head, _) = message.split_once("\r\n\r\n").expect("headers");
    let known = ["From", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Date"];
    let names: Vec<&str> =
        head.lines().filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| line.split(':').next()).collect();
    assert!(names.iter().all(|name| known.contains(name)), "{about}: {head}");
    assert!(head.contains("To: b@example.org"), "{about}: {head}");
    assert_eq!(names.iter().filter(|name| **name == "Subject").count(), 1, "{about}: {head}");
}

/// The name in a PDF is a line, and its links lead to the web.
fn judge_paper(file: &Path, about: &str) {
    let paper = fs::read(file).expect("readable");
    assert!(paper.starts_with(b"%PDF-"), "{about}");
    for word in ["/JavaScript", "/Launch", "/OpenAction"] {
        assert!(!paper.windows(word.len()).any(|part| part == word.as_bytes()), "{about}: {word}");
    }
    if locate("pdfinfo").is_none() {
        return;
    }
    let told = |option: &[&str]| text(&Command::new("pdfinfo").args(option).arg(file).output().expect("pdfinfo runs").stdout);
    let title = told(&[]);
    let title = title.lines().find(|line| line.starts_with("Title:")).expect("a title");
    assert_eq!(strange(title), None, "{about}: {title}");
    for line in told(&["-url"]).lines().skip(1) {
        let address = line.split_whitespace().nth(2).unwrap_or_default();
        assert!(is_address(address), "{about}: {line}");
    }
}

/// What is tried with every story; the source is put behind the first word.
const TRIED: [&[&str]; 17] = [
    &["copy", "--title"],
    &["copy", "--markdown"],
    &["share", "--by", "link"],
    &["share", "--by", "log"],
    &["share", "--by", "place"],
    &["share", "--by", "mastodon"],
    &["share", "--by", "weibo"],
    &["share", "--by", "qr"],
    &["open"],
    &["open", "--enclosure", "1"],
    &["mail", "--attach-pdf"],
    &["print"],
    &["save", "--form", "txt"],
    &["save", "--form", "md"],
    &["save", "--form", "html"],
    &["save", "--form", "json"],
    &["save", "--form", "pdf"],
];

/// Tries every door with one story of a source.
fn try_all(source: &str, story: usize, closed: bool) {
    let about = format!("{source}, story {story}");
    let number = story.to_string();
    let (sending, drafting) = (Doors::new(SENDING), Doors::new(DRAFTS));
    let run = |doors: &Doors, words: &[&str]| doors.run(&[&words[..1], &[source, "--story", &number], &words[1..]].concat());
    for words in TRIED {
        run(&sending, words);
    }
    run(&drafting, &["mail"]);
    run(&drafting, &["mail", "--attach-pdf"]);
    assert_eq!(drafting.kept().len(), 2, "{about}: a draft is missing");
    sending.judge(&about);
    drafting.judge(&about);
    let opened = sending.kept().into_iter().any(|kept| matches!(kept.program.as_str(), "browser" | "own"));
    assert!(!(closed && opened), "{about}: its address went out");
    assert_eq!(files(&sending.0.path("out")).len(), 5, "{about}: a form is missing");
}

#[test]
fn no_title_and_no_address_becomes_an_option_a_command_or_a_path() {
    thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                for story in (1..=COUNT).filter(|story| story % 2 == half) {
                    try_all(STORIES, story, CLOSED.contains(&story));
                }
            });
        }
    });
}

/// Every case of the families `inject`, `save` and `urls` of the corpus, where that lies beside the project: some 700 runs of
/// the program, so on request only.
#[test]
fn no_case_of_the_corpus_becomes_anything_else_on_its_way() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/hostile"));
    if std::env::var_os("EVERY_CASE").is_none() || !corpus.exists() {
        return;
    }
    let manifest = fs::read(corpus.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let cases = manifest["cases"].as_array().expect("cases");
    let is_tried = |case: &&serde_json::Value| {
        ["inject", "save", "urls"].iter().any(|family| case["family"] == *family)
            && case["file"].as_str().is_some_and(|file| ending(file) == "xml")
    };
    let mut count = 0;
    for case in cases.iter().filter(is_tried) {
        let file = corpus.join(case["file"].as_str().expect("a file"));
        let closed = case["must"].as_array().expect("demands").iter().any(|must| must == "no_open");
        // The stories before and behind it are harmless.
        try_all(&file.to_string_lossy(), 2, closed);
        count += 1;
    }
    assert!(count > 30, "{count} cases");
}

/// The same through the screen: the keys, the menus, the prompts.
#[test]
fn no_title_and_no_address_becomes_anything_else_on_its_way_from_the_screen() {
    let doors = Doors::new(SENDING);
    let folder = doors.0.folder.path().to_string_lossy().into_owned();
    let config = doors.0.path("config.toml").to_string_lossy().into_owned();
    let (path, out) = (doors.path(), format!("save.folder='{folder}/out'"));
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("PATH", path.as_str()), ("TZ", "UTC")];
    let words = [
        "--config",
        &config,
        "--set",
        "text.size_tier=layout",
        "--set",
        &out,
        "--set",
        "print.command=['lp','-o','x','-n','1','-t','x','--']",
        STORIES,
    ];
    let mut session = Session::start_with(&words, 100, 30, &environment);
    session.wait_for("media=x");
    session.keys("\r");
    session.wait_for("[ ] story");
    for (number, keys) in ["y", "o", "e", "S\r", "S log\r", "S place\r", "M\r", "|taker\r", "P\r"].into_iter().enumerate() {
        for key in keys.chars() {
            session.keys(&key.to_string());
            if key == 'P' {
                session.wait_for("Save as PDF");
            }
            thread::sleep(std::time::Duration::from_millis(60));
        }
        // One more program has been given something.
        session.wait_until(keys, |_| doors.kept().len() > number);
    }
    session.keys("w");
    session.wait_for("Save as");
    session.keys("\r");
    session.wait_for("Saved ");
    session.keys("Q");
    session.end();
    doors.judge("on the screen");
    let programs: Vec<String> = doors.kept().into_iter().map(|kept| kept.program).collect();
    for program in ["browser", "clipboard", "lp", "own", "player", "sendmail", "taker"] {
        assert!(programs.iter().any(|kept| kept == program), "{program} got nothing");
    }
    draft_on_the_screen();
}

/// A draft with its PDF, by key and by menu.
fn draft_on_the_screen() {
    let doors = Doors::new(&format!("{DRAFTS}attach_pdf = true\n"));
    let config = doors.0.path("config.toml").to_string_lossy().into_owned();
    let (path, temporary) = (doors.path(), doors.0.path("tmp").to_string_lossy().into_owned());
    let environment =
        [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("PATH", path.as_str()), ("TZ", "UTC"), ("TMPDIR", temporary.as_str())];
    let words = ["--config", &config, "--set", "text.size_tier=layout", STORIES];
    let mut session = Session::start_with(&words, 100, 30, &environment);
    session.wait_for("media=x");
    for (number, keys) in ["M", "jM", "S with its\r"].into_iter().enumerate() {
        for key in keys.chars() {
            session.keys(&key.to_string());
            thread::sleep(std::time::Duration::from_millis(60));
        }
        session.wait_until(keys, |_| doors.kept().len() > number);
        session.wait_for("Draft with its PDF handed to mailer");
    }
    session.keys("Q");
    session.end();
    doors.judge("a draft on the screen");
}
