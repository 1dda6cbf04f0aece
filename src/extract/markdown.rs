//! A story written in Markdown.

use jiff::tz::TimeZone;

use super::stamp;
use crate::decode::date;
use crate::html;
use crate::model::{Article, Person};
use crate::text::{CleanText, SafeUrl};

/// The story in a Markdown text: front matter (`---` or `+++`) gives headline, date and author; else the first heading
/// is the headline. Times without a zone are those of `zone`.
#[must_use]
pub fn markdown(raw: &str, zone: &TimeZone) -> Article {
    let raw = raw.trim_start_matches('\u{feff}').trim_start_matches(['\n', '\r']);
    let mut article = Article::default();
    let rest = match front_matter(raw) {
        Some((matter, rest)) => {
            tell_matter(matter, zone, &mut article);
            rest
        }
        None => raw,
    };
    let (headline, rest) = take_heading(rest);
    if let Some(headline) = headline {
        let words = html::plain_text(&html::markdown(headline));
        if article.title.is_empty() {
            article.title = words;
        }
    }
    article.body = html::markdown(take_stamp(rest, zone, &mut article));
    article
}

/// The lines between two fences at the very beginning, and what follows.
fn front_matter(raw: &str) -> Option<(&str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| raw.lines().next().is_some_and(|line| line.trim_end() == *fence))?;
    let inner = raw.get(fence.len()..)?;
    let mut from = 0;
    for line in inner.split_inclusive('\n') {
        if from > 0 && line.trim_end() == fence {
            return Some((inner.get(..from)?, inner.get(from + line.len()..)?));
        }
        from += line.len();
    }
    None
}

fn tell_matter(matter: &str, zone: &TimeZone, article: &mut Article) {
    for line in matter.lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "title" => article.title = CleanText::line(value),
            "date" | "published" | "pubdate" => article.published = date::parse_in(value, zone),
            "updated" | "modified" | "lastmod" => article.updated = date::parse_in(value, zone),
            "author" | "authors" | "by" => article.authors = listed(value).map(person).collect(),
            "tags" | "categories" | "keywords" => article.tags = listed(value).map(CleanText::line).collect(),
            "lang" | "language" => article.language = CleanText::line(value),
            "link" | "url" | "canonical" => article.link = SafeUrl::parse(value),
            "summary" | "description" => article.summary = html::escaped(value),
            _ => {}
        }
    }
}

fn person(name: &str) -> Person {
    Person { name: CleanText::line(name), ..Person::default() }
}

/// The values of `a, b` or `[a, "b"]`.
fn listed(value: &str) -> impl Iterator<Item = &str> {
    let inner = value.trim_matches(['[', ']']);
    inner.split(',').map(|one| one.trim().trim_matches(['"', '\''])).filter(|one| !one.is_empty())
}

/// The heading that the text begins with, and what follows it.
fn take_heading(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let marks = line.len() - line.trim_start_matches('#').len();
    let title = line.get(marks..).unwrap_or_default();
    if (1..=6).contains(&marks) && title.starts_with([' ', '\t']) {
        return (Some(title.trim().trim_end_matches('#').trim()), rest);
    }
    let (below, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let below = below.trim();
    let underlined = below.len() >= 2 && (below.chars().all(|c| c == '=') || below.chars().all(|c| c == '-'));
    if underlined && !line.trim().is_empty() { (Some(line.trim()), after) } else { (None, text) }
}

/// What follows a line below the headline that is only a stamp or byline.
fn take_stamp<'a>(text: &'a str, zone: &TimeZone, article: &mut Article) -> &'a str {
    let text = text.trim_start_matches(['\n', '\r']);
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = stamp::read(line.trim_matches(['*', '_', ' ']), zone);
    if said.is_empty() {
        return text;
    }
    for one in said {
        one.tell(article);
    }
    rest
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::markdown;

    #[test]
    fn the_first_heading_is_the_headline_and_not_said_again() {
        for raw in ["# A *fine* day\n\nText.", "A *fine* day\n===\nText.", "\n## A *fine* day ##\nText."] {
            let story = markdown(raw, &TimeZone::UTC);
            assert_eq!(story.title.as_str(), "A fine day", "{raw}");
            assert_eq!(story.body.markup().trim(), "<p>Text.</p>", "{raw}");
        }
    }

    #[test]
    fn front_matter_gives_title_date_and_authors() {
        let story = markdown("---\ntitle: \"Sea: a story\"\ndate: 2015-12-18\nauthor: [Ann, Ben]\n---\nText.", &TimeZone::UTC);
        assert_eq!(story.title.as_str(), "Sea: a story");
        assert_eq!(story.authors.len(), 2);
        assert!(story.published.is_some_and(|stamp| stamp.date_only));
        assert_eq!(story.body.markup().trim(), "<p>Text.</p>");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(markdown("---\nText.", &TimeZone::UTC).body.markup().trim(), "<hr />\n<p>Text.</p>");
    }
}
