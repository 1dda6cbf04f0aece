//! What kind of text a file is.

/// A kind of text that a story can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// How much of a text is looked at, in characters.
const LOOKED_AT: usize = 4_096;
/// How many marks of Markdown make a text Markdown.
const ENOUGH_MARKS: usize = 3;
/// A text has more than so many characters to each one that no text has; programs and pictures have fewer.
const TEXT_TO_NOISE: usize = 50;
/// How many such characters a short text may have.
const LEAST_NOISE: usize = 8;

/// What kind of text this is: by its media type, else by its file name, else by what it looks like.
#[must_use]
pub fn sniff(text: &str, content_type: Option<&str>, name: Option<&str>) -> Kind {
    content_type.and_then(by_media_type).or_else(|| name.and_then(by_name)).unwrap_or_else(|| by_look(text))
}

/// Whether this is no text but a program, a picture or an archive: full of control characters that no text has.
/// Backspaces and escapes don't count: manual pages and logs are written with them.
#[must_use]
pub fn is_noise(text: &str) -> bool {
    let is_odd = |c: &char| c.is_control() && !c.is_ascii_whitespace() && !matches!(c, '\u{8}' | '\u{b}' | '\u{1b}');
    let odd = text.chars().take(LOOKED_AT).filter(is_odd).count();
    odd > LEAST_NOISE && odd * TEXT_TO_NOISE > text.chars().take(LOOKED_AT).count()
}

fn by_media_type(content_type: &str) -> Option<Kind> {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "text/markdown" | "text/x-markdown" => Some(Kind::Markdown),
        // Servers call whatever they don't know `text/plain`, so that says nothing.
        _ => None,
    }
}

fn by_name(name: &str) -> Option<Kind> {
    let name = name.split(['?', '#']).next().unwrap_or_default();
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Some(Kind::Html),
        "md" | "markdown" | "mkd" | "mdown" => Some(Kind::Markdown),
        "txt" | "text" => Some(Kind::Text),
        _ => None,
    }
}

fn by_look(text: &str) -> Kind {
    let head: String = text.trim_start_matches('\u{feff}').chars().take(LOOKED_AT).collect();
    if is_page(&head.to_ascii_lowercase()) {
        return Kind::Html;
    }
    if marks(&head) >= ENOUGH_MARKS { Kind::Markdown } else { Kind::Text }
}

fn is_page(head: &str) -> bool {
    const OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<article", "<main"];
    let start = head.trim_start();
    OPENINGS.iter().any(|opening| head.contains(opening))
        || start.starts_with('<') && ["<p", "<div", "<h1", "<h2", "<table", "<span", "<a "].iter().any(|tag| start.contains(tag))
}

/// How many marks of Markdown there are; a heading or a fence in the first line counts as enough.
fn marks(head: &str) -> usize {
    let first = head.trim_start().lines().next().unwrap_or_default();
    if first.starts_with("# ") || first.trim_end() == "---" || first.trim_end() == "+++" {
        return ENOUGH_MARKS;
    }
    let by_line =
        head.lines().filter(|line| line.starts_with("## ") || line.starts_with("```") || line.starts_with("> ")).count();
    by_line + head.matches("](").count() + head.matches("**").count() / 2
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_noise, sniff};

    #[test]
    fn the_media_type_beats_the_name_and_the_name_beats_the_look() {
        assert_eq!(sniff("# x", Some("text/html; charset=utf-8"), Some("a.md")), Kind::Html);
        assert_eq!(sniff("<html>", Some("text/plain"), Some("a.md")), Kind::Markdown);
        assert_eq!(sniff("<html>", None, Some("notes.txt")), Kind::Text);
    }

    #[test]
    fn texts_are_known_by_their_look() {
        assert_eq!(sniff("\u{feff}\n<!-- x --><!DOCTYPE html><p>", None, None), Kind::Html);
        assert_eq!(sniff("<p>one", None, Some("page")), Kind::Html);
        assert_eq!(sniff("# Head\n\ntext", None, None), Kind::Markdown);
        assert_eq!(sniff("a < b and **one** star", None, None), Kind::Text);
    }

    #[test]
    fn programs_and_pictures_are_no_text() {
        let noise: String = (0_u32..2_000).filter_map(|n| char::from_u32(n.wrapping_mul(2_654_435_761) >> 24)).collect();
        assert!(is_noise(&noise));
        assert!(is_noise(&format!("\u{7f}ELF{}", "\0".repeat(40))));
        let text = "a line with colours \u{1b}[31mred\u{1b}[0m and b\u{8}bold\n".repeat(40);
        for text in [
            text.as_str(),
            "",
            "\0\0\0",
            "潮水转向，渔船归港。",
            "caf\u{85} \u{93}quoted\u{94} in an old charset, with words enough",
        ] {
            assert!(!is_noise(text), "{text}");
        }
    }
}
