//! What is wrong with a question, and where.

use std::ops::Range;

use crate::text::{self, CleanText};

/// A fault in a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (at character {})", at.start + 1)]
pub struct QueryError {
    /// Where, in characters of the question.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl QueryError {
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A quotation mark without its partner.
    #[error("the quotation mark is not closed")]
    OpenQuote,
    /// A slash without its partner.
    #[error("the regular expression is not closed: it ends with a slash")]
    OpenRegex,
    /// A regular expression that is none.
    #[error("this is no regular expression: {0}")]
    Regex(CleanText),
    /// A bracket without its partner.
    #[error("the bracket is not closed")]
    OpenBracket,
    /// A closing bracket that closes nothing.
    #[error("no bracket is open here")]
    NoBracket,
    /// `OR`, `-` or a colon with nothing to act on.
    #[error("something is missing after “{0}”")]
    Missing(CleanText),
    /// A filter that is not known.
    #[error(
        "there is no filter “{0}:”; there are title, author, feed, folder, tag, is, has, after, before, age and lang; \
         quotation marks make it a text"
    )]
    Filter(CleanText),
    /// A value that a filter does not take.
    #[error("“{0}” is not understood here: {1}")]
    Value(CleanText, &'static str),
    /// Too many brackets in one another, or too many parts.
    #[error("the question is too long")]
    TooLong,
}
