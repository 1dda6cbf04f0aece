//! `newsprint list`: headlines of the library.

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{
    DONE,
    arguments::List,
    library::{self, Meant},
};
use crate::{
    app::setup::Setup,
    model::{Headline, Stamp},
    share,
    text::CleanText,
    words::Words,
};

/// A headline, as it is printed.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
struct Row<'a> {
    id: String,
    title: &'a CleanText,
    source: &'a CleanText,
    #[serde(skip_serializing_if = "str::is_empty")]
    author: &'a str,
    date: Option<String>,
    read: bool,
    starred: bool,
    later: bool,
    highlighted: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [CleanText],
}

impl<'a> From<&'a Headline> for Row<'a> {
    fn from(row: &'a Headline) -> Self {
        Self {
            id: format!("id:{}", row.key.0),
            title: &row.title,
            source: &row.source,
            author: &row.author,
            date: row.stamp.as_ref().map(Stamp::rfc3339),
            read: row.read,
            starred: row.starred,
            later: row.later,
            highlighted: row.highlighted,
            tags: &row.tags,
        }
    }
}

/// Prints a line for each story that answers, the newest first where no other order is asked for.
pub(super) fn run(wanted: &List, setup: Option<&Setup>, words: Words) -> io::Result<u8> {
    let meant = match Meant::of(&wanted.query, setup, words) {
        Ok(meant) => meant,
        Err(code) => return Ok(code),
    };
    library::by_rules(setup, words, |store| {
        let most = wanted.limit.unwrap_or(usize::MAX);
        let rows = match &meant {
            Meant::Scope(scope) => store.read().first(scope, wanted.order, most)?,
            Meant::Stories(_) => store.read().rows(&meant.stories(store, words)?.0)?,
        };
        Ok(print(&rows, wanted.json, words).map(|()| DONE))
    })
}

fn print(rows: &[Headline], json: bool, words: Words) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if json {
        share::write_json(&mut out, &rows.iter().map(Row::from).collect::<Vec<_>>())?;
        return out.flush();
    }
    let zone = TimeZone::system();
    for row in rows {
        let date = row.stamp.map(|stamp| stamp.exact(&zone)).unwrap_or_default();
        let marks: String = [(!row.read, '●'), (row.highlighted, '◆'), (row.starred, '★'), (row.later, '◷')]
            .iter()
            .map(|(on, mark)| if *on { *mark } else { ' ' })
            .collect();
        let title = if row.title.is_empty() { words.get("story.untitled") } else { &row.title };
        writeln!(out, "{:<10} {marks} {date:<16}  {title} · {}", format!("id:{}", row.key.0), row.source)?;
    }
    out.flush()
}
