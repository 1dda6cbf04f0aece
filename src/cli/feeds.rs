//! `newsprint feeds`: the feeds of the library and how they fare.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;

use super::{DONE, arguments::Feeds, library};
use crate::{
    share,
    store::FeedRow,
    text::{self, CleanText},
    words::{Phrase, Words},
};

/// The columns that a title takes at the most.
const TITLE: usize = 40;

/// A feed, as it is printed.
#[derive(Serialize)]
struct Row<'a> {
    id: u64,
    url: &'a CleanText,
    title: &'a CleanText,
    #[serde(skip_serializing_if = "str::is_empty")]
    folder: &'a str,
    unread: usize,
    total: usize,
    paused: bool,
    gone: bool,
    checked: Option<Timestamp>,
    succeeded: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<CleanText>,
    failures: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    latency_ms: Option<u128>,
    due: Option<Timestamp>,
}

impl<'a> Row<'a> {
    fn new(feed: &'a FeedRow, words: Words) -> Self {
        let health = &feed.health;
        Self {
            id: feed.id.0,
            url: &feed.address,
            title: &feed.title,
            folder: &feed.folder,
            unread: feed.unread,
            total: feed.total,
            paused: feed.paused,
            gone: feed.gone,
            checked: health.checked,
            succeeded: health.succeeded,
            failure: health.failure.as_ref().map(|failure| words.say(&Phrase::from(failure.clone()))),
            failures: health.failures,
            latency_ms: health.latency.map(|time| time.as_millis()),
            due: health.due,
        }
    }
}

/// Prints a line for each feed: number, unread of all, title, address, and why it can't be read.
pub(super) fn run(wanted: &Feeds, words: Words) -> io::Result<u8> {
    library::with(words, |store| {
        let feeds = store.read().feeds()?;
        Ok(print(&feeds, wanted.json, words).map(|()| DONE))
    })
}

fn print(feeds: &[FeedRow], json: bool, words: Words) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if json {
        share::write_json(&mut out, &feeds.iter().map(|feed| Row::new(feed, words)).collect::<Vec<_>>())?;
        return out.flush();
    }
    let width = feeds.iter().map(|feed| text::width(&feed.title)).max().unwrap_or_default().min(TITLE);
    for feed in feeds {
        let title = feed.title.elided(width);
        let gap = " ".repeat(width.saturating_sub(text::width(&title)));
        write!(out, "{:>5} {:>6}/{:<6} {title}{gap}  {}", feed.id.0, feed.unread, feed.total, feed.address)?;
        match &feed.health.failure {
            Some(failure) => writeln!(out, "  ({})", words.say(&Phrase::from(failure.clone())))?,
            None => writeln!(out)?,
        }
    }
    out.flush()
}
