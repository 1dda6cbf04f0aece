//! A program that is lent the terminal, where terminals know no foreground groups.

use std::{
    io,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
};

/// A program that has the terminal until it ends.
#[derive(Debug)]
pub struct Job(Child);

impl Job {
    /// Starts a program; with a pipe for its input where `input` says so.
    pub fn start(command: &mut Command, input: bool) -> io::Result<Self> {
        if input {
            command.stdin(Stdio::piped());
        }
        command.spawn().map(Self)
    }

    /// The pipe that the program reads, where it has one.
    pub fn take_input(&mut self) -> Option<ChildStdin> {
        self.0.stdin.take()
    }

    /// Waits for the program's end.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        self.0.wait()
    }
}
