//! Where a reader is in a story.

use serde::{Deserialize, Serialize};

/// A place in a story that outlives any change of sheet: the leaf, and the byte in the leaf's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The leaf, numbered as [`Block::leaves`](super::Block::leaves) says.
    pub leaf: usize,
    /// The byte in the leaf's text.
    pub byte: usize,
}

/// Where a reader is in a story: in the page's head, or at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
