//! What the layers below say of a connection that fails, in our words.

use std::error::Error;

use crate::{text::CleanText, words::Phrase};

/// How the system, TLS and HTTP begin what they say, and the sentence for it; the more exact beginnings come first.
const KNOWN: [(&str, &str); 41] = [
    ("failed to lookup address information", "fetch.no-name"),
    ("Connection refused", "fetch.refused"),
    ("Connection reset", "fetch.reset"),
    ("Connection aborted", "fetch.reset"),
    ("Broken pipe", "fetch.reset"),
    ("Connection timed out", "fetch.silent"),
    ("Network is unreachable", "fetch.no-network"),
    ("No route to host", "fetch.no-route"),
    ("Host is unreachable", "fetch.no-route"),
    ("invalid peer certificate: certificate expired", "tls.expired"),
    ("invalid peer certificate: Expired", "tls.expired"),
    ("invalid peer certificate: certificate not valid yet", "tls.not-yet"),
    ("invalid peer certificate: NotValidYet", "tls.not-yet"),
    ("invalid peer certificate: certificate not valid for name", "tls.other-name"),
    ("invalid peer certificate: NotValidForName", "tls.other-name"),
    ("invalid peer certificate: UnknownIssuer", "tls.unknown-issuer"),
    ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity", "tls.unknown-issuer"),
    ("invalid peer certificate: Revoked", "tls.revoked"),
    ("invalid peer certificate: BadSignature", "tls.forged"),
    ("invalid peer certificate: BadEncoding", "tls.bad"),
    ("invalid peer certificate: ", "tls.distrusted"),
    ("peer sent no certificates", "tls.bad"),
    ("received fatal alert", "tls.refused"),
    ("peer is incompatible", "tls.no-common"),
    ("peer doesn't support any known protocol", "tls.no-common"),
    ("received corrupt message", "tls.none"),
    ("received unexpected message", "tls.none"),
    ("peer misbehaved", "tls.none"),
    ("received unexpected handshake message", "tls.none"),
    ("peer sent excess record size", "tls.none"),
    ("cannot decrypt peer's message", "tls.none"),
    ("tls handshake eof", "tls.cut"),
    ("peer closed connection without sending TLS close_notify", "fetch.cut"),
    ("connection closed before message completed", "fetch.cut"),
    ("end of file before message length reached", "fetch.cut"),
    ("unexpected EOF during chunk size line", "fetch.cut"),
    ("unexpected end of file", "fetch.cut"),
    ("invalid HTTP", "fetch.no-http"),
    ("invalid chunk", "fetch.no-http"),
    ("invalid content-length", "fetch.no-http"),
    ("message head is too large", "fetch.long-head"),
];

/// The most columns of what is kept of a cause beside our words.
const LONGEST_REST: usize = 60;

/// The deepest cause of an error: the layers above it say only which part of the client noticed.
pub(super) fn cause(error: &(dyn Error + 'static)) -> CleanText {
    let mut deepest = error;
    while let Some(below) = deepest.source() {
        deepest = below;
    }
    CleanText::line(&deepest.to_string())
}

/// What a cause means, in our words; `None` where we have none for it.
#[must_use]
pub fn explained(cause: &str) -> Option<Phrase> {
    let (beginning, key) = KNOWN.iter().find(|(beginning, _)| cause.starts_with(beginning))?;
    let rest = cause.strip_prefix(beginning).unwrap_or_default();
    Some(Phrase::new(*key).with("why", CleanText::line(rest).elided(LONGEST_REST)))
}
