//! What leaves the program: printing, mailing, sharing, opening, copying, saving and piping the story at hand.

use super::{
    App,
    action::Action,
    effect::{Effect, Effects, Which},
    keys::Asked,
    menu::{Menu, Row},
    popup::{Choice, Popup},
    prompt::{Prompt, Typed},
    story::{Story, StoryKey},
    subscriptions::Branch,
};
use crate::{
    config::{Code as KeyCode, Key, PipeForm, SaveForm},
    model::Attachment,
    text::{self, CleanText, SafeUrl},
    words::{Phrase, Words},
};

/// What is to be done with a story; `runtime` does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Look for printers, for so many copies where the reader said how many.
    FindPrinters(Option<u16>),
    /// Print it.
    Print(Job),
    /// Mail it: as this letter, or as the settings say.
    Mail(Option<Letter>),
    /// Open its page in the browser.
    Open,
    /// Play or show an enclosure of it, by its number from 0.
    Play(usize),
    /// Copy its address.
    CopyLink,
    /// Share it.
    Share(Way),
    /// Offer a name for its file, in this form or in that of the settings.
    NameFile(Option<SaveForm>),
    /// Save it; the end of the file's name says in which form.
    Save(String),
    /// Give it to a command.
    Pipe {
        /// The form in which the command gets it.
        form: PipeForm,
        /// The command's words as they were typed; a leading `!` gives it the terminal.
        command: String,
    },
}

impl Errand {
    /// Whether it shares the story, so that it counts.
    #[must_use]
    pub fn shares(&self) -> bool {
        matches!(self, Self::Share(_) | Self::Mail(_))
    }
}

/// How a story is printed, where that is not for the settings to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The printer's queue.
    pub queue: Option<String>,
    /// How many copies.
    pub copies: Option<u16>,
}

/// A printer to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printer {
    /// What it is called.
    pub name: CleanText,
    /// Its queue; none where a command of the settings prints.
    pub queue: Option<String>,
}

/// A mail that newsprint sends by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The receiver.
    pub to: String,
    /// Whether the story goes along as a PDF.
    pub pdf: bool,
}

/// A way to share a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Copy its address.
    Link,
    /// Copy its headline and address.
    TitleAndLink,
    /// Copy a Markdown link.
    Markdown,
    /// Show its address as a code to scan.
    Code,
    /// By mail.
    Mail,
    /// By mail, with its PDF.
    MailWithPdf,
    /// One of the places to share to, by its number.
    Target(usize),
}

/// A code to scan: a square of dark and light modules, with the light edge that a scanner needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// What it says, in words.
    pub says: CleanText,
    /// How many modules a side has.
    pub side: usize,
    /// Whether each module is dark, row by row.
    pub dark: Vec<bool>,
}

impl Code {
    /// Whether the module at column `x`, row `y` is dark; outside all are light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or_default()
    }
}

/// What a line that is typed on is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The file to save a story to.
    Save(StoryKey),
    /// The receiver of a story, and whether it goes along as a PDF.
    Receiver(StoryKey, bool),
    /// The command that gets a story.
    Pipe(StoryKey, PipeForm),
    /// The address of a feed or site, for this folder.
    Add(CleanText),
    /// What a feed is to be called.
    Rename(Branch),
    /// The folder that a feed is to lie in.
    Move(Branch),
    /// A file of subscriptions.
    Import,
    /// What to look for in the library.
    Find,
    /// The value of this setting.
    Set(String),
    /// The tags of stories, which had these.
    Tags {
        /// The stories.
        which: Which,
        /// Their tags.
        had: Vec<CleanText>,
    },
}

impl Question {
    /// Takes a key that was typed on the question's line.
    pub(super) fn key(&mut self, key: Key, prompt: &mut Prompt, words: Words) -> Option<Typed> {
        match (self, key.code) {
            (Self::Pipe(_, form), KeyCode::Tab) => {
                *form = match form {
                    PipeForm::Text => PipeForm::Markdown,
                    PipeForm::Markdown => PipeForm::Json,
                    PipeForm::Json => PipeForm::Text,
                };
                prompt.set_label(pipe_label(*form, words));
                None
            }
            (Self::Receiver(_, pdf), KeyCode::Tab) => {
                *pdf = !*pdf;
                prompt.set_label(receiver_label(*pdf, words));
                None
            }
            _ => Some(prompt.key(key)),
        }
    }
}

impl App {
    /// The story that an errand is about: the chosen one, or that of the page.
    fn at_hand(&self) -> Option<StoryKey> {
        self.list.chosen_key().or_else(|| self.reader.key())
    }

    fn open_story(&self) -> Option<&Story> {
        self.reader.story().filter(|story| story.key.is_some() && story.key == self.at_hand())
    }

    /// What an action does with the story at hand.
    pub(super) fn act_on_story(&mut self, Asked { action, count }: Asked) -> Effects {
        let Some(key) = self.at_hand() else { return Effects::none() };
        let run = |errand| Effect::Run { key, errand }.into();
        match action {
            Action::Print => run(Errand::FindPrinters(count.map(|count| u16::try_from(count).unwrap_or(u16::MAX)))),
            Action::Mail => self.mail(key),
            Action::OpenInBrowser => run(Errand::Open),
            Action::OpenAndGoOn => self.open_and_go_on(key),
            Action::OpenEnclosure => self.choose_enclosure(),
            Action::CopyLink => run(Errand::CopyLink),
            // What a file may be called is not for the screen to know.
            Action::Save => run(Errand::NameFile(None)),
            Action::Pipe => self.ask_for_command(key),
            _ => self.choose_way(),
        }
    }

    fn open_and_go_on(&mut self, key: StoryKey) -> Effects {
        let mut effects: Effects = Effect::Run { key, errand: Errand::Open }.into();
        effects.append(self.note_read(key));
        self.list.step(1);
        effects
    }

    /// Plays the one enclosure, or lets the reader choose among several.
    fn choose_enclosure(&mut self) -> Effects {
        let enclosures = self.open_story().map(|story| story.attachments.as_slice()).unwrap_or_default();
        match enclosures {
            [] => {
                self.say(&Phrase::new("note.no-enclosure"), false);
                Effects::none()
            }
            [_] => self.play(0),
            several => {
                let rows = several.iter().enumerate().map(|(number, one)| enclosure_row(number, one)).collect();
                self.open_popup(Popup::Enclosures(Menu::new(self.words().get("menu.enclosures").into(), rows).numbered()))
            }
        }
    }

    pub(super) fn play(&mut self, number: usize) -> Effects {
        self.run_at_hand(Errand::Play(number))
    }

    /// Takes note of how often a story was shared.
    pub(super) fn shared(&mut self, key: StoryKey, count: u32) -> Effects {
        self.reader.set_shared(key, count);
        Effects::none()
    }

    /// Lets the reader choose a printer, or a file in its place: paper is not to be wasted by a key that was not meant.
    pub(super) fn choose_printer(&mut self, printers: Vec<Printer>, copies: Option<u16>) -> Effects {
        let words = self.words();
        let title = match (printers.is_empty(), copies) {
            (true, _) => words.get("menu.no-printer").into(),
            (false, Some(copies)) => words.say(&Phrase::new("menu.print-copies").count(usize::from(copies))),
            (false, None) => words.get("menu.print").into(),
        };
        let row = |text, value| Row { text, note: CleanText::new(), value };
        let job = |printer: Printer| row(printer.name, Choice::Print(Job { queue: printer.queue, copies }));
        let file = row(words.get("print.file").into(), Choice::PrintToFile);
        let rows = printers.into_iter().map(job).chain([file]).collect();
        self.open_popup(Popup::Choose(Menu::new(title, rows).numbered()))
    }

    /// Does an errand with the story at hand.
    pub(super) fn run_at_hand(&mut self, errand: Errand) -> Effects {
        self.at_hand().map_or_else(Effects::none, |key| Effect::Run { key, errand }.into())
    }

    fn choose_way(&mut self) -> Effects {
        let row = |text: CleanText, value: Way| Row { text, note: CleanText::new(), value };
        let ways = [
            ("share.link", Way::Link),
            ("share.title-and-link", Way::TitleAndLink),
            ("share.markdown", Way::Markdown),
            ("share.code", Way::Code),
            ("share.mail", Way::Mail),
            ("share.mail-pdf", Way::MailWithPdf),
        ];
        let words = self.words();
        let mut rows: Vec<Row<Way>> = ways.into_iter().map(|(key, way)| row(words.get(key).into(), way)).collect();
        rows.extend(self.targets.iter().enumerate().map(|(number, name)| row(name.clone(), Way::Target(number))));
        self.open_popup(Popup::Share(Menu::new(words.get("menu.share").into(), rows).numbered()))
    }

    pub(super) fn share_by(&mut self, way: Way) -> Effects {
        match (self.at_hand(), way) {
            (Some(key), Way::Mail) => self.mail(key),
            (Some(key), Way::MailWithPdf) if self.letter.is_some() => self.ask_for_receiver(key, true),
            (Some(key), way) => Effect::Run { key, errand: Errand::Share(way) }.into(),
            (None, _) => Effects::none(),
        }
    }

    /// Asks for the receiver where newsprint sends by itself; a mailer asks for it.
    fn mail(&mut self, key: StoryKey) -> Effects {
        match &self.letter {
            Some(letter) => self.ask_for_receiver(key, letter.pdf),
            None => Effect::Run { key, errand: Errand::Mail(None) }.into(),
        }
    }

    fn ask_for_receiver(&mut self, key: StoryKey, pdf: bool) -> Effects {
        let to = self.letter.as_ref().map(|letter| letter.to.as_str()).unwrap_or_default();
        let prompt = Prompt::new(receiver_label(pdf, self.words()), to);
        self.open_popup(Popup::Ask(prompt, Question::Receiver(key, pdf)))
    }

    /// Lets the reader change the name that is offered for a file.
    pub(super) fn offer_file(&mut self, key: StoryKey, name: &CleanText) -> Effects {
        let label = self.words().get("prompt.save").into();
        self.open_popup(Popup::Ask(Prompt::new(label, name), Question::Save(key)))
    }

    fn ask_for_command(&mut self, key: StoryKey) -> Effects {
        let prompt = Prompt::new(pipe_label(self.pipe_form, self.words()), "");
        self.open_popup(Popup::Ask(prompt, Question::Pipe(key, self.pipe_form)))
    }

    pub(super) fn answered(&mut self, question: Question, answer: String) -> Effects {
        let given = CleanText::line(answer.trim());
        let question = match question {
            Question::Find => return self.find(&answer),
            Question::Set(key) => return self.set(&key, answer.trim()),
            // An empty answer takes the name or the folder away.
            Question::Rename(branch) => return self.rename(&branch, given),
            Question::Move(branch) => return self.move_to(&branch, &given),
            Question::Tags { which, had } => return self.tag(&which, &had, &answer),
            _ if given.is_empty() => return Effects::none(),
            other => other,
        };
        match question {
            Question::Save(key) => Effect::Run { key, errand: Errand::Save(answer) }.into(),
            Question::Receiver(key, pdf) => Effect::Run { key, errand: Errand::Mail(Some(Letter { to: answer, pdf })) }.into(),
            Question::Pipe(key, form) => Effect::Run { key, errand: Errand::Pipe { form, command: answer } }.into(),
            Question::Add(folder) => Effect::Subscribe { address: answer.trim().to_owned(), folder, choice: None }.into(),
            Question::Import => {
                let file = CleanText::line(answer.trim());
                self.say(&Phrase::new("note.importing").with("file", file), false);
                Effect::Import(answer.trim().to_owned()).into()
            }
            Question::Find | Question::Set(_) | Question::Rename(_) | Question::Move(_) | Question::Tags { .. } => {
                Effects::none()
            }
        }
    }
}

fn enclosure_row(number: usize, attachment: &Attachment) -> Row<usize> {
    let text = attachment.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(|| file_name(&attachment.url));
    Row { text, note: attachment.media_type.clone(), value: number }
}

/// The last part of an address's path, or its host.
fn file_name(url: &SafeUrl) -> CleanText {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty());
    CleanText::line(&text::percent_decoded(name.unwrap_or_else(|| url.host())))
}

fn receiver_label(pdf: bool, words: Words) -> CleanText {
    words.get(if pdf { "prompt.receiver-pdf" } else { "prompt.receiver" }).into()
}

fn pipe_label(form: PipeForm, words: Words) -> CleanText {
    words
        .get(match form {
            PipeForm::Text => "prompt.pipe-text",
            PipeForm::Markdown => "prompt.pipe-markdown",
            PipeForm::Json => "prompt.pipe-json",
        })
        .into()
}

#[cfg(test)]
mod tests {
    use super::file_name;
    use crate::text::SafeUrl;

    #[test]
    fn an_enclosure_without_a_title_is_called_as_its_file_is_in_the_script_of_its_reader() {
        for (url, name) in [
            ("https://e.org/a/one.mp3?x=1", "one.mp3"),
            ("https://e.org/%E7%81%AF%E7%81%AB.pdf", "灯火.pdf"),
            ("https://e.org/100%25%1B%5B31m.pdf", "100%.pdf"),
            ("https://e.org/", "e.org"),
        ] {
            assert_eq!(file_name(&SafeUrl::parse(url).expect("an address")).as_str(), name, "{url}");
        }
    }
}
