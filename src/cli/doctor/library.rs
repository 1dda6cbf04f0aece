//! How the library and its feeds fare.

use std::io::{self, Write};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::row;
use crate::{
    cli::{complain, feeds, library as opened},
    query::Scope,
    runtime,
    store::{FeedRow, Reader, StoreError},
    text::{self, CleanText},
    words::{Phrase, Words},
};

/// The columns of a feed's title.
const TITLE: usize = 30;
/// How many feeds that fare well are listed without being asked for.
const MOST_WELL: usize = 20;

/// The library at one glance, and each of its feeds.
#[derive(Serialize)]
pub(super) struct Summary {
    path: CleanText,
    megabytes: u64,
    stories: usize,
    unread: usize,
    starred: usize,
    later: usize,
    /// When a feed answered last.
    refreshed: Option<Timestamp>,
    feeds: Vec<feeds::Row>,
}

/// Looks at the library; `None` where there is none yet: looking at it must not make one.
pub(super) fn look(words: Words) -> Result<Option<Summary>, ()> {
    let Some(path) = runtime::library::path().filter(|path| path.exists()) else { return Ok(None) };
    let store = opened::open(words).ok_or(())?;
    let megabytes = std::fs::metadata(&path).map_or(0, |found| found.len().div_ceil(1 << 20));
    let name = CleanText::line(&path.to_string_lossy());
    summary(store.read(), name, megabytes, words).map(Some).map_err(|error| complain(&error.phrase(), words))
}

fn summary(reader: &Reader, path: CleanText, megabytes: u64, words: Words) -> Result<Summary, StoreError> {
    let all: Vec<FeedRow> = reader.feeds()?;
    Ok(Summary {
        path,
        megabytes,
        stories: all.iter().map(|feed| feed.total).sum(),
        unread: all.iter().map(|feed| feed.unread).sum(),
        starred: reader.count(&Scope::Starred)?,
        later: reader.count(&Scope::Later)?,
        refreshed: all.iter().filter_map(|feed| feed.health.succeeded).max(),
        feeds: feeds::rows(reader, &all, words)?,
    })
}

impl Summary {
    /// Prints the library and its feeds, those first that don't fare well.
    pub(super) fn print(&self, out: &mut impl Write, all: bool, words: Words) -> io::Result<()> {
        writeln!(out, "\n{}", words.get("doctor.library"))?;
        let counted = |key: &str, number: usize| words.say(&Phrase::new(key).count(number));
        row(out, words.get("doctor.place"), &format!("{} ({} MB)", self.path, self.megabytes))?;
        row(out, words.get("doctor.stories"), &counted("masthead.stories", self.stories))?;
        row(out, words.get("scope.unread"), &self.unread.to_string())?;
        row(out, words.get("scope.starred"), &self.starred.to_string())?;
        row(out, words.get("scope.later"), &self.later.to_string())?;
        row(out, words.get("doctor.refreshed"), &time(self.refreshed, words))?;
        if self.feeds.is_empty() {
            return Ok(());
        }
        let (ill, well): (Vec<_>, Vec<_>) = self.feeds.iter().partition(|feed| !feed.is_well());
        let said = Phrase::new("doctor.feeds").with("ill", ill.len()).count(self.feeds.len());
        writeln!(out, "\n{}", words.say(&said))?;
        head(out, words)?;
        for feed in &ill {
            line(out, feed, words)?;
        }
        let listed = if all || well.len() <= MOST_WELL { well.len() } else { 0 };
        for feed in well.iter().take(listed) {
            line(out, feed, words)?;
        }
        if listed < well.len() {
            writeln!(out, "  {}", counted("doctor.well", well.len()))?;
        }
        Ok(())
    }
}

/// What stands above the columns.
fn head(out: &mut impl Write, words: Words) -> io::Result<()> {
    let name = padded(words.get("doctor.feed"), TITLE);
    let column = |key: &str, width| before(words.get(key), width);
    let (answered, week) = (column("doctor.answered-last", 16), column("doctor.week", 10));
    let (latency, due) = (column("doctor.latency", 10), column("doctor.due", 18));
    writeln!(out, "    {name}{answered}{week}{latency}{due}")
}

fn line(out: &mut impl Write, feed: &feeds::Row, words: Words) -> io::Result<()> {
    let mark = if feed.is_well() { ' ' } else { '!' };
    let title = padded(&feed.title.elided(TITLE - 2), TITLE);
    let latency = feed.latency_ms.map_or_else(String::new, |time| format!("{time} ms"));
    let due = match (feed.paused, feed.gone) {
        (true, _) => words.get("doctor.paused").to_owned(),
        (_, true) => words.get("doctor.gone").to_owned(),
        _ => time(feed.due, words),
    };
    let week = format!("{:.1}", feed.articles_a_week);
    writeln!(
        out,
        "  {mark} {title}{}{}{}{}",
        before(&time(feed.succeeded, words), 16),
        before(&week, 10),
        before(&latency, 10),
        before(&due, 18)
    )?;
    match &feed.failure {
        Some(why) => writeln!(out, "      {}", words.say(&Phrase::new("doctor.failure").with("why", why).count(feed.failures))),
        None => Ok(()),
    }
}

fn time(at: Option<Timestamp>, words: Words) -> String {
    let shown = |at: Timestamp| at.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
    at.map_or_else(|| words.get("doctor.never").to_owned(), shown)
}

/// The text with spaces behind it.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text::width(text))))
}

/// The text with spaces before it.
fn before(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text::width(text)).max(1)))
}
