//! Where keys come from: standard input, or the terminal itself where standard input is a pipe.

use std::{
    ffi::CString,
    io::{self, IsTerminal, Stdin},
    os::fd::{AsFd, BorrowedFd, OwnedFd},
};

use rustix::{
    fs::{Mode, OFlags, open},
    process::getpgrp,
    termios::{tcgetpgrp, ttyname},
};

/// What keys and the terminal's answers are read from.
#[derive(Debug)]
pub enum Keyboard {
    /// Standard input is the terminal.
    Stdin(Stdin),
    /// The terminal, opened by its name.
    Terminal(OwnedFd),
}

impl Keyboard {
    /// Finds it; `None` where there is no terminal to read.
    #[must_use]
    pub fn find() -> Option<Self> {
        if io::stdin().is_terminal() {
            return Some(Self::Stdin(io::stdin()));
        }
        // By the name of the terminal that is painted on: not every system can wait for /dev/tty.
        let names = ttyname(io::stdout(), Vec::new()).into_iter().chain([CString::from(c"/dev/tty")]);
        let opened = |name: CString| open(name, OFlags::RDONLY | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty());
        names.map(opened).find_map(Result::ok).map(Self::Terminal)
    }

    /// Whether it is ours to read: a program in the background of its shell would be stopped.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        tcgetpgrp(self).is_ok_and(|group| group == getpgrp())
    }
}

impl AsFd for Keyboard {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Terminal(fd) => fd.as_fd(),
        }
    }
}
