//! How the feeds of the library fare, as the screen and the command line tell it.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::{
    app::{feeds::Health, health::Report},
    store::{FeedRow, Reader, StoreError},
};

/// Over how many weeks it is counted how many stories a feed brings.
const WEEKS: u32 = 8;

/// How a feed fares.
#[must_use]
pub fn of(feed: &FeedRow) -> Health {
    match &feed.health.failure {
        _ if feed.paused => Health::Paused,
        _ if feed.gone => Health::Gone,
        Some(why) => Health::Failing(why.clone()),
        None => Health::Well,
    }
}

/// A report on every feed.
pub fn reports(reader: &Reader) -> Result<Vec<Report>, StoreError> {
    let weekly: HashMap<_, _> = reader.weekly(WEEKS, Timestamp::now())?.into_iter().collect();
    let report = |feed: FeedRow| Report {
        health: of(&feed),
        weekly: weekly.get(&feed.id).copied().unwrap_or_default(),
        id: feed.id,
        title: feed.title,
        address: feed.address,
        stories: (feed.total, feed.unread),
        failures: feed.health.failures,
        succeeded: feed.health.succeeded,
        due: feed.health.due,
        latency: feed.health.latency,
        repairs: feed.health.repairs,
        moved: feed.health.moved.map(|(url, _)| url),
    };
    Ok(reader.feeds()?.into_iter().map(report).collect())
}
