//! When feeds are to be asked for news while the screen is open. The clock of the masthead wakes the loop once a minute, and
//! that is often enough to look.

use std::time::Duration;

use jiff::Timestamp;

/// The longest time between two looks.
const PAUSE: Duration = Duration::from_mins(10);
/// The shortest time between two looks: what is due at about the same time is asked together.
const TOGETHER: Duration = Duration::from_mins(1);

/// The next time at which some feed is to be asked. It goes by the clock of the world, which a machine that slept has not
/// missed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agenda(Option<Timestamp>);

impl Agenda {
    /// Nothing before `wait` has passed.
    pub fn wait(&mut self, now: Timestamp, wait: Duration) {
        self.0 = now.checked_add(wait).ok();
    }

    /// The next feed is due then, as far as the library knows; another program may know more by then.
    pub fn next_is(&mut self, now: Timestamp, due: Option<Timestamp>) {
        let wait = due.and_then(|due| Duration::try_from(due.duration_since(now)).ok()).unwrap_or(PAUSE);
        self.wait(now, wait.clamp(TOGETHER, PAUSE));
    }

    /// Whether it is time to look. Once it was, it is not again before somebody says what comes next.
    pub fn is_time(&mut self, now: Timestamp) -> bool {
        self.0.take_if(|next| *next <= now).is_some()
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::Agenda;

    fn now() -> Timestamp {
        "2015-12-18T12:00:00Z".parse().expect("a time")
    }

    #[test]
    fn feeds_are_looked_for_when_the_next_is_due_and_once() {
        for (due, looked_at) in [(Some(5), 5), (Some(0), 1), (Some(90), 10), (None, 10)] {
            let mut agenda = Agenda::default();
            assert!(!agenda.is_time(now()));
            agenda.next_is(now(), due.map(|minutes: i64| now() + minutes.minutes()));
            assert!(!agenda.is_time(now() + looked_at.minutes() - 1.seconds()), "{due:?}");
            assert!(agenda.is_time(now() + looked_at.minutes()), "{due:?}");
            assert!(!agenda.is_time(now() + 9.hours()), "{due:?}");
        }
    }
}
