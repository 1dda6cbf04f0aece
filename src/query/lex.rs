//! A question as marks and words.

use std::ops::Range;

use super::error::{Problem, QueryError};
use crate::text::CleanText;

/// A piece of a question and where it stands, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Or,
    Not,
    /// A word, or words in quotation marks, with the filter before it.
    Text {
        filter: Option<String>,
        text: String,
        quoted: bool,
    },
    Regex(String),
}

/// Cuts a question into pieces. Where it is being typed, the end closes what is open.
pub(super) fn pieces(question: &str, typing: bool) -> Result<Vec<Piece>, QueryError> {
    let mut lexer = Lexer { chars: question.chars().collect(), at: 0, typing };
    let mut pieces = Vec::new();
    while let Some(piece) = lexer.next()? {
        pieces.push(piece);
    }
    Ok(pieces)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    typing: bool,
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Result<Option<Piece>, QueryError> {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let kind = match first {
            '(' => self.mark(Kind::Open),
            ')' => self.mark(Kind::Close),
            '-' if self.chars.get(start + 1).is_some_and(|c| !c.is_whitespace() && *c != '-') => self.mark(Kind::Not),
            '"' | '“' | '”' => Kind::Text { filter: None, text: self.quoted()?, quoted: true },
            '/' => Kind::Regex(self.regex()?),
            _ => self.word()?,
        };
        Ok(Some(Piece { kind, at: start..self.at }))
    }

    fn mark(&mut self, kind: Kind) -> Kind {
        self.at += 1;
        kind
    }

    /// What stands between quotation marks, the first of which is next.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.at += 1;
        let inside: String = self.chars.iter().skip(self.at).take_while(|c| !is_quote(**c)).collect();
        self.at += inside.chars().count();
        if self.peek().is_some() {
            self.at += 1;
        } else if !self.typing {
            return Err(QueryError { at: start..self.at, problem: Problem::OpenQuote });
        }
        Ok(inside)
    }

    /// What stands between slashes, the first of which is next; `\/` is a slash.
    fn regex(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.at += 1;
        let mut inside = String::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            match (c, self.peek()) {
                ('/', _) => return Ok(inside),
                ('\\', Some('/')) => {}
                ('\\', Some(next)) => {
                    inside.extend(['\\', next]);
                    self.at += 1;
                }
                _ => inside.push(c),
            }
        }
        if self.typing { Ok(inside) } else { Err(QueryError { at: start..self.at, problem: Problem::OpenRegex }) }
    }

    /// A word up to white space or a bracket; `name:` before it is a filter.
    fn word(&mut self) -> Result<Kind, QueryError> {
        let start = self.at;
        let word = self.bare();
        if word == "OR" {
            return Ok(Kind::Or);
        }
        let Some((name, value)) = word.split_once(':').filter(|(name, _)| is_name(name)) else {
            return Ok(Kind::Text { filter: None, text: word, quoted: false });
        };
        let filter = Some(name.to_ascii_lowercase());
        if value.is_empty() && self.peek().is_some_and(is_quote) {
            return Ok(Kind::Text { filter, text: self.quoted()?, quoted: true });
        }
        if value.is_empty() && !self.typing {
            let problem = Problem::Missing(CleanText::line(&word));
            return Err(QueryError { at: start..self.at, problem });
        }
        Ok(Kind::Text { filter, text: value.to_owned(), quoted: false })
    }

    fn bare(&mut self) -> String {
        let ends = |c: &char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(*c);
        let word: String = self.chars.iter().skip(self.at).take_while(|c| !ends(c)).collect();
        self.at += word.chars().count();
        word
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}
