//! The whole text of a story whose feed brings only its beginning, as it was fetched from its page. It lies beside the
//! article, which stays as it was published.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, pack};
use crate::{
    model::{Article, RawHtml, StoryKey},
    text::SafeUrl,
};

impl Store {
    /// Keeps the whole text of a story as an article of its page has it; it is shown from now on, and found by searches.
    pub fn keep_whole(&mut self, key: StoryKey, page: &Article) -> Result<(), StoreError> {
        let body = pack::Packer::new().pack(page.markup(), &RawHtml::default());
        let base = page.base.as_ref().or(page.link.as_ref()).map(SafeUrl::as_str);
        self.change(true, |connection| {
            connection.execute(
                "INSERT OR REPLACE INTO whole (story, body, base, shown) SELECT id, ?2, ?3, 1 FROM article WHERE id = ?1",
                params![key.0, body, base],
            )?;
            connection.execute("INSERT OR IGNORE INTO unindexed (story) SELECT id FROM article WHERE id = ?", [key.0]).map(drop)
        })
    }

    /// Shows the whole text of a story in place of its feed's, or its feed's again. Returns whether a whole text is kept.
    pub fn turn_whole(&mut self, key: StoryKey) -> Result<bool, StoreError> {
        let turned =
            self.change(true, |connection| connection.execute("UPDATE whole SET shown = NOT shown WHERE story = ?", [key.0]))?;
        Ok(turned > 0)
    }
}

/// Puts the whole text of a story in the place of its feed's, where one is kept and `wanted` says so of whether it is
/// shown. Returns whether it did.
pub(super) fn put(
    connection: &Connection,
    key: StoryKey,
    article: &mut Article,
    wanted: impl Fn(bool) -> bool,
) -> Result<bool, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT body, base, shown FROM whole WHERE story = ?")?;
    let found = query.query_row([key.0], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?)));
    let Some((body, base, _)) = found.optional()?.filter(|(_, _, shown)| wanted(*shown)) else { return Ok(false) };
    // A damaged one is none: the feed's text is there.
    let Ok((body, _)) = pack::unpack(&body) else { return Ok(false) };
    article.body = body;
    article.base = base.as_deref().and_then(SafeUrl::parse).or(article.base.take());
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{Article, RawHtml},
        query::{Query, Scope},
        store::tests::{article, library, reading, subscribe},
    };

    #[test]
    fn a_whole_text_is_shown_found_and_turned_back() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        let teaser = Article { body: RawHtml::new("teaser"), ..article("one", 1) };
        let key = store.write(vec![reading(feed, vec![teaser])]).expect("written")[0].new[0];
        assert!(!store.turn_whole(key).expect("nothing kept"));
        store.keep_whole(key, &Article { body: RawHtml::new("everything"), ..Article::default() }).expect("kept");
        let shown = |store: &crate::store::Store| {
            let found = store.read().story(key).expect("read").expect("there");
            (found.article.body.markup().to_owned(), found.whole)
        };
        assert_eq!(shown(&store), ("everything".into(), true));
        for _ in 0..2 {
            let found = store.read().keys(&Scope::Query(Query::parse("everything").expect("a question"))).expect("found");
            assert_eq!(found, [key]);
            store.index_some(10).expect("indexed");
        }
        assert!(store.turn_whole(key).expect("turned"));
        assert_eq!(shown(&store), ("teaser".into(), false));
    }
}
