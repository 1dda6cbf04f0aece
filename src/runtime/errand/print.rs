//! Printing: a PDF, and the program that takes it to a printer.

use std::{io::Write, time::Duration};

use jiff::tz::TimeZone;

use super::{Done, Means, Story, child::Task, plainly};
use crate::{
    press::{Fonts, PressError, Printed},
    share::{
        Argv,
        pdf::{self, Desk},
    },
    words::Phrase,
};

/// How long the printing system may take to accept a story.
const LIMIT: Duration = Duration::from_mins(1);
/// The longest name of a job, in columns.
const LONGEST_NAME: usize = 80;
/// How many characters without a font are named.
const NAMED: usize = 8;

/// A story as a PDF.
pub fn pdf(story: &Story<'_>, means: Means<'_>) -> Result<Printed, Phrase> {
    let (fonts, zone) = (Fonts::of_this_machine(), TimeZone::system());
    let desk = Desk { print: &means.settings.print, fonts: &fonts, zone: &zone, words: means.words };
    pdf::print(story, desk).map_err(|error| {
        Phrase::new(match error {
            PressError::NoFonts => "print.no-fonts",
            PressError::Unwritable => "print.unwritable",
        })
    })
}

/// Sends a story to the printer.
pub fn print(story: &Story<'_>, means: Means<'_>) -> Result<Done, Phrase> {
    let printed = pdf(story, means)?;
    let mut file = PrivateFile::new("pdf").map_err(|error| plainly(&error))?;
    file.write(&printed.pdf).map_err(|error| plainly(&error))?;
    let argv = command(story, means).with(file.path());
    (Task { argv, input: Vec::new(), limit: LIMIT })
        .run()
        .map_err(|error| Phrase::new("print.failed").with("why", error.phrase()))?;
    let sent = Phrase::new("print.done").count(printed.pages);
    Ok(Done::Said(complete(sent, &printed)))
}

/// What is said of a printed story, with the characters that no font has.
#[must_use]
pub fn complete(said: Phrase, printed: &Printed) -> Phrase {
    if printed.missing.is_empty() {
        return said;
    }
    let named: String = printed.missing.iter().take(NAMED).collect();
    Phrase::new("print.missing").with("said", said).with("characters", named)
}

/// The command that prints; the file's name is to follow.
fn command(story: &Story<'_>, means: Means<'_>) -> Argv {
    let print = &means.settings.print;
    if let Some(own) = Argv::from_words(&print.command) {
        return own;
    }
    let mut lp = Argv::new("lp", &[]);
    if !print.printer.is_empty() {
        lp = lp.with("-d").with(print.printer.as_str());
    }
    let title = story.headline(means.words).elided(LONGEST_NAME);
    lp.with("-n").with(print.copies.max(1).to_string()).with("-t").with(title.as_str()).with("--")
}

/// A file for one program to read, its owner's alone; it goes with the value.
struct PrivateFile {
    file: std::fs::File,
    path: std::path::PathBuf,
}

impl PrivateFile {
    fn new(ending: &str) -> std::io::Result<Self> {
        let (file, path) = crate::runtime::files::temporary(ending)?;
        Ok(Self { file, path })
    }

    fn write(&mut self, content: &[u8]) -> std::io::Result<()> {
        self.file.write_all(content)?;
        self.file.sync_all()
    }

    fn path(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        // What can't be removed now is removed with the other temporary files.
        drop(std::fs::remove_file(&self.path));
    }
}
