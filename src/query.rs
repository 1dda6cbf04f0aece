//! Which stories: the one language of searches, smart feeds, rules and bulk marks.
//!
//! ```text
//! ferry "last boat" -strike          words, a phrase, what must not be there
//! (gulls OR terns) title:harbour     either; brackets; only in the headline
//! feed:post is:unread age:<7d        who brings it, what was done with it, how old it is
//! words:>2000 smart:"Long reads"     how long it is; what a smart feed asks for
//! /ferr(y|ies) to \w+/               a regular expression
//! ```
//!
//! `OR` binds weaker than what stands side by side. A text is parsed once ([`Query::parse`]); whether an article answers is
//! [`Query::matches`] in memory, and the library asks its index with the same meaning.

mod error;
mod lex;
mod matching;
mod parse;
mod spots;
pub mod words;

#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use regex::Regex;

use crate::{model::FeedId, text::CleanText};

pub use error::{Problem, QueryError};
pub use matching::{Candidate, is_in_folder, is_named, is_tag, tag_words};
pub use parse::SHORTEST_BEGINNING;

/// Which stories of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every story.
    #[default]
    All,
    /// Those that were not read.
    Unread,
    /// Those that were starred.
    Starred,
    /// Those that are to be read later.
    Later,
    /// Those of the feeds in a folder, and in the folders in it.
    Folder(CleanText),
    /// Those of a feed.
    Feed(FeedId),
    /// Those that answer a question.
    Query(Query),
}

/// A question, parsed.
#[derive(Clone, Debug)]
pub struct Query {
    text: CleanText,
    asked: Asked,
    root: Node,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// As it is written.
    Written,
    /// Letter by letter: the answer is to come before the next letter, and need not be complete.
    Typing,
    /// As it was typed to its end: the last word may still be the beginning of others.
    Typed,
}

impl Query {
    /// Parses a question.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, &[])
    }

    /// Parses a question in which `smart:` may name others.
    pub fn parse_with(text: &str, named: &[(CleanText, Self)]) -> Result<Self, QueryError> {
        Ok(Self { text: CleanText::line(text), asked: Asked::Written, root: parse::parse(text, false, named)? })
    }

    /// Parses a question that is still being typed: its last word may go on, its last quotation mark is closed.
    pub fn typed(text: &str) -> Result<Self, QueryError> {
        Self::typed_with(text, &[])
    }

    /// Parses a question that is still being typed, in which `smart:` may name others.
    pub fn typed_with(text: &str, named: &[(CleanText, Self)]) -> Result<Self, QueryError> {
        Ok(Self { text: CleanText::line(text), asked: Asked::Typing, root: parse::parse(text, true, named)? })
    }

    /// This question, of unread stories alone.
    #[must_use]
    pub fn of_unread(&self) -> Self {
        let unread = Node::Test(Test::Read(false));
        let root = match &self.root {
            Node::All(nodes) => Node::All(nodes.iter().cloned().chain([unread]).collect()),
            other => Node::All(vec![other.clone(), unread]),
        };
        Self { root, ..self.clone() }
    }

    /// The question as it was asked.
    #[must_use]
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// The same, typed to its end: all that answers is wanted now.
    #[must_use]
    pub fn standing(self) -> Self {
        Self { asked: Asked::Typed, ..self }
    }

    /// Whether it is or was typed to search with, not written down.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        self.asked != Asked::Written
    }

    /// Whether it is still being typed.
    #[must_use]
    pub fn is_being_typed(&self) -> bool {
        self.asked == Asked::Typing
    }

    /// What it asks for.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Whether the answer for a story can change while the story stays as it is: by the time, or by what the reader does.
    #[must_use]
    pub fn drifts(&self) -> bool {
        self.root.any(&|test| {
            matches!(
                test,
                Test::Read(_)
                    | Test::Starred
                    | Test::Later
                    | Test::Tag(_)
                    | Test::Feed(_)
                    | Test::Folder(_)
                    | Test::Younger(_)
                    | Test::Older(_)
            )
        })
    }

    /// Whether it asks for something in the text of a story.
    #[must_use]
    pub fn reads_body(&self) -> bool {
        self.root.any(&|test| matches!(test, Test::Text(Field::Anywhere, _) | Test::Fits(_) | Test::Longer(_) | Test::Shorter(_)))
    }

    /// The words that it looks for in texts, as a reader would mark them there.
    #[must_use]
    pub fn highlights(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.root.highlights(&mut found);
        found
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.asked) == (&other.text, other.asked)
    }
}

impl Eq for Query {}

impl Hash for Query {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.asked).hash(state);
    }
}

/// A part of a question.
#[derive(Clone, Debug)]
pub enum Node {
    /// All of these; everything where there are none.
    All(Vec<Node>),
    /// One of these at least.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A test of an article.
    Test(Test),
}

impl Node {
    /// Whether any of its tests is such.
    fn any(&self, is_such: &impl Fn(&Test) -> bool) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(|node| node.any(is_such)),
            Self::Not(node) => node.any(is_such),
            Self::Test(test) => is_such(test),
        }
    }

    fn highlights<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.highlights(found)),
            Self::Test(Test::Text(_, words)) => found.push(&words.text),
            Self::Not(_) | Self::Test(_) => {}
        }
    }
}

/// A test of an article.
#[derive(Clone, Debug)]
pub enum Test {
    /// It has these words.
    Text(Field, Words),
    /// The name or the address of its feed has this in it, without case and accents.
    Feed(String),
    /// Its feed lies in this folder, or in a folder in it; without case and accents.
    Folder(String),
    /// The reader or the publisher gave it this tag.
    Tag(String),
    /// It was read, or not.
    Read(bool),
    /// It was starred.
    Starred,
    /// It is to be read later.
    Later,
    /// A recording, a film or another file belongs to it.
    Enclosure,
    /// It is sorted by a time from the beginning of this day on.
    After(Date),
    /// It is sorted by a time before this day.
    Before(Date),
    /// It is younger than so many seconds.
    Younger(i64),
    /// It is older than so many seconds.
    Older(i64),
    /// Its text has more words than this; of a script without spaces each character counts as one.
    Longer(u64),
    /// Its text has fewer words than this.
    Shorter(u64),
    /// Its language is this, or a kind of it; in lower case.
    Language(String),
    /// Its headline or its text fits this.
    Fits(Regex),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// In the headline, the names of the authors and the text.
    Anywhere,
    /// In the headline.
    Title,
    /// In the names of the authors.
    Author,
}

/// Words that are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// As they were written.
    pub text: String,
    /// Their tokens. All must be there; none means that anything is found.
    pub tokens: Vec<String>,
    /// What must stand there as one, where they are a phrase: see [`words::row`].
    pub phrase: Option<String>,
    /// How the last one ends.
    pub ending: Ending,
}

/// How a word ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Here.
    Here,
    /// Anyhow: `ferr*`.
    Anyhow,
    /// Nobody knows yet: it is being typed, and meanwhile the commonest words that begin so are taken; then all of them.
    Typing,
}
