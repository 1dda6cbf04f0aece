//! When a server asks to be left alone.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

/// The longest that a server can make us wait.
pub const LONGEST_WAIT: Duration = Duration::from_hours(7 * 24);

/// The wait that a Retry-After field asks for (RFC 9110, section 10.2.3): seconds or a date. A date that has passed
/// asks for none, a wait beyond [`LONGEST_WAIT`] is cut, anything else than the two is ignored.
pub(super) fn after(field: &str, now: Timestamp) -> Option<Duration> {
    let field = field.trim();
    let wait = if !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(field.parse().unwrap_or(u64::MAX))
    } else {
        let date = DateTimeParser::new().parse_timestamp(field).ok()?;
        Duration::try_from(date.duration_since(now)).unwrap_or_default()
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{LONGEST_WAIT, after};

    #[test]
    fn a_wait_is_taken_as_it_is_asked_for_but_never_for_ever() {
        let now: Timestamp = "2015-12-18T10:42:00Z".parse().expect("a time");
        for (field, wait) in [
            ("120", Some(Duration::from_mins(2))),
            ("999999999999", Some(LONGEST_WAIT)),
            ("99999999999999999999999999", Some(LONGEST_WAIT)),
            ("Fri, 18 Dec 2015 10:43:00 GMT", Some(Duration::from_mins(1))),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(Duration::ZERO)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ] {
            assert_eq!(after(field, now), wait, "{field}");
        }
    }
}
