//! A mistake of ours must not leave a broken terminal behind, nor print on the screen from another thread.

use std::{
    any::Any,
    io::{Write, stderr},
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    thread,
};

use super::screen;
use crate::{
    text::CleanText,
    words::{Phrase, Words},
};

/// The name of the thread that has the screen.
const MAIN: &str = "main";

/// Restores the terminal first, then says in the reader's language what happened, when the main thread panics. Other threads stay silent:
/// whoever started them hears of it through [`caught`].
pub fn install_hook(words: Words) {
    set_hook(Box::new(move |info| {
        if thread::current().name() != Some(MAIN) {
            return;
        }
        screen::restore();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let said = CleanText::line(message(info.payload()));
        // Nobody is left to hear of a closed stderr.
        let fault = Phrase::new("error.stopped").with("place", place).with("what", said);
        drop(writeln!(stderr(), "{}\n{}", words.say(&fault), words.get("error.report")));
    }));
}

/// Runs a job; a panic in it becomes its message.
pub fn caught<T>(job: impl FnOnce() -> T) -> Result<T, CleanText> {
    catch_unwind(AssertUnwindSafe(job)).map_err(|payload| CleanText::line(message(&*payload)))
}

fn message(payload: &(dyn Any + Send)) -> &str {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "no message",
    }
}
