//! `newsprint config`: the settings as a file, where it belongs, whether it is right.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::{arguments::ConfigCommand, complain, preferences::Chosen};
use crate::{
    config::settings::SHIPPED,
    runtime::preferences::Preferences,
    words::{Phrase, Words},
};

/// Does what was asked for. `false` where the settings are wrong.
pub(super) fn run(wanted: &ConfigCommand, chosen: &Chosen) -> io::Result<bool> {
    let words = chosen.words;
    match wanted {
        ConfigCommand::Default => io::stdout().lock().write_all(SHIPPED.as_bytes())?,
        ConfigCommand::Check { file } => return check(file.clone(), &chosen.preferences, words),
        ConfigCommand::Path => {
            let Some(path) = chosen.preferences.path() else {
                complain(&Phrase::new("config.nowhere"), words);
                return Ok(false);
            };
            writeln!(io::stdout().lock(), "{}", path.display())?;
        }
    }
    Ok(true)
}

fn check(file: Option<PathBuf>, in_use: &Preferences, words: Words) -> io::Result<bool> {
    let preferences = file.map_or_else(|| in_use.clone(), |file| Preferences::new(Some(file), Vec::new()));
    let name = preferences.path().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    match preferences.read() {
        Ok(_) => {
            let there = preferences.path().is_some_and(std::path::Path::exists);
            let phrase = Phrase::new(if there { "config.right" } else { "config.none" });
            writeln!(io::stdout().lock(), "{}", words.say(&phrase.with("file", name)))?;
            Ok(true)
        }
        Err(error) => {
            complain(&error.phrase(), words);
            Ok(false)
        }
    }
}
