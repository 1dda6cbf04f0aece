//! From an article of the library to a story on the screen.

use crate::{
    app::story::{Story, StoryName},
    html,
    layout::letters::glyph,
    model::Article,
    store::Stored,
    text::{self, CleanText},
};

/// The letters by which a story's script is judged.
const ENOUGH_LETTERS: usize = 1_000;

/// Reads the article's markup and puts together what the page shows.
#[must_use]
pub fn story(generation: u64, stored: &Stored) -> Story {
    let Stored { key, about: feed, article, status, .. } = stored;
    let document = html::story(feed, article);
    let texts = document.leaf_texts();
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
        wide: is_wide(&article.title, &texts),
        drawable: is_drawable(&texts),
        minutes: u32::try_from(document.reading_minutes()).unwrap_or(u32::MAX),
        document,
        shared: status.shared,
        tags: status.tags.clone(),
        whole: stored.whole,
    }
}

/// Whether a headline or story holds characters that are two cells wide.
fn is_wide(title: &CleanText, texts: &[CleanText]) -> bool {
    let wide = |text: &CleanText| !text.is_ascii() && text::graphemes(text).any(|(_, columns)| columns > 1);
    wide(title) || texts.iter().any(wide)
}

/// Whether a story is of a script that can be drawn from block characters, a foreign word here and there left aside.
fn is_drawable(texts: &[CleanText]) -> bool {
    let letters = texts.iter().flat_map(|text| text::graphemes(text)).map(|(grapheme, _)| glyph(grapheme).is_some());
    let (mut drawn, mut all) = (0_usize, 0_usize);
    for letter in letters.take(ENOUGH_LETTERS) {
        (drawn, all) = (drawn + usize::from(letter), all + 1);
    }
    drawn * 10 >= all * 9
}

fn byline(article: &Article) -> CleanText {
    let names = article.authors.iter().map(|author| author.name.as_str()).filter(|name| !name.is_empty());
    CleanText::line(&names.collect::<Vec<_>>().join(", "))
}
