//! The library, for verbs without a screen.

use super::complain;
use crate::{
    runtime,
    store::Store,
    text::CleanText,
    words::{Phrase, Words},
};

/// Opens the library and says what must be known of it; `None` where it can't be opened.
pub(super) fn open(words: Words) -> Option<Store> {
    match runtime::library::open() {
        Ok((store, said)) => {
            for sentence in said {
                complain(&Phrase::from(sentence), words);
            }
            Some(store)
        }
        Err(error) => {
            complain(&Phrase::from(CleanText::line(&error.to_string())), words);
            None
        }
    }
}
