//! Keys, in the forms in which terminals say them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::input::{Token, plain};

/// The key that `token` stands for, if any.
pub(super) fn key(token: &Token) -> Option<KeyEvent> {
    match token {
        Token::Escape => Some(plain(KeyCode::Esc)),
        Token::Character(c, escaped) => Some(character(*c, *escaped)),
        Token::Keypad(end) => keypad(*end).map(plain),
        Token::Control(parameters, end) => control(parameters, *end),
        Token::String(..) | Token::Mouse(_) | Token::Nothing => None,
    }
}

/// A character as a terminal sends it: control characters are Ctrl with a letter, an escape before it is Alt.
fn character(c: char, escaped: bool) -> KeyEvent {
    let (code, mut modifiers) = match c {
        '\r' | '\n' => (KeyCode::Enter, KeyModifiers::NONE),
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        '\u{7f}' | '\u{8}' => (KeyCode::Backspace, KeyModifiers::NONE),
        '\0' => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        '\u{1}'..='\u{1f}' => (KeyCode::Char(letter(c)), KeyModifiers::CONTROL),
        c if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
        c => (KeyCode::Char(c), KeyModifiers::NONE),
    };
    if escaped {
        modifiers |= KeyModifiers::ALT;
    }
    KeyEvent::new(code, modifiers)
}

/// The letter of a control character: `a` for the first.
fn letter(control: char) -> char {
    char::from_u32(u32::from(control) + u32::from('`')).unwrap_or(control)
}

fn keypad(end: u8) -> Option<KeyCode> {
    Some(match end {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(end - b'P' + 1),
        _ => return None,
    })
}

/// A function key: `CSI number ~`, or a letter, either with `;modifiers`.
fn control(parameters: &[u8], end: u8) -> Option<KeyEvent> {
    let text = std::str::from_utf8(parameters).ok().filter(|text| !text.starts_with(['<', '=', '>', '?']))?;
    let (number, modifiers) = text.split_once(';').unwrap_or((text, "1"));
    let code = match end {
        b'~' => numbered(number.parse().ok()?)?,
        // The console of Linux.
        b'A'..=b'E' if number == "[" => KeyCode::F(end - b'A' + 1),
        b'Z' => KeyCode::BackTab,
        _ => keypad(end)?,
    };
    // The parameter is one more than the sum of Shift 1, Alt 2 and Ctrl 4.
    let bits = modifiers.parse::<u8>().ok()?.saturating_sub(1);
    let held = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    let shift = if end == b'Z' { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    let modifiers = held.into_iter().filter(|(bit, _)| bits & bit != 0).fold(shift, |all, (_, one)| all | one);
    Some(KeyEvent::new(code, modifiers))
}

fn numbered(number: u8) -> Option<KeyCode> {
    // Function keys have gaps in their numbers.
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23 | 24 => KeyCode::F(number - 12),
        _ => return None,
    })
}
