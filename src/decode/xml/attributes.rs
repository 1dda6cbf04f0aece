//! The attributes of a tag, with or without quotation marks.

use std::borrow::Cow;

use crate::decode::entity;

/// How many quotation marks in a value are looked at for its end.
const MOST_MARKS: usize = 64;

/// The attributes of one tag: names as written, values with references replaced.
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self { rest: raw }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '=' | '<'));
        if rest.is_empty() {
            return None;
        }
        let (name, rest) = split(rest, |c| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '"' | '\''));
        let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
            self.rest = rest;
            return Some((name, Cow::Borrowed("")));
        };
        let (value, rest) = value_of(value.trim_ascii_start());
        self.rest = rest;
        Some((name, entity::unescape(value)))
    }
}

/// The value at the start of `text`, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(value) = text.strip_prefix(quote) {
            let end = end_of_value(value, quote).or_else(|| value.find(quote));
            let parts = end.and_then(|end| Some((value.get(..end)?, value.get(end + 1..)?)));
            return parts.unwrap_or_else(|| split(value, |c| c.is_ascii_whitespace()));
        }
    }
    split(text, |c| c.is_ascii_whitespace())
}

/// Where a value ends whose writer did not escape the quotation marks in it: at the first one that another attribute
/// or the end of the tag follows. `None` where a mark that opens another value comes before.
fn end_of_value(value: &str, quote: char) -> Option<usize> {
    let marks = value.match_indices(quote).take(MOST_MARKS).map(|(at, _)| at);
    let mut inside = marks.take_while(|at| !value.get(..*at).unwrap_or_default().ends_with('='));
    inside.find(|at| {
        let after = value.get(at + 1..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, rest) = split(after, |c| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\''));
        after.is_empty() || !name.is_empty() && rest.trim_ascii_start().starts_with('=')
    })
}

fn split(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(ends).unwrap_or(text.len())).unwrap_or((text, ""))
}

/// Whether the inside of a tag (its name, and its attributes up to `>`) has only whole, quoted attributes. So a `<` in
/// it belongs to a value, and is not the start of the next tag after a lost quotation mark.
pub(super) fn are_quoted(inside: &str) -> bool {
    let inside = inside.trim_end_matches(['>', '/']);
    let (_, mut rest) = split(inside, |c| c.is_ascii_whitespace());
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return true;
        }
        let (name, after) = split(rest, |c| c == '=');
        let name = name.trim_ascii_end();
        if name.is_empty() || name.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '<' | '"' | '\'')) {
            return false;
        }
        let Some(value) = after.strip_prefix('=').map(str::trim_ascii_start) else { return false };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
        let Some((_, after)) = value.strip_prefix(quote).and_then(|value| value.split_once(quote)) else { return false };
        if !after.is_empty() && !after.starts_with(|c: char| c.is_ascii_whitespace()) {
            return false;
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, are_quoted};

    #[test]
    fn attributes_are_read_with_and_without_quotation_marks() {
        let read: Vec<(&str, String)> = Attributes::new(" href = \"/?a=1&amp;b\" rel=self  checked title='x\"y' last=\"open x")
            .map(|(name, value)| (name, value.into_owned()))
            .collect();
        let expected = [("href", "/?a=1&b"), ("rel", "self"), ("checked", ""), ("title", "x\"y"), ("last", "open"), ("x", "")];
        assert_eq!(read, expected.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn quotation_marks_within_a_value_do_not_hide_the_next_attribute() {
        let read: Vec<(&str, String)> = Attributes::new(" d=\"In \"Tide\", isn't it\" u=\"x\"y=\"z=\" checked v=\"1\"")
            .map(|(name, value)| (name, value.into_owned()))
            .collect();
        let expected = [("d", "In \"Tide\", isn't it"), ("u", "x"), ("y", "z="), ("checked", ""), ("v", "1")];
        assert_eq!(read, expected.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn a_lost_quotation_mark_is_told_from_an_angle_in_a_value() {
        assert!(are_quoted("a title=\"1 < 2\" href='x'>"));
        assert!(are_quoted("a title=\"<b>\"/>"));
        assert!(!are_quoted("a href=\"x>text</a><a href=\"y\">"));
        assert!(!are_quoted("link <title>"));
    }
}
