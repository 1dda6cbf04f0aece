//! `newsprint refresh`: what is new, fetched without a screen.

use std::{
    io::{self, IsTerminal, Write},
    sync::mpsc::channel,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use serde::Serialize;

use super::{arguments::Refresh as Wanted, complain, library};
use crate::{
    runtime::{
        refresh::{Failed, Habits, Progress, Refresh},
        window,
    },
    share,
    store::{FeedRow, Store, StoreError},
    text::{self, CleanText},
    words::{Phrase, Words},
};

/// How often the progress is shown anew.
const PAUSE: Duration = Duration::from_millis(100);
/// Of so many feeds it is said one by one why they could not be read, also where none could.
const FEW: usize = 3;
/// The width of the bar, in columns.
const BAR: usize = 20;

/// What a refresh did, for other programs.
#[derive(Serialize)]
struct Summary {
    feeds: usize,
    new: usize,
    revised: usize,
    failed: Vec<Failure>,
    seconds: f64,
}

#[derive(Serialize)]
struct Failure {
    feed: u64,
    title: CleanText,
    reason: CleanText,
}

/// Asks the feeds. `false` where one of them could not be read.
pub(super) fn run(wanted: &Wanted, habits: Habits, words: Words) -> io::Result<bool> {
    let Some(store) = library::open(words) else { return Ok(false) };
    let feeds = match chosen(&store, wanted) {
        Ok(feeds) => feeds,
        Err(why) => {
            complain(&why, words);
            return Ok(false);
        }
    };
    let start = Instant::now();
    let (refresh, progress) = asked(store, feeds, habits, (wanted, words))?;
    let all_failed = refresh.failed();
    if !wanted.json {
        complaints(&all_failed, &progress).for_each(|why| complain(&why, words));
    }
    report((&progress, &all_failed), start.elapsed(), wanted, words)?;
    // What came is stored and can be read. Only searches are slower until the index has it.
    match refresh.wait() {
        Ok(progress) => Ok(progress.failed == 0),
        Err(error) => {
            complain(&error.phrase(), words);
            Ok(false)
        }
    }
}

/// A line for each feed that could not be read; where that is none of many, as without a network, one for all.
fn complaints(failed: &[Failed], progress: &Progress) -> impl Iterator<Item = Phrase> {
    let none = failed.len() == progress.done && failed.len() > FEW;
    let line = |failed: &Failed| Phrase::new("error.at").with("where", &failed.title).with("what", failed.why.clone());
    let all = move |first| Phrase::new("refresh.all-failed").with("first", first).count(failed.len());
    let lines = failed.iter().take(if none { 1 } else { failed.len() }).map(line);
    lines.map(move |why| if none { all(why) } else { why })
}

/// The feeds that are meant: those that are named, those that are due, or all that don't want to be left alone.
fn chosen(store: &Store, wanted: &Wanted) -> Result<Vec<FeedRow>, Phrase> {
    let told = |error: StoreError| error.phrase();
    let (reader, now) = (store.read(), Timestamp::now());
    if wanted.which.due {
        return reader.due(now).map_err(told);
    }
    let all = reader.feeds().map_err(told)?;
    if wanted.feeds.is_empty() {
        let rests = |row: &FeedRow| row.paused || row.gone || row.health.held.is_some_and(|until| until > now);
        return Ok(all.into_iter().filter(|row| wanted.which.all || !rests(row)).collect());
    }
    named(&wanted.feeds, &all)
}

/// The feeds of these names: a number, an address, a title or a folder.
fn named(names: &[String], all: &[FeedRow]) -> Result<Vec<FeedRow>, Phrase> {
    let mut chosen: Vec<FeedRow> = Vec::new();
    for name in names {
        let lower = name.to_lowercase();
        let is_named = |row: &&FeedRow| {
            row.id.0.to_string() == *name
                || *row.address == **name
                || row.title.to_lowercase() == lower
                || row.folder.to_lowercase() == lower
        };
        let before = chosen.len();
        chosen.extend(all.iter().filter(is_named).cloned());
        if chosen.len() == before {
            return Err(Phrase::new("refresh.unknown").with("name", name.as_str()));
        }
    }
    chosen.sort_by_key(|row| row.id);
    chosen.dedup_by_key(|row| row.id);
    Ok(chosen)
}

fn asked(
    store: Store,
    feeds: Vec<FeedRow>,
    habits: Habits,
    (wanted, words): (&Wanted, Words),
) -> io::Result<(Refresh, Progress)> {
    let (sender, receiver) = channel();
    let tell = move || {
        // Nobody listens after the end.
        let _ = sender.send(());
    };
    let refresh = Refresh::start(store, feeds, habits, tell)?;
    let mut bar = Bar::new(wanted, words);
    loop {
        let progress = refresh.progress();
        if progress.ended {
            bar.clear();
            return Ok((refresh, progress));
        }
        bar.show(&progress);
        // Not told anything for a while: the bar shows the time that is left all the same.
        let _ = receiver.recv_timeout(PAUSE);
        while receiver.try_recv().is_ok() {}
    }
}

fn report((progress, failed): (&Progress, &[Failed]), took: Duration, wanted: &Wanted, words: Words) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if wanted.json {
        let failed = failed.iter().map(|failed| Failure {
            feed: failed.feed.0,
            title: failed.title.clone(),
            reason: words.say(&failed.why),
        });
        let summary = Summary {
            feeds: progress.done,
            new: progress.new,
            revised: progress.revised,
            failed: failed.collect(),
            seconds: took.as_secs_f64(),
        };
        return share::write_json(&mut out, &summary);
    }
    if wanted.quiet {
        return Ok(());
    }
    let new = Phrase::new("refresh.new").count(progress.new);
    let said = match progress.failed {
        0 => new,
        failed => Phrase::new("refresh.failed").with("stories", new).count(failed),
    };
    let said = Phrase::new("refresh.summary").with("what", said).with("seconds", format!("{:.1}", took.as_secs_f64()));
    writeln!(out, "{}", words.say(&said.count(progress.done)))
}

/// A bar on the terminal that says how far it has come.
struct Bar {
    start: Instant,
    shown: Option<Instant>,
    /// The columns of the last line; `None` where nothing is shown at all.
    width: Option<usize>,
    words: Words,
}

impl Bar {
    fn new(wanted: &Wanted, words: Words) -> Self {
        let shows = !wanted.quiet && !wanted.json && io::stderr().is_terminal();
        Self { start: Instant::now(), shown: None, width: shows.then_some(0), words }
    }

    fn show(&mut self, progress: &Progress) {
        if self.shown.is_some_and(|shown| shown.elapsed() < PAUSE) {
            return;
        }
        self.shown = Some(Instant::now());
        let line = self.words.say(&self.line(progress));
        let columns = usize::from(window::columns().unwrap_or(80)).saturating_sub(1);
        self.print(&text::elide(&line, columns));
    }

    fn line(&self, progress: &Progress) -> Phrase {
        let (done, total) = (progress.done, progress.total.max(1));
        let full = BAR * done.min(total) / total;
        let bar = format!("[{}{}]", "=".repeat(full), " ".repeat(BAR - full));
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let each = self.start.elapsed().checked_div(count(done)).unwrap_or_default();
        let left = each.saturating_mul(count(total.saturating_sub(done)));
        Phrase::new("refresh.bar")
            .with("bar", bar)
            .with("done", done)
            .with("total", progress.total)
            .with("new", progress.new)
            .with("failed", progress.failed)
            .with("seconds", left.as_secs())
    }

    /// Writes over the last line; spaces and a carriage return are all that every terminal knows.
    fn print(&mut self, line: &str) {
        let Some(before) = self.width else { return };
        let width = text::width(line);
        let rest = " ".repeat(before.saturating_sub(width));
        // With the terminal gone there is nobody left to tell.
        let _ = write!(io::stderr(), "\r{line}{rest}\r").and_then(|()| io::stderr().flush());
        self.width = Some(width);
    }

    fn clear(&mut self) {
        if self.width.is_some_and(|width| width > 0) {
            self.print("");
        }
    }
}
