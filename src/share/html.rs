//! Stories as a web page that needs nothing else: no script, no picture, nothing that is loaded when it is opened.

mod block;

use std::io::{self, Write};

use super::{
    Setting,
    story::{self, Story},
};
use crate::{model::Feed, text::CleanText, words::Words};

/// A measure and colours that follow the reader's own.
const STYLE: &str = "html { color-scheme: light dark } body { max-width: 40em; margin: 2em auto; padding: 0 1em; \
                     font-family: serif; line-height: 1.5 } pre { overflow-x: auto } table { border-collapse: collapse } \
                     th, td { border: 1px solid; padding: 0 .5em; text-align: start } article + article { margin-top: 4em }";

pub(super) fn write(out: &mut impl Write, feeds: &[Feed], setting: &Setting) -> io::Result<()> {
    start(out, feeds, setting.words)?;
    for (feed, article) in story::articles(feeds) {
        write_story(out, &Story::open(feed, article), setting)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn start(out: &mut impl Write, feeds: &[Feed], words: Words) -> io::Result<()> {
    let mut stories = story::articles(feeds);
    let title = match (stories.next(), stories.next()) {
        (Some((_, only)), None) => story::headline(only, words),
        _ => CleanText::line(&feeds.iter().map(|feed| story::source(feed).to_string()).collect::<Vec<_>>().join(" · ")),
    };
    let language = feeds.first().map(|feed| escaped(&feed.language)).filter(|language| !language.is_empty());
    let language = language.map(|language| format!(" lang=\"{language}\"")).unwrap_or_default();
    writeln!(
        out,
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        escaped(&title)
    )
}

fn write_story(out: &mut impl Write, story: &Story<'_>, setting: &Setting) -> io::Result<()> {
    let language = &story.document.language;
    let language = if language.is_empty() { String::new() } else { format!(" lang=\"{}\"", escaped(language)) };
    writeln!(out, "<article{language}>\n<header>\n<h1>{}</h1>", headline(story, setting.words))?;
    for line in [Some(story.byline(setting.words)), story.stamp(&setting.zone, setting.words)]
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
    {
        writeln!(out, "<p>{}</p>", escaped(&line))?;
    }
    writeln!(out, "</header>")?;
    out.write_all(block::body(&story.document).as_bytes())?;
    writeln!(out, "</article>")
}

fn headline(story: &Story<'_>, words: Words) -> String {
    let words = escaped(&story.headline(words));
    match &story.article.link {
        Some(link) => format!("<a href=\"{}\">{words}</a>", escaped(link.as_str())),
        None => words,
    }
}

/// `text` for a place between tags or in an attribute between double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
