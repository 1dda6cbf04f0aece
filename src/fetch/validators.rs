//! What lets a server answer "nothing new" (RFC 9110, section 13).

use reqwest::{
    RequestBuilder,
    header::{ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
};
use serde::{Deserialize, Serialize};

use crate::text::SafeUrl;

/// The longest validator that is kept, in bytes; a longer one serves to follow readers, not to spare them.
const LONGEST: usize = 512;

/// The validators of one answer and the address that gave them: they mean nothing anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    url: SafeUrl,
    etag: Option<String>,
    last_modified: Option<String>,
}

impl Validators {
    /// The validators of an answer from `url`, where it has any.
    pub(super) fn of(url: &SafeUrl, headers: &HeaderMap) -> Option<Self> {
        let kept = |name: &HeaderName| {
            let value = headers.get(name)?.to_str().ok()?.trim();
            (!value.is_empty() && value.len() <= LONGEST).then(|| value.to_owned())
        };
        let (etag, last_modified) = (kept(&ETAG), kept(&LAST_MODIFIED));
        (etag.is_some() || last_modified.is_some()).then(|| Self { url: url.clone(), etag, last_modified })
    }

    /// Whether these belong to `url`.
    pub(super) fn fit(&self, url: &SafeUrl) -> bool {
        self.url == *url
    }

    /// Asks only for what is newer.
    pub(super) fn add_to(&self, mut request: RequestBuilder) -> RequestBuilder {
        for (name, value) in [(IF_NONE_MATCH, &self.etag), (IF_MODIFIED_SINCE, &self.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request
    }
}
