//! The one number that lists are ordered by.

use jiff::Timestamp;

use crate::model::StoryKey;

/// How many bits of an `ord` are the story's; the rest are seconds since 1970, up to the year 4147.
const KEY_BITS: u32 = 27;
const MOST_SECONDS: i64 = (1 << (63 - KEY_BITS)) - 1;

/// The ord of a story that is sorted by `stamp`, where that is known, and came at `came`: an article without a date, or with
/// one in the future, counts as new when it came.
pub(super) fn of(key: StoryKey, stamp: Option<Timestamp>, came: Timestamp) -> i64 {
    let when = stamp.filter(|stamp| *stamp <= came).unwrap_or(came);
    beginning(when.as_second()) | i64::try_from(key.0 & ((1 << KEY_BITS) - 1)).unwrap_or_default()
}

/// The least ord of a second.
pub(super) fn beginning(second: i64) -> i64 {
    second.clamp(0, MOST_SECONDS) << KEY_BITS
}

/// The time of an ord.
pub(super) fn time(ord: i64) -> Timestamp {
    Timestamp::from_second(ord >> KEY_BITS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{beginning, of, time};
    use crate::model::StoryKey;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn news_without_a_date_or_from_the_future_is_as_new_as_its_coming() {
        let key = StoryKey(7);
        assert_eq!(of(key, None, at(100)), of(key, Some(at(100)), at(100)));
        assert_eq!(of(key, Some(at(999)), at(100)), of(key, Some(at(100)), at(100)));
        assert!(of(StoryKey(8), Some(at(50)), at(100)) > of(key, Some(at(50)), at(100)));
        assert!(of(StoryKey(9), Some(at(49)), at(100)) < of(key, Some(at(50)), at(100)));
        assert_eq!(time(of(key, Some(at(50)), at(100))), at(50));
        assert_eq!(time(beginning(i64::MAX)), at((1 << 36) - 1));
    }
}
