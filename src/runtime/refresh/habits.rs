//! How a reader wants feeds to be asked and kept, from the settings.

use std::time::Duration;

use super::Bounds;
use crate::{
    config::{Settings, settings::FeedWishes},
    store::{FeedRow, Keep},
};

/// The settings that a refresh goes by.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    settings: Settings,
    /// Whether everything else goes first.
    pub(super) in_background: bool,
}

impl From<&Settings> for Habits {
    fn from(settings: &Settings) -> Self {
        Self { settings: settings.clone(), in_background: false }
    }
}

impl Habits {
    /// As these, beside a screen whose keys go first.
    #[must_use]
    pub fn in_background(self) -> Self {
        Self { in_background: true, ..self }
    }

    /// The bounds of the time between two questions to a feed.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let minutes = |minutes: u32| Duration::from_mins(u64::from(minutes.max(1)));
        let least = minutes(self.settings.refresh.at_least_minutes);
        Bounds { least, most: minutes(self.settings.refresh.at_most_minutes).max(least) }
    }

    /// What is wanted otherwise for a feed.
    #[must_use]
    pub fn wishes(&self, feed: &FeedRow) -> Option<&FeedWishes> {
        self.settings.wishes(&feed.url()?)
    }

    /// How often a feed is to be asked, where the reader says so.
    #[must_use]
    pub fn interval(&self, feed: &FeedRow) -> Option<Duration> {
        let wished = self.wishes(feed)?.interval_minutes?;
        Some(Duration::from_mins(wished.get().into()))
    }

    /// How much of a feed is kept.
    #[must_use]
    pub fn keep(&self, feed: &FeedRow) -> Keep {
        let (usual, wishes) = (&self.settings.keep, self.wishes(feed));
        Keep {
            days: wishes.and_then(|wishes| wishes.keep_days).unwrap_or(usual.days),
            stories: wishes.and_then(|wishes| wishes.keep_stories).unwrap_or(usual.stories_per_feed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Habits;
    use crate::{
        config::{File, Settings},
        store::{FeedRow, Keep},
    };

    fn habits(text: &str) -> Habits {
        let settings: Settings = File::new("c.toml", text.as_bytes()).and_then(|file| file.read()).expect("settings");
        Habits::from(&settings)
    }

    #[test]
    fn bounds_that_contradict_each_other_and_zero_do_no_harm() {
        let bounds = habits("[refresh]\nat_least_minutes = 60\nat_most_minutes = 0").bounds();
        assert_eq!((bounds.least, bounds.most), (Duration::from_hours(1), Duration::from_hours(1)));
        assert_eq!(habits("[refresh]\nat_least_minutes = 0").bounds().least, Duration::from_mins(1));
    }

    #[test]
    fn a_feed_is_kept_as_its_reader_wishes() {
        let habits = habits("[keep]\ndays = 9\n[feed.\"https://e.org/a\"]\nkeep_days = 0\nkeep_stories = 3");
        let row = |address: &'static str| FeedRow { address: address.into(), ..FeedRow::default() };
        assert_eq!(habits.keep(&row("https://e.org/a")), Keep { days: 0, stories: 3 });
        assert_eq!(habits.keep(&row("https://e.org/b")), Keep { days: 9, stories: 1_000 });
        assert_eq!(habits.keep(&row("notes.txt")), Keep { days: 9, stories: 1_000 });
    }
}
