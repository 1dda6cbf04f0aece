//! The index of words: built apart from refreshes, and asked by searches.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};

use super::{Store, StoreError, Words, article, whole};
use crate::{
    model::{Article, StoryKey},
    query::{
        Field,
        words::{self, Token},
    },
};

/// How many letters a word must have to be completed while it is typed.
const SHORTEST_BEGINNING: usize = 2;
/// Into how many words a word that is being typed is completed at the most: the commonest.
pub(super) const MOST_COMPLETIONS: usize = 64;
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
            let mut batch = Batch::new(connection, of);
            let mut keys = connection
                .prepare_cached(
                    "SELECT article.ord, story FROM unindexed JOIN article ON id = story ORDER BY story DESC LIMIT ?",
                )?
                .query_map([limit], |row| Ok((row.get::<_, i64>(0)?, StoryKey(row.get(1)?))))?
                .collect::<Result<Vec<_>, _>>()?;
            // Upwards by their place: at each step down the index writes out all that it has gathered, and merges it.
            keys.sort_unstable();
            for (_, key) in keys {
                batch.add(key)?;
            }
            batch.finish()?;
            connection.query_row("SELECT count(*) FROM unindexed", [], |row| row.get(0))
        })
    }
}

/// Articles that are indexed together.
struct Batch<'a> {
    connection: &'a Connection,
    of: Words,
    /// In how many of them each word is; in the order of the table that they go to.
    articles: BTreeMap<String, usize>,
}

impl<'a> Batch<'a> {
    fn new(connection: &'a Connection, of: Words) -> Self {
        Self { connection, of, articles: BTreeMap::new() }
    }

    fn add(&mut self, key: StoryKey) -> Result<(), rusqlite::Error> {
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| self.connection.prepare_cached(sql)?.execute(values).map(drop);
        let read = "SELECT title, facts, body, ord FROM article WHERE id = ?";
        let found = self
            .connection
            .prepare_cached(read)?
            .query_row([key.0], |row| Ok((article::unpacked(row, 0), row.get::<_, i64>(3)?)));
        run("DELETE FROM unindexed WHERE story = ?", params![key.0])?;
        // A damaged article must not stop the others.
        if let Ok((Ok(mut article), ord)) = found {
            whole::put(self.connection, key, &mut article, |_| true)?;
            let tokens = tokens(&article, self.of);
            run("INSERT OR REPLACE INTO words (rowid, text) VALUES (?, ?)", params![ord, tokens.joined])?;
            run("INSERT OR REPLACE INTO length (story, words) VALUES (?, ?)", params![key.0, tokens.length])?;
            for word in tokens.completions {
                *self.articles.entry(word).or_default() += 1;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), rusqlite::Error> {
        let mut query = self.connection.prepare_cached(
            "INSERT INTO word (word, articles) VALUES (?1, ?2) ON CONFLICT (word) DO UPDATE SET articles = articles + ?2",
        )?;
        self.articles.iter().try_for_each(|(word, articles)| query.execute(params![word, articles]).map(drop))
    }
}

/// What goes into the index of an article.
struct Tokens {
    /// Each token once, parted by spaces.
    joined: String,
    /// The words that a search may complete.
    completions: Vec<String>,
    /// How many words the text has.
    length: u64,
}

fn tokens(article: &Article, of: Words) -> Tokens {
    let mut out = Collector::default();
    out.take(&article.title, Place::Field(Field::Title));
    for author in &article.authors {
        out.take(&author.name, Place::Field(Field::Author));
    }
    for tag in &article.tags {
        out.take(tag, Place::Tag);
    }
    out.take(&of(article.markup()), Place::Field(Field::Anywhere));
    Tokens { joined: out.joined, completions: out.completions, length: out.length }
}

#[derive(Default)]
struct Collector {
    seen: HashSet<String>,
    joined: String,
    completions: Vec<String>,
    length: u64,
}

impl Collector {
    fn take(&mut self, text: &str, place: Place) {
        words::tokens(text, |token| {
            let counts = place.mark().is_none() && !matches!(token, Token::Pair(_));
            self.length += u64::from(counts);
            if place.mark().is_some() {
                self.add(&place.marked(token.text()));
            }
            if !matches!(place, Place::Tag) && self.add(token.text()) && is_completed(token) {
                self.completions.push(token.text().to_owned());
            }
        });
    }

    /// Adds a token. Returns whether it is new.
    fn add(&mut self, token: &str) -> bool {
        if self.seen.contains(token) {
            return false;
        }
        self.seen.insert(token.to_owned());
        self.joined.push_str(token);
        self.joined.push(' ');
        true
    }
}

/// Whether a word may be the end of one that is being typed: numbers and single letters are left to be typed whole.
fn is_completed(token: Token<'_>) -> bool {
    matches!(token, Token::Word(word) if word.chars().count() > SHORTEST_BEGINNING && !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The commonest words that begin so, and the beginning itself.
pub(super) fn completions(connection: &Connection, beginning: &str) -> Result<Vec<String>, rusqlite::Error> {
    let mut words = vec![beginning.to_owned()];
    if beginning.chars().count() >= SHORTEST_BEGINNING {
        let mut query = connection.prepare_cached(
            "SELECT word FROM word WHERE word > ?1 AND word < ?1 || char(0x10ffff) ORDER BY articles DESC LIMIT ?2",
        )?;
        let found = query.query_map(params![beginning, MOST_COMPLETIONS], |row| row.get(0))?;
        words.extend(found.collect::<Result<Vec<String>, _>>()?);
    }
    Ok(words)
}
