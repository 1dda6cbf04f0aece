//! Stories as Markdown.

mod inline;

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    Setting,
    story::{self, Story},
};
use crate::model::{
    Block, Document, Feed,
    document::{Definition, List, Marker, Media, Table},
    words,
};

pub(super) fn write(out: &mut impl Write, feeds: &[Feed], setting: &Setting) -> io::Result<()> {
    for (at, (feed, article)) in story::articles(feeds).enumerate() {
        if at > 0 {
            writeln!(out, "\n---\n")?;
        }
        let story = Story::open(feed, article);
        writeln!(out, "{}", whole(&story, setting))?;
    }
    Ok(())
}

/// A story with its head and its address.
fn whole(story: &Story<'_>, setting: &Setting) -> String {
    let head = [Some(story.byline(setting.words)), story.stamp(&setting.zone, setting.words)];
    let head: Vec<String> = head.iter().flatten().filter(|line| !line.is_empty()).map(|line| inline::escaped(line)).collect();
    let parts = [
        format!("# {}", inline::escaped(&story.headline(setting.words))),
        head.join("  \n"),
        blocks(&story.document, &story.document.blocks),
        story.article.link.as_ref().map(|link| format!("<{link}>")).unwrap_or_default(),
    ];
    joined(parts.into_iter(), "\n\n")
}

fn joined(parts: impl Iterator<Item = String>, apart: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(apart)
}

/// Blocks one after another, a blank line between them.
fn blocks(story: &Document, all: &[Block]) -> String {
    joined(all.iter().map(|block| self::block(story, block)), "\n\n")
}

fn block(story: &Document, block: &Block) -> String {
    match block {
        Block::Paragraph(text) => inline::text(story, text),
        Block::Heading { level, text } => {
            let marks = "#".repeat(usize::from(*level).clamp(1, 6));
            format!("{marks} {}", inline::text(story, text).replace("  \n", " "))
        }
        Block::Quote(within) => prefixed(&blocks(story, within), "> ", "> "),
        Block::List(list) => self::list(story, list),
        Block::Definitions(all) => joined(all.iter().map(|one| definition(story, one)), "\n\n"),
        Block::Code(text) => code(&words::joined(text)),
        Block::Table(table) => self::table(story, table),
        Block::Figure { content, caption } => joined([blocks(story, content), blocks(story, caption)].into_iter(), "\n\n"),
        Block::Media(media) => self::media(media),
        Block::Rule => "---".to_owned(),
        Block::Details { summary, content } => {
            let summary = if summary.is_empty() { String::new() } else { format!("**{}**", inline::text(story, summary)) };
            joined([summary, blocks(story, content)].into_iter(), "\n\n")
        }
    }
}

/// `text` with `first` before its first line and `next` before the others.
fn prefixed(text: &str, first: &str, next: &str) -> String {
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        let prefix = if at == 0 { first } else { next };
        let _ = writeln!(out, "{}", format!("{prefix}{line}").trim_end());
    }
    out.truncate(out.trim_end().len());
    out
}

fn list(story: &Document, list: &List) -> String {
    let items = list.items.iter().map(|item| {
        let mark = if list.marker == Marker::Bullet { "- ".to_owned() } else { format!("{}. ", item.number.max(0)) };
        let task = item.done.map_or("", |done| if done { "[x] " } else { "[ ] " });
        let content = blocks(story, &item.content);
        if content.is_empty() {
            return mark.trim_end().to_owned();
        }
        prefixed(&content, &format!("{mark}{task}"), &" ".repeat(mark.len()))
    });
    joined(items, "\n")
}

fn definition(story: &Document, definition: &Definition) -> String {
    let terms = definition.terms.iter().map(|term| format!("**{}**", inline::text(story, term)));
    joined([joined(terms, "  \n"), blocks(story, &definition.content)].into_iter(), "\n\n")
}

/// `text` as a link to `url`.
pub(super) fn link(text: &str, url: &crate::text::SafeUrl) -> String {
    format!("[{}]({})", inline::escaped(text), inline::destination(url))
}

/// A block between fences longer than any in it.
fn code(text: &str) -> String {
    let fence = "`".repeat(inline::longest_run(text, '`').max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// Markdown's tables have one row of heads, no spans and no line breaks.
fn table(story: &Document, table: &Table) -> String {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |cells: &[crate::model::document::Cell]| {
        let texts = cells.iter().map(|cell| inline::text(story, &cell.text).replace("  \n", "<br>").replace('|', "\\|"));
        let texts = texts.chain(std::iter::repeat(String::new())).take(columns);
        format!("| {} |", texts.collect::<Vec<_>>().join(" | "))
    };
    let headed = table.rows.first().is_some_and(|cells| cells.iter().any(|cell| cell.header));
    let (head, body) = if headed { table.rows.split_at(1) } else { table.rows.split_at(0) };
    let mut lines = vec![head.first().map_or_else(|| row(&[]), |cells| row(cells)), format!("|{}", " --- |".repeat(columns))];
    lines.extend(body.iter().map(|cells| row(cells)));
    joined([inline::text(story, &table.caption), lines.join("\n")].into_iter(), "\n\n")
}

/// A link to it: nothing is loaded unasked.
fn media(media: &Media) -> String {
    let alt = inline::escaped(&media.alt);
    match &media.url {
        Some(url) if alt.is_empty() => format!("<{url}>"),
        Some(url) => format!("[{alt}]({})", inline::destination(url)),
        None => alt,
    }
}

#[cfg(test)]
mod tests;
