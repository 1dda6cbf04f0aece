//! Where the library lies, and opening it.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::{
    html,
    store::{Store, StoreError},
    text::CleanText,
};

/// Why there is no library.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no place for it.
    #[error("the library has no place: no home folder is known; set HOME or XDG_DATA_HOME")]
    NoPlace,
    /// It can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// `$XDG_DATA_HOME/newsprint/library.db`, by the rules of the platform.
#[must_use]
pub fn path() -> Option<PathBuf> {
    let folder = choose_base_strategy().ok()?.data_dir();
    Some(folder.join("newsprint").join("library.db"))
}

/// The library of whoever runs the program, made where there is none; and what must be known of how it was opened.
pub fn open() -> Result<(Store, Vec<CleanText>), LibraryError> {
    let store = Store::open(&path().ok_or(LibraryError::NoPlace)?, html::plain_text)?;
    let said = store.said().to_vec();
    Ok((store, said))
}
