//! From an article of the library to a story on the screen.

use super::shelf::Shelved;
use crate::{app::story::Story, html, model::Article, text::CleanText};

/// Reads the article's markup and puts together what the page shows.
#[must_use]
pub fn story(generation: u64, shelved: Shelved) -> Story {
    let Shelved { key, name, feed, language, article, .. } = shelved;
    let base = article.base.as_ref().or(article.link.as_ref());
    let mut document = html::document(article.markup(), base);
    document.language = if article.language.is_empty() { language } else { article.language.clone() };
    let minutes = 0;
    Story {
        generation,
        key: Some(key),
        name,
        title: article.title.clone(),
        byline: byline(&article),
        source: feed,
        published: article.published,
        updated: article.updated,
        link: article.link,
        document,
        minutes,
        shared: 0,
    }
}

fn byline(article: &Article) -> CleanText {
    let names: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).filter(|name| !name.is_empty()).collect();
    CleanText::line(&names.join(", "))
}
