//! Words that complete a line that is typed on: tags, folders.

use super::prompt::{Prompt, Remark};
use crate::{query::words::folded, text::CleanText};

/// How many words are shown to choose from.
const MOST_SHOWN: usize = 20;

/// Words that may complete a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completer {
    known: Vec<CleanText>,
    /// Whether the line holds several words, with commas between them.
    several: bool,
    /// What was typed before the first word was taken, and the number of the word that is next.
    going: Option<(String, usize)>,
}

impl Completer {
    /// Completes a line to one of these words; to several of them, with commas between, where `several`.
    #[must_use]
    pub fn new(known: Vec<CleanText>, several: bool) -> Self {
        Self { known, several, going: None }
    }

    /// The words that go with what is typed, those that begin so first.
    fn matching(&self, typed: &str) -> Vec<&CleanText> {
        let typed = folded(typed);
        let (begin, rest): (Vec<_>, Vec<_>) =
            self.known.iter().filter(|word| folded(word).contains(&typed)).partition(|word| folded(word).starts_with(&typed));
        begin.into_iter().chain(rest).collect()
    }

    /// Where the word begins that is being typed, in bytes of the line. A `-` before it belongs to it no more than a comma.
    fn start(&self, line: &str) -> usize {
        let after_comma = if self.several { line.rfind([',', '，', '、']) } else { None };
        let begin =
            after_comma.map_or(0, |at| at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let rest = line.get(begin..).unwrap_or_default();
        let word = rest.trim_start_matches(|c: char| c.is_whitespace() || self.several && c == '-');
        line.len() - word.len()
    }
}

impl Prompt {
    /// The same line, which the Tab key completes.
    #[must_use]
    pub fn completed(mut self, completer: Completer) -> Self {
        self.completer = Some(completer);
        self.show_completions();
        self
    }

    /// Takes the next word that goes with what was typed.
    pub(super) fn complete(&mut self) -> bool {
        let Some(mut completer) = self.completer.take() else { return false };
        let start = completer.start(self.text());
        let (typed, number) =
            completer.going.take().unwrap_or_else(|| (self.text().get(start..).unwrap_or_default().trim_end().to_owned(), 0));
        let matching = completer.matching(&typed);
        if let Some(word) = matching.get(number % matching.len().max(1)) {
            let line = format!("{}{word}", self.text().get(..start).unwrap_or_default());
            self.set_text(&line);
            completer.going = Some((typed, number + 1));
        }
        self.completer = Some(completer);
        true
    }

    /// Shows which words go with what is typed now.
    pub(super) fn show_completions(&mut self) {
        let Some(mut completer) = self.completer.take() else { return };
        completer.going = None;
        let typed = self.text().get(completer.start(self.text())..).unwrap_or_default();
        let shown: Vec<&str> = completer.matching(typed.trim_end()).into_iter().take(MOST_SHOWN).map(CleanText::as_str).collect();
        let text = CleanText::line(&shown.join("  "));
        self.remark = (!text.is_empty()).then(|| Remark { text, ..Remark::default() });
        self.completer = Some(completer);
    }
}

#[cfg(test)]
mod tests {
    use super::{Completer, Prompt};
    use crate::config::Key;

    fn after(text: &str, several: bool, keys: &str) -> String {
        let known = ["Long reads", "local", "École", "科技"].map(Into::into).to_vec();
        let mut prompt = Prompt::new("".into(), text).completed(Completer::new(known, several));
        for written in keys.split_whitespace() {
            prompt.key(Key::parse(written).expect("a key"));
        }
        prompt.text().to_owned()
    }

    #[test]
    fn tab_goes_through_the_words_that_fit_what_was_typed() {
        for (text, several, keys, result) in [
            ("", false, "l o Tab", "Long reads"),
            ("", false, "l o Tab Tab", "local"),
            ("", false, "l o Tab Tab Tab", "Long reads"),
            ("", false, "e c o Tab", "École"),
            ("", false, "x Tab", "x"),
            ("local, ", true, "- 科 Tab", "local, -科技"),
            ("a，", true, "r e a d Tab", "a，Long reads"),
            ("a, b", false, "Tab", "a, b"),
        ] {
            assert_eq!(after(text, several, keys), result, "{text} {keys}");
        }
    }
}
