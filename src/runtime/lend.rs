//! Lending the terminal to a program that draws on it: a mailer, a pager, a text browser.
//!
//! Unlike every other program it has no time limit: a reader may write a letter as long as they like, and their own keys
//! end it. It has a process group of its own, as `job` says. Whatever it leaves of the terminal's modes, as a crash does, is
//! undone.

use std::{
    io::Write,
    process::Command,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread,
};

use super::{
    Message,
    child::{self, ChildError},
    job::Job,
};
use crate::{share::Argv, text::CleanText, words::Phrase};

/// Whether another program has the terminal, or is about to.
static LENT: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is another program's: from before it is given back until it is taken over again, so that no key
/// typed in between is a signal to us.
#[must_use]
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Takes note that the terminal is about to be another program's, or is ours again.
pub fn note(lent: bool) {
    LENT.store(lent, Ordering::SeqCst);
}

/// A program that is to have the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loan {
    /// What is run.
    pub argv: Argv,
    /// What it gets on its standard input, where that is not the terminal.
    pub input: Option<Vec<u8>>,
    /// What is said when it ended well.
    pub after: Phrase,
    /// What is asked before the screen comes back, where what it printed is to be seen until the reader presses Enter.
    pub hold: Option<CleanText>,
}

/// Starts the program on the terminal, which must have been given back; [`Message::Returned`] tells of its end.
pub fn start(loan: Loan, sender: Sender<Message>) {
    thread::spawn(move || {
        let result = run(&loan);
        // The loop may be gone already.
        drop(sender.send(Message::Returned(result.map(|()| loan.after))));
    });
}

/// Runs the program on the terminal to its end.
pub fn run(loan: &Loan) -> Result<(), ChildError> {
    let name = child::called(&loan.argv);
    let mut command = Command::new(&loan.argv.program);
    command.args(&loan.argv.arguments);
    let mut job = Job::start(&mut command, loan.input.is_some()).map_err(|error| child::not_started(&name, &error))?;
    if let (Some(mut stdin), Some(input)) = (job.take_input(), loan.input.clone()) {
        // A pager that is left early reads no more.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let status = job.wait().map_err(|error| child::not_started(&name, &error))?;
    if let Some(question) = &loan.hold {
        wait_for_enter(question);
    }
    let how = child::ended(&name, status, &[]);
    if status.success() { Ok(()) } else { Err(ChildError::Ended(name, how)) }
}

fn wait_for_enter(question: &CleanText) {
    // With the terminal gone there is nobody to wait for.
    drop(write!(std::io::stdout(), "\n{question} ").and_then(|()| std::io::stdout().flush()));
    drop(std::io::stdin().read_line(&mut String::new()));
}
