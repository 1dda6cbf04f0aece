//! Bytes to a feed and its articles: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, with their usual extensions.
//!
//! One reader for all of XML: an element means what its name and namespace say, whatever the root is called, so a feed
//! that mixes dialects loses nothing. What is broken is mended, and said so in [`Parsed::repairs`].

mod article;
mod channel;
mod content;
mod identity;
mod json;
mod links;
mod media;
mod namespace;
mod people;
mod sniff;
mod tree;
mod xml;

use std::fmt;

use jiff::{Timestamp, ToSpan};

pub use sniff::claims_to_be_feed;

use crate::{
    decode::{charset, date, xml::Fault},
    model::{Feed, Stamp},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// The most articles that are read from one document.
pub const MOST_ARTICLES: usize = 10_000;
/// The longest document that is read, in bytes.
pub const LONGEST_DOCUMENT: usize = 64 << 20;

/// What is known of a document beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The Content-Type header.
    pub content_type: Option<String>,
    /// The Content-Language header.
    pub content_language: Option<String>,
    /// The address that relative addresses start from: the Content-Location header, else where the document was got.
    pub base: Option<SafeUrl>,
    /// The time of the reading. Dates that lie more than a day after it are dropped.
    pub now: Option<Timestamp>,
}

impl Hints {
    /// The moment that a publisher's text names, where it is not in the future.
    fn stamp(&self, text: &str) -> Option<Stamp> {
        let stamp = date::parse(text)?;
        let latest = self.now.and_then(|now| now.checked_add(24.hours()).ok()).unwrap_or(Timestamp::MAX);
        (stamp.instant <= latest).then_some(stamp)
    }
}

/// A feed, and what had to be mended to read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The feed.
    pub feed: Feed,
    /// What was mended, each kind once.
    pub repairs: Vec<Repair>,
}

/// Something that was mended, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair(pub Phrase);

impl From<Fault> for Repair {
    fn from(fault: Fault) -> Self {
        Self(fault.phrase())
    }
}

impl Repair {
    /// Only the first articles of a document are read.
    fn too_many() -> Self {
        Self(Phrase::new("parse.first-only").with("limit", MOST_ARTICLES))
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.english())
    }
}

/// Why a document can't be read as a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// There is nothing in it.
    Empty,
    /// It is more than is read.
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It is XML or HTML of another kind.
    OtherXml {
        /// The name of its first element.
        root: CleanText,
    },
    /// It has no element at all.
    NoMarkup,
    /// It is JSON without a list of items.
    OtherJson,
    /// Its JSON can't be read, and no article came before the fault.
    BrokenJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
}

crate::words::spoken!(ParseError);

impl ParseError {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Empty => Phrase::new("error.empty"),
            Self::TooLong { bytes } => Phrase::new("parse.too-long").with("bytes", *bytes).with("limit", LONGEST_DOCUMENT),
            Self::OtherXml { root } => Phrase::new("parse.other-xml").with("root", root),
            Self::NoMarkup => Phrase::new("parse.no-markup"),
            Self::OtherJson => Phrase::new("parse.other-json"),
            Self::BrokenJson { line, column } => Phrase::new("parse.json").with("line", *line).with("column", *column),
        }
    }
}

/// Reads a feed, mending what can be mended.
pub fn feed(bytes: &[u8], hints: &Hints) -> Result<Parsed, ParseError> {
    if bytes.len() > LONGEST_DOCUMENT {
        return Err(ParseError::TooLong { bytes: bytes.len() });
    }
    let decoded = charset::decode(bytes, hints.content_type.as_deref());
    let text = decoded.text.trim_start();
    let mut parsed = match text.chars().next() {
        None => return Err(ParseError::Empty),
        Some('{' | '[') => json::feed(text, hints).or_else(|error| xml::behind_junk(text, hints).unwrap_or(Err(error)))?,
        Some(_) => xml::feed(text, hints).or_else(|error| json::behind_junk(text, hints).unwrap_or(Err(error)))?,
    };
    if decoded.lossy {
        parsed.repairs.push(Repair(Phrase::new("parse.charset").with("charset", decoded.encoding.to_string())));
    }
    identity::settle(&mut parsed.feed.articles);
    Ok(parsed)
}

#[cfg(test)]
mod tests;
