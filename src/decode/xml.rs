//! XML as it is found, not as it should be: every document yields balanced events to its very end.
//!
//! `quick-xml` finds the ends of sound tags and document types; what is not sound (a bare `<`, a quotation mark that
//! is never closed, tags that cross, a document that stops) is mended here, and each kind of mending is noted once.
//! A DTD is passed over and no entity of its is ever expanded.

mod attributes;
mod scan;

use std::borrow::Cow;

use crate::words::Phrase;

pub use attributes::Attributes;
use scan::{Scanner, Token};

/// How deep elements may nest. Tags below that are left out, their text is kept.
pub const DEEPEST: usize = 256;

/// A step through a document. Every [`Event::Open`] is followed by its [`Event::Close`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost open element, of this name, ends.
    Close(&'a str),
    /// Characters, with references replaced.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name with its prefix, as written.
    pub name: &'a str,
    raw: &'a str,
}

impl<'a> Tag<'a> {
    /// The attributes in their order.
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::new(self.raw)
    }
}

/// Something that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it was.
    pub kind: FaultKind,
    /// The line, from 1, where it was met first.
    pub line: usize,
}

/// What can be wrong with XML and still be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// An ampersand that begins no reference.
    Ampersand,
    /// A `<` that begins no tag.
    Angle,
    /// A tag whose quotation marks or end are missing.
    Tag,
    /// A CDATA section without an end, or one inside another.
    Cdata,
    /// A comment without an end.
    Comment,
    /// An end tag that closes other elements too, or none.
    Nesting,
    /// Elements deeper than [`DEEPEST`].
    Depth,
    /// The document ends with elements still open.
    Truncated,
}

impl Fault {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let what = Phrase::new(match self.kind {
            FaultKind::Ampersand => "xml.ampersand",
            FaultKind::Angle => "xml.angle",
            FaultKind::Tag => "xml.tag",
            FaultKind::Cdata => "xml.cdata",
            FaultKind::Comment => "xml.comment",
            FaultKind::Nesting => "xml.nesting",
            FaultKind::Depth => "xml.depth",
            FaultKind::Truncated => "xml.truncated",
        });
        Phrase::new("xml.in-line").with("what", what).with("line", self.line)
    }
}

/// Reads a document step by step.
pub struct Reader<'a> {
    scanner: Scanner<'a>,
    open: Vec<&'a str>,
    /// How many of the innermost elements are still to be closed.
    closing: usize,
    /// An element whose start was read and that waits for another to be closed.
    waiting: Option<(Tag<'a>, bool)>,
    ends: EndRule,
}

/// Whether an element of the first name ends where one of the second begins, because the second can't stand in it.
pub type EndRule = fn(open: &str, next: &str) -> bool;

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { scanner: Scanner::new(text), open: Vec::new(), closing: 0, waiting: None, ends: |_, _| false }
    }

    /// With a rule for end tags that are missing.
    #[must_use]
    pub fn with_ends(self, ends: EndRule) -> Self {
        Self { ends, ..self }
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// What was mended so far, each kind once.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        self.scanner.faults()
    }

    fn open(&mut self, tag: Tag<'a>, empty: bool) -> Option<Event<'a>> {
        if self.open.last().is_some_and(|open| (self.ends)(open, tag.name)) {
            self.scanner.note(FaultKind::Nesting);
            self.waiting = Some((tag, empty));
            return self.open.pop().map(Event::Close);
        }
        if self.open.len() == DEEPEST {
            self.scanner.note(FaultKind::Depth);
            return None;
        }
        // A script behind the document may write tags.
        if self.open.is_empty() && !empty && tag.name.eq_ignore_ascii_case("script") {
            self.scanner.skip_content(tag.name);
        }
        self.open.push(tag.name);
        self.closing = usize::from(empty);
        Some(Event::Open(tag))
    }

    /// Closes down to the innermost element of that name; an end tag of nothing is passed over.
    fn close(&mut self, name: &str) {
        let found = self.open.iter().rposition(|open| *open == name);
        match found.or_else(|| self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name))) {
            Some(at) => self.closing = self.open.len() - at,
            None => self.scanner.note(FaultKind::Nesting),
        }
        if self.closing > 1 {
            self.scanner.note(FaultKind::Nesting);
        }
    }

    fn end(&mut self) {
        if !self.open.is_empty() {
            self.scanner.note(FaultKind::Truncated);
        }
        self.closing = self.open.len();
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                return self.open.pop().map(Event::Close);
            }
            if let Some((tag, empty)) = self.waiting.take() {
                if let Some(event) = self.open(tag, empty) {
                    return Some(event);
                }
                continue;
            }
            let parent = self.open.last().copied().unwrap_or_default();
            match self.scanner.next(parent) {
                Some(Token::Text(text)) => return Some(Event::Text(text)),
                Some(Token::Start { name, raw, empty }) => {
                    if let Some(event) = self.open(Tag { name, raw }, empty) {
                        return Some(event);
                    }
                }
                Some(Token::End(name)) => self.close(name),
                Some(Token::Again) => self.end(),
                None => {
                    self.end();
                    if self.closing == 0 {
                        return None;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
