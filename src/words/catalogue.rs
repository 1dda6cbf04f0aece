//! A file of words: flat dotted keys, and how the language counts.

use std::collections::BTreeMap;

use super::Phrase;
use crate::text::CleanText;

/// The words of a language, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The language's tag, which is the name of its file.
    pub tag: String,
    /// How it counts.
    pub plural: Plural,
    words: BTreeMap<String, CleanText>,
}

/// Why a file of words can't be used: one line with the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError(Phrase);

super::spoken!(CatalogueError);

impl CatalogueError {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        self.0.clone()
    }
}

/// The forms that a language has for numbers, after the plural rules of the Unicode CLDR, for whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plural {
    /// One form for all: Chinese, Japanese, Korean, Vietnamese, Thai, Turkish after a number.
    None,
    /// 1, and others: English, German, Spanish, Italian.
    #[default]
    One,
    /// 0 and 1, and others: French, Portuguese of Brazil.
    ZeroOne,
    /// 1 21 31, 2 3 4 22 23, and others: Russian, Ukrainian.
    Slavic,
    /// 1, 2 3 4, and others: Czech, Slovak.
    Few,
}

impl Plural {
    fn parse(written: &str) -> Option<Self> {
        Some(match written {
            "none" => Self::None,
            "one" => Self::One,
            "zero-one" => Self::ZeroOne,
            "slavic" => Self::Slavic,
            "few" => Self::Few,
            _ => return None,
        })
    }

    /// The form of a number: the last part of a key.
    #[must_use]
    pub fn form(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::One | Self::Few, 1) | (Self::ZeroOne, 0 | 1) => "one",
            (Self::Few, 2..=4) => "few",
            (Self::Slavic, _) if count % 10 == 1 && count % 100 != 11 => "one",
            (Self::Slavic, _) if (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100)) => "few",
            _ => "other",
        }
    }
}

impl Catalogue {
    /// Reads the file of the language `tag`.
    pub fn parse(tag: &str, text: &str) -> Result<Self, CatalogueError> {
        let read: toml::Table = toml::from_str(text).map_err(|error| CatalogueError(place(text, &error).into()))?;
        let mut words = BTreeMap::new();
        flatten("", read, &mut words)?;
        let plural = words.get("language.plural").map_or("one", |written| written.as_str());
        let plural = Plural::parse(plural)
            .ok_or_else(|| CatalogueError(Phrase::new("words.plural").with("written", CleanText::line(plural))))?;
        Ok(Self { tag: tag.to_owned(), plural, words })
    }

    /// The word of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(CleanText::as_str)
    }

    /// Every key with its word, in the order of the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, word)| (key.as_str(), word.as_str()))
    }
}

fn flatten(prefix: &str, table: toml::Table, words: &mut BTreeMap<String, CleanText>) -> Result<(), CatalogueError> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(word) => drop(words.insert(key, CleanText::block(&word))),
            toml::Value::Table(table) => flatten(&key, table, words)?,
            _ => return Err(CatalogueError(Phrase::new("words.no-text").with("key", CleanText::line(&key)))),
        }
    }
    Ok(())
}

/// What the parser says, with its line: of a file that the program ships, for those who write it.
fn place(text: &str, error: &toml::de::Error) -> CleanText {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    CleanText::line(&format!("line {}: {}", before.matches('\n').count() + 1, error.message()))
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Plural};

    #[test]
    fn numbers_take_the_form_that_the_language_gives_them() {
        let forms = |plural: Plural| [0, 1, 2, 5, 11, 12, 21, 22].map(|count| plural.form(count));
        assert_eq!(forms(Plural::None), ["other"; 8]);
        assert_eq!(forms(Plural::One), ["other", "one", "other", "other", "other", "other", "other", "other"]);
        assert_eq!(forms(Plural::ZeroOne), ["one", "one", "other", "other", "other", "other", "other", "other"]);
        assert_eq!(forms(Plural::Slavic), ["other", "one", "few", "other", "other", "other", "one", "few"]);
        assert_eq!(forms(Plural::Few), ["other", "one", "few", "other", "other", "other", "other", "other"]);
    }

    #[test]
    fn a_file_that_is_no_catalogue_is_named_with_its_place() {
        let problem = |text| Catalogue::parse("xx", text).expect_err("no catalogue").to_string();
        assert!(problem("a = \"b\"\nc = ").starts_with("line 2: "), "{}", problem("a = \"b\"\nc = "));
        assert_eq!(problem("foot.help = 3"), "foot.help: a word is a text in quotation marks");
        assert!(problem("language.plural = \"two\"").contains("write none, one"));
    }
}
