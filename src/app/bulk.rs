//! Stories that are marked for a bulk action: one by one, and a range that goes on to the chosen one.

use std::collections::BTreeSet;

use super::{
    App,
    action::Action,
    effect::{Effects, Which},
    list::List,
    story::{self, Mark, StoryKey},
};
use crate::words::Phrase;

/// What is marked in a list.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    one_by_one: BTreeSet<StoryKey>,
    /// Where the range begins: the story, and its place in the whole list.
    range: Option<(StoryKey, usize)>,
}

impl List {
    /// Marks the chosen story, or takes the mark off, and goes on to the next.
    pub fn pick(&mut self) {
        let Some(key) = self.chosen_key() else { return };
        if !self.bulk.one_by_one.remove(&key) {
            self.bulk.one_by_one.insert(key);
        }
        self.step(1);
    }

    /// Begins a range at the chosen story; or ends it, so that its stories stay marked. `false` where it can't be ended
    /// since not all of its stories are at hand.
    pub fn pick_range(&mut self) -> bool {
        let Some((_, from)) = self.bulk.range else {
            self.bulk.range = self.chosen_key().map(|key| (key, self.chosen()));
            return true;
        };
        let Some(inside) = self.keys_between(from, self.chosen()) else { return false };
        self.bulk.one_by_one.extend(inside);
        self.bulk.range = None;
        true
    }

    /// Takes all these marks off. Returns whether there were any.
    pub fn unpick(&mut self) -> bool {
        let bulk = std::mem::take(&mut self.bulk);
        bulk.range.is_some() || !bulk.one_by_one.is_empty()
    }

    /// Whether the story at a place is marked.
    #[must_use]
    pub fn is_picked(&self, place: usize) -> bool {
        let in_range = self.bulk.range.is_some_and(|(_, from)| {
            let chosen = self.chosen();
            (from.min(chosen)..=from.max(chosen)).contains(&place)
        });
        in_range || self.row(place).is_some_and(|row| self.bulk.one_by_one.contains(&row.key))
    }

    /// How many stories are marked.
    #[must_use]
    pub fn picked(&self) -> usize {
        let Some((_, from)) = self.bulk.range else { return self.bulk.one_by_one.len() };
        let (first, last) = (from.min(self.chosen()), from.max(self.chosen()));
        let inside = |key: &&StoryKey| self.place_of(**key).is_some_and(|place| (first..=last).contains(&place));
        last - first + 1 + self.bulk.one_by_one.len() - self.bulk.one_by_one.iter().filter(inside).count()
    }

    /// The marked stories; `None` where there are none.
    #[must_use]
    pub fn which(&self) -> Option<Which> {
        let others: Vec<StoryKey> = self.bulk.one_by_one.iter().copied().collect();
        let Some((first, from)) = self.bulk.range else {
            return Some(others).filter(|others| !others.is_empty()).map(Which::Stories);
        };
        match (self.keys_between(from, self.chosen()), self.chosen_key()) {
            (Some(inside), _) => {
                let all: BTreeSet<StoryKey> = others.into_iter().chain(inside).collect();
                Some(Which::Stories(all.into_iter().collect()))
            }
            (None, Some(last)) => {
                let (scope, order) = (self.scope().clone(), self.order());
                Some(Which::Between { scope, order, ends: (first, last), others })
            }
            (None, None) => None,
        }
    }

    /// Whether all marked stories have a mark, as far as they are at hand.
    #[must_use]
    pub fn picked_have(&self, mark: &Mark) -> bool {
        let first = self.place_of_first();
        let rows = (first..first + self.at_hand()).filter(|place| self.is_picked(*place)).filter_map(|place| self.row(place));
        rows.fold((true, false), |(all, _), row| (all && story::has(row, mark), true)) == (true, true)
    }

    /// Finds the beginning of the range again after other stories came in.
    pub(super) fn follow_range(&mut self) {
        if let Some((key, _)) = self.bulk.range
            && let Some(place) = self.place_of(key)
        {
            self.bulk.range = Some((key, place));
        }
    }

    /// The stories from one place to another, where all of them are at hand.
    fn keys_between(&self, one: usize, other: usize) -> Option<Vec<StoryKey>> {
        (one.min(other)..=one.max(other)).map(|place| self.row(place).map(|row| row.key)).collect()
    }
}

impl App {
    /// Marks the chosen story for a bulk action.
    pub(super) fn pick(&mut self) -> Effects {
        self.list.pick();
        self.say_picked();
        Effects::none()
    }

    /// Begins or ends a range.
    pub(super) fn pick_range(&mut self) -> Effects {
        if self.list.pick_range() {
            self.say_picked();
        } else {
            self.say(&Phrase::new("bulk.long"), false);
        }
        Effects::none()
    }

    fn say_picked(&mut self) {
        let phrase = self.picked();
        self.said = Some(super::foot::Note { text: self.words().say(&phrase), bad: false });
    }

    /// How many stories are marked, and what to do with them.
    pub(super) fn picked(&self) -> Phrase {
        let key = |action| self.keys().anywhere(action).into_iter().next().unwrap_or_default();
        Phrase::new("bulk.picked")
            .count(self.list.picked())
            .with("read", key(Action::ToggleRead))
            .with("star", key(Action::ToggleStar))
            .with("later", key(Action::ToggleLater))
            .with("tag", key(Action::Tag))
    }
}
