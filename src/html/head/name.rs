//! The headline of a page and the names of its authors.

use super::facts::{Facts, one_line};
use crate::text::{CleanText, script};

/// What stands between a headline and the name of its site.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " / ", "_", "|"];
/// Metas that name the author.
const METAS: [&str; 9] = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "article:author_name",
];
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// The headline: what the page tells machines, else its title without the name of the site.
pub fn title(facts: &Facts<'_>, site: &str) -> CleanText {
    let told = facts.meta(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]);
    let told = told.map(str::to_owned).or_else(|| facts.story.headline.clone()).unwrap_or_default();
    let whole = if told.is_empty() { facts.title.clone() } else { one_line(&told) };
    CleanText::line(&without_site(&whole, site, &facts.headings))
}

/// The title as the page's own heading says it, else without the site's name at its end or beginning.
fn without_site(whole: &str, site: &str, headings: &[String]) -> String {
    let heading = headings.iter().find(|heading| heading.chars().count() > 8 && whole.contains(heading.as_str()));
    if let Some(heading) = heading {
        return heading.clone();
    }
    if whole.is_empty() {
        return headings.iter().find(|heading| !heading.is_empty()).cloned().unwrap_or_default();
    }
    let cut = SEPARATORS.iter().filter_map(|separator| whole.rsplit_once(separator)).max_by_key(|(before, _)| before.len());
    match cut {
        Some((before, after)) if is_site(after, site) || weight(before) >= 4 && weight(after) <= 4 => {
            without_site(before.trim(), site, &[])
        }
        _ => whole.trim().to_owned(),
    }
}

fn is_site(words: &str, site: &str) -> bool {
    !site.is_empty() && words.trim().eq_ignore_ascii_case(site)
}

/// How much a text says: its words, two CJK characters counting as one.
fn weight(text: &str) -> usize {
    let characters = text.chars().filter(|c| script::is_cjk(*c)).count();
    text.split_whitespace().filter(|word| word.is_ascii()).count() + characters / 2
}

/// The authors: what the page tells machines, else the byline that readers see.
pub fn authors(facts: &Facts<'_>) -> Vec<CleanText> {
    let told = &facts.story.authors;
    if !told.is_empty() {
        return told.iter().flat_map(|names| split(names)).collect();
    }
    let by_meta = METAS.iter().filter_map(|name| facts.meta(&[*name])).map(split).find(|names| !names.is_empty());
    let by_line = || facts.bylines.iter().map(|line| split(line)).find(|names| !names.is_empty());
    by_meta.or_else(by_line).unwrap_or_default()
}

/// The names in a byline such as `By Ann Writer and Ben Reader | Staff`.
fn split(line: &str) -> Vec<CleanText> {
    let line = one_line(line);
    let line = strip_label(&line);
    let line = line.split(['|', '•', '·', '\u{2014}']).next().unwrap_or_default();
    if line.contains("://") || line.starts_with("www.") || line.starts_with('@') {
        return Vec::new();
    }
    let names = line.split([',', ';', '、', '，']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    let names = names.map(str::trim).filter(|name| (2..=LONGEST_NAME).contains(&name.chars().count()));
    names
        .filter(|name| name.chars().any(char::is_alphabetic) && !name.contains(|c: char| c.is_ascii_digit()))
        .map(CleanText::line)
        .collect()
}

/// The line without words such as `By` or `作者：` at its beginning.
fn strip_label(line: &str) -> &str {
    const LABELS: [&str; 16] = [
        "written by",
        "posted by",
        "by:",
        "by ",
        "author:",
        "von ",
        "par ",
        "por ",
        "autor:",
        "作者：",
        "作者:",
        "记者：",
        "記者：",
        "文/",
        "文／",
        "责任编辑：",
    ];
    let lower = line.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label));
    label.and_then(|label| line.get(label.len()..)).unwrap_or(line).trim()
}
