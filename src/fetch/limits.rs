//! How much, how long and how often.

use std::time::Duration;

/// The bounds of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a connection may take to stand.
    pub connect: Duration,
    /// How long the head of the answer may take, with the connection.
    pub first_byte: Duration,
    /// How long everything may take, all redirects included.
    pub whole: Duration,
    /// How long a body may come slower than [`Limits::slowest`].
    pub patience: Duration,
    /// The least that a body must bring on average, in bytes a second.
    pub slowest: u64,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// The most bytes of a body as it comes over the line.
    pub raw: usize,
    /// The most bytes of a body when it is unpacked.
    pub unpacked: usize,
    /// The most that a body may grow by unpacking, as a multiple, where it grows beyond [`Limits::ratio_from`].
    pub ratio: usize,
    /// The bytes below which the ratio is not judged.
    pub ratio_from: usize,
    /// The most bytes of all header fields of one answer.
    pub headers: usize,
    /// The most requests to one host at one time.
    pub per_host: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(15),
            whole: Duration::from_mins(1),
            patience: Duration::from_secs(20),
            slowest: 1 << 10,
            redirects: 10,
            raw: 16 << 20,
            unpacked: 64 << 20,
            ratio: 200,
            ratio_from: 1 << 20,
            headers: 64 << 10,
            per_host: 2,
        }
    }
}
