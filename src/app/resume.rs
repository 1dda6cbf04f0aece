//! Where the reader left off: what is kept from run to run, and the way back to it.

use super::{
    App, Focus,
    effect::{Effect, Effects, Home, Memory},
    story::{self, Around, StoryKey},
};
use crate::{
    query::{Query, Scope},
    text::CleanText,
    words::Phrase,
};

/// Where the reader stands: in a library of their own, or before one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// The library is the reader's own, not one of what was named.
    pub home: bool,
    /// The reader has no feeds yet, and named nothing.
    pub greeted: bool,
    /// The welcome was seen, in this run or before.
    pub welcomed: bool,
}

impl App {
    /// What is to be kept for the next run: what is open now, else what was open then.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let (story, place) = match self.reader.name() {
            Some(name) => (Some(name.clone()), Some(self.reader.place())),
            None => (self.kept.story.clone(), self.kept.place),
        };
        Memory {
            size: self.reader.size(),
            large_list: self.large_list,
            measure: self.reader.measure(),
            theme: self.theme.clone(),
            language: self.language.clone(),
            widths: self.widths,
            welcomed: self.standing.welcomed,
            story,
            place,
            order: self.list.order(),
            home: self.at_home().or_else(|| self.kept.home.clone()),
            unfinished: self.unfinished.clone(),
        }
    }

    /// Where the reader is in the library; `None` in anything else, and where no story is open.
    fn at_home(&self) -> Option<Home> {
        let story = self.reader.key().filter(|_| self.standing.home)?;
        let reading = matches!(self.focus, Focus::Body | Focus::Toolbar);
        Some(Home { scope: name_of(self.list.scope()), story, place: self.reader.place(), reading })
    }

    /// Shows the library, as the reader left it unless something was done since.
    pub(super) fn go_home(&mut self) -> Effects {
        self.sources.clear();
        self.standing.home = true;
        let left = self.kept.home.clone().filter(|_| self.resume.is_some());
        let mut effects = Effects::from(match left {
            Some(left) => {
                self.focus_on(if left.reading { Focus::Body } else { Focus::List });
                let scope = scope_of(&left.scope).unwrap_or_default();
                self.feeds.seek(scope.clone());
                self.list.show_around(scope, Around::Story(left.story, 0))
            }
            None => self.list.show(Scope::All),
        });
        effects.push(Effect::Contents);
        effects.push(self.rules());
        effects
    }

    /// Chooses the story of the last run when it comes in, unless the reader has moved since.
    pub(super) fn find_last_story(&mut self) {
        if self.standing.home {
            return;
        }
        let Some(name) = self.resume.as_ref().and_then(|memory| memory.story.clone()) else { return };
        self.list.choose_story(|row| story::name(row) == name);
    }

    /// The place at which the story was left that came in first.
    pub(super) fn place_left(&mut self) {
        let Some(memory) = &self.resume else { return };
        let place = match &memory.home {
            Some(home) if self.standing.home => self.reader.key().filter(|key| *key == home.story).map(|_| home.place),
            _ => memory.story.as_ref().filter(|story| self.reader.name() == Some(story)).and(memory.place),
        };
        if let Some(place) = place {
            self.resume = None;
            self.reader.go_to(place);
        }
    }

    /// Opens a story wherever it is: in what the list shows, else among all stories.
    pub(super) fn go_to_story(&mut self, key: StoryKey) -> Effects {
        // Where the last run was left no longer counts.
        self.resume = None;
        self.focus_on(Focus::Body);
        self.opening = true;
        if self.list.choose_story(|row| row.key == key) {
            return Effects::none();
        }
        self.sought = Some(key);
        let place = self.list.chosen();
        self.list.ask(Around::Story(key, place)).into()
    }

    /// Looks among all stories where a story that is sought was not in what the list shows.
    pub(super) fn seek_on(&mut self) -> Effects {
        let Some(key) = self.sought.take() else { return Effects::none() };
        if self.list.choose_story(|row| row.key == key) {
            return Effects::none();
        }
        if *self.list.scope() == Scope::All {
            self.opening = false;
            self.focus_on(Focus::List);
            self.say(&Phrase::new("note.story-gone"), false);
            return Effects::none();
        }
        self.sought = Some(key);
        self.list.show_around(Scope::All, Around::Story(key, 0)).into()
    }
}

/// A name for what a list shows that holds from run to run. What is only looked for is not kept.
fn name_of(scope: &Scope) -> CleanText {
    match scope {
        Scope::Unread => "unread".into(),
        Scope::Starred => "starred".into(),
        Scope::Later => "later".into(),
        Scope::Folder(name) => CleanText::line(&format!("folder:{name}")),
        Scope::Feed(id) => CleanText::line(&format!("feed:{}", id.0)),
        Scope::Query(query) if !query.is_typed() => CleanText::line(&format!("query:{}", query.text())),
        Scope::All | Scope::Query(_) => "all".into(),
    }
}

fn scope_of(name: &str) -> Option<Scope> {
    Some(match (name, name.split_once(':')) {
        (_, Some(("folder", folder))) => Scope::Folder(CleanText::line(folder)),
        (_, Some(("feed", id))) => Scope::Feed(crate::model::FeedId(id.parse().ok()?)),
        (_, Some(("query", text))) => Scope::Query(Query::parse(text).ok()?),
        ("unread", _) => Scope::Unread,
        ("starred", _) => Scope::Starred,
        ("later", _) => Scope::Later,
        _ => Scope::All,
    })
}

#[cfg(test)]
mod tests {
    use super::{Query, Scope, name_of, scope_of};
    use crate::model::FeedId;

    #[test]
    fn what_a_list_shows_is_found_again_by_its_name() {
        let query = Scope::Query(Query::parse("ferry -\"last boat\"").expect("a question"));
        for scope in [Scope::All, Scope::Unread, Scope::Folder("News: local".into()), Scope::Feed(FeedId(7)), query] {
            assert_eq!(scope_of(&name_of(&scope)), Some(scope));
        }
        assert_eq!(name_of(&Scope::Query(Query::typed("ferr").expect("a question"))).as_str(), "all");
    }
}
