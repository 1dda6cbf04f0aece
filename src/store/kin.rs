//! Articles that come under another id than before: a site that moves to https, or to another program, gives its stories
//! new ids. What the reader did with them must not be lost, and they must not be new again.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use serde::Deserialize;

use super::article::Packed;
use crate::{
    model::{ArticleId, FeedId, StoryKey},
    text::CleanText,
};

/// How many more of a feed's newest stories are looked at than its document lists now.
const MORE: usize = 20;

/// The stories of a feed that its document lists no longer.
pub(super) struct Kin<'a> {
    connection: &'a Connection,
    feed: FeedId,
    /// The ids of the document.
    listed: HashSet<ArticleId>,
    /// Looked up for the first article that is not known.
    vanished: Option<Vec<Former>>,
}

/// A story that is listed no longer.
struct Former {
    key: StoryKey,
    title: String,
    stamp: Option<i64>,
    link: Option<String>,
}

/// The part of an article's facts that is compared.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Facts {
    link: Option<String>,
}

impl<'a> Kin<'a> {
    /// Nothing is looked up before it is needed.
    pub(super) fn new(connection: &'a Connection, feed: FeedId, listed: HashSet<ArticleId>) -> Self {
        Self { connection, feed, listed, vanished: None }
    }

    /// The story that `article`, whose id is not known, was before.
    pub(super) fn of(&mut self, article: &Packed) -> Result<Option<StoryKey>, rusqlite::Error> {
        let mut vanished = match self.vanished.take() {
            Some(vanished) => vanished,
            None => self.look_up()?,
        };
        let found = vanished.iter().position(|former| former.is(article, self.connection));
        let key = found.map(|place| vanished.swap_remove(place).key);
        self.vanished = Some(vanished);
        Ok(key)
    }

    fn look_up(&self) -> Result<Vec<Former>, rusqlite::Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT status.id, name, title, stamp, facts FROM status JOIN article USING (id) \
             WHERE feed = ? AND status.ord > 0 ORDER BY status.ord DESC LIMIT ?",
        )?;
        let mut rows = query.query(params![self.feed.0, 2 * self.listed.len() + MORE])?;
        let mut vanished = Vec::new();
        while let Some(row) = rows.next()? {
            if self.listed.contains(&ArticleId(CleanText::line(row.get_ref(1)?.as_str()?))) {
                continue;
            }
            let facts: Facts = serde_json::from_str(row.get_ref(4)?.as_str()?).unwrap_or_default();
            vanished.push(Former { key: StoryKey(row.get(0)?), title: row.get(2)?, stamp: row.get(3)?, link: facts.link });
        }
        Ok(vanished)
    }
}

impl Former {
    /// Whether it is the same story: of the same moment under the same title or at the same address; or the same title and
    /// text, at one address where the moments differ. A title or an address alone says too little: there are columns that
    /// have the same every day.
    fn is(&self, article: &Packed, connection: &Connection) -> bool {
        let titled = !self.title.is_empty() && self.title == article.title.as_str();
        let placed = self.link.as_deref().zip(article.link.as_deref()).is_some_and(|(one, other)| bare(one) == bare(other));
        if self.stamp.is_some() && self.stamp == article.stamp {
            return titled || placed && !article.day;
        }
        // Two moments are two stories, unless both are at one address: some sites give every story the moment of the question.
        let two_moments = self.stamp.is_some() && article.stamp.is_some();
        let elsewhere = self.link.is_some() && article.link.is_some();
        titled && (placed || !two_moments && !elsewhere) && self.text_is(article, connection).unwrap_or(false)
    }

    fn text_is(&self, article: &Packed, connection: &Connection) -> Result<bool, rusqlite::Error> {
        let mut query = connection.prepare_cached("SELECT body FROM article WHERE id = ?")?;
        let piece: Vec<u8> = query.query_row([self.key.0], |row| row.get(0))?;
        Ok(article.markups.say(&piece).unwrap_or(false))
    }
}

/// An address without its scheme, which changes most often.
fn bare(link: &str) -> &str {
    link.split_once("://").map_or(link, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{Article, ArticleId, Mark, RawHtml},
        query::Scope,
        store::tests::{article, library, reading, subscribe},
        text::SafeUrl,
    };

    fn linked(id: &str, link: &str, age: i64) -> Article {
        Article { link: SafeUrl::parse(link), ..article(id, age) }
    }

    fn renamed(article: &Article, id: &'static str) -> Article {
        Article { id: ArticleId(id.into()), guid: id.into(), ..article.clone() }
    }

    /// How many stories are new to a feed that had `before`, all starred, and lists `after`; and how many are starred then.
    fn after(before: &[Article], after: &[Article]) -> (usize, usize) {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        let written = store.write(vec![reading(feed, before.to_vec())]).expect("written");
        store.mark(&written[0].new, &Mark::Starred(true)).expect("marked");
        let written = store.write(vec![reading(feed, after.to_vec())]).expect("written");
        assert_eq!(written[0].revised, 0);
        (written[0].new.len(), store.read().keys(&Scope::Starred).expect("keys").len())
    }

    #[test]
    fn marks_stay_with_stories_whose_ids_change() {
        let old = [linked("http://a.example/1", "http://a.example/1", 5), linked("http://a.example/2", "http://a.example/2", 9)];
        let new = [
            Article { link: SafeUrl::parse("https://a.example/1"), ..renamed(&old[0], "https://a.example/1") },
            Article { title: "Another headline".into(), ..renamed(&old[1], "tag:2") },
        ];
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        let written = store.write(vec![reading(feed, old.to_vec())]).expect("written");
        store.mark(&written[0].new, &Mark::Starred(true)).expect("marked");
        let written = store.write(vec![reading(feed, new.to_vec())]).expect("written");
        assert_eq!((written[0].new.len(), written[0].revised), (0, 1));
        let starred = store.read().keys(&Scope::Starred).expect("keys");
        let ids: Vec<_> =
            starred.iter().map(|key| store.read().story(*key).expect("readable").expect("there").article.id.0).collect();
        assert_eq!(ids, ["https://a.example/1".into(), "tag:2".into()]);
        assert_eq!(store.read().feeds().expect("feeds")[0].total, 2);
    }

    #[test]
    fn the_same_text_without_a_date_is_the_same_story() {
        let undated = |id| Article { published: None, ..renamed(&linked("x", "https://a.example/x", 5), id) };
        assert_eq!(after(&[undated("one")], &[undated("two")]), (0, 1));
    }

    #[test]
    fn another_story_under_the_same_headline_is_new() {
        let daily = |id, age, text| Article {
            title: "The daily picture".into(),
            body: RawHtml::new(text),
            ..linked(id, "https://a.example/", age)
        };
        assert_eq!(after(&[daily("one", 90_000, "a gull")], &[daily("two", 0, "a tern")]), (1, 1));
        let weekly = |id, age| Article { link: None, ..daily(id, age, "Open thread") };
        assert_eq!(after(&[weekly("one", 90_000)], &[weekly("two", 0)]), (1, 1));
        let both = [daily("one", 90_000, "a gull"), renamed(&daily("one", 90_000, "a gull"), "two")];
        assert_eq!(after(&both[..1], &both).0, 1, "what is listed beside it is another story");
    }
}
