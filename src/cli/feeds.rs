//! `newsprint feeds`: the feeds of the library and how they fare.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;

use super::{DONE, arguments::Feeds, library};
use crate::{
    share,
    store::{FeedRow, Reader, StoreError},
    text::{self, CleanText},
    words::{Phrase, Words},
};

/// The columns that a title takes at the most.
const TITLE: usize = 40;

/// For how many weeks back the articles are counted.
const WEEKS: u32 = 8;

/// A feed, as it is printed.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) url: CleanText,
    pub(super) title: CleanText,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) folder: CleanText,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<CleanText>,
    pub(super) unread: usize,
    pub(super) total: usize,
    pub(super) paused: bool,
    pub(super) gone: bool,
    pub(super) checked: Option<Timestamp>,
    pub(super) succeeded: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<CleanText>,
    pub(super) failures: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latency_ms: Option<u128>,
    /// On average, over the last weeks.
    pub(super) articles_a_week: f64,
    pub(super) due: Option<Timestamp>,
    /// What had to be mended to read it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) repairs: Vec<CleanText>,
}

impl Row {
    fn new(feed: &FeedRow, articles_a_week: f64, words: Words) -> Self {
        let health = &feed.health;
        Self {
            id: feed.id.0,
            url: feed.address.clone(),
            title: feed.title.clone(),
            folder: feed.folder.clone(),
            tags: feed.tags.clone(),
            unread: feed.unread,
            total: feed.total,
            paused: feed.paused,
            gone: feed.gone,
            checked: health.checked,
            succeeded: health.succeeded,
            failure: health.failure.as_ref().map(|failure| words.say(failure)),
            failures: health.failures,
            latency_ms: health.latency.map(|time| time.as_millis()),
            articles_a_week,
            due: health.due,
            repairs: said(&health.repairs, words),
        }
    }

    /// Whether it answers when it is asked.
    pub(super) fn is_well(&self) -> bool {
        self.failure.is_none() && !self.gone
    }
}

/// The rows of feeds.
pub(super) fn rows(reader: &Reader, feeds: &[FeedRow], words: Words) -> Result<Vec<Row>, StoreError> {
    let now = Timestamp::now();
    let row = |feed: &FeedRow| Ok(Row::new(feed, reader.articles_a_week(feed.id, WEEKS, now)?, words));
    feeds.iter().map(row).collect()
}

/// Prints a line for each feed: number, unread of all, title, address, and why it can't be read.
pub(super) fn run(wanted: &Feeds, words: Words) -> io::Result<u8> {
    library::with(words, |store| {
        let feeds = store.read().feeds()?;
        let rows = if wanted.json { rows(store.read(), &feeds, words)? } else { Vec::new() };
        Ok(if wanted.json { print_json(&rows) } else { print(&feeds, words) }.map(|()| DONE))
    })
}

fn print_json(rows: &[Row]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    share::write_json(&mut out, &rows)?;
    out.flush()
}

fn print(feeds: &[FeedRow], words: Words) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let width = feeds.iter().map(|feed| text::width(&feed.title)).max().unwrap_or_default().min(TITLE);
    for feed in feeds {
        let title = feed.title.elided(width);
        let gap = " ".repeat(width.saturating_sub(text::width(&title)));
        write!(out, "{:>5} {:>6}/{:<6} {title}{gap}  {}", feed.id.0, feed.unread, feed.total, feed.address)?;
        let note = note(feed, words);
        writeln!(out, "{}{note}", if note.is_empty() { "" } else { "  " })?;
    }
    out.flush()
}

/// What a reader must know of a feed: why it can't be read, else what had to be mended.
fn note(feed: &FeedRow, words: Words) -> CleanText {
    let repairs = said(&feed.health.repairs, words);
    match &feed.health.failure {
        Some(failure) => CleanText::line(&format!("({})", words.say(failure))),
        None if repairs.is_empty() => CleanText::new(),
        None => {
            let all = repairs.iter().map(CleanText::as_str).collect::<Vec<_>>().join(words.get("repair.separator"));
            words.say(&Phrase::new("feeds.repaired").with("what", CleanText::line(&all)))
        }
    }
}

fn said(sentences: &[Phrase], words: Words) -> Vec<CleanText> {
    sentences.iter().map(|sentence| words.say(sentence)).collect()
}
