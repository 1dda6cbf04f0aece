//! `newsprint export`: subscriptions as OPML, marks as JSON.

use std::io::{self, Write};

use super::{
    DONE,
    arguments::{Export, ExportedStories},
    import, library,
    marked::Marked,
};
use crate::{
    query::Scope,
    share,
    source::list::{Subscription, write_opml},
    store::{FeedRow, Reader, StoreError},
    text::CleanText,
    words::Words,
};

/// Prints the subscriptions, or the stories with the marks that were asked for.
pub(super) fn run(wanted: &Export, words: Words) -> io::Result<u8> {
    library::with(words, |store| {
        let mut out = io::stdout().lock();
        let stories = &wanted.stories;
        if stories.starred || stories.later || stories.tagged {
            let rows = marked(store.read(), stories)?;
            return Ok(share::write_json(&mut out, &rows).and_then(|()| out.flush()).map(|()| DONE));
        }
        let feeds: Vec<Subscription> = store.read().feeds()?.iter().filter_map(subscription).collect();
        if wanted.json {
            return Ok(import::print_json(&mut out, &feeds).and_then(|()| out.flush()).map(|()| DONE));
        }
        let opml = write_opml(&words.get("library.opml").into(), &feeds);
        Ok(out.write_all(opml.as_bytes()).and_then(|()| out.flush()).map(|()| DONE))
    })
}

fn marked(reader: &Reader, wanted: &ExportedStories) -> Result<Vec<Marked>, StoreError> {
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
    stories.map(|found| found.map(Marked::from)).collect()
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
        tags: feed.tags.clone(),
        hidden: false,
    })
}
