//! One feed: asked, unpacked, parsed, packed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{
    Habits, chance,
    password::{self, PasswordError},
    rhythm::{self, Bounds},
};
use crate::{
    config::settings::FeedWishes,
    decode::charset,
    fetch::{Client, Failure, Packed, Problem, Reply, Request, Validators},
    html,
    model::{Login, Secret},
    parse::{self, ParseError},
    source::{
        ReadError, Source,
        discovery::{self, Found},
    },
    store::{Brought, FeedRow, Reading},
    text::SafeUrl,
    words::Phrase,
};

/// What every feed is asked with.
#[derive(Debug)]
pub(super) struct Asker {
    pub(super) client: Arc<Client>,
    pub(super) habits: Arc<Habits>,
    /// As many as may be parsed at one time.
    pub(super) parsers: Arc<Semaphore>,
    /// How long one document may take to be parsed.
    pub(super) patience: Duration,
}

/// Why a feed brought nothing.
#[derive(Debug)]
enum Trouble {
    Fetch(Failure),
    File(ReadError),
    Parse(ParseError),
    /// A web page, and the feeds that it names: one or more.
    Page(Vec<Found>),
    Password(PasswordError),
    Slow(Duration),
    Fault,
}

/// What a feed brought.
enum News {
    Feed { brought: Brought, interval: Duration, served: Served },
    NotModified(Served),
}

/// How a feed is made ready to be stored.
#[derive(Clone, Copy)]
struct Terms {
    /// When it was asked.
    at: Timestamp,
    bounds: Bounds,
    /// Whether it is packed here. That pays where it comes for the first time; later most of it is there already.
    packed: bool,
}

/// What a server said beside the feed.
#[derive(Default)]
struct Served {
    moved: Option<SafeUrl>,
    /// Where the feed was found from the page that was asked for.
    found: Option<SafeUrl>,
    fresh_for: Option<Duration>,
    /// How long the answer took to come; not how long it waited to be read.
    latency: Option<Duration>,
}

impl Asker {
    /// Asks a feed, and says what is to be stored of it, where it really lies and, where it failed, why.
    pub(super) async fn ask(&self, row: &FeedRow) -> (Reading, Option<SafeUrl>, Option<Phrase>) {
        let at = Timestamp::now();
        let terms = Terms { at, bounds: self.habits.bounds(), packed: row.health.succeeded.is_none() };
        let news = self.news(row, terms).await;
        let blank = Reading {
            feed: row.id,
            at,
            latency: None,
            due: None,
            interval: None,
            moved: None,
            held: None,
            brought: Brought::NotModified,
        };
        match news {
            Ok(News::Feed { brought, interval, served }) => {
                let found = served.found.clone();
                (self.answered(row, Reading { brought, interval: Some(interval), ..blank }, served), found, None)
            }
            Ok(News::NotModified(served)) => (self.answered(row, blank, served), None, None),
            Err(trouble) => {
                let why = trouble.phrase();
                let brought = Brought::Failed { reason: why.clone(), gone: trouble.is_final() };
                let asked_to_wait = trouble.retry_after();
                let wait = rhythm::after_failure(row.health.failures, asked_to_wait, self.habits.bounds(), chance());
                let held = asked_to_wait.and_then(|wait| later(at, wait));
                (Reading { brought, due: later(at, wait), held, ..blank }, None, Some(why))
            }
        }
    }

    /// When a feed that answered is to be asked again: as its reader wishes, else by its rhythm.
    fn answered(&self, row: &FeedRow, reading: Reading, served: Served) -> Reading {
        let wait = if let Some(wished) = self.habits.interval(row) {
            rhythm::scattered(wished, chance())
        } else {
            let known = reading.interval.or(row.health.interval).unwrap_or_default();
            rhythm::after_success(known, served.fresh_for, self.habits.bounds(), chance())
        };
        Reading { due: later(reading.at, wait), moved: served.moved, latency: served.latency, ..reading }
    }

    async fn news(&self, row: &FeedRow, terms: Terms) -> Result<News, Trouble> {
        match row.url() {
            Some(_) => self.web(row, terms).await,
            None => self.file(row, terms).await,
        }
    }

    async fn web(&self, row: &FeedRow, terms: Terms) -> Result<News, Trouble> {
        let request = request(row, self.habits.wishes(row)).await.map_err(Trouble::Password)?;
        let news = self.answer(&request, terms).await;
        match news {
            // What was subscribed to is a page, or a page stands in the way today: that is told by whether it was ever read.
            Err(Trouble::Page(found)) if row.health.succeeded.is_none() && found.len() == 1 => {
                self.beyond(&request, found, terms).await
            }
            news => news,
        }
    }

    async fn answer(&self, request: &Request, terms: Terms) -> Result<News, Trouble> {
        let start = Instant::now();
        let reply = self.client.ask(request).await.map_err(Trouble::Fetch)?;
        let latency = Some(start.elapsed());
        match reply {
            Reply::Body(packed) => self.parsed(move || unpacked(*packed, latency, terms)).await,
            Reply::NotModified { moved, fresh_for } => {
                Ok(News::NotModified(Served { moved, fresh_for, latency, ..Served::default() }))
            }
        }
    }

    /// The feed that a page names.
    async fn beyond(&self, page: &Request, found: Vec<Found>, terms: Terms) -> Result<News, Trouble> {
        let Some(place) = found.into_iter().next().map(|found| found.url) else { return Err(Trouble::Fault) };
        match self.answer(&page.led_to(place.clone()), terms).await? {
            News::Feed { brought, interval, served } => {
                Ok(News::Feed { brought, interval, served: Served { found: Some(place), ..served } })
            }
            news @ News::NotModified(_) => Ok(news),
        }
    }

    async fn file(&self, row: &FeedRow, terms: Terms) -> Result<News, Trouble> {
        let source = Source::parse(row.address.as_str().as_ref()).map_err(|_| Trouble::File(ReadError::Missing))?;
        self.parsed(move || {
            let bytes = source.read().unwrap_or(Err(ReadError::Missing)).map_err(Trouble::File)?;
            parse(&bytes, &parse::Hints::default(), (None, Served::default()), terms)
        })
        .await
    }

    /// Does `work` beside the requests, as much of it at one time as there are cores, within the time that is allowed.
    async fn parsed(&self, work: impl FnOnce() -> Result<News, Trouble> + Send + 'static) -> Result<News, Trouble> {
        let permit = Arc::clone(&self.parsers).acquire_owned().await.map_err(|_| Trouble::Fault)?;
        let job = spawn_blocking(move || {
            let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Trouble::Fault));
            // Given back by whoever takes what was done: by then this thread is free for the next, and no other is started.
            (done, permit)
        });
        let done = timeout(self.patience, job).await.map_err(|_| Trouble::Slow(self.patience))?;
        done.map_err(|_| Trouble::Fault)?.0
    }
}

fn unpacked(packed: Packed, latency: Option<Duration>, terms: Terms) -> Result<News, Trouble> {
    let fetched = packed.unpack().map_err(Trouble::Fetch)?;
    let hints = parse::Hints {
        content_type: fetched.content_type.map(|value| value.to_string()),
        content_language: fetched.content_language.map(|value| value.to_string()),
        base: fetched.content_location.or(Some(fetched.url)),
        now: Some(Timestamp::now()),
    };
    let served = Served { moved: fetched.moved, fresh_for: fetched.fresh_for, latency, found: None };
    parse(&fetched.bytes, &hints, (fetched.validators, served), terms)
}

/// Reads a feed, and makes all of it ready to be stored.
fn parse(
    bytes: &[u8],
    hints: &parse::Hints,
    (validators, served): (Option<Validators>, Served),
    terms: Terms,
) -> Result<News, Trouble> {
    let parsed = parse::feed(bytes, hints).map_err(|error| page(bytes, hints).map_or(Trouble::Parse(error), Trouble::Page))?;
    let repairs = parsed.repairs.into_iter().map(|repair| repair.0).collect();
    let interval = rhythm::interval(&parsed.feed, terms.bounds, terms.at);
    let validators = validators.and_then(|validators| serde_json::to_string(&validators).ok());
    let news = Brought::News { feed: Box::new(parsed.feed), validators, repairs };
    let brought = if terms.packed { news.packed() } else { news };
    Ok(News::Feed { brought, interval, served })
}

/// The feeds that a document names which is no feed; `None` where there are none.
fn page(bytes: &[u8], hints: &parse::Hints) -> Option<Vec<Found>> {
    let text = charset::decode(bytes, hints.content_type.as_deref()).text;
    let links = html::head(&text, hints.base.as_ref()).feeds;
    Some(discovery::named(&links)).filter(|found| !found.is_empty())
}

/// The request for a feed, with all that the reader wants otherwise for it.
async fn request(row: &FeedRow, wishes: Option<&FeedWishes>) -> Result<Request, PasswordError> {
    let url = row.url().ok_or(PasswordError::Empty)?;
    let validators = row.validators.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let plain = Request { validators, ..Request::named(url, None) };
    let Some(wishes) = wishes else { return Ok(plain) };
    let agent = wishes.user_agent.iter().map(|agent| ("user-agent".to_owned(), agent.clone()));
    let fields = wishes.headers.iter().map(|(name, value)| (name.clone(), value.clone()));
    Ok(Request { login: login(wishes).await?, fields: agent.chain(fields).collect(), ..plain })
}

/// The login for a feed; its password is asked for anew each time, and kept by nobody.
async fn login(wishes: &FeedWishes) -> Result<Option<Login>, PasswordError> {
    let Some(user) = &wishes.user else { return Ok(None) };
    let password = match wishes.password_command.as_slice() {
        [] => Secret::new(""),
        command => password::of(command.to_vec()).await?,
    };
    Ok(Some(Login { user: Secret::new(user.as_str()), password }))
}

fn later(at: Timestamp, wait: Duration) -> Option<Timestamp> {
    at.checked_add(wait).ok()
}

impl Trouble {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Fetch(Failure { asked, at, problem }) if asked == at => problem.phrase(),
            Self::Fetch(Failure { at, problem, .. }) => {
                Phrase::new("error.at").with("where", at.as_str()).with("what", problem.phrase())
            }
            Self::File(error) => error.phrase(),
            Self::Parse(error) => error.phrase(),
            Self::Page(found) => Phrase::new("refresh.page").with("list", discovery::choices(found)),
            Self::Password(error) => error.phrase(),
            Self::Slow(limit) => Phrase::new("load.slow").with("seconds", limit.as_secs()),
            Self::Fault => Phrase::new("error.fault"),
        }
    }

    /// Whether asking again is of no use.
    fn is_final(&self) -> bool {
        matches!(self, Self::Fetch(Failure { problem: Problem::Gone, .. }))
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetch(Failure { problem: Problem::Status { retry_after, .. }, .. }) => *retry_after,
            _ => None,
        }
    }
}
