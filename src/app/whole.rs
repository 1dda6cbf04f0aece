//! The whole text of a story whose feed brings only its beginning: fetched from its page, kept, shown and turned back.

use super::{
    App,
    effect::{Effect, Effects},
    story::StoryKey,
};
use crate::words::Phrase;

impl App {
    /// Shows the whole text of the open story, or its feed's again.
    pub(super) fn whole_text(&mut self) -> Effects {
        self.reader.key().map_or_else(Effects::none, |key| Effect::TurnWhole(key).into())
    }

    /// No whole text is kept: it is asked for.
    pub(super) fn fetch_whole(&mut self, key: StoryKey) -> Effects {
        let link = self.reader.story().filter(|story| story.key == Some(key)).and_then(|story| story.link.clone());
        let Some(url) = link else {
            self.say(&Phrase::new("note.no-page"), false);
            return Effects::none();
        };
        self.say(&Phrase::new("whole.fetching").with("host", url.host().to_owned()), false);
        Effect::FetchWhole { key, url }.into()
    }

    /// The text of a story is another one now.
    pub(super) fn turned(&mut self, key: StoryKey) -> Effects {
        self.said = None;
        self.reader.reopen(key);
        Effects::none()
    }
}
