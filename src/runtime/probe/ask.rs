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

/// What the terminal can do, asked on its second screen so that nothing of it is seen; `None` where it must not be asked.
pub fn ask(surroundings: &Surroundings) -> io::Result<Option<Capabilities>> {
    let Some(question) = question(surroundings) else { return Ok(None) };
    enable_raw_mode()?;
    let mut out = io::stdout();
    let asked = execute!(out, EnterAlternateScreen).and_then(|()| out.write_all(question.as_bytes())).and_then(|()| out.flush());
    let said = asked.map(|()| listen(io::stdin(), LIMIT, |_| {}));
    let left = execute!(out, LeaveAlternateScreen).and(disable_raw_mode());
    left.and(said).map(Some)
}
