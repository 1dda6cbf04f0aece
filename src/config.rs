//! Settings, keys and colours as data. The defaults are the very files of `assets/`; nothing here looks anything up.

pub mod key;
pub mod keymap;
pub mod share;
pub mod theme;

pub use key::{Code, Key};
pub use keymap::{Binding, Keymap};
pub use share::{PipeForm, SaveForm, ShareSettings};
pub use theme::{Colour, Theme};

/// What is wrong with a configuration file, in one line: file, place, what, what to do.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ConfigError {
    /// The file as its user knows it.
    pub file: String,
    /// Where in it and what is wrong.
    pub problem: String,
}
