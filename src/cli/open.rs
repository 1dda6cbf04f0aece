//! Opening the screen.

use super::{DONE, FAILED, MISUSED, SIGNALLED, arguments::Open, complain, library, preferences::Chosen};
use crate::{
    runtime::{self, Leave, Options, load::Hints},
    source::{NameError, Source},
    words::Phrase,
};

/// Opens the screen; gives the exit code.
pub(super) fn run(open: &Open, chosen: Chosen) -> u8 {
    let Chosen { preferences, setup, words } = chosen;
    let story = open.sources.iter().find_map(|named| library::story(named));
    if story.is_some() && open.sources.len() > 1 {
        complain(&Phrase::new("mistake.story-alone"), words);
        return MISUSED;
    }
    let stands_for_source = |named: &&std::ffi::OsString| library::story(named).is_none();
    let named: Result<Vec<Source>, NameError> =
        open.sources.iter().filter(stands_for_source).map(|named| Source::parse(named)).collect();
    let sources = match named {
        Ok(sources) => sources,
        Err(error) => {
            complain(&error.phrase(), words);
            return MISUSED;
        }
    };
    let options = Options {
        sources,
        story,
        hints: Hints { choice: open.feed.map(usize::from), ..Hints::default() },
        preferences,
        setup: setup.unwrap_or_default(),
        welcome: open.sources.is_empty(),
        panic_after_first_frame: open.debug_panic,
    };
    match runtime::run(options) {
        Ok(Leave::Quit) => DONE,
        Ok(Leave::Signal(number)) => u8::try_from(SIGNALLED + number).unwrap_or(FAILED),
        Ok(Leave::Lost) => FAILED,
        Err(error) => {
            complain(&error, words);
            FAILED
        }
    }
}
