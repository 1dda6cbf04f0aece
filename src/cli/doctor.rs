//! `newsprint doctor`: what the terminal can do, and how the library and its feeds fare.

mod library;
mod terminal;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::arguments::Doctor;
use crate::{
    layout::Tier,
    share,
    text::{self, CleanText},
    words::Words,
};

/// The columns that the names take.
const NAMES: usize = 24;

/// Everything, for other programs.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    /// What was found of the terminal, by name.
    terminal: BTreeMap<String, CleanText>,
    /// The library, where there is one.
    library: Option<library::Summary>,
}

/// Prints the report; samples of type only on a terminal. `set` is the tier that the settings name, if
/// any. `false` where the library can't be read.
pub(super) fn run(wanted: &Doctor, set: Option<Tier>, words: Words) -> io::Result<bool> {
    let found = library::look(words);
    let complete = found.is_ok();
    let library = found.unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    if wanted.json {
        let mut out = io::stdout().lock();
        share::write_json(&mut out, &Report { version, terminal: terminal::facts(set)?, library })?;
        return out.flush().map(|()| complete);
    }
    writeln!(io::stdout(), "newsprint {version}")?;
    terminal::report(set, words)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match library {
        Some(library) => library.print(&mut out, wanted.all, words)?,
        None if complete => writeln!(out, "\n{}", words.get("doctor.no-library"))?,
        None => {}
    }
    out.flush().map(|()| complete)
}

/// A name and what was found, in two columns.
fn row(out: &mut impl Write, name: &str, finding: &str) -> io::Result<()> {
    let gap = " ".repeat(NAMES.saturating_sub(text::width(name)).max(1));
    writeln!(out, "  {name}{gap}{finding}")
}
