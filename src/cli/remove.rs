//! `newsprint remove`: unsubscribing.

use std::io;

use serde::Serialize;

use super::{DONE, FAILED, arguments::Remove, complain, library};
use crate::{
    text::CleanText,
    words::{Phrase, Words},
};

/// A feed that was removed, as it is printed.
#[derive(Serialize)]
struct Row {
    id: u64,
    url: CleanText,
    title: CleanText,
}

/// Unsubscribes from feeds, and complains about those that are not there. Adding one again within a week brings back
/// its articles and marks.
pub(super) fn run(wanted: &Remove, words: Words) -> io::Result<u8> {
    library::with(words, |store| {
        let feeds = store.read().feeds()?;
        let mut rows: Vec<Row> = Vec::new();
        for named in &wanted.feeds {
            match library::feed(&feeds, named) {
                Ok(feed) if rows.iter().any(|row| row.id == feed.id.0) => {}
                Ok(feed) => {
                    store.remove(feed.id)?;
                    rows.push(Row { id: feed.id.0, url: feed.address.clone(), title: feed.title.clone() });
                }
                Err(why) => complain(&why, words),
            }
        }
        let said = Phrase::new("library.removed").count(rows.len());
        let code = if rows.len() == wanted.feeds.len() { DONE } else { FAILED };
        Ok(library::report(wanted.output, words, &said, &rows).map(|()| code))
    })
}
