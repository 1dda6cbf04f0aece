//! Settings, keys and colours as data. The defaults are the very files of `assets/`; nothing here looks anything up.

mod check;
mod explain;
pub mod file;
pub mod key;
pub mod keymap;
pub mod nearest;
pub mod settings;
pub mod share;
pub mod theme;

pub use file::{ConfigError, File};
pub use key::{Code, Key};
pub use keymap::{Binding, Keymap};
pub use settings::Settings;
pub use share::{PipeForm, SaveForm, ShareSettings};
pub use theme::{Colour, Depth, Shade, Theme};
