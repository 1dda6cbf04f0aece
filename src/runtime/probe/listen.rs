//! Reads the terminal: its answers, and what the reader does. One reader has it from the first to the last byte, since
//! answers may come late, and a general reader of keys takes them for keys.

use std::{
    os::fd::AsFd,
    time::{Duration, Instant},
};

use crossterm::event::Event;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, read},
};

use super::{Capabilities, Input};
use crate::runtime::gate::Post;

/// How long a terminal may take to answer before it is judged by what it said so far.
pub const LIMIT: Duration = Duration::from_secs(2);
/// How long an escape may stand alone before it counts as the escape key.
const ESCAPE: Duration = Duration::from_millis(50);
/// How long the rest of a sequence is waited for, on a slow line.
const REST: Duration = Duration::from_secs(1);

/// What was heard from the terminal.
#[derive(Debug)]
pub enum Heard {
    /// The reader did something.
    Event(Event),
    /// What the terminal said of itself: when it has said all, and before that when [`LIMIT`] has passed.
    Answers(Capabilities),
}

/// Reads `terminal`, which must be in raw mode, until the last question is answered or `limit` has passed. What the reader
/// types meanwhile is lost.
pub fn listen(terminal: &impl AsFd, limit: Duration) -> Capabilities {
    let end = Instant::now() + limit;
    let mut input = Input::default();
    while !input.is_complete() {
        let left = end.saturating_duration_since(Instant::now());
        match receive(terminal, None, Some(left)) {
            Received::Bytes(bytes) => drop(input.take(&bytes)),
            Received::Nothing if left.is_zero() => break,
            Received::Nothing => {}
            Received::Gone | Received::Called => break,
        }
    }
    input.capabilities()
}

/// Reads `terminal`, which must be in raw mode, until it is gone or `heard` returns `false`; stands still at the `post`
/// when called. `asked` says whether answers are to come.
pub fn read_on(terminal: &impl AsFd, post: &mut Post, asked: bool, mut heard: impl FnMut(Heard) -> bool) {
    let mut input = Input::default();
    let mut questions = Questions { asked: asked.then(Instant::now), told: false };
    loop {
        let rest = rest_of(&input);
        let patience = shorter(questions.patience(), rest);
        let events = match receive(terminal, Some(post), patience) {
            Received::Bytes(bytes) => input.take(&bytes),
            // The rest of an answer is waited for as long as answers are owed.
            Received::Nothing if patience == rest && (input.is_bare() || questions.asked.is_none()) => input.settle(),
            Received::Nothing => Vec::new(),
            Received::Called => {
                post.wait();
                Vec::new()
            }
            Received::Gone => return,
        };
        let answers = questions.judge(&input).map(Heard::Answers);
        if !events.into_iter().map(Heard::Event).chain(answers).all(&mut heard) {
            return;
        }
    }
}

/// How long to wait for what belongs to what was read.
fn rest_of(input: &Input) -> Option<Duration> {
    input.is_waiting().then_some(if input.is_escape() { ESCAPE } else { REST })
}

fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    one.into_iter().chain(other).min()
}

/// When the terminal was asked, and whether what it said so far was told.
struct Questions {
    asked: Option<Instant>,
    told: bool,
}

impl Questions {
    /// How long until a terminal that is silent is judged.
    fn patience(&self) -> Option<Duration> {
        self.asked.filter(|_| !self.told).map(|asked| (asked + LIMIT).saturating_duration_since(Instant::now()))
    }

    /// What is to be told now: all that was said when it was said, or what was said when time is up.
    fn judge(&mut self, input: &Input) -> Option<Capabilities> {
        let asked = self.asked?;
        if input.is_complete() {
            self.asked = None;
        } else if self.told || asked.elapsed() < LIMIT {
            return None;
        }
        self.told = true;
        Some(input.capabilities())
    }
}

enum Received {
    Bytes(Vec<u8>),
    Nothing,
    /// The gate was closed.
    Called,
    Gone,
}

/// What `terminal` sends, or that the post was called, within `patience`; for ever without one.
fn receive(terminal: &impl AsFd, post: Option<&Post>, patience: Option<Duration>) -> Received {
    let mut waiting = vec![PollFd::new(terminal, PollFlags::IN)];
    waiting.extend(post.map(|post| PollFd::new(&post.called, PollFlags::IN)));
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    match poll(&mut waiting, patience.as_ref()) {
        Ok(0) => return Received::Nothing,
        Err(Errno::INTR) => return Received::Bytes(Vec::new()),
        Ok(_) => {}
        Err(_) => return Received::Gone,
    }
    if waiting.get(1).is_some_and(|post| !post.revents().is_empty()) {
        return Received::Called;
    }
    let mut bytes = [0; 1_024];
    match read(terminal, &mut bytes) {
        Ok(0) => Received::Gone,
        Ok(count) => Received::Bytes(bytes.get(..count).unwrap_or_default().to_vec()),
        Err(Errno::INTR | Errno::AGAIN) => Received::Bytes(Vec::new()),
        Err(_) => Received::Gone,
    }
}
