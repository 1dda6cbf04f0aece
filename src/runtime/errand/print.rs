//! Printing: a PDF, and the program that takes it to a printer.

use std::{io::Write, time::Duration};

use jiff::tz::TimeZone;

use super::{
    Done, Means, Story,
    child::{self, Task},
    plainly,
};
use crate::{
    app::share::{Job, Printer},
    config::share::{Paper, Print},
    press::{Fonts, PressError, Printed},
    share::{
        Argv,
        pdf::{self, Desk},
    },
    text::CleanText,
    words::Phrase,
};

/// How long the printing system may take to accept a story.
const LIMIT: Duration = Duration::from_mins(1);
/// How long the printing system may take to say which printers there are.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest name of a job, in columns.
const LONGEST_NAME: usize = 80;
/// How many characters without a font are named.
const NAMED: usize = 8;

/// A story as a PDF, as long as the reader wants to wait for it.
pub fn pdf(story: &Story<'_>, means: Means<'_>) -> Result<Printed, Phrase> {
    let (fonts, zone) = (Fonts::of_this_machine(), TimeZone::system());
    let desk = Desk { print: &means.settings.print, fonts: &fonts, zone: &zone, words: means.words };
    pdf::print(story, desk, &|| means.patience.is_over()).map_err(|error| {
        Phrase::new(match error {
            PressError::NoFonts => "print.no-fonts",
            PressError::Unwritable => "print.unwritable",
            PressError::Stopped => "print.stopped",
        })
    })
}

/// The printers of this machine: the one of the settings first, else the system's own.
#[must_use]
pub fn printers(settings: &Print) -> Vec<Printer> {
    if let Some(own) = Argv::from_words(&settings.command) {
        return vec![Printer { name: child::called(&own), queue: None }];
    }
    // `lpstat -d` says which is the system's own in the reader's language, its name last.
    let usual = asked("-d").split_whitespace().last().map(str::to_owned).unwrap_or_default();
    let mut queues: Vec<String> =
        asked("-e").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if !settings.printer.is_empty() && !queues.contains(&settings.printer) {
        queues.push(settings.printer.clone());
    }
    let first = if settings.printer.is_empty() { &usual } else { &settings.printer };
    // A stable sort: the others stay in their order.
    queues.sort_by_key(|queue| queue != first);
    queues.into_iter().map(|queue| Printer { name: CleanText::line(&queue), queue: Some(queue) }).collect()
}

/// What `lpstat` says; nothing where it can't be asked.
fn asked(option: &str) -> String {
    let task = Task { argv: Argv::new("lpstat", &[option]), input: Vec::new(), limit: PATIENCE };
    task.run().map(|output| String::from_utf8_lossy(&output.printed).into_owned()).unwrap_or_default()
}

/// Sends a story to the printer of `job`, or of the settings.
pub fn print(story: &Story<'_>, job: &Job, means: Means<'_>) -> Result<Done, Phrase> {
    let printed = pdf(story, means)?;
    let mut file = PrivateFile::new("pdf").map_err(|error| plainly(&error))?;
    file.write(&printed.pdf).map_err(|error| plainly(&error))?;
    let argv = command(story, job, means).with(file.path());
    (Task { argv, input: Vec::new(), limit: LIMIT }).run()?;
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
fn command(story: &Story<'_>, job: &Job, means: Means<'_>) -> Argv {
    let print = &means.settings.print;
    if let Some(own) = Argv::from_words(&print.command) {
        return own;
    }
    let mut lp = Argv::new("lp", &[]);
    let queue = job.queue.as_ref().unwrap_or(&print.printer);
    if !queue.is_empty() {
        lp = lp.with("-d").with(queue.as_str());
    }
    let title = story.headline(means.words).elided(LONGEST_NAME);
    // Else the pages are fitted to the paper that the printer takes by itself.
    let media = match print.paper {
        Paper::A4 => "media=A4",
        Paper::Letter => "media=Letter",
    };
    lp.with("-o")
        .with(media)
        .with("-n")
        .with(job.copies.unwrap_or(print.copies).max(1).to_string())
        .with("-t")
        .with(title.as_str())
        .with("--")
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
