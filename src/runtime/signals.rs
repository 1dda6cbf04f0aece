//! Signals: the ways in which the world tells a program to stop, to wait, to look at its window again.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread,
    time::Duration,
};

use rustix::process::{Signal, getpgid, getpgrp, getsid, kill_current_process_group};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    flag,
    iterator::Signals,
    low_level::unregister,
};

use super::{Message, lend};

/// What means nothing to us while another program has the terminal: keys are for that one, and there is nothing to paint.
const LENT: [i32; 3] = [SIGINT, SIGQUIT, SIGCONT];
/// How long it takes until a thread is stopped that others see stopped already.
const MOMENT: Duration = Duration::from_millis(2);

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// To stop until the shell lets us go on.
    Suspend,
    /// We were stopped by force and go on now.
    Continue,
    /// To end.
    End,
}

/// What the signal `number` asks for.
#[must_use]
pub fn meaning(number: i32) -> Meaning {
    match number {
        SIGTSTP => Meaning::Suspend,
        SIGCONT => Meaning::Continue,
        _ => Meaning::End,
    }
}

/// Passes signals on to the loop, from a thread of its own.
pub fn listen(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if lend::is_lent() && LENT.contains(&signal) {
                continue;
            }
            if lend::is_lent() && signal == SIGTSTP {
                // The terminal was given back already.
                drop(stop_here());
                continue;
            }
            let message = if signal == SIGWINCH { Message::WindowChanged } else { Message::Signal(signal) };
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Whether a shell started us as a job, which it can bring back. The first program of a session, as in `xterm -e`, has
/// nobody who would; nor has a script that is that.
#[must_use]
pub fn is_job() -> bool {
    // Of two errors nothing follows; no process has its own session hidden from itself.
    getsid(None).and_then(|leader| getpgid(Some(leader))) != Ok(getpgrp())
}

/// Stops our whole job, a script that started us with it, until the shell lets it go on. Does nothing where no shell can.
pub fn stop_here() -> io::Result<()> {
    if !is_job() {
        return Ok(());
    }
    let continued = Arc::new(AtomicBool::new(false));
    let listening = flag::register(SIGCONT, Arc::clone(&continued))?;
    kill_current_process_group(Signal::STOP)?;
    // It is not said which thread is stopped first: this one is not to run ahead.
    while !continued.load(Ordering::SeqCst) {
        thread::sleep(MOMENT);
    }
    unregister(listening);
    Ok(())
}
