//! Errands beside the screen: each on a thread of its own, so that a slow program never holds up a key.

use std::{
    io,
    sync::{Arc, mpsc::Sender},
    thread::{self, JoinHandle},
};

use super::{
    Message,
    child::{self, ChildError, Patience},
    errand::{self, Done, Means},
    gate::Gate,
    lend::{self, Loan},
    panic::caught,
    screen::Screen,
};
use crate::{
    app::{
        event::Event,
        share::{Errand, Letter},
        story::StoryKey,
    },
    config::ShareSettings,
    share::target,
    store::Stored,
    text::{CleanText, SafeUrl},
    words::{Phrase, Words},
};

/// What came of an errand.
#[derive(Debug)]
pub struct Report {
    /// The story; none where an address was all that was named.
    story: Option<StoryKey>,
    /// Whether the errand shares it.
    shares: bool,
    /// Its number in this run.
    number: u64,
    result: Result<Done, Phrase>,
}

impl Report {
    /// The story that was shared by the errand.
    #[must_use]
    pub fn shared(&self) -> Option<StoryKey> {
        self.story.filter(|_| self.shares && self.result.is_ok())
    }
}

/// Runs errands, and lends the terminal to those that need it.
#[derive(Debug)]
pub struct Messenger {
    sender: Sender<Message>,
    settings: Arc<ShareSettings>,
    gate: Gate,
    copy: Option<CleanText>,
    loan: Option<Loan>,
    away: bool,
    back: bool,
    /// What may take a while and is not done, by the numbers of the errands.
    under_way: Vec<(u64, Phrase)>,
    /// How many errands there were in this run.
    count: u64,
    /// The files that are being saved.
    saves: Vec<JoinHandle<()>>,
    /// How many more are to be saved as soon as the library has given their stories.
    saves_expected: usize,
}

impl Messenger {
    /// Nothing under way; reports go to `sender`.
    #[must_use]
    pub fn new(sender: Sender<Message>, settings: ShareSettings, gate: Gate) -> Self {
        let settings = Arc::new(settings);
        let (under_way, saves) = (Vec::new(), Vec::new());
        Self {
            sender,
            settings,
            gate,
            copy: None,
            loan: None,
            away: false,
            back: false,
            under_way,
            count: 0,
            saves,
            saves_expected: 0,
        }
    }

    /// Takes other settings.
    pub fn work_by(&mut self, settings: ShareSettings) {
        self.settings = Arc::new(settings);
    }

    /// What the app must know of the settings.
    #[must_use]
    pub fn targets(&self) -> Event {
        let names = target::targets(&self.settings.share).into_iter().map(|target| target.name).collect();
        let mail = &self.settings.mail;
        let letter = mail.sends().then(|| Letter { to: mail.to.clone(), pdf: mail.attach_pdf });
        Event::Targets { names, pipe_form: self.settings.pipe.form, letter }
    }

    /// Starts an errand; gives what is under way now.
    #[must_use]
    pub fn run(&mut self, story: Stored, errand: Errand, words: Words) -> Event {
        let takes_time = errand::waited_for(&errand, &self.settings);
        self.count += 1;
        self.under_way.extend(takes_time.map(|said| (self.count, Phrase::new(said))));
        let (about, saves) = ((Some(story.key), errand.shares()), matches!(errand, Errand::Save(_)));
        let started = self.spawn(about, words, move |means| errand::run(&story.about, &story.article, &errand, means));
        self.saves.retain(|save| !save.is_finished());
        self.saves_expected = self.saves_expected.saturating_sub(usize::from(saves));
        self.saves.extend(saves.then_some(started));
        self.all_under_way()
    }

    /// Takes note of an errand that follows as soon as the library has given its story.
    pub fn expect(&mut self, errand: &Errand) {
        self.saves_expected += usize::from(matches!(errand, Errand::Save(_)));
    }

    /// Whether a file is to be saved whose story the library has not given yet.
    #[must_use]
    pub fn expects_saves(&self) -> bool {
        self.saves_expected > 0
    }

    /// Whether a file is being saved, which whoever leaves has to wait for.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saves.iter().any(|save| !save.is_finished())
    }

    fn all_under_way(&self) -> Event {
        Event::Errands(self.under_way.iter().map(|(_, said)| said.clone()).collect())
    }

    /// Ends the programs that errands wait for, where any is under way.
    pub fn stop(&self) {
        if !self.under_way.is_empty() {
            child::stop_all();
        }
    }

    /// Opens an address in the browser.
    pub fn browse(&mut self, url: SafeUrl, words: Words) {
        self.count += 1;
        drop(self.spawn((None, false), words, move |means| errand::browse(&url, means)));
    }

    fn spawn<J>(&self, (story, shares): (Option<StoryKey>, bool), words: Words, job: J) -> JoinHandle<()>
    where
        J: FnOnce(Means<'_>) -> Result<Done, Phrase> + Send + 'static,
    {
        let (sender, settings, number) = (self.sender.clone(), Arc::clone(&self.settings), self.count);
        let patience = Patience::begin();
        thread::spawn(move || {
            let means = Means { settings: &settings, words, patience };
            let result = caught(|| job(means)).unwrap_or_else(|why| Err(why.into()));
            // The loop may be gone already.
            drop(sender.send(Message::Errand(Report { story, shares, number, result })));
        })
    }

    /// What the app is told of an errand that is done.
    #[must_use]
    pub fn done(&mut self, report: Report) -> Vec<Event> {
        let was_under_way = self.under_way.len();
        self.under_way.retain(|(number, _)| *number != report.number);
        let ended = (self.under_way.len() < was_under_way).then(|| self.all_under_way());
        let said = match report.result {
            Err(why) => Some(Event::Failed(why)),
            Ok(Done::Said(said) | Done::Saved(_, said)) => Some(Event::Said(said)),
            Ok(Done::Code(code)) => Some(Event::Code(code)),
            Ok(Done::Printers(printers, copies)) => Some(Event::Printers { printers, copies }),
            Ok(Done::Name(name)) => report.story.map(|key| Event::FileName { key, name }),
            Ok(Done::Terminal(text, said)) => {
                self.copy = Some(text);
                Some(Event::Said(said))
            }
            Ok(Done::Lend(loan)) => {
                self.loan = Some(loan);
                None
            }
        };
        ended.into_iter().chain(said).collect()
    }

    /// The text that the terminal is to be asked to copy.
    pub fn for_terminal(&mut self) -> Option<CleanText> {
        self.copy.take()
    }

    /// The program that waits for the terminal.
    pub fn take_loan(&mut self) -> Option<Loan> {
        self.loan.take()
    }

    /// Lends the terminal to a program.
    pub fn lend(&mut self, loan: Loan, screen: &mut Screen) {
        self.gate.close();
        lend::note(true);
        screen.lend();
        self.away = true;
        lend::start(loan, self.sender.clone());
    }

    /// Whether a program has the terminal.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.away
    }

    /// Takes note that the program gave the terminal back.
    #[must_use]
    pub fn returned(&mut self, result: Result<Phrase, ChildError>) -> Event {
        (self.away, self.back) = (false, true);
        match result {
            Ok(said) => Event::Said(said),
            Err(error) => Event::Failed(error.phrase()),
        }
    }

    /// Takes the terminal over where it came back, and lets the keys be read again.
    pub fn take_back(&mut self, screen: &mut Screen) -> io::Result<()> {
        if std::mem::take(&mut self.back) {
            screen.take_back()?;
            lend::note(false);
            self.gate.open();
        }
        Ok(())
    }
}
