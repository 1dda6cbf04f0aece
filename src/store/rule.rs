//! The reader's rules: which stories are muted, and which are highlighted.
//!
//! A muted story has no place in any list, as one of a feed that was removed: so it is counted, found and gone to nowhere, and
//! a list costs no more than without rules. The rules lie in the library itself, so that whoever writes to it, a refresh
//! without a screen too, goes by the same ones. What comes is judged in the transaction that stores it; what was there when
//! the rules changed is judged bit by bit, the newest first.

use std::ops::Range;

use jiff::ZonedDateTime;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, Words, find, story};
use crate::{model::StoryKey, query::Query};

/// What a rule does with the stories that answer its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// They are not shown.
    Mute,
    /// They are marked.
    Highlight,
}

impl RuleKind {
    fn name(self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Highlight => "highlight",
        }
    }
}

/// Rules: what each does, and the question that it asks.
pub type Rules = Vec<(RuleKind, Query)>;

/// How far the stories of a library are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether the lists show something else than before.
    pub changed: bool,
    /// Whether there are stories left.
    pub left: bool,
}

impl Store {
    /// Takes rules in place of those that hold. Returns whether there are stories that [`Store::judge_some`] has to judge:
    /// where the rules are others, and where time or the reader may have changed the answer.
    pub fn set_rules(&mut self, rules: &Rules) -> Result<bool, StoreError> {
        let wanted: Vec<(String, String)> =
            rules.iter().map(|(kind, query)| (kind.name().to_owned(), query.text().to_string())).collect();
        let (known, left) = self.reader.ask(|connection| Ok((texts(connection)?, unjudged(connection)? > 0)))?;
        let settled = known == wanted && !rules.iter().any(|(_, query)| query.drifts());
        if settled || self.locked.is_some() {
            return Ok(left && self.locked.is_none());
        }
        self.change(false, |connection| {
            connection.execute("DELETE FROM rule", [])?;
            let mut insert = connection.prepare("INSERT INTO rule (kind, text) VALUES (?, ?)")?;
            wanted.iter().try_for_each(|(kind, text)| insert.execute([kind, text]).map(drop))?;
            judge_all_again(connection)
        })?;
        Ok(true)
    }

    /// Judges up to `limit` stories by the rules, the newest first.
    pub fn judge_some(&mut self, limit: usize) -> Result<Judged, StoreError> {
        if self.reader.ask(unjudged)? == 0 {
            return Ok(Judged { changed: false, left: false });
        }
        let words = self.reader.words;
        self.change(false, |connection| {
            let end = unjudged(connection)?;
            let rules = rules(connection)?;
            // Without a rule nothing is to be read.
            let limit = if rules.is_empty() { usize::MAX >> 1 } else { limit };
            let nth = "SELECT ord FROM status WHERE ord > 0 AND ord < ? ORDER BY ord DESC LIMIT 1 OFFSET ?";
            let start = connection.prepare_cached(nth)?.query_row(params![end, limit], |row| row.get(0)).optional()?;
            let start: i64 = start.unwrap_or_default();
            let changed = judge(connection, words, &rules, start..end)?;
            connection.execute("UPDATE counter SET unjudged = ?", [start])?;
            Ok(Judged { changed, left: start > 0 })
        })
    }
}

/// Notes that every story has to be judged.
pub(super) fn judge_all_again(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.execute("UPDATE counter SET unjudged = ?", [i64::MAX]).map(drop)
}

/// Judges these stories, which came or were changed in this transaction.
pub(super) fn judge_each(connection: &Connection, words: Words, keys: &[StoryKey]) -> Result<(), rusqlite::Error> {
    let rules = rules(connection)?;
    if rules.is_empty() {
        return Ok(());
    }
    let now = ZonedDateTime::now();
    let reads_body = rules.iter().any(|(_, query)| query.reads_body());
    for key in keys {
        let mut unmute = connection.prepare_cached(&unmuting("story = ?"))?;
        unmute.execute([key.0])?;
        connection.prepare_cached("DELETE FROM ruled WHERE story = ?")?.execute([key.0])?;
        let Some(found) = story::load(connection, *key)? else { continue };
        let text = if reads_body { words(found.article.markup()) } else { crate::text::CleanText::new() };
        let candidate = find::candidate(&found, &text);
        let held = rules.iter().filter(|(_, query)| query.matches(&candidate, &now));
        put(connection, held.map(|(kind, _)| (kind.as_str(), *key)))?;
        let mut mute = connection.prepare_cached(&muting("story = ?"))?;
        mute.execute([key.0])?;
    }
    Ok(())
}

/// Judges the stories of a range of places. Returns whether any is shown otherwise than before.
fn judge(connection: &Connection, words: Words, rules: &[(String, Query)], range: Range<i64>) -> Result<bool, rusqlite::Error> {
    let inside = "ruled.ord >= ?1 AND ruled.ord < ?2";
    let ends = params![range.start, range.end];
    let before = ruled(connection, &range)?;
    connection.prepare_cached(&unmuting(inside))?.execute(ends)?;
    connection.prepare_cached(&format!("DELETE FROM ruled WHERE {inside}"))?.execute(ends)?;
    for (kind, query) in rules {
        put(connection, find::within(connection, words, query, range.clone())?.into_iter().map(|key| (kind.as_str(), key)))?;
    }
    connection.prepare_cached(&muting(inside))?.execute(ends)?;
    Ok(before != ruled(connection, &range)?)
}

fn put<'a>(connection: &Connection, found: impl Iterator<Item = (&'a str, StoryKey)>) -> Result<(), rusqlite::Error> {
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO ruled (kind, story, ord) SELECT ?1, id, ord FROM article WHERE id = ?2")?;
    found.into_iter().try_for_each(|(kind, key)| insert.execute(params![kind, key.0]).map(drop))
}

/// What takes the muted ones of some stories out of the lists.
fn muting(which: &str) -> String {
    format!(
        "UPDATE status SET ord = NULL WHERE ord IS NOT NULL AND id IN (SELECT story FROM ruled WHERE kind = 'mute' AND {which})"
    )
}

/// What gives the muted ones of some stories their places back, where their feeds are not removed.
fn unmuting(which: &str) -> String {
    format!(
        "UPDATE status SET ord = (SELECT article.ord FROM article WHERE article.id = status.id) WHERE ord IS NULL \
         AND id IN (SELECT story FROM ruled WHERE kind = 'mute' AND {which}) \
         AND feed IN (SELECT id FROM feed WHERE removed IS NULL)"
    )
}

fn texts(connection: &Connection) -> Result<Vec<(String, String)>, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT kind, text FROM rule ORDER BY rowid")?;
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The rules that hold. One that another newsprint wrote may be none here: it is passed over.
fn rules(connection: &Connection) -> Result<Vec<(String, Query)>, rusqlite::Error> {
    let parsed = |(kind, text): (String, String)| Query::parse(&text).ok().map(|query| (kind, query));
    Ok(texts(connection)?.into_iter().filter_map(parsed).collect())
}

/// Below which place stories are to be judged; 0: nowhere.
fn unjudged(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.prepare_cached("SELECT unjudged FROM counter")?.query_row([], |row| row.get(0))
}

fn ruled(connection: &Connection, range: &Range<i64>) -> Result<Vec<(String, u64)>, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT kind, story FROM ruled WHERE ord >= ? AND ord < ? ORDER BY story, kind")?;
    query.query_map(params![range.start, range.end], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[cfg(test)]
mod tests {
    use super::{Judged, RuleKind, Rules};
    use crate::{
        model::{Around, Article, Order, RawHtml},
        query::{Query, Scope},
        store::{
            Store,
            tests::{article, library, reading, subscribe},
        },
        text::CleanText,
    };

    fn rule(kind: RuleKind, text: &str) -> (RuleKind, Query) {
        (kind, Query::parse(text).expect("a question"))
    }

    fn take(store: &mut Store, rules: &Rules) {
        if store.set_rules(rules).expect("set") {
            while store.judge_some(2).expect("judged").left {}
        }
    }

    fn story(name: &str, age: i64) -> Article {
        Article { title: CleanText::line(name), body: RawHtml::new("boat"), ..article(name, age) }
    }

    fn titles(store: &Store, scope: &Scope) -> Vec<String> {
        let page = store.read().headlines(scope, Order::Newest, Around::Place(0)).expect("a page");
        assert_eq!((page.total, page.unread), (page.rows.len(), page.rows.len()));
        page.rows.iter().map(|row| format!("{}{}", if row.highlighted { "*" } else { "" }, row.title)).collect()
    }

    #[test]
    fn what_is_muted_is_in_no_list_and_no_count_whenever_it_came() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        store.write(vec![reading(feed, vec![story("ferry", 1), story("gulls", 2), story("terns", 3)])]).expect("written");
        store.index_some(100).expect("indexed");
        let boats = Scope::Query(Query::parse("boat").expect("a question"));
        take(&mut store, &vec![rule(RuleKind::Mute, "ferry OR /^ter/"), rule(RuleKind::Highlight, "title:gulls")]);
        for scope in [Scope::All, Scope::Unread, Scope::Feed(feed), boats.clone()] {
            assert_eq!(titles(&store, &scope), ["*gulls"], "{scope:?}");
        }
        store.write(vec![reading(feed, vec![story("ferry again", 0), story("gulls again", 0)])]).expect("written");
        assert_eq!(titles(&store, &Scope::All).len(), 2, "what comes is judged before anybody sees it");
        assert_eq!(store.read().feed(feed).expect("read").map(|row| (row.total, row.unread)), Some((2, 2)));
        take(&mut store, &Vec::new());
        assert_eq!(titles(&store, &boats).len(), 5, "nothing is lost");
        assert!(titles(&store, &Scope::All).iter().all(|title| !title.starts_with('*')));
    }

    #[test]
    fn a_removed_feed_that_comes_back_brings_nothing_back_that_is_muted() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        store.write(vec![reading(feed, vec![story("ferry", 1), story("gulls", 2)])]).expect("written");
        let rules = vec![rule(RuleKind::Mute, "ferry")];
        take(&mut store, &rules);
        store.remove(feed).expect("removed");
        take(&mut store, &Vec::new());
        take(&mut store, &rules);
        store.restore(feed).expect("restored");
        while store.judge_some(100).expect("judged").left {}
        assert_eq!(titles(&store, &Scope::All), ["gulls"]);
    }

    #[test]
    fn rules_that_hold_already_cost_nothing_and_a_changed_text_is_judged_anew() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        store.write(vec![reading(feed, vec![story("gulls", 2)])]).expect("written");
        let rules = vec![rule(RuleKind::Mute, "ferry")];
        take(&mut store, &rules);
        assert!(!store.set_rules(&rules).expect("set"));
        assert_eq!(store.judge_some(1).expect("judged"), Judged { changed: false, left: false });
        let changed = Article { body: RawHtml::new("a ferry"), ..story("gulls", 2) };
        store.write(vec![reading(feed, vec![changed])]).expect("written");
        assert!(titles(&store, &Scope::All).is_empty());
        assert!(store.set_rules(&vec![rule(RuleKind::Mute, "age:>3000d")]).expect("set"), "time goes on");
        assert!(store.set_rules(&vec![rule(RuleKind::Mute, "age:>3000d")]).expect("set"));
    }
}
