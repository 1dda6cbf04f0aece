//! Whole web pages: is the story found, and nothing else?

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use newsprint::decode::charset;
use newsprint::extract;
use newsprint::html;
use newsprint::model::Article;
use newsprint::text::SafeUrl;
use serde_json::Value;

use super::corpora;
use super::words::text_of;

/// One page in so many is read, unless `NEWSPRINT_ALL` is set: an unoptimised build takes a minute for all.
const SAMPLED: usize = 8;
/// How many words in a row are compared.
const SHINGLE: usize = 4;

/// Precision and recall over shingles, in parts of 1.
#[derive(Clone, Copy)]
struct Match {
    precision: f64,
    recall: f64,
}

/// One family's figures.
#[derive(Default)]
struct Family {
    pages: usize,
    empty: usize,
    matches: Vec<Match>,
    snippets: [usize; 4],
    title: [usize; 2],
    byline: [usize; 2],
    date: [usize; 2],
    poor: Vec<String>,
}

/// Characters of scripts without spaces are words of their own.
fn tokens(text: &str) -> Vec<String> {
    let solid = |c: char| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}' | '\u{1000}'..='\u{109f}')
    };
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if solid(c) {
            out.push(c.to_string());
            open = false;
        } else if c.is_alphanumeric() || c == '_' {
            match out.last_mut() {
                Some(word) if open => word.push(c),
                _ => out.push(c.to_string()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    out
}

fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let tokens = tokens(text);
    let mut out = HashMap::new();
    for window in tokens.windows(SHINGLE.min(tokens.len()).max(1)) {
        *out.entry(window.to_vec()).or_default() += 1;
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "counts of words in a page")]
fn compare(expected: &str, got: &str) -> Match {
    let (expected, got) = (shingles(expected), shingles(got));
    let total = |all: &HashMap<Vec<String>, usize>| all.values().sum::<usize>().max(1) as f64;
    let both: usize = expected.iter().map(|(shingle, count)| got.get(shingle).copied().unwrap_or(0).min(*count)).sum();
    Match { precision: both as f64 / total(&got), recall: both as f64 / total(&expected) }
}

fn harmonic(one: Match) -> f64 {
    if one.precision + one.recall == 0.0 { 0.0 } else { 2.0 * one.precision * one.recall / (one.precision + one.recall) }
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Family {
    fn add(&mut self, name: &str, meta: &Value, expected: Option<&str>, article: &Article) {
        let text = text_of(&html::document(&article.body, None));
        self.pages += 1;
        self.empty += usize::from(text.trim().is_empty());
        if let Some(expected) = expected {
            let one = compare(expected, &text);
            self.matches.push(one);
            if harmonic(one) < 0.7 {
                self.poor.push(format!("{name}: precision {:.2}, recall {:.2}", one.precision, one.recall));
            }
        }
        self.add_snippets(&meta["snippets"], &text);
        if let Some(title) = meta["title"].as_str() {
            count(&mut self.title, solid(title) == solid(&article.title));
            if solid(title) != solid(&article.title) {
                self.poor.push(format!("{name}: title {title:?}, ours {:?}", article.title));
            }
        }
        if let Some(byline) = meta["byline"].as_str() {
            let names = article.authors.iter().map(|author| solid(&author.name)).collect::<String>();
            let found = !names.is_empty() && (names.contains(&solid(byline)) || solid(byline).contains(&names));
            count(&mut self.byline, found);
            if !found {
                self.poor.push(format!(
                    "{name}: byline {byline:?}, ours {:?}",
                    article.authors.iter().map(|one| &one.name).collect::<Vec<_>>()
                ));
            }
        }
        if let Some(date) = meta["published"].as_str().and_then(|date| date.get(..10)) {
            let ours = article.published.or(article.updated).map(|stamp| stamp.rfc3339()).unwrap_or_default();
            count(&mut self.date, ours.starts_with(date));
            if !ours.starts_with(date) {
                self.poor.push(format!("{name}: date {date}, ours {ours}"));
            }
        }
    }

    fn add_snippets(&mut self, snippets: &Value, text: &str) {
        let text = solid(text);
        let list =
            |key: &str| snippets[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(solid).collect::<Vec<_>>();
        for (key, (hit, miss)) in [("with", (0, 1)), ("without", (2, 3))] {
            for snippet in list(key) {
                self.snippets[if text.contains(&snippet) { hit } else { miss }] += 1;
            }
        }
    }

    #[expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a table for whoever runs the suite with --nocapture")]
    fn print(&self, name: &str) {
        let mean = |part: fn(&Match) -> f64| self.matches.iter().map(part).sum::<f64>() / self.matches.len().max(1) as f64;
        let whole = Match { precision: mean(|one| one.precision), recall: mean(|one| one.recall) };
        let [hit, miss, wrong, _] = self.snippets;
        let of =
            |[yes, all]: [usize; 2]| if all == 0 { "     -".to_owned() } else { format!("{:>6.3}", yes as f64 / all as f64) };
        println!(
            "{name:20} {:>4} pages {:>3} empty  F1 {:.3} (precision {:.3}, recall {:.3})  snippets {:.3}  title {} byline {} date {}",
            self.pages,
            self.empty,
            harmonic(whole),
            whole.precision,
            whole.recall,
            2.0 * hit as f64 / (2 * hit + miss + wrong).max(1) as f64,
            of(self.title),
            of(self.byline),
            of(self.date),
        );
        if std::env::var_os("NEWSPRINT_POOR").is_some() {
            self.poor.iter().for_each(|note| println!("    {note}"));
        }
    }
}

fn count([yes, all]: &mut [usize; 2], right: bool) {
    *yes += usize::from(right);
    *all += 1;
}

fn folders(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all: Vec<_> =
        fs::read_dir(folder).expect("the corpus").flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    all.sort();
    all
}

#[test]
fn the_story_of_a_page_is_found_and_nothing_else() {
    let Some(pages) = corpora().map(|folder| folder.join("pages")) else { return };
    let step = if std::env::var_os("NEWSPRINT_ALL").is_some() { 1 } else { SAMPLED };
    for folder in folders(&pages) {
        let mut family = Family::default();
        for case in folders(&folder).into_iter().step_by(step) {
            let read = |name: &str| fs::read(case.join(name)).ok();
            let Some(meta) = read("metadata.json").and_then(|raw| serde_json::from_slice::<Value>(&raw).ok()) else { continue };
            let source = read("source.html").unwrap_or_default();
            let markup = charset::decode(&source, None).text;
            let address = meta["url"].as_str().and_then(SafeUrl::parse);
            let expected = read("expected.txt").map(|raw| String::from_utf8_lossy(&raw).into_owned());
            let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
            family.add(&name, &meta, expected.as_deref(), &extract::page(&markup, address.as_ref()).article);
        }
        family.print(&folder.file_name().unwrap_or_default().to_string_lossy());
    }
}
