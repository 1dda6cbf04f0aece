//! Job control, as a shell does it: a program that is lent the terminal has a process group of its own, which is the
//! terminal's foreground group while it runs. So the keys that interrupt and stop reach it alone, and what it sends to its
//! group never reaches us. When it is stopped the terminal comes back, and we stop as well: for the shell both are one job.

use std::{
    fs::File,
    io::{self, IsTerminal, stdin},
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
};

use nix::sys::signal::{SigSet, Signal as Blocked};
use rustix::{
    process::{Pid, Signal, WaitOptions, WaitStatus, getpgrp, kill_process_group, waitpid},
    termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp},
};

use super::signals;

/// A program that has the terminal until it ends.
#[derive(Debug)]
pub struct Job {
    child: Child,
    group: Option<Pid>,
    terminal: Option<File>,
    /// How the terminal took lines before: what a program changes, and leaves so where it crashes.
    before: Option<Termios>,
}

impl Job {
    /// Starts a program, with a pipe for its input where `input` says so, and hands it the terminal, where that is ours.
    pub fn start(command: &mut Command, input: bool) -> io::Result<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty").ok();
        if input {
            command.stdin(Stdio::piped());
        } else if let Some(terminal) = terminal.as_ref().filter(|_| !stdin().is_terminal()) {
            // What came to us through a pipe is read; whoever draws on the terminal wants its keys.
            command.stdin(terminal.try_clone()?);
        }
        let before = terminal.as_ref().and_then(|terminal| tcgetattr(terminal).ok());
        let child = command.process_group(0).spawn()?;
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let job = Self { child, group, terminal, before };
        job.hand_over();
        Ok(job)
    }

    /// The pipe that the program reads, where it has one.
    pub fn take_input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Waits for the program's end; then the terminal is ours again, as it was.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        loop {
            match waitpid(self.group, WaitOptions::UNTRACED) {
                Ok(Some((_, status))) if status.stopped() => self.stopped(status)?,
                Ok(Some((_, status))) => {
                    self.take_back();
                    return Ok(ExitStatus::from_raw(status.as_raw()));
                }
                Ok(None) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Stops with the program, until the shell lets both go on.
    fn stopped(&self, status: WaitStatus) -> io::Result<()> {
        if !self.looked_too_soon(status) {
            let modes = self.modes();
            self.take_back();
            // Without a shell that could bring it back, it simply goes on.
            signals::stop_here()?;
            self.set(modes.as_ref());
        }
        self.hand_over();
        if let Some(group) = self.group {
            kill_process_group(group, Signal::CONT)?;
        }
        Ok(())
    }

    /// Whether it was stopped only since it turned to the terminal in the moment before it was handed over.
    fn looked_too_soon(&self, status: WaitStatus) -> bool {
        let signal = status.stopping_signal();
        let asked = [Signal::TTIN, Signal::TTOU].iter().any(|asking| signal == Some(asking.as_raw()));
        asked && self.holder().is_some_and(|holder| Some(holder) == self.group || holder == getpgrp())
    }

    /// The foreground group of the terminal.
    fn holder(&self) -> Option<Pid> {
        tcgetpgrp(self.terminal.as_ref()?).ok()
    }

    /// Makes the program's group the foreground one where ours is: whoever runs in the background has nothing to give.
    fn hand_over(&self) {
        if self.holder() == Some(getpgrp()) {
            self.give_to(self.group);
        }
    }

    /// Takes the terminal from the program, and undoes what that did to it.
    fn take_back(&self) {
        if self.holder() == self.group {
            self.give_to(Some(getpgrp()));
        }
        self.set(self.before.as_ref());
    }

    fn give_to(&self, group: Option<Pid>) {
        if let (Some(terminal), Some(group)) = (&self.terminal, group) {
            // Whoever is in the background is stopped for this, unless it blocks the signal.
            let mut signal = SigSet::empty();
            signal.add(Blocked::SIGTTOU);
            let blocked = signal.thread_block();
            // A terminal that is gone belongs to nobody.
            let _ = tcsetpgrp(terminal, group);
            if blocked.is_ok() {
                let _ = signal.thread_unblock();
            }
        }
    }

    fn modes(&self) -> Option<Termios> {
        tcgetattr(self.terminal.as_ref()?).ok()
    }

    /// Sets how the terminal takes lines, where it is ours.
    fn set(&self, modes: Option<&Termios>) {
        if let (Some(terminal), Some(modes)) = (&self.terminal, modes)
            && self.holder() == Some(getpgrp())
        {
            // With the terminal gone there is nothing to be set.
            let _ = tcsetattr(terminal, OptionalActions::Drain, modes);
        }
    }
}
