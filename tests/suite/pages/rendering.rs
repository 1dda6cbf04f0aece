//! The same markup as other programs render it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::corpora;
use super::words::{found_in_order, story, text_of, words};

/// One program's expectations: how many of its words were found in order, and how many of ours it knows.
#[derive(Default)]
struct Score {
    cases: usize,
    whole: usize,
    expected: usize,
    found: usize,
    ours: usize,
    notes: Vec<String>,
}

impl Score {
    fn add(&mut self, name: &str, expected: &str, got: &str) {
        let (expected, got) = (words(expected), words(got));
        let found = found_in_order(&expected, &got);
        self.cases += 1;
        self.whole += usize::from(found == expected.len());
        self.expected += expected.len();
        self.found += found;
        self.ours += got.len();
        if found < expected.len() {
            let missing: Vec<&String> = expected.iter().filter(|word| !got.contains(word)).take(8).collect();
            self.notes.push(format!("{name}: {found} of {}, {} ours; not found {missing:?}", expected.len(), got.len()));
        }
    }

    #[expect(clippy::print_stdout, reason = "a table for whoever runs the suite with --nocapture")]
    fn print(&self, program: &str) {
        let share = |part: usize, whole: usize| {
            let tenths = 1_000 * part / whole.max(1);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        println!(
            "{program:10} {:>4} cases {:>4} whole  {:>5} % of its words in order  {:>5} % of ours",
            self.cases,
            self.whole,
            share(self.found, self.expected),
            share(self.found, self.ours)
        );
        for note in &self.notes {
            println!("    {note}");
        }
    }
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("the corpus")
        .flatten()
        .filter_map(|entry| entry.path().file_name()?.to_str()?.strip_suffix(".html").map(str::to_owned))
        .map(|name| (fs::read_to_string(folder.join(format!("{name}.html"))).unwrap_or_default(), name))
        .map(|(markup, name)| (name, markup))
        .collect();
    all.sort();
    all
}

#[test]
fn other_programs_find_the_same_words_in_the_same_order() {
    let Some(folder) = corpora().map(|folder| folder.join("rendering")) else { return };
    let (mut w3m, mut html2text) = (Score::default(), Score::default());
    for (name, markup) in files(&folder.join("html2text")) {
        let got = text_of(&story(&markup));
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap_or_default();
        html2text.add(&name, &without_markers(&read(&format!("html2text/{name}.expected.md"))), &got);
        w3m.add(&name, &read(&format!("w3m/{name}.cols80.txt")), &got);
    }
    html2text.print("html2text");
    w3m.print("w3m");
    newsboat(&folder).print("newsboat");
}

fn newsboat(folder: &Path) -> Score {
    let mut score = Score::default();
    let raw = fs::read_to_string(folder.join("newsboat.json")).expect("the corpus");
    let cases: Value = serde_json::from_str(&raw).expect("valid JSON");
    for case in cases["cases"].as_array().into_iter().flatten() {
        let lines: Vec<&str> = case["lines"].as_array().into_iter().flatten().filter_map(|line| line["plain"].as_str()).collect();
        let name = case["case"].as_str().unwrap_or_default();
        score.add(name, &without_markers(&lines.join("\n")), &text_of(&story(case["html"].as_str().unwrap_or_default())));
    }
    score
}

/// Without what a program adds of its own: addresses in brackets, numbers of links and items, names of media.
fn without_markers(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    let mut before = ' ';
    for c in text.chars() {
        if c == '(' && (before == ']' || depth > 0) || c == '<' {
            depth += 1;
        }
        if depth == 0 {
            out.push(c);
        } else if c == ')' || c == '>' {
            depth -= 1;
        }
        before = c;
    }
    let own = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = word.starts_with('[') && bare.chars().all(|c| c.is_ascii_digit());
        let item = word.ends_with('.') && (bare.len() == 1 || bare.chars().all(|c| "IVX0123456789".contains(c)));
        !number && !item
    };
    out.split_whitespace().filter(own).collect::<Vec<_>>().join(" ")
}
