//! A moment on a publisher's clock.

use jiff::{Timestamp, ZonedDateTime, civil, tz::Offset, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment together with the clock on which its publisher read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The moment.
    pub instant: Timestamp,
    /// The publisher's distance from UTC; `None` where the source gave a time without a zone, or only UTC by convention.
    #[serde(serialize_with = "serialize_offset", deserialize_with = "deserialize_offset")]
    pub offset: Option<Offset>,
    /// Whether only the day is known.
    pub date_only: bool,
}

impl Stamp {
    /// A moment read on a clock of a known zone.
    #[must_use]
    pub fn at(instant: Timestamp, offset: Offset) -> Self {
        Self { instant, offset: Some(offset), date_only: false }
    }

    /// A time without a zone: taken as local where it is read.
    ///
    /// Returns `None` where that moment is outside the calendar.
    #[must_use]
    pub fn local(time: civil::DateTime, zone: &TimeZone) -> Option<Self> {
        let instant = zone.to_ambiguous_timestamp(time).compatible().ok()?;
        Some(Self { instant, offset: None, date_only: false })
    }

    /// The moment on the publisher's own clock, or on `zone` where that is not known.
    #[must_use]
    pub fn on_its_clock(&self, zone: &TimeZone) -> ZonedDateTime {
        match self.offset {
            Some(offset) => self.instant.to_zoned_datetime(offset.to_time_zone()),
            None => self.instant.to_zoned_datetime(zone.clone()),
        }
    }

    /// The exact stamp of a newspaper's page: `2015-12-18 18:42`, or `2015-12-18` where only the day is known.
    #[must_use]
    pub fn exact(&self, zone: &TimeZone) -> String {
        let format = if self.date_only { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
        self.on_its_clock(zone).strftime(format).to_string()
    }

    /// RFC 3339 with the publisher's offset, `Z` where that is not known.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        match self.offset {
            Some(offset) => self.instant.display_with_offset(offset).to_string(),
            None => self.instant.to_string(),
        }
    }
}

/// Writes an offset as its seconds.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn serialize_offset<S: Serializer>(offset: &Option<Offset>, serializer: S) -> Result<S::Ok, S::Error> {
    offset.map(Offset::seconds).serialize(serializer)
}

/// Reads an offset; what is none counts as not known.
fn deserialize_offset<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Offset>, D::Error> {
    let seconds = Option::<i32>::deserialize(deserializer)?;
    Ok(seconds.and_then(|seconds| Offset::from_seconds(seconds).ok()))
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz, tz::TimeZone};

    use super::Stamp;

    #[test]
    fn the_stamp_shows_the_publishers_clock_wherever_it_is_read() {
        let wuzhen = Stamp::at("2015-12-18T18:42:00+08:00".parse().expect("a time"), tz::offset(8));
        assert_eq!(wuzhen.exact(&TimeZone::UTC), "2015-12-18 18:42");
        assert_eq!(wuzhen.rfc3339(), "2015-12-18T18:42:00+08:00");
    }

    #[test]
    fn a_time_without_a_zone_is_local() {
        let zone = TimeZone::fixed(tz::offset(-5));
        let stamp = Stamp::local(date(2015, 12, 18).at(18, 42, 0, 0), &zone).expect("in the calendar");
        assert_eq!(stamp.exact(&zone), "2015-12-18 18:42");
        assert_eq!(stamp.instant.to_string(), "2015-12-18T23:42:00Z");
    }
}
