//! The library, for verbs without a screen: opened, its feeds and stories found by what they are called.

use std::{
    ffi::OsStr,
    io::{self, Write},
};

use serde::Serialize;

use super::{FAILED, MISUSED, arguments::Output, complain};
use crate::{
    app::setup::Setup,
    model::StoryKey,
    query::{Query, Scope},
    runtime::{self, librarian},
    share,
    store::{FeedRow, Store, StoreError},
    text::CleanText,
    words::{Phrase, Words},
};

/// How many stories are judged by the rules in one transaction.
const JUDGED_AT_ONCE: usize = 5_000;

/// Opens the library and says what must be known of it; `None` where it can't be opened.
pub(super) fn open(words: Words) -> Option<Store> {
    match runtime::library::open() {
        Ok((store, said)) => {
            for sentence in said {
                complain(&sentence, words);
            }
            Some(store)
        }
        Err(error) => {
            complain(&error.phrase(), words);
            None
        }
    }
}

/// Whether there is a library that the screen would open: one that has feeds, or is not as it should be. None is made.
pub(super) fn is_in_use(words: Words) -> bool {
    if !runtime::library::path().is_some_and(|path| path.is_file()) {
        return false;
    }
    let Ok((store, said)) = runtime::library::open() else { return true };
    // That it can't be written is said again by whoever opens it next; not what became of a damaged one.
    for sentence in said.iter().filter(|_| store.locked().is_none()) {
        complain(sentence, words);
    }
    !store.read().feeds().is_ok_and(|feeds| feeds.is_empty())
}

/// Does `work` with the library; the exit code says how it went. A library that turns out to be damaged is set aside, so
/// that the next run has one again.
pub(super) fn with(words: Words, work: impl FnOnce(&mut Store) -> Result<io::Result<u8>, StoreError>) -> io::Result<u8> {
    let Some(mut store) = open(words) else { return Ok(FAILED) };
    match work(&mut store) {
        Ok(done) => done,
        // That it can't be written was said when it was opened.
        Err(error) if store.locked() == Some(&error) => Ok(FAILED),
        Err(error) => {
            complain(&error.phrase(), words);
            if matches!(error, StoreError::Damaged(..)) {
                let said = runtime::library::set_aside(store);
                complain(&said.unwrap_or_else(|error| error.phrase()), words);
            }
            Ok(FAILED)
        }
    }
}

/// The same by the rules of the settings; where these can't be read, by those that held last.
pub(super) fn by_rules(
    setup: Option<&Setup>,
    words: Words,
    work: impl FnOnce(&mut Store) -> Result<io::Result<u8>, StoreError>,
) -> io::Result<u8> {
    with(words, |store| {
        if let Some(setup) = setup
            && store.set_rules(&librarian::rules(setup.mute.clone(), setup.highlight.clone()))?
        {
            while store.judge_some(JUDGED_AT_ONCE)?.left {}
        }
        work(store)
    })
}

/// The number of a story that is named `id:N`.
pub(super) fn story(named: &OsStr) -> Option<StoryKey> {
    named.to_str()?.strip_prefix("id:")?.parse().ok().map(StoryKey)
}

/// What is meant by the words of a command line: stories, where all of them are named `id:N`, or a question.
pub(super) enum Meant {
    /// These stories.
    Stories(Vec<StoryKey>),
    /// What answers this.
    Scope(Scope),
}

impl Meant {
    /// Takes the words of a command line, in which `smart:` names a smart feed of the settings; a question that is wrong is pointed at, and an exit code given.
    pub(super) fn of(said: &[String], setup: Option<&Setup>, words: Words) -> Result<Self, u8> {
        let stories: Option<Vec<StoryKey>> = said.iter().map(|named| story(named.as_ref())).collect();
        if let Some(stories) = stories.filter(|stories| !stories.is_empty()) {
            return Ok(Self::Stories(stories));
        }
        let question = said.join(" ");
        if question.trim().is_empty() {
            return Ok(Self::Scope(Scope::All));
        }
        let named = setup.map_or(&[][..], |setup| &setup.smart);
        Query::parse_with(&question, named).map(|query| Self::Scope(Scope::Query(query))).map_err(|error| {
            complain(&error.phrase(), words);
            for line in error.pointed(&question) {
                // With standard error gone there is nobody left to tell.
                let _ = writeln!(io::stderr(), "  {line}");
            }
            MISUSED
        })
    }

    /// The stories, the newest first. A story that is not there is complained about; `false` says that there was one.
    pub(super) fn stories(&self, store: &Store, words: Words) -> Result<(Vec<StoryKey>, bool), StoreError> {
        let named = match self {
            Self::Scope(scope) => return Ok((store.read().keys(scope)?, true)),
            Self::Stories(named) => named,
        };
        let (mut found, mut complete) = (Vec::new(), true);
        for key in named {
            if store.read().story(*key)?.is_some() {
                found.push(*key);
            } else {
                complain(&missing(*key).phrase(), words);
                complete = false;
            }
        }
        Ok((found, complete))
    }
}

/// There is no such story.
pub(super) fn missing(key: StoryKey) -> StoreError {
    StoreError::Missing(CleanText::line(&format!("id:{}", key.0)))
}

/// The feed that is meant by its number, its address, or its title, of which a part will do where no other has it.
pub(super) fn feed<'a>(feeds: &'a [FeedRow], named: &str) -> Result<&'a FeedRow, Phrase> {
    let wanted = crate::query::words::folded(named);
    let folded = |feed: &FeedRow| crate::query::words::folded(&feed.title);
    let exact = |feed: &&FeedRow| feed.id.0.to_string() == named || *feed.address == *named || folded(feed) == wanted;
    if let Some(found) = feeds.iter().find(exact) {
        return Ok(found);
    }
    let mut part = feeds.iter().filter(|feed| folded(feed).contains(&wanted) || feed.address.contains(named));
    match (part.next(), part.count()) {
        (Some(found), 0) => Ok(found),
        (Some(_), others) => Err(Phrase::new("library.several").with("name", named).count(others + 1)),
        (None, _) => Err(StoreError::Missing(CleanText::line(named)).phrase()),
    }
}

/// Says what a verb did: as JSON, in a sentence, or not at all.
pub(super) fn report(output: Output, words: Words, said: &Phrase, rows: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if output.json {
        share::write_json(&mut out, rows)?;
    } else if !output.quiet {
        writeln!(out, "{}", words.say(said))?;
    }
    out.flush()
}
