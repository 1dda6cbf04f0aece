//! Verbs that do something with a story outside the program: `print`, `mail`, `share`, `open`, `save`, `copy`. They are the
//! screen's own errands.

pub(super) mod arguments;
mod copy;
mod mail;
mod open;
mod print;
mod save;
mod share;

use std::io::{self, Write};

use super::{complain, library};
use crate::{
    config::ShareSettings,
    model::{Article, Feed, StoryKey},
    runtime::{
        errand::{Done, Means},
        lend,
        load::{self, Hints},
        panic,
    },
    source::Source,
    text::CleanText,
    ui,
    words::{Phrase, Words},
};
use arguments::{Verb, Which};

/// Does what a verb asks for. `false` where that was not possible.
pub(super) fn run(verb: &Verb, settings: ShareSettings, words: Words) -> io::Result<bool> {
    panic::install_hook();
    let done = match verb {
        Verb::Print(wanted) => print::run(wanted, settings, words),
        Verb::Mail(wanted) => mail::run(wanted, settings, words),
        Verb::Share(wanted) => share::run(wanted, &settings, words),
        Verb::Open(wanted) => open::run(wanted, &settings, words),
        Verb::Save(wanted) => save::run(wanted, settings, words),
        Verb::Copy(wanted) => copy::run(wanted, &settings, words),
    };
    match done {
        Ok(done) => done.into_iter().try_for_each(|done| finish(done, words)).map(|()| true),
        Err(why) => {
            complain(&why, words);
            Ok(false)
        }
    }
}

/// A story with its feed.
type Found = (Feed, Article);

/// Does something with one story.
fn with_one<F>(which: &Which, settings: &ShareSettings, words: Words, act: F) -> Result<Vec<Done>, Phrase>
where
    F: Fn(&Feed, &Article, Means<'_>) -> Result<Done, Phrase>,
{
    let (feed, article) = one(which, words)?;
    act(&feed, &article, Means { settings, words }).map(|done| vec![done])
}

/// Does something with one story, or with all of them.
fn with_each<F>(which: &Which, all: bool, settings: &ShareSettings, (words, act): (Words, F)) -> Result<Vec<Done>, Phrase>
where
    F: Fn(&Feed, &Article, Means<'_>) -> Result<Done, Phrase>,
{
    let found = if all { stories(which, words)? } else { vec![one(which, words)?] };
    found.iter().map(|(feed, article)| act(feed, article, Means { settings, words })).collect()
}

/// The story that was named: by its number in the library, or one of a source.
fn one(which: &Which, words: Words) -> Result<Found, Phrase> {
    let mut found = stories(which, words)?;
    let number = which.story.unwrap_or(1);
    let none = || Phrase::new("verb.no-story").with("number", number.to_string()).with("found", found.len().to_string());
    let at = number.checked_sub(1).filter(|at| *at < found.len()).ok_or_else(none)?;
    Ok(found.swap_remove(at))
}

/// Every story of what was named.
fn stories(which: &Which, words: Words) -> Result<Vec<Found>, Phrase> {
    if let Some(number) = which.source.to_str().and_then(|named| named.strip_prefix("id:")) {
        return of_library(number, words).map(|found| vec![found]);
    }
    let source = Source::parse(&which.source);
    let loaded = load::all(vec![source], &Hints::default()).map_err(|error| Phrase::from(CleanText::line(&error.to_string())))?;
    let first = loaded.into_iter().next().ok_or_else(|| Phrase::new("error.fault"))?;
    let mut feed = first.map_err(|error| error.phrase())?.feed;
    let articles = std::mem::take(&mut feed.articles);
    Ok(articles.into_iter().map(|article| (feed.clone(), article)).collect())
}

fn of_library(number: &str, words: Words) -> Result<Found, Phrase> {
    let unknown = || Phrase::new("verb.no-id").with("id", CleanText::line(number));
    let key = number.parse().map(StoryKey).map_err(|_| unknown())?;
    let library = library::open(words).ok_or_else(unknown)?;
    let story = library.read().story(key).map_err(|error| Phrase::from(CleanText::line(&error.to_string())))?;
    story.map(|story| (story.about, story.article)).ok_or_else(unknown)
}

/// Does what is left to be done on the terminal, and says what was done.
fn finish(done: Done, words: Words) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match done {
        Done::Said(said) => writeln!(out, "{}", words.say(&said)),
        Done::Terminal(text, said) => {
            let sequence = ui::sequence::copy(&text).unwrap_or_default();
            let mut terminal = std::fs::OpenOptions::new().write(true).open("/dev/tty")?;
            terminal.write_all(sequence.as_bytes())?;
            writeln!(out, "{}", words.say(&said))
        }
        Done::Lend(loan) => {
            drop(out);
            lend::run(&loan).map_err(|error| io::Error::other(words.say(&error.phrase()).to_string()))
        }
        Done::Code(code) => write!(out, "{}", ui::qr::printed(&code)),
    }
}
