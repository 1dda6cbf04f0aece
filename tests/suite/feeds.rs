//! Feeds in, articles out: our own small documents, one for each cause, and the shared corpora where they are present.

mod corpus;
mod rule;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use newsprint::{
    model::Article,
    parse::{self, Hints, Parsed},
    text::{CleanText, SafeUrl},
};

/// The documents in `tests/data/feeds`, with the `.golden` of each beside it.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds");
    let files = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|extension| extension != "golden")).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Parsed {
    let hints = Hints {
        base: SafeUrl::parse("https://paper.example/feed"),
        now: "2026-01-01T00:00:00Z".parse().ok(),
        ..Hints::default()
    };
    parse::feed(&fs::read(path).expect("the document"), &hints).expect("a feed")
}

#[test]
fn every_kind_of_feed_and_of_damage_gives_the_articles_that_are_in_it() {
    for path in documents() {
        let got = outline(&read(&path));
        let golden = path.with_extension("golden");
        // NEWSPRINT_GOLDEN=1 writes the files anew; the difference is then for the eye.
        if std::env::var_os("NEWSPRINT_GOLDEN").is_some() {
            fs::File::create(&golden)
                .and_then(|mut file| std::io::Write::write_all(&mut file, got.as_bytes()))
                .expect("writable");
        }
        let expected = fs::read_to_string(&golden).expect("the golden file");
        assert_eq!(got, expected, "{}", path.display());
    }
}

#[test]
fn a_feed_cut_anywhere_keeps_what_came_before_the_cut() {
    for path in documents() {
        let bytes = fs::read(&path).expect("the document");
        let mut most = 0;
        for end in 0..=bytes.len() {
            let cut = bytes.get(..end).expect("in range");
            if let Ok(parsed) = parse::feed(cut, &Hints::default()) {
                assert!(parsed.feed.articles.len() + 1 >= most, "{} cut at {end} loses articles", path.display());
                most = most.max(parsed.feed.articles.len());
            }
        }
    }
}

/// A feed in plain lines, so that a golden file can be read.
fn outline(parsed: &Parsed) -> String {
    let feed = &parsed.feed;
    let mut out = format!("feed: {}\n", feed.title);
    let link = feed.link.as_ref().map_or("", |url| url.as_str());
    for (name, value) in [("link", link), ("about", feed.description.as_str()), ("language", &feed.language)] {
        line(&mut out, "  ", name, value);
    }
    let names: Vec<&str> = feed.authors.iter().map(|person| person.name.as_str()).collect();
    line(&mut out, "  ", "by", &names.join(", "));
    for repair in &parsed.repairs {
        line(&mut out, "  ", "repaired", &repair.to_string());
    }
    feed.articles.iter().for_each(|article| outline_of(article, &mut out));
    out
}

fn outline_of(article: &Article, out: &mut String) {
    let names: Vec<&str> = article.authors.iter().map(|person| person.name.as_str()).collect();
    let tags: Vec<&str> = article.tags.iter().map(CleanText::as_str).collect();
    let files: Vec<&str> = article.attachments.iter().map(|file| file.url.as_str()).collect();
    let stamp = |stamp: Option<newsprint::model::Stamp>| stamp.map(|stamp| stamp.rfc3339()).unwrap_or_default();
    let _ = writeln!(out, "article: {}", article.title);
    for (name, value) in [
        ("id", article.id.0.as_str()),
        ("link", article.link.as_ref().map_or("", |url| url.as_str())),
        ("by", &names.join(", ")),
        ("published", &stamp(article.published)),
        ("updated", &stamp(article.updated)),
        ("tags", &tags.join(", ")),
        ("files", &files.join(" ")),
        ("image", article.image.as_ref().map_or("", |url| url.as_str())),
        ("comments", &article.comment_count.map(|count| count.to_string()).unwrap_or_default()),
        ("comments at", article.comments.as_ref().map_or("", |url| url.as_str())),
        ("summary", article.summary.markup()),
        ("body", article.body.markup()),
    ] {
        line(out, "  ", name, value);
    }
}

fn line(out: &mut String, indent: &str, name: &str, value: &str) {
    if !value.is_empty() {
        let words: Vec<&str> = value.split_whitespace().collect();
        let _ = writeln!(out, "{indent}{name}: {}", words.join(" "));
    }
}
