//! Marks on stories, one or many, and how they are taken back; what changes in the library.

use super::{
    App, Focus,
    action::Action,
    effect::{Effect, Effects, FeedDeed, Refresh, Which},
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

    /// Puts a mark on the chosen story, or takes it off where it is there.
    pub(super) fn toggle(&mut self, mark: Mark) -> Effects {
        let Some(row) = self.list.row(self.list.chosen()) else { return Effects::none() };
        let mark = if story::has(row, &mark) { mark.opposite() } else { mark };
        Effect::Mark { which: Which::Stories(vec![row.key]), mark, undoing: false }.into()
    }

    /// Marks all that the list shows as read.
    pub(super) fn mark_all_read(&mut self) -> Effects {
        let scope = if self.focus == Focus::Feeds { self.feeds.chosen_scope() } else { self.list.scope().clone() };
        let newest = self.list.newest();
        Effect::Mark { which: Which::List { scope, newest }, mark: Mark::Read(true), undoing: false }.into()
    }

    /// Takes note of what was marked.
    pub(super) fn marked(&mut self, marked: Marked) -> Effects {
        let Marked { stories, mark, undoing } = &marked;
        let seen: Vec<StoryKey> = stories.iter().copied().filter(|key| self.list.has(*key, mark) != Some(true)).collect();
        self.list.mark(&seen, mark);
        if !undoing && !stories.is_empty() {
            self.say_marked(stories.len(), mark);
            self.remember_deed(Undoable::Marked(marked));
        }
        Effect::Contents.into()
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

    /// Takes back the latest deed.
    pub(super) fn undo(&mut self) -> Effects {
        match self.deeds.pop() {
            Some(Undoable::Marked(Marked { stories, mark, .. })) => {
                Effect::Mark { which: Which::Stories(stories), mark: mark.opposite(), undoing: true }.into()
            }
            Some(Undoable::Removed(feed)) => Effect::Feed(feed, FeedDeed::Restore).into(),
            None => {
                self.say(&Phrase::new("note.nothing-undone"), false);
                Effects::none()
            }
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

    /// The list in the next order: newest first, oldest first, by source.
    pub(super) fn sort(&mut self) -> Effects {
        let (order, said) = match self.list.order() {
            Order::Newest => (Order::Oldest, "sort.oldest"),
            Order::Oldest => (Order::Source, "sort.source"),
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
