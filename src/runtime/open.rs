//! From an article of the library to a story on the screen.

use crate::{
    app::story::{Story, StoryName},
    html,
    layout::letters::glyph,
    model::{Article, Document, Target},
    store::Stored,
    text::{self, CleanText, SafeUrl},
    words::Phrase,
};

/// The letters by which a story's script is judged.
const ENOUGH_LETTERS: usize = 1_000;

/// Reads the article's markup and puts together what the page shows.
#[must_use]
pub fn story(generation: u64, stored: &Stored) -> Story {
    let Stored { key, about: feed, article, status, .. } = stored;
    let (document, foot) = with_discussion(html::story(feed, article), article);
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
        foot,
        shared: status.shared,
        tags: status.tags.clone(),
        whole: stored.whole,
    }
}

/// The story with a line below it that leads to what others say of it, and what the line says. A link to there that the
/// story has already is enough, where nothing more is known.
fn with_discussion(story: Document, article: &Article) -> (Document, Option<Phrase>) {
    let count = article.comment_count.filter(|count| *count > 0);
    let page = article.comments.clone().filter(|page| Some(page) != article.link.as_ref());
    let is_linked = |page: &SafeUrl| story.links.iter().any(|link| matches!(&link.target, Target::Web(url) if url == page));
    if count.is_none() && page.as_ref().is_none_or(is_linked) {
        return (story, None);
    }
    let line = count.map_or_else(|| Phrase::new("story.discussion"), |count| Phrase::new("story.comments").count(count));
    (html::with_foot(story, line.english(), page), Some(line))
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

#[cfg(test)]
mod tests {
    use super::with_discussion;
    use crate::{
        html,
        model::{Article, Document, Feed, RawHtml},
        text::SafeUrl,
    };

    fn shown(article: &Article) -> (Document, Option<String>) {
        let (story, foot) = with_discussion(html::story(&Feed::default(), article), article);
        (story, foot.map(|line| line.english().to_string()))
    }

    fn article(markup: &str, count: Option<u32>) -> Article {
        let comments = SafeUrl::parse("https://e.org/1#talk");
        Article { body: RawHtml::new(markup), comments, comment_count: count, ..Article::default() }
    }

    #[test]
    fn a_story_leads_to_what_others_say_of_it() {
        for (count, line) in [(Some(7), "7 comments"), (Some(1), "1 comment"), (Some(0), "Comments"), (None, "Comments")] {
            let (story, foot) = shown(&article("<p>Text.", count));
            assert_eq!((foot.as_deref(), story.links.len(), story.blocks.len()), (Some(line), 1, 2));
        }
        let nowhere = Article { comments: None, ..article("<p>Text.", Some(3)) };
        assert_eq!((shown(&nowhere).1.as_deref(), shown(&nowhere).0.links.len()), (Some("3 comments"), 0));
    }

    #[test]
    fn nothing_is_added_where_there_is_no_talk_or_the_story_links_to_it_already() {
        assert_eq!(shown(&Article { comments: None, ..article("<p>Text.", Some(0)) }).1, None);
        assert_eq!(shown(&article("<p><a href='https://e.org/1#talk'>Comments</a>", None)).1, None);
    }
}
