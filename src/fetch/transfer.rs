//! One request on its way: every hop judged, sent and read within the limits.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER},
};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout, timeout_at},
};

use super::{
    Client, Fetched, LARGE, Packed, Problem, Reach, Reply, Request, Validators, cause,
    failure::{self, Refusal, Slow, TooLarge},
    fresh, reach, retry,
};
use crate::{
    model::Login,
    text::{CleanText, SafeUrl},
};

/// Where a request has got to.
pub(super) struct Hop<'a> {
    /// The address to ask.
    pub(super) url: SafeUrl,
    login: Option<&'a Login>,
    reach: Reach,
    validators: Option<&'a Validators>,
    fields: &'a [(String, String)],
    asked: &'a SafeUrl,
    /// The last address that was reached by permanent redirects only.
    settled: Option<SafeUrl>,
    /// Whether all redirects so far were permanent.
    permanent: bool,
}

impl<'a> Hop<'a> {
    pub(super) fn first(request: &'a Request, allow_private: bool) -> Self {
        Self {
            url: request.url.clone(),
            login: request.login.as_ref(),
            reach: if allow_private { Reach::Anywhere } else { request.reach },
            validators: request.validators.as_ref(),
            fields: &request.fields,
            asked: &request.url,
            settled: None,
            permanent: true,
        }
    }

    /// Goes on to `target`. What belongs to an origin stays there.
    fn redirect(&mut self, target: SafeUrl, permanent: bool, allow_private: bool) {
        if !reach::same_origin(&self.url, &target) {
            self.login = None;
            self.fields = &[];
        }
        if !allow_private {
            self.reach = self.reach.redirected(&self.url, &target);
        }
        self.permanent &= permanent;
        if self.permanent {
            self.settled = Some(target.clone());
        }
        self.url = target;
    }

    fn validators(&self) -> Option<&'a Validators> {
        self.validators.filter(|validators| validators.fit(&self.url))
    }
}

/// Asks, follows redirects, and reads the answer.
pub(super) async fn follow(client: &Client, hop: &mut Hop<'_>) -> Result<Reply, Problem> {
    for _ in 0..=client.limits.redirects {
        let response = send(client, hop).await?;
        let Some(target) = redirection(&response) else { return read(client, hop, response).await };
        let target = hop.url.join(&target).ok_or(Refusal::NotWeb)?;
        let permanent = matches!(response.status(), StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        hop.redirect(target, permanent, client.allow_private);
    }
    Err(Refusal::Redirects(client.limits.redirects).into())
}

/// Sends one request and waits for the head of its answer.
async fn send(client: &Client, hop: &Hop<'_>) -> Result<Response, Problem> {
    hop.reach.judge(&hop.url)?;
    let mut request = client.connections(hop.reach)?.get(hop.url.as_str());
    if let Some(login) = hop.login {
        request = request.basic_auth(login.user.reveal(), Some(login.password.reveal()));
    }
    for (name, value) in hop.fields {
        request = request.header(name, value);
    }
    if let Some(validators) = hop.validators() {
        request = validators.add_to(request);
    }
    let limits = &client.limits;
    let response = timeout(limits.first_byte, request.send()).await.map_err(|_| Slow::FirstByte(limits.first_byte))?;
    let response = response.map_err(|error| unanswered(&error, limits.connect))?;
    let size: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if size > limits.headers { Err(TooLarge::Headers(limits.headers).into()) } else { Ok(response) }
}

fn unanswered(error: &reqwest::Error, connect: Duration) -> Problem {
    if let Some(refusal) = failure::refusal(error) {
        return refusal.into();
    }
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => Slow::Connect(connect).into(),
        (true, false) => Problem::Unreachable(cause::cause(error)),
        (false, _) => Problem::Unreadable(cause::cause(error)),
    }
}

/// The target of a redirect, as the server wrote it; in the wild this is often UTF-8.
fn redirection(response: &Response) -> Option<String> {
    let moved = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let target = response.headers().get(LOCATION).filter(|_| moved)?;
    Some(String::from_utf8_lossy(target.as_bytes()).into_owned())
}

/// What an answer that is not a redirect says.
async fn read(client: &Client, hop: &Hop<'_>, response: Response) -> Result<Reply, Problem> {
    match response.status() {
        StatusCode::NOT_MODIFIED if hop.validators().is_some() => {
            Ok(Reply::NotModified { moved: hop.settled.clone(), fresh_for: fresh::lifetime(response.headers()) })
        }
        StatusCode::GONE => Err(Problem::Gone),
        status if status.is_success() => packed(client, hop, response).await.map(Box::new).map(Reply::Body),
        status => {
            let wait = field(response.headers(), &RETRY_AFTER);
            let retry_after = wait.and_then(|wait| retry::after(&wait, Timestamp::now()));
            Err(Problem::Status { status: status.as_u16(), retry_after })
        }
    }
}

async fn packed(client: &Client, hop: &Hop<'_>, response: Response) -> Result<Packed, Problem> {
    let headers = response.headers().clone();
    let (raw, room) = body(client, response).await?;
    let encodings: Vec<_> =
        headers.get_all(CONTENT_ENCODING).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    let fetched = Fetched {
        bytes: Vec::new(),
        content_type: field(&headers, &CONTENT_TYPE),
        content_language: field(&headers, &CONTENT_LANGUAGE),
        content_location: field(&headers, &CONTENT_LOCATION).and_then(|location| hop.url.join(&location)),
        url: hop.url.clone(),
        moved: hop.settled.clone(),
        validators: Validators::of(&hop.url, &headers),
        fresh_for: fresh::lifetime(&headers),
    };
    Ok(Packed { raw, encoding: encodings.join(","), limits: client.limits, fetched, asked: hop.asked.clone(), room })
}

/// The body as it comes over the line, and the room that a large one holds.
async fn body(client: &Client, mut response: Response) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Problem> {
    let limits = &client.limits;
    let too_large = || TooLarge::Raw(limits.raw).into();
    if response.content_length().is_some_and(|length| length > limits.raw as u64) {
        return Err(too_large());
    }
    let start = Instant::now();
    let (mut raw, mut room) = (Vec::new(), None);
    loop {
        // A body that keeps up with the slowest pace moves its own deadline on.
        let earned = Duration::from_secs(raw.len() as u64 / limits.slowest.max(1));
        let chunk = timeout_at(start + limits.patience + earned, response.chunk()).await;
        let chunk = chunk.map_err(|_| Slow::Body { bytes: limits.slowest, patience: limits.patience })?;
        let Some(chunk) = chunk.map_err(|error| Problem::Unreadable(cause::cause(&error)))? else { return Ok((raw, room)) };
        if raw.len() + chunk.len() > limits.raw {
            return Err(too_large());
        }
        raw.extend_from_slice(&chunk);
        if raw.len() > LARGE && room.is_none() {
            room = Arc::clone(&client.large).acquire_owned().await.ok();
        }
    }
}

/// A header field as text.
fn field(headers: &HeaderMap, name: &HeaderName) -> Option<CleanText> {
    headers.get(name).map(|value| CleanText::line(&String::from_utf8_lossy(value.as_bytes())))
}
