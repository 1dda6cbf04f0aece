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

impl Labels {
    /// The words of a language, as `get` knows them by their keys.
    #[must_use]
    pub fn of(get: impl Fn(&'static str) -> &'static str) -> Self {
        Self {
            picture: get("label.picture"),
            audio: get("label.audio"),
            video: get("label.video"),
            embed: get("label.embed"),
            details: get("label.details"),
            links: get("label.links"),
        }
    }
}

impl Default for Labels {
    fn default() -> Self {
        Self::ENGLISH
    }
}
