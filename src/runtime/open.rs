//! From an article of the library to a story on the screen.

use super::shelf::Shelved;
use crate::{
    app::story::Story,
    html,
    model::{Article, Document},
    text::{self, CleanText},
};

/// Reads the article's markup and puts together what the page shows.
#[must_use]
pub fn story(generation: u64, shelved: &Shelved) -> Story {
    let Shelved { key, name, feed, article, .. } = shelved;
    let document = html::story(feed, article);
    Story {
        generation,
        key: Some(*key),
        name: name.clone(),
        title: article.title.clone(),
        byline: byline(article),
        source: feed.title.clone(),
        dateline: article.dateline(),
        link: article.link.clone(),
        attachments: article.attachments.clone(),
        wide: is_wide(&article.title, &document),
        minutes: u32::try_from(document.reading_minutes()).unwrap_or(u32::MAX),
        document,
        shared: 0,
    }
}

/// Whether a headline or story holds characters that are two cells wide.
fn is_wide(title: &CleanText, document: &Document) -> bool {
    let wide = |text: &CleanText| !text.is_ascii() && text::graphemes(text).any(|(_, columns)| columns > 1);
    wide(title) || document.leaf_texts().iter().any(wide)
}

fn byline(article: &Article) -> CleanText {
    let names = article.authors.iter().map(|author| author.name.as_str()).filter(|name| !name.is_empty());
    CleanText::line(&names.collect::<Vec<_>>().join(", "))
}
