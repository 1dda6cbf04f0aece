//! Dates as publishers write them: RFC 822 and its abuses, ISO 8601 in all its profiles, month names of many
//! languages, years, months and days marked in Chinese, Japanese or Korean, seconds since 1970.
//!
//! A text is cut into numbers, words and marks; the time and its zone are found first, and what is left is the day.

mod clock;
mod day;
mod words;

use jiff::{Timestamp, civil, tz::Offset, tz::TimeZone};

use crate::model::Stamp;

/// The longest text that is looked at, in bytes. The longest sensible date is a third of that.
const LONGEST: usize = 200;

/// A date as it is written: a day, perhaps a time, perhaps a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Day and time on the writer's clock; midnight where only the day is given.
    pub time: civil::DateTime,
    /// The writer's distance from UTC: zero where it says UTC, `None` where it says nothing.
    pub offset: Option<Offset>,
    /// Whether only the day is given.
    pub date_only: bool,
}

/// The moment that `text` names; one without a zone is taken as UTC. Nonsense gives `None`.
#[must_use]
pub fn parse(text: &str) -> Option<Stamp> {
    parse_in(text, &TimeZone::UTC)
}

/// As [`parse`]; a time without a zone is taken as one of `zone`.
#[must_use]
pub fn parse_in(text: &str, zone: &TimeZone) -> Option<Stamp> {
    let text = text.trim();
    if let Some(instant) = since_epoch(text) {
        return Some(Stamp { instant, offset: None, date_only: false });
    }
    let written = read(text)?;
    let stamp = match written.offset {
        Some(offset) => Stamp::at(offset.to_timestamp(written.time).ok()?, offset),
        None => Stamp::local(written.time, zone)?,
    };
    // Servers write UTC when they don't know better, so it is no publisher's clock.
    let offset = stamp.offset.filter(|offset| *offset != Offset::UTC);
    Some(Stamp { offset, date_only: written.date_only, ..stamp })
}

/// Reads a date without deciding what moment it is.
#[must_use]
pub fn read(text: &str) -> Option<Written> {
    let text = words::plain(text.get(..LONGEST).unwrap_or_else(|| text.split('(').next().unwrap_or_default()));
    if text.len() > LONGEST || text.starts_with('-') && !text.starts_with("--") {
        return None;
    }
    let mut tokens = tokens(&text);
    let clock = clock::take(&mut tokens);
    let day = day::read(&tokens)?;
    let Some(clock) = clock else {
        return Some(Written { time: day.to_datetime(civil::Time::midnight()), offset: None, date_only: true });
    };
    let day = if clock.next_day { day.tomorrow().ok()? } else { day };
    Some(Written { time: day.to_datetime(clock.time), offset: clock.offset, date_only: false })
}

/// Seconds or milliseconds since 1970, recognised by their number of digits (2001 to 2286).
fn since_epoch(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

impl<'a> Token<'a> {
    /// The number, where this is one of at most `digits` digits.
    fn number(self, digits: usize) -> Option<i64> {
        match self {
            Self::Number(text) if text.len() <= digits => text.parse().ok(),
            _ => None,
        }
    }

    fn digits(self) -> usize {
        if let Self::Number(text) = self { text.len() } else { 0 }
    }

    fn word(self) -> Option<&'a str> {
        if let Self::Word(text) = self { Some(text) } else { None }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let same: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            _ if is_letter(first) => is_letter,
            _ => {
                tokens.push(Token::Mark(first));
                rest = rest.get(first.len_utf8()..).unwrap_or_default().trim_start();
                continue;
            }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        tokens.push(if first.is_ascii_digit() { Token::Number(token) } else { Token::Word(token) });
        rest = after.trim_start();
    }
    tokens
}

/// Letters and the marks on them, so that a word in an Indian script stays whole.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || crate::text::script::is_mark(c)
}

#[cfg(test)]
mod tests;
