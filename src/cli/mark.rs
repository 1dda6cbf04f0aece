//! `newsprint mark` and `newsprint tag`: what the reader did with stories.

use std::io;

use serde::Serialize;

use super::{
    DONE, FAILED,
    arguments::{Mark, MarkName, Output, Tag},
    library::{self, Meant},
};
use crate::{
    app::setup::Setup,
    model,
    text::CleanText,
    words::{Phrase, Words},
};

/// What was changed, as it is printed.
#[derive(Serialize)]
struct Changed {
    /// The stories that did not have the mark before.
    stories: Vec<String>,
}

/// Marks stories.
pub(super) fn run(wanted: &Mark, setup: Option<&Setup>, words: Words) -> io::Result<u8> {
    let mark = match wanted.state {
        MarkName::Read => model::Mark::Read(true),
        MarkName::Unread => model::Mark::Read(false),
        MarkName::Starred => model::Mark::Starred(true),
        MarkName::Unstarred => model::Mark::Starred(false),
        MarkName::Later => model::Mark::Later(true),
        MarkName::NotLater => model::Mark::Later(false),
    };
    put(&mark, (&wanted.stories, wanted.output), setup, words)
}

/// Gives stories a tag, or takes it off.
pub(super) fn tag(wanted: &Tag, setup: Option<&Setup>, words: Words) -> io::Result<u8> {
    let mark = model::Mark::Tagged(CleanText::line(&wanted.name), !wanted.remove);
    put(&mark, (&wanted.stories, wanted.output), setup, words)
}

fn put(mark: &model::Mark, (said, output): (&[String], Output), setup: Option<&Setup>, words: Words) -> io::Result<u8> {
    let meant = match Meant::of(said, setup, words) {
        Ok(meant) => meant,
        Err(code) => return Ok(code),
    };
    library::by_rules(setup, words, |store| {
        let (stories, complete) = meant.stories(store, words)?;
        let change = store.mark(&stories, mark)?;
        let rows = Changed { stories: change.stories.iter().map(|key| format!("id:{}", key.0)).collect() };
        let said = Phrase::new("library.marked").count(change.stories.len());
        Ok(library::report(output, words, &said, &rows).map(|()| if complete { DONE } else { FAILED }))
    })
}
