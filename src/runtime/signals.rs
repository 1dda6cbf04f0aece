//! Signals: the ways in which the world tells a program to stop, to wait, to look at its window again.

use std::{io, sync::mpsc::Sender, thread};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
    low_level::emulate_default_handler,
};

use super::{Message, lend};

/// What the keys of the terminal send to all who share it: while another program has it, they are meant for that one.
const LENT: [i32; 4] = [SIGINT, SIGQUIT, SIGTSTP, SIGCONT];

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
            let message = if signal == SIGWINCH { Message::WindowChanged } else { Message::Signal(signal) };
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops this process as an unhandled SIGTSTP does; returns when it goes on.
pub fn stop_here() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}
