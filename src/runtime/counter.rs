//! How many unread stories answer the questions of the smart feeds: counted on a thread of its own, so that nobody waits,
//! and never more often than is good for the machine.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use super::Message;
use crate::{app::event::Event, query::Query, store::Reader};

/// How long it waits for a newer wish before it begins.
const SETTLE: Duration = Duration::from_millis(50);
/// How much longer it rests than it worked.
const REST: u32 = 4;
/// How long it rests at the most.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// The thread that counts.
#[derive(Debug)]
pub struct Counter {
    wishes: Sender<Vec<Query>>,
}

impl Counter {
    /// Starts it; it answers through `sender`.
    #[must_use]
    pub fn start(reader: Reader, sender: Sender<Message>) -> Self {
        let (wishes, given) = channel();
        thread::spawn(move || count_all(&reader, &given, &sender));
        Self { wishes }
    }

    /// Counts the unread stories that answer each of these questions; what was wished before is forgotten.
    pub fn count(&self, queries: Vec<Query>) {
        // A thread that is gone has nobody to tell.
        drop(self.wishes.send(queries));
    }
}

fn count_all(reader: &Reader, given: &Receiver<Vec<Query>>, sender: &Sender<Message>) {
    while let Ok(mut queries) = given.recv() {
        while let Ok(newer) = given.recv_timeout(SETTLE) {
            queries = newer;
        }
        let begun = Instant::now();
        for query in queries {
            // What can't be read now is counted with the next wish.
            let Ok(unread) = reader.count_unread(&query) else { continue };
            if sender.send(Message::Event(Event::Counted(query, unread))).is_err() {
                return;
            }
        }
        thread::sleep((begun.elapsed() * REST).min(LONGEST_REST));
    }
}
