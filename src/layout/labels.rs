//! The few words that the typesetter prints by itself.

/// Words printed on a page that are not the author's, in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Labels {
    /// Stands for a picture.
    pub picture: &'static str,
    /// Stands for a recording.
    pub audio: &'static str,
    /// Stands for a film.
    pub video: &'static str,
    /// Stands for an embedded page of another site.
    pub embed: &'static str,
    /// Heads a part that folds away and says nothing of itself.
    pub details: &'static str,
    /// Heads the list of links at the end of a story.
    pub links: &'static str,
}

impl Labels {
    /// The words in English.
    pub const ENGLISH: Self =
        Self { picture: "picture", audio: "audio", video: "video", embed: "embedded page", details: "Details", links: "Links" };
}

impl Default for Labels {
    fn default() -> Self {
        Self::ENGLISH
    }
}
