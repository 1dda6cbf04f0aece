//! A story by its number, as on teletext: the list shows the numbers while three digits are typed.

use super::{App, effect::Effects};
use crate::config::{Code, Key};

/// How many digits a number has.
const DIGITS: usize = 3;

impl App {
    /// Waits for the digits of a number.
    pub(super) fn begin_number(&mut self) -> Effects {
        self.number = Some(String::new());
        Effects::none()
    }

    /// The digits that were typed, while a number is being typed.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// Takes a key of a number; the last digit, or Enter, opens the story. `None` where no number is being typed.
    pub(super) fn number_key(&mut self, key: Key) -> Option<Effects> {
        let mut typed = self.number.take()?;
        match (key.code, key.digit()) {
            (_, Some(digit)) => typed.push_str(&digit.to_string()),
            (Code::Backspace, _) if typed.pop().is_some() => {}
            (Code::Enter, _) => return Some(self.open_number(&typed)),
            _ => return Some(Effects::none()),
        }
        if typed.len() == DIGITS {
            return Some(self.open_number(&typed));
        }
        self.number = Some(typed);
        Some(Effects::none())
    }

    fn open_number(&mut self, typed: &str) -> Effects {
        let Some(place) = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) else { return Effects::none() };
        if place >= self.list.total() {
            self.say(&crate::words::Phrase::new("number.none").with("n", typed.trim_start_matches('0')), false);
            return Effects::none();
        }
        self.focus_on(super::Focus::List);
        self.list.choose(place);
        self.open_chosen()
    }
}
