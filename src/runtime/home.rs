//! The reader's own library behind the screen: its feeds are asked for news in time, and new ones are subscribed to.

use jiff::Timestamp;

use super::{
    Stage, jobs,
    librarian::{Deed, Librarian},
    library,
    load::LoadError,
    refresh::Habits,
    stage::Named,
    stage::offered,
};
use crate::{
    app::{
        effect,
        event::{self, Event, Outcome, Wanted},
    },
    source::Source,
    store::{FeedRow, NewFeed},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

impl Stage {
    /// Asks the feeds for news whose time has come, or leaves them alone for a while, as the reader wishes.
    pub(super) fn refresh_on_opening(&mut self) {
        if self.app.settings().refresh.on_opening {
            self.library.feeds(effect::Refresh::Due);
        } else {
            self.agenda.wait(Timestamp::now(), Habits::from(self.app.settings()).bounds().least);
        }
    }

    /// Asks these feeds for news; `next` says when another one is due.
    pub(super) fn refresh(&mut self, feeds: Vec<FeedRow>, next: Option<Timestamp>) {
        self.agenda.next_is(Timestamp::now(), next);
        let habits = Habits::from(self.app.settings()).in_background();
        if let Err(why) = self.subscriber.refresh(feeds, habits, self.library.leave_charge()) {
            self.note(Event::Failed(why));
        }
    }

    /// Asks the feeds for news whose time has come while the screen is open.
    pub(super) fn refresh_in_time(&mut self) {
        let wanted = self.at_home && self.app.settings().refresh.while_open && !self.subscriber.is_busy();
        if wanted && self.agenda.is_time(Timestamp::now()) {
            self.library.feeds(effect::Refresh::Due);
        }
    }

    /// Begins to subscribe to the feed or site at an address.
    pub(super) fn subscribe(&mut self, address: &str, folder: CleanText, choice: Option<usize>) -> Event {
        let from = match Source::parse_typed(address) {
            Ok(from) => from,
            Err(error) => return Event::Failed(error.phrase()),
        };
        let Source::Url(url, _) = &from else {
            return Event::Failed(Phrase::new("error.no-address").with("where", from.name()));
        };
        let source = event::Source { number: self.sources.len(), name: from.name(), again: false };
        self.jobs.subscribe(source.number, (url.clone(), from.clone()), (folder, choice));
        self.sources.push(Named { source: source.clone(), from, choice });
        Event::Loading(source)
    }

    /// Takes note of a feed that was read to be subscribed to, or was not.
    pub(super) fn subscribed(&mut self, number: usize, url: &SafeUrl, (folder, result): (CleanText, jobs::Loaded)) {
        let Some(Named { source, .. }) = self.sources.get(number).cloned() else { return };
        let (outcome, event) = match result {
            Ok(loaded) => {
                let found = loaded.found.as_ref().or(loaded.moved.as_ref()).unwrap_or(url);
                let new = NewFeed { folder, ..NewFeed::web(found) };
                let failed = self.go_home();
                if failed.is_none() {
                    self.library.note(Deed::Subscribe { new, loaded: Box::new(loaded) });
                }
                (Outcome::Read, failed)
            }
            Err(LoadError::Several(_, found)) => {
                let wanted = Wanted::Subscription { address: url.to_string(), folder };
                (Outcome::Read, Some(offered(found, wanted)))
            }
            Err(error) => (Outcome::Failed(error.phrase()), None),
        };
        self.note(Event::Loaded { source, outcome });
        if let Some(event) = event {
            self.note(event);
        }
    }

    pub(super) fn subscribe_to_all(&mut self, feeds: Vec<NewFeed>) -> Option<Event> {
        let failed = self.go_home();
        if failed.is_none() {
            self.library.note(Deed::SubscribeAll(feeds));
        }
        failed
    }

    /// Shows the reader's library in place of what was named; gives what is to be said where that is not possible.
    fn go_home(&mut self) -> Option<Event> {
        if self.at_home {
            return None;
        }
        let opened = library::open().map_err(|error| error.phrase());
        let started = opened.and_then(|(store, _)| Librarian::start(store, self.sender.clone()).map_err(|error| error.phrase()));
        match started {
            Ok(library) => {
                self.library = library;
                self.at_home = true;
                self.note(Event::LibraryOpened);
                self.agenda.next_is(Timestamp::now(), None);
                None
            }
            Err(why) => Some(Event::Failed(why)),
        }
    }
}
