//! From the address of a web page to its feed.
//!
//! What is asked for on a page's word is never asked beyond one step: what a page names must be a feed itself, so that
//! pages that name each other lead nowhere.

use super::{
    Hints, Kind, LoadError, Loaded, read,
    reading::{self, Door},
};
use crate::{
    fetch::{Client, Failure, Request},
    source::discovery::{self, Found},
    text::{CleanText, SafeUrl},
};

/// The feed or story at an address of the web.
pub(super) async fn web(client: &Client, request: &Request, hints: &Hints) -> Result<Loaded, LoadError> {
    let search = Search { client, request, hints };
    if hints.kind != Kind::Page
        && hints.choice.is_none()
        && let Some(found) = search.first(discovery::known(&request.url)).await
    {
        return Ok(found);
    }
    let name = CleanText::line(request.url.as_str());
    let raw = reading::fetched(client, name, request).await?;
    // The page decides, so that it is read as one even where a feed is wanted.
    let kind = if hints.kind == Kind::Feed { Kind::Auto } else { hints.kind };
    let reading = read(raw, Hints { kind, ..hints.clone() }).await?;
    match reading.page.filter(|_| hints.kind != Kind::Page) {
        Some(page) => search.beyond(reading.loaded, page).await,
        None => Ok(reading.loaded),
    }
}

/// The search for the feed of a page.
struct Search<'a> {
    client: &'a Client,
    request: &'a Request,
    hints: &'a Hints,
}

impl Search<'_> {
    /// The feed that the page leads to, or the page.
    async fn beyond(&self, page: Loaded, door: Door) -> Result<Loaded, LoadError> {
        let wants_feed = self.hints.kind == Kind::Feed || self.hints.choice.is_some();
        let is_front = discovery::is_front(&self.request.url);
        if !wants_feed && door.has_story && !is_front {
            return Ok(page);
        }
        let failed = match self.named(&page.name, &door).await {
            Ok(Some(found)) => return Ok(found),
            Err(error @ (LoadError::Several(..) | LoadError::NoSuchFeed(..))) => return Err(error),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if failed.is_none()
            && (wants_feed || is_front)
            && let Some(found) = self.first(discovery::usual(&self.request.url)).await
        {
            return Ok(found);
        }
        match (wants_feed, failed, door.only) {
            (true, failed, _) => Err(failed.unwrap_or(LoadError::NoFeed(page.name))),
            (false, Some(failed), Some(_)) => Err(failed),
            (false, None, Some(only)) => Err(LoadError::Wordless(page.name, only)),
            (false, _, None) => Ok(page),
        }
    }

    /// The feed that the page names, or that its site is known for.
    async fn named(&self, name: &CleanText, door: &Door) -> Result<Option<Loaded>, LoadError> {
        let feeds: Vec<&Found> = door.feeds.iter().filter(|found| found.url != self.request.url).collect();
        let chosen = match (self.hints.choice, feeds.as_slice()) {
            (None, []) => {
                let elsewhere = door.address.as_ref().filter(|address| **address != self.request.url);
                return Ok(self.first(elsewhere.map(discovery::known).unwrap_or_default()).await);
            }
            (None, [only]) => only,
            (None, _) => return Err(LoadError::Several(name.clone(), feeds.into_iter().cloned().collect())),
            (Some(number), feeds) => {
                let none = || LoadError::NoSuchFeed(name.clone(), number, feeds.len());
                *number.checked_sub(1).and_then(|at| feeds.get(at)).ok_or_else(none)?
            }
        };
        self.feed(&chosen.url).await.map(Some).map_err(|why| LoadError::Beyond(name.clone(), Box::new(why)))
    }

    /// The first of these places that has a feed with an article. A host that can't be reached is not asked again.
    async fn first(&self, places: Vec<SafeUrl>) -> Option<Loaded> {
        for place in places {
            match self.feed(&place).await {
                Ok(found) if !found.feed.articles.is_empty() => return Some(found),
                Err(LoadError::Fetch(Failure { problem, .. })) if problem.is_of_the_host() => return None,
                _ => {}
            }
        }
        None
    }

    /// The feed at an address that a page or our own table chose: that may lead into a private network only from within
    /// its own origin.
    async fn feed(&self, place: &SafeUrl) -> Result<Loaded, LoadError> {
        let request = self.request.led_to(place.clone());
        let raw = reading::fetched(self.client, CleanText::line(place.as_str()), &request).await?;
        let reading = read(raw, Hints { kind: Kind::Feed, ..Hints::default() }).await?;
        Ok(Loaded { found: Some(place.clone()), ..reading.loaded })
    }
}
