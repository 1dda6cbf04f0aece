//! Lending the terminal to a program that draws on it: a mailer, a pager, a text browser.
//!
//! Unlike every other program it stays in our process group, and has no time limit. The group is the shell's job: so
//! the terminal's keys reach it without a moment in which it reads from the background and is stopped, Ctrl-Z stops both
//! of us, the shell's `fg` brings both back, and a hangup ends both. A group of its own would need the terminal handed to
//! it between its birth and its first read, which only code that runs between `fork` and `exec` can do in time. Nor is
//! there a limit to how long a reader may write a letter: their own keys end it. Whatever it leaves of the terminal's
//! modes, as a crash does, is undone.

use std::{
    io::Write,
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
    time::Duration,
};

use super::{
    Message,
    child::{self, ChildError},
};
use crate::{share::Argv, text::CleanText, words::Phrase};

/// How many programs have the terminal, or had it a moment ago: its interrupt keys are meant for them.
static LENT: AtomicUsize = AtomicUsize::new(0);
/// How long after its end a program's interrupt may still reach us: the key that ends it is sent to both of us, and we may
/// hear of it last.
const LATE: Duration = Duration::from_millis(250);

/// Whether another program has the terminal, or had it a moment ago.
#[must_use]
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst) > 0
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
    LENT.fetch_add(1, Ordering::SeqCst);
    thread::spawn(move || {
        let result = run(&loan);
        // The loop may be gone already.
        drop(sender.send(Message::Returned(result.map(|()| loan.after))));
        thread::sleep(LATE);
        LENT.fetch_sub(1, Ordering::SeqCst);
    });
}

/// Runs the program on the terminal to its end.
pub fn run(loan: &Loan) -> Result<(), ChildError> {
    let name = child::called(&loan.argv);
    let modes = Modes::now();
    let mut command = Command::new(&loan.argv.program);
    command.args(&loan.argv.arguments);
    if loan.input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut started = command.spawn().map_err(|error| child::not_started(&name, &error))?;
    if let (Some(mut stdin), Some(input)) = (started.stdin.take(), loan.input.clone()) {
        // A pager that is left early reads no more.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let status = wait(&mut started).map_err(|error| child::not_started(&name, &error))?;
    modes.put_back();
    if let Some(question) = &loan.hold {
        wait_for_enter(question);
    }
    let how = child::ended(&name, status, &[]);
    if status.success() { Ok(()) } else { Err(ChildError::Ended(name, how)) }
}

/// How the terminal takes lines: what a program changes that draws on it, and leaves so where it crashes.
struct Modes {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Modes {
    fn now() -> Self {
        Self {
            #[cfg(unix)]
            before: rustix::termios::tcgetattr(rustix::stdio::stdin()).ok(),
        }
    }

    fn put_back(&self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            // With the terminal gone there is nothing to put back.
            let _ = rustix::termios::tcsetattr(rustix::stdio::stdin(), rustix::termios::OptionalActions::Drain, before);
        }
    }
}

fn wait_for_enter(question: &CleanText) {
    // With the terminal gone there is nobody to wait for.
    drop(write!(std::io::stdout(), "\n{question} ").and_then(|()| std::io::stdout().flush()));
    drop(std::io::stdin().read_line(&mut String::new()));
}

/// Waits for the program's end. Where its user stops it, as by Ctrl-Z, we stop too, so that the shell has the terminal.
#[cfg(unix)]
fn wait(child: &mut Child) -> std::io::Result<std::process::ExitStatus> {
    use rustix::process::{Pid, WaitOptions, waitpid};
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    loop {
        match waitpid(id, WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => super::signals::stop_here()?,
            Ok(Some((_, status))) => return Ok(std::os::unix::process::ExitStatusExt::from_raw(status.as_raw())),
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
fn wait(child: &mut Child) -> std::io::Result<std::process::ExitStatus> {
    child.wait()
}
