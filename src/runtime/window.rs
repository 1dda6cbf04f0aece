//! The window that standard output goes to.

use std::io::{self, IsTerminal};

/// Its width in columns, where standard output is a terminal that tells.
#[must_use]
pub fn columns() -> Option<u16> {
    let (columns, _) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    (columns > 0).then_some(columns)
}

/// Whether this is a terminal on which words can only follow one another.
#[must_use]
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|kind| kind == "dumb") && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether standard output is a terminal that can be painted on: not a pipe, and not one that calls itself dumb.
#[must_use]
pub fn can_paint() -> bool {
    let kind = std::env::var_os("TERM");
    let able = kind.is_some_and(|kind| !kind.is_empty() && kind != "dumb");
    able && io::stdout().is_terminal()
}
