//! From an article of the library to a story on the screen.

use crate::{
    app::story::{Story, StoryName},
    html,
    model::{Article, Document},
    store::Stored,
    text::{self, CleanText},
};

/// Reads the article's markup and puts together what the page shows.
#[must_use]
pub fn story(generation: u64, stored: &Stored) -> Story {
    let Stored { key, about: feed, article, status, .. } = stored;
    let document = html::story(feed, article);
    Story {
        generation,
        key: Some(*key),
        place: status.place,
        name: StoryName { source: feed.title.clone(), id: article.id.0.clone() },
        title: article.title.clone(),
        byline: byline(article),
        source: feed.title.clone(),
        dateline: article.dateline(),
        link: article.link.clone(),
        attachments: article.attachments.clone(),
        wide: is_wide(&article.title, &document),
        minutes: u32::try_from(document.reading_minutes()).unwrap_or(u32::MAX),
        document,
        shared: status.shared,
        tags: status.tags.clone(),
        whole: stored.whole,
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
