//! Stories as lines of text. The typesetter sets everything: a list of headlines and a story's head are blocks too.

use std::io::{self, Write};

use super::{
    Draw, Setting,
    story::{self, Story},
};
use crate::{
    layout::{Cells, Line, Page, Scale, typeset},
    model::{
        Block, Document, Feed, Span, Style,
        document::{Item, List, Marker},
    },
    text::CleanText,
    words::Words,
};

pub(super) fn write(out: &mut impl Write, feeds: &[Feed], setting: &Setting, draw: Option<Draw<'_>>) -> io::Result<()> {
    let alone = story::articles(feeds).count() == 1;
    if !alone {
        for feed in feeds {
            print(out, &contents(feed, setting.words), setting, draw)?;
        }
    }
    for (feed, article) in story::articles(feeds) {
        let story = Story::open(feed, article);
        let head = head(&story, setting);
        let mut document = story.document;
        let rule = (!alone).then_some(Block::Rule);
        document.blocks.splice(0..0, rule.into_iter().chain(head));
        print(out, &document, setting, draw)?;
    }
    Ok(())
}

/// The name of a feed, what it says of itself, and its headlines.
fn contents(feed: &Feed, words: Words) -> Document {
    let mut blocks = vec![Block::Heading { level: 1, text: vec![span(story::source(feed), Style::STRONG)] }];
    if !feed.description.is_empty() {
        blocks.push(paragraph(feed.description.clone()));
    }
    let headlines = feed.articles.iter().map(|article| paragraph(story::headline(article, words)));
    let items = (1..).zip(headlines).map(|(number, headline)| Item { number, done: None, content: vec![headline] }).collect();
    blocks.push(Block::List(List { marker: Marker::Decimal, items }));
    Document { blocks, language: feed.language.clone(), ..Document::default() }
}

/// The headline, then byline and stamp on a line each.
fn head(story: &Story<'_>, setting: &Setting) -> Vec<Block> {
    let lines = [Some(story.byline(setting.words)), story.stamp(&setting.zone, setting.words)];
    let lines: Vec<String> = lines.into_iter().flatten().filter(|line| !line.is_empty()).map(|line| line.to_string()).collect();
    let mut head = vec![Block::Heading { level: 1, text: vec![span(story.headline(setting.words), Style::STRONG)] }];
    if !lines.is_empty() {
        head.push(paragraph(CleanText::block(&lines.join("\n"))));
    }
    head
}

fn paragraph(text: CleanText) -> Block {
    Block::Paragraph(vec![span(text, Style::PLAIN)])
}

fn span(text: CleanText, style: Style) -> Span {
    Span { text, style, link: None }
}

/// Sets a document and writes its lines, then a blank one.
fn print(out: &mut impl Write, document: &Document, setting: &Setting, draw: Option<Draw<'_>>) -> io::Result<()> {
    let page = typeset(document, &Cells, &setting.sheet);
    let width = u16::try_from(setting.sheet.margin * 2 + setting.sheet.measure).unwrap_or(u16::MAX);
    lines(out, &page, &|line| draw.filter(|_| line.scale != Scale::PLAIN).map(|draw| draw(line, width)))?;
    writeln!(out)
}

/// Writes the lines of a page, those that `drawn` draws as it does.
fn lines(out: &mut impl Write, page: &Page, drawn: &dyn Fn(&Line) -> Option<String>) -> io::Result<()> {
    let mut row = 0;
    for line in &page.lines {
        for _ in row..line.row {
            writeln!(out)?;
        }
        match drawn(line) {
            Some(drawn) => write!(out, "{drawn}")?,
            None => writeln!(out, "{}", spaced(line).trim_end())?,
        }
        row = line.row + line.scale.rows;
    }
    Ok(())
}

/// The runs of a line at their places.
fn spaced(line: &Line) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for run in &line.runs {
        text.extend(std::iter::repeat_n(' ', usize::try_from(run.x.saturating_sub(column)).unwrap_or(0)));
        text.push_str(&run.text);
        column = run.x + run.width;
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::write;
    use crate::{
        layout::Sheet,
        model::{Article, Feed, RawHtml, TextSize},
        share::Setting,
        words::Words,
    };

    fn written(articles: Vec<Article>, width: u16) -> String {
        let feed = Feed { title: "Daily".into(), articles, ..Feed::default() };
        let setting =
            Setting { sheet: Sheet::for_pane(TextSize::Medium, width, None), zone: TimeZone::UTC, words: Words::english() };
        let mut out = Vec::new();
        write(&mut out, &[feed], &setting, None).expect("memory never fails");
        String::from_utf8(out).expect("UTF-8")
    }

    fn article(title: &'static str, markup: &str) -> Article {
        Article { title: title.into(), body: RawHtml::new(markup), ..Article::default() }
    }

    #[test]
    fn one_story_stands_alone() {
        let text = written(vec![article("Head", "<p>one two three</p>")], 20);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines, ["Head", "Daily", "", "one two three", ""]);
    }

    #[test]
    fn several_stories_come_after_the_list_of_their_headlines() {
        let text = written(vec![article("First", "<p>a</p>"), article("", "<p>Nameless words</p>")], 40);
        let headlines = text.find("1. First").zip(text.find("2. Nameless words"));
        assert!(headlines.is_some_and(|(first, second)| first < second), "{text}");
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    }
}
