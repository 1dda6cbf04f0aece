//! Requests to the outside world, as plain data. `runtime` carries them out.

use std::time::Duration;

use super::story::{Around, StoryKey, StoryName};
use crate::{layout::Anchor, model::TextSize};

/// A request to the outside world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Answer with a page of headlines.
    Headlines {
        /// To be given back with the answer.
        generation: u64,
        /// What it is built around.
        around: Around,
    },
    /// Answer with a story.
    Open {
        /// To be given back with the answer.
        generation: u64,
        /// Which one.
        key: StoryKey,
    },
    /// Note that a story was read, or was not.
    MarkRead {
        /// Which one.
        key: StoryKey,
        /// Whether it counts as read now.
        read: bool,
    },
    /// Keep this for the next run.
    Remember(Memory),
    /// Say so when this time has passed.
    Wake {
        /// How long from now.
        after: Duration,
        /// What to say.
        wake: Wake,
    },
    /// Stop whatever is loading.
    StopLoading,
    /// Draw every cell anew.
    Redraw,
    /// Give the terminal back to the shell until it calls again.
    Suspend,
    /// End the program.
    Quit,
}

/// Why to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The story lay open long enough to count as read.
    Read(StoryKey),
}

/// What is kept from run to run.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The text size.
    pub size: TextSize,
    /// The measure in columns, where the reader chose one.
    pub measure: Option<u16>,
    /// The last story.
    pub story: Option<StoryName>,
    /// The place at the top of its pane.
    pub place: Option<Place>,
}

/// Where a reader is in a story: in the page's head, or at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// This row of the page's head is at the top.
    Head(u32),
    /// This place of the text is at the top.
    Text(Anchor),
}

impl Default for Place {
    fn default() -> Self {
        Self::Head(0)
    }
}

/// Requests, in order.
#[must_use = "effects are requests: hand them to the runtime"]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Nothing to be done outside.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a request.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Adds the requests of `other`.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl From<Effect> for Effects {
    fn from(effect: Effect) -> Self {
        Self(vec![effect])
    }
}

impl IntoIterator for Effects {
    type Item = Effect;
    type IntoIter = std::vec::IntoIter<Effect>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
