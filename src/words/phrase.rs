//! Something to be said in a language that is chosen later.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Words;
use crate::text::CleanText;

/// A sentence by its key, with what fills its gaps; or text that is nobody's to translate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Phrase {
    /// A key of the words.
    Key {
        /// The key.
        key: String,
        /// The number that decides the form, and fills `{n}`.
        count: Option<u64>,
        /// What fills each gap.
        gaps: Vec<(Cow<'static, str>, Value)>,
    },
    /// Text as it is.
    Text(CleanText),
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Text as it is.
    Text(CleanText),
    /// Another phrase.
    Phrase(Box<Phrase>),
}

impl Phrase {
    /// The sentence of a key.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self::Key { key: key.into(), count: None, gaps: Vec::new() }
    }

    /// The same with a gap filled: `{name}` becomes `value`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        if let Self::Key { gaps, .. } = &mut self {
            gaps.push((Cow::Borrowed(name), value.into()));
        }
        self
    }

    /// The same in the form that goes with a number, which also fills `{n}`.
    #[must_use]
    pub fn count(mut self, number: impl TryInto<u64>) -> Self {
        if let Self::Key { count, .. } = &mut self {
            *count = Some(number.try_into().unwrap_or(u64::MAX));
        }
        self
    }

    /// The phrase as it is stored, for readers of any language.
    #[must_use]
    pub fn stored(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A phrase that was stored; what is none is text as it is.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self::Text(CleanText::line(text)))
    }

    /// The sentence in English, for logs and for errors on their own.
    #[must_use]
    pub fn english(&self) -> CleanText {
        self.said(Words::english())
    }

    pub(super) fn said(&self, words: Words) -> CleanText {
        let (key, count, gaps) = match self {
            Self::Text(text) => return text.clone(),
            Self::Key { key, count, gaps } => (key, *count, gaps),
        };
        let number = count.map(|count| (Cow::Borrowed("n"), Value::from(count)));
        let pattern = count.map_or_else(|| words.get(key), |count| words.counted(key, count));
        let value = |name: &str| {
            let found = gaps.iter().chain(&number).find(|(known, _)| *known == name);
            found.map(|(_, value)| value.said(words))
        };
        filled(pattern, value)
    }
}

/// What the system says of a file, in our words where there are some.
impl From<&std::io::Error> for Phrase {
    fn from(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let key = match error.kind() {
            ErrorKind::NotFound => "system.missing",
            ErrorKind::PermissionDenied => "system.forbidden",
            ErrorKind::AlreadyExists => "system.exists",
            ErrorKind::StorageFull => "system.full",
            ErrorKind::ReadOnlyFilesystem => "system.read-only",
            ErrorKind::IsADirectory => "system.folder",
            ErrorKind::NotADirectory => "system.no-folder",
            ErrorKind::QuotaExceeded => "system.quota",
            ErrorKind::FileTooLarge => "system.too-large",
            ErrorKind::InvalidFilename => "system.bad-name",
            ErrorKind::TimedOut => "system.too-long",
            ErrorKind::ConnectionRefused => "system.refused",
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => "system.cut-off",
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "system.busy",
            ErrorKind::ArgumentListTooLong => "system.arguments",
            ErrorKind::OutOfMemory => "system.memory",
            ErrorKind::Unsupported => "system.unsupported",
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "system.unreachable",
            _ if error.raw_os_error().is_some() => {
                return Self::new("system.failed").with("why", CleanText::line(&error.to_string()));
            }
            // It is one of ours, with a text of its own.
            _ => return Self::Text(CleanText::line(&error.to_string())),
        };
        Self::new(key)
    }
}

impl Value {
    fn said(&self, words: Words) -> CleanText {
        match self {
            Self::Text(text) => text.clone(),
            Self::Phrase(phrase) => phrase.said(words),
        }
    }
}

/// A pattern with every `{name}` that has a value replaced by it.
fn filled(pattern: &str, value: impl Fn(&str) -> Option<CleanText>) -> CleanText {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let gap = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        out.push_str(gap.as_ref().map_or("{", |(value, _)| value.as_str()));
        rest = gap.map_or(after, |(_, after)| after);
    }
    out.push_str(rest);
    CleanText::line(&out)
}

impl Default for Phrase {
    fn default() -> Self {
        Self::Text(CleanText::new())
    }
}

impl From<CleanText> for Phrase {
    fn from(text: CleanText) -> Self {
        Self::Text(text)
    }
}

impl From<CleanText> for Value {
    fn from(text: CleanText) -> Self {
        Self::Text(text)
    }
}

impl From<&CleanText> for Value {
    fn from(text: &CleanText) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(CleanText::line(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// Numbers fill gaps as they are.
macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::from(number.to_string())
            }
        })*
    };
}

numbers! { u8 u16 u32 u64 usize i8 i16 i32 i64 }

#[cfg(test)]
mod tests {
    use super::{Phrase, filled};
    use crate::words::Words;

    #[test]
    fn gaps_are_filled_once_and_what_fills_them_is_not_read_again() {
        let value = |name: &str| (name == "a").then(|| "{b} {a}".into());
        assert_eq!(filled("<{a}> {b} { {", value).as_str(), "<{b} {a}> {b} { {");
    }

    #[test]
    fn a_phrase_within_a_phrase_is_said_in_the_same_language() {
        let phrase = Phrase::new("error.at").with("where", "e.org").with("what", Phrase::new("error.empty"));
        let said: Vec<String> = Words::built_in().iter().map(|words| words.say(&phrase).to_string()).collect();
        assert_eq!(said, ["e.org: it is empty", "e.org：内容为空"]);
    }

    #[test]
    fn a_phrase_that_was_stored_is_said_in_whatever_language_is_chosen_later() {
        let phrase = Phrase::new("store.saved").count(2_u64);
        let whole = Phrase::new("error.at").with("where", "e.org").with("what", phrase);
        assert_eq!(Phrase::from_stored(&whole.stored()), whole);
        let text = Phrase::Text("no \"key\"".into());
        assert_eq!(Phrase::from_stored(&text.stored()), text);
        assert_eq!(Phrase::from_stored("an \u{1b}[31mold sentence").english().as_str(), "an old sentence");
        assert!(Phrase::from_stored(&"[".repeat(10_000)).english().starts_with("[["));
    }

    #[test]
    fn nothing_that_fills_a_gap_reaches_the_terminal_as_an_escape() {
        let said = Phrase::new("error.at").with("where", "a\u{1b}[31m\nb").with("what", "c").english();
        assert_eq!(said.as_str(), "a b: c");
    }
}
