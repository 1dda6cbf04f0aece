//! Reads the terminal while it is being asked.

use std::{
    os::fd::AsFd,
    time::{Duration, Instant},
};

use crossterm::event::KeyEvent;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, read},
};

use super::{Capabilities, Input};

/// How long a terminal may take to answer.
pub const LIMIT: Duration = Duration::from_secs(2);
/// How long an escape may stand alone before it counts as the escape key.
const ESCAPE: Duration = Duration::from_millis(50);

/// Reads `terminal`, which must be in raw mode, until the last question is answered or `limit` has passed. Keys that are
/// pressed meanwhile go to `on_key` at once.
pub fn listen(terminal: impl AsFd, limit: Duration, mut on_key: impl FnMut(KeyEvent)) -> Capabilities {
    let end = Instant::now() + limit;
    let mut input = Input::default();
    while !input.is_complete() || input.is_waiting() {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let patience = if input.is_waiting() { left.min(ESCAPE) } else { left };
        match receive(&terminal, patience) {
            Received::Bytes(bytes) => input.take(&bytes).into_iter().for_each(&mut on_key),
            // An answer that comes in parts over a slow line is waited for; an escape alone is a key.
            Received::Nothing if input.is_complete() || input.is_escape() => input.settle().into_iter().for_each(&mut on_key),
            Received::Nothing => {}
            Received::Gone => break,
        }
    }
    input.settle().into_iter().for_each(on_key);
    input.capabilities()
}

enum Received {
    Bytes(Vec<u8>),
    Nothing,
    Gone,
}

fn receive(terminal: &impl AsFd, patience: Duration) -> Received {
    let mut waiting = [PollFd::new(terminal, PollFlags::IN)];
    let Ok(patience) = Timespec::try_from(patience) else { return Received::Gone };
    match poll(&mut waiting, Some(&patience)) {
        Ok(0) | Err(Errno::INTR) => return Received::Nothing,
        Ok(_) => {}
        Err(_) => return Received::Gone,
    }
    let mut bytes = [0; 1_024];
    match read(terminal, &mut bytes) {
        Ok(0) => Received::Gone,
        Ok(count) => Received::Bytes(bytes.get(..count).unwrap_or_default().to_vec()),
        Err(Errno::INTR | Errno::AGAIN) => Received::Nothing,
        Err(_) => Received::Gone,
    }
}
