//! The day of a date, once its time is taken away.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::{Token, words};

/// The day that `tokens` name.
pub(super) fn read(tokens: &[Token<'_>]) -> Option<Date> {
    match month_word(tokens) {
        Some((_, month)) => with_month(tokens, month),
        None => numeric(tokens),
    }
}

/// The word that names a month. Where several could ("mar" is March, and Tuesday in French), the one beside a number
/// that no comma parts from it.
fn month_word(tokens: &[Token<'_>]) -> Option<(usize, i64)> {
    let months: Vec<(usize, i64)> =
        tokens.iter().enumerate().filter_map(|(at, token)| Some((at, words::month(token.word()?)?))).collect();
    let beside = |at: usize| {
        let number = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.digits() > 0);
        let before = number(at.checked_sub(1)) || matches!(tokens.get(..at), Some([.., Token::Number(_), _]));
        let after = tokens.get(at + 1);
        after != Some(&Token::Mark(',')) && (before || number(Some(at + 1)) || after.is_some())
    };
    months.iter().rev().find(|(at, _)| beside(*at)).or(months.first()).copied()
}

/// `18 Dec 2015`, `December 18, 2015`, `2015 Dec 18`, `18-Dec-15`, `Dec 2015`.
fn with_month(tokens: &[Token<'_>], month: i64) -> Option<Date> {
    let numbers: Vec<Token<'_>> = tokens.iter().copied().filter(|token| matches!(token.digits(), 1..=4)).collect();
    let year_at = numbers.iter().position(|token| token.digits() > 2 || token.number(2) > Some(31));
    match (numbers.as_slice(), year_at) {
        ([_], Some(0)) => date(year(numbers.first().copied()?)?, month, 1),
        ([_, ..], Some(year_at)) => {
            let day = numbers.iter().enumerate().find(|(at, _)| *at != year_at)?.1;
            date(year(*numbers.get(year_at)?)?, month, day.number(2)?)
        }
        // Two numbers of two digits: the year comes last, wherever the month stands.
        ([day, short_year, ..], None) => date(year(*short_year)?, month, day.number(2)?),
        _ => None,
    }
}

/// Dates of numbers alone.
fn numeric(tokens: &[Token<'_>]) -> Option<Date> {
    let tokens = tokens.get(tokens.iter().position(|token| token.digits() > 0)?..)?;
    let first = *tokens.first()?;
    if let Some(date) = packed(first).or_else(|| week(tokens)) {
        return Some(date);
    }
    match tokens {
        [a, Token::Mark(mark), b, Token::Mark(_), c, ..] if c.digits() > 0 => in_order(*a, *b, *c, *mark),
        [year_token, Token::Mark('-' | '/' | '.'), part, ..] if first.digits() == 4 => match part.digits() {
            3 => ordinal(year(*year_token)?, part.number(3)?),
            1 | 2 => date(year(*year_token)?, part.number(2)?, 1),
            _ => None,
        },
        _ if first.digits() == 4 => date(year(first)?, 1, 1),
        _ => None,
    }
}

/// `20151218`, `2015352` (the day of the year), `201512`, `151218`; longer ones go on with the time.
fn packed(token: Token<'_>) -> Option<Date> {
    let number = token.number(14)?;
    match token.digits() {
        8 => date(number / 10_000, number / 100 % 100, number % 100),
        12 => packed_day(number / 10_000),
        14 => packed_day(number / 1_000_000),
        7 => ordinal(number / 1_000, number % 1_000),
        6 if matches!(number / 100, 1900..=2099) && matches!(number % 100, 1..=12) => date(number / 100, number % 100, 1),
        6 => date(full_year(number / 10_000, 2), number / 100 % 100, number % 100),
        _ => None,
    }
}

fn packed_day(number: i64) -> Option<Date> {
    date(number / 10_000, number / 100 % 100, number % 100)
}

/// `2015-W51-5`, `2015W515`, `2015-W51`.
fn week(tokens: &[Token<'_>]) -> Option<Date> {
    let at = tokens.iter().position(|token| *token == Token::Word("w")).filter(|at| matches!(at, 1 | 2))?;
    let week = tokens.get(at + 1)?;
    let (week, day) = match (week.digits(), tokens.get(at + 2..)) {
        (3, _) => (week.number(3)? / 10, week.number(3)? % 10),
        (2, Some([Token::Mark('-'), day, ..])) => (week.number(2)?, day.number(1)?),
        (2, _) => (week.number(2)?, 1),
        _ => return None,
    };
    let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
    let date = ISOWeekDate::new(i16::try_from(year(*tokens.first()?)?).ok()?, i8::try_from(week).ok()?, weekday);
    Some(date.ok()?.date())
}

/// Three numbers, by the habits of those who write that mark between them.
fn in_order(a: Token<'_>, b: Token<'_>, c: Token<'_>, mark: char) -> Option<Date> {
    let (first, second, third) = (a.number(4)?, b.number(2)?, c.number(4)?);
    let (year_token, month, day) = match (a.digits(), c.digits(), mark) {
        (3 | 4, ..) => (a, second, third),
        // 12/18/2015 is American, 18/12/2015 is everybody else; only a number above 12 tells.
        (_, 2 | 4, '/') if first <= 12 => (c, first, second),
        (_, 2, '-') if first > 31 || third <= 31 => (a, second, third),
        _ if second > 12 => (c, first, second),
        _ => (c, second, first),
    };
    date(year(year_token)?, month, day)
}

fn ordinal(year: i64, day: i64) -> Option<Date> {
    let first = date(year, 1, 1)?;
    let date = first.checked_add(jiff::ToSpan::days(day.checked_sub(1).filter(|day| (0..366).contains(day))?)).ok()?;
    (date.year() == first.year()).then_some(date)
}

/// A year of four digits, or of fewer by RFC 2822 (4.3): 00 to 49 this century, 50 to 99 the last, three digits
/// counted from 1900.
fn year(token: Token<'_>) -> Option<i64> {
    Some(full_year(token.number(4)?, token.digits()))
}

fn full_year(number: i64, digits: usize) -> i64 {
    match digits {
        1 | 2 if number < 50 => 2000 + number,
        1..=3 => 1900 + number,
        _ => number,
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if year < 1 {
        return None;
    }
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    // The 31st of June is the day after the 30th: some programs count so.
    (1..=31).contains(&day).then(|| first.checked_add(jiff::ToSpan::days(day - 1)).ok()).flatten()
}
