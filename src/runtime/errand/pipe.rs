//! Giving a story to a command.

use std::time::Duration;

use super::{Done, Format, Story, child, written};
use crate::{
    config::PipeForm,
    runtime::lend::Loan,
    share::Argv,
    text::CleanText,
    words::{Phrase, Words},
};

/// How long a command may take that does not have the terminal.
const LIMIT: Duration = Duration::from_mins(1);

/// Gives a story to the command in `line`; a leading `!` lends it the terminal too.
pub fn pipe(story: &Story<'_>, form: PipeForm, line: &str, words: Words) -> Result<Done, Phrase> {
    let (line, terminal) = line.trim().strip_prefix('!').map_or((line, false), |line| (line, true));
    let argv = Argv::parse(line).ok_or_else(|| Phrase::new("pipe.no-words"))?;
    let format = match form {
        PipeForm::Text => Format::Text,
        PipeForm::Markdown => Format::Markdown,
        PipeForm::Json => Format::Json,
    };
    let (name, input) = (child::called(&argv), written(story, format, words)?);
    let done = Phrase::new("pipe.done").with("name", &name);
    if terminal {
        let hold = Some(words.get("pipe.hold").into());
        return Ok(Done::Lend(Loan { argv, input: Some(input), after: done, hold }));
    }
    let output = child::Task { argv, input, limit: LIMIT }.run()?;
    let printed = CleanText::block(&String::from_utf8_lossy(&output.printed));
    let first = printed.lines().map(CleanText::line).find(|line| !line.is_empty());
    Ok(Done::Said(first.map_or(done, |line| Phrase::new("error.at").with("where", name).with("what", line))))
}
