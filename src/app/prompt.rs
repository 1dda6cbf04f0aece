//! A line that is typed on: a name for a file, a command, the words that narrow a menu.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::complete::Completer;
use crate::{
    config::{Code, Key},
    text::{self, CleanText},
};

/// The longest line, in bytes; what is typed or pasted beyond it is dropped.
const LONGEST: usize = 4_096;

/// A line that is typed on, and what it asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    label: CleanText,
    text: String,
    /// The byte before which the next letter goes; always between two graphemes.
    cursor: usize,
    /// What completes it.
    pub(super) completer: Option<Completer>,
    /// What is said of it meanwhile.
    pub(super) remark: Option<Remark>,
}

/// What is said of a line while it is typed: what may complete it, or what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The words.
    pub text: CleanText,
    /// The part of the line that they are about, in characters.
    pub at: Option<Range<usize>>,
    /// Whether it has to be mended before the line can stand.
    pub bad: bool,
}

/// What became of a key that was typed on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The line changed, or the cursor moved.
    Changed,
    /// Enter: the line stands.
    Done,
    /// Escape, or nothing left to delete.
    Given,
    /// Nothing: the key means nothing on a line.
    Nothing,
}

/// A line as it is shown: what stands before the cursor, under it, and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Before the cursor.
    pub before: CleanText,
    /// Under the cursor; a space at the line's end.
    pub under: CleanText,
    /// After it.
    pub after: CleanText,
}

impl Prompt {
    /// A line that holds `text` already, the cursor at its end.
    #[must_use]
    pub fn new(label: CleanText, text: &str) -> Self {
        let mut prompt = Self { label, ..Self::default() };
        prompt.insert(text);
        prompt
    }

    /// What it asks for.
    #[must_use]
    pub fn label(&self) -> &CleanText {
        &self.label
    }

    /// Asks for something else.
    pub fn set_label(&mut self, label: CleanText) {
        self.label = label;
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts other words on the line, the cursor at their end.
    pub fn set_text(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// How many characters stand before the cursor.
    #[must_use]
    pub fn characters_before_cursor(&self) -> usize {
        self.text.get(..self.cursor).unwrap_or_default().chars().count()
    }

    /// What is said of it meanwhile.
    #[must_use]
    pub fn remark(&self) -> Option<&Remark> {
        self.remark.as_ref()
    }

    /// Says something of it until it changes.
    pub fn set_remark(&mut self, remark: Option<Remark>) {
        self.remark = remark;
    }

    /// Takes a key that was typed on the line: letters, the editing keys of a shell, Tab where something completes it.
    pub fn key(&mut self, key: Key) -> Typed {
        if key.code == Code::Tab && self.complete() {
            return Typed::Nothing;
        }
        let typed = self.edit(key);
        if typed == Typed::Changed {
            self.show_completions();
        }
        typed
    }

    fn edit(&mut self, key: Key) -> Typed {
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Enter, ..) => return Typed::Done,
            (Code::Esc, ..) | (Code::Char('c' | 'g'), true, _) => return Typed::Given,
            (Code::Backspace | Code::Char('h'), ..) if self.text.is_empty() => return Typed::Given,
            (Code::Backspace, false, false) | (Code::Char('h'), true, _) => self.delete(self.left(), self.cursor),
            (Code::Delete, ..) | (Code::Char('d'), true, _) => self.delete(self.cursor, self.right()),
            (Code::Backspace, ..) | (Code::Char('w'), true, _) => self.delete(self.word_left(), self.cursor),
            (Code::Char('u'), true, _) => self.delete(0, self.cursor),
            (Code::Char('k'), true, _) => self.delete(self.cursor, self.text.len()),
            (Code::Left, ..) | (Code::Char('b'), true, _) => self.cursor = self.left(),
            (Code::Right, ..) | (Code::Char('f'), true, _) => self.cursor = self.right(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => self.cursor = 0,
            (Code::End, ..) | (Code::Char('e'), true, _) => self.cursor = self.text.len(),
            _ => return Typed::Nothing,
        }
        Typed::Changed
    }

    /// Takes text that was pasted on the line.
    pub fn paste(&mut self, text: &CleanText) {
        self.insert(&CleanText::line(text));
    }

    /// The line as it is shown in `columns` cells: the part of it around the cursor.
    #[must_use]
    pub fn shown(&self, columns: usize) -> Shown {
        let (before, rest) = self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""));
        let under = rest.graphemes(true).next().unwrap_or(" ");
        let after = rest.get(under.len()..).unwrap_or_default();
        let room = columns.saturating_sub(text::width(under));
        let before = last_columns(before, room.saturating_sub(text::width(after).min(room / 3)));
        let after = text::cut(after, room.saturating_sub(text::width(before)));
        Shown { before: CleanText::block(before), under: CleanText::block(under), after: CleanText::block(after) }
    }

    fn insert(&mut self, new: &str) {
        if self.text.len() + new.len() > LONGEST || new.chars().any(char::is_control) {
            return;
        }
        self.text.insert_str(self.cursor, new);
        self.cursor += new.len();
        // A mark joins the letter before it: the cursor goes behind both.
        let ends = self.text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
        self.cursor = ends.chain([0]).find(|end| *end >= self.cursor).unwrap_or(self.text.len());
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn left(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default().trim_end();
        before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }
}

/// The longest end of `text` that is at most `columns` cells wide.
fn last_columns(text: &str, columns: usize) -> &str {
    let mut room = columns;
    let mut start = text.len();
    for (grapheme, cells) in text::graphemes(text).rev() {
        if cells > room {
            break;
        }
        room -= cells;
        start -= grapheme.len();
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Prompt, Typed};
    use crate::{config::Key, text::CleanText};

    /// A line that holds `text`, after these keys.
    fn typed(text: &str, keys: &str) -> Prompt {
        let mut prompt = Prompt::new("name".into(), text);
        for written in keys.split_whitespace() {
            prompt.key(Key::parse(written).expect("a key"));
        }
        prompt
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        for (text, keys, result) in [
            ("", "a b c", "abc"),
            ("abc", "Left Left x", "axbc"),
            ("abc", "Home Delete", "bc"),
            ("one two", "Ctrl-w", "one "),
            ("one two", "Ctrl-u", ""),
            ("one two", "Home Ctrl-k x", "x"),
            ("ab", "Home End Backspace", "a"),
            ("ab", "Ctrl-a Right Ctrl-d", "a"),
            ("a b", "Alt-Backspace", "a "),
        ] {
            assert_eq!(typed(text, keys).text(), result, "{text} {keys}");
        }
    }

    #[test]
    fn the_cursor_never_stands_inside_a_character() {
        for whole in ["👩\u{200d}👩\u{200d}👧", "e\u{301}", "🇨🇳", "中"] {
            assert_eq!(typed(&format!("a{whole}b"), "Left Left Delete").text(), "ab", "{whole}");
            assert_eq!(typed(&format!("a{whole}"), "Backspace").text(), "a", "{whole}");
        }
        let mut prompt = typed("eb", "Left");
        prompt.paste(&CleanText::block("e"));
        prompt.key(Key::char('\u{301}'));
        assert_eq!(prompt.text(), "eee\u{301}b".get(1..).expect("a text"));
    }

    #[test]
    fn enter_ends_it_and_escape_or_deleting_nothing_leaves_it() {
        let key = |text: &str, written: &str| Prompt::new("".into(), text).key(Key::parse(written).expect("a key"));
        assert_eq!((key("a", "Enter"), key("a", "Esc"), key("", "Backspace")), (Typed::Done, Typed::Given, Typed::Given));
        assert_eq!((key("a", "Backspace"), key("a", "F1")), (Typed::Changed, Typed::Nothing));
    }

    #[test]
    fn a_long_line_shows_what_is_around_its_cursor() {
        let at_end = typed("0123456789中文", "").shown(8);
        assert_eq!((&*at_end.before, &*at_end.under, &*at_end.after), ("789中文", " ", ""));
        let at_start = typed("0123456789", "Home").shown(6);
        assert_eq!((&*at_start.before, &*at_start.under, &*at_start.after), ("", "0", "12345"));
        for columns in 0..20 {
            let shown = typed("01234中文👩\u{200d}👩\u{200d}👧x89", "Left Left Left").shown(columns);
            let width = crate::text::width(&shown.before) + crate::text::width(&shown.after);
            assert!(width <= columns, "{columns}: {shown:?}");
        }
    }
}
