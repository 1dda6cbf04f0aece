//! How long a server promises that its answer stays as it is (RFC 9111, section 4.2).

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, HeaderMap, HeaderName};

/// The longest promise that is believed.
const LONGEST: Duration = Duration::from_hours(7 * 24);

/// For how long the answer with these fields is fresh; `None` where it makes no promise, or forbids to rely on one.
pub(super) fn lifetime(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let control = text(&CACHE_CONTROL).to_ascii_lowercase();
    let directives: Vec<&str> = control.split(',').map(str::trim).collect();
    if directives.iter().any(|directive| matches!(*directive, "no-cache" | "no-store")) {
        return None;
    }
    let seconds = |text: &str| text.trim().trim_matches('"').parse::<u64>().ok();
    let promised = directives.iter().find_map(|directive| seconds(directive.strip_prefix("max-age=")?));
    let age = seconds(text(&AGE)).unwrap_or_default();
    let promised = promised.map(|promised| promised.saturating_sub(age)).or_else(|| until_expiry(text(&DATE), text(&EXPIRES)))?;
    Some(Duration::from_secs(promised).min(LONGEST)).filter(|promised| !promised.is_zero())
}

/// The seconds from one date to the other.
fn until_expiry(date: &str, expires: &str) -> Option<u64> {
    let read = |text: &str| DateTimeParser::new().parse_timestamp(text).ok();
    u64::try_from(read(expires)?.as_second() - read(date)?.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::lifetime;

    fn promised(fields: &[(&'static str, &'static str)]) -> Option<u64> {
        let fields = fields.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        lifetime(&fields.collect::<HeaderMap>()).map(|promised: Duration| promised.as_secs())
    }

    #[test]
    fn a_promise_is_taken_from_either_field_and_never_for_ever() {
        assert_eq!(promised(&[("cache-control", "public, max-age=600")]), Some(600));
        assert_eq!(promised(&[("cache-control", "max-age=600"), ("age", "500")]), Some(100));
        assert_eq!(promised(&[("cache-control", "no-cache, max-age=600")]), None);
        assert_eq!(promised(&[("cache-control", "max-age=99999999999")]), Some(7 * 86_400));
        let (date, expires) = ("Fri, 18 Dec 2015 10:42:00 GMT", "Fri, 18 Dec 2015 11:42:00 GMT");
        assert_eq!(promised(&[("date", date), ("expires", expires)]), Some(3_600));
        assert_eq!(promised(&[("date", expires), ("expires", date)]), None);
        assert_eq!(promised(&[("expires", "0")]), None);
        assert_eq!(promised(&[]), None);
    }
}
