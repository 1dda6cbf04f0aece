//! What is wrong with a question, and where.

use std::ops::Range;

use crate::{
    text::{self, CleanText},
    words::{Phrase, spoken},
};

/// A fault in a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in characters of the question.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

spoken!(QueryError);

impl QueryError {
    /// The sentence for a reader.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        Phrase::new("query.at").with("what", self.problem.phrase()).with("place", (self.at.start + 1).to_string())
    }

    /// The sentence for a reader who does not see the question: with the part of it that is wrong.
    #[must_use]
    pub fn phrase_with(&self, part: &CleanText) -> Phrase {
        let place = (self.at.start + 1).to_string();
        Phrase::new("query.in").with("what", self.problem.phrase()).with("place", place).with("part", part)
    }

    /// The question with a line of carets below the fault.
    #[must_use]
    pub fn pointed(&self, question: &str) -> [CleanText; 2] {
        let part = |range: Range<usize>| question.chars().skip(range.start).take(range.len()).collect::<String>();
        let before = text::width(&part(0..self.at.start));
        let below = text::width(&part(self.at.clone())).max(1);
        let carets = " ".repeat(before) + &"^".repeat(below);
        [CleanText::block(&question.replace('\n', " ")), CleanText::block(&carets)]
    }
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A quotation mark without its partner.
    OpenQuote,
    /// A slash without its partner.
    OpenRegex,
    /// A regular expression that is none.
    Regex(CleanText),
    /// A bracket without its partner.
    OpenBracket,
    /// A closing bracket that closes nothing.
    NoBracket,
    /// `OR`, `-` or a colon with nothing to act on.
    Missing(CleanText),
    /// A filter that is not known.
    Filter(CleanText),
    /// A value that a filter does not take.
    Value(CleanText, Phrase),
    /// Too many brackets in one another, or too many parts.
    TooLong,
}

impl Problem {
    /// The sentence for a reader.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::OpenQuote => Phrase::new("query.open-quote"),
            Self::OpenRegex => Phrase::new("query.open-regex"),
            Self::Regex(why) => Phrase::new("query.regex").with("why", why),
            Self::OpenBracket => Phrase::new("query.open-bracket"),
            Self::NoBracket => Phrase::new("query.no-bracket"),
            Self::Missing(after) => Phrase::new("query.missing").with("after", after),
            Self::Filter(name) => Phrase::new("query.filter").with("name", name),
            Self::Value(value, known) => Phrase::new("query.value").with("value", value).with("known", known.clone()),
            Self::TooLong => Phrase::new("query.too-long"),
        }
    }
}
