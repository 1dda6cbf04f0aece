//! `newsprint add`: subscribing.

use std::io;

use serde::Serialize;

use super::{DONE, FAILED, arguments::Add, complain, library};
use crate::{
    source::Source,
    store::NewFeed,
    text::CleanText,
    words::{Phrase, Words},
};

/// A feed that was added, as it is printed.
#[derive(Serialize)]
struct Row {
    id: u64,
    url: CleanText,
    /// Whether it was not there before.
    new: bool,
}

/// Subscribes to the feeds at web addresses, and complains about what is none.
pub(super) fn run(wanted: &Add, words: Words) -> io::Result<u8> {
    let feeds: Vec<NewFeed> = wanted.urls.iter().filter_map(|named| feed(named, wanted, words)).collect();
    let complete = feeds.len() == wanted.urls.len();
    if feeds.is_empty() {
        return Ok(FAILED);
    }
    library::with(words, |store| {
        let added = store.add(&feeds)?;
        let rows: Vec<Row> =
            added.iter().zip(&feeds).map(|((id, new), feed)| Row { id: id.0, url: feed.address.clone(), new: *new }).collect();
        let new = rows.iter().filter(|row| row.new).count();
        let (added, known) = (Phrase::new("library.added").count(new), Phrase::new("library.known").count(rows.len() - new));
        let said = match new {
            0 => known,
            all if all == rows.len() => added,
            _ => Phrase::new("library.added-and-known").with("added", added).with("known", known),
        };
        Ok(library::report(wanted.output, words, &said, &rows).map(|()| if complete { DONE } else { FAILED }))
    })
}

fn feed(named: &std::ffi::OsStr, wanted: &Add, words: Words) -> Option<NewFeed> {
    let refused = |why: &Phrase| complain(why, words);
    match named.to_str().map_or_else(|| Source::parse(named), Source::parse_typed) {
        Ok(Source::Url(url, login)) => {
            if login.is_some() {
                refused(&Phrase::new("library.login").with("name", url.as_str()));
            }
            let line = |text: &String| CleanText::line(text);
            let folder = wanted.folder.as_ref().map(line).unwrap_or_default();
            Some(NewFeed { name: wanted.title.as_ref().map(line), folder, ..NewFeed::web(&url) })
        }
        Ok(source) => {
            refused(&Phrase::new("library.not-web").with("name", source.name()));
            None
        }
        Err(error) => {
            refused(&error.phrase());
            None
        }
    }
}
