//! What the screen knows of stories: the rows of the list, and the one that is open.

pub use crate::model::{Around, Headline, Mark, Page, StoryKey};
use crate::{
    model::{Attachment, Block, Dateline, Document, Place},
    text::{CleanText, SafeUrl},
    words::{Phrase, Words},
};

/// Whether a row has a mark.
#[must_use]
pub fn has(row: &Headline, mark: &Mark) -> bool {
    match mark {
        Mark::Read(on) => row.read == *on,
        Mark::Starred(on) => row.starred == *on,
        Mark::Later(on) => row.later == *on,
        Mark::Tagged(tag, on) => row.tags.contains(tag) == *on,
    }
}

/// Puts a mark on a row.
pub fn put(row: &mut Headline, mark: &Mark) {
    match mark {
        Mark::Read(on) => row.read = *on,
        Mark::Starred(on) => row.starred = *on,
        Mark::Later(on) => row.later = *on,
        Mark::Tagged(tag, true) => {
            if let Err(place) = row.tags.binary_search(tag) {
                row.tags.insert(place, tag.clone());
            }
        }
        Mark::Tagged(tag, false) => row.tags.retain(|own| own != tag),
    }
}

/// A name for a row's story that holds from run to run.
#[must_use]
pub fn name(row: &Headline) -> StoryName {
    StoryName { source: row.source.clone(), id: row.id.0.clone() }
}

/// A story, open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The question that this answers.
    pub generation: u64,
    /// The story's number.
    pub key: Option<StoryKey>,
    /// How far it was read.
    pub place: Option<Place>,
    /// What outlives the library's numbers: the feed's name and the article's id, for the next run.
    pub name: StoryName,
    /// The headline.
    pub title: CleanText,
    /// Who wrote it; may be empty.
    pub byline: CleanText,
    /// The feed's title; may be empty.
    pub source: CleanText,
    /// When it was published or changed.
    pub dateline: Option<Dateline>,
    /// Its web page.
    pub link: Option<SafeUrl>,
    /// Recordings, films and other files that belong to it.
    pub attachments: Vec<Attachment>,
    /// The body.
    pub document: Document,
    /// What the last line of the body says that newsprint adds to it; `None` where it adds none.
    pub foot: Option<Phrase>,
    /// Whether its headline or body has wide characters.
    pub wide: bool,
    /// Whether there are drawn letters for it.
    pub drawable: bool,
    /// How long it takes to read, in minutes.
    pub minutes: u32,
    /// How often this reader shared it.
    pub shared: u32,
    /// The reader's own tags.
    pub tags: Vec<CleanText>,
    /// Whether the text is that of its page, not of its feed.
    pub whole: bool,
}

impl Story {
    /// Says the line that newsprint adds to the body in the reader's language.
    pub fn speak(&mut self, words: Words) {
        let (Some(foot), Some(Block::Paragraph(line))) = (&self.foot, self.document.blocks.last_mut()) else { return };
        if let [span] = line.as_mut_slice() {
            span.text = words.say(foot);
        }
    }
}

/// A name for a story that holds from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct StoryName {
    /// What its source is called.
    pub source: CleanText,
    /// Its id within that source.
    pub id: CleanText,
}

#[cfg(test)]
mod tests {
    use super::Story;
    use crate::{
        model::{Block, Document, Span},
        words::{Phrase, Words},
    };

    #[test]
    fn the_line_below_a_story_is_said_in_the_language_of_now() {
        let line = |text: &'static str| vec![Block::Paragraph(vec![Span { text: text.into(), ..Span::default() }])];
        let document = Document { blocks: line("?"), ..Document::default() };
        let mut story = Story { document, foot: Some(Phrase::new("story.comments").count(2)), ..Story::default() };
        for words in Words::built_in() {
            story.speak(words);
            let said = if words.tag() == "en" { "2 comments" } else { "2 条评论" };
            assert_eq!(story.document.blocks, line(said));
        }
    }
}
