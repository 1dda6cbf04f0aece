//! Splits what a terminal sends into answers and keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Capabilities, keys, reply::Replies};

/// The longest answer that is waited for, in bytes.
const LONGEST: usize = 4_096;

/// One thing that a terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A control sequence: private marker and parameters, and the byte that ends it.
    Control(&'a [u8], u8),
    /// A string: the byte that begins it (`]`, `P`, `_`) and what it says.
    String(u8, &'a [u8]),
    /// A key of the keypad or a function key: the byte after `ESC O`.
    Keypad(u8),
    /// A character, with `true` where an escape stood before it.
    Character(char, bool),
    /// The escape key.
    Escape,
    /// What is no sign at all.
    Nothing,
}

/// Takes bytes as they come in, and gives keys and, in the end, what the terminal can do.
#[derive(Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
    replies: Replies,
}

impl Input {
    /// Takes `bytes` and returns the keys that were pressed. What may be the beginning of something longer is kept.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<KeyEvent> {
        self.bytes.extend_from_slice(bytes);
        self.keys(false)
    }

    /// The keys in what was kept, now that nothing followed it: an escape was the escape key.
    pub fn settle(&mut self) -> Vec<KeyEvent> {
        self.keys(true)
    }

    /// Whether something was kept that may be the beginning of something longer.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Whether an escape was kept that nothing has followed yet.
    #[must_use]
    pub fn is_escape(&self) -> bool {
        self.bytes == [0x1b]
    }

    /// Whether the last question was answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.replies.complete
    }

    /// What the terminal said of itself.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.replies.capabilities()
    }

    fn keys(&mut self, last: bool) -> Vec<KeyEvent> {
        let bytes = std::mem::take(&mut self.bytes);
        let (mut rest, mut keys) = (bytes.as_slice(), Vec::new());
        while let Some((token, after)) = next(rest, last || rest.len() > LONGEST) {
            rest = after;
            if !self.replies.take(&token) {
                keys.extend(keys::key(&token));
            }
        }
        self.bytes = rest.to_vec();
        keys
    }
}

/// A key without modifiers.
pub(super) fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The first thing in `bytes` and what follows it; `None` where it may not be complete, unless it is the `last`.
fn next(bytes: &[u8], last: bool) -> Option<(Token<'_>, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first != 0x1b {
        return character(bytes, last, false);
    }
    let unfinished = || last.then_some((Token::Nothing, [].as_slice()));
    match rest.split_first() {
        None => last.then_some((Token::Escape, rest)),
        Some((b'[', body)) => control(body).or_else(unfinished),
        Some((kind @ (b']' | b'P' | b'_'), body)) => string(*kind, body).or_else(unfinished),
        Some((b'O', body)) => match body.split_first() {
            Some((key, rest)) => Some((Token::Keypad(*key), rest)),
            None => last.then_some((Token::Character('O', true), body)),
        },
        Some((0x1b, _)) => Some((Token::Escape, rest)),
        Some(_) => character(rest, last, true),
    }
}

fn control(body: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let end = body.iter().position(|byte| !matches!(byte, 0x20..=0x3f))?;
    let (parameters, rest) = body.split_at_checked(end)?;
    let (end, rest) = rest.split_first()?;
    Some((Token::Control(parameters, *end), rest))
}

/// A string up to the bell or `ESC \`.
fn string(kind: u8, body: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let end = body.iter().position(|byte| matches!(byte, 0x07 | 0x1b))?;
    let (text, rest) = body.split_at_checked(end)?;
    let rest = match rest {
        [0x07, rest @ ..] | [0x1b, b'\\', rest @ ..] => rest,
        [0x1b] => return None,
        // Cut off by the next sequence.
        _ => rest,
    };
    Some((Token::String(kind, text), rest))
}

fn character(bytes: &[u8], last: bool, escaped: bool) -> Option<(Token<'_>, &[u8])> {
    let length = match bytes.first()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let Some((one, rest)) = bytes.split_at_checked(length) else {
        return last.then_some((Token::Nothing, [].as_slice()));
    };
    match std::str::from_utf8(one).ok().and_then(|text| text.chars().next()) {
        Some(c) => Some((Token::Character(c, escaped), rest)),
        None => Some((Token::Nothing, bytes.get(1..).unwrap_or_default())),
    }
}
