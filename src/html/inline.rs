//! Words in a line: white space collapsed as browsers do, then settled into paragraphs.

use crate::model::document::Media;
use crate::model::{LinkId, Span, Style, Text};
use crate::text::{CleanText, script};

/// The style and link that words stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// The style.
    pub style: Style,
    /// The link.
    pub link: Option<LinkId>,
}

/// One thing in a line.
enum Piece {
    Words(String, Ink),
    Break,
    Media(Media),
    Place(String),
}

/// What a stretch of line content comes to, in reading order.
pub enum Settled {
    /// A paragraph.
    Paragraph(Text),
    /// Something that stands by itself.
    Media(Media),
    /// A place that links point to: it is where the next paragraph or medium is.
    Place(String),
}

/// Words and other things that have not become a paragraph yet.
#[derive(Default)]
pub struct Line {
    pieces: Vec<Piece>,
    /// White space was seen and will be one space before the next word, if any.
    white: White,
    /// Whether a word stands on the line, so that a space may follow.
    filled: bool,
}

/// White space that waits for the word after it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum White {
    #[default]
    None,
    /// The end of a line in the source: no space in scripts that write none.
    Newline,
    Blank,
}

/// What browsers collapse: no-break and other wide spaces are characters like any other.
fn collapses(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// The length of the words at the start of `text` that are already one space apart, in bytes.
fn stretch(text: &[u8]) -> usize {
    let apart = |at: &usize| {
        let next = text.get(at + 1).copied();
        text.get(*at).is_some_and(|byte| collapses(*byte) && (*byte != b' ' || next.is_none_or(collapses)))
    };
    (0..text.len()).find(apart).unwrap_or(text.len())
}

/// Han, kana and their punctuation, but not Hangul: written without spaces.
fn written_solid(c: char) -> bool {
    script::is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
}

impl Line {
    /// Adds words as they stand in the source.
    pub fn words(&mut self, raw: &str, ink: Ink) {
        let mut rest = raw;
        loop {
            let white = rest.as_bytes().iter().take_while(|byte| collapses(**byte)).count();
            let (blank, after) = rest.split_at(white);
            if white > 0 {
                let newline = self.white != White::Blank && blank.contains('\n');
                self.white = if newline { White::Newline } else { White::Blank };
            }
            let Some(first) = after.chars().next() else { return };
            let (words, after) = after.split_at(stretch(after.as_bytes()));
            self.put_space(first, ink);
            self.put(words, ink, after.len());
            self.filled = true;
            rest = after;
        }
    }

    /// Makes sure that what follows is not glued to what was before.
    pub fn apart(&mut self) {
        self.white = White::Blank;
    }

    /// A forced line break.
    pub fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
        self.white = White::None;
        self.filled = false;
    }

    /// Something that is not words.
    pub fn media(&mut self, media: Media) {
        self.pieces.push(Piece::Media(media));
    }

    /// A place that links point to.
    pub fn place(&mut self, name: String) {
        self.pieces.push(Piece::Place(name));
    }

    /// The space belongs to the words before it, unless they are another link than those after it.
    fn put_space(&mut self, next: char, ink: Ink) {
        let space = std::mem::take(&mut self.white);
        if space == White::None || !self.filled {
            return;
        }
        let last = self.pieces.iter().rev().find_map(|piece| match piece {
            Piece::Words(words, ink) => Some((words.chars().next_back(), *ink)),
            _ => None,
        });
        if space == White::Newline && written_solid(next) && last.is_some_and(|(c, _)| c.is_some_and(written_solid)) {
            return;
        }
        let before = last.map(|(_, ink)| ink);
        let ink = match before {
            Some(before) if before.link.is_none() || before.link == ink.link => before,
            _ if ink.link.is_none() => ink,
            _ => Ink::default(),
        };
        self.put(" ", ink, 0);
    }

    /// Adds `words`, after which `more` bytes may follow.
    fn put(&mut self, words: &str, ink: Ink, more: usize) {
        if let Some(Piece::Words(text, last)) = self.pieces.last_mut()
            && *last == ink
        {
            text.push_str(words);
        } else {
            let mut text = String::with_capacity(words.len() + more);
            text.push_str(words);
            self.pieces.push(Piece::Words(text, ink));
        }
    }

    /// Ends the paragraph.
    pub fn settle(&mut self) -> Vec<Settled> {
        let pieces = std::mem::take(self).pieces;
        if pieces.is_empty() {
            return Vec::new();
        }
        let mut out = Settler::default();
        let mut line = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if matches!(piece, Piece::Break) {
                out.line(std::mem::take(&mut line));
            } else {
                line.push(piece);
            }
        }
        out.line(line);
        out.end();
        out.settled
    }
}

/// Puts lines together to paragraphs.
#[derive(Default)]
struct Settler {
    settled: Vec<Settled>,
    text: Text,
    /// Where the text's own places start; they come before it.
    places: Vec<String>,
    /// Media in the midst of a sentence wait for its end.
    waiting: Vec<Media>,
    /// Whether the last words stand for a picture, so that those after it need a space.
    alt: bool,
}

fn is_words(piece: &Piece) -> bool {
    matches!(piece, Piece::Words(words, _) if words.chars().any(|c| !c.is_whitespace()))
}

impl Settler {
    fn line(&mut self, pieces: Vec<Piece>) {
        let Some(first) = pieces.iter().position(is_words) else { return self.line_without_words(pieces) };
        let last = pieces.iter().rposition(is_words).unwrap_or(first);
        if pieces.iter().take(first).any(|piece| matches!(piece, Piece::Media(_))) {
            self.end();
        }
        if !self.text.is_empty() {
            self.text.push(span("\n", Ink::default()));
        }
        for (at, piece) in pieces.into_iter().enumerate() {
            match piece {
                Piece::Words(words, ink) => self.put_words(words, ink),
                Piece::Place(name) => self.places.push(name),
                Piece::Media(media) if at < first => self.settled.push(Settled::Media(media)),
                Piece::Media(media) if at < last && !media.alt.trim().is_empty() => self.put_alt(&media),
                Piece::Media(media) => self.waiting.push(media),
                Piece::Break => {}
            }
        }
        if !self.waiting.is_empty() {
            self.end();
        }
    }

    fn put_words(&mut self, words: String, ink: Ink) {
        if std::mem::take(&mut self.alt) && !words.starts_with(char::is_whitespace) {
            self.text.push(span(" ", Ink::default()));
        }
        self.text.push(Span { text: CleanText::from(words), style: ink.style, link: ink.link });
    }

    /// A picture inside a sentence is the words that stand for it.
    fn put_alt(&mut self, media: &Media) {
        let glued = self.text.last().is_some_and(|span| !span.text.ends_with(char::is_whitespace));
        let space = if glued { " " } else { "" };
        self.text.push(span(&format!("{space}{}", media.alt.trim()), Ink { style: Style::QUIET, link: media.link }));
        self.alt = true;
    }

    fn line_without_words(&mut self, pieces: Vec<Piece>) {
        self.end();
        for piece in pieces {
            match piece {
                Piece::Media(media) => self.settled.push(Settled::Media(media)),
                Piece::Place(name) => self.settled.push(Settled::Place(name)),
                Piece::Words(..) | Piece::Break => {}
            }
        }
    }

    fn end(&mut self) {
        self.settled.extend(self.places.drain(..).map(Settled::Place));
        self.alt = false;
        let text = trimmed(std::mem::take(&mut self.text));
        if !text.is_empty() {
            self.settled.push(Settled::Paragraph(text));
        }
        self.settled.extend(self.waiting.drain(..).map(Settled::Media));
    }
}

/// The text without white space at its ends: indents made of no-break or ideographic spaces are not the reader's sheet.
pub fn trimmed(mut text: Text) -> Text {
    while text.last().is_some_and(|span| span.text.trim().is_empty()) {
        text.pop();
    }
    let blank = text.iter().take_while(|span| span.text.trim().is_empty()).count();
    text.drain(..blank);
    if let Some(first) = text.first_mut().filter(|first| first.text.starts_with(char::is_whitespace)) {
        first.text = first.text.part(first.text.len() - first.text.trim_start().len()..first.text.len());
    }
    if let Some(last) = text.last_mut().filter(|last| last.text.ends_with(char::is_whitespace)) {
        last.text = last.text.part(0..last.text.trim_end().len());
    }
    text.retain(|span| !span.text.is_empty());
    text
}

fn span(words: &str, ink: Ink) -> Span {
    Span { text: CleanText::block(words), style: ink.style, link: ink.link }
}
