//! The help: every action with its keys, from the action table.

use super::{
    action::{Action, Place, TABLE},
    keys::Keys,
};
use crate::{text, words::Words};

/// The columns that the keys of an action take, where it has several.
const KEYS: usize = 13;

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
            let keys = easiest(keys.anywhere(row.action));
            if !keys.is_empty() {
                lines.push(HelpLine::Keys { keys, does: row.help(words), action: row.action });
            }
        }
    }
    lines
}

/// As many of the keys of an action as a column takes, the easiest first.
fn easiest(keys: Vec<String>) -> String {
    let mut all = keys.into_iter();
    let first = all.next().unwrap_or_default();
    all.fold(first, |line, key| {
        let longer = format!("{line}  {key}");
        if text::width(&longer) > KEYS { line } else { longer }
    })
}

/// The columns that the keys take, with the gap behind them.
#[must_use]
pub fn key_width(lines: &[HelpLine]) -> usize {
    let width = |line: &HelpLine| match line {
        HelpLine::Keys { keys, .. } => text::width(keys),
        _ => 0,
    };
    lines.iter().map(width).max().unwrap_or_default() + 3
}

/// The columns that the lines take.
#[must_use]
pub fn width(lines: &[HelpLine]) -> usize {
    let width = |line: &HelpLine| match line {
        HelpLine::Keys { does, .. } => text::width(does),
        _ => 0,
    };
    key_width(lines) + lines.iter().map(width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{lines, width};
    use crate::{app::keys::Keys, config::Keymap, words::Words};

    #[test]
    fn no_line_of_the_help_is_cut_in_a_window_of_eighty_columns() {
        for preset in Keymap::presets() {
            let keys = Keys::resolve(&Keymap::preset(preset).expect("a preset").expect("a keymap")).expect("no clashes");
            for words in Words::built_in() {
                assert!(width(&lines(&keys, words)) <= 76, "{preset} {}: {}", words.tag(), width(&lines(&keys, words)));
            }
        }
    }
}
