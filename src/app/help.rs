//! The help: every action with its keys, from the action table.

use super::{
    action::{Action, Place, TABLE},
    keys::Keys,
};
use crate::words::Words;

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// The name of a group.
    Group(&'static str),
    /// Keys and what they do.
    Keys {
        /// The keys, the easiest first.
        keys: String,
        /// What they do.
        does: &'static str,
        /// The action.
        action: Action,
    },
    /// A row between groups.
    Blank,
}

/// The whole help for a keymap.
#[must_use]
pub fn lines(keys: &Keys, words: Words) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for place in Place::ALL {
        if !lines.is_empty() {
            lines.push(HelpLine::Blank);
        }
        lines.push(HelpLine::Group(words.get(place.key())));
        for row in TABLE.iter().filter(|row| row.place == place) {
            let keys = keys.anywhere(row.action).join("  ");
            if !keys.is_empty() {
                lines.push(HelpLine::Keys { keys, does: row.help(words), action: row.action });
            }
        }
    }
    lines
}
