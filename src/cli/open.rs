//! Opening the screen.

use std::{
    env,
    io::{self, IsTerminal},
};

use super::{DONE, FAILED, MISUSED, SIGNALLED, arguments::Open, complain};
use crate::{
    runtime::{self, Leave, Options, load::Hints},
    source::{NameError, Source},
};

/// Whether there is a screen to open: a terminal that can do more than print.
pub(super) fn on_screen() -> bool {
    let able = env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb") || cfg!(windows);
    able && io::stdout().is_terminal()
}

/// Opens the screen; gives the exit code.
pub(super) fn run(open: &Open) -> u8 {
    let named: Result<Vec<Source>, NameError> = open.sources.iter().map(|named| Source::parse(named)).collect();
    let sources = match named {
        Ok(sources) if sources.is_empty() => vec![Source::Edition],
        Ok(sources) => sources,
        Err(error) => {
            complain(&error.to_string());
            return MISUSED;
        }
    };
    let options = Options { sources, hints: Hints::default(), size: open.size, panic_after_first_frame: open.debug_panic };
    match runtime::run(options) {
        Ok(Leave::Quit) => DONE,
        Ok(Leave::Signal(number)) => u8::try_from(SIGNALLED + number).unwrap_or(FAILED),
        Ok(Leave::Lost) => FAILED,
        Err(error) => {
            complain(&format!("{error:#}"));
            FAILED
        }
    }
}
