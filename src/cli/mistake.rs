//! What was wrong with the command line, in one line of the reader's language.

use std::{ffi::OsString, path::Path};

use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::arguments::Arguments;
use crate::{
    config::nearest::nearest,
    text::CleanText,
    words::{Phrase, Words},
};

/// The sentence for a mistake; `None` where clap's own words must do, and for help, which is none.
pub(super) fn phrase(error: &clap::Error) -> Option<Phrase> {
    let argument = || context(error, ContextKind::InvalidArg);
    let value = || context(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => {
            let what = argument()?;
            Phrase::new(if what.starts_with('-') { "mistake.option" } else { "mistake.extra" }).with("what", what)
        }
        ErrorKind::InvalidValue if value()?.is_empty() => Phrase::new("mistake.no-value").with("what", argument()?),
        ErrorKind::InvalidValue => {
            let known = context(error, ContextKind::ValidValue)?;
            Phrase::new("mistake.value").with("what", argument()?).with("value", value()?).with("known", known)
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            // Ours say their sentence by its key; clap's are about numbers.
            let why = if Words::english().find(&why).is_some() { Phrase::new(why) } else { Phrase::new("mistake.number") };
            Phrase::new("mistake.invalid").with("what", argument()?).with("value", value()?).with("why", why)
        }
        ErrorKind::MissingRequiredArgument => Phrase::new("mistake.missing").with("what", argument()?),
        ErrorKind::InvalidSubcommand => {
            Phrase::new("mistake.command").with("what", context(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::TooManyValues => Phrase::new("mistake.no-value-wanted").with("what", argument()?),
        ErrorKind::ArgumentConflict => Phrase::new("mistake.conflict").with("what", argument()?),
        _ => return None,
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
        .into_iter()
        .find_map(|kind| context(error, kind));
    Some(match meant {
        Some(meant) => Phrase::new("mistake.meant").with("mistake", sentence).with("meant", meant),
        None => Phrase::new("mistake.help").with("mistake", sentence),
    })
}

/// The sentence for a verb that is written wrong: no file has its name, and it is near to that of a verb.
pub(super) fn verb(sources: &[OsString]) -> Option<Phrase> {
    let said = sources.first()?.to_str()?;
    let is_word = said.chars().all(|c| c.is_ascii_alphabetic());
    let command = Arguments::command();
    let meant = nearest(said, command.get_subcommands().map(clap::Command::get_name)).filter(|_| is_word)?;
    let mistake = Phrase::new("error.at").with("where", CleanText::line(said)).with("what", Phrase::new("file.missing"));
    (!Path::new(said).exists()).then(|| Phrase::new("mistake.meant").with("mistake", mistake).with("meant", meant.to_owned()))
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}
