//! From a source to a feed: fetched or read, taken for what it is, and parsed.

use std::{io, sync::Arc};

use jiff::{ZonedDateTime, tz::TimeZone};
use tokio::task::JoinHandle;

use crate::{
    decode::charset,
    extract,
    fetch::{Answer, Client, Failure, Fetched, Request, Validators},
    html,
    model::{Article, ArticleId, Feed},
    parse::{self, ParseError},
    source::{NameError, ReadError, Source},
    text::{CleanText, SafeUrl},
};

/// What a source is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A feed where it calls itself one, by its type or its first element; else a page. So a feed that is too broken to
    /// be read is an error, never a story.
    #[default]
    Auto,
    /// A feed.
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
}

/// A source that was read.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What the source is called in a message.
    pub name: CleanText,
    /// What it holds; a page is a feed of one article.
    pub feed: Feed,
    /// What had to be mended to read it.
    pub repairs: Vec<CleanText>,
    /// The address to ask from now on, where the server says so.
    pub moved: Option<SafeUrl>,
    /// What to ask with next time.
    pub validators: Option<Validators>,
}

/// Why a source can't be read: one line that names it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// What was named can't be a source.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The web did not give it.
    #[error(transparent)]
    Fetch(#[from] Failure),
    /// The file can't be read.
    #[error("{0}: {1}")]
    Read(CleanText, ReadError),
    /// It calls itself a feed and isn't one.
    #[error("{0}: {1}")]
    Parse(CleanText, ParseError),
    /// There is nothing in it.
    #[error("{0}: it is empty")]
    Empty(CleanText),
    /// There are no words in it.
    #[error("{0}: there is nothing to read in it")]
    Blank(CleanText),
    /// The server says that nothing is new, to somebody who has nothing.
    #[error("{0}: not modified since the last time")]
    NotModified(CleanText),
    /// A fault of ours.
    #[error("{0}: newsprint failed to read it; this is a fault of newsprint")]
    Fault(CleanText),
}

/// The bytes of a source and what is known of them.
#[derive(Debug, Default)]
struct Raw {
    name: CleanText,
    bytes: Vec<u8>,
    content_type: Option<String>,
    content_language: Option<String>,
    base: Option<SafeUrl>,
    moved: Option<SafeUrl>,
    validators: Option<Validators>,
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

/// Loads a source.
pub async fn load(client: Arc<Client>, source: Source, hints: Hints) -> Result<Loaded, LoadError> {
    let name = source.name();
    let raw = match source {
        Source::Url(url, login) => fetched(&client, name.clone(), &Request::named(url, login)).await?,
        local => finished(name.clone(), tokio::task::spawn_blocking(move || read(&local))).await?,
    };
    finished(name, tokio::task::spawn_blocking(move || parsed(raw, &hints, &ZonedDateTime::now()))).await
}

/// What a job brought. A panic in it is the loss of one source, not of the program.
async fn finished<T>(name: CleanText, job: JoinHandle<Result<T, LoadError>>) -> Result<T, LoadError> {
    job.await.unwrap_or(Err(LoadError::Fault(name)))
}

async fn fetched(client: &Client, name: CleanText, request: &Request) -> Result<Raw, LoadError> {
    let Answer::Fetched(fetched) = client.get(request).await? else { return Err(LoadError::NotModified(name)) };
    let Fetched { bytes, content_type, content_language, content_location, url, moved, validators } = *fetched;
    Ok(Raw {
        name,
        bytes,
        content_type: content_type.map(|value| value.to_string()),
        content_language: content_language.map(|value| value.to_string()),
        base: content_location.or(Some(url)),
        moved,
        validators,
    })
}

fn read(source: &Source) -> Result<Raw, LoadError> {
    let name = source.name();
    match source.read() {
        Some(Ok(bytes)) => Ok(Raw { name, bytes, ..Raw::default() }),
        Some(Err(error)) => Err(LoadError::Read(name, error)),
        None => Err(LoadError::Fault(name)),
    }
}

/// The feed or story in the bytes. Plain work without waiting.
fn parsed(raw: Raw, hints: &Hints, now: &ZonedDateTime) -> Result<Loaded, LoadError> {
    let Raw { name, bytes, content_type, content_language, base, moved, validators } = raw;
    if bytes.trim_ascii().is_empty() {
        return Err(LoadError::Empty(name));
    }
    let known = parse::Hints {
        content_type: hints.content_type.clone().or(content_type),
        content_language,
        base: hints.base.clone().or(base),
        now: Some(now.timestamp()),
    };
    let is_feed = match hints.kind {
        Kind::Auto => parse::claims_to_be_feed(&bytes, known.content_type.as_deref()),
        Kind::Feed => true,
        Kind::Page => false,
    };
    let (feed, repairs) = if is_feed {
        let parsed = parse::feed(&bytes, &known).map_err(|error| LoadError::Parse(name.clone(), error))?;
        (parsed.feed, parsed.repairs.iter().map(|repair| CleanText::line(&repair.to_string())).collect())
    } else {
        (page(&bytes, &known, &name, now.time_zone()).ok_or_else(|| LoadError::Blank(name.clone()))?, Vec::new())
    };
    Ok(Loaded { name, feed, repairs, moved, validators })
}

/// A page is a feed of one story; `None` where it says nothing.
fn page(bytes: &[u8], known: &parse::Hints, name: &CleanText, zone: &TimeZone) -> Option<Feed> {
    let text = charset::decode(bytes, known.content_type.as_deref()).text;
    let story = match extract::sniff(&text, known.content_type.as_deref(), Some(name)) {
        extract::Kind::Html => extract::page(&text, known.base.as_ref()),
        extract::Kind::Markdown => extract::markdown(&text, zone),
        extract::Kind::Text => extract::text(&text, zone),
    };
    if story.title.is_empty() && html::plain_text(story.markup()).is_empty() {
        return None;
    }
    let id = if story.id.0.is_empty() { ArticleId(name.clone()) } else { story.id.clone() };
    let link = story.link.clone().or_else(|| known.base.clone());
    let story = Article { id, link: link.clone(), base: story.base.clone().or_else(|| known.base.clone()), ..story };
    Some(Feed { link, language: story.language.clone(), articles: vec![story], ..Feed::default() })
}
