//! The time of a day and its zone.

use jiff::{civil::Time, tz::Offset};

use super::{Token, words};

/// A time as it is written.
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) offset: Option<Offset>,
    /// Whether it is midnight at the end of the day (24:00).
    pub(super) next_day: bool,
}

/// Takes the time and its zone out of `tokens`; what is left is the day. `None` where there is no time.
pub(super) fn take(tokens: &mut Vec<Token<'_>>) -> Option<Clock> {
    let mut found = find(tokens)?;
    let mut end = found.end;
    if let Some(half) = tokens.get(end).and_then(|token| words::half_of_day(token.word()?)) {
        found.hour = half.hour(found.hour);
        end += 1;
    } else if let Some(half) = found.start.checked_sub(1).and_then(|at| words::half_of_day(tokens.get(at)?.word()?)) {
        found.hour = half.hour(found.hour);
    }
    let (offset, end) = zone(tokens, end);
    tokens.drain(found.start..end.min(tokens.len()));
    // 23:59:60 is a leap second, which calendars leave out.
    let second = if found.second == 60 { 59 } else { found.second };
    let next_day = found.hour == 24 && found.minute == 0 && second == 0;
    let hour = if next_day { 0 } else { found.hour };
    let part = |value: i64| i8::try_from(value).unwrap_or(i8::MAX);
    let time = Time::new(part(hour), part(found.minute), part(second), 0).ok();
    if time.is_none() {
        // A time that no clock shows makes the whole date nonsense.
        tokens.clear();
    }
    Some(Clock { time: time?, offset, next_day })
}

/// Where a time stands and what it says.
struct Found {
    start: usize,
    end: usize,
    hour: i64,
    minute: i64,
    second: i64,
}

fn find(tokens: &[Token<'_>]) -> Option<Found> {
    // The colon of a zone, as in `T184207+01:00`, is none of the time.
    let packed =
        |at: &usize| *at > 1 && is_t(tokens, at - 1) && matches!(tokens.get(*at).map(|token| token.digits()), Some(4 | 6));
    let packed = (0..tokens.len()).find(packed).and_then(|at| without_colons(tokens, at));
    packed
        .or_else(|| (0..tokens.len()).find_map(|at| with_colons(tokens, at)))
        .or_else(|| (0..tokens.len()).find_map(|at| without_colons(tokens, at)))
}

/// `18:42`, `18:42:07.5`, `18:` (an hour marked in Chinese).
fn with_colons(tokens: &[Token<'_>], start: usize) -> Option<Found> {
    let rest = tokens.get(start..)?;
    let [hour, Token::Mark(':'), rest @ ..] = rest else { return None };
    let hour = hour.number(2)?;
    let Some(minute) = rest.first().and_then(|token| token.number(2)) else {
        return Some(Found { start, end: start + 2, hour, minute: 0, second: 0 });
    };
    let mut found = Found { start, end: start + 3, hour, minute, second: 0 };
    if let [_, Token::Mark(':' | '.'), second, ..] = rest
        && let Some(second) = second.number(2)
    {
        found.second = second;
        found.end += 2;
    }
    while matches!(tokens.get(found.end), Some(Token::Mark('.' | ',' | ':'))) {
        found.end += if matches!(tokens.get(found.end + 1), Some(Token::Number(_))) { 2 } else { 1 };
    }
    Some(found)
}

/// `T184207`, `T1842`, `T18`, `6 pm`, `1842 GMT`.
fn without_colons(tokens: &[Token<'_>], start: usize) -> Option<Found> {
    let token = tokens.get(start)?;
    let after_t = start > 1 && is_t(tokens, start - 1);
    let next = tokens.get(start + 1).and_then(|token| token.word());
    let half = next.is_some_and(|word| words::half_of_day(word).is_some());
    let zone = start > 1 && next.is_some_and(|word| words::zone(word).is_some());
    let number = token.number(6)?;
    let (hour, minute, second) = match token.digits() {
        6 if after_t => (number / 10_000, number / 100 % 100, number % 100),
        4 if after_t || zone => (number / 100, number % 100, 0),
        1 | 2 if after_t || half => (number, 0, 0),
        _ => return None,
    };
    let mut end = start + 1;
    if let [Token::Mark('.' | ','), Token::Number(_), ..] = tokens.get(end..)? {
        end += 2;
    }
    Some(Found { start, end, hour, minute, second })
}

/// Whether there is the letter that begins a time in ISO 8601.
fn is_t(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at) == Some(&Token::Word("t"))
}

/// The zone behind a time that ends at `at`, and where it ends.
fn zone(tokens: &[Token<'_>], at: usize) -> (Option<Offset>, usize) {
    if let Some((offset, end)) = numeric_zone(tokens, at) {
        return (Some(offset), end);
    }
    for at in (at..tokens.len()).take(3) {
        let Some(minutes) = tokens.get(at).and_then(|token| words::zone(token.word()?)) else { continue };
        // "GMT+2" and "UTC+08:00" are what the number says.
        return match numeric_zone(tokens, at + 1) {
            Some((offset, end)) => (Some(offset), end),
            None => (Offset::from_seconds(minutes * 60).ok(), at + 1),
        };
    }
    (None, at)
}

/// `+08:00`, `-0500`, `+8`.
fn numeric_zone(tokens: &[Token<'_>], at: usize) -> Option<(Offset, usize)> {
    let Token::Mark(sign @ ('+' | '-' | '−')) = tokens.get(at)? else { return None };
    let number = tokens.get(at + 1)?;
    let value = number.number(4)?;
    let after = tokens.get(at + 2);
    let minutes = match (number.digits(), after, tokens.get(at + 3)) {
        (1 | 2, Some(Token::Mark(':')), Some(minutes)) => value * 60 + minutes.number(2)?,
        (3 | 4, ..) => value / 100 * 60 + value % 100,
        // "10:00 - 5 Jan" goes on with the day.
        (1 | 2, Some(Token::Word(word)), _) if words::month(word).is_some() => return None,
        (1 | 2, ..) => value * 60,
        _ => return None,
    };
    let end = if number.digits() <= 2 && after == Some(&Token::Mark(':')) { at + 4 } else { at + 2 };
    let minutes = if *sign == '+' { minutes } else { -minutes };
    let seconds = i32::try_from(minutes * 60).ok()?;
    // No place on earth is further from UTC than 14 hours; what is beyond is a mistake.
    let offset = if seconds.abs() <= 15 * 3_600 { Offset::from_seconds(seconds).ok() } else { Some(Offset::UTC) };
    Some((offset?, end))
}
