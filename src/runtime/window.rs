//! The window that standard output goes to.

use std::io::{self, IsTerminal};

/// Its width in columns, where standard output is a terminal that tells.
#[must_use]
pub fn columns() -> Option<u16> {
    let (columns, _) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    (columns > 0).then_some(columns)
}
