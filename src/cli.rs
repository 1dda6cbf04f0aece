//! The command line: arguments, subcommands, exit codes.

mod add;
mod arguments;
mod cat;
#[cfg(unix)]
mod doctor;
mod export;
mod feeds;
mod help;
mod import;
mod library;
mod list;
mod mark;
mod mistake;
mod open;
mod refresh;
mod remove;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use crate::{
    runtime::{language::Languages, window},
    text::CleanText,
    words::{Phrase, Words},
};
use arguments::{Arguments, Command};

/// Everything that was asked for was done; a reader that closed the pipe is a normal goodbye.
const DONE: u8 = 0;
/// A source could not be read, or the output not be written.
const FAILED: u8 = 1;
/// The command line was not understood.
const MISUSED: u8 = 2;
/// What a signal's number is added to when it ended the program, as shells do.
const SIGNALLED: i32 = 128;

/// Runs the program with the words of its command line, the program's name first.
#[must_use]
pub fn main(said: impl IntoIterator<Item = OsString>) -> ExitCode {
    let said: Vec<OsString> = said.into_iter().collect();
    // Help and complaints about the command line speak the language that it asks for, even where the rest is wrong.
    let named = named_language(&said);
    let languages = Languages::choose(named.as_deref(), Words::built_in())
        .or_else(|| Languages::choose(None, Words::built_in()))
        .unwrap_or_default();
    let words = languages.words;
    ExitCode::from(match help::parse(said, words) {
        Ok(arguments) => run(&arguments, languages),
        Err(error) => explain(&error, words),
    })
}

/// What follows `--language`.
fn named_language(said: &[OsString]) -> Option<String> {
    let mut rest = said.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    rest.find_map(|word| match word.strip_prefix("--language")?.strip_prefix('=') {
        Some(value) => Some(Some(value.to_owned())),
        None => (word == "--language").then_some(None),
    })?
    .or_else(|| rest.next().map(str::to_owned))
}

fn run(arguments: &Arguments, languages: Languages) -> u8 {
    let words = languages.words;
    if let Some(named) = &arguments.language
        && Words::of(named, &languages.known).is_none()
    {
        let known = languages.known.iter().map(Words::tag).collect::<Vec<_>>().join(", ");
        complain(&Phrase::new("cli.unknown-language").with("named", named.as_str()).with("known", known), words);
        return MISUSED;
    }
    let printed = match &arguments.command {
        Some(Command::Cat(wanted)) => cat::run(wanted, words),
        Some(Command::Import(wanted)) => import::run(wanted, words),
        Some(Command::Refresh(wanted)) => refresh::run(wanted, words),
        Some(Command::Add(wanted)) => return ended(add::run(wanted, words), words),
        Some(Command::Remove(wanted)) => return ended(remove::run(wanted, words), words),
        Some(Command::Feeds(wanted)) => return ended(feeds::run(wanted, words), words),
        Some(Command::Export(wanted)) => return ended(export::run(wanted, words), words),
        Some(Command::List(wanted)) => return ended(list::run(wanted, words), words),
        Some(Command::Mark(wanted)) => return ended(mark::run(wanted, words), words),
        Some(Command::Tag(wanted)) => return ended(mark::tag(wanted, words), words),
        #[cfg(unix)]
        Some(Command::Doctor) => doctor::run(words),
        None if window::can_paint() => return open::run(&arguments.open, languages),
        None => cat::run(&arguments.open.as_text(), words),
    };
    ended(printed.map(|complete| if complete { DONE } else { FAILED }), words)
}

/// The exit code of a verb that ended so.
fn ended(printed: io::Result<u8>, words: Words) -> u8 {
    match printed {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            complain(&Phrase::new("cli.writing").with("why", error.to_string()), words);
            FAILED
        }
    }
}

/// Prints help or what was wrong with the command line; a wrong word is repeated, so it is cleaned.
fn explain(error: &clap::Error, words: Words) -> u8 {
    if let Some(mistake) = mistake::phrase(error) {
        complain(&mistake, words);
        return MISUSED;
    }
    let text = CleanText::block(&error.to_string());
    let failure = error.use_stderr();
    // With the terminal or pipe gone there is nobody left to tell.
    let _ = if failure { write!(io::stderr(), "{text}") } else { write!(io::stdout(), "{text}") };
    if failure { MISUSED } else { DONE }
}

/// One line on standard error.
fn complain(what: &Phrase, words: Words) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "newsprint: {}", words.say(what));
}
