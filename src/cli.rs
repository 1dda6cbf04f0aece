//! The command line: arguments, subcommands, exit codes.

mod add;
mod arguments;
mod cat;
mod config;
mod doctor;
mod errand;
mod export;
mod feeds;
mod help;
mod import;
mod keys;
mod library;
mod list;
mod manual;
mod mark;
mod marked;
mod mistake;
mod open;
mod preferences;
mod refresh;
mod remove;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use crate::{
    app::setup::Setup,
    layout::Tier,
    runtime::{heap, refresh::Habits, window},
    text::CleanText,
    words::{Phrase, Words},
};
use arguments::{Arguments, Command, List};
use preferences::Chosen;

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
    heap::share_where_scarce(&said);
    let words = Chosen::before(&said).words;
    ExitCode::from(match help::parse(said, words) {
        Ok(arguments) => run(&arguments, Chosen::with(&arguments)),
        Err(error) => explain(&error, words),
    })
}

fn run(arguments: &Arguments, chosen: Chosen) -> u8 {
    let words = chosen.words;
    if let (Some(_), Some(source)) = (&arguments.command, arguments.open.sources.first()) {
        let source = source.to_string_lossy().into_owned();
        complain(&Phrase::new("mistake.conflict").with("what", source), words);
        return MISUSED;
    }
    if let Some(mistake) = mistake::verb(&arguments.open.sources).filter(|_| arguments.command.is_none()) {
        complain(&mistake, words);
        return MISUSED;
    }
    let on_screen = arguments.command.is_none() && (window::can_paint() || window::is_dumb());
    if let (Err(error), false) = (&chosen.setup, matches!(arguments.command, Some(Command::Config { .. }))) {
        complain(&error.phrase(), words);
        // Nobody is to read with half of what was set. What is printed needs nothing of it.
        if on_screen {
            return MISUSED;
        }
    }
    let text = chosen.setup.as_ref().map(|setup| setup.settings.text.clone()).unwrap_or_default();
    let printed = match &arguments.command {
        Some(Command::Cat(wanted)) => cat::run(wanted, &text, words),
        Some(Command::Import(wanted)) => import::run(wanted, words),
        Some(Command::Config { command }) => config::run(command, &chosen),
        Some(Command::Keys) => keys::run(&chosen.setup.unwrap_or_default()),
        Some(Command::Completions { shell }) => manual::completions(*shell, &chosen.setup.unwrap_or_default()),
        Some(Command::Man) => manual::man(&chosen.setup.unwrap_or_default()),
        Some(Command::Refresh(wanted)) => {
            let habits = chosen.setup.as_ref().map(|setup| Habits::from(&setup.settings)).unwrap_or_default();
            refresh::run(wanted, habits, words)
        }
        Some(Command::Add(wanted)) => return ended(add::run(wanted, words), words),
        Some(Command::Remove(wanted)) => return ended(remove::run(wanted, words), words),
        Some(Command::Feeds(wanted)) => return ended(feeds::run(wanted, words), words),
        Some(Command::Export(wanted)) => return ended(export::run(wanted, words), words),
        Some(Command::List(wanted)) => return ended(list::run(wanted, chosen.setup.as_ref().ok(), words), words),
        Some(Command::Mark(wanted)) => return ended(mark::run(wanted, chosen.setup.as_ref().ok(), words), words),
        Some(Command::Tag(wanted)) => return ended(mark::tag(wanted, chosen.setup.as_ref().ok(), words), words),
        // Nothing leaves the program by half of what was set.
        Some(Command::Errand(verb)) => match chosen.setup {
            Ok(setup) => errand::run(verb, setup.settings.sharing(), words),
            Err(_) => return MISUSED,
        },
        Some(Command::Doctor(wanted)) => doctor::run(wanted, tier(&chosen), words),
        None if on_screen => return open::run(&arguments.open, chosen),
        None if arguments.open.sources.is_empty() && library::is_in_use(words) => {
            return ended(list::run(&List::as_on_screen(), chosen.setup.as_ref().ok(), words), words);
        }
        None => cat::run(&arguments.open.as_text(), &text, words),
    };
    ended(printed.map(|complete| if complete { DONE } else { FAILED }), words)
}

/// The tier that the settings name, if any.
fn tier(chosen: &Chosen) -> Option<Tier> {
    chosen.setup.as_ref().ok().and_then(Setup::tier)
}

/// The exit code of a verb that ended so.
fn ended(printed: io::Result<u8>, words: Words) -> u8 {
    match printed {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            complain(&Phrase::new("cli.writing").with("why", Phrase::from(&error)), words);
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
