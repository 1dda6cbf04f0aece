//! What can go wrong, each with its own sentence.

use std::{error::Error, time::Duration};

use crate::text::{CleanText, SafeUrl};

/// A request that brought nothing to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{asked}: {}{problem}", redirected(asked, at))]
pub struct Failure {
    /// The address that was asked for.
    pub asked: SafeUrl,
    /// The address at which it failed; another one after redirects.
    pub at: SafeUrl,
    /// What happened there.
    pub problem: Problem,
}

fn redirected(asked: &SafeUrl, at: &SafeUrl) -> String {
    if asked == at { String::new() } else { format!("redirected to {at}: ") }
}

/// Why a request brought nothing to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The server says that there is nothing any more and never will be: asking again is of no use.
    #[error("the server says that it is gone for good (410)")]
    Gone,
    /// Another status than success.
    #[error("the server answered {status}{}{}", reason(*status), wait(*retry_after))]
    Status {
        /// The status code.
        status: u16,
        /// How long the server asks to be left alone, capped at [`LONGEST_WAIT`](super::retry::LONGEST_WAIT).
        retry_after: Option<Duration>,
    },
    /// Our own rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too slow.
    #[error(transparent)]
    TimedOut(#[from] Slow),
    /// Too much.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// No connection: the name is unknown, nobody listens, the certificate is not valid.
    #[error("no connection: {0}")]
    Unreachable(CleanText),
    /// What came is not a whole answer in HTTP.
    #[error("no usable answer: {0}")]
    Unreadable(CleanText),
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A redirect to something that is not on the web.
    #[error("it redirects to something that is not a complete http or https address")]
    NotWeb,
    /// More redirects than are followed.
    #[error("more than {0} redirects, the limit")]
    Redirects(usize),
    /// A stranger's address leads into a private network.
    #[error("{0} is inside a private network, where only an address that you name yourself may lead")]
    Private(CleanText),
}

/// A limit of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Slow {
    /// No connection in time.
    #[error("no connection within {} s, the limit", .0.as_secs())]
    Connect(Duration),
    /// No answer in time.
    #[error("no answer within {} s, the limit", .0.as_secs())]
    FirstByte(Duration),
    /// The body comes too slowly.
    #[error("slower than {bytes} bytes a second, the limit after {} s", patience.as_secs())]
    Body {
        /// The least that is waited for, in bytes a second.
        bytes: u64,
        /// How long slowness is borne.
        patience: Duration,
    },
    /// All together took too long.
    #[error("not complete within {} s, the limit", .0.as_secs())]
    Whole(Duration),
}

/// A limit of size, each with its value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// The body as it comes over the line, in bytes.
    #[error("larger than {}, the limit", size(*.0))]
    Raw(usize),
    /// The body when it is unpacked, in bytes.
    #[error("larger than {} when unpacked, the limit", size(*.0))]
    Unpacked(usize),
    /// The growth by unpacking, as a multiple.
    #[error("unpacks to more than {0} times its size, the limit")]
    Ratio(usize),
    /// The header fields, in bytes.
    #[error("the header fields are larger than {}, the limit", size(*.0))]
    Headers(usize),
}

/// A number of bytes as people write it.
fn size(bytes: usize) -> String {
    match bytes {
        bytes if bytes >= 1 << 20 => format!("{} MB", bytes >> 20),
        bytes if bytes >= 1 << 10 => format!("{} KB", bytes >> 10),
        bytes => format!("{bytes} bytes"),
    }
}

/// What a status means, in the standard's words: the server's own words are not repeated.
fn reason(status: u16) -> String {
    let words = reqwest::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    words.map(|words| format!(" ({words})")).unwrap_or_default()
}

fn wait(retry_after: Option<Duration>) -> String {
    match retry_after.map(|wait| wait.as_secs()) {
        None | Some(0) => String::new(),
        Some(seconds) if seconds < 120 => format!(" and asks to wait {seconds} s"),
        Some(seconds) if seconds < 7_200 => format!(" and asks to wait {} min", seconds.div_ceil(60)),
        Some(seconds) => format!(" and asks to wait {} h", seconds.div_ceil(3_600)),
    }
}

/// The deepest cause of an error: the layers above it say only which part of the client noticed.
pub(super) fn cause(error: &(dyn Error + 'static)) -> CleanText {
    let mut deepest = error;
    while let Some(below) = deepest.source() {
        deepest = below;
    }
    CleanText::line(&deepest.to_string())
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
