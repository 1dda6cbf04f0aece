//! A story that was saved as plain text.

use jiff::tz::TimeZone;

use super::stamp;
use crate::decode::entity;
use crate::html::{self, Stretch};
use crate::model::{Article, RawHtml};
use crate::text::CleanText;

/// The longest line that is taken as a headline, in characters.
const LONGEST_HEADLINE: usize = 200;
/// How many lines at the beginning may be stamps and bylines.
const HEAD_LINES: usize = 12;

/// The story in a plain text: the headline is its first line, stamps and bylines below it are read, what was a web
/// page's toolbar goes, and blank lines part the paragraphs. Times without a zone are those of `zone`.
#[must_use]
pub fn text(raw: &str, zone: &TimeZone) -> Article {
    let mut article = Article::default();
    let mut lines: Vec<&str> = raw.trim_start_matches('\u{feff}').lines().filter(|line| !html::is_toolbar(line)).collect();
    take_headline(&mut lines, zone, &mut article);
    take_head(&mut lines, zone, &mut article);
    article.body = body(&lines.join("\n"));
    article
}

/// The first line is the headline, unless it is the beginning of a paragraph.
fn take_headline(lines: &mut Vec<&str>, zone: &TimeZone, article: &mut Article) {
    let Some(first) = lines.iter().position(|line| !line.trim().is_empty()) else { return };
    let line = lines.get(first).map_or("", |line| line.trim());
    let next = lines.get(first + 1).map_or("", |line| line.trim());
    let continues = !next.is_empty() && !is_rule(next) && stamp::read(next, zone).is_empty() && html::is_wrapped(&[line, next]);
    if line.chars().count() > LONGEST_HEADLINE || continues || !stamp::read(line, zone).is_empty() {
        return;
    }
    article.title = CleanText::line(line.trim_start_matches('#'));
    lines.drain(..=first);
}

/// Takes stamps, bylines and rules from the lines above the first paragraph.
fn take_head(lines: &mut Vec<&str>, zone: &TimeZone, article: &mut Article) {
    for _ in 0..HEAD_LINES {
        let Some(first) = lines.iter().position(|line| !line.trim().is_empty()) else { return };
        let line = lines.get(first).copied().unwrap_or_default();
        let said = stamp::read(line, zone);
        if said.is_empty() && !is_rule(line) {
            return;
        }
        for one in said {
            one.tell(article);
        }
        lines.drain(..=first);
    }
}

/// A line of hyphens, equals signs, stars or the like.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '─' | '—'))
}

/// The markup of a plain text.
fn body(text: &str) -> RawHtml {
    let mut markup = String::with_capacity(text.len() + text.len() / 8);
    for stretch in html::stretches(text) {
        match stretch {
            Stretch::Paragraph(text) if is_rule(&text) => markup.push_str("<hr>\n"),
            Stretch::Paragraph(text) => {
                markup.push_str("<p>");
                let mut escaped = String::with_capacity(text.len());
                entity::escape_into(&text, &mut escaped);
                markup.push_str(&escaped.replace('\n', "<br>"));
                markup.push_str("</p>\n");
            }
            Stretch::Preformatted(text) => {
                markup.push_str("<pre>\n");
                entity::escape_into(&text, &mut markup);
                markup.push_str("</pre>\n");
            }
        }
    }
    RawHtml::new(markup)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::text;

    const SAVED: &str = "\u{feff}Harbour ferry returns\r\n\r\nUpdated: 2015-12-18 18:42\r\n\r\n\r\n  Print Mail Large Medium  Small 分享按钮 0\r\n\r\nThe ferry <Anna> came back on Friday & rested.\r\n\r\nIt will sail again.\r\n";

    #[test]
    fn a_saved_story_has_its_headline_its_stamp_and_nothing_of_the_toolbar() {
        let story = text(SAVED, &TimeZone::UTC);
        assert_eq!(story.title.as_str(), "Harbour ferry returns");
        assert_eq!(story.updated.map(|stamp| stamp.exact(&TimeZone::UTC)).as_deref(), Some("2015-12-18 18:42"));
        assert_eq!(story.published, None);
        assert_eq!(
            story.body.markup(),
            "<p>The ferry &lt;Anna&gt; came back on Friday &amp; rested.</p>\n<p>It will sail again.</p>\n"
        );
    }

    #[test]
    fn a_text_without_a_headline_keeps_its_first_line() {
        let raw = "The ferry leaves at eight in the morning and returns\nwhen the last of the passengers has been found again.\n";
        let story = text(raw, &TimeZone::UTC);
        assert!(story.title.is_empty());
        assert!(story.body.markup().starts_with("<p>The ferry leaves"));
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(text(" \n", &TimeZone::UTC).body.is_blank());
    }
}
