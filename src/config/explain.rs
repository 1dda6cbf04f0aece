//! What the parser of configuration files says, in our words.

use super::keymap::unknown;
use crate::{
    text::CleanText,
    words::{Phrase, Words},
};

/// What the parser says, in our words where there are some. It puts names between backticks: the wrong one, then those
/// that would do.
pub(super) fn explained(message: &str) -> Phrase {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (key, known) = match (message.split_once('`').map(|(start, _)| start), names.split_first()) {
        (Some("unknown field "), Some((wrong, known))) => ("config.unknown", (wrong, known)),
        (Some("unknown variant "), Some((wrong, known))) => ("config.unknown-value", (wrong, known)),
        _ => return mistaken(message),
    };
    let (wrong, known) = known;
    unknown(key, wrong, known)
}

/// What the parser calls the kinds of values, by the beginning of their name, and the word for each.
const KINDS: [(&str, &str); 14] = [
    ("string", "kind.text"),
    ("a string", "kind.text"),
    ("integer", "kind.number"),
    ("floating point", "kind.number"),
    ("u8", "kind.number"),
    ("u16", "kind.number"),
    ("u32", "kind.number"),
    ("boolean", "kind.switch"),
    ("a boolean", "kind.switch"),
    ("sequence", "kind.list"),
    ("a sequence", "kind.list"),
    ("map", "kind.table"),
    ("a map", "kind.table"),
    ("struct", "kind.table"),
];

/// How the parser begins what it says of the form, and the sentence for it.
const SYNTAX: [(&str, &str); 47] = [
    ("duplicate ", "config.twice"),
    ("string values must be quoted", "config.unquoted"),
    ("invalid basic string", "config.open-text"),
    ("invalid literal string", "config.open-text"),
    ("invalid multi-line", "config.open-text"),
    ("missing escaped value", "config.escape"),
    ("too few unicode", "config.escape"),
    ("key with no value", "config.no-value"),
    ("missing value", "config.no-value"),
    ("missing assignment", "config.no-value"),
    ("unclosed ", "config.open-bracket"),
    ("missing array opening", "config.stray-bracket"),
    ("missing inline table opening", "config.stray-bracket"),
    ("unquoted keys cannot be empty", "config.no-name"),
    ("missing key", "config.no-name"),
    ("invalid unquoted key", "config.bad-name"),
    ("missing comma", "config.no-comma"),
    ("extra comma", "config.extra-comma"),
    ("unexpected key or value", "config.line-goes-on"),
    ("unexpected content", "config.line-goes-on"),
    ("extra ", "config.line-goes-on"),
    ("unexpected `=`", "config.line-goes-on"),
    ("invalid boolean", "config.bad-switch"),
    ("invalid date", "config.bad-date"),
    ("invalid time", "config.bad-date"),
    ("carriage return", "config.control"),
    ("invalid comment character", "config.control"),
    ("cannot extend value", "config.no-table"),
    ("recursion limit", "config.deep-value"),
    ("cannot recurse", "config.deep-value"),
    ("missing field", "config.no-field"),
    ("not an absolute http", "config.no-address"),
    ("unexpected leading zero", "config.bad-number"),
    ("unexpected sign", "config.bad-number"),
    ("integer number overflowed", "config.bad-number"),
    ("integers with a radix", "config.bad-number"),
    ("`_` may only", "config.bad-number"),
    ("redundant ", "config.bad-number"),
    ("radix ", "config.bad-number"),
    ("invalid fraction", "config.bad-number"),
    ("invalid exponent", "config.bad-number"),
    ("invalid mantissa", "config.bad-number"),
    ("invalid float", "config.bad-number"),
    ("invalid integer", "config.bad-number"),
    ("invalid hexadecimal", "config.bad-number"),
    ("invalid octal", "config.bad-number"),
    ("invalid binary", "config.bad-number"),
];

/// The value that the parser shows between backticks.
fn value(found: &str) -> CleanText {
    let shown = found.split_once('`').map_or(found, |(_, rest)| rest.split('`').next().unwrap_or_default());
    CleanText::line(shown)
}

/// What the parser says of values and of the form, in our words.
fn mistaken(message: &str) -> Phrase {
    let first = message.lines().next().unwrap_or_default();
    let kind = |name: &str| {
        let known = KINDS.iter().find(|(beginning, _)| name.starts_with(beginning));
        known.map_or_else(|| CleanText::line(name).into(), |(_, key)| Phrase::new(*key))
    };
    if let Some((found, wanted)) = first.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        if kind(found) == kind(wanted) || wanted.starts_with("any ") {
            // A number of more digits than there are numbers.
            return Phrase::new("config.range").with("value", value(found));
        }
        return Phrase::new("config.kind").with("found", kind(found)).with("wanted", kind(wanted));
    }
    if let Some((found, _)) = first.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected ")) {
        return Phrase::new("config.range").with("value", value(found));
    }
    // A type of ours says its sentence by its key.
    if Words::english().find(first).is_some() {
        return Phrase::new(first);
    }
    match SYNTAX.iter().find(|(beginning, _)| first.starts_with(beginning)) {
        Some((_, key)) => Phrase::new(*key),
        None => Phrase::new("config.syntax").with("why", CleanText::line(first)),
    }
}

#[cfg(test)]
mod tests {
    use super::explained;
    use crate::words::Words;

    #[test]
    fn what_the_parser_says_is_said_in_the_language_of_the_reader() {
        let nested = "n = ".to_owned() + &"[".repeat(1_000);
        let mistakes = [
            "theme = \"a",
            "theme = 'a",
            "theme = \"\"\"a",
            "theme = a",
            "theme =",
            "theme",
            "theme \"a\"",
            "= 3",
            "[text",
            "[[text",
            "[]",
            "[text]]",
            "text.size = 3 4",
            "theme = \"\\q\"",
            "theme = \"\\u12\"",
            "n = 01",
            "n = 0x",
            "n = 1__0",
            "n = 1.",
            "n = 1e",
            "n = ++1",
            "n = 99999999999999999999",
            "n = 1979-99-99",
            "n = 12:99",
            "l = [1 2]",
            "l = [\"a\" \"b\"]",
            "l = [1,,2]",
            "l = [1",
            "l = {a = 1 b = 2}",
            "l = {a = 1, , b = 2}",
            "l = {a}",
            "l = {a",
            "l = }",
            "l = ]",
            "l == 3",
            "ä = 1",
            "n = tru",
            "n = True",
            "n = \"a\" # a\rb",
            "n = 1 # \u{7}",
            "n = 1\nn = 2",
            "[n]\n[n]",
            "n = 1\nn.a = 2",
            &nested,
        ];
        for text in mistakes {
            let Err(error) = toml::from_str::<toml::Table>(text) else { continue };
            let said = explained(error.message());
            for words in Words::built_in().iter().filter(|words| words.tag() != "en") {
                let said = words.say(&said);
                let ours = said.replace("true", "").replace("false", "");
                let letters = ours.chars().filter(char::is_ascii_alphabetic).count();
                assert!(letters < 8, "{text:?}: {} is said as {said}", error.message());
            }
        }
    }
}
