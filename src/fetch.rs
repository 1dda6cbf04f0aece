//! One polite HTTP client: conditional requests, limits on size, time and redirects, a few requests to a host at a
//! time. Which addresses may be reached is judged here, at every redirect and after the name is resolved.
//!
//! A request ends at once when its future is dropped.

pub mod cause;
pub mod failure;
mod fresh;
mod lanes;
mod limits;
mod reach;
mod reply;
mod resolve;
pub mod retry;
mod transfer;
mod unpack;
mod validators;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use reqwest::{header, redirect::Policy};
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    model::Login,
    text::{CleanText, SafeUrl},
};

pub use failure::{Failure, Problem};
pub use limits::Limits;
pub use reach::{Reach, is_public};
pub use reply::{Packed, Reply};
pub use validators::Validators;

/// How requests name the program.
const USER_AGENT: &str = concat!("newsprint/", env!("CARGO_PKG_VERSION"));
/// What is read best, then what can be read.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
                      application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, text/markdown;q=0.7, text/plain;q=0.6, */*;q=0.5";

/// How many bodies beyond [`LARGE`] may be held at one time, so that many of them together don't fill the memory.
const LARGE_AT_ONCE: usize = 4;
/// The size from which a body is large, in bytes as it comes over the line.
const LARGE: usize = 1 << 20;
/// How long a connection that nobody uses is kept: the next request to a host comes soon or not at all.
const IDLE: Duration = Duration::from_secs(5);

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address.
    pub url: SafeUrl,
    /// The login for the address's origin.
    pub login: Option<Login>,
    /// How far it may lead.
    pub reach: Reach,
    /// What the last answer left, so that only news is sent.
    pub validators: Option<Validators>,
    /// More header fields for the address's origin: name and value. They go before our own.
    pub fields: Vec<(String, String)>,
}

impl Request {
    /// A request for an address that the reader named, which may be anywhere.
    #[must_use]
    pub fn named(url: SafeUrl, login: Option<Login>) -> Self {
        Self { url, login, reach: Reach::Anywhere, validators: None, fields: Vec::new() }
    }

    /// A request for an address that content chose, which may not lead into a private network.
    #[must_use]
    pub fn chosen(url: SafeUrl) -> Self {
        Self { url, login: None, reach: Reach::Public, validators: None, fields: Vec::new() }
    }

    /// A request for an address that the answer to this one chose: within its own origin that is as good as named.
    #[must_use]
    pub fn led_to(&self, url: SafeUrl) -> Self {
        let own = reach::same_origin(&self.url, &url);
        let login = self.login.clone().filter(|_| own);
        let fields = if own { self.fields.clone() } else { Vec::new() };
        Self { reach: self.reach.redirected(&self.url, &url), login, url, validators: None, fields }
    }
}

/// What a request brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A body.
    Fetched(Box<Fetched>),
    /// Nothing has changed since the answer that the request's validators are from.
    NotModified,
}

/// A body and what came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// The media type that the server gives, with its parameters.
    pub content_type: Option<CleanText>,
    /// The language that the server gives, as a BCP 47 tag.
    pub content_language: Option<CleanText>,
    /// The address that the server gives as the body's own.
    pub content_location: Option<SafeUrl>,
    /// The address that answered, after all redirects.
    pub url: SafeUrl,
    /// The address to ask from now on, where the server says that this one has moved for good.
    pub moved: Option<SafeUrl>,
    /// What to send with the next request.
    pub validators: Option<Validators>,
    /// How long the server promises that nothing will change.
    pub fresh_for: Option<Duration>,
}

/// The client. Making one costs nothing; certificates are read at the first request.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    allow_private: bool,
    /// How many connections to a host stay open for the next request.
    idle: usize,
    lanes: lanes::Lanes,
    large: Arc<Semaphore>,
    // Two connection pools: a connection that may be anywhere must never carry a request that may not.
    anywhere: OnceLock<Result<reqwest::Client, CleanText>>,
    public: OnceLock<Result<reqwest::Client, CleanText>>,
}

impl Default for Client {
    fn default() -> Self {
        Self::new(Limits::default(), false)
    }
}

impl Client {
    /// A client with these limits. With `allow_private`, content too may lead into private networks.
    #[must_use]
    pub fn new(limits: Limits, allow_private: bool) -> Self {
        let lanes = lanes::Lanes::new(limits.per_host);
        let large = Arc::new(Semaphore::new(LARGE_AT_ONCE));
        let idle = limits.per_host;
        Self { limits, allow_private, idle, lanes, large, anywhere: OnceLock::new(), public: OnceLock::new() }
    }

    /// The client, which keeps no connection open for the next request.
    #[must_use]
    pub fn without_idle_connections(self) -> Self {
        Self { idle: 0, ..self }
    }

    /// Asks, waits for the answer and unpacks it.
    pub async fn get(&self, request: &Request) -> Result<Answer, Failure> {
        match self.ask(request).await? {
            Reply::Body(packed) => packed.unpack().map(Box::new).map(Answer::Fetched),
            Reply::NotModified { .. } => Ok(Answer::NotModified),
        }
    }

    /// Asks and waits for the answer.
    pub async fn ask(&self, request: &Request) -> Result<Reply, Failure> {
        let mut hop = transfer::Hop::first(request, self.allow_private);
        let _lane = self.lanes.enter(request.url.host()).await;
        let done = timeout(self.limits.whole, transfer::follow(self, &mut hop)).await;
        done.unwrap_or_else(|_| Err(failure::Slow::Whole(self.limits.whole).into())).map_err(|problem| Failure {
            asked: request.url.clone(),
            at: hop.url,
            problem,
        })
    }

    /// The connections that may reach so far.
    fn connections(&self, reach: Reach) -> Result<&reqwest::Client, Problem> {
        let built = match reach {
            Reach::Anywhere => self.anywhere.get_or_init(|| self.build(reach)),
            Reach::Public => self.public.get_or_init(|| self.build(reach)),
        };
        built.as_ref().map_err(|why| Problem::Unreachable(why.clone()))
    }

    fn build(&self, reach: Reach) -> Result<reqwest::Client, CleanText> {
        let fields = [(header::ACCEPT, ACCEPT), (header::ACCEPT_ENCODING, unpack::ACCEPTED)];
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(fields.map(|(name, value)| (name, header::HeaderValue::from_static(value))).into_iter().collect())
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(self.limits.connect)
            .pool_max_idle_per_host(self.idle)
            .pool_idle_timeout(IDLE);
        if reach == Reach::Public {
            builder = builder.dns_resolver(resolve::PublicOnly { proxies: resolve::proxies() });
        }
        builder.build().map_err(|error| cause::cause(&error))
    }
}
