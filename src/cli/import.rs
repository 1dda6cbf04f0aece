//! `newsprint import`: the subscriptions of another reader.

use std::io::{self, Write};

use serde::Serialize;

use super::{arguments::Import, complain, library, marked};
use crate::{
    runtime::subscriber,
    share,
    source::{
        Source,
        list::{List, Subscription},
    },
    store::{Carried, CarriedOver, NewFeed},
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
        Ok(Held::List(list)) => list,
        Ok(Held::Stories(stories)) => return carry_over(stories, wanted, words),
        Err(why) => {
            complain(&why, words);
            if wanted.json {
                print_json(&mut io::stdout().lock(), &[])?;
            }
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

/// What a file holds.
enum Held {
    /// Subscriptions.
    List(List),
    /// Stories with their marks.
    Stories(Vec<Carried>),
}

/// What was carried over, as it is printed.
#[derive(Serialize)]
struct Carry {
    marked: usize,
    new: usize,
}

/// Puts marks on stories, or only says on how many.
fn carry_over(stories: Vec<Carried>, wanted: &Import, words: Words) -> io::Result<bool> {
    let done = if wanted.dry_run {
        CarriedOver { marked: stories.len(), new: 0 }
    } else {
        let Some(mut store) = library::open(words) else { return Ok(false) };
        match store.carry_over(stories) {
            Ok(done) => done,
            Err(error) => {
                complain(&error.phrase(), words);
                return Ok(false);
            }
        }
    };
    let mut out = io::stdout().lock();
    if wanted.json {
        share::write_json(&mut out, &Carry { marked: done.marked, new: done.new })?;
    } else {
        let key = if wanted.dry_run { "import.stories" } else { "import.marked" };
        writeln!(out, "{}", words.say(&Phrase::new(key).with("new", done.new).count(done.marked)))?;
    }
    out.flush().map(|()| true)
}

fn read(wanted: &Import) -> Result<Held, Phrase> {
    let source = Source::parse(&wanted.file).map_err(|error| error.phrase())?;
    let name = source.name();
    let bytes = source.read().ok_or_else(|| at(&name, Phrase::new("import.local")))?;
    let bytes = bytes.map_err(|error| at(&name, error.phrase()))?;
    if let Some(stories) = marked::read(&bytes) {
        let stories = stories.map_err(|why| at(&name, Phrase::new("import.no-stories").with("why", why)))?;
        return Ok(Held::Stories(stories.into_iter().map(Carried::from).collect()));
    }
    List::read(&bytes).map(Held::List).map_err(|error| at(&name, error.phrase()))
}

fn at(name: &CleanText, what: Phrase) -> Phrase {
    Phrase::new("error.at").with("where", name).with("what", what)
}

/// Adds the feeds to the library; gives how many were not there before.
fn subscribe(list: &List, words: Words) -> Option<usize> {
    let mut store = library::open(words)?;
    let feeds: Vec<NewFeed> = list.subscriptions.iter().map(subscriber::new_feed).collect();
    match store.add(&feeds) {
        Ok(added) => Some(added.iter().filter(|(_, new)| *new).count()),
        Err(error) => {
            complain(&error.phrase(), words);
            None
        }
    }
}

/// The folders of a feed as one name.
fn folder(feed: &Subscription) -> String {
    feed.folders.iter().map(CleanText::as_str).collect::<Vec<_>>().join("/")
}

fn rows(feeds: &[Subscription]) -> Vec<Row<'_>> {
    feeds.iter().map(Row::from).collect()
}

/// Prints subscriptions as JSON.
pub(super) fn print_json(out: &mut impl Write, feeds: &[Subscription]) -> io::Result<()> {
    share::write_json(out, &rows(feeds))
}

fn print(list: &List, new: Option<usize>, wanted: &Import, words: Words) -> io::Result<()> {
    let rows = rows(&list.subscriptions);
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
