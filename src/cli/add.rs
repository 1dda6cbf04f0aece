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

/// A feed to subscribe to, and the address of the page that it was chosen on.
struct Chosen {
    feed: NewFeed,
    page: Option<SafeUrl>,
}

/// Subscribes to the feeds at web addresses, and complains about what is none. Nothing is asked of the web unless a
/// number chooses among the feeds of a page; what an address without a number leads to is seen at its first refresh.
pub(super) fn run(wanted: &Add, words: Words) -> io::Result<u8> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for url in wanted.urls.iter().filter_map(|named| web(named, words)) {
        chosen.extend(choose(url, wanted, words)?);
    }
    let feeds: Vec<NewFeed> = chosen.iter().map(|chosen| chosen.feed.clone()).collect();
    let complete = feeds.len() == wanted.urls.len();
    if feeds.is_empty() {
        return Ok(FAILED);
    }
    library::with(words, |store| {
        let subscribed = store.read().feeds()?;
        for chosen in &chosen {
            readdress(store, chosen, &subscribed)?;
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

/// The feed at an address, or the one of the wanted number on the page there.
fn choose(url: SafeUrl, wanted: &Add, words: Words) -> io::Result<Option<Chosen>> {
    let line = |text: &String| CleanText::line(text);
    let (name, folder) = (wanted.title.as_ref().map(line), wanted.folder.as_ref().map(line).unwrap_or_default());
    let feed = |url: &SafeUrl| NewFeed { name: name.clone(), folder: folder.clone(), ..NewFeed::web(url) };
    let Some(number) = wanted.feed else { return Ok(Some(Chosen { feed: feed(&url), page: None })) };
    let hints = Hints { kind: Kind::Feed, choice: Some(number.into()), ..Hints::default() };
    match load::all(vec![Ok(Source::Url(url.clone(), None))], &hints)?.pop() {
        Some(Ok(loaded)) => Ok(Some(match loaded.found {
            Some(found) => Chosen { feed: feed(&found), page: Some(url) },
            None => Chosen { feed: feed(&url), page: None },
        })),
        Some(Err(error)) => {
            complain(&error.phrase(), words);
            Ok(None)
        }
        None => Ok(None),
    }
}

/// A page that was subscribed to in vain becomes the feed that was chosen on it.
fn readdress(store: &mut Store, chosen: &Chosen, subscribed: &[FeedRow]) -> Result<(), StoreError> {
    let (Some(page), Some(feed)) = (&chosen.page, SafeUrl::parse(chosen.feed.address.as_str())) else { return Ok(()) };
    let in_vain = |row: &&FeedRow| row.health.succeeded.is_none() && row.url().as_ref() == Some(page);
    subscribed.iter().find(in_vain).map_or(Ok(()), |row| store.readdress(row.id, &feed))
}
