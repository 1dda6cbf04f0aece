//! Every word that newsprint itself says, in the reader's language.
//!
//! The words lie in `assets/words/LANGUAGE.toml`, one file a language, flat dotted keys. To say something:
//!
//! 1. Add the key to `assets/words/en.toml` and to every other file beside it: `foot.help = "help"`,
//!    `save.done = "Saved {path}"`. Where a number decides the form, `masthead.stories.one` and `.other`.
//! 2. A word without gaps: `words.get("foot.help")`.
//! 3. A sentence with gaps: `words.say(&Phrase::new("save.done").with("path", path))`; with a number that decides
//!    the form, and fills `{n}`: `Phrase::new("masthead.stories").count(3)`.
//! 4. In a room that does not know the reader's language (a failure, an event), hand on the [`Phrase`] itself;
//!    `Phrase::from(text)` is text that is nobody's to translate. An error's `Display` is [`Phrase::english`].
//!
//! [`Words`] is a small value to be handed on, never looked up: the app has it as `app.words()`, a command line gets it
//! from its caller. Tests (`tests/suite/words.rs`) fail where a language lacks a key or has one too many, where the gaps
//! of two languages differ, and where the source names a key that does not exist.
//!
//! A new language is one new file: beside the others it is built in by its line in `BUILT_IN`; in the folder `words` of
//! the reader's configuration it needs nothing else. What it lacks is said in English.

mod catalogue;
mod phrase;

/// Makes errors of types that have `phrase(&self) -> Phrase`: on its own, such an error speaks English.
macro_rules! spoken {
    ($($error:ty),*) => {
        $(
            impl std::fmt::Display for $error {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.phrase().english())
                }
            }

            impl std::error::Error for $error {}
        )*
    };
}
pub(crate) use spoken;

use std::{fmt, sync::LazyLock};

pub use catalogue::{Catalogue, CatalogueError};
pub use phrase::{Phrase, Value};

use crate::text::CleanText;

/// The languages that the program ships: their tag and their file.
const BUILT_IN: [(&str, &str); 2] =
    [("en", include_str!("../assets/words/en.toml")), ("zh", include_str!("../assets/words/zh.toml"))];

/// The shipped files, parsed once: constants, not state.
static SHIPPED: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
    let read = BUILT_IN.iter().map(|(tag, text)| Catalogue::parse(tag, text));
    // `words_are_complete` in the tests reads them too, and says what is wrong.
    read.map(Result::unwrap_or_default).collect()
});

/// The words of a language.
#[derive(Clone, Copy)]
pub struct Words(&'static Catalogue);

impl Words {
    /// English, which every key has.
    #[must_use]
    pub fn english() -> Self {
        SHIPPED.first().map_or_else(Self::none, Self)
    }

    /// No words at all: every key says itself.
    fn none() -> Self {
        static NONE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
        Self(&NONE)
    }

    /// All languages that are built in, English first.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        SHIPPED.iter().map(Self).collect()
    }

    /// The words of a file of the reader's own. They stay for the whole run.
    #[must_use]
    pub fn adopt(catalogue: Catalogue) -> Self {
        // A language is read at most once a run, and every pane keeps its words: leaking a few kilobytes makes the
        // words as easy to hand on as a number.
        Self(Box::leak(Box::new(catalogue)))
    }

    /// The language of `known` that a tag or locale such as `zh-Hans-CN` or `en_GB.UTF-8` asks for.
    #[must_use]
    pub fn of(locale: &str, known: &[Self]) -> Option<Self> {
        let wanted = locale.split(['.', '@']).next()?.replace('_', "-").to_lowercase();
        let whole = known.iter().find(|words| words.tag().to_lowercase() == wanted);
        let base = wanted.split('-').next()?;
        whole.or_else(|| known.iter().find(|words| words.tag().to_lowercase() == base)).copied()
    }

    /// Its tag: `en`, `zh`.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        &self.0.tag
    }

    /// Its name in itself: `English`, `简体中文`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.get("language.name")
    }

    /// The word of a key; in English where this language lacks it, and the key itself where nobody has it.
    #[must_use]
    pub fn get(&self, key: &str) -> &'static str {
        self.find(key).or_else(|| Self::english().0.get(key)).unwrap_or("?")
    }

    /// The word of a key, where this language or English has one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).or_else(|| Self::english().0.get(key))
    }

    /// A sentence with its gaps filled.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> CleanText {
        phrase.said(*self)
    }

    /// The form of `key` that goes with `count`.
    fn counted(self, key: &str, count: u64) -> &'static str {
        let form = |words: &Self| words.0.get(&format!("{key}.{}", words.0.plural.form(count)));
        form(&self).or_else(|| form(&Self::english())).unwrap_or("?")
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::english()
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Phrase, Words};

    #[test]
    fn a_locale_of_any_spelling_finds_its_language() {
        let known = Words::built_in();
        for (locale, tag) in [("zh_CN.UTF-8", "zh"), ("zh-Hans-CN", "zh"), ("en_GB", "en"), ("EN", "en"), ("zh@pinyin", "zh")] {
            assert_eq!(Words::of(locale, &known).map(|words| words.tag()), Some(tag), "{locale}");
        }
        for locale in ["C", "POSIX", "", "tlh_QO"] {
            assert_eq!(Words::of(locale, &known), None, "{locale}");
        }
    }

    #[test]
    fn a_language_of_the_readers_own_says_the_rest_in_english() {
        let text = "language.plural = \"one\"\nfoot.help = \"Hilfe\"\nmasthead.stories.one = \"ein Artikel\"";
        let words = Words::adopt(Catalogue::parse("de", text).expect("a catalogue"));
        assert_eq!((words.get("foot.help"), words.get("foot.quit")), ("Hilfe", "quit"));
        assert_eq!(words.say(&Phrase::new("masthead.stories").count(1)).as_str(), "ein Artikel");
        assert_eq!(words.say(&Phrase::new("masthead.stories").count(2)).as_str(), "2 stories");
    }
}
