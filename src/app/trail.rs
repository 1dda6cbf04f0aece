//! Back and forward through the stories that were read.

use super::{App, effect::Effects, story::StoryKey};
use crate::words::Phrase;

/// The most stories that are remembered.
const LONGEST: usize = 500;

/// The stories that were opened, and the place among them.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    stories: Vec<StoryKey>,
    at: usize,
}

impl Trail {
    /// Notes that a story was opened. What lay ahead is forgotten.
    pub fn opened(&mut self, key: StoryKey) {
        if self.stories.get(self.at) == Some(&key) {
            return;
        }
        self.stories.truncate(self.at + 1);
        if self.stories.len() == LONGEST {
            self.stories.remove(0);
        }
        self.stories.push(key);
        self.at = self.stories.len() - 1;
    }

    /// The story before, or the one after; `None` at the ends.
    pub fn step(&mut self, forward: bool) -> Option<StoryKey> {
        let at = if forward { self.at.checked_add(1) } else { self.at.checked_sub(1) }?;
        let key = self.stories.get(at).copied()?;
        self.at = at;
        Some(key)
    }
}

impl App {
    /// Opens the story that was read before this one, or after it.
    pub(super) fn retrace(&mut self, forward: bool) -> Effects {
        let Some(key) = self.trail.step(forward) else {
            self.say(&Phrase::new(if forward { "trail.end" } else { "trail.start" }), false);
            return Effects::none();
        };
        self.go_to_story(key)
    }
}

#[cfg(test)]
mod tests {
    use super::{StoryKey, Trail};

    #[test]
    fn the_trail_leads_back_and_forward_and_forks_where_another_story_is_opened() {
        let mut trail = Trail::default();
        [1, 2, 3].map(StoryKey).into_iter().for_each(|key| trail.opened(key));
        assert_eq!([trail.step(false), trail.step(false), trail.step(false)], [Some(StoryKey(2)), Some(StoryKey(1)), None]);
        assert_eq!(trail.step(true), Some(StoryKey(2)));
        trail.opened(StoryKey(9));
        assert_eq!((trail.step(true), trail.step(false)), (None, Some(StoryKey(2))));
    }
}
