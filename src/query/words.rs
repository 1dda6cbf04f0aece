//! Text as the index and searches see it: words without case and accents, Chinese, Japanese and Korean by characters and
//! pairs of them.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::text::script;

/// The longest word that is told apart, in characters.
const LONGEST: usize = 40;

/// A piece of text that is found as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Token<'a> {
    /// A word.
    Word(&'a str),
    /// One character of a script that is written without spaces.
    Character(&'a str),
    /// Two such characters, one after the other.
    Pair(&'a str),
}

impl<'a> Token<'a> {
    /// The token's letters.
    #[must_use]
    pub fn text(self) -> &'a str {
        let (Self::Word(text) | Self::Character(text) | Self::Pair(text)) = self;
        text
    }
}

/// Calls `take` with every token of `text`, in order.
pub fn tokens(text: &str, mut take: impl FnMut(Token<'_>)) {
    let mut cutter = Cutter::default();
    let mut rest = text;
    while !rest.is_empty() {
        // Most text is made of these, and nothing has to be looked up for them.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some((word, after)) = rest.split_at_checked(plain).filter(|(word, _)| !word.is_empty()) {
            cutter.plain(word);
            rest = after;
        }
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if c.is_ascii() => cutter.part(&mut take),
            Some(c) => fold(c, |c| cutter.push(c, &mut take)),
            None => {}
        }
        rest = chars.as_str();
    }
    cutter.end(&mut take);
}

/// How many words a text has; of scripts without spaces each character counts as one.
#[must_use]
pub fn length(text: &str) -> u64 {
    let mut words = 0;
    tokens(text, |token| words += u64::from(!matches!(token, Token::Pair(_))));
    words
}

/// The tokens of a search: all of them must be in what is found. Single characters are left out where pairs say more.
#[must_use]
pub fn searched(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut in_pair = false;
    tokens(text, |token| match token {
        // The second of a pair follows it, and the first stands before it.
        Token::Character(_) if in_pair => in_pair = false,
        Token::Pair(pair) => {
            in_pair = true;
            if out.last().is_some_and(|last| pair.strip_prefix(last.as_str()).is_some()) {
                out.pop();
            }
            out.push(pair.to_owned());
        }
        Token::Word(text) | Token::Character(text) => out.push(text.to_owned()),
    });
    out
}

/// The words and single characters of `text` in order, each between spaces: a phrase is a part of the row.
#[must_use]
pub fn row(text: &str) -> String {
    let mut row = String::with_capacity(text.len() + 2);
    row.push(' ');
    tokens(text, |token| {
        if !matches!(token, Token::Pair(_)) {
            row.push_str(token.text());
            row.push(' ');
        }
    });
    row
}

/// `text` without case and accents, letter by letter: what names are compared by.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold(c, |c| out.push(c));
    }
    out
}

/// Calls `take` with what a character is without case and accents: nothing for an accent, two letters for a ligature.
pub(super) fn fold(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        return take(c.to_ascii_lowercase());
    }
    // A place where a word may be broken is no end of it.
    if c == '\u{ad}' {
        return;
    }
    if is_quotation_or_dash(c) {
        return take(c);
    }
    // Syllables of hangul would fall apart into their letters.
    if is_unspaced(c) && !matches!(c as u32, 0xFF00..=0xFFEF) {
        return take(c);
    }
    for c in c.to_lowercase() {
        decompose_compatible(c, |part| {
            if !is_combining_mark(part) {
                plain(part, &mut take);
            }
        });
    }
}

/// Quotation marks and dashes: common, and nothing without accents.
fn is_quotation_or_dash(c: char) -> bool {
    matches!(c, '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{201F}')
}

/// Letters that are not decomposed by Unicode but that a keyboard without them writes so.
fn plain(c: char, take: &mut impl FnMut(char)) {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ł' => ('l', None),
        'ı' => ('i', None),
        'ς' => ('σ', None),
        other => (other, None),
    };
    first.to_lowercase().for_each(&mut *take);
    second.into_iter().for_each(take);
}

/// Whether `c` is a letter of a script that is written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    // Most of them, without a look into the tables of Unicode.
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        || (script::is_cjk(c) || matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF)) && c.is_alphanumeric()
}

/// Cuts folded text into tokens.
#[derive(Default)]
struct Cutter {
    word: String,
    length: usize,
    before: Option<char>,
}

impl Cutter {
    /// Goes on with the word, with ASCII letters and digits.
    fn plain(&mut self, letters: &str) {
        self.before = None;
        let from = self.word.len();
        self.word.extend(letters.get(..letters.len().min(LONGEST - self.length)));
        if let Some(new) = self.word.get_mut(from..) {
            new.make_ascii_lowercase();
            self.length += new.len();
        }
    }

    /// Parts what stands before from what stands after.
    fn part(&mut self, take: &mut impl FnMut(Token<'_>)) {
        self.before = None;
        self.end_word(take);
    }

    fn push(&mut self, c: char, take: &mut impl FnMut(Token<'_>)) {
        if is_unspaced(c) {
            self.end_word(take);
            self.unspaced(c, take);
            return;
        }
        self.before = None;
        if !c.is_alphanumeric() {
            self.end_word(take);
        } else if self.length < LONGEST {
            self.word.push(c);
            self.length += 1;
        }
    }

    fn unspaced(&mut self, c: char, take: &mut impl FnMut(Token<'_>)) {
        let mut bytes = [0; 8];
        let at = self.before.map_or(0, |before| before.encode_utf8(&mut bytes).len());
        let length = bytes.get_mut(at..).map_or(0, |rest| c.encode_utf8(rest).len());
        let text = |from: usize| bytes.get(from..at + length).and_then(|part| str::from_utf8(part).ok()).unwrap_or_default();
        if self.before.is_some() {
            take(Token::Pair(text(0)));
        }
        take(Token::Character(text(at)));
        self.before = Some(c);
    }

    fn end_word(&mut self, take: &mut impl FnMut(Token<'_>)) {
        if self.length > 0 {
            take(Token::Word(&self.word));
            self.word.clear();
            self.length = 0;
        }
    }

    fn end(mut self, take: &mut impl FnMut(Token<'_>)) {
        self.end_word(take);
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, row, searched, tokens};

    fn all(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(text, |token| out.push(token.text().to_owned()));
        out
    }

    #[test]
    fn words_are_found_without_their_case_and_accents() {
        assert_eq!(all("L’École, ÅNGSTRÖM-Straße 2015"), ["l", "ecole", "angstrom", "strasse", "2015"]);
        assert_eq!(all("ΣΊΣΥΦΟΣ Ｎｅｗｓ ﬁn Łódź"), ["σισυφοσ", "news", "fin", "lodz"]);
        assert_eq!(all("Йод йод"), ["иод", "иод"]);
    }

    #[test]
    fn chinese_is_found_by_characters_and_pairs() {
        assert_eq!(all("新华社A股"), ["新", "新华", "华", "华社", "社", "a", "股"]);
        assert_eq!(all("서울시"), ["서", "서울", "울", "울시", "시"]);
        assert_eq!(searched("新华社 A股"), ["新华", "华社", "a", "股"]);
        assert_eq!(searched("新"), ["新"]);
        assert_eq!(searched("新, 华"), ["新", "华"]);
        assert!(row("买A股票").contains(&*row("A股")));
    }

    #[test]
    fn a_word_is_whole_wherever_it_may_be_broken() {
        assert_eq!(all("Cyber\u{ad}space"), ["cyberspace"]);
    }

    #[test]
    fn a_word_without_end_is_cut_and_found_all_the_same() {
        let long = "x".repeat(1_000);
        assert_eq!(all(&long), ["x".repeat(40)]);
        assert_eq!(folded("Ünï"), "uni");
    }
}
