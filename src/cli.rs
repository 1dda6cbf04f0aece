//! The command line: arguments, subcommands, exit codes.

mod arguments;
mod cat;
#[cfg(unix)]
mod doctor;
mod open;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use crate::{runtime::window, text::CleanText};
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
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(match Arguments::try_parse_from(words) {
        Ok(arguments) => run(&arguments),
        Err(error) => explain(&error),
    })
}

fn run(arguments: &Arguments) -> u8 {
    let printed = match &arguments.command {
        Some(Command::Cat(wanted)) => cat::run(wanted),
        #[cfg(unix)]
        Some(Command::Doctor) => doctor::run(),
        None if window::can_paint() => return open::run(&arguments.open),
        None => cat::run(&arguments.open.as_text()),
    };
    match printed {
        Ok(true) => DONE,
        Ok(false) => FAILED,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            complain(&format!("writing failed: {error}"));
            FAILED
        }
    }
}

/// Prints help or what was wrong with the command line; a wrong word is repeated, so it is cleaned.
fn explain(error: &clap::Error) -> u8 {
    let text = CleanText::block(&error.to_string());
    let failure = error.use_stderr();
    // With the terminal or pipe gone there is nobody left to tell.
    let _ = if failure { write!(io::stderr(), "{text}") } else { write!(io::stdout(), "{text}") };
    if failure { MISUSED } else { DONE }
}

/// One line on standard error.
fn complain(message: &str) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "newsprint: {}", CleanText::line(message));
}
