//! What an empty list says: why it is empty, and what to press.

use super::{App, Focus, action::Action, feeds::Health};
use crate::{query::Scope, text::CleanText, words::Phrase};

/// The sentence in place of headlines.
#[must_use]
pub fn words(app: &App) -> CleanText {
    app.words().say(&phrase(app))
}

fn phrase(app: &App) -> Phrase {
    if !app.loading().0.is_empty() {
        return Phrase::new("list.loading");
    }
    if app.refreshing().is_some() {
        return Phrase::new("empty.refreshing");
    }
    if app.list().is_coming() {
        return match app.list().scope() {
            // What comes at once needs no words.
            _ if !app.list().is_late() => Phrase::default(),
            Scope::Query(query) if query.is_typed() => Phrase::new("empty.looking-for"),
            _ => Phrase::new("empty.looking"),
        };
    }
    let asks = || key(app, Action::RefreshHere);
    match app.list().scope() {
        Scope::Query(query) if query.is_typed() => Phrase::new("empty.found"),
        Scope::Query(_) => Phrase::new("empty.smart"),
        Scope::Unread => Phrase::new("empty.unread").with("key", key(app, Action::RefreshAll)),
        Scope::Starred => Phrase::new("empty.starred").with("key", key(app, Action::ToggleStar)),
        Scope::Later => Phrase::new("empty.later").with("key", key(app, Action::ToggleLater)),
        Scope::Feed(_) | Scope::All | Scope::Folder(_) if !app.is_at_home() && app.reads_again() => {
            Phrase::new("empty.sources").with("key", asks())
        }
        Scope::Feed(_) | Scope::All | Scope::Folder(_) if !app.is_at_home() => Phrase::new("empty.nothing"),
        Scope::Feed(id) => match app.feeds().feed(*id).map(|feed| &feed.health) {
            Some(Health::Failing(why)) => Phrase::new("empty.failing").with("why", why.clone()).with("key", asks()),
            Some(Health::Paused) => Phrase::new("empty.paused").with("key", key(app, Action::PauseFeed)),
            Some(Health::Gone) => Phrase::new("empty.gone"),
            _ => Phrase::new("empty.news").with("key", asks()),
        },
        Scope::All | Scope::Folder(_) => no_news(app),
    }
}

/// Among several feeds: there are none, none could be read, or none has brought anything.
fn no_news(app: &App) -> Phrase {
    let feeds = &app.feeds().contents().feeds;
    if feeds.is_empty() {
        return Phrase::new("empty.none").with("key", key(app, Action::Welcome));
    }
    let why = |health: &Health| match health {
        Health::Failing(why) => Some(why.clone()),
        _ => None,
    };
    let failures: Vec<Phrase> = feeds.iter().filter_map(|feed| why(&feed.health)).collect();
    match failures.first() {
        Some(first) if failures.len() == feeds.len() => Phrase::new("empty.unreachable")
            .with("why", first.clone())
            .with("key", key(app, Action::RefreshAll))
            .with("feeds", key(app, Action::FeedsPane)),
        _ => Phrase::new("empty.news").with("key", key(app, Action::RefreshAll)),
    }
}

fn key(app: &App, action: Action) -> String {
    let keys = app.keys();
    let first = keys.of(action, Focus::List).into_iter().next();
    first.or_else(|| keys.anywhere(action).into_iter().next()).unwrap_or_default()
}
