//! What a reader waits for in a library that has grown: the start, a list, a story, a search, a key.
//!
//! `cargo bench --bench library` makes libraries of 10,000 and 100,000 articles from 1,000 feeds through the store (kept
//! under `target` for the next run), asks each what the screen asks, opens the program on it in a terminal of its own, and
//! prints a table: how long each took (the middle of many, and the worst of a hundred), and the memory and processor time of
//! the start. `-- --large` adds a library of 1,000,000, which takes minutes to make; `-- SIZE…` takes others. Linux only: figures are from `/proc`.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints its figures, and fails where it cannot run")]

#[path = "library/glass.rs"]
mod glass;
#[path = "library/questions.rs"]
mod questions;
#[path = "library/shelf.rs"]
mod shelf;

use std::{env, path::Path, time::Duration};

/// How large the libraries are, in articles.
const SIZES: [usize; 2] = [10_000, 100_000];
const LARGE: usize = 1_000_000;
/// How often the program is started.
const STARTS: usize = 7;
/// How many keys are pressed.
const KEYS: usize = 200;

fn main() {
    let large = env::args().any(|word| word == "--large");
    let mut sizes: Vec<usize> = env::args().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = SIZES.into_iter().chain(large.then_some(LARGE)).collect();
    }
    let homes: Vec<_> = sizes.iter().map(|size| shelf::filled(*size)).collect();
    row("", &sizes.iter().map(|size| format!("{size} articles")).collect::<Vec<_>>());
    let asked: Vec<_> = homes.iter().map(|home| questions::all(home)).collect();
    for (at, (name, _)) in asked[0].iter().enumerate() {
        row(name, &asked.iter().map(|all| times(&all[at].1)).collect::<Vec<_>>());
    }
    let seen: Vec<_> = homes.iter().map(|home| on_glass(home)).collect();
    for (at, (name, _)) in seen[0].iter().enumerate() {
        row(name, &seen.iter().map(|all| all[at].1.clone()).collect::<Vec<_>>());
    }
}

/// The program in a terminal: its start, and keys.
fn on_glass(home: &Path) -> Vec<(&'static str, String)> {
    let mut starts: Vec<glass::Start> = (0..STARTS).map(|_| glass::start(home)).collect();
    starts.sort_by_key(|start| start.first_frame);
    let middle = &starts[STARTS / 2];
    let mut keys = glass::keys(home, KEYS, &[]);
    keys.sort_unstable();
    let first: Vec<Duration> = starts.iter().map(|start| start.first_frame).collect();
    vec![
        ("start to the first usable frame", times(&first)),
        ("  its memory at the most", format!("{} MB", middle.memory)),
        ("  its processor time", format!("{:.0} ms", milliseconds(middle.work))),
        ("key in a list, painted", times(&keys)),
    ]
}

/// The middle and the worst of a hundred.
fn times(all: &[Duration]) -> String {
    let mut all = all.to_vec();
    all.sort_unstable();
    let at = |part: usize| all.get((all.len() * part / 100).min(all.len().saturating_sub(1))).copied().unwrap_or_default();
    format!("{:.2} / {:.2} ms", milliseconds(at(50)), milliseconds(at(99)))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn row(name: &str, cells: &[String]) {
    print!("{name:<44}");
    for cell in cells {
        print!("{cell:>24}");
    }
    println!();
}
