//! The subscriptions behind the screen: refreshing them, and the lists that a reader begins with.

use std::{
    ffi::OsString,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    time::{Duration, Instant},
};

use super::{
    Message,
    librarian::InCharge,
    library,
    refresh::{Habits, Refresh},
};
use crate::{
    app::event::{Event, Progress},
    source::{
        Source,
        list::{List, Subscription},
    },
    store::{FeedRow, NewFeed},
    text::CleanText,
    words::Phrase,
};

/// The sets of feeds to begin with, by folder.
const STARTER: &str = include_str!("../../assets/starter.opml");
/// How long new stories wait to be listed while a refresh goes on, so that the list is not asked for with every feed; and
/// how much longer for each feed, since all of them are listed with it.
const LISTED_EVERY: Duration = Duration::from_millis(500);
const LONGER_PER_FEED: Duration = Duration::from_micros(100);
/// How often the screen is told how far a refresh has come: each time it paints, and dozens of feeds come in a second.
const LOOKED_EVERY: Duration = Duration::from_millis(100);

/// The refresh of this run of the screen.
#[derive(Debug)]
pub struct Subscriber {
    sender: Sender<Message>,
    refresh: Option<Refresh>,
    /// Whether the loop was told of progress and has not looked yet.
    told: Arc<AtomicBool>,
    /// When it looked, and when it is to look next.
    looked: Instant,
    due: Option<Instant>,
    listed: (Instant, usize),
}

impl Subscriber {
    /// Nothing under way; progress is told to `sender`.
    #[must_use]
    pub fn new(sender: Sender<Message>) -> Self {
        let now = Instant::now();
        Self { sender, refresh: None, told: Arc::default(), looked: now, due: None, listed: (now, 0) }
    }

    /// Whether a refresh is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.refresh.is_some()
    }

    /// Asks these feeds for news, unless a refresh is under way. It makes them ready for searches too, at last.
    pub fn refresh(&mut self, feeds: Vec<FeedRow>, habits: Habits, charge: InCharge) -> Result<(), Phrase> {
        if self.is_busy() || feeds.is_empty() {
            return Ok(());
        }
        let (store, _) = library::open().map_err(|error| error.phrase())?;
        let (sender, told) = (self.sender.clone(), Arc::clone(&self.told));
        let tell = move || {
            let _until_it_is_over = &charge;
            if !told.swap(true, Ordering::SeqCst) {
                // The loop may be gone already.
                drop(sender.send(Message::Refreshed));
            }
        };
        self.listed = (Instant::now(), 0);
        self.refresh = Some(Refresh::start(store, feeds, habits, tell).map_err(|error| Phrase::from(&error))?);
        // That it goes on is said before the first feed has answered: it may be slow.
        drop(self.sender.send(Message::Refreshed));
        Ok(())
    }

    /// Takes note that the refresh has come further.
    pub fn note_further(&mut self) {
        self.due.get_or_insert(self.looked + LOOKED_EVERY);
    }

    /// How long until [`Subscriber::progress`] is to be told.
    #[must_use]
    pub fn until_progress(&self) -> Duration {
        self.due.map_or(Duration::MAX, |due| due.saturating_duration_since(Instant::now()))
    }

    /// What the screen is told of a refresh that has come further.
    pub fn progress(&mut self) -> Vec<Event> {
        (self.looked, self.due) = (Instant::now(), None);
        self.told.store(false, Ordering::SeqCst);
        let Some(refresh) = &self.refresh else { return Vec::new() };
        let now = refresh.progress();
        let progress = Progress { done: now.done, total: now.total, new: now.new, failed: now.failed, ended: now.ended };
        let mut events = vec![Event::Refreshing(progress)];
        let feeds = u32::try_from(now.total).unwrap_or(u32::MAX);
        let pause = LISTED_EVERY.saturating_add(LONGER_PER_FEED.saturating_mul(feeds));
        if now.new > self.listed.1 && self.listed.0.elapsed() > pause {
            self.listed = (Instant::now(), now.new);
            events.push(Event::NewsCame);
        }
        if now.ended {
            self.refresh = None;
        }
        events
    }

    /// Stops the refresh; what has come is kept. Returns whether one was under way.
    pub fn stop(&self) -> bool {
        self.refresh.iter().for_each(Refresh::stop);
        self.is_busy()
    }
}

/// The starter sets: the name of each and its feeds.
#[must_use]
pub fn starters() -> Vec<(CleanText, Vec<NewFeed>)> {
    let list = List::read(STARTER.as_bytes()).unwrap_or_default();
    let mut sets: Vec<(CleanText, Vec<NewFeed>)> = Vec::new();
    for feed in list.subscriptions.iter().map(new_feed) {
        match sets.iter_mut().find(|(name, _)| *name == feed.folder) {
            Some((_, feeds)) => feeds.push(feed),
            None => sets.push((feed.folder.clone(), vec![feed])),
        }
    }
    sets
}

/// The feeds of a list of subscriptions in a file.
pub fn listed(file: &str) -> Result<Vec<NewFeed>, Phrase> {
    let file = file.strip_prefix("~/").map_or_else(|| OsString::from(file), |rest| home().join(rest).into_os_string());
    let source = Source::parse(&file).map_err(|error| error.phrase())?;
    let at = |what: Phrase| Phrase::new("error.at").with("where", source.name()).with("what", what);
    let bytes = source.read().ok_or_else(|| at(Phrase::new("import.local")))?;
    let bytes = bytes.map_err(|error| at(error.phrase()))?;
    let list = List::read(&bytes).map_err(|error| at(error.phrase()))?;
    Ok(list.subscriptions.iter().map(new_feed).collect())
}

fn home() -> std::path::PathBuf {
    etcetera::home_dir().unwrap_or_default()
}

/// A subscription of a list as the library takes it.
#[must_use]
pub fn new_feed(feed: &Subscription) -> NewFeed {
    let folder = feed.folders.iter().map(CleanText::as_str).collect::<Vec<_>>().join("/");
    NewFeed {
        name: Some(feed.title.clone()).filter(|title| !title.is_empty()),
        folder: CleanText::line(&folder),
        tags: feed.tags.clone(),
        site: feed.page.clone(),
        ..NewFeed::web(&feed.url)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc::channel, time::Duration};

    use super::{LOOKED_EVERY, Subscriber, starters};

    #[test]
    fn the_screen_is_not_painted_for_every_feed_that_a_refresh_has_read() {
        let (sender, _receiver) = channel();
        let mut subscriber = Subscriber::new(sender);
        assert_eq!(subscriber.until_progress(), Duration::MAX, "nothing is to be told");
        for _ in 0..3 {
            let looked = subscriber.looked;
            for _ in 0..80 {
                subscriber.note_further();
            }
            assert_eq!(subscriber.due, Some(looked + LOOKED_EVERY), "all of them are told at one time, and it comes");
            subscriber.progress();
            assert!(subscriber.due.is_none() && subscriber.looked >= looked);
        }
    }

    #[test]
    fn a_newcomer_finds_sets_of_feeds_to_begin_with() {
        let sets = starters();
        assert!(sets.len() >= 4, "{}", sets.len());
        assert!(sets.iter().all(|(name, feeds)| !name.is_empty() && !feeds.is_empty()));
    }
}
