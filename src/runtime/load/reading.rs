//! From bytes to a feed or a page. Plain work without waiting.

use jiff::{ZonedDateTime, tz::TimeZone};

use super::{Hints, Kind, LoadError, Loaded};
use crate::{
    decode::charset,
    extract::{self, WebPage},
    fetch::{Answer, Client, Fetched, Request, Validators},
    html,
    model::{Article, ArticleId, Feed},
    parse,
    source::{
        Source,
        discovery::{self, Found},
    },
    text::{CleanText, SafeUrl},
};

/// How much of a page without a story is repeated, in characters.
const REPEATED: usize = 80;

/// The bytes of a source and what is known of them.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) name: CleanText,
    bytes: Vec<u8>,
    content_type: Option<String>,
    content_language: Option<String>,
    base: Option<SafeUrl>,
    moved: Option<SafeUrl>,
    validators: Option<Validators>,
}

/// What was read.
pub(super) struct Reading {
    pub(super) loaded: Loaded,
    /// What more is known of it where it is a web page.
    pub(super) page: Option<Door>,
}

/// What a web page leads to.
pub(super) struct Door {
    /// Whether there is a story on it.
    pub(super) has_story: bool,
    /// All that is on it, where that is too little to be read.
    pub(super) only: Option<CleanText>,
    /// The feeds that it names.
    pub(super) feeds: Vec<Found>,
    /// The address that it wants to be known by.
    pub(super) address: Option<SafeUrl>,
}

/// The bytes that a request brings.
pub(super) async fn fetched(client: &Client, name: CleanText, request: &Request) -> Result<Raw, LoadError> {
    let Answer::Fetched(fetched) = client.get(request).await? else { return Err(LoadError::NotModified(name)) };
    let Fetched { bytes, content_type, content_language, content_location, url, moved, validators, .. } = *fetched;
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

/// The bytes of a source on this machine.
pub(super) fn local(source: &Source) -> Result<Raw, LoadError> {
    let name = source.name();
    match source.read() {
        Some(Ok(bytes)) => Ok(Raw { name, bytes, ..Raw::default() }),
        Some(Err(error)) => Err(LoadError::Read(name, error)),
        None => Err(LoadError::Fault(name)),
    }
}

/// The feed or story in the bytes.
pub(super) fn read(raw: Raw, hints: &Hints, now: &ZonedDateTime) -> Result<Reading, LoadError> {
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
    let (feed, repairs, page) = if is_feed {
        let parsed = parse::feed(&bytes, &known).map_err(|error| LoadError::Parse(name.clone(), error))?;
        (parsed.feed, parsed.repairs.into_iter().map(|repair| repair.0).collect(), None)
    } else {
        let (feed, page) = page(&bytes, &known, &name, now.time_zone()).ok_or_else(|| LoadError::Blank(name.clone()))?;
        (feed, Vec::new(), page)
    };
    Ok(Reading { loaded: Loaded { name, feed, repairs, found: None, moved, validators }, page })
}

/// A page is a feed of one story; `None` where it says nothing and leads nowhere.
fn page(bytes: &[u8], known: &parse::Hints, name: &CleanText, zone: &TimeZone) -> Option<(Feed, Option<Door>)> {
    let text = charset::decode(bytes, known.content_type.as_deref()).text;
    if extract::is_noise(&text) {
        return None;
    }
    let (story, door) = match extract::sniff(&text, known.content_type.as_deref(), Some(name)) {
        extract::Kind::Html => {
            let page = extract::page(&text, known.base.as_ref());
            let door = door(&page);
            (page.article, Some(door))
        }
        extract::Kind::Markdown => (extract::markdown(&text, zone), None),
        extract::Kind::Text => (extract::text(&text, zone), None),
    };
    let is_blank = story.title.is_empty() && html::plain_text(story.markup()).is_empty();
    if is_blank && door.as_ref().is_none_or(|door| door.feeds.is_empty()) {
        return None;
    }
    let id = if story.id.0.is_empty() { ArticleId(name.clone()) } else { story.id.clone() };
    let link = story.link.clone().or_else(|| known.base.clone());
    let story = Article { id, link: link.clone(), base: story.base.clone().or_else(|| known.base.clone()), ..story };
    Some((Feed { link, language: story.language.clone(), articles: vec![story], ..Feed::default() }, door))
}

fn door(page: &WebPage) -> Door {
    let words = || {
        let said = html::plain_text(page.article.markup());
        let said = if said.is_empty() { page.article.title.to_string() } else { said.to_string() };
        CleanText::line(&said.chars().take(REPEATED).collect::<String>())
    };
    Door {
        has_story: page.has_story,
        only: (!page.has_words).then(words),
        feeds: discovery::named(&page.feeds),
        address: page.article.link.clone(),
    }
}
