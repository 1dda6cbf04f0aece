//! Keys as they are written in a keymap: `j`, `Ctrl-d`, `Shift-Tab`, `PgDn`, `Space`.

use std::fmt;

/// A key with what was held down beside it. Shift is part of a character (`G`) and of [`Code::BackTab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// What is printed on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// A function key, from 1.
    F(u8),
}

/// The keys that have names, with the name that help shows first.
const NAMED: [(&str, Code, &str); 17] = [
    ("Enter", Code::Enter, "Enter"),
    ("Shift-Tab", Code::BackTab, "Shift-Tab"),
    ("Tab", Code::Tab, "Tab"),
    ("Esc", Code::Esc, "Esc"),
    ("Backspace", Code::Backspace, "Backspace"),
    ("Delete", Code::Delete, "Delete"),
    ("Up", Code::Up, "↑"),
    ("Down", Code::Down, "↓"),
    ("Left", Code::Left, "←"),
    ("Right", Code::Right, "→"),
    ("PgUp", Code::PageUp, "PgUp"),
    ("PgDn", Code::PageDown, "PgDn"),
    ("PageUp", Code::PageUp, "PgUp"),
    ("PageDown", Code::PageDown, "PgDn"),
    ("Home", Code::Home, "Home"),
    ("End", Code::End, "End"),
    ("Space", Code::Char(' '), "Space"),
];

impl Key {
    /// A key alone.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A character alone.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The key that `written` names, such as `Ctrl-d`.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        if let Some(rest) = written.strip_prefix("Ctrl-").filter(|rest| !rest.is_empty()) {
            return Some(Self { ctrl: true, ..Self::parse(rest)? });
        }
        if let Some(rest) = written.strip_prefix("Alt-").filter(|rest| !rest.is_empty()) {
            return Some(Self { alt: true, ..Self::parse(rest)? });
        }
        if let Some((_, code, _)) = NAMED.iter().find(|(name, ..)| *name == written) {
            return Some(Self::plain(*code));
        }
        let mut chars = written.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Self::char(c)),
            (Some('F'), Some(_)) => {
                let number = written.strip_prefix('F')?.parse().ok().filter(|number| (1..=24).contains(number))?;
                Some(Self::plain(Code::F(number)))
            }
            _ => None,
        }
    }

    /// The digit that this key types, where it types one.
    #[must_use]
    pub fn digit(self) -> Option<usize> {
        match self {
            Self { code: Code::Char(c), ctrl: false, alt: false } => c.to_digit(10).map(|digit| digit as usize),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::F(number) => write!(f, "F{number}"),
            code => match (NAMED.iter().find(|(_, named, _)| *named == code), code) {
                (Some((_, _, shown)), _) => f.write_str(shown),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

/// A sequence of keys as it is written: `g g`.
#[must_use]
pub fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Code, Key};

    #[test]
    fn keys_are_read_as_they_are_written_in_the_help() {
        for written in ["j", "G", "-", "+", "<", "Ctrl-d", "Shift-Tab", "PgDn", "Space", "Enter", "F12", "Alt-x", "'"] {
            let key = Key::parse(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(key.to_string(), written);
        }
        assert_eq!(Key::parse("Down"), Some(Key::plain(Code::Down)));
        assert_eq!(Key::plain(Code::Down).to_string(), "↓");
    }

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        for written in ["", "Ctrl-", "jj", "Hyper-x", "F0", "F99", "Fx"] {
            assert_eq!(Key::parse(written), None, "{written}");
        }
    }
}
