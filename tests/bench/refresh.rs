//! How long a refresh of a thousand feeds takes, from nothing and when nothing is new.
//!
//! `cargo bench --bench refresh` starts a server of its own in another process (1,000 feeds of 20 articles, 139 MB plain,
//! packed with gzip, 50 ms until each answer, every feed on a loopback address of its own), lets the program refresh a
//! new library from it twice, and prints time, processor time and memory. `-- FEEDS` takes another number of feeds,
//! `-- FEEDS FAULTY` lets so many in a hundred fail in every way that there is. Linux only: the figures are from `/proc`.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints its figures, and fails where it cannot run")]

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

/// What a run of the program cost.
struct Cost {
    wall: Duration,
    /// Processor time, user and system.
    work: Duration,
    /// The most memory at one time, in megabytes.
    memory: u64,
    said: String,
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
    tell("import", &run(home.path(), &["import", "feeds.opml"]));
    tell("cold", &run(home.path(), &["refresh", "--quiet", "--json"]));
    tell("nothing new", &run(home.path(), &["refresh", "--quiet", "--json"]));
    drop(server.kill());
    drop(server.wait());
    let library = fs::metadata(home.path().join("newsprint/library.db")).map_or(0, |found| found.len());
    println!("library: {} MB", library >> 20);
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
    let status = format!("/proc/{}/status", program.id());
    let mut memory = 0;
    while program.try_wait().expect("a child").is_none() {
        memory = memory.max(peak(&status));
        thread::sleep(Duration::from_millis(2));
    }
    let wall = start.elapsed();
    let said = program.stdout.take().map(std::io::read_to_string).and_then(Result::ok).unwrap_or_default();
    Cost { wall, work: children().saturating_sub(before), memory, said }
}

/// The most memory that a process has had, in megabytes.
fn peak(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() >> 10
}

/// The processor time of the children that have ended; the system counts in hundredths of a second.
fn children() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn tell(what: &str, cost: &Cost) {
    let (wall, work) = (cost.wall.as_secs_f64(), cost.work.as_secs_f64());
    let said: String = cost.said.trim().chars().take(120).collect();
    println!("{what}: {wall:.2} s, {work:.2} s of processor time, {} MB: {said}", cost.memory);
}
