//! Articles as rows, and back, without a loss.

use std::io;

use jiff::{Timestamp, tz::Offset};
use rusqlite::{Row, types::Type};

use super::pack::{self, Packer};
use crate::{
    model::{Article, RawHtml, Stamp},
    text::CleanText,
};

/// The text of an article and its short form.
#[derive(Clone, Debug)]
pub(super) enum Markups {
    /// As they came.
    Plain(RawHtml, RawHtml),
    /// As the library has them.
    Packed(Vec<u8>),
}

impl Markups {
    pub(super) fn pack(self, packer: &mut Packer) -> Vec<u8> {
        match self {
            Self::Plain(body, summary) => packer.pack(&body, &summary),
            Self::Packed(piece) => piece,
        }
    }

    /// Whether they are the same as those of this piece, and say anything.
    pub(super) fn say(&self, piece: &[u8]) -> io::Result<bool> {
        let stored = pack::unpack(piece)?;
        let own = match self {
            Self::Plain(body, summary) => (body.clone(), summary.clone()),
            Self::Packed(piece) => pack::unpack(piece)?,
        };
        Ok(own == stored && !(own.0.is_blank() && own.1.is_blank()))
    }
}

/// An article as its row has it.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    /// The headline.
    pub(super) title: CleanText,
    /// The first author's name.
    pub(super) author: CleanText,
    /// Its own language or its feed's, in lower case.
    pub(super) language: String,
    /// Its web page.
    pub(super) link: Option<String>,
    /// When it was published, in milliseconds.
    pub(super) stamp: Option<i64>,
    /// The publisher's distance from UTC, in seconds.
    pub(super) clock: Option<i32>,
    /// Whether only the day is known.
    pub(super) day: bool,
    /// How many files belong to it.
    pub(super) files: usize,
    /// Everything but the headline and the markups, as JSON.
    pub(super) facts: String,
    /// The markups: the text and the short form.
    pub(super) markups: Markups,
    /// The sum of it all: it changes when anything does.
    pub(super) hash: i64,
}

impl Packed {
    /// The row of an article in a feed of this language.
    pub(super) fn of(mut article: Article, feeds_language: &str) -> Self {
        let stamp = article.stamp();
        let language = if article.language.is_empty() { feeds_language } else { &article.language }.to_lowercase();
        let title = std::mem::take(&mut article.title);
        let (body, summary) = (std::mem::take(&mut article.body), std::mem::take(&mut article.summary));
        let facts = serde_json::to_string(&article).unwrap_or_default();
        Self {
            author: article.authors.first().map(|author| author.name.clone()).unwrap_or_default(),
            link: article.link.as_ref().map(|link| link.as_str().to_owned()),
            stamp: stamp.map(|stamp| stamp.instant.as_millisecond()),
            clock: stamp.and_then(|stamp| stamp.offset).map(Offset::seconds),
            day: stamp.is_some_and(|stamp| stamp.date_only),
            files: article.attachments.len() + article.unresolved.attachments.len(),
            hash: hash(&[&title, &language, &facts, body.markup(), summary.markup()]),
            title,
            language,
            facts,
            markups: Markups::Plain(body, summary),
        }
    }
}

/// An article from a row with its headline, its facts and its packed body in three columns from `first` on.
pub(super) fn unpacked(row: &Row<'_>, first: usize) -> Result<Article, rusqlite::Error> {
    let damaged = |column: usize, kind| {
        move |error: Box<dyn std::error::Error + Send + Sync>| rusqlite::Error::FromSqlConversionFailure(column, kind, error)
    };
    let facts = row.get_ref(first + 1)?.as_str()?;
    let article: Article = serde_json::from_str(facts).map_err(|error| damaged(first + 1, Type::Text)(error.into()))?;
    let piece = row.get_ref(first + 2)?.as_blob()?;
    let (body, summary) = pack::unpack(piece).map_err(|error| damaged(first + 2, Type::Blob)(error.into()))?;
    Ok(Article { title: super::feed::line(row, first)?, body, summary, ..article })
}

/// The stamp from a row with milliseconds, clock and whether only the day is known in three columns from `first` on.
pub(super) fn stamp(row: &Row<'_>, first: usize) -> Result<Option<Stamp>, rusqlite::Error> {
    let instant = row.get::<_, Option<i64>>(first)?.and_then(|at| Timestamp::from_millisecond(at).ok());
    let offset = row.get::<_, Option<i32>>(first + 1)?.and_then(|seconds| Offset::from_seconds(seconds).ok());
    let date_only = row.get(first + 2)?;
    Ok(instant.map(|instant| Stamp { instant, offset, date_only }))
}

/// A sum of texts that is the same on every machine and in every version, eight bytes at a time.
fn hash(texts: &[&str]) -> i64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sum = 0_u64;
    let mut add = |word: u64| sum = (sum.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    for text in texts {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            add(u64::from_le_bytes(*word));
        }
        let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
        add(last);
        add(text.len() as u64);
    }
    (sum ^ sum >> 32).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_sum_of_an_article_tells_every_change_and_stays_the_same_for_ever() {
        let sums = [hash(&["", ""]), hash(&["a", ""]), hash(&["", "a"]), hash(&["12345678", "a"]), hash(&["12345678a", ""])];
        for (place, sum) in sums.iter().enumerate() {
            assert!(!sums.iter().take(place).any(|other| other == sum), "{place}");
        }
    }
}
