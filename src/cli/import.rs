//! `newsprint import`: the subscriptions of another reader.

use std::io::{self, Write};

use serde::Serialize;

use super::{arguments::Import, complain, library};
use crate::{
    runtime::subscriber,
    share,
    source::{
        Source,
        list::{List, Subscription},
    },
    store::NewFeed,
    text::CleanText,
    words::{Phrase, Words},
};

/// A feed of a list, as it is printed.
#[derive(Serialize)]
struct Row<'a> {
    title: &'a CleanText,
    /// Letter by letter as the list has it.
    url: &'a CleanText,
    /// The folders, from the outermost: `News/Asia`.
    folder: String,
}

impl<'a> From<&'a Subscription> for Row<'a> {
    fn from(feed: &'a Subscription) -> Self {
        Self { title: &feed.title, url: &feed.written, folder: folder(feed) }
    }
}

/// Subscribes to the feeds of a list, or only says what they are. `false` where that was not possible.
pub(super) fn run(wanted: &Import, words: Words) -> io::Result<bool> {
    let list = match read(wanted) {
        Ok(list) => list,
        Err(why) => {
            complain(&why, words);
            return Ok(false);
        }
    };
    let name = CleanText::line(&wanted.file.to_string_lossy());
    for remark in &list.remarks {
        complain(&at(&name, remark.0.clone()), words);
    }
    let new = if wanted.dry_run { None } else { subscribe(&list, words) };
    print(&list, new, wanted, words)?;
    Ok(wanted.dry_run || new.is_some())
}

fn read(wanted: &Import) -> Result<List, Phrase> {
    let source = Source::parse(&wanted.file).map_err(|error| error.phrase())?;
    let name = source.name();
    let bytes = source.read().ok_or_else(|| at(&name, Phrase::new("import.local")))?;
    let bytes = bytes.map_err(|error| at(&name, error.phrase()))?;
    List::read(&bytes).map_err(|error| at(&name, error.phrase()))
}

fn at(name: &CleanText, what: Phrase) -> Phrase {
    Phrase::new("error.at").with("where", name).with("what", what)
}

fn text(said: &impl ToString) -> Phrase {
    Phrase::from(CleanText::line(&said.to_string()))
}

/// Adds the feeds to the library; gives how many were not there before.
fn subscribe(list: &List, words: Words) -> Option<usize> {
    let mut store = library::open(words)?;
    let feeds: Vec<NewFeed> = list.subscriptions.iter().map(subscriber::new_feed).collect();
    match store.add(&feeds) {
        Ok(added) => Some(added.iter().filter(|(_, new)| *new).count()),
        Err(error) => {
            complain(&text(&error), words);
            None
        }
    }
}

/// The folders of a feed as one name.
fn folder(feed: &Subscription) -> String {
    feed.folders.iter().map(CleanText::as_str).collect::<Vec<_>>().join("/")
}

fn print(list: &List, new: Option<usize>, wanted: &Import, words: Words) -> io::Result<()> {
    let rows: Vec<Row<'_>> = list.subscriptions.iter().map(Row::from).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    if wanted.json {
        share::write_json(&mut out, &rows)?;
    } else if wanted.dry_run {
        for row in &rows {
            let folder = if row.folder.is_empty() { String::new() } else { format!("  [{}]", CleanText::line(&row.folder)) };
            writeln!(out, "{}  {}{folder}", row.title, row.url)?;
        }
    } else if let Some(new) = new {
        let said = Phrase::new("import.done").with("known", rows.len() - new).count(new);
        writeln!(out, "{}", words.say(&said))?;
    }
    out.flush()
}
