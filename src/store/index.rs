//! The index of words: built apart from refreshes, and asked by searches.
//!
//! Articles are indexed many at a time: their words are gathered in memory and written once, sorted, as a segment that never
//! changes. A search looks into every segment, from the newest article on; small segments are merged into larger ones. All
//! of it lies in tables of the library, so it is as safe as the articles are, and any number of programs may work on it.

mod batch;
mod bytes;
mod merge;
mod search;
mod segment;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, collections::HashMap};

use rusqlite::{Connection, params};

use super::{Store, StoreError, Words, article, whole};
use crate::{
    model::{Article, StoryKey},
    query::{
        Field,
        words::{self, Token},
    },
};
use batch::Batch;
pub(super) use search::{Hits, Wanted};
use segment::Places;

/// How many letters a word must have to be completed while it is typed.
const SHORTEST_BEGINNING: usize = 2;
/// Into how many words a word that is being typed is completed at the most: the commonest.
pub(super) const MOST_COMPLETIONS: usize = 64;
/// How many words of articles, and how many articles, are gathered in memory before they are written. In memory an article's
/// number has 16 bits.
const MOST_WORDS: usize = 3_000_000;
const MOST_ARTICLES: usize = 50_000;
/// The marks before the words of one field. They are no letters, so no text has them in a word.
const IN_TITLE: char = '\u{e000}';
const IN_AUTHOR: char = '\u{e001}';
const IN_TAG: char = '\u{e002}';

/// Where a word is looked for in the index.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In a field.
    Field(Field),
    /// In the publisher's tags.
    Tag,
}

impl Place {
    fn mark(self) -> Option<char> {
        match self {
            Self::Field(Field::Anywhere) => None,
            Self::Field(Field::Title) => Some(IN_TITLE),
            Self::Field(Field::Author) => Some(IN_AUTHOR),
            Self::Tag => Some(IN_TAG),
        }
    }

    /// The word as the index has it.
    pub(super) fn marked(self, token: &str) -> String {
        self.mark().into_iter().chain(token.chars()).collect()
    }
}

impl Store {
    /// Indexes up to `limit` articles, the newest first. Returns how many are left.
    ///
    /// A search finds what is not indexed yet by reading it, so this is for speed alone.
    pub fn index_some(&mut self, limit: usize) -> Result<usize, StoreError> {
        let of = self.reader.words;
        self.change(false, |connection| {
            let mut stories = connection
                .prepare_cached(
                    "SELECT article.ord, story FROM unindexed JOIN article ON id = story ORDER BY story DESC LIMIT ?",
                )?
                .query_map([limit], |row| Ok((row.get::<_, i64>(0)?, StoryKey(row.get(1)?))))?
                .collect::<Result<Vec<_>, _>>()?;
            // Within a segment the newest comes first.
            stories.sort_unstable_by_key(|story| Reverse(*story));
            let mut indexer = Indexer { connection, of, batch: Batch::new() };
            for (place, key) in stories {
                indexer.add(place, key)?;
            }
            indexer.batch.write(connection)?;
            merge::all(connection)?;
            connection.query_row("SELECT count(*) FROM unindexed", [], |row| row.get(0))
        })
    }
}

/// Articles that are being indexed.
struct Indexer<'a> {
    connection: &'a Connection,
    of: Words,
    batch: Batch,
}

impl Indexer<'_> {
    fn add(&mut self, place: i64, key: StoryKey) -> Result<(), rusqlite::Error> {
        let read = "SELECT title, facts, body FROM article WHERE id = ?";
        let found = self.connection.prepare_cached(read)?.query_row([key.0], |row| Ok(article::unpacked(row, 0)))?;
        self.connection.prepare_cached("DELETE FROM unindexed WHERE story = ?")?.execute([key.0])?;
        // A damaged article must not stop the others.
        let Ok(mut article) = found else { return Ok(()) };
        whole::put(self.connection, key, &mut article, |_| true)?;
        if self.batch.articles() == MOST_ARTICLES || self.batch.words() >= MOST_WORDS {
            std::mem::replace(&mut self.batch, Batch::new()).write(self.connection)?;
        }
        self.batch.begin(place);
        let length = gather(&mut self.batch, &article, self.of);
        let mut known = self.connection.prepare_cached("UPDATE length SET words = ?2 WHERE story = ?1")?;
        if known.execute(params![key.0, length])? > 0 {
            return forget(self.connection, place);
        }
        self.connection.prepare_cached("INSERT INTO length (story, words) VALUES (?, ?)")?.execute(params![key.0, length])?;
        Ok(())
    }
}

/// Takes an article out of the segments that have it.
pub(super) fn forget(connection: &Connection, place: i64) -> Result<(), rusqlite::Error> {
    for segment in segment::all(connection)? {
        if !Places::new(connection, segment).has(place)? {
            continue;
        }
        let sql = "INSERT OR IGNORE INTO stale (segment, place) VALUES (?, ?)";
        let new = connection.prepare_cached(sql)?.execute(params![segment.id, place])?;
        let sql = "UPDATE segment SET stale = stale + ? WHERE id = ?";
        connection.prepare_cached(sql)?.execute(params![new, segment.id])?;
    }
    Ok(())
}

/// Gathers the words of an article. Returns how many its text has.
fn gather(batch: &mut Batch, article: &Article, of: Words) -> u64 {
    let mut length = 0;
    take(batch, &article.title, Place::Field(Field::Title));
    for author in &article.authors {
        take(batch, &author.name, Place::Field(Field::Author));
    }
    for tag in &article.tags {
        take(batch, tag, Place::Tag);
    }
    words::tokens(&of(article.markup()), |token| {
        length += u64::from(!matches!(token, Token::Pair(_)));
        batch.add(token.text().as_bytes());
    });
    length
}

/// Gathers the words of a field: marked as such, and where they are found anywhere, unmarked.
fn take(batch: &mut Batch, text: &str, place: Place) {
    words::tokens(text, |token| {
        batch.add(place.marked(token.text()).as_bytes());
        if !matches!(place, Place::Tag) {
            batch.add(token.text().as_bytes());
        }
    });
}

/// Whether a word may be the end of one that is being typed: numbers and single letters are left to be typed whole.
fn is_completed(word: &str) -> bool {
    word.chars().count() > SHORTEST_BEGINNING && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// The commonest words that begin so, and the beginning itself.
pub(super) fn completions(connection: &Connection, beginning: &str) -> Result<Vec<String>, rusqlite::Error> {
    let mut words = vec![beginning.to_owned()];
    if beginning.chars().count() < SHORTEST_BEGINNING {
        return Ok(words);
    }
    let mut counts: HashMap<String, u64> = HashMap::new();
    for segment in segment::all(connection)? {
        segment::beginning(connection, segment.id, beginning.as_bytes(), |word, entry| {
            let Ok(word) = str::from_utf8(word) else { return };
            if let Some(count) = counts.get_mut(word) {
                *count += entry.count;
            } else if word != beginning && is_completed(word) {
                counts.insert(word.to_owned(), entry.count);
            }
        })?;
    }
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    words.extend(all.into_iter().take(MOST_COMPLETIONS).map(|(word, _)| word));
    Ok(words)
}
