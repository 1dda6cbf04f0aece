//! A password from the program that keeps it.

use std::{
    io::{self, Read},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tokio::task::spawn_blocking;

use crate::{
    model::Secret,
    text::CleanText,
    words::{Phrase, spoken},
};

/// How long the program may take: it may ask its owner.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked whether the program is done.
const PAUSE: Duration = Duration::from_millis(20);
/// The longest password, in bytes.
const LONGEST: u64 = 4_096;

/// Why there is no password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordError {
    /// The program can't be started.
    Start(CleanText, Phrase),
    /// It ended with a failure.
    Failed(CleanText),
    /// It did not end in time.
    Slow(CleanText),
    /// It printed nothing.
    Empty,
}

spoken!(PasswordError);

impl PasswordError {
    /// The sentence. What the program printed is not repeated.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Start(program, why) => Phrase::new("password.start").with("program", program).with("why", why.clone()),
            Self::Failed(program) => Phrase::new("password.failed").with("program", program),
            Self::Slow(program) => Phrase::new("password.slow").with("program", program).with("seconds", PATIENCE.as_secs()),
            Self::Empty => Phrase::new("password.empty"),
        }
    }
}

/// The first line that the command (a program and its arguments) prints.
pub(super) async fn of(command: Vec<String>) -> Result<Secret, PasswordError> {
    spawn_blocking(move || run(&command)).await.unwrap_or(Err(PasswordError::Empty))
}

fn run(command: &[String]) -> Result<Secret, PasswordError> {
    let (program, words) = command.split_first().ok_or(PasswordError::Empty)?;
    let name = CleanText::line(program);
    let failed = |error: io::Error| PasswordError::Start(name.clone(), Phrase::from(&error));
    let started = Command::new(program).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(failed)?;
    let output = child.stdout.take();
    // Read beside the waiting: a program that prints more than a pipe holds would never end.
    let reading = thread::spawn(move || {
        let mut printed = Vec::new();
        let read = output.map(|output| output.take(LONGEST).read_to_end(&mut printed));
        read.and_then(Result::ok).map(|_| printed)
    });
    if !ended(&mut child, &name)? {
        return Err(PasswordError::Failed(name));
    }
    let printed = reading.join().ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&printed);
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() { Err(PasswordError::Empty) } else { Ok(Secret::new(line)) }
}

/// Waits for the program's end; whether it succeeded.
fn ended(child: &mut Child, name: &CleanText) -> Result<bool, PasswordError> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => break,
        }
    }
    // It may have ended in this very moment, and then there is nothing left to end.
    drop(child.kill());
    drop(child.wait());
    Err(PasswordError::Slow(name.clone()))
}

#[cfg(test)]
mod tests {
    use super::{PasswordError, run};

    fn said(words: &[&str]) -> Result<String, PasswordError> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        run(&words).map(|secret| secret.reveal().to_owned())
    }

    #[test]
    fn the_first_line_is_the_password_and_nothing_else_is_told() {
        assert_eq!(said(&["printf", "open sesame\\nmore\\n"]), Ok("open sesame".to_owned()));
        assert_eq!(said(&["true"]), Err(PasswordError::Empty));
        assert_eq!(said(&["false"]), Err(PasswordError::Failed("false".into())));
        assert!(matches!(said(&["/no/such/program"]), Err(PasswordError::Start(..))));
        assert_eq!(said(&[]), Err(PasswordError::Empty));
    }
}
