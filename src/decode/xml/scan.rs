//! Tokens: texts and tags in the order of the document, whatever is wrong with them.

use std::borrow::Cow;

use quick_xml::parser::{ElementParser, Parser};

use super::{Fault, FaultKind, attributes};
use crate::decode::entity;

/// How far the end of a tag is looked for in its quotation marks, in bytes; a longer one ends at its first `>`. Together
/// with [`MOST_DAMAGED`] it bounds the work on a document of tags whose quotation marks never close.
const LONGEST_TAG: usize = 1 << 16;
/// How many damaged tags are looked at so closely. It keeps a document of nothing else from taking for ever.
const MOST_DAMAGED: usize = 1_000;
const CDATA: &str = "<![CDATA[";

/// A piece of a document.
pub(super) enum Token<'a> {
    Text(Cow<'a, str>),
    Start {
        name: &'a str,
        raw: &'a str,
        empty: bool,
    },
    End(&'a str),
    /// The declaration of another document.
    Again,
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    rest: &'a str,
    faults: Vec<Fault>,
    damaged: usize,
    doctype_seen: bool,
    comment_end: Mark,
    cdata_end: Mark,
    instruction_end: Mark,
}

/// The next place of a closing mark, kept until it is passed: so a document full of openings is searched only once.
struct Mark {
    mark: &'static str,
    /// Its place counted from the end of the document; 0 where there is none.
    from_end: Option<usize>,
}

impl Mark {
    fn new(mark: &'static str) -> Self {
        Self { mark, from_end: None }
    }

    /// Where it stands in `rest`, which is always the end of the same document.
    fn find(&mut self, rest: &str) -> Option<usize> {
        if self.from_end.is_none_or(|from_end| from_end > rest.len()) {
            self.from_end = Some(memchr::memmem::find(rest.as_bytes(), self.mark.as_bytes()).map_or(0, |at| rest.len() - at));
        }
        self.from_end.filter(|from_end| *from_end > 0).map(|from_end| rest.len() - from_end)
    }
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            rest: text,
            faults: Vec::new(),
            damaged: 0,
            doctype_seen: false,
            comment_end: Mark::new("-->"),
            cdata_end: Mark::new("]]>"),
            instruction_end: Mark::new("?>"),
        }
    }

    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    pub(super) fn note(&mut self, kind: FaultKind) {
        if self.faults.iter().all(|fault| fault.kind != kind) {
            let read = self.text.len() - self.rest.len();
            let line = 1 + self.text.bytes().take(read).filter(|byte| *byte == b'\n').count();
            self.faults.push(Fault { kind, line });
        }
    }

    /// The next token; `parent` is the name of the element that it stands in.
    pub(super) fn next(&mut self, parent: &str) -> Option<Token<'a>> {
        loop {
            let first = *self.rest.as_bytes().first()?;
            if first != b'<' {
                return Some(self.plain());
            }
            let second = self.rest.as_bytes().get(1).copied().unwrap_or_default();
            let token = match second {
                b'!' => self.declaration(parent),
                b'?' => self.instruction(),
                b'/' => self.end_tag(),
                _ if is_name_start(second) => self.start_tag(),
                _ => Some(self.bare_angle()),
            };
            if token.is_some() {
                return token;
            }
        }
    }

    /// Takes the first `length` bytes of what is left.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn plain(&mut self) -> Token<'a> {
        let text = self.take(self.rest.find('<').unwrap_or(self.rest.len()));
        let mut stray = false;
        let text = entity::unescape_noting(text, &mut stray);
        if stray {
            self.note(FaultKind::Ampersand);
        }
        if text.contains("]]>") {
            self.note(FaultKind::Cdata);
            return Token::Text(Cow::Owned(text.replace("]]>", "")));
        }
        Token::Text(text)
    }

    fn bare_angle(&mut self) -> Token<'a> {
        self.note(FaultKind::Angle);
        Token::Text(Cow::Borrowed(self.take(1)))
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let length = self.tag_length()?;
        let markup = self.take(length);
        let inside = markup.strip_prefix('<').unwrap_or(markup);
        let inside = inside.strip_suffix('>').unwrap_or(inside);
        let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let end = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'')).unwrap_or(inside.len());
        let (name, raw) = inside.split_at_checked(end)?;
        Some(Token::Start { name, raw, empty })
    }

    /// The length of the tag at the start of what is left; `None` (and nothing left) where the document ends in it.
    fn tag_length(&mut self) -> Option<usize> {
        if self.damaged < MOST_DAMAGED {
            let bytes = self.rest.as_bytes();
            let window = bytes.get(1..LONGEST_TAG).unwrap_or(bytes.get(1..)?);
            if let Some(end) = ElementParser::Outside.feed(window) {
                let length = end + 2;
                if self.rest.get(1..length).is_some_and(|tag| !tag.contains('<') || attributes::are_quoted(tag)) {
                    return Some(length);
                }
            }
            self.damaged += 1;
        }
        self.note(FaultKind::Tag);
        match self.rest.get(1..)?.find(['<', '>']).map(|end| end + 1) {
            Some(end) if self.rest.as_bytes().get(end) == Some(&b'>') => Some(end + 1),
            Some(end) => Some(end),
            None => {
                self.rest = "";
                None
            }
        }
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let inside = self.rest.get(2..)?;
        let Some(length) = inside.find(['<', '>']) else {
            self.note(FaultKind::Tag);
            self.rest = "";
            return named_end(inside);
        };
        let (name, after) = inside.split_at_checked(length)?;
        if after.starts_with('<') {
            self.note(FaultKind::Tag);
        }
        self.rest = after.strip_prefix('>').unwrap_or(after);
        named_end(name)
    }

    fn instruction(&mut self) -> Option<Token<'a>> {
        let is_declaration =
            self.rest.strip_prefix("<?xml").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
        // A declaration that ends in `>` alone must not swallow the document up to the next instruction.
        let end = if self.rest.starts_with("<?xml") { None } else { self.instruction_end.find(self.rest).map(|at| at + 2) };
        let end = end.or_else(|| self.rest.find('>').map(|at| at + 1));
        self.take(end.unwrap_or(self.rest.len()));
        is_declaration.then_some(Token::Again)
    }

    /// Passes over the content of an element that holds no markup, up to its end tag.
    pub(super) fn skip_content(&mut self, name: &str) {
        let mut rest = self.rest;
        while let Some((_, after)) = rest.split_once("</") {
            rest = after;
            if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
                self.take(self.rest.len() - after.len() - "</".len());
                return;
            }
        }
    }

    fn declaration(&mut self, parent: &str) -> Option<Token<'a>> {
        if self.rest.starts_with("<!--") {
            self.comment();
            return None;
        }
        if self.rest.get(..CDATA.len()).is_some_and(|start| start.eq_ignore_ascii_case(CDATA)) {
            self.take(CDATA.len());
            return Some(self.cdata(parent));
        }
        let length = if self.doctype_seen { None } else { doctype_length(self.rest) };
        self.doctype_seen = true;
        let length = length.or_else(|| self.rest.find('>').map(|at| at + 1));
        self.take(length.unwrap_or(self.rest.len()));
        None
    }

    fn comment(&mut self) {
        self.take("<!".len());
        if let Some(at) = self.comment_end.find(self.rest) {
            self.take(at + "-->".len());
        } else {
            self.note(FaultKind::Comment);
            self.take("--".len());
        }
    }

    fn cdata(&mut self, parent: &str) -> Token<'a> {
        let end = self.cdata_end.find(self.rest);
        let section = end.and_then(|end| self.rest.get(..end)).unwrap_or(self.rest);
        let inner = section.find(CDATA);
        if end.is_some() && inner.is_none() {
            self.take(section.len() + "]]>".len());
            return Token::Text(Cow::Borrowed(section));
        }
        self.note(FaultKind::Cdata);
        // The end is missing, or belongs to a later section: the element's own end tag is the better border.
        let border = self.rest.get(..inner.unwrap_or(section.len())).and_then(|text| text.find(&format!("</{parent}>")));
        if let Some(at) = border.filter(|_| !parent.is_empty()) {
            return Token::Text(Cow::Borrowed(self.take(at)));
        }
        let section = self.take(section.len());
        self.rest = self.rest.strip_prefix("]]>").unwrap_or(self.rest);
        Token::Text(Cow::Owned(section.replace(CDATA, "")))
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || !byte.is_ascii()
}

/// An end tag's name without what some writers put behind it.
fn named_end(inside: &str) -> Option<Token<'_>> {
    let name = inside.split_ascii_whitespace().next()?;
    Some(Token::End(name))
}

/// The length of the document type at the start of `text`, with all that is declared in it.
fn doctype_length(text: &str) -> Option<usize> {
    let mut reader = quick_xml::Reader::from_str(text);
    match reader.read_event() {
        Ok(quick_xml::events::Event::DocType(_)) => usize::try_from(reader.buffer_position()).ok(),
        _ => None,
    }
}
