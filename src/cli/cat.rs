//! `newsprint cat`: what sources hold, printed.

use std::io::{self, BufWriter, Write};

use jiff::tz::TimeZone;

use super::{arguments::Cat, complain};
use crate::{
    layout::Sheet,
    runtime::{
        load::{self, Hints, Loaded},
        panic, window,
    },
    share::{self, Setting},
    source::{NameError, Source},
    text::CleanText,
};

/// The width of a page where no terminal tells, in columns.
const WIDTH: u16 = 80;
/// How many repairs a warning names.
const NAMED_REPAIRS: usize = 3;

/// Prints what can be read of the sources and complains about the rest. `false` where a source gave nothing.
pub(super) fn run(wanted: &Cat) -> io::Result<bool> {
    panic::install_hook();
    let hints = Hints {
        kind: wanted.kind,
        base: wanted.base_url.clone(),
        content_type: wanted.content_type.clone(),
        choice: wanted.feed.map(usize::from),
    };
    let (mut feeds, mut complete) = (Vec::new(), true);
    for result in load::all(sources(wanted), &hints)? {
        match result {
            Ok(loaded) => {
                warn(&loaded);
                feeds.push(loaded.feed);
            }
            Err(error) => {
                complain(&error.to_string());
                complete = false;
            }
        }
    }
    if !feeds.is_empty() {
        let setting = Setting { sheet: sheet(wanted), zone: TimeZone::system() };
        let mut out = BufWriter::new(io::stdout().lock());
        share::write(&mut out, &feeds, wanted.format, &setting)?;
        out.flush()?;
    }
    Ok(complete)
}

/// What was named, or the edition that is built in.
fn sources(wanted: &Cat) -> Vec<Result<Source, NameError>> {
    match wanted.sources.as_slice() {
        [] => vec![Ok(Source::Edition)],
        named => named.iter().map(|named| Source::parse(named)).collect(),
    }
}

fn sheet(wanted: &Cat) -> Sheet {
    let width = wanted.width.or_else(window::columns).unwrap_or(WIDTH);
    Sheet::for_pane(wanted.size, width, None)
}

/// Says what had to be mended, in one line.
fn warn(loaded: &Loaded) {
    let named: Vec<&str> = loaded.repairs.iter().take(NAMED_REPAIRS).map(CleanText::as_str).collect();
    let more = match loaded.repairs.len().saturating_sub(NAMED_REPAIRS) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    if !named.is_empty() {
        complain(&format!("{}: partly readable: {}{more}", loaded.name, named.join("; ")));
    }
}
