//! Running text as Markdown.

use crate::{
    model::{Document, Span, Style, Target},
    text::SafeUrl,
};

/// Marks around a style, inside out: what stands first is written next to the words.
const MARKS: [(Style, &str, &str); 7] = [
    (Style::EMPHASIS, "*", "*"),
    (Style::STRONG, "**", "**"),
    (Style::STRUCK, "~~", "~~"),
    (Style::SUPERSCRIPT, "<sup>", "</sup>"),
    (Style::SUBSCRIPT, "<sub>", "</sub>"),
    (Style::UNDERLINED, "<u>", "</u>"),
    (Style::MARKED, "<mark>", "</mark>"),
];

/// Running text, with its forced line breaks as two spaces at a line's end.
pub(super) fn text(story: &Document, spans: &[Span]) -> String {
    let mut out = String::new();
    for linked in spans.chunk_by(|one, next| one.link == next.link) {
        let words: String = linked.chunk_by(|one, next| one.style == next.style).map(styled).collect();
        let target = linked.first().and_then(|span| story.links.get(span.link?.0)).map(|link| &link.target);
        match target {
            Some(Target::Web(url)) => out.push_str(&outside(&words, "[", &format!("]({})", destination(url)))),
            Some(Target::Here(_)) | None => out.push_str(&words),
        }
    }
    line_starts(out.trim()).replace('\n', "  \n")
}

/// Spans of one style.
fn styled(spans: &[Span]) -> String {
    let style = spans.first().map(|span| span.style).unwrap_or_default();
    let words: String = spans.iter().map(|span| &*span.text).collect();
    let plain = if style.contains(Style::CODE) { outside_with(&words, code) } else { escaped(&words) };
    let wanted = MARKS.into_iter().filter(|(mark, ..)| style.contains(*mark));
    wanted.fold(plain, |text, (_, before, after)| outside(&text, before, after))
}

/// Marks go next to the words: Markdown takes a mark beside a space for a plain character.
fn outside(text: &str, before: &str, after: &str) -> String {
    outside_with(text, |words| format!("{before}{words}{after}"))
}

fn outside_with(text: &str, marked: impl FnOnce(&str) -> String) -> String {
    let words = text.trim();
    match text.split_once(words) {
        Some((space_before, space_after)) if !words.is_empty() => format!("{space_before}{}{space_after}", marked(words)),
        _ => text.to_owned(),
    }
}

/// Code between more backticks than are in it.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}

/// The length of the longest run of `wanted` in `text`.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

/// `text` with a backslash before each character that Markdown could take for a mark.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what would make a heading, a list, a rule or a quotation of a line by standing at its start.
fn line_starts(text: &str) -> String {
    text.lines().map(line_start).collect::<Vec<_>>().join("\n")
}

fn line_start(line: &str) -> String {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if number.len() < line.len() && number.starts_with(['.', ')']) {
        let digits = line.strip_suffix(number).unwrap_or_default();
        return format!("{digits}\\{number}");
    }
    if line.starts_with(['#', '+', '-', '=', '|']) { format!("\\{line}") } else { line.to_owned() }
}

/// An address where Markdown expects one: brackets that don't pair would end it.
pub(super) fn destination(url: &SafeUrl) -> String {
    url.as_str().replace('(', "%28").replace(')', "%29")
}
