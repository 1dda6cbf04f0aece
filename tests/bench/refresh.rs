//! How long a refresh of a thousand feeds takes, from nothing and when nothing is new; and whether keys wait for it.
//!
//! `cargo bench --bench refresh` starts a server of its own in another process (1,000 feeds of 20 articles, 139 MB plain,
//! packed with gzip, 50 ms until each answer, every feed on a loopback address of its own), lets the program refresh a
//! new library from it twice, and prints a table: time, processor time and memory until all is stored and can be read, and
//! until the index of words is complete too; then keys in the list while half of it all comes once more. `-- FEEDS` takes
//! another number of feeds, `-- FEEDS FAULTY` lets so many in a hundred fail in every way that there is. Linux only: the
//! figures are from `/proc`.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints its figures, and fails where it cannot run")]

#[path = "library/glass.rs"]
mod glass;
#[path = "refresh/paper.rs"]
mod paper;
#[path = "refresh/press.rs"]
mod press;

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many keys are pressed.
const KEYS: usize = 200;

/// What a run of the program cost.
struct Cost {
    /// Until it said that all is stored.
    stored: Spent,
    /// Until it ended.
    ended: Spent,
    said: String,
}

struct Spent {
    wall: Duration,
    /// Processor time, user and system.
    work: Duration,
    /// The most memory at one time, in megabytes.
    memory: u64,
}

fn main() -> ExitCode {
    let numbers: Vec<usize> = env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (feeds, faulty) = (numbers.first().copied().unwrap_or(1_000), numbers.get(1).copied().unwrap_or_default());
    if env::args().any(|word| word == "--serve") {
        press::serve(feeds, faulty);
        return ExitCode::SUCCESS;
    }
    let home = tempfile::tempdir().expect("a folder");
    let mut server = start(feeds, faulty);
    let port = port(&mut server);
    list(home.path(), feeds, &port);
    println!("{:<12} {:>36} {:>36}", "", "stored and listed", "index complete");
    tell("import", &run(home.path(), &["import", "--json", "feeds.opml"]));
    tell("cold", &run(home.path(), &["refresh", "--quiet", "--json"]));
    tell("nothing new", &run(home.path(), &["refresh", "--quiet", "--json", "--all"]));
    let library = home.path().join("newsprint/library.db");
    println!("library: {} MB", fs::metadata(&library).map_or(0, |found| found.len()) >> 20);
    let start = glass::start(home.path());
    let (wall, work) = (start.first_frame.as_secs_f64() * 1e3, start.work.as_secs_f64());
    println!("start to the first usable frame: {wall:.0} ms wall, {work:.2} s CPU, {} MB", start.memory);
    let half = "DELETE FROM status WHERE feed % 2 = 0; UPDATE feed SET validators = NULL, due = 0, total = 0 WHERE id % 2 = 0; \
                UPDATE feed SET validators = NULL, due = 0";
    rusqlite::Connection::open(&library).and_then(|library| library.execute_batch(half)).expect("halved");
    let mut keys = glass::keys(home.path(), KEYS, &["--set", "refresh.while_open=false"]);
    keys.sort_unstable();
    let at = |part: usize| keys[(KEYS * part / 100).min(KEYS - 1)].as_secs_f64() * 1e3;
    println!("key in a list during a refresh: median {:.2} ms, p99 {:.2} ms", at(50), at(99));
    drop(server.kill());
    drop(server.wait());
    ExitCode::SUCCESS
}

/// This program again, as the server.
fn start(feeds: usize, faulty: usize) -> Child {
    let me = env::current_exe().expect("a name");
    let words = ["--serve".to_owned(), feeds.to_string(), faulty.to_string()];
    Command::new(me).args(words).stdout(Stdio::piped()).spawn().expect("a server")
}

fn port(server: &mut Child) -> String {
    let mut line = String::new();
    let output = server.stdout.take().expect("a pipe");
    BufReader::new(output).read_line(&mut line).expect("a port");
    line.trim().to_owned()
}

/// The list of all feeds.
fn list(home: &Path, feeds: usize, port: &str) {
    let mut file = fs::File::create(home.join("feeds.opml")).expect("a file");
    writeln!(file, "<opml><body>").expect("written");
    for number in 0..feeds {
        let (high, low) = (number / 250 + 1, number % 250 + 1);
        writeln!(file, "<outline xmlUrl=\"http://127.0.{high}.{low}:{port}/{number}\"/>").expect("written");
    }
    writeln!(file, "</body></opml>").expect("written");
}

fn run(home: &Path, words: &[&str]) -> Cost {
    let (start, before) = (Instant::now(), children());
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(words).current_dir(home).env("XDG_DATA_HOME", home).env("HOME", home).stdout(Stdio::piped());
    let mut program = command.stderr(Stdio::null()).spawn().expect("the program");
    let id = program.id();
    let mut output = BufReader::new(program.stdout.take().expect("a pipe"));
    let mut said = String::new();
    output.read_line(&mut said).expect("what it says");
    let stored = Spent { wall: start.elapsed(), work: glass::work(id), memory: glass::peak(id) };
    let mut memory = stored.memory;
    while program.try_wait().expect("a child").is_none() {
        memory = memory.max(glass::peak(id));
        thread::sleep(Duration::from_millis(2));
    }
    let ended = Spent { wall: start.elapsed(), work: children().saturating_sub(before), memory };
    Cost { stored, ended, said }
}

/// The processor time of the children that have ended; the system counts in hundredths of a second.
fn children() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn tell(what: &str, cost: &Cost) {
    let spent = |spent: &Spent| {
        let (wall, work) = (spent.wall.as_secs_f64(), spent.work.as_secs_f64());
        format!("{wall:.2} s wall, {work:.2} s CPU, {} MB", spent.memory)
    };
    let said: String = cost.said.trim().chars().take(90).collect();
    println!("{what:<12} {:>36} {:>36}  {said}", spent(&cost.stored), spent(&cost.ended));
}
