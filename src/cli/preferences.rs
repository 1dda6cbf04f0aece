//! The settings as the command line says them: flags, and `--set`.

use std::{ffi::OsString, path::PathBuf};

use super::arguments::Arguments;
use crate::{
    app::setup::Setup,
    config::ConfigError,
    runtime::{
        language,
        preferences::{Preferences, Said},
        window,
    },
    words::Words,
};

/// The settings, and their language.
pub(super) struct Chosen {
    /// Where they come from.
    pub(super) preferences: Preferences,
    /// What they say, or what is wrong with them.
    pub(super) setup: Result<Setup, ConfigError>,
    /// The language, which is known even where something is wrong.
    pub(super) words: Words,
}

impl Chosen {
    fn of(file: Option<PathBuf>, said: Vec<Said>) -> Self {
        let preferences = Preferences::new(file, said);
        let setup = preferences.read();
        let words = setup.as_ref().map_or_else(|_| language::of_system(&Words::built_in()), |setup| setup.words);
        Self { preferences, setup, words }
    }

    /// The settings before the command line is understood: its help and what is wrong with it are said in the language
    /// that it asks for.
    pub(super) fn before(words: &[OsString]) -> Self {
        let said = after(words, "--language").map(|tag| Said::flag("--language", "language", &tag));
        Self::of(after(words, "--config").map(PathBuf::from), said.into_iter().collect())
    }

    /// The settings with all that the command line says.
    pub(super) fn with(arguments: &Arguments) -> Self {
        let mut said: Vec<Said> = arguments.set.iter().map(|(key, value)| Said::flag("--set", key, value)).collect();
        let flags = [
            ("--language", "language", arguments.language.clone()),
            ("--theme", "theme", arguments.theme.clone()),
            ("--linear", "linear", (arguments.linear || window::is_dumb()).then(|| "true".to_owned())),
            ("--size", "text.size", arguments.open.size.map(|size| size.name().to_owned())),
            ("--text-size-tier", "text.size_tier", arguments.open.text_size_tier.tier().map(|tier| tier.name().to_owned())),
        ];
        said.extend(flags.into_iter().filter_map(|(flag, key, value)| Some(Said::flag(flag, key, &value?))));
        Self::of(arguments.config.clone(), said)
    }
}

/// What follows an option.
fn after(words: &[OsString], option: &str) -> Option<String> {
    let mut rest = words.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    while let Some(word) = rest.next() {
        if word == option {
            return rest.next().map(str::to_owned);
        }
        if let Some(value) = word.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn an_option_is_found_wherever_it_stands() {
        let after = |line: &str| {
            let words: Vec<_> = line.split(' ').map(Into::into).collect();
            after(&words, "--language")
        };
        assert_eq!(after("newsprint --language zh x").as_deref(), Some("zh"));
        assert_eq!(after("newsprint x --language=zh").as_deref(), Some("zh"));
        assert_eq!(after("newsprint -- --language=zh"), None);
        assert_eq!(after("newsprint --languages zh"), None);
    }
}
