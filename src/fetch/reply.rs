//! What came of a request, still packed: unpacking is work, and whoever asks decides where it is done.

use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use super::{Failure, Fetched, Limits, unpack::unpack};
use crate::text::SafeUrl;

/// An answer as it came over the line.
#[derive(Debug)]
pub enum Reply {
    /// A body.
    Body(Box<Packed>),
    /// Nothing has changed since the answer that the request's validators are from.
    NotModified {
        /// The address to ask from now on, where the server says that this one has moved for good.
        moved: Option<SafeUrl>,
        /// How long the server promises that nothing will change.
        fresh_for: Option<Duration>,
    },
}

/// A body as it came over the line. A large one holds room that others wait for until it is dropped.
#[derive(Debug)]
pub struct Packed {
    pub(super) raw: Vec<u8>,
    /// The value of Content-Encoding.
    pub(super) encoding: String,
    pub(super) limits: Limits,
    /// What came with it; still without bytes.
    pub(super) fetched: Fetched,
    pub(super) asked: SafeUrl,
    pub(super) room: Option<OwnedSemaphorePermit>,
}

impl Packed {
    /// Unpacks the body, within the limits.
    pub fn unpack(self) -> Result<Fetched, Failure> {
        let Self { raw, encoding, limits, fetched, asked, room } = self;
        let at = fetched.url.clone();
        let bytes = unpack(raw, &encoding, &limits).map_err(|problem| Failure { asked, at, problem })?;
        drop(room);
        Ok(Fetched { bytes, ..fetched })
    }
}
