//! `newsprint export`: subscriptions as OPML, marks as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{DONE, arguments::Export, library};
use crate::{
    query::Scope,
    share,
    source::list::{Subscription, write_opml},
    store::{FeedRow, Reader, StoreError, Stored},
    text::{CleanText, SafeUrl},
    words::Words,
};

/// A story that was marked: enough to find it again in another library.
#[derive(Serialize)]
struct Row {
    /// The feed's address.
    feed: CleanText,
    /// The article's id within the feed.
    id: CleanText,
    url: Option<SafeUrl>,
    title: CleanText,
    read: bool,
    starred: bool,
    later: bool,
    tags: Vec<CleanText>,
}

impl From<Stored> for Row {
    fn from(story: Stored) -> Self {
        Self {
            feed: story.address,
            id: story.article.id.0,
            url: story.article.link,
            title: story.article.title,
            read: story.status.read,
            starred: story.status.starred,
            later: story.status.later,
            tags: story.status.tags,
        }
    }
}

/// Prints the subscriptions, or the stories with the marks that were asked for.
pub(super) fn run(wanted: &Export, words: Words) -> io::Result<u8> {
    library::with(words, |store| {
        let mut out = io::stdout().lock();
        if wanted.starred || wanted.later || wanted.tagged {
            let rows = marked(store.read(), wanted)?;
            return Ok(share::write_json(&mut out, &rows).and_then(|()| out.flush()).map(|()| DONE));
        }
        let feeds: Vec<Subscription> = store.read().feeds()?.iter().filter_map(subscription).collect();
        let opml = write_opml(&words.get("library.opml").into(), &feeds);
        Ok(out.write_all(opml.as_bytes()).and_then(|()| out.flush()).map(|()| DONE))
    })
}

fn marked(reader: &Reader, wanted: &Export) -> Result<Vec<Row>, StoreError> {
    let mut keys = Vec::new();
    for (asked, scope) in [(wanted.starred, Scope::Starred), (wanted.later, Scope::Later)] {
        if asked {
            keys.extend(reader.keys(&scope)?);
        }
    }
    if wanted.tagged {
        keys.extend(reader.tagged()?);
    }
    keys.sort_unstable();
    keys.dedup();
    let stories = keys.into_iter().rev().filter_map(|key| reader.story(key).transpose());
    stories.map(|found| found.map(Row::from)).collect()
}

fn subscription(feed: &FeedRow) -> Option<Subscription> {
    let url = feed.url()?;
    Some(Subscription {
        title: feed.title.clone(),
        written: feed.address.clone(),
        url,
        login: None,
        page: feed.site.clone(),
        folders: feed.folder.split('/').filter(|folder| !folder.is_empty()).map(CleanText::line).collect(),
        tags: Vec::new(),
        hidden: false,
    })
}
