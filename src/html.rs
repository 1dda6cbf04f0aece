//! Markup into a [`Document`], and what a page says of itself: the only room that knows tags.

mod attributes;
mod build;
mod byline;
mod flatten;
mod foot;
mod furniture;
mod head;
mod inline;
mod markdown;
mod page;
mod parse;
mod prose;
mod prune;
mod sink;
mod tags;
mod tree;
mod write;

pub use foot::with_foot;
pub use furniture::{furniture, is_toolbar, without_repeated_headline};
pub use head::{FeedLink, Head};
pub use markdown::markdown;
pub use page::Page;
pub use prose::{Stretch, is_wrapped, stretches};

use crate::decode::{entity, strip};
use crate::model::{Article, Block, Document, Feed, RawHtml, Span};
use crate::text::{CleanText, SafeUrl};

/// The story in a piece of markup; relative addresses start from `base`.
///
/// Every word stays, in order, however broken the markup is; scripts, styles and what the author hid go.
#[must_use]
pub fn document(markup: &RawHtml, base: Option<&SafeUrl>) -> Document {
    let parsed = parse::parse(markup.markup());
    if !parsed.tagged {
        return plain_document(&parsed.tree.text(parsed.tree.root()));
    }
    build::Builder::new(&parsed.tree, base).document(parsed.tree.root())
}

/// The story of an article, as it is read: without what belongs to no story, headline and byline said once, the feed's
/// language where the article names none.
#[must_use]
pub fn story(feed: &Feed, article: &Article) -> Document {
    let base = article.base.as_ref().or(article.link.as_ref()).or(feed.link.as_ref());
    let story = furniture(document(article.markup(), base));
    let story = furniture::without_origin(story, article.link.as_ref(), feed.link.as_ref());
    let story = without_repeated_headline(story, &article.title);
    let mut story = byline::without_repeated_byline(story, feed, article);
    if story.language.is_empty() {
        let language = if article.language.is_empty() { &feed.language } else { &article.language };
        story.language = language.clone();
    }
    story
}

/// What a page that came from `address` says of itself.
#[must_use]
pub fn head(markup: &str, address: Option<&SafeUrl>) -> Head {
    Page::parse(markup, address).head()
}

/// Text without a single tag has its paragraphs where its blank lines are.
fn plain_document(text: &str) -> Document {
    let block = |stretch| match stretch {
        Stretch::Paragraph(text) => Block::Paragraph(vec![Span { text: CleanText::block(&text), ..Span::default() }]),
        Stretch::Preformatted(text) => Block::code(CleanText::block(&text)),
    };
    Document { blocks: prose::stretches(text).into_iter().map(block).collect(), ..Document::default() }
}

/// Plain words as markup.
#[must_use]
pub fn escaped(words: &str) -> RawHtml {
    let mut markup = String::with_capacity(words.len());
    entity::escape_into(words, &mut markup);
    RawHtml::new(markup)
}

/// The words of a piece of markup on one line, for a headline or a summary.
#[must_use]
pub fn plain_text(markup: &RawHtml) -> CleanText {
    if !markup.markup().contains(['<', '&']) {
        return CleanText::line(markup.markup());
    }
    let words: Vec<CleanText> = document(markup, None).leaf_texts();
    CleanText::line(&words.iter().map(|text| &**text).collect::<Vec<_>>().join(" "))
}

/// All words of a piece of markup, however long, for searches: nothing is built, so it costs a fraction of a document. What
/// an author hid is found too.
#[must_use]
pub fn searched_text(markup: &RawHtml) -> CleanText {
    CleanText::from(strip::text(markup.markup()).into_owned())
}

#[cfg(test)]
mod tests;
