//! Splits what a terminal sends into answers and what the reader did.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::{Capabilities, keys, mouse, reply::Replies};

/// The longest answer that is waited for, in bytes.
const LONGEST: usize = 4_096;
/// The longest text that is taken when it is pasted, in bytes; the rest is left out.
const LONGEST_PASTE: usize = 1 << 20;
/// What ends a pasted text.
const END_OF_PASTE: &[u8] = b"\x1b[201~";

/// One thing that a terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A control sequence: private marker and parameters, and the byte that ends it.
    Control(&'a [u8], u8),
    /// A string: the byte that begins it (`]`, `P`, `_`) and what it says.
    String(u8, &'a [u8]),
    /// A mouse event of the oldest form: button, column and row, each a byte.
    Mouse([u8; 3]),
    /// A key of the keypad or a function key: the byte after `ESC O`.
    Keypad(u8),
    /// A character, with `true` where an escape stood before it.
    Character(char, bool),
    /// The escape key.
    Escape,
    /// What is no sign at all.
    Nothing,
}

/// Takes bytes as they come in, and gives what the reader did and, in the end, what the terminal can do.
#[derive(Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
    /// What was pasted, until all of it has come.
    pasted: Option<Vec<u8>>,
    replies: Replies,
}

impl Input {
    /// Takes `bytes` and returns what the reader did. What may be the beginning of something longer is kept.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes.extend_from_slice(bytes);
        self.events(false)
    }

    /// What was kept, now that nothing followed it: an escape was the escape key.
    pub fn settle(&mut self) -> Vec<Event> {
        self.events(true)
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

    /// Whether what was kept may be a key that was pressed together with Alt, as far as it has come.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        matches!(self.bytes.as_slice(), [0x1b] | [0x1b, _])
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

    fn events(&mut self, last: bool) -> Vec<Event> {
        let bytes = std::mem::take(&mut self.bytes);
        let (mut rest, mut events) = (bytes.as_slice(), Vec::new());
        loop {
            if let Some(pasted) = &mut self.pasted {
                let (text, after) = split_paste(rest, last);
                pasted.extend_from_slice(text.get(..text.len().min(LONGEST_PASTE - pasted.len())).unwrap_or_default());
                let Some(after) = after else {
                    rest = rest.get(text.len()..).unwrap_or_default();
                    break;
                };
                events.push(Event::Paste(String::from_utf8_lossy(pasted).into_owned()));
                (rest, self.pasted) = (after, None);
            }
            let Some((token, after)) = next(rest, last || rest.len() > LONGEST) else { break };
            rest = after;
            if token == Token::Control(b"200", b'~') {
                self.pasted = Some(Vec::new());
            } else if !self.replies.take(&token) {
                events.extend(event(&token));
            }
        }
        self.bytes = rest.to_vec();
        events
    }
}

/// What belongs to a pasted text for certain, and what follows its end, where it has come.
fn split_paste(bytes: &[u8], last: bool) -> (&[u8], Option<&[u8]>) {
    let end = bytes.windows(END_OF_PASTE.len()).position(|window| window == END_OF_PASTE);
    if let Some((text, rest)) = end.and_then(|end| bytes.split_at_checked(end)) {
        return (text, rest.get(END_OF_PASTE.len()..));
    }
    // The end may have begun.
    let kept =
        (1..END_OF_PASTE.len()).rev().find(|begun| !last && bytes.ends_with(END_OF_PASTE.get(..*begun).unwrap_or_default()));
    (bytes.get(..bytes.len() - kept.unwrap_or_default()).unwrap_or_default(), None)
}

/// What the reader did, if `token` is of theirs.
fn event(token: &Token) -> Option<Event> {
    keys::key(token).map(Event::Key).or_else(|| mouse::mouse(token).map(Event::Mouse))
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
        // Nothing followed: the key itself, with Alt.
        Some((b'[' | b']' | b'P' | b'_', [])) if last => character(rest, last, true),
        Some((b'[', [b'M', body @ ..])) => mouse(body).or_else(unfinished),
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

fn mouse(body: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (event, rest) = body.split_first_chunk()?;
    Some((Token::Mouse(*event), rest))
}

/// A control sequence; of the console of Linux also `[` and a letter, for its first function keys.
fn control(body: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let console = usize::from(body.first() == Some(&b'['));
    let end = console + body.get(console..)?.iter().position(|byte| !matches!(byte, 0x20..=0x3f))?;
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
