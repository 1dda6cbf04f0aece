//! Commands as lists of words. No shell reads them, so nothing in a story can mean anything to one.

/// A program and its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argv {
    /// The program, looked up in `PATH` where it has no slash.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl Argv {
    /// A program and its arguments.
    #[must_use]
    pub fn new(program: &str, arguments: &[&str]) -> Self {
        Self { program: program.to_owned(), arguments: arguments.iter().map(|&word| word.to_owned()).collect() }
    }

    /// The command in a list of words; `None` where there is none.
    #[must_use]
    pub fn from_words(words: &[String]) -> Option<Self> {
        let (program, arguments) = words.split_first().filter(|(program, _)| !program.is_empty())?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec() })
    }

    /// The words of a line as a shell splits them: at spaces, but not inside `'…'` and `"…"`, where `\` takes the next
    /// letter as it is (not inside `'…'`). Nothing else has a meaning. `None` for a blank line or an open quotation.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        Self::from_words(&split(line)?)
    }

    /// The same command with one more argument.
    #[must_use]
    pub fn with(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The same command with every `{name}` of `values` replaced in its arguments, never in the program.
    #[must_use]
    pub fn filled(&self, values: &[(&str, &str)]) -> Self {
        let arguments = self.arguments.iter().map(|word| super::target::filled(word, values)).collect();
        Self { program: self.program.clone(), arguments }
    }
}

fn split(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(letters.next()?),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::{Argv, split};

    #[test]
    fn a_line_is_split_as_a_shell_does_and_nothing_else_has_a_meaning() {
        for (line, words) in [
            ("wc -l", vec!["wc", "-l"]),
            ("  grep  'two words' \"and \\\" more\" a\\ b ", vec!["grep", "two words", "and \" more", "a b"]),
            ("echo '' $HOME `id` ; rm *", vec!["echo", "", "$HOME", "`id`", ";", "rm", "*"]),
            ("a'b'\"c\"", vec!["abc"]),
        ] {
            assert_eq!(split(line).expect("words"), words, "{line}");
        }
        for line in ["a 'b", "a \"b", "a \\"] {
            assert_eq!(split(line), None, "{line}");
        }
        assert_eq!(Argv::parse("  "), None);
    }

    #[test]
    fn a_value_stays_one_argument_whatever_it_holds() {
        let command = Argv::new("post", &["--text={title}", "{link}", "{{link}}"]);
        let filled = command.filled(&[("title", "a; rm -rf ~ {link}"), ("link", "https://e.org/")]);
        assert_eq!(filled.arguments, ["--text=a; rm -rf ~ {link}", "https://e.org/", "{https://e.org/}"]);
    }
}
