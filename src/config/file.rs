//! A configuration file: its text, and where in it something is wrong.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::explain::explained;
use crate::{text::CleanText, words::Phrase};

/// The largest configuration file that is read, in bytes.
pub const LARGEST: usize = 1 << 20;
/// The deepest key that is read, in parts.
const DEEPEST: usize = 8;

/// A configuration file that can be read as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The file as its user knows it.
    pub name: String,
    text: String,
}

/// What is wrong with a configuration file, in one line: file, line, key, what, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file as its user knows it.
    pub file: String,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// The key, where one is to blame: `text.size`.
    pub key: String,
    /// What is wrong with it.
    pub problem: Box<Phrase>,
}

crate::words::spoken!(ConfigError);

impl ConfigError {
    /// The sentence: `config.toml:3: text.size: …`.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let place = self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file));
        let at = |place: String, what: Phrase| Phrase::new("config.at").with("where", place).with("what", what);
        let problem = Phrase::clone(&self.problem);
        let what = if self.key.is_empty() { problem } else { at(self.key.clone(), problem) };
        at(place, what)
    }
}

impl File {
    /// A file that the program ships.
    #[must_use]
    pub fn shipped(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned() }
    }

    /// Takes the bytes of a file. A byte order mark is passed over.
    pub fn new(name: &str, bytes: &[u8]) -> Result<Self, ConfigError> {
        let wrong = |line, problem| ConfigError { file: name.to_owned(), line, key: String::new(), problem: Box::new(problem) };
        if bytes.len() > LARGEST {
            return Err(wrong(None, Phrase::new("config.large").with("limit", LARGEST >> 10)));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            wrong(Some(before + 1), Phrase::new("config.no-text"))
        })?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        // Tables of thousands of levels would exhaust the stack of whoever reads them.
        let deep = (1..).zip(text.lines()).find(|(_, line)| depth(line) >= DEEPEST);
        match deep {
            Some((line, _)) => Err(wrong(Some(line), Phrase::new("config.deep").with("limit", DEEPEST))),
            None => Ok(Self { name: name.to_owned(), text }),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads it. Unknown keys are errors where `T` denies them.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ConfigError> {
        toml::from_str(&self.text).map_err(|error| self.unreadable(&error))
    }

    /// Looks whether it is written as TOML is.
    pub fn parse(&self) -> Result<(), ConfigError> {
        self.read::<toml::Table>().map(drop)
    }

    fn unreadable(&self, error: &toml::de::Error) -> ConfigError {
        let line = error.span().map(|span| self.line_of(span.start));
        let key = error.span().map(|span| self.key_at(&span)).unwrap_or_default();
        ConfigError { file: self.name.clone(), line, key, problem: Box::new(explained(error.message())) }
    }

    /// What is wrong with the value at `path`; a number in it is that of a member of a list, from 1.
    #[must_use]
    pub fn wrong(&self, path: &[&str], problem: Phrase) -> ConfigError {
        let found = DeTable::parse(&self.text).ok();
        let line = found.and_then(|root| span_of(root.get_ref(), path)).map(|span| self.line_of(span.start));
        ConfigError { file: self.name.clone(), line, key: shown(path), problem: Box::new(problem) }
    }

    fn line_of(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The key whose name or value a span lies in; what stands before the `=` of its line where the file can't be parsed.
    fn key_at(&self, span: &Range<usize>) -> String {
        let mut path = Vec::new();
        if let Ok(root) = DeTable::parse(&self.text)
            && find(root.get_ref(), span, &mut path)
        {
            return shown(&path.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let line = self.text.lines().nth(self.line_of(span.start) - 1).unwrap_or_default();
        line.split_once('=').map(|(key, _)| CleanText::line(key).elided(60).to_string()).unwrap_or_default()
    }
}

/// How many dots part the key that a line begins with. Those between quotation marks part nothing: they belong to a name.
fn depth(line: &str) -> usize {
    let bare: String = line.split(['"', '\'']).step_by(2).collect();
    bare.split('=').next().unwrap_or_default().matches('.').count()
}

fn shown(path: &[&str]) -> String {
    CleanText::line(&path.join(".")).elided(60).to_string()
}

/// Finds the innermost key whose name or value holds a span.
fn find(table: &DeTable<'_>, span: &Range<usize>, path: &mut Vec<String>) -> bool {
    let holds = |outer: Range<usize>| outer.start <= span.start && span.start < outer.end.max(outer.start + 1);
    for (key, value) in table {
        path.push(key.get_ref().to_string());
        let inside = match value.get_ref() {
            DeValue::Table(inner) => find(inner, span, path),
            _ => false,
        };
        if inside || holds(key.span()) || holds(value.span()) {
            return true;
        }
        path.pop();
    }
    false
}

fn span_of(table: &DeTable<'_>, path: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == first)?;
    match (rest, value.get_ref()) {
        ([], _) => Some(Spanned::span(key)),
        (_, DeValue::Table(inner)) => span_of(inner, rest),
        ([number], DeValue::Array(inner)) => {
            let value = inner.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some(Spanned::span(value))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::File;

    #[derive(Debug, Default, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Example {
        theme: String,
        text: BTreeMap<String, u8>,
    }

    fn problem(text: &[u8]) -> String {
        let read = File::new("c.toml", text).and_then(|file| file.read::<Example>());
        read.expect_err("a mistake").to_string()
    }

    #[test]
    fn a_mistake_is_named_with_file_line_and_key() {
        assert_eq!(problem(b"\nthemee = \"x\""), "c.toml:2: themee: no such setting; did you mean theme?");
        assert_eq!(problem(b"qqq = 1"), "c.toml:1: qqq: no such setting; there are theme, text");
        assert_eq!(problem(b"[text]\nsize = \"x\""), "c.toml:2: text.size: here belongs a number, not a text in quotation marks");
        assert_eq!(problem(b"[text]\nsize = 300"), "c.toml:2: text.size: 300 is out of range");
        assert_eq!(problem(b"theme = \"a\"\ntheme = \"b\""), "c.toml:2: theme: this stands here a second time");
        assert!(problem(b"theme = \"\xff\"").starts_with("c.toml:1: "));
        assert!(problem(b"theme = \"a").starts_with("c.toml:1: theme: "));
    }

    #[test]
    fn a_file_from_a_hostile_place_is_refused_in_one_line() {
        let deep = "a.".repeat(20_000) + "a = 1";
        assert!(problem(deep.as_bytes()).starts_with("c.toml:1: keys of more than"), "{}", problem(deep.as_bytes()));
        let nested = "theme = ".to_owned() + &"[".repeat(20_000);
        assert!(problem(nested.as_bytes()).starts_with("c.toml:1: theme: "));
        assert!(!problem(b"theme = 1 \x1b[31m").contains('\u{1b}'));
        assert!(problem(&vec![b'#'; super::LARGEST + 1]).contains("larger than"));
    }

    #[test]
    fn a_byte_order_mark_and_carriage_returns_do_no_harm() {
        let file = File::new("c.toml", b"\xef\xbb\xbftheme = \"dark\"\r\n").expect("text");
        assert_eq!(file.read::<Example>().expect("a setting").theme, "dark");
    }
}
