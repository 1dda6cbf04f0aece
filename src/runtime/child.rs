//! Other programs, started and watched: a program and its arguments, no shell; a process group of its own, so that what
//! it starts ends with it; a time limit; nothing of what it says reaches the screen.

use std::{
    env,
    io::{self, Read, Write},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    share::Argv,
    text::CleanText,
    words::{Phrase, spoken},
};

/// The most that is kept of what a program prints, in bytes; the rest is read and dropped.
const MOST_KEPT: u64 = 64 * 1024;
/// How long to wait for the last words of a program that has ended, and may have left others holding its output.
const LAST_WORDS: Duration = Duration::from_millis(200);
/// The longest pause between two looks at a program.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);
/// The longest complaint of a program that is repeated, in columns.
const LONGEST_COMPLAINT: usize = 160;

/// How often the reader asked to stop whatever is waited for.
static STOPPED: AtomicU64 = AtomicU64::new(0);

/// Ends every program that is being waited for, and every [`Patience`].
pub fn stop_all() {
    STOPPED.fetch_add(1, Ordering::SeqCst);
}

/// Waiting that the reader can end.
#[derive(Clone, Copy, Debug)]
pub struct Patience(u64);

impl Patience {
    /// From now on.
    #[must_use]
    pub fn begin() -> Self {
        Self(STOPPED.load(Ordering::SeqCst))
    }

    /// Whether the reader has ended it.
    #[must_use]
    pub fn is_over(self) -> bool {
        STOPPED.load(Ordering::SeqCst) != self.0
    }
}

/// A program to be run to its end.
#[derive(Clone, Debug)]
pub struct Task {
    /// What is run.
    pub argv: Argv,
    /// What it gets on its standard input.
    pub input: Vec<u8>,
    /// How long it may take.
    pub limit: Duration,
}

/// What a program printed that ended well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The beginning of what it printed.
    pub printed: Vec<u8>,
}

/// Why a program did not end well: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChildError {
    /// There is no such program.
    Missing(CleanText),
    /// The system would not start it.
    NotStarted(CleanText, Phrase),
    /// It ended with an error.
    Ended(CleanText, Phrase),
    /// It took too long and was ended.
    TooLong(CleanText, u64),
    /// The reader did not want to wait for it.
    Stopped(CleanText),
}

spoken!(ChildError);

impl ChildError {
    /// Whether the program is not there at all.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing(_))
    }

    /// The line, in whatever language the reader has.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Missing(name) => Phrase::new("child.missing").with("name", name),
            Self::NotStarted(name, why) => Phrase::new("child.not-started").with("name", name).with("why", why.clone()),
            Self::Ended(name, how) => Phrase::new("error.at").with("where", name).with("what", how.clone()),
            Self::Stopped(name) => Phrase::new("child.stopped").with("name", name),
            Self::TooLong(name, seconds) => Phrase::new("child.too-long").with("name", name).with("seconds", *seconds),
        }
    }
}

impl Task {
    /// Runs the program to its end.
    pub fn run(&self) -> Result<Output, ChildError> {
        let (name, patience) = (called(&self.argv), Patience::begin());
        let stopped = || patience.is_over();
        let mut command = command(&self.argv);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| not_started(&name, &error))?;
        if let Some(mut stdin) = child.stdin.take() {
            let input = self.input.clone();
            // A program that does not read all of it closes the pipe: that is its right.
            thread::spawn(move || drop(stdin.write_all(&input)));
        }
        let printed = child.stdout.take().map(beginning);
        let complained = child.stderr.take().map(beginning);
        let Some(status) = wait(&mut child, self.limit, stopped).map_err(|error| not_started(&name, &error))? else {
            stop(&mut child);
            return Err(if stopped() { ChildError::Stopped(name) } else { ChildError::TooLong(name, self.limit.as_secs()) });
        };
        let heard = |from: Option<Receiver<Vec<u8>>>| from.and_then(|from| from.recv_timeout(LAST_WORDS).ok());
        if status.success() {
            return Ok(Output { printed: heard(printed).unwrap_or_default() });
        }
        let complaint = heard(complained).unwrap_or_default();
        let how = ended(&name, status, &complaint);
        Err(ChildError::Ended(name, how))
    }
}

/// Starts a program that goes on by itself, such as a browser; an error where it fails within `patience`.
pub fn launch(argv: &Argv, patience: Duration) -> Result<(), ChildError> {
    let name = called(argv);
    let mut command = command(argv);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| not_started(&name, &error))?;
    match wait(&mut child, patience, || false) {
        Ok(Some(status)) if !status.success() => {
            let how = ended(&name, status, &[]);
            Err(ChildError::Ended(name, how))
        }
        Ok(Some(_)) => Ok(()),
        _ => {
            // Somebody has to take note of its end, or it stays in the table of processes.
            thread::spawn(move || drop(child.wait()));
            Ok(())
        }
    }
}

/// Whether a program can be found.
#[must_use]
pub fn is_here(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// What a program is called in a message: its name without folders.
#[must_use]
pub fn called(argv: &Argv) -> CleanText {
    CleanText::line(argv.program.rsplit('/').next().unwrap_or_default())
}

/// A program in a process group of its own.
fn command(argv: &Argv) -> Command {
    let mut command = Command::new(&argv.program);
    command.args(&argv.arguments);
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

impl From<ChildError> for Phrase {
    fn from(error: ChildError) -> Self {
        error.phrase()
    }
}

/// Why a program could not be started.
#[must_use]
pub fn not_started(name: &CleanText, error: &io::Error) -> ChildError {
    match error.kind() {
        io::ErrorKind::NotFound => ChildError::Missing(name.clone()),
        _ => ChildError::NotStarted(name.clone(), Phrase::from(error)),
    }
}

/// How a program called `name` ended, with the first line of its complaint.
#[must_use]
pub fn ended(name: &CleanText, status: ExitStatus, complaint: &[u8]) -> Phrase {
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    let how = match (status.code(), signal) {
        (None, Some(signal)) => Phrase::new("child.signal").with("number", signal.to_string()),
        (Some(NOTHING_FOR_IT), _) if is_of_the_desktop(name) => {
            Phrase::new("child.nothing-for-it").with("number", NOTHING_FOR_IT.to_string())
        }
        (code, _) => Phrase::new("child.status").with("number", code.unwrap_or_default().to_string()),
    };
    let complaint = CleanText::block(&String::from_utf8_lossy(complaint));
    match complaint.lines().map(CleanText::line).find(|line| !line.is_empty()) {
        Some(line) => {
            // Many programs say their own name first, and end in a full stop.
            let line = line.strip_prefix(&format!("{name}: ")).unwrap_or(&line).trim_end_matches('.');
            Phrase::new("error.at").with("where", how).with("what", CleanText::line(line).elided(LONGEST_COMPLAINT))
        }
        None => how,
    }
}

/// The exit status of `xdg-open` and `xdg-email` where no program is installed that they could start.
const NOTHING_FOR_IT: i32 = 3;

fn is_of_the_desktop(name: &CleanText) -> bool {
    name.starts_with("xdg-")
}

/// Reads a pipe to its end beside us; the beginning of it comes when all is read.
fn beginning(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut kept = Vec::new();
        // A pipe that breaks has said what it had to say.
        drop(pipe.by_ref().take(MOST_KEPT).read_to_end(&mut kept));
        drop(io::copy(&mut pipe, &mut io::sink()));
        drop(sender.send(kept));
    });
    receiver
}

/// Waits for a program to end; `None` where it runs longer than `limit`, or until it is to be `stopped`.
fn wait(child: &mut Child, limit: Duration, stopped: impl Fn() -> bool) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        let left = limit.saturating_sub(start.elapsed());
        if left.is_zero() || stopped() {
            return Ok(None);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Ends a program and all that it started.
fn stop(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may have ended in this very moment.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    drop(child.kill());
    drop(child.wait());
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Argv, ChildError, Task, launch};

    fn run(words: &[&str], input: &str, limit: u64) -> Result<String, ChildError> {
        let task = Task {
            argv: Argv::new(words[0], &words[1..]),
            input: input.as_bytes().to_vec(),
            limit: Duration::from_millis(limit),
        };
        task.run().map(|output| String::from_utf8_lossy(&output.printed).into_owned())
    }

    #[test]
    fn a_program_gets_its_input_and_its_words_as_they_are() {
        assert_eq!(run(&["cat"], "中文", 5_000).as_deref(), Ok("中文"));
        assert_eq!(run(&["printf", "%s|", "a b", "$(id)", ";x"], "", 5_000).as_deref(), Ok("a b|$(id)|;x|"));
        // A program that does not read its input is no failure.
        assert_eq!(run(&["true"], &"x".repeat(1 << 20), 5_000).as_deref(), Ok(""));
    }

    #[test]
    fn a_failure_is_one_line_with_the_exit_status() {
        let said = |words: &[&str]| run(words, "", 5_000).expect_err("a failure").to_string();
        assert_eq!(said(&["sh", "-c", "echo '\u{1b}[31mno paper' >&2; echo more >&2; exit 3"]), "sh: exit status 3: no paper");
        assert_eq!(said(&["sh", "-c", "echo 'sh: Error - no printer.' >&2; exit 1"]), "sh: exit status 1: Error - no printer");
        assert_eq!(said(&["sh", "-c", "kill -9 $$"]), "sh: ended by signal 9");
        let desktop = super::ended(&"xdg-open".into(), std::os::unix::process::ExitStatusExt::from_raw(3 << 8), &[]);
        assert!(desktop.english().starts_with("exit status 3: no program here"), "{desktop:?}");
        assert!(said(&["no-such-program-here"]).starts_with("no-such-program-here: not found"));
    }

    #[test]
    fn what_runs_too_long_is_ended_with_all_that_it_started() {
        let error = run(&["sh", "-c", "sleep 600 & sleep 600"], "", 200).expect_err("too long");
        assert_eq!(error.to_string(), "sh: still running after 0 s; stopped");
    }

    #[test]
    fn a_program_that_stays_behind_does_not_hold_us_up() {
        // As xclip does: the child ends, its own child keeps the pipes.
        assert!(run(&["sh", "-c", "sleep 2 & exit 0"], "", 60_000).is_ok());
        assert_eq!(launch(&Argv::new("sleep", &["1"]), Duration::from_millis(20)), Ok(()));
        assert!(launch(&Argv::new("false", &[]), Duration::from_secs(20)).is_err());
    }
}
