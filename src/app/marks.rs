//! Marks on stories, one or many, and how they are taken back; what changes in the library.

use super::{
    App, Focus,
    action::Action,
    effect::{Effect, Effects, FeedDeed, FeedDeeds, Refresh, Which},
    event::{Marked, Progress},
    story::{self, Mark, StoryKey},
    subscriptions::Undoable,
};
use crate::{model::Order, query::Scope, words::Phrase};

/// How many deeds can be taken back.
const MOST_UNDONE: usize = 200;

impl App {
    /// Marks a story as read because it was opened. That is no deed to be taken back.
    pub(super) fn note_read(&mut self, key: StoryKey) -> Effects {
        let mark = Mark::Read(true);
        if self.list.has(key, &mark) != Some(false) {
            return Effects::none();
        }
        self.list.mark(&[key], &mark);
        Effect::Mark { which: Which::Stories(vec![key]), mark, undoing: true }.into()
    }

    /// Puts a mark on the marked stories, else on the chosen one; takes it off where it is there.
    pub(super) fn toggle(&mut self, mark: Mark) -> Effects {
        if self.focus == Focus::List
            && let Some(which) = self.list.which()
        {
            let mark = if self.list.picked_have(&mark) { mark.opposite() } else { mark };
            self.list.unpick();
            return self.ask_to_mark(which, mark).into();
        }
        let Some(row) = self.list.row(self.list.chosen()) else { return Effects::none() };
        let mark = if story::has(row, &mark) { mark.opposite() } else { mark };
        let which = Which::Stories(vec![row.key]);
        self.ask_to_mark(which, mark).into()
    }

    /// A mark that can be taken back, as soon as the library says what it changed.
    pub(super) fn ask_to_mark(&mut self, which: Which, mark: Mark) -> Effect {
        self.deeds_under_way += 1;
        Effect::Mark { which, mark, undoing: false }
    }

    /// Marks all that the list shows as read.
    pub(super) fn mark_all_read(&mut self) -> Effects {
        let scope = if self.focus == Focus::Feeds { self.feeds.chosen_scope() } else { self.list.scope().clone() };
        let newest = self.list.newest();
        self.ask_to_mark(Which::List { scope, newest }, Mark::Read(true)).into()
    }

    /// Takes note of what was marked.
    pub(super) fn marked(&mut self, marked: Marked) -> Effects {
        let Marked { stories, mark, undoing } = &marked;
        let seen: Vec<StoryKey> = stories.iter().copied().filter(|key| self.list.has(*key, mark) != Some(true)).collect();
        self.list.mark(&seen, mark);
        if let Mark::Tagged(tag, on) = mark {
            self.reader.set_tagged(stories, tag, *on);
        }
        if *undoing {
            return Effect::Contents.into();
        }
        if !stories.is_empty() {
            self.say_marked(stories.len(), mark);
            self.remember_deed(Undoable::Marked(marked));
        }
        let mut effects = Effects::from(Effect::Contents);
        effects.append(self.deed_done());
        effects
    }

    fn say_marked(&mut self, count: usize, mark: &Mark) {
        let key = match mark {
            Mark::Read(true) => "marked.read",
            Mark::Read(false) => "marked.unread",
            Mark::Starred(true) => "marked.starred",
            Mark::Starred(false) => "marked.unstarred",
            Mark::Later(true) => "marked.later",
            Mark::Later(false) => "marked.no-longer-later",
            Mark::Tagged(_, true) => "marked.tagged",
            Mark::Tagged(_, false) => "marked.untagged",
        };
        let stories = Phrase::new("masthead.stories").count(count);
        let undo = self.keys.anywhere(Action::Undo).into_iter().next().unwrap_or_default();
        self.say(&Phrase::new(key).with("stories", stories).with("key", undo), false);
    }

    /// Takes note that the library has done what was asked, and takes it back where that was asked meanwhile.
    pub(super) fn deed_done(&mut self) -> Effects {
        self.deeds_under_way = self.deeds_under_way.saturating_sub(1);
        if self.deeds_under_way > 0 {
            return Effects::none();
        }
        let mut effects = Effects::none();
        for _ in 0..std::mem::take(&mut self.undoings_waiting) {
            effects.append(self.undo());
        }
        effects
    }

    /// Takes back the latest deed; one that the library has not done yet when it has.
    pub(super) fn undo(&mut self) -> Effects {
        if self.deeds_under_way > 0 {
            self.undoings_waiting += 1;
            return Effects::none();
        }
        let deed = self.deeds.pop();
        let said = deed.as_ref().map_or_else(|| Phrase::new("note.nothing-undone"), undone);
        self.say(&said, false);
        match deed {
            Some(Undoable::Marked(Marked { stories, mark, .. })) => {
                Effect::Mark { which: Which::Stories(stories), mark: mark.opposite(), undoing: true }.into()
            }
            Some(Undoable::Removed(feeds, called)) => {
                let deeds = feeds.into_iter().map(|feed| (feed, FeedDeed::Restore)).collect();
                Effect::Feeds(FeedDeeds { called, deeds }).into()
            }
            Some(Undoable::Changed(before)) => Effect::Feeds(before).into(),
            None => Effects::none(),
        }
    }

    /// Keeps a deed so that it can be taken back.
    pub(super) fn remember_deed(&mut self, deed: Undoable) {
        self.deeds.push(deed);
        if self.deeds.len() > MOST_UNDONE {
            self.deeds.remove(0);
        }
    }

    /// Shows the stories of a scope in the list.
    pub(super) fn show(&mut self, scope: Scope) -> Effects {
        if *self.list.scope() == scope { Effects::none() } else { self.list.show(scope).into() }
    }

    /// The list in the next order: newest first, oldest first, by source; of a search also the best first.
    pub(super) fn sort(&mut self) -> Effects {
        let ranked = matches!(self.list.scope(), Scope::Query(query) if !query.highlights().is_empty());
        let (order, said) = match self.list.order() {
            Order::Newest => (Order::Oldest, "sort.oldest"),
            Order::Oldest => (Order::Source, "sort.source"),
            Order::Source if ranked => (Order::Relevance, "sort.relevance"),
            _ => (Order::Newest, "sort.newest"),
        };
        self.say(&Phrase::new(said), false);
        self.list.sort(order).into()
    }

    /// Asks for news of the feed or folder in hand.
    pub(super) fn refresh_here(&mut self) -> Effects {
        let scope = if self.focus == Focus::Feeds { self.feeds.chosen_scope() } else { self.list.scope().clone() };
        let which = match scope {
            Scope::Feed(_) | Scope::Folder(_) => Refresh::Scope(scope),
            _ => Refresh::All,
        };
        Effect::Refresh(which).into()
    }

    /// Takes note of how far a refresh has come.
    pub(super) fn refreshed(&mut self, progress: Progress) -> Effects {
        if !progress.ended {
            self.refreshing = Some(progress);
            return Effects::none();
        }
        self.refreshing = None;
        let new = Phrase::new("refresh.new").count(progress.new);
        let key = || self.keys.anywhere(Action::RefreshAll).into_iter().next().unwrap_or_default();
        let phrase = match progress.failed {
            0 if progress.new == 0 => Phrase::new("refresh.nothing"),
            0 => new,
            failed if failed == progress.total => Phrase::new("refresh.none").count(failed).with("key", key()),
            failed => Phrase::new("refresh.failed").count(failed).with("stories", new),
        };
        self.say(&phrase, false);
        self.library_changed()
    }

    /// Asks anew for what is shown of the library.
    pub(super) fn library_changed(&mut self) -> Effects {
        let mut effects = Effects::from(self.list.ask_again());
        effects.push(Effect::Contents);
        effects
    }

    /// The feeds pane: shown and focused, or hidden.
    pub(super) fn feeds_pane(&mut self) -> Effects {
        if self.focus == Focus::Feeds {
            self.feeds.open = false;
            self.focus_on(Focus::List);
        } else {
            self.feeds.open = true;
            self.focus_on(Focus::Feeds);
        }
        Effects::none()
    }
}

/// What is said of a deed that is taken back.
fn undone(deed: &Undoable) -> Phrase {
    match deed {
        Undoable::Marked(marked) => {
            let stories = Phrase::new("masthead.stories").count(marked.stories.len());
            Phrase::new("undone.mark").with("stories", stories)
        }
        Undoable::Removed(_, called) => Phrase::new("undone.removal").with("feed", called),
        Undoable::Changed(before) => Phrase::new("undone.change").with("feed", &before.called),
    }
}
