//! `newsprint config`: the settings as a file, where it belongs, whether it is right.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::{arguments::ConfigCommand, complain, preferences::Chosen};
use crate::{
    config::settings::SHIPPED,
    layout::headlines::wrapped,
    runtime::preferences::Preferences,
    words::{Phrase, Words},
};

/// The columns that a line of the default file takes, beside the sign that makes a comment of it.
const COLUMNS: u16 = 116;

/// Does what was asked for. `false` where the settings are wrong.
pub(super) fn run(wanted: &ConfigCommand, chosen: &Chosen) -> io::Result<bool> {
    let words = chosen.words;
    match wanted {
        ConfigCommand::Default => io::stdout().lock().write_all(default_file(words).as_bytes())?,
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

/// The file of the defaults, with what is to be said of each setting in the reader's language.
fn default_file(words: Words) -> String {
    let about = |line: &'static str| line.strip_prefix("# {").and_then(|rest| rest.strip_suffix('}'));
    let lines = SHIPPED.lines().flat_map(|line| match about(line) {
        Some(key) => wrapped(&words.get(key).into(), COLUMNS).iter().map(|said| format!("# {said}")).collect(),
        None => vec![line.to_owned()],
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
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
