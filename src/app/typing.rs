//! Keys and pasted text on their way to whatever is typed on, chosen from, or has the focus.

use super::{
    App,
    effect::Effects,
    hints::Chosen,
    search::{Search, Typed},
};
use crate::{config::Key, text::CleanText, words::Phrase};

impl App {
    pub(super) fn pasted(&mut self, text: &CleanText) -> Effects {
        if self.popup_paste(text) {
            return Effects::none();
        }
        if let Some(search) = self.search.as_mut().filter(|search| search.typing) {
            search.paste(text);
            self.look();
        }
        Effects::none()
    }

    /// Hands a key to the line that is typed on; every letter looks at once.
    fn type_search(&mut self, key: Key) {
        let Some(search) = &mut self.search else { return };
        match search.key(key) {
            Typed::Changed => self.look(),
            Typed::Done if search.hits().is_empty() => {
                let phrase = Phrase::new("search.missed").with("words", search.words());
                self.search = None;
                self.say(&phrase, false);
            }
            Typed::Done => search.typing = false,
            Typed::Given => self.search = None,
            Typed::Nothing => {}
        }
    }

    /// Looks for the words of the search and shows the first hit.
    pub(super) fn look(&mut self) {
        let (Some(search), Some(story)) = (&mut self.search, self.reader.story()) else { return };
        search.find(&story.document);
        self.show_hit();
    }

    /// Brings the hit that the search is at into sight.
    pub(super) fn show_hit(&mut self) {
        let at = self.search.as_ref().and_then(Search::current).map(|(_, hit)| hit.anchor());
        if let Some(anchor) = at {
            self.reader.show(anchor);
        }
    }

    pub(super) fn press(&mut self, key: Key) -> Effects {
        self.said = None;
        if self.search.as_ref().is_some_and(|search| search.typing) {
            self.type_search(key);
            return Effects::none();
        }
        if let Some(effects) = self.number_key(key) {
            return effects;
        }
        if let Some(hints) = &mut self.hints {
            return match hints.key(key) {
                Chosen::Link(link) => self.follow(link),
                Chosen::Waiting => Effects::none(),
                Chosen::Nothing => {
                    self.hints = None;
                    Effects::none()
                }
            };
        }
        if let Some(effects) = self.popup_key(key) {
            return effects;
        }
        let focus = self.focus();
        match self.keys.press(key, focus) {
            Some(asked) => self.act(asked),
            None => Effects::none(),
        }
    }
}
