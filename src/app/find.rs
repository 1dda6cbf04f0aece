//! Searching the library: the list shows what is found while the words are typed.

use super::{App, Focus, effect::Effects, popup::Popup, prompt::Prompt, share::Question};
use crate::{
    query::{Query, Scope},
    text::CleanText,
    words::Phrase,
};

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
        let prompt = Prompt::new(self.words().get("prompt.find").into(), &text);
        self.open_popup(Popup::Ask(prompt, Question::Find))
    }

    /// Shows what the words find so far; where they are no question yet, what they found last stays.
    pub(super) fn find_typed(&mut self, text: &str) -> Effects {
        if text.trim().is_empty() {
            return self.show(self.before_find.clone().unwrap_or_default());
        }
        match Query::typed(text) {
            Ok(query) => self.show(Scope::Query(query)),
            Err(_) => Effects::none(),
        }
    }

    /// The words stand: the list keeps what they find.
    pub(super) fn find(&mut self, text: &str) -> Effects {
        if text.trim().is_empty() {
            return self.end_find();
        }
        match Query::typed(text) {
            Ok(query) => self.show(Scope::Query(query)),
            Err(error) => {
                let what = Phrase::Text(CleanText::line(&error.to_string()));
                let where_ = CleanText::line(text);
                self.say(&Phrase::new("error.at").with("where", where_).with("what", what), true);
                Effects::none()
            }
        }
    }

    /// Leaves what was found and shows what was shown before. Returns whether something was being looked for.
    pub(super) fn end_find(&mut self) -> Effects {
        self.before_find.take().map_or_else(Effects::none, |scope| self.show(scope))
    }

    /// Whether the list shows what a search found.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.before_find.is_some() && matches!(self.list.scope(), Scope::Query(_))
    }
}
