//! From a source to a feed: fetched or read, taken for what it is, and parsed.

mod discover;
mod reading;

use std::{io, sync::Arc, time::Duration};

use jiff::ZonedDateTime;
use tokio::{
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};

use crate::{
    fetch::{Client, Failure, Request, Validators},
    model::Feed,
    parse::ParseError,
    source::{
        self, NameError, ReadError, Source,
        discovery::{self, Found},
    },
    text::{CleanText, SafeUrl},
    words::Phrase,
};
use reading::{Raw, Reading};

/// How long the reading of one document may take. An unoptimised build is ten times slower.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 2 });

/// What a source is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A feed where it calls itself one, by its type or its first element; else a page. So a feed that is too broken to
    /// be read is an error, never a story. A page of the web that is no story leads to its feed.
    #[default]
    Auto,
    /// A feed. A page of the web leads to its feed, whatever stands on it.
    Feed,
    /// A story: a web page, Markdown or text.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Feed, Self::Page];
}

/// What the reader says of a source. It counts more than what a server says.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// What it is.
    pub kind: Kind,
    /// The address that relative ones start from.
    pub base: Option<SafeUrl>,
    /// Its media type.
    pub content_type: Option<String>,
    /// Which of the feeds that are found on a page is meant, from 1.
    pub choice: Option<usize>,
}

/// A source that was read.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What the source is called in a message.
    pub name: CleanText,
    /// What it holds; a page is a feed of one article.
    pub feed: Feed,
    /// What had to be mended to read it.
    pub repairs: Vec<Phrase>,
    /// The address of the feed, where it was found from that of a page.
    pub found: Option<SafeUrl>,
    /// The address to ask from now on, where the server says so.
    pub moved: Option<SafeUrl>,
    /// What to ask with next time.
    pub validators: Option<Validators>,
}

/// Why a source can't be read: one line that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What was named can't be a source.
    Name(NameError),
    /// The web did not give it.
    Fetch(Failure),
    /// The file can't be read.
    Read(CleanText, ReadError),
    /// It calls itself a feed and isn't one.
    Parse(CleanText, ParseError),
    /// There is nothing in it.
    Empty(CleanText),
    /// There are no words in it.
    Blank(CleanText),
    /// Several feeds were found, and none was chosen.
    Several(CleanText, Vec<Found>),
    /// A web page where a feed was wanted.
    NoFeed(CleanText),
    /// A number was chosen that no feed has.
    NoSuchFeed(CleanText, usize, usize),
    /// A web page that leads to no feed and has hardly a word.
    Wordless(CleanText, CleanText),
    /// Reading it took longer than is waited for.
    TooSlow(CleanText),
    /// The server says that nothing is new, to somebody who has nothing.
    NotModified(CleanText),
    /// A page whose feed can't be read, and why.
    Beyond(CleanText, Box<LoadError>),
    /// A fault of ours.
    Fault(CleanText),
}

crate::words::spoken!(LoadError);

impl LoadError {
    /// The sentence, which names the source.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let (name, what) = match self {
            Self::Name(error) => return error.phrase(),
            Self::Fetch(failure) => return failure.phrase(),
            Self::Read(name, error) => (name, error.phrase()),
            Self::Parse(name, error) => (name, error.phrase()),
            Self::Empty(name) => (name, Phrase::new("error.empty")),
            Self::Blank(name) => (name, Phrase::new("error.blank")),
            Self::Several(name, found) => {
                (name, Phrase::new("load.several").with("n", found.len()).with("list", discovery::choices(found)))
            }
            Self::NoFeed(name) => (name, Phrase::new("load.no-feed")),
            Self::NoSuchFeed(name, number, found) => {
                (name, Phrase::new("load.no-such-feed").with("number", *number).with("found", *found))
            }
            Self::Wordless(name, all) => (name, Phrase::new("load.wordless").with("words", all)),
            Self::TooSlow(name) => (name, Phrase::new("load.slow").with("seconds", PATIENCE.as_secs())),
            Self::NotModified(name) => (name, Phrase::new("error.not-modified")),
            Self::Beyond(name, why) => (name, Phrase::new("load.beyond").with("why", why.phrase())),
            Self::Fault(name) => (name, Phrase::new("error.fault")),
        };
        let sentence = Phrase::new("error.at").with("where", name).with("what", what);
        match self {
            Self::Read(name, ReadError::Missing) => match source::meant(name) {
                Some(meant) => Phrase::new("mistake.meant").with("mistake", sentence).with("meant", CleanText::line(&meant)),
                None => sentence,
            },
            _ => sentence,
        }
    }
}

impl From<Failure> for LoadError {
    fn from(failure: Failure) -> Self {
        Self::Fetch(failure)
    }
}

/// Loads all of `sources` at the same time and waits for the last; the results are in the order of the sources.
pub fn all(sources: Vec<Result<Source, NameError>>, hints: &Hints) -> io::Result<Vec<Result<Loaded, LoadError>>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Arc::new(Client::default());
    let start = |source: Source| (source.name(), runtime.spawn(load(Arc::clone(&client), source, hints.clone())));
    let jobs: Vec<_> = sources.into_iter().map(|source| source.map(start)).collect();
    let wait = |(name, job)| runtime.block_on(finished(name, job));
    let results = jobs.into_iter().map(|job| job.map_err(LoadError::Name).and_then(wait)).collect();
    // A name that is still being resolved after its time was up would hold us for as long as the system likes.
    runtime.shutdown_background();
    Ok(results)
}

/// Loads a source; a page of the web that is no story leads to its feed.
pub async fn load(client: Arc<Client>, source: Source, hints: Hints) -> Result<Loaded, LoadError> {
    let name = source.name();
    match source {
        Source::Url(url, login) => discover::web(&client, &Request::named(url, login), &hints).await,
        local => {
            let raw = finished(name, spawn_blocking(move || reading::local(&local))).await?;
            Ok(read(raw, hints).await?.loaded)
        }
    }
}

/// What the bytes hold, within the time that is allowed for it.
async fn read(raw: Raw, hints: Hints) -> Result<Reading, LoadError> {
    let name = raw.name.clone();
    let job = finished(name.clone(), spawn_blocking(move || reading::read(raw, &hints, &ZonedDateTime::now())));
    timeout(PATIENCE, job).await.unwrap_or(Err(LoadError::TooSlow(name)))
}

/// What a job brought. A panic in it is the loss of one source, not of the program.
async fn finished<T>(name: CleanText, job: JoinHandle<Result<T, LoadError>>) -> Result<T, LoadError> {
    job.await.unwrap_or(Err(LoadError::Fault(name)))
}
