//! The clock of the masthead, and what asked to be woken.

use std::time::{Duration, Instant};

use jiff::ZonedDateTime;

use crate::app::{effect::Wake, event::Event};

/// Times to come.
#[derive(Debug)]
pub struct Timers {
    wakes: Vec<(Instant, Wake)>,
    minute: Instant,
}

impl Timers {
    /// The clock alone.
    #[must_use]
    pub fn new() -> Self {
        Self { wakes: Vec::new(), minute: next_minute() }
    }

    /// Wakes the app when `after` has passed.
    pub fn set(&mut self, after: Duration, wake: Wake) {
        self.wakes.push((Instant::now() + after, wake));
    }

    /// How long to sleep at the most.
    #[must_use]
    pub fn until_next(&self) -> Duration {
        let next = self.wakes.iter().map(|(at, _)| *at).min().map_or(self.minute, |at| at.min(self.minute));
        next.saturating_duration_since(Instant::now())
    }

    /// What is due now.
    pub fn due(&mut self) -> Vec<Event> {
        let now = Instant::now();
        let (due, later) = self.wakes.drain(..).partition(|(at, _)| *at <= now);
        self.wakes = later;
        let due: Vec<(Instant, Wake)> = due;
        let mut events: Vec<Event> = due.into_iter().map(|(_, wake)| Event::Woke(wake)).collect();
        if self.minute <= now {
            self.minute = next_minute();
            events.push(Event::Clock(ZonedDateTime::now()));
        }
        events
    }
}

impl Default for Timers {
    fn default() -> Self {
        Self::new()
    }
}

fn next_minute() -> Instant {
    let second = u64::try_from(ZonedDateTime::now().second()).unwrap_or_default();
    Instant::now() + Duration::from_secs(60 - second.min(59))
}
