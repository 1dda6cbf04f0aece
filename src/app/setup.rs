//! What a reader has set, resolved: keys, colours and languages by their names.

mod queries;

use std::sync::Arc;

use super::keys::Keys;
use crate::{
    config::{
        ConfigError, Depth, File, Keymap, Settings, Theme,
        keymap::unknown,
        settings::{self, AUTO, SHIPPED},
    },
    layout::Tier,
    query::Query,
    text::CleanText,
    words::{Phrase, Words},
};

/// What a reader has set.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The settings.
    pub settings: Settings,
    /// The keymap: that of the preset, with the reader's own keys over it.
    pub keys: Keys,
    /// The colours by their names, in the order in which they are gone through.
    pub themes: Vec<(String, Theme)>,
    /// The language.
    pub words: Words,
    /// The languages that there are.
    pub languages: Vec<Words>,
    /// The smart feeds: what the reader calls each, and what it asks for.
    pub smart: Vec<(CleanText, Query)>,
    /// What is not shown.
    pub mute: Vec<Query>,
    /// What is marked.
    pub highlight: Vec<Query>,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// The language of the system.
    system: Words,
    /// The file that the settings stand in.
    file: Arc<File>,
}

/// What there is beside the settings to choose from.
#[derive(Debug, Default)]
pub struct Choices {
    /// The themes of the reader's own.
    pub themes: Vec<(String, Theme)>,
    /// The languages, those of the reader's own among them.
    pub languages: Vec<Words>,
    /// The language of the system.
    pub words: Words,
    /// How many colours the terminal shows.
    pub depth: Depth,
}

impl Setup {
    /// What holds where nothing is set.
    pub fn built_in() -> Result<Self, ConfigError> {
        let file = Arc::new(File::shipped("assets/config.toml", SHIPPED));
        Self::resolve(Settings::default(), &file, Choices { languages: Words::built_in(), ..Choices::default() })
    }

    /// Resolves settings that stand in `file`.
    ///
    /// # Errors
    /// Where a name is none that there is, or two keys clash.
    pub fn resolve(settings: Settings, file: &Arc<File>, choices: Choices) -> Result<Self, ConfigError> {
        settings.check(file)?;
        let mut themes = Theme::built_in()?;
        themes.retain(|(name, _)| choices.themes.iter().all(|(own, _)| own != name));
        themes.extend(choices.themes);
        let names: Vec<&str> = themes.iter().map(|(name, _)| name.as_str()).chain([AUTO]).collect();
        let chosen = [("theme", &settings.theme), ("light_theme", &settings.light_theme), ("dark_theme", &settings.dark_theme)];
        for (key, name) in chosen {
            known(file, key, name, &names)?;
        }
        let preset = Keymap::preset(&settings.keymap);
        let Some(preset) = preset else { return Err(no_such(file, "keymap", &settings.keymap, &Keymap::presets())) };
        let keys = Keys::resolve(&preset?.overlaid(Keymap::of(&settings.keys, file, &["keys"])?))?;
        let words = match settings.language.as_str() {
            AUTO => choices.words,
            tag => Words::of(tag, &choices.languages).ok_or_else(|| {
                let tags: Vec<&str> = choices.languages.iter().map(Words::tag).chain([AUTO]).collect();
                no_such(file, "language", tag, &tags)
            })?,
        };
        let (languages, depth, system) = (choices.languages, choices.depth, choices.words);
        let smart = queries::smart(&settings, file)?;
        let mute = queries::rules(&settings.rules.mute, "mute", file)?;
        let highlight = queries::rules(&settings.rules.highlight, "highlight", file)?;
        let file = Arc::clone(file);
        Ok(Self { settings, keys, themes, words, languages, smart, mute, highlight, depth, system, file })
    }

    /// The way to show type of other sizes that is set; `None` where it is to be what the terminal has.
    #[must_use]
    pub fn tier(&self) -> Option<Tier> {
        match self.settings.text.size_tier {
            settings::Tier::Auto => None,
            settings::Tier::Scaled => Some(Tier::Scaled),
            settings::Tier::Doubled => Some(Tier::Doubled),
            settings::Tier::Blocks => Some(Tier::Blocks),
            settings::Tier::Layout => Some(Tier::Layout),
        }
    }

    /// This with one setting said otherwise: `key` dotted, `value` as in the file.
    ///
    /// # Errors
    /// As [`Settings::with`] and [`Setup::resolve`].
    pub fn with(&self, key: &str, value: &str) -> Result<Self, ConfigError> {
        let settings = self.settings.with(":set", key, value)?;
        let (themes, languages) = (self.themes.clone(), self.languages.clone());
        Self::resolve(settings, &self.file, Choices { themes, languages, words: self.system, depth: self.depth })
    }

    /// The theme of this name with the colours that the terminal has; `light` says whether its background is light,
    /// where it told.
    #[must_use]
    pub fn theme(&self, name: &str, light: Option<bool>) -> Theme {
        let name = match (name, light) {
            (AUTO, Some(true)) => &self.settings.light_theme,
            (AUTO, Some(false)) => &self.settings.dark_theme,
            // What any terminal can show.
            (AUTO, None) => "terminal",
            (name, _) => name,
        };
        let found = self.themes.iter().find(|(known, _)| known == name);
        found.map_or_else(Theme::default, |(_, theme)| theme.at(self.depth))
    }
}

fn known(file: &File, key: &str, name: &str, names: &[&str]) -> Result<(), ConfigError> {
    if names.contains(&name) { Ok(()) } else { Err(no_such(file, key, name, names)) }
}

fn no_such(file: &File, key: &str, name: &str, names: &[&str]) -> ConfigError {
    let phrase: Phrase = unknown("config.unknown-value", name, names);
    file.wrong(&[key], phrase)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Choices, Setup};
    use crate::{
        app::{Focus, action::Action},
        config::{File, Settings},
        words::Words,
    };

    fn setup(text: &str) -> Result<Setup, String> {
        let file = Arc::new(File::new("config.toml", text.as_bytes()).expect("text"));
        let settings: Settings = file.read().map_err(|error| error.to_string())?;
        let choices = Choices { languages: Words::built_in(), ..Choices::default() };
        Setup::resolve(settings, &file, choices).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_that_nobody_has_is_an_error_with_its_line() {
        for (text, problem) in [
            ("\ntheme = \"sepai\"", "config.toml:2: theme: there is no sepai; did you mean sepia?"),
            ("language = \"tlh\"", "config.toml:1: language: there is no tlh; there are en, zh, auto"),
            ("keymap = \"vmi\"", "config.toml:1: keymap: there is no vmi; did you mean vim?"),
            (
                "[keys.list]\nx = \"move.dwon\"",
                "config.toml:2: keys.list.x: there is no action move.dwon; did you mean move.down?",
            ),
            (
                "[smart]\n\"Long reads\" = \"ferry is:red\"",
                "config.toml:2: smart.Long reads: “red” is not understood here: read, unread, starred or later (is:red, at character 7)",
            ),
            (
                "[rules]\nmute = [\n  \"a\",\n  \"(b\",\n]",
                "config.toml:4: rules.mute.2: the bracket is not closed ((, at character 1)",
            ),
        ] {
            assert_eq!(setup(text).expect_err("wrong"), problem);
        }
    }

    #[test]
    fn keys_of_the_readers_own_take_the_place_of_those_of_the_preset() {
        let setup = setup("keymap = \"less\"\n[keys.list]\nj = \"none\"\n\"Ctrl-x\" = \"quit\"").expect("a setup");
        assert_eq!(setup.keys.of(Action::Down, Focus::List), ["e", "↓"]);
        assert!(setup.keys.of(Action::Quit, Focus::List).contains(&"Ctrl-x".to_owned()));
    }

    #[test]
    fn the_theme_follows_the_background_unless_one_was_chosen() {
        let setup = Setup::built_in().expect("built in");
        assert_ne!(setup.theme("auto", Some(true)), setup.theme("auto", Some(false)));
        assert_eq!(setup.theme("sepia", Some(false)), setup.theme("sepia", None));
    }
}
