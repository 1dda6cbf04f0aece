//! Asks the terminal without opening the screen.

use std::io::{self, Write};

use crossterm::{
    execute,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};

use super::{
    Capabilities, Surroundings,
    listen::{LIMIT, listen},
    question,
};
use crate::runtime::keyboard::Keyboard;

/// What the terminal can do, asked on its second screen so that nothing of it is seen; `None` where it must not be asked.
pub fn ask(surroundings: &Surroundings) -> io::Result<Option<Capabilities>> {
    let keyboard = Keyboard::find().filter(Keyboard::is_ours);
    let Some((question, keyboard)) = question(surroundings).zip(keyboard) else { return Ok(None) };
    enable_raw_mode()?;
    let mut out = io::stdout();
    let asked = execute!(out, EnterAlternateScreen).and_then(|()| out.write_all(question.as_bytes())).and_then(|()| out.flush());
    let said = asked.map(|()| listen(&keyboard, LIMIT));
    let left = execute!(out, LeaveAlternateScreen).and(disable_raw_mode());
    left.and(said).map(Some)
}
