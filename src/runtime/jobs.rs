//! What runs beside the screen: reading sources, opening long stories.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
};

use super::{Loaded, Message, load, open, panic, shelf::Shelved};
use crate::{
    app::{
        event::{Event, Outcome},
        story::Story,
    },
    source::Source,
};

/// Markup longer than this is read beside the screen, in bytes; shorter is read at once, so that it is painted with
/// the frame that asks for it.
const AT_ONCE: usize = 256 * 1024;

/// Work that goes on beside the screen.
pub struct Jobs {
    sender: Sender<Message>,
    local: Arc<AtomicUsize>,
    network: Option<load::Network>,
}

impl Jobs {
    /// No work yet; what is done is told to `sender`.
    #[must_use]
    pub fn new(sender: Sender<Message>) -> Self {
        Self { sender, local: Arc::default(), network: None }
    }

    /// Reads a source; [`Message::Loaded`] tells what came of it.
    pub fn load(&mut self, number: usize, source: Source) {
        let sender = self.sender.clone();
        // The loop may be gone when the answer comes: then nobody waits for it.
        let tell = move |result| drop(sender.send(Message::Loaded { number, result }));
        match source {
            Source::Url(url, login) => {
                self.network.get_or_insert_with(load::Network::new).load(url, login, tell);
            }
            source => self.load_local(source, tell),
        }
    }

    fn load_local(&self, source: Source, tell: impl FnOnce(Loaded) + Send + 'static) {
        let local = Arc::clone(&self.local);
        local.fetch_add(1, Ordering::SeqCst);
        thread::spawn(move || {
            let read = panic::caught(|| load::local(&source));
            local.fetch_sub(1, Ordering::SeqCst);
            tell(read.unwrap_or_else(|why| Loaded { feed: None, outcome: Outcome::Failed(why) }));
        });
    }

    /// How many sources of this machine are still being read.
    #[must_use]
    pub fn local_under_way(&self) -> usize {
        self.local.load(Ordering::SeqCst)
    }

    /// Stops whatever comes from the network.
    pub fn stop(&mut self) {
        if let Some(network) = &mut self.network {
            network.stop();
        }
    }

    /// Opens a story: at once where it is short, else beside the screen.
    pub fn open(&self, generation: u64, article: Shelved) -> Option<Story> {
        if article.article.markup().markup().len() <= AT_ONCE {
            return Some(open::story(generation, article));
        }
        let sender = self.sender.clone();
        thread::spawn(move || {
            let story = panic::caught(|| open::story(generation, article));
            let event = story.map_or_else(Event::Failed, |story| Event::Story(Box::new(story)));
            drop(sender.send(Message::Event(event)));
        });
        None
    }
}
