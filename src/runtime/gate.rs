//! Who reads the terminal: newsprint, or a program that newsprint lent it to. Two readers would each get half of the keys.

use std::{
    io::{self, PipeReader, PipeWriter, Read, Write},
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

/// How long to wait for the reader of keys to stop reading.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, Default)]
struct State {
    closed: bool,
    parked: bool,
}

/// The side that closes and opens.
#[derive(Debug)]
pub struct Gate {
    shared: Arc<(Mutex<State>, Condvar)>,
    wake: PipeWriter,
}

/// The side of the reader of keys.
#[derive(Debug)]
pub struct Post {
    shared: Arc<(Mutex<State>, Condvar)>,
    /// Has a byte to read when the gate was closed: to be waited for together with the terminal.
    pub called: PipeReader,
}

/// An open gate, both sides of it.
pub fn gate() -> io::Result<(Gate, Post)> {
    let (called, wake) = io::pipe()?;
    let shared = Arc::new((Mutex::new(State::default()), Condvar::new()));
    Ok((Gate { shared: Arc::clone(&shared), wake }, Post { shared, called }))
}

impl Gate {
    /// Keeps the reader of keys from the terminal; returns when it has stopped reading.
    pub fn close(&mut self) {
        let (state, changed) = &*self.shared;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.closed = true;
        // Without a reader of keys there is nothing to be stopped.
        drop(self.wake.write_all(&[0]));
        drop(changed.wait_timeout_while(state, PATIENCE, |state| !state.parked));
    }

    /// Lets it read again.
    pub fn open(&mut self) {
        let (state, changed) = &*self.shared;
        state.lock().unwrap_or_else(PoisonError::into_inner).closed = false;
        changed.notify_all();
    }
}

impl Post {
    /// Waits at the gate until it is open, after [`Post::called`] had something to read.
    pub fn wait(&mut self) {
        drop(self.called.read(&mut [0; 16]));
        let (state, changed) = &*self.shared;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.closed {
            state.parked = true;
            changed.notify_all();
            state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.parked = false;
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc::channel, thread};

    use super::gate;

    #[test]
    fn the_reader_stands_still_while_the_gate_is_closed() {
        let (mut gate, mut post) = gate().expect("a pipe");
        let (sender, receiver) = channel();
        let reader = thread::spawn(move || {
            for turn in 0..3 {
                post.wait();
                sender.send(turn).expect("heard");
            }
        });
        for turn in 0..3 {
            gate.close();
            assert!(receiver.try_recv().is_err());
            gate.open();
            assert_eq!(receiver.recv(), Ok(turn));
        }
        reader.join().expect("no panic");
    }
}
