//! Searching the library: the list shows what is found while the words are typed, and the words are marked in list and story.

use super::{
    App, Focus,
    effect::Effects,
    foot::Note,
    popup::Popup,
    prompt::{Prompt, Remark},
    search::Search,
    share::Question,
    story::StoryKey,
};
use crate::{
    query::{Query, QueryError, Scope},
    text::CleanText,
    words::Phrase,
};

/// Where the words of what the list asks for stand in a story.
#[derive(Clone, Debug)]
pub struct Found {
    query: Query,
    story: Option<StoryKey>,
    search: Search,
}

impl Found {
    /// The places.
    #[must_use]
    pub fn search(&self) -> &Search {
        &self.search
    }
}

impl App {
    /// Opens the line that is searched with.
    pub(super) fn begin_find(&mut self) -> Effects {
        let text = match self.list.scope() {
            Scope::Query(query) if query.is_typed() => query.text().to_string(),
            _ => String::new(),
        };
        if text.is_empty() {
            self.before_find = Some(self.list.scope().clone());
        }
        self.focus_on(Focus::List);
        let mut prompt = Prompt::new(self.words().get("prompt.find").into(), &text);
        prompt.set_remark(self.remark(&text, false));
        self.open_popup(Popup::Ask(prompt, Question::Find))
    }

    /// Shows what the words find so far; where they are no question yet, what they found last stays.
    pub(super) fn find_typed(&mut self, text: &str) -> Effects {
        self.remark_on_find(text, false);
        if text.trim().is_empty() {
            return self.show(self.before_find.clone().unwrap_or_default());
        }
        match self.question(text) {
            Ok(query) => self.show(Scope::Query(query)),
            Err(_) => Effects::none(),
        }
    }

    /// The words stand: the list keeps what they found while they were typed, and has the rest of it too. A question that is
    /// none stays on its line, with what is wrong.
    pub(super) fn find(&mut self, text: &str) -> Effects {
        if text.trim().is_empty() {
            return self.end_find();
        }
        let Ok(query) = self.question(text).map(Query::standing) else { return Effects::none() };
        let widens = matches!(self.list.scope(), Scope::Query(shown) if shown.text() == query.text());
        let scope = Scope::Query(query);
        if widens { self.list.widen(scope).into() } else { self.show(scope) }
    }

    /// Whether the line holds a question; if not, it is said what is wrong.
    pub(super) fn may_stand(&mut self, text: &str) -> bool {
        self.remark_on_find(text, true);
        text.trim().is_empty() || self.question(text).is_ok()
    }

    fn question(&self, text: &str) -> Result<Query, QueryError> {
        Query::typed_with(text, &self.setup.smart)
    }

    fn remark_on_find(&mut self, text: &str, bad: bool) {
        let remark = self.remark(text, bad);
        if let Some(Popup::Ask(prompt, Question::Find)) = &mut self.popup {
            prompt.set_remark(remark);
        }
    }

    /// What is wrong with a question, else what can be asked.
    fn remark(&self, text: &str, bad: bool) -> Option<Remark> {
        let words = self.words();
        if text.trim().is_empty() {
            return Some(Remark { text: words.get("find.hint").into(), ..Remark::default() });
        }
        let error = self.question(text).err()?;
        Some(Remark { text: words.say(&error.problem.phrase()), at: Some(error.at), bad })
    }

    /// Leaves what was found and shows what was shown before.
    pub(super) fn end_find(&mut self) -> Effects {
        self.before_find.take().map_or_else(Effects::none, |scope| self.show(scope))
    }

    /// Whether the list shows what a search found.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        matches!(self.list.scope(), Scope::Query(query) if query.is_typed())
    }

    /// Looks for the words of what the list asks for in the story that is open now.
    pub(super) fn look_for_found(&mut self) {
        let (Scope::Query(query), Some(story)) = (self.list.scope(), self.reader.story()) else {
            self.found = None;
            return;
        };
        if self.found.as_ref().is_some_and(|found| found.query == *query && found.story == story.key) {
            return;
        }
        let search = Search::of(query, &story.document);
        self.found = Some(Found { query: query.clone(), story: story.key, search });
    }

    /// Goes to the next hit of a search of the library in the open story, or to the one before; `false` where there is none.
    pub(super) fn step_found(&mut self, forward: bool) -> bool {
        let reading = self.is_finding() && self.focus == Focus::Body;
        let Some(found) = self.found.as_mut().filter(|found| reading && !found.search.hits().is_empty()) else { return false };
        found.search.step_on(forward);
        let Some((number, hit)) = found.search.current() else { return false };
        let (anchor, all) = (hit.anchor(), found.search.hits().len());
        self.reader.show(anchor);
        let text = self.words().say(&Phrase::new("search.at").with("n", number + 1).with("all", all));
        let text = CleanText::line(&format!("/{}  {text}", self.searched()));
        self.said = Some(Note { text, bad: false });
        true
    }

    fn searched(&self) -> CleanText {
        match self.list.scope() {
            Scope::Query(query) => query.text().clone(),
            _ => CleanText::new(),
        }
    }

    /// Marks the hits of a search of the library no more. Returns whether there were any.
    pub(super) fn end_found(&mut self) -> bool {
        let reading = self.is_finding() && self.focus == Focus::Body;
        match self.found.as_mut().filter(|found| reading && !found.search.hits().is_empty()) {
            Some(found) => {
                found.search = Search::default();
                true
            }
            None => false,
        }
    }
}
