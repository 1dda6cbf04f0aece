//! The one place that makes text from outside fit to be shown.
//!
//! Decode first (charset, entities, percent signs), then clean, never after: an escape that is written as an entity
//! must meet the cleaner as the byte that it stands for.

use std::{fmt, ops::Deref, ops::Range};

use serde::{Deserialize, Deserializer, Serialize};

use super::script;

/// The longest one-line field (a title, a name), in characters. Longer ones are cut and end in `…`.
pub const LONGEST_LINE: usize = 1_000;
/// The longest text of several lines, in bytes. It bounds memory; no story comes near it.
pub const LONGEST_BLOCK: usize = 16_000_000;
/// How many combining marks may sit on one base character; more would paint over neighbouring rows.
const MOST_MARKS: usize = 8;
/// How far an unterminated control string is followed, in characters, before the rest counts as text again.
const LONGEST_CONTROL_STRING: usize = 4_096;

/// Text that can be put on a terminal as it is: no control character but newline and tab (those only in
/// [`CleanText::block`]), no escape sequence, no bidirectional override, no invisible character without a use.
///
/// Only this module makes one, so a value of this type has always been cleaned.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CleanText(String);

impl CleanText {
    /// An empty text.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// A one-line field: white space of any kind becomes single spaces, at most [`LONGEST_LINE`] characters.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        let mut out = String::with_capacity(raw.len().min(LONGEST_LINE));
        let mut count = 0;
        for c in Cleaner::new(raw) {
            let c = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
            if c == '\u{ad}' || c == ' ' && (out.is_empty() || out.ends_with(' ')) {
                continue;
            }
            if count == LONGEST_LINE {
                out.push('…');
                break;
            }
            out.push(c);
            count += 1;
        }
        out.truncate(out.trim_end().len());
        Self(out)
    }

    /// A text of several lines: newlines and tabs stay, as do spaces and soft hyphens.
    #[must_use]
    pub fn block(raw: &str) -> Self {
        let mut cleaner = Cleaner::new(raw.get(..raw.floor_char_boundary(LONGEST_BLOCK)).unwrap_or_default());
        let mut out = String::with_capacity(cleaner.rest.as_str().len());
        loop {
            out.push_str(cleaner.plain());
            match cleaner.next() {
                Some(c) => out.push(c),
                None => return Self(out),
            }
        }
    }

    /// The text as a plain string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part of the text at `range` (bytes); empty where the range is off a character boundary or outside.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_owned())
    }

    /// The longest beginning that is at most `columns` cells wide, with `…` at its end where anything was cut.
    #[must_use]
    pub fn elided(&self, columns: usize) -> Self {
        Self(super::width::elide(&self.0, columns).into_owned())
    }

    /// The text as it is drawn from left to right when it is read from right to left: its graphemes from last to first,
    /// brackets mirrored.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self(super::bidi::turned(&self.0))
    }

    /// Appends the part of `other` at `range` (bytes).
    pub fn push_part(&mut self, other: &CleanText, range: Range<usize>) {
        self.0.push_str(other.0.get(range).unwrap_or_default());
    }

    /// Appends another clean text.
    pub fn push(&mut self, other: &CleanText) {
        self.0.push_str(&other.0);
    }
}

impl Deref for CleanText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// As [`CleanText::block`], without a copy where nothing has to be cleaned.
impl From<String> for CleanText {
    fn from(raw: String) -> Self {
        let plain = raw.len() <= LONGEST_BLOCK && raw.bytes().all(is_plain);
        if plain { Self(raw) } else { Self::block(&raw) }
    }
}

/// What newsprint itself wrote: a literal of the program, cleaned all the same.
impl From<&'static str> for CleanText {
    fn from(literal: &'static str) -> Self {
        Self::block(literal)
    }
}

impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::block(&String::deserialize(deserializer)?))
    }
}

/// Whether a byte is printable ASCII, a newline or a tab: shown as it is wherever it stands.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t')
}

/// Yields the characters of a text that may be shown.
struct Cleaner<'a> {
    rest: std::str::Chars<'a>,
    /// The last character that was let through; a mark, joiner or selector is judged by it.
    before: Option<char>,
    marks: usize,
    /// Whether the run that we are in is written from right to left, by its last strong character.
    rtl: bool,
    /// Tags of a flag that are still to be handed out.
    tags: usize,
}

impl<'a> Cleaner<'a> {
    fn new(raw: &'a str) -> Self {
        Self { rest: raw.chars(), before: None, marks: 0, rtl: false, tags: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    /// Takes the printable ASCII that comes next: most text, of which no single character needs to be looked at.
    fn plain(&mut self) -> &'a str {
        let rest = self.rest.as_str();
        let length = if self.tags > 0 { 0 } else { rest.bytes().take_while(|byte| is_plain(*byte)).count() };
        let (plain, rest) = rest.split_at(length);
        if let Some(last) = plain.chars().next_back() {
            self.before = Some(last);
            self.marks = 0;
            self.rtl &= !plain.bytes().any(|byte| byte.is_ascii_alphabetic());
        }
        self.rest = rest.chars();
        plain
    }

    /// Passes over the rest of an escape sequence whose ESC was read.
    fn skip_escape(&mut self) {
        match self.peek() {
            Some('[') => {
                self.rest.next();
                self.skip_csi();
            }
            Some(']' | 'P' | 'X' | '^' | '_' | 'k') => {
                self.rest.next();
                self.skip_control_string();
            }
            // nF sequences: intermediates (space to /), then one final character.
            Some(' '..='/') => {
                while matches!(self.peek(), Some(' '..='/')) {
                    self.rest.next();
                }
                if matches!(self.peek(), Some('0'..='~')) {
                    self.rest.next();
                }
            }
            Some('0'..='~') => {
                self.rest.next();
            }
            _ => {}
        }
    }

    /// Parameters and intermediates (0x20 to 0x3f), then one final character (0x40 to 0x7e).
    fn skip_csi(&mut self) {
        while matches!(self.peek(), Some(' '..='?')) {
            self.rest.next();
        }
        if matches!(self.peek(), Some('@'..='~')) {
            self.rest.next();
        }
    }

    /// Up to the string terminator, BEL, CAN or SUB; unterminated ones end with their line.
    fn skip_control_string(&mut self) {
        for _ in 0..LONGEST_CONTROL_STRING {
            match self.peek() {
                None | Some('\n') => return,
                Some('\u{7}' | '\u{18}' | '\u{1a}' | '\u{9c}') => {
                    self.rest.next();
                    return;
                }
                Some('\u{1b}') => {
                    self.rest.next();
                    if self.peek() == Some('\\') {
                        self.rest.next();
                    } else {
                        self.skip_escape();
                    }
                    return;
                }
                Some(_) => {
                    self.rest.next();
                }
            }
        }
    }

    /// How many tag characters follow a black flag when they spell one of the three flags in use.
    fn flag_tags(&self) -> usize {
        const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];
        let spelled: String =
            self.rest.clone().take(6).filter_map(|c| char::from_u32((c as u32).wrapping_sub(0xE0000))).collect();
        let known = FLAGS.iter().any(|flag| spelled.strip_prefix(flag) == Some("\u{7f}"));
        if known { spelled.chars().count() } else { 0 }
    }

    /// Whether an invisible character has a use where it stands.
    fn joins(&self, c: char) -> bool {
        let (Some(before), Some(after)) = (self.before, self.peek()) else { return false };
        match c {
            '\u{200d}' => script::joins_emoji(before, after) || script::joins_letters(before, after),
            _ => script::joins_letters(before, after),
        }
    }

    fn admit(&mut self, c: char) -> Option<char> {
        if script::is_mark(c) {
            let on_base = self.before.is_some_and(|base| !base.is_whitespace());
            if !on_base || self.marks == MOST_MARKS {
                return None;
            }
            self.marks += 1;
            return Some(c);
        }
        self.marks = 0;
        match script::direction(c) {
            Some(script::Direction::Rtl) => self.rtl = true,
            Some(script::Direction::Ltr) => self.rtl = false,
            None => {}
        }
        self.before = Some(c);
        Some(c)
    }
}

impl Iterator for Cleaner<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let c = self.rest.next()?;
            if self.tags > 0 {
                self.tags -= 1;
                return Some(c);
            }
            let shown = match c {
                ' '..='~' | '\n' | '\t' => self.admit(c),
                '\r' => {
                    if self.peek() == Some('\n') {
                        self.rest.next();
                    }
                    self.admit('\n')
                }
                '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.admit('\n'),
                '\u{1b}' => {
                    self.skip_escape();
                    None
                }
                '\u{9b}' => {
                    self.skip_csi();
                    None
                }
                '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
                    self.skip_control_string();
                    None
                }
                c if c.is_control() => None,
                '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                    let useful = self.rtl && self.before.is_some_and(|before| before != c);
                    if useful {
                        self.before = Some(c);
                    }
                    useful.then_some(c)
                }
                '\u{200c}' | '\u{200d}' => {
                    let useful = self.joins(c);
                    if useful {
                        self.before = Some(c);
                    }
                    useful.then_some(c)
                }
                c if script::is_plain_letter(c) => self.admit(c),
                c if script::is_variation_selector(c) => {
                    let useful = self.before.is_some_and(|base| script::takes_selector(base, c));
                    if useful {
                        self.before = Some(c);
                    }
                    useful.then_some(c)
                }
                c if script::is_invisible(c) => None,
                '\u{1f3f4}' => {
                    self.tags = self.flag_tags();
                    self.admit(c)
                }
                c => self.admit(c),
            };
            if shown.is_some() {
                return shown;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CleanText;

    fn block(raw: &str) -> String {
        CleanText::block(raw).to_string()
    }

    #[test]
    fn escape_sequences_go_whole_so_that_no_feed_can_drive_the_terminal() {
        assert_eq!(block("a\u{1b}[31mb"), "ab");
        assert_eq!(block("a\u{1b}]0;title\u{7}b"), "ab");
        assert_eq!(block("a\u{1b}]52;c;aGk=\u{1b}\\b"), "ab");
        assert_eq!(block("a\u{9b}31mb\u{9d}0;x\u{9c}c"), "abc");
        assert_eq!(block("a\u{1b}Pq#0\u{1b}\\b\u{1b}#8c\u{1b}(0d\u{1b}ce"), "abcde");
        assert_eq!(block("a\u{1b}"), "a");
        assert_eq!(block("a\u{1b}["), "a");
        assert_eq!(block("a\u{1b}]8;;never ends\nnext line"), "a\nnext line");
    }

    #[test]
    fn nested_escapes_leave_nothing_that_forms_a_new_one() {
        assert_eq!(block("\u{1b}\u{1b}[[31mm"), "31mm");
        assert!(!block("\u{1b}]\u{1b}]0;x\u{7}\u{7}").contains(['\u{1b}', '\u{7}']));
    }

    #[test]
    fn bidirectional_overrides_and_invisible_characters_go() {
        assert_eq!(block("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{e0041}f\u{2060}g\u{3164}h"), "abcdefgh");
        assert_eq!(block("a\u{200f}b"), "ab");
        assert_eq!(block("ש\u{200f}!"), "ש\u{200f}!");
        assert_eq!(block("ש\u{200f}\u{200f}\u{200f}!"), "ש\u{200f}!");
    }

    #[test]
    fn emoji_flags_and_joined_scripts_stay_whole() {
        for text in [
            "👩\u{200d}👩\u{200d}👧",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "❤\u{fe0f}\u{200d}🔥",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(block(text), text);
        }
        assert_eq!(block("a\u{200d}b\u{fe0f}c"), "abc");
        assert_eq!(block("🏴\u{e0078}\u{e0079}x"), "🏴x");
    }

    #[test]
    fn piled_up_marks_are_cut_so_that_no_text_paints_over_its_neighbours() {
        let piled = format!("e{}x", "\u{301}".repeat(1_000));
        assert_eq!(block(&piled).chars().count(), 10);
        assert_eq!(block("\u{301}x"), "x");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(CleanText::line(" a\r\n b\t\u{2028}c\u{ad}d ").as_str(), "a b cd");
        let long = CleanText::line(&"x".repeat(5_000));
        assert_eq!(long.chars().count(), super::LONGEST_LINE + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for raw in
            ["\u{1b}\u{1b}[[31mm", "a\u{200d}\u{200d}b", "ש\u{200f}\u{200f}", "e\u{301}\u{200b}\u{301}", "👩\u{200d}\u{200b}👩"]
        {
            let once = block(raw);
            assert_eq!(block(&once), once, "{raw:?}");
        }
    }

    #[test]
    fn right_to_left_text_is_mirrored_by_grapheme() {
        assert_eq!(CleanText::block("אב\u{5b0}(ג)").mirrored().as_str(), "(ג)ב\u{5b0}א");
    }

    #[test]
    fn reading_back_cleans_again() {
        let read: CleanText = serde_json::from_str("\"a\\u001b[31mb\"").expect("valid");
        assert_eq!(read.as_str(), "ab");
    }
}
