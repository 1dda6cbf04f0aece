//! The third-party cases, run only where the corpora lie beside the project.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use newsprint::{
    decode::date,
    model::Feed,
    parse::{self, Hints},
    text::SafeUrl,
};
use serde_json::Value;

use super::rule;

/// The share of cases that must be right, in per cent, where it is not [`USUAL`].
const FLOORS: [(&str, f64); 1] = [
    // Product opinions: a missing title is the address, relative links start from the site and not from the feed.
    ("miniflux", 75.0),
];
/// Cases whose expectation is wrong for a reader: the case, and words that must stand in what is read instead. They are
/// Chinese, Russian and Hebrew in charsets that nothing declares. Their titles say which charset it is, and that it is to
/// be detected; the expected texts were made by a run without a detector, which took every byte for a Latin letter:
/// `ëÁË ÐÅÒÅÖÉÔØ`. Nobody could read that.
const MISTAKEN: [(&str, &str); 3] = [
    ("illformed_chardet_big5", "我希望"),
    ("illformed_chardet_koi8r", "Как пережить новогоднюю ночь"),
    ("illformed_chardet_windows1255", "האם תדפיס נייר של אתר אינטרנט"),
];
const USUAL: f64 = 90.0;
const TOTAL: f64 = 97.5;

fn corpora() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    folder.is_dir().then_some(folder)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("readable")).expect("JSON")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// What the case says of its document beside the bytes.
fn hints(case: &Value) -> Hints {
    let header = |name: &str| case["http_headers"][name].as_str().map(str::to_owned);
    let url = case["url"].as_str().and_then(SafeUrl::parse);
    let base = match header("content-location") {
        Some(place) => SafeUrl::resolve(&place, url.as_ref()),
        None => url,
    };
    Hints { content_type: header("content-type"), content_language: header("content-language"), base, now: None }
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what the run is for")]
fn third_party_feeds_are_read_as_their_authors_expect() {
    let Some(corpora) = corpora() else { return };
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for family in sorted(&corpora.join("feeds")) {
        let name = family.file_name().expect("a name").to_string_lossy().into_owned();
        for path in sorted(&family).into_iter().filter(|path| path.to_string_lossy().ends_with(".expect.json")) {
            let case = json(&path);
            let bytes = fs::read(family.join(case["file"].as_str().expect("a file"))).expect("readable");
            let parsed = parse::feed(&bytes, &hints(&case)).ok();
            if let Some((case, words)) = MISTAKEN.iter().find(|(mistaken, _)| case["case"] == *mistaken) {
                assert!(parsed.is_some_and(|parsed| says(&parsed.feed, words)), "{case} is read without “{words}”");
                continue;
            }
            let verdict = rule::judge(&case["expect"], parsed.as_ref().map(|parsed| &parsed.feed));
            let (right, all) = table.entry(name.clone()).or_default();
            *right += usize::from(verdict.wrong.is_empty());
            *all += 1;
            if !verdict.wrong.is_empty() {
                println!("{name}/{}: {}", case["case"].as_str().unwrap_or_default(), verdict.wrong.join(", "));
            }
        }
    }
    let sum = table.values().fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all));
    println!("{:26} {:>5} of {:>5}  {:5.1} %", "all", sum.0, sum.1, share(sum));
    for (family, figures) in &table {
        println!("{family:26} {:>5} of {:>5}  {:5.1} %", figures.0, figures.1, share(*figures));
    }
    assert!(share(sum) >= TOTAL, "{:.1} % of all cases", share(sum));
    for (family, figures) in &table {
        let floor = FLOORS.iter().find(|(name, _)| name == family).map_or(USUAL, |(_, floor)| *floor);
        assert!(share(*figures) >= floor, "{family}: {:.1} %", share(*figures));
    }
}

/// Whether some text of a feed holds these words.
fn says(feed: &Feed, words: &str) -> bool {
    let articles = feed.articles.iter().flat_map(|article| [article.title.as_str(), article.summary.markup()]);
    articles.chain([feed.title.as_str()]).any(|text| text.contains(words))
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand cases")]
fn share((right, all): (usize, usize)) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what the run is for")]
fn dates_met_in_feeds_name_their_moments() {
    let Some(corpora) = corpora() else { return };
    let cases = json(&corpora.join("dates/dates.json"));
    let cases = cases["cases"].as_array().expect("a list");
    let wrong: Vec<&Value> = cases
        .iter()
        .filter(|case| {
            let stamp = date::parse(case["raw"].as_str().expect("a text"));
            let second = |stamp: jiff::Timestamp| stamp.as_second();
            stamp.map(|stamp| second(stamp.instant)) != case["utc"].as_str().and_then(|utc| utc.parse().ok()).map(second)
        })
        .collect();
    for case in &wrong {
        println!("{case}");
    }
    assert!(share((cases.len() - wrong.len(), cases.len())) >= 99.0, "{} of {} dates are wrong", wrong.len(), cases.len());
    for case in json(&corpora.join("dates/disputed.json"))["cases"].as_array().expect("a list") {
        let _ = date::parse(case["raw"].as_str().unwrap_or_default());
    }
}
