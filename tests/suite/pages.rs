//! Markup in, words out: what other programs make of the same markup, and what a reader must never lose.

mod elements;
mod properties;
mod rendering;
mod saved;
mod stories;
mod words;

use std::path::PathBuf;

/// The shared corpora, where this machine has them.
fn corpora() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    folder.is_dir().then_some(folder)
}
