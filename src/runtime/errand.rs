//! Errands: what is done with a story outside the program, from the screen and from the command line alike.

mod copy;
mod mail;
mod open;
mod pipe;
mod print;
mod save;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::tz::TimeZone;

use super::{
    child::{self, Patience},
    lend::Loan,
};
use crate::{
    app::share::{Code, Errand, Letter, Printer, Way},
    config::{SaveForm, ShareSettings},
    layout::{Labels, Sheet},
    model::{Article, Feed, TextSize},
    share::{
        self, Format, Setting, Story, link, qr,
        target::{Handing, Shared, targets},
    },
    text::{CleanText, SafeUrl},
    words::{Phrase, Words},
};

pub use save::{form_of, offered};

/// How long a program may take that only hands something on.
const LIMIT: Duration = Duration::from_secs(30);
/// How wide the text of a story is that is saved or piped, in columns.
const WIDTH: u16 = 72;

/// What became of an errand.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// It is done; this is to be said.
    Said(Phrase),
    /// A file was made; this is to be said.
    Saved(PathBuf, Phrase),
    /// The terminal is to be asked to put this text on the clipboard; then this is to be said.
    Terminal(CleanText, Phrase),
    /// A program is to have the terminal.
    Lend(Loan),
    /// A code is to be shown.
    Code(Code),
    /// These printers are to be chosen from, for so many copies where the reader said how many.
    Printers(Vec<Printer>, Option<u16>),
    /// This name is to be offered for a file.
    Name(CleanText),
}

/// What errands are done with.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// The reader's settings.
    pub settings: &'a ShareSettings,
    /// The reader's language.
    pub words: Words,
    /// The reader's patience, from the moment in which they asked for it.
    pub patience: Patience,
}

/// What is said while the reader waits for an errand that may take long, and that they can end.
#[must_use]
pub fn waited_for(errand: &Errand, settings: &ShareSettings) -> Option<&'static str> {
    let (mail, pressing) = (&settings.mail, Some("note.pressing"));
    match errand {
        Errand::Print(_) => Some("note.printing"),
        Errand::Pipe { .. } => Some("note.piping"),
        Errand::Mail(_) | Errand::Share(Way::Mail | Way::MailWithPdf) if mail.sends() => Some("note.mailing"),
        Errand::Save(path) => pressing.filter(|_| form_of(Path::new(path.trim())) == Some(SaveForm::Pdf)),
        Errand::Mail(None) | Errand::Share(Way::Mail) => pressing.filter(|_| mail.attach_pdf),
        Errand::Share(Way::MailWithPdf) => pressing,
        _ => None,
    }
}

/// Opens an address in the browser.
pub fn browse(url: &SafeUrl, means: Means<'_>) -> Result<Done, Phrase> {
    open::page(url, &means.settings.open)
}

/// Saves an article of a feed to a file, in a form.
pub fn save(feed: &Feed, article: &Article, (path, form): (&Path, SaveForm), means: Means<'_>) -> Result<Done, Phrase> {
    save::save_as(&Story::open(feed, article), path, form, means)
}

/// Does an errand with an article of a feed. An error is one line for the reader.
pub fn run(feed: &Feed, article: &Article, errand: &Errand, means: Means<'_>) -> Result<Done, Phrase> {
    let story = Story::open(feed, article);
    let settings = means.settings;
    match errand {
        Errand::FindPrinters(copies) => Ok(Done::Printers(print::printers(&settings.print), *copies)),
        Errand::Print(job) => print::print(&story, job, means),
        Errand::Mail(letter) => mail::mail(&story, letter.as_ref(), means),
        Errand::Open => browse(page_of(&story)?, means),
        Errand::Play(number) => {
            let attachment = article.attachments.get(*number).ok_or_else(|| Phrase::new("note.no-enclosure"))?;
            open::enclosure(&attachment.url, &settings.open)
        }
        Errand::CopyLink => hand_on(&story, Way::Link, means),
        Errand::Share(way) => hand_on(&story, *way, means),
        Errand::NameFile(form) => {
            let path = offered(&story.headline(means.words), form.unwrap_or(settings.save.form), &settings.save);
            Ok(Done::Name(CleanText::line(&path.to_string_lossy())))
        }
        Errand::Save(path) => save::typed(&story, path, means),
        Errand::Pipe { form, command } => pipe::pipe(&story, *form, command, means.words),
    }
}

fn page_of<'a>(story: &'a Story<'_>) -> Result<&'a SafeUrl, Phrase> {
    story.article.link.as_ref().ok_or_else(|| Phrase::new("note.no-page"))
}

/// What is shared of a story: its headline, and its address without what says who shared it.
fn shared(story: &Story<'_>, means: Means<'_>) -> Result<Shared, Phrase> {
    let link = link::clean(page_of(story)?, &means.settings.share.drop_parameters);
    Ok(Shared { title: story.headline(means.words), link })
}

fn hand_on(story: &Story<'_>, way: Way, means: Means<'_>) -> Result<Done, Phrase> {
    let shared = || shared(story, means);
    let copy = |what: &str, text: &CleanText| copy::text(&Phrase::new(what), text, &means.settings.copy);
    match way {
        Way::Link => copy("copied.link", &CleanText::line(shared()?.link.as_str())),
        Way::TitleAndLink => copy("copied.title-and-link", &shared()?.text()),
        Way::Markdown => copy("copied.markdown", &shared()?.markdown()),
        Way::Code => show_code(&shared()?),
        Way::Mail => mail::mail(story, None, means),
        Way::MailWithPdf => mail::mail(story, Some(&Letter { to: means.settings.mail.to.clone(), pdf: true }), means),
        Way::Target(number) => hand_to(&shared()?, number, means),
    }
}

/// The address of a story as a code to scan.
fn show_code(shared: &Shared) -> Result<Done, Phrase> {
    let (side, dark) = qr::code(&shared.link).ok_or_else(|| Phrase::new("share.too-long"))?;
    Ok(Done::Code(Code { says: CleanText::line(shared.link.as_str()), side, dark }))
}

/// An error of the system, as it says it itself.
fn plainly(error: &std::io::Error) -> Phrase {
    Phrase::from(error)
}

/// Hands a story on to one of the places to share to.
fn hand_to(shared: &Shared, number: usize, means: Means<'_>) -> Result<Done, Phrase> {
    let targets = targets(&means.settings.share);
    let target = targets.get(number).ok_or_else(|| Phrase::new("share.no-target"))?;
    match shared.to(target) {
        Some(Handing::Page(url)) => browse(&url, means),
        Some(Handing::Command(argv)) => {
            child::Task { argv, input: Vec::new(), limit: LIMIT }.run()?;
            Ok(Done::Said(Phrase::new("share.done").with("name", &target.name)))
        }
        None => Err(Phrase::new("share.no-address").with("name", &target.name)),
    }
}

/// A story written in a format.
fn written(story: &Story<'_>, format: Format, words: Words) -> Result<Vec<u8>, Phrase> {
    let feed = Feed { articles: vec![story.article.clone()], ..story.feed.clone() };
    let sheet = Sheet { labels: Labels::of(|key| words.get(key)), ..Sheet::for_pane(TextSize::Medium, WIDTH, None) };
    let setting = Setting { sheet, zone: TimeZone::system(), words };
    let mut out = Vec::new();
    share::write(&mut out, &[feed], format, &setting).map_err(|error| plainly(&error))?;
    Ok(out)
}
