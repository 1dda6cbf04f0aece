//! Where the library lies, and opening it.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::{
    html,
    store::{Store, StoreError},
    words::{Phrase, spoken},
};

/// Why there is no library.
#[derive(Debug)]
pub enum LibraryError {
    /// There is no place for it.
    NoPlace,
    /// It can't be opened.
    Store(StoreError),
}

spoken!(LibraryError);

impl LibraryError {
    /// The sentence for a reader.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NoPlace => Phrase::new("store.no-place"),
            Self::Store(error) => error.phrase(),
        }
    }
}

impl From<StoreError> for LibraryError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// `$XDG_DATA_HOME/newsprint/library.db`, by the rules of the platform.
#[must_use]
pub fn path() -> Option<PathBuf> {
    let folder = choose_base_strategy().ok()?.data_dir();
    Some(folder.join("newsprint").join("library.db"))
}

/// The library of whoever runs the program, made where there is none; and what must be known of how it was opened.
pub fn open() -> Result<(Store, Vec<Phrase>), LibraryError> {
    let store = Store::open(&path().ok_or(LibraryError::NoPlace)?, html::searched_text)?;
    let said = store.said().to_vec();
    Ok((store, said))
}

/// Sets a library aside that turned out to be damaged, and makes a new one with the subscriptions that can be read. Says
/// what came of it.
pub fn set_aside(store: Store) -> Result<Phrase, StoreError> {
    store.set_aside()
}
