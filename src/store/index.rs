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

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow, thread};

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, Words, article, whole};
use crate::{
    model::{Article, StoryKey},
    query::{
        Field, SHORTEST_BEGINNING,
        words::{self, Token},
    },
};
use batch::Batch;
pub(super) use search::{Hits, Wanted};
use segment::Places;

/// Into how many words a word that is being typed is completed at the most: the commonest.
pub(super) const MOST_COMPLETIONS: usize = 64;
/// How many words of the index are looked at for that, those of the largest segments first.
const MOST_SEEN: usize = 20_000;
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
    /// A search finds what is not indexed yet by reading it, so this is for speed alone. The articles are read while others
    /// may write; only what was gathered of them is written in one transaction.
    pub fn index_some(&mut self, limit: usize) -> Result<usize, StoreError> {
        self.unlocked()?;
        let of = self.reader.words;
        let gathered = self.reader.ask(|connection| gather_some(connection, of, limit))?;
        if gathered.articles.is_empty() {
            return Ok(0);
        }
        self.change(false, |connection| {
            gathered.write(connection)?;
            connection.query_row("SELECT count(*) FROM unindexed", [], |row| row.get(0))
        })
    }

    /// Does a small part of the merging of what was indexed, so that searches stay fast. Returns whether there was any.
    pub fn merge_some(&mut self) -> Result<bool, StoreError> {
        // Asked before anything is locked: mostly there is nothing to merge.
        if self.locked.is_some() || !self.reader.ask(merge::is_due)? {
            return Ok(false);
        }
        self.change(false, merge::step)
    }
}

/// Articles that were read to be indexed.
struct Gathered {
    batch: Batch,
    articles: Vec<Read>,
}

/// An article as it was when it was read.
struct Read {
    key: StoryKey,
    place: i64,
    state: Option<State>,
    /// How many words its text has; `None` where it is damaged.
    length: Option<u64>,
}

/// What tells whether an article says something else than before: its sum, and how long the text of its page is.
type State = (i64, Option<i64>);

fn state(connection: &Connection, key: StoryKey) -> Result<Option<State>, rusqlite::Error> {
    let sql = "SELECT hash, (SELECT length(body) FROM whole WHERE story = id) FROM article WHERE id = ?";
    connection.prepare_cached(sql)?.query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Reads the newest articles that are not indexed yet.
fn gather_some(connection: &Connection, of: Words, limit: usize) -> Result<Gathered, rusqlite::Error> {
    let _moment = connection.unchecked_transaction()?;
    let mut stories = connection
        .prepare_cached("SELECT article.ord, story FROM unindexed JOIN article ON id = story ORDER BY story DESC LIMIT ?")?
        .query_map([limit.min(MOST_ARTICLES)], |row| Ok((row.get::<_, i64>(0)?, StoryKey(row.get(1)?))))?
        .collect::<Result<Vec<_>, _>>()?;
    // Within a segment the newest comes first.
    stories.sort_unstable_by_key(|story| Reverse(*story));
    let mut gathered = Gathered { batch: Batch::new(), articles: Vec::with_capacity(stories.len()) };
    for (place, key) in stories {
        if gathered.batch.words() >= MOST_WORDS {
            break;
        }
        // Here and below: a key may wait for the core.
        thread::yield_now();
        gathered.read(connection, of, (place, key))?;
    }
    Ok(gathered)
}

impl Gathered {
    fn read(&mut self, connection: &Connection, of: Words, (place, key): (i64, StoryKey)) -> Result<(), rusqlite::Error> {
        let read = "SELECT title, facts, body FROM article WHERE id = ?";
        let found = connection.prepare_cached(read)?.query_row([key.0], |row| Ok(article::unpacked(row, 0)))?;
        // A damaged article must not stop the others.
        let length = match found {
            Ok(mut article) => {
                whole::put(connection, key, &mut article, |_| true)?;
                self.batch.begin(place);
                Some(gather(&mut self.batch, &article, of))
            }
            Err(_) => None,
        };
        self.articles.push(Read { key, place, state: state(connection, key)?, length });
        Ok(())
    }

    /// Writes what was gathered. What was changed or indexed by another program meanwhile is stale at once.
    fn write(self, connection: &Connection) -> Result<(), rusqlite::Error> {
        let mut outdated = Vec::new();
        for read in &self.articles {
            let waits = connection.prepare_cached("SELECT 1 FROM unindexed WHERE story = ?")?.exists([read.key.0])?;
            if !waits || state(connection, read.key)? != read.state {
                outdated.push(read.place);
                continue;
            }
            connection.prepare_cached("DELETE FROM unindexed WHERE story = ?")?.execute([read.key.0])?;
            let Some(length) = read.length else { continue };
            let mut known = connection.prepare_cached("UPDATE length SET words = ?2 WHERE story = ?1")?;
            if known.execute(params![read.key.0, length])? > 0 {
                forget(connection, read.place)?;
                continue;
            }
            let sql = "INSERT INTO length (story, words) VALUES (?, ?)";
            connection.prepare_cached(sql)?.execute(params![read.key.0, length])?;
        }
        let Some(segment) = self.batch.write(connection)? else { return Ok(()) };
        outdated.into_iter().try_for_each(|place| outdate(connection, segment, place))
    }
}

/// Takes an article out of the segments that have it.
pub(super) fn forget(connection: &Connection, place: i64) -> Result<(), rusqlite::Error> {
    // One that is being written by a merge has its places already.
    for segment in segment::chosen(connection, "state < 2")? {
        if Places::new(connection, segment).has(place)? {
            outdate(connection, segment.id, place)?;
        }
    }
    Ok(())
}

/// Notes that the article at a place is another one than that of a segment.
fn outdate(connection: &Connection, segment: i64, place: i64) -> Result<(), rusqlite::Error> {
    let sql = "INSERT OR IGNORE INTO stale (segment, place) VALUES (?, ?)";
    let new = connection.prepare_cached(sql)?.execute(params![segment, place])?;
    let sql = "UPDATE segment SET stale = stale + ? WHERE id = ?";
    connection.prepare_cached(sql)?.execute(params![new, segment]).map(drop)
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
    let mut counts: HashMap<String, u64> = HashMap::new();
    let mut segments = segment::all(connection)?;
    segments.sort_unstable_by_key(|segment| Reverse(segment.articles));
    let mut seen = 0;
    for segment in segments {
        segment::beginning(connection, segment.id, beginning.as_bytes(), |word, entry| {
            seen += 1;
            if let Ok(word) = str::from_utf8(word) {
                if let Some(count) = counts.get_mut(word) {
                    *count += entry.count;
                } else if word != beginning && is_completed(word) {
                    counts.insert(word.to_owned(), entry.count);
                }
            }
            if seen < MOST_SEEN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    let commonest = |one: &(String, u64), other: &(String, u64)| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0));
    if all.len() > MOST_COMPLETIONS {
        // There may be thousands, of which it does not matter which comes first.
        all.select_nth_unstable_by(MOST_COMPLETIONS, commonest);
        all.truncate(MOST_COMPLETIONS);
    }
    all.sort_unstable_by(commonest);
    words.extend(all.into_iter().map(|(word, _)| word));
    Ok(words)
}
