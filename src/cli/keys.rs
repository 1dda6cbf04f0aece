//! `newsprint keys`: every action by its name, with its keys and what it does.

use std::io::{self, Write};

use crate::{
    app::{action::TABLE, setup::Setup},
    text,
};

/// Prints the actions in the order of the help.
pub(super) fn run(setup: &Setup) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    let rows: Vec<(&str, String, &str)> =
        TABLE.iter().map(|row| (row.name, setup.keys.anywhere(row.action).join("  "), row.help(setup.words))).collect();
    let widest = |cells: fn(&(&str, String, &str)) -> usize| rows.iter().map(cells).max().unwrap_or_default();
    let (names, keys) = (widest(|row| text::width(row.0)), widest(|row| text::width(&row.1)));
    for (name, bound, help) in &rows {
        let pad = |text: &str, to: usize| format!("{text}{}", " ".repeat(to.saturating_sub(text::width(text))));
        writeln!(out, "{}  {}  {help}", pad(name, names), pad(bound, keys))?;
    }
    Ok(true)
}
