//! `newsprint add`: subscribing.

use std::io;

use serde::Serialize;

use super::{DONE, FAILED, arguments::Add, complain, library};
use crate::{
    runtime::load::{self, Hints, Kind},
    source::Source,
    store::{FeedRow, NewFeed, Store, StoreError},
    text::{CleanText, SafeUrl},
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

/// Subscribes to the feeds at web addresses, and complains about what is none. Nothing is asked of the web unless a
/// number chooses among the feeds of a page; what an address without a number leads to is seen at its first refresh.
pub(super) fn run(wanted: &Add, words: Words) -> io::Result<u8> {
    let mut feeds: Vec<NewFeed> = Vec::new();
    let mut pages: Vec<SafeUrl> = Vec::new();
    for page in wanted.urls.iter().filter_map(|named| web(named, words)) {
        if let Some(feed) = feed(&page, wanted, words)? {
            feeds.push(feed);
            pages.push(page);
        }
    }
    let complete = feeds.len() == wanted.urls.len();
    if feeds.is_empty() {
        return Ok(FAILED);
    }
    library::with(words, |store| {
        if wanted.feed.is_some() {
            replace(store, &pages, &mut feeds)?;
        }
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

/// The address, without its login, which is kept by the settings alone.
fn web(named: &std::ffi::OsStr, words: Words) -> Option<SafeUrl> {
    let refused = |why: &Phrase| complain(why, words);
    match named.to_str().map_or_else(|| Source::parse(named), Source::parse_typed) {
        Ok(Source::Url(url, login)) => {
            if login.is_some() {
                refused(&Phrase::new("library.login").with("name", url.as_str()));
            }
            return Some(url);
        }
        Ok(source) => refused(&Phrase::new("library.not-web").with("name", source.name())),
        Err(error) => refused(&error.phrase()),
    }
    None
}

/// The feed at an address, or the one of the wanted number on the page there; `None`, with the reason, where it has none.
fn feed(page: &SafeUrl, wanted: &Add, words: Words) -> io::Result<Option<NewFeed>> {
    let line = |text: &String| CleanText::line(text);
    let (name, folder) = (wanted.title.as_ref().map(line), wanted.folder.as_ref().map(line).unwrap_or_default());
    let of = |url: &SafeUrl| Some(NewFeed { name, folder, ..NewFeed::web(url) });
    let Some(number) = wanted.feed else { return Ok(of(page)) };
    let hints = Hints { kind: Kind::Feed, choice: Some(number.into()), ..Hints::default() };
    let loaded = load::all(vec![Ok(Source::Url(page.clone(), None))], &hints)?.pop().transpose();
    Ok(match loaded {
        Ok(loaded) => of(loaded.and_then(|loaded| loaded.found).as_ref().unwrap_or(page)),
        Err(error) => {
            complain(&error.phrase(), words);
            None
        }
    })
}

/// Removes pages that were subscribed to in vain; the feed that was chosen on one goes where that was.
fn replace(store: &mut Store, pages: &[SafeUrl], feeds: &mut [NewFeed]) -> Result<(), StoreError> {
    let rows = store.read().feeds()?;
    for (page, feed) in pages.iter().zip(feeds) {
        let in_vain = |row: &&FeedRow| row.health.succeeded.is_none() && row.url().as_ref() == Some(page);
        if let Some(row) = rows.iter().find(in_vain).filter(|row| row.address != feed.address) {
            if feed.folder.is_empty() {
                feed.folder = row.folder.clone();
            }
            store.remove(row.id)?;
        }
    }
    Ok(())
}
