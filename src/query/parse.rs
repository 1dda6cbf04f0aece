//! From pieces to a question.

use std::ops::Range;

use jiff::civil::Date;
use regex::RegexBuilder;

use super::{
    Ending, Field, Node, Query, Test, Words,
    error::{Problem, QueryError},
    lex::{self, Kind, Piece},
    words,
};
use crate::{text::CleanText, words::Phrase};

/// How deep brackets may lie in one another, and how many pieces a question may have.
const DEEPEST: usize = 32;
const MOST_PIECES: usize = 500;
/// How much memory a regular expression may take, in bytes.
const REGEX_LIMIT: usize = 1 << 20;
/// How many letters a word must have to be taken for the beginning of others while it is typed.
pub const SHORTEST_BEGINNING: usize = 2;
/// The filter that names a smart feed.
const SMART: &str = "smart";
/// Seconds in the units of an age.
const UNITS: [(&str, i64); 6] = [("min", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800), ("mo", 2_592_000), ("y", 31_536_000)];

/// Parses a question.
pub(super) fn parse(question: &str, typing: bool, named: &[(CleanText, Query)]) -> Result<Node, QueryError> {
    let pieces = lex::pieces(question, typing)?;
    if pieces.len() > MOST_PIECES {
        return Err(QueryError { at: 0..1, problem: Problem::TooLong });
    }
    let goes_on = typing && question.ends_with(|c: char| !c.is_whitespace());
    let mut parser = Parser { last: pieces.len().checked_sub(1).filter(|_| goes_on), pieces, at: 0, typing, named };
    let node = parser.any(0)?;
    match parser.peek() {
        Some(piece) => Err(QueryError { at: piece.at.clone(), problem: Problem::NoBracket }),
        None => Ok(node),
    }
}

struct Parser<'a> {
    pieces: Vec<Piece>,
    at: usize,
    typing: bool,
    /// The piece that may go on.
    last: Option<usize>,
    /// The questions that can be named.
    named: &'a [(CleanText, Query)],
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.at)
    }

    /// Alternatives up to the end or a closing bracket.
    fn any(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all(depth)?];
        while let Some(Piece { kind: Kind::Or, at }) = self.peek() {
            let at = at.clone();
            self.at += 1;
            let nothing_before = matches!(nodes.last(), Some(Node::All(inside)) if inside.is_empty());
            let next = self.all(depth)?;
            let nothing_after = matches!(&next, Node::All(inside) if inside.is_empty());
            if nothing_before || nothing_after && !self.typing {
                return Err(QueryError { at, problem: Problem::Missing("OR".into()) });
            }
            if !nothing_after {
                nodes.push(next);
            }
        }
        Ok(alone(nodes, Node::Any))
    }

    /// What stands side by side.
    fn all(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        while self.peek().is_some_and(|piece| !matches!(piece.kind, Kind::Or | Kind::Close)) {
            nodes.push(self.one(depth)?);
        }
        Ok(alone(nodes, Node::All))
    }

    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let Some(Piece { kind, at }) = self.peek().cloned() else { return Ok(Node::All(Vec::new())) };
        let last = self.last == Some(self.at);
        self.at += 1;
        match kind {
            _ if depth > DEEPEST => Err(QueryError { at, problem: Problem::TooLong }),
            Kind::Not => match self.peek() {
                None | Some(Piece { kind: Kind::Or | Kind::Close, .. }) => {
                    Err(QueryError { at, problem: Problem::Missing("-".into()) })
                }
                Some(_) => {
                    // Half of a word that is to be denied would hide stories that nobody means.
                    let goes_on = self.last.take();
                    let denied = self.one(depth + 1)?;
                    self.last = goes_on;
                    Ok(Node::Not(Box::new(denied)))
                }
            },
            Kind::Open => self.bracket(at, depth),
            Kind::Regex(source) => regex(&source).map(Node::Test).map_err(|problem| QueryError { at, problem }),
            Kind::Text { filter: Some(filter), text, .. } if filter == SMART => self.smart(&text, at),
            Kind::Text { filter, text, quoted } => {
                let ending = if last && !quoted { Ending::Typing } else { Ending::Here };
                test(filter.as_deref(), &text, quoted, ending).map(Node::Test).map_err(|problem| QueryError { at, problem })
            }
            // `any` and `all` stop at these.
            Kind::Or | Kind::Close => Ok(Node::All(Vec::new())),
        }
    }

    /// What a smart feed asks for.
    fn smart(&self, name: &str, at: Range<usize>) -> Result<Node, QueryError> {
        let wanted = words::folded(name);
        if let Some((_, query)) = self.named.iter().find(|(known, _)| words::folded(known) == wanted) {
            return Ok(query.root().clone());
        }
        let known = match self.named {
            [] => Phrase::new("query.no-smart"),
            named => Phrase::Text(CleanText::line(&named.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))),
        };
        Err(QueryError { at, problem: Problem::Value(CleanText::line(name), known) })
    }

    fn bracket(&mut self, open: Range<usize>, depth: usize) -> Result<Node, QueryError> {
        let inside = self.any(depth + 1)?;
        match self.peek() {
            Some(Piece { kind: Kind::Close, .. }) => self.at += 1,
            _ if self.typing => {}
            _ => return Err(QueryError { at: open, problem: Problem::OpenBracket }),
        }
        Ok(inside)
    }
}

/// The node itself where there is only one.
fn alone(mut nodes: Vec<Node>, several: fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        Some(last) => {
            nodes.push(last);
            several(nodes)
        }
        None => Node::All(nodes),
    }
}

fn test(filter: Option<&str>, text: &str, quoted: bool, ending: Ending) -> Result<Test, Problem> {
    let value = |known| Problem::Value(CleanText::line(text), known);
    let field = |field| Ok(Test::Text(field, words_of(text, quoted, ending)));
    match filter {
        None => field(Field::Anywhere),
        Some("title") => field(Field::Title),
        Some("author") => field(Field::Author),
        Some("feed") => Ok(Test::Feed(words::folded(text))),
        Some("folder") => Ok(Test::Folder(words::folded(text.trim_matches('/')))),
        Some("tag") => Ok(Test::Tag(CleanText::line(text).to_string())),
        Some("lang") => Ok(Test::Language(text.to_lowercase())),
        Some("is") => match text {
            "read" => Ok(Test::Read(true)),
            "unread" => Ok(Test::Read(false)),
            "starred" => Ok(Test::Starred),
            "later" => Ok(Test::Later),
            _ => Err(value(Phrase::new("query.states"))),
        },
        Some("has") if matches!(text, "enclosure" | "file" | "audio") => Ok(Test::Enclosure),
        Some("has") => Err(value(Phrase::new("query.has"))),
        Some("after") => date(text).map(Test::After).ok_or_else(|| value(Phrase::new("query.day"))),
        Some("before") => date(text).map(Test::Before).ok_or_else(|| value(Phrase::new("query.day"))),
        Some("words") => length(text).ok_or_else(|| value(Phrase::new("query.length"))),
        Some("age") => age(text).ok_or_else(|| value(Phrase::new("query.age"))),
        Some(unknown) => Err(Problem::Filter(CleanText::line(unknown))),
    }
}

fn words_of(text: &str, quoted: bool, ending: Ending) -> Words {
    let open = !quoted && text.len() > 1 && text.ends_with('*');
    let tokens = words::searched(text);
    let long = tokens.last().is_some_and(|last| last.chars().count() >= SHORTEST_BEGINNING);
    let ending = match ending {
        _ if open => Ending::Anyhow,
        Ending::Typing if !long => Ending::Here,
        ending => ending,
    };
    let phrase = (quoted && tokens.len() > 1).then(|| words::row(text));
    Words { text: text.trim_end_matches('*').to_owned(), tokens, phrase, ending }
}

fn regex(source: &str) -> Result<Test, Problem> {
    let built = RegexBuilder::new(source).case_insensitive(true).size_limit(REGEX_LIMIT).build();
    built.map(Test::Fits).map_err(|error| {
        // The last line is the sentence; those before it point at the place in several lines.
        let said = error.to_string();
        Problem::Regex(CleanText::line(said.lines().last().unwrap_or_default().trim_start_matches("error: ")))
    })
}

/// A day; the first of a month or a year where only that is given.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, ['-', '/', '.']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |part| part.parse().ok());
    Date::new(year, part()?, part()?).ok()
}

/// `>2000`, `<300`; longer where neither is said.
fn length(text: &str) -> Option<Test> {
    match text.strip_prefix('<') {
        Some(rest) => rest.parse().ok().map(Test::Shorter),
        None => text.strip_prefix('>').unwrap_or(text).parse().ok().map(Test::Longer),
    }
}

/// `<7d`, `>2w`; younger where neither is said.
fn age(text: &str) -> Option<Test> {
    let (older, rest) = match text.strip_prefix('>') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('<').unwrap_or(text)),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = rest.split_at_checked(digits)?;
    let (_, seconds) = UNITS.iter().find(|(name, _)| *name == unit)?;
    let seconds = number.parse::<i64>().ok()?.checked_mul(*seconds).filter(|seconds| *seconds < i64::MAX / 4)?;
    Some(if older { Test::Older(seconds) } else { Test::Younger(seconds) })
}
