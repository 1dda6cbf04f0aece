//! The thread that changes the library, and between changes makes it ready for what may be asked.

use std::{
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use super::{Answer, Deed, Loaded, failed};
use crate::{
    app::{
        effect::{FeedDeed, FeedDeeds, Which},
        event::{self, Event, Marked, Outcome},
    },
    model::{Feed, Mark, StoryKey},
    query::Query,
    runtime::{Message, refresh},
    store::{NewFeed, RuleKind, Rules, Store, StoreError},
};

/// How many stories are made ready for searches at a time: a fraction of a second, so that marks need not wait.
const INDEXED_AT_ONCE: usize = 200;
/// How many stories are judged by the rules at a time.
const JUDGED_AT_ONCE: usize = 1_000;
/// How long the writer is idle before it makes stories ready for searches.
const IDLE: Duration = Duration::from_millis(300);
/// How often it is looked whether another program has changed the library.
const LOOKED_EVERY: Duration = Duration::from_secs(2);

/// Carries out what is to be done until nobody can ask for more. While others are in charge of it, stories are not made ready
/// for searches.
pub(super) fn write(mut store: Store, deeds: &Receiver<Deed>, (answer, others): (&Answer, &AtomicUsize)) {
    let mut unindexed = true;
    let mut watch = Watch::over(&store);
    loop {
        let wait = if unindexed { Some(IDLE) } else { watch.until_next() };
        let deed = match wait {
            Some(wait) => deeds.recv_timeout(wait),
            None => deeds.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match deed {
            Ok(deed) => {
                answer.send(carry_out(&mut store, deed));
                unindexed = true;
            }
            Err(RecvTimeoutError::Timeout) if unindexed => unindexed = work_on(&mut store, (answer, others)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if watch.sees_change(&store) {
            // The loop may be gone already.
            drop(answer.sender.send(Message::Event(Event::LibraryChanged)));
            unindexed = true;
        }
    }
}

/// Notices what others write to the library: another newsprint, a refresh beside the screen. `SQLite` keeps a number that is
/// another one after each of their changes and stays the same after ours; to read it costs a look into shared memory.
struct Watch {
    seen: Option<i64>,
    /// When it was looked last; `None` where nobody else can write.
    looked: Option<Instant>,
}

impl Watch {
    fn over(store: &Store) -> Self {
        Self { seen: store.read().version().ok(), looked: store.path().is_file().then(Instant::now) }
    }

    /// How long until the next look.
    fn until_next(&self) -> Option<Duration> {
        self.looked.map(|looked| LOOKED_EVERY.saturating_sub(looked.elapsed()))
    }

    /// Looks, where it is time to.
    fn sees_change(&mut self, store: &Store) -> bool {
        if self.until_next() != Some(Duration::ZERO) {
            return false;
        }
        self.looked = Some(Instant::now());
        let before = self.seen;
        self.seen = store.read().version().ok();
        self.seen != before
    }
}

/// Goes on with what can wait: judges stories by the rules, and makes them ready for searches. Returns whether there is more.
fn work_on(store: &mut Store, (answer, others): (&Answer, &AtomicUsize)) -> bool {
    if let Ok(judged) = store.judge_some(JUDGED_AT_ONCE) {
        if judged.changed {
            drop(answer.sender.send(Message::Event(Event::LibraryChanged)));
        }
        if judged.left {
            return true;
        }
    }
    if others.load(Ordering::SeqCst) > 0 {
        return true;
    }
    // One thing at a time, so that a mark waits for no more than that.
    let merge = |store: &mut Store| store.merge_some().unwrap_or(false);
    merge(store) || store.index_some(INDEXED_AT_ONCE).is_ok_and(|left| left > 0) || merge(store)
}

/// Changes the library; gives what is to be said of it.
pub fn carry_out(store: &mut Store, deed: Deed) -> Option<Event> {
    let done = match deed {
        Deed::Brought { source, feed, outcome } => {
            let outcome = brought(store, &source, feed).map_or_else(|error| Outcome::Failed(error.phrase()), |()| outcome);
            return Some(Event::Loaded { source, outcome });
        }
        Deed::Mark { which, mark, undoing } => {
            marked(store, &which, &mark).map(|stories| Some(Event::Marked(Marked { stories, mark, undoing })))
        }
        Deed::Subscribe { new, loaded } => subscribe(store, new, *loaded),
        Deed::SubscribeAll(feeds) => store.add(&feeds).map(|added| Some(Event::SubscribedToAll(added.len()))),
        Deed::Feeds(deeds) => change(store, deeds),
        Deed::TurnWhole(key) => {
            store.turn_whole(key).map(|kept| Some(if kept { Event::Turned(key) } else { Event::NotWhole(key) }))
        }
        Deed::KeepWhole { key, page } => store.keep_whole(key, &page).map(|()| Some(Event::Turned(key))),
        Deed::Rules(rules) => judge(store, &rules),
        Deed::Shared(key) => store.count_share(key).and_then(|()| shared(store, key)),
        Deed::KeepPlace { key, place } => store.remember(key, None, Some(place)).map(|()| None),
    };
    done.unwrap_or_else(|error| Some(failed(&error)))
}

/// How often a story was shared by now.
fn shared(store: &Store, key: StoryKey) -> Result<Option<Event>, StoreError> {
    let found = store.read().story(key)?;
    Ok(found.map(|found| Event::Shared { key, count: found.status.shared }))
}

/// The rules of two lists of questions.
#[must_use]
pub fn rules(mute: Vec<Query>, highlight: Vec<Query>) -> Rules {
    let muting = mute.into_iter().map(|query| (RuleKind::Mute, query));
    muting.chain(highlight.into_iter().map(|query| (RuleKind::Highlight, query))).collect()
}

/// Takes rules, and judges the newest stories at once.
fn judge(store: &mut Store, rules: &Rules) -> Result<Option<Event>, StoreError> {
    let changed = store.set_rules(rules)? && store.judge_some(JUDGED_AT_ONCE)?.changed;
    Ok(changed.then_some(Event::LibraryChanged))
}

/// Subscribes to a feed and stores what it holds, with what it is to be asked with next time.
fn subscribe(store: &mut Store, new: NewFeed, loaded: Loaded) -> Result<Option<Event>, StoreError> {
    let Some((id, _)) = store.add(&[new])?.into_iter().next() else { return Ok(None) };
    store.write(vec![refresh::first_reading(id, loaded)])?;
    let row = store.read().feed(id)?;
    Ok(row.map(|row| Event::Subscribed { feed: id, title: row.title, stories: row.total }))
}

/// Changes subscriptions; of a removal the screen must know what was removed.
fn change(store: &mut Store, FeedDeeds { called, deeds }: FeedDeeds) -> Result<Option<Event>, StoreError> {
    let mut removed = Vec::new();
    for (id, deed) in deeds {
        match deed {
            FeedDeed::Rename(name) => store.rename(id, Some(&name).filter(|name| !name.is_empty()))?,
            FeedDeed::Move(folder) => store.move_to(id, &folder)?,
            FeedDeed::Pause(paused) => store.pause(id, paused)?,
            FeedDeed::Restore => store.restore(id)?,
            FeedDeed::Remove => {
                store.remove(id)?;
                removed.push(id);
            }
        }
    }
    Ok(Some(if removed.is_empty() { Event::LibraryChanged } else { Event::Removed { feeds: removed, called } }))
}

fn marked(store: &mut Store, which: &Which, mark: &Mark) -> Result<Vec<StoryKey>, StoreError> {
    let change = match which {
        Which::Stories(stories) => store.mark(stories, mark),
        Which::List { scope, newest } => store.mark_all(scope, *newest, mark),
        Which::Between { scope, order, ends, others } => {
            let between = store.read().between(scope, *order, *ends)?;
            let all: Vec<StoryKey> = others.iter().copied().filter(|key| !between.contains(key)).chain(between.clone()).collect();
            store.mark(&all, mark)
        }
    };
    change.map(|change| change.stories)
}

/// Stores what a source that was named holds. Articles without a date keep the order that they have there.
fn brought(store: &mut Store, source: &event::Source, feed: Box<Feed>) -> Result<(), StoreError> {
    let new = NewFeed { address: source.name.clone(), ..NewFeed::default() };
    let Some((id, _)) = store.add(&[new])?.into_iter().next() else { return Ok(()) };
    store.write(vec![refresh::first_reading(id, Loaded { feed: *feed, ..Loaded::default() })]).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::channel,
    };

    use super::{Answer, Deed, carry_out, work_on};
    use crate::{
        app::event::{Outcome, Source},
        model::{Article, ArticleId, Feed},
        store::Store,
        text::CleanText,
    };

    #[test]
    fn while_a_refresh_makes_stories_ready_for_searches_nobody_else_does() {
        let mut store = Store::in_memory(crate::html::searched_text).expect("a library");
        let article = |id: &'static str| Article { id: ArticleId(id.into()), title: CleanText::from(id), ..Article::default() };
        let feed = Feed { articles: ["one", "two", "three"].map(article).into(), ..Feed::default() };
        let source = Source { number: 0, name: "a".into(), again: false };
        carry_out(&mut store, Deed::Brought { source, feed: Box::new(feed), outcome: Outcome::Read });
        let (sender, _receiver) = channel();
        let (answer, others) = (Answer { sender, under_way: Arc::default() }, AtomicUsize::new(1));
        for _ in 0..5 {
            assert!(work_on(&mut store, (&answer, &others)), "there is something left to be done");
        }
        assert_eq!(store.index_some(1).expect("indexed"), 2, "which nobody has done");
        others.store(0, Ordering::SeqCst);
        while work_on(&mut store, (&answer, &others)) {}
        assert_eq!(store.index_some(1).expect("indexed"), 0, "and which is done afterwards");
    }
}
