//! When a feed is asked again: by its own rhythm, within bounds, as the server wishes, and less often where it fails.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::Feed;

/// The bounds of the time between two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The shortest.
    pub least: Duration,
    /// The longest.
    pub most: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { least: Duration::from_mins(30), most: Duration::from_hours(24) }
    }
}

/// The time between two questions to a feed of which nothing is known.
const USUAL: Duration = Duration::from_hours(1);
/// The wait after a first failure; it doubles with each one that follows.
const FIRST_WAIT: Duration = Duration::from_mins(10);
/// How many of the newest articles tell a feed's rhythm.
const TELLING: usize = 20;

/// The time between two questions to a feed that has just been read: half of what lies between two of its articles, not
/// less than it asks for itself.
pub(super) fn interval(feed: &Feed, bounds: Bounds, now: Timestamp) -> Duration {
    let own = gap(feed, now).map_or(USUAL, |gap| gap / 2);
    let asked = feed.ttl.map(|minutes| Duration::from_mins(minutes.into())).unwrap_or_default();
    own.max(asked).clamp(bounds.least, bounds.most)
}

/// The usual time between two articles: the middle one of the gaps between the newest; a part of the time since then where
/// that is longer, so that a feed that fell asleep is asked less, and one that sleeps at night is not.
fn gap(feed: &Feed, now: Timestamp) -> Option<Duration> {
    let mut seconds: Vec<i64> = feed.articles.iter().filter_map(|article| Some(article.stamp()?.instant.as_second())).collect();
    seconds.retain(|second| *second <= now.as_second());
    seconds.sort_unstable_by(|one, other| other.cmp(one));
    seconds.truncate(TELLING);
    let mut gaps: Vec<i64> = seconds.windows(2).map(|pair| pair[0] - pair[1]).collect();
    gaps.sort_unstable();
    let middle = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
    let quiet = now.as_second() - seconds.first()?;
    u64::try_from(middle.max(quiet / 4)).ok().map(Duration::from_secs)
}

/// How long after a question that was answered the next one is due.
pub(super) fn after_success(interval: Duration, fresh_for: Option<Duration>, bounds: Bounds, luck: f64) -> Duration {
    let promised = fresh_for.unwrap_or_default().min(bounds.most);
    scattered(interval.clamp(bounds.least, bounds.most).max(promised), luck)
}

/// About as long as `interval`, so that what is asked together once is not asked together for ever.
pub(super) fn scattered(interval: Duration, luck: f64) -> Duration {
    interval.mul_f64(0.95 + 0.1 * luck)
}

/// How long after a failure the next question is due: longer with each failure, and never sooner than the server asks.
pub(super) fn after_failure(failures: u32, retry_after: Option<Duration>, bounds: Bounds, luck: f64) -> Duration {
    let wait = FIRST_WAIT.saturating_mul(1 << failures.min(16)).min(bounds.most);
    wait.mul_f64(0.75 + 0.5 * luck).max(retry_after.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{Timestamp, ToSpan};

    use super::{Bounds, after_failure, after_success, interval};
    use crate::model::{Article, Feed, Stamp};

    fn now() -> Timestamp {
        "2015-12-18T12:00:00Z".parse().expect("a time")
    }

    /// A feed with an article every so many hours.
    fn feed(every: i64) -> Feed {
        let article = |at: i64| Article {
            published: Some(Stamp { instant: now() - (at * every).hours(), offset: None, date_only: false }),
            ..Article::default()
        };
        Feed { articles: (0..30).map(article).collect(), ..Feed::default() }
    }

    fn hours(feed: &Feed) -> f64 {
        interval(feed, Bounds::default(), now()).as_secs_f64() / 3_600.0
    }

    #[test]
    fn a_busy_feed_is_asked_often_and_a_sleepy_one_once_a_day() {
        assert!((hours(&feed(6)) - 3.0).abs() < 0.01);
        assert!((hours(&feed(0)) - 0.5).abs() < 0.01);
        assert!((hours(&feed(24 * 30)) - 24.0).abs() < 0.01);
        assert!((hours(&Feed::default()) - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_feed_that_asks_for_rest_gets_it_for_a_day_at_the_most() {
        assert!((hours(&Feed { ttl: Some(240), ..feed(1) }) - 4.0).abs() < 0.01);
        assert!((hours(&Feed { ttl: Some(u32::MAX), ..feed(1) }) - 24.0).abs() < 0.01);
    }

    #[test]
    fn an_article_from_the_future_changes_nothing() {
        let mut future = feed(6);
        future.articles[0].published = Some(Stamp { instant: now() + 9_000.hours(), offset: None, date_only: false });
        assert!((hours(&future) - 3.0).abs() < 0.01);
    }

    #[test]
    fn promises_of_the_server_are_kept_within_bounds() {
        let due = |fresh| after_success(Duration::from_hours(1), fresh, Bounds::default(), 0.5);
        assert_eq!(due(None), Duration::from_hours(1));
        assert_eq!(due(Some(Duration::from_hours(3))), Duration::from_hours(3));
        assert_eq!(due(Some(Duration::from_hours(999))), Duration::from_hours(24));
    }

    #[test]
    fn failures_are_asked_less_and_less_and_never_against_the_servers_wish() {
        let wait = |failures, retry| after_failure(failures, retry, Bounds::default(), 0.5);
        assert_eq!(wait(0, None), Duration::from_mins(10));
        assert_eq!(wait(3, None), Duration::from_mins(80));
        assert_eq!(wait(u32::MAX, None), Duration::from_hours(24));
        assert_eq!(wait(0, Some(Duration::from_hours(160))), Duration::from_hours(160));
    }
}
