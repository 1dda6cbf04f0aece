//! What runs beside the screen: reading sources.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
};

use tokio::{runtime::Runtime, task::AbortHandle};

use super::{Message, load, stage::Named};
use crate::{
    app::event,
    fetch::Client,
    model::StoryKey,
    source::Source,
    text::{CleanText, SafeUrl},
};

/// What came of loading a source.
pub type Loaded = Result<load::Loaded, load::LoadError>;

/// A runtime that does not hold up the end of the program: its own drop would wait for a pipe that nobody writes to, or
/// for a name server that is silent.
#[derive(Debug)]
struct Background(Option<Runtime>);

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Work that goes on beside the screen.
#[derive(Debug)]
pub struct Jobs {
    sender: Sender<Message>,
    runtime: Background,
    client: Arc<Client>,
    hints: load::Hints,
    under_way: Vec<(usize, AbortHandle)>,
    local: Arc<AtomicUsize>,
}

impl Jobs {
    /// No work yet; what is done is told to `sender`.
    pub fn new(sender: Sender<Message>, hints: load::Hints) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Self {
            sender,
            runtime: Background(Some(runtime)),
            client: Arc::new(Client::new(crate::fetch::Limits::default(), false)),
            hints,
            under_way: Vec::new(),
            local: Arc::default(),
        })
    }

    /// Reads a source, or the feed that was chosen among those that it offers; [`Message::Loaded`] tells what came of it.
    pub(super) fn load(&mut self, Named { source: event::Source { number, .. }, from, choice }: Named) {
        let on_this_machine = usize::from(!matches!(from, Source::Url(..)));
        let (sender, local) = (self.sender.clone(), Arc::clone(&self.local));
        local.fetch_add(on_this_machine, Ordering::SeqCst);
        let hints = load::Hints { choice: choice.or(self.hints.choice), ..self.hints.clone() };
        let loading = load::load(Arc::clone(&self.client), from, hints);
        let Some(runtime) = &self.runtime.0 else { return };
        let job = runtime.spawn(async move {
            let result = Box::new(loading.await);
            // The loop may be gone when the answer comes: then nobody waits for it.
            drop(sender.send(Message::Loaded { number, result }));
            local.fetch_sub(on_this_machine, Ordering::SeqCst);
        });
        self.under_way.retain(|(_, job)| !job.is_finished());
        self.under_way.push((number, job.abort_handle()));
    }

    /// Reads the feed at an address, or that of the site there; [`Message::Subscribed`] tells what came of it.
    pub fn subscribe(&mut self, number: usize, (url, source): (SafeUrl, Source), (folder, choice): (CleanText, Option<usize>)) {
        let Some(runtime) = &self.runtime.0 else { return };
        let sender = self.sender.clone();
        let hints = load::Hints { kind: load::Kind::Feed, choice, ..load::Hints::default() };
        let loading = load::load(Arc::clone(&self.client), source, hints);
        let job = runtime.spawn(async move {
            let result = Box::new(loading.await);
            drop(sender.send(Message::Subscribed { number, url, folder, result }));
        });
        self.under_way.retain(|(_, job)| !job.is_finished());
        self.under_way.push((number, job.abort_handle()));
    }

    /// Fetches the page of a story; [`Message::Whole`] tells what came of it.
    pub fn whole(&self, key: StoryKey, url: SafeUrl) {
        let Some(runtime) = &self.runtime.0 else { return };
        let sender = self.sender.clone();
        let hints = load::Hints { kind: load::Kind::Page, ..load::Hints::default() };
        let loading = load::load(Arc::clone(&self.client), Source::Url(url, None), hints);
        runtime.spawn(async move {
            let result = Box::new(loading.await);
            drop(sender.send(Message::Whole { key, result }));
        });
    }

    /// Whether the source of this number is being read.
    #[must_use]
    pub fn is_loading(&self, number: usize) -> bool {
        self.under_way.iter().any(|(other, job)| *other == number && !job.is_finished())
    }

    /// How many sources of this machine are still being read.
    #[must_use]
    pub fn local_under_way(&self) -> usize {
        self.local.load(Ordering::SeqCst)
    }

    /// Stops whatever is loading; gives the numbers of what was stopped.
    pub fn stop(&mut self) -> Vec<usize> {
        let running = self.under_way.drain(..).filter(|(_, job)| !job.is_finished());
        running
            .map(|(number, job)| {
                job.abort();
                number
            })
            .collect()
    }
}
