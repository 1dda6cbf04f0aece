//! Verbs that do something with a story outside the program: `print`, `mail`, `share`, `open`, `save`, `copy`. They are the
//! screen's own errands.

pub(super) mod arguments;
mod copy;
mod mail;
mod open;
mod print;
mod save;
mod share;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use serde::Serialize;

use super::{arguments::Output, complain, library};
use crate::{
    config::ShareSettings,
    model::{Article, Feed, StoryKey},
    runtime::{
        child::Patience,
        errand::{Done, Means},
        lend,
        load::{self, Hints},
        panic,
    },
    share::{Story, write_json},
    source::Source,
    text::CleanText,
    ui,
    words::{Phrase, Words},
};
use arguments::{Verb, Which};

/// Does what a verb asks for. `false` where that was not possible.
pub(super) fn run(verb: &Verb, settings: ShareSettings, words: Words) -> io::Result<bool> {
    panic::install_hook(words);
    match verb {
        Verb::Print(wanted) => print::run(wanted, settings, words),
        Verb::Mail(wanted) => mail::run(wanted, settings, words),
        Verb::Share(wanted) => share::run(wanted, &settings, words),
        Verb::Open(wanted) => open::run(wanted, &settings, words),
        Verb::Save(wanted) => save::run(wanted, settings, words),
        Verb::Copy(wanted) => copy::run(wanted, &settings, words),
    }
}

/// A story with its feed, and its number where it is one of the library.
struct Found {
    feed: Feed,
    article: Article,
    key: Option<StoryKey>,
}

/// What a verb is to be done with.
struct Task<'a> {
    which: &'a Which,
    /// Whether every story is meant, not one.
    all: bool,
    /// Whether it shares the story, so that it counts.
    shares: bool,
    settings: &'a ShareSettings,
    words: Words,
}

/// What became of a story, as JSON.
#[derive(Serialize)]
struct Row {
    title: CleanText,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    done: bool,
    said: CleanText,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// What is left to be printed of something that is done.
#[derive(Default)]
struct Completed {
    /// What is said of it.
    said: CleanText,
    /// The file that was made.
    file: Option<PathBuf>,
    /// What is printed even where nothing is to be said.
    shown: String,
}

impl Task<'_> {
    /// Does `act` with every story that is meant. `false` where it failed with one of them.
    fn carry_out<F>(&self, act: F) -> io::Result<bool>
    where
        F: Fn(&Feed, &Article, Means<'_>) -> Result<Done, Phrase>,
    {
        let (output, words) = (self.which.output, self.words);
        let found = match self.stories() {
            Ok(found) => found,
            Err(why) => {
                complain(&why, words);
                return Ok(false);
            }
        };
        let means = Means { settings: self.settings, words, patience: Patience::begin() };
        let (mut rows, mut out, mut complete) = (Vec::new(), io::stdout().lock(), true);
        for story in &found {
            let done = act(&story.feed, &story.article, means).and_then(|done| completed(done, words));
            match &done {
                Ok(done) if !output.json => print(&mut out, done, output)?,
                Ok(_) => {}
                Err(why) => complain(why, words),
            }
            complete &= done.is_ok() && self.count(story);
            rows.push(row(story, done, words));
        }
        if output.json {
            write_json(&mut out, &rows)?;
        }
        out.flush().map(|()| complete)
    }

    /// Counts a share of a story of the library.
    fn count(&self, story: &Found) -> bool {
        let Some(key) = story.key.filter(|_| self.shares) else { return true };
        let counted = library::open(self.words).map(|mut library| library.count_share(key));
        match counted {
            Some(Err(error)) => complain(&error.phrase(), self.words),
            Some(Ok(())) => return true,
            // That it can't be opened was said.
            None => {}
        }
        false
    }

    /// The stories that are meant.
    fn stories(&self) -> Result<Vec<Found>, Phrase> {
        let mut found = stories(self.which, self.words)?;
        if self.all {
            return Ok(found);
        }
        let number = self.which.story.unwrap_or(1);
        let none = || Phrase::new("verb.no-story").with("number", number.to_string()).with("found", found.len().to_string());
        let at = number.checked_sub(1).filter(|at| *at < found.len()).ok_or_else(none)?;
        Ok(vec![found.swap_remove(at)])
    }
}

/// Every story of what was named.
fn stories(which: &Which, words: Words) -> Result<Vec<Found>, Phrase> {
    if let Some(number) = which.source.to_str().and_then(|named| named.strip_prefix("id:")) {
        return of_library(number, words).map(|found| vec![found]);
    }
    let source = Source::parse(&which.source);
    let loaded = load::all(vec![source], &Hints::default()).map_err(|error| Phrase::from(&error))?;
    let first = loaded.into_iter().next().ok_or_else(|| Phrase::new("error.fault"))?;
    let mut feed = first.map_err(|error| error.phrase())?.feed;
    let articles = std::mem::take(&mut feed.articles);
    Ok(articles.into_iter().map(|article| Found { feed: feed.clone(), article, key: None }).collect())
}

fn of_library(number: &str, words: Words) -> Result<Found, Phrase> {
    let unknown = || Phrase::new("verb.no-id").with("id", CleanText::line(number));
    let key = number.parse().map(StoryKey).map_err(|_| unknown())?;
    let library = library::open(words).ok_or_else(unknown)?;
    let story = library.read().story(key).map_err(|error| error.phrase())?;
    story.map(|story| Found { feed: story.about, article: story.article, key: Some(key) }).ok_or_else(unknown)
}

/// Does what is left to be done on the terminal.
fn completed(done: Done, words: Words) -> Result<Completed, Phrase> {
    let said = |said: &Phrase| Completed { said: words.say(said), ..Completed::default() };
    Ok(match done {
        Done::Said(phrase) => said(&phrase),
        Done::Saved(path, phrase) => Completed { file: Some(path), ..said(&phrase) },
        Done::Terminal(text, phrase) => {
            ask_terminal(&text).map_err(|_| Phrase::new("copied.nowhere"))?;
            said(&phrase)
        }
        Done::Lend(loan) => {
            lend::run(&loan)?;
            said(&loan.after)
        }
        Done::Code(code) => Completed { shown: ui::qr::printed(&code), ..Completed::default() },
        // What a reader chooses from is for the screen.
        Done::Printers(..) | Done::Name(_) => Completed::default(),
    })
}

/// Asks the terminal to copy a text; it may be another one than the output.
fn ask_terminal(text: &CleanText) -> io::Result<()> {
    let sequence = ui::sequence::copy(text).ok_or(io::ErrorKind::FileTooLarge)?;
    std::fs::OpenOptions::new().write(true).open("/dev/tty")?.write_all(sequence.as_bytes())
}

fn print(out: &mut impl Write, done: &Completed, output: Output) -> io::Result<()> {
    write!(out, "{}", done.shown)?;
    if output.quiet || done.said.is_empty() { Ok(()) } else { writeln!(out, "{}", done.said) }
}

fn row(found: &Found, done: Result<Completed, Phrase>, words: Words) -> Row {
    let (done, said, file) = match done {
        Ok(completed) => (true, completed.said, completed.file),
        Err(why) => (false, words.say(&why), None),
    };
    Row {
        title: Story::open(&found.feed, &found.article).headline(words),
        url: found.article.link.as_ref().map(ToString::to_string),
        done,
        said,
        file: file.map(|file| file.to_string_lossy().into_owned()),
    }
}
