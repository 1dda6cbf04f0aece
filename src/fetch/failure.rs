//! What can go wrong, each with its own sentence.

use std::{error::Error, time::Duration};

use super::cause::explained;
use crate::{
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// A request that brought nothing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The address that was asked for.
    pub asked: SafeUrl,
    /// The address at which it failed; another one after redirects.
    pub at: SafeUrl,
    /// What happened there.
    pub problem: Problem,
}

/// Why a request brought nothing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The server says that there is nothing any more and never will be: asking again is of no use.
    Gone,
    /// Another status than success.
    Status {
        /// The status code.
        status: u16,
        /// How long the server asks to be left alone, capped at [`LONGEST_WAIT`](super::retry::LONGEST_WAIT).
        retry_after: Option<Duration>,
    },
    /// Our own rules forbid it.
    Refused(Refusal),
    /// Too slow.
    TimedOut(Slow),
    /// Too much.
    TooLarge(TooLarge),
    /// No connection: the name is unknown, nobody listens, the certificate is not valid.
    Unreachable(CleanText),
    /// What came is not a whole answer in HTTP.
    Unreadable(CleanText),
    /// What came is packed in a way that we do not know.
    UnknownPacking(CleanText),
    /// What came can't be unpacked.
    BadlyPacked,
}

impl Problem {
    /// Whether asking the same host for something else would end in the same way.
    #[must_use]
    pub fn is_of_the_host(&self) -> bool {
        let too_many = |status: u16| matches!(status, 429 | 503);
        match self {
            Self::Unreachable(_) | Self::TimedOut(_) | Self::Refused(Refusal::Private(_)) => true,
            Self::Status { status, .. } => too_many(*status),
            _ => false,
        }
    }
}

/// A rule that forbids a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A redirect to something that is not on the web.
    NotWeb,
    /// More redirects than are followed.
    Redirects(usize),
    /// A stranger's address leads into a private network.
    Private(CleanText),
}

/// A limit of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slow {
    /// No connection in time.
    Connect(Duration),
    /// No answer in time.
    FirstByte(Duration),
    /// The body comes too slowly.
    Body {
        /// The least that is waited for, in bytes a second.
        bytes: u64,
        /// How long slowness is borne.
        patience: Duration,
    },
    /// All together took too long.
    Whole(Duration),
}

/// A limit of size, each with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// The body as it comes over the line, in bytes.
    Raw(usize),
    /// The body when it is unpacked, in bytes.
    Unpacked(usize),
    /// The growth by unpacking, as a multiple.
    Ratio(usize),
    /// The header fields, in bytes.
    Headers(usize),
}

crate::words::spoken!(Failure, Problem, Refusal, Slow, TooLarge);

impl Failure {
    /// The sentence: the address, where a redirect led, what happened there.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let problem = self.problem.phrase();
        let whole = if self.asked == self.at {
            Phrase::new("error.at")
        } else {
            Phrase::new("fetch.redirected").with("at", self.at.as_str())
        };
        whole.with("where", self.asked.as_str()).with("what", problem)
    }
}

impl Problem {
    /// The sentence, without the address.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Gone => Phrase::new("fetch.gone"),
            Self::Status { status, retry_after } => answered(*status, *retry_after),
            Self::Refused(refusal) => refusal.phrase(),
            Self::TimedOut(slow) => slow.phrase(),
            Self::TooLarge(large) => large.phrase(),
            Self::Unreachable(why) => explained(why).unwrap_or_else(|| Phrase::new("fetch.unreachable").with("why", why)),
            Self::Unreadable(why) => explained(why).unwrap_or_else(|| Phrase::new("fetch.unreadable").with("why", why)),
            Self::UnknownPacking(packing) => Phrase::new("fetch.unknown-packing").with("packing", packing),
            Self::BadlyPacked => Phrase::new("fetch.badly-packed"),
        }
    }
}

impl Refusal {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NotWeb => Phrase::new("fetch.not-web"),
            Self::Redirects(limit) => Phrase::new("fetch.redirects").with("limit", *limit),
            Self::Private(host) => Phrase::new("fetch.private").with("host", host),
        }
    }
}

impl Slow {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let (key, limit) = match self {
            Self::Connect(limit) => ("fetch.slow-connect", limit),
            Self::FirstByte(limit) => ("fetch.slow-answer", limit),
            Self::Whole(limit) => ("fetch.slow-whole", limit),
            Self::Body { bytes, patience } => {
                return Phrase::new("fetch.slow-body").with("bytes", *bytes).with("seconds", patience.as_secs());
            }
        };
        Phrase::new(key).with("seconds", limit.as_secs())
    }
}

impl TooLarge {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Raw(limit) => Phrase::new("fetch.large").with("limit", size(*limit)),
            Self::Unpacked(limit) => Phrase::new("fetch.large-unpacked").with("limit", size(*limit)),
            Self::Ratio(limit) => Phrase::new("fetch.large-ratio").with("limit", *limit),
            Self::Headers(limit) => Phrase::new("fetch.large-headers").with("limit", size(*limit)),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Slow> for Problem {
    fn from(slow: Slow) -> Self {
        Self::TimedOut(slow)
    }
}

impl From<TooLarge> for Problem {
    fn from(large: TooLarge) -> Self {
        Self::TooLarge(large)
    }
}

/// A number of bytes as people write it.
fn size(bytes: usize) -> Phrase {
    match bytes {
        bytes if bytes >= 1 << 20 => Phrase::new("unit.megabytes").with("n", bytes >> 20),
        bytes if bytes >= 1 << 10 => Phrase::new("unit.kilobytes").with("n", bytes >> 10),
        bytes => Phrase::new("unit.bytes").with("n", bytes),
    }
}

/// The statuses that have words of ours, under `status.NUMBER`.
const STATUSES: [u16; 12] = [400, 401, 403, 404, 406, 418, 429, 451, 500, 502, 503, 504];

/// A status, what it means in our words or those of the standard (the server's own words are not repeated), and how long to
/// wait.
fn answered(status: u16, retry_after: Option<Duration>) -> Phrase {
    let standard = reqwest::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let means = |what: Phrase| Phrase::new("fetch.means").with("status", status.to_string()).with("what", what);
    let named = match standard {
        _ if STATUSES.contains(&status) => means(Phrase::new(format!("status.{status}"))),
        Some(words) => means(CleanText::line(words).into()),
        None => CleanText::line(&status.to_string()).into(),
    };
    let wait = match retry_after.map(|wait| wait.as_secs()) {
        None | Some(0) => return Phrase::new("fetch.status").with("status", named),
        Some(seconds) if seconds < 120 => Phrase::new("unit.seconds").with("n", seconds),
        Some(seconds) if seconds < 7_200 => Phrase::new("unit.minutes").with("n", seconds.div_ceil(60)),
        Some(seconds) => Phrase::new("unit.hours").with("n", seconds.div_ceil(3_600)),
    };
    Phrase::new("fetch.status-wait").with("status", named).with("wait", wait)
}

/// The refusal among the causes of an error, where the resolver refused.
pub(super) fn refusal(error: &(dyn Error + 'static)) -> Option<Refusal> {
    let mut layer = Some(error);
    while let Some(error) = layer {
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            return Some(refusal.clone());
        }
        layer = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Failure, Problem, Refusal, TooLarge};
    use crate::text::SafeUrl;

    #[test]
    fn a_failure_is_one_sentence_that_names_address_and_limit() {
        let url = |raw| SafeUrl::parse(raw).expect("an address");
        let said = |at, problem| Failure { asked: url("https://a.org/f"), at: url(at), problem }.to_string();
        assert_eq!(said("https://a.org/f", TooLarge::Raw(16 << 20).into()), "https://a.org/f: larger than 16 MB, the limit");
        assert_eq!(
            said("https://b.org/", Refusal::Redirects(10).into()),
            "https://a.org/f: redirected to https://b.org/: more than 10 redirects, the limit"
        );
        assert_eq!(
            said("https://a.org/f", Problem::Status { status: 429, retry_after: Some(Duration::from_secs(90)) }),
            "https://a.org/f: the server answered 429 (Too Many Requests) and asks to wait 90 s"
        );
    }
}
