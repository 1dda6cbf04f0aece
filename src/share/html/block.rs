//! Blocks and running text as markup.

use std::fmt::Write;

use super::escaped;
use crate::model::{
    Block, Document, Span, Style, Target,
    document::{Definition, List, Marker, Media, Table},
};

/// The elements of styles, from the outside in.
const STYLES: [(Style, &str); 9] = [
    (Style::SMALL, "small"),
    (Style::MARKED, "mark"),
    (Style::UNDERLINED, "u"),
    (Style::STRUCK, "s"),
    (Style::STRONG, "strong"),
    (Style::EMPHASIS, "em"),
    (Style::SUPERSCRIPT, "sup"),
    (Style::SUBSCRIPT, "sub"),
    (Style::CODE, "code"),
];

/// The body of a story.
pub(super) fn body(story: &Document) -> String {
    blocks(story, &story.blocks)
}

fn blocks(story: &Document, all: &[Block]) -> String {
    all.iter().map(|block| self::block(story, block)).collect()
}

fn block(story: &Document, block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("<p>{}</p>\n", inline(story, text)),
        Block::Heading { level, text } => element(&format!("h{}", (*level).clamp(1, 6)), &inline(story, text)),
        Block::Quote(within) => element("blockquote", &format!("\n{}", blocks(story, within))),
        Block::List(list) => self::list(story, list),
        Block::Definitions(all) => element("dl", &all.iter().map(|one| definition(story, one)).collect::<String>()),
        Block::Code(text) => element("pre", &inline(story, text).replace("<br>", "\n")),
        Block::Table(table) => self::table(story, table),
        Block::Figure { content, caption } => {
            element("figure", &format!("{}{}", blocks(story, content), element("figcaption", &blocks(story, caption))))
        }
        Block::Media(media) => element("p", &self::media(media)),
        Block::Rule => "<hr>\n".to_owned(),
        Block::Details { summary, content } => {
            element("details", &format!("{}{}", element("summary", &inline(story, summary)), blocks(story, content)))
        }
    }
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>\n")
}

fn list(story: &Document, list: &List) -> String {
    let (name, kind) = match list.marker {
        Marker::Bullet => ("ul", ""),
        Marker::Decimal => ("ol", ""),
        Marker::LowerAlpha => ("ol", " type=\"a\""),
        Marker::UpperAlpha => ("ol", " type=\"A\""),
        Marker::LowerRoman => ("ol", " type=\"i\""),
        Marker::UpperRoman => ("ol", " type=\"I\""),
    };
    let mut out = format!("<{name}{kind}>\n");
    for item in &list.items {
        let number = if name == "ol" { format!(" value=\"{}\"", item.number) } else { String::new() };
        let task = item.done.map_or("", |done| if done { "☑ " } else { "☐ " });
        let _ = writeln!(out, "<li{number}>{task}{}</li>", blocks(story, &item.content));
    }
    let _ = writeln!(out, "</{name}>");
    out
}

fn definition(story: &Document, definition: &Definition) -> String {
    let terms: String = definition.terms.iter().map(|term| element("dt", &inline(story, term))).collect();
    format!("{terms}{}", element("dd", &blocks(story, &definition.content)))
}

fn table(story: &Document, table: &Table) -> String {
    let mut out = "<table>\n".to_owned();
    if !table.caption.is_empty() {
        out.push_str(&element("caption", &inline(story, &table.caption)));
    }
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            let name = if cell.header { "th" } else { "td" };
            let span = |attribute, count| if count > 1 { format!(" {attribute}=\"{count}\"") } else { String::new() };
            let (columns, rows) = (span("colspan", cell.columns), span("rowspan", cell.rows));
            let _ = write!(out, "<{name}{columns}{rows}>{}</{name}>", inline(story, &cell.text));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}

/// A link to it: nothing is loaded unasked.
fn media(media: &Media) -> String {
    let words = if media.alt.is_empty() { media.url.as_ref().map(ToString::to_string) } else { Some(media.alt.to_string()) };
    let words = escaped(&words.unwrap_or_default());
    media.url.as_ref().map_or(words.clone(), |url| format!("<a href=\"{}\">{words}</a>", escaped(url.as_str())))
}

/// Running text.
fn inline(story: &Document, spans: &[Span]) -> String {
    let mut out = String::new();
    for linked in spans.chunk_by(|one, next| one.link == next.link) {
        let words: String = linked.chunk_by(|one, next| one.style == next.style).map(styled).collect();
        match linked.first().and_then(|span| story.links.get(span.link?.0)).map(|link| &link.target) {
            Some(Target::Web(url)) => {
                let _ = write!(out, "<a href=\"{}\">{words}</a>", escaped(url.as_str()));
            }
            Some(Target::Here(_)) | None => out.push_str(&words),
        }
    }
    out
}

/// Spans of one style.
fn styled(spans: &[Span]) -> String {
    let style = spans.first().map(|span| span.style).unwrap_or_default();
    let words: String = spans.iter().map(|span| escaped(&span.text).replace('\n', "<br>")).collect();
    let wanted = STYLES.into_iter().rev().filter(|(mark, _)| style.contains(*mark));
    wanted.fold(words, |text, (_, name)| format!("<{name}>{text}</{name}>"))
}
