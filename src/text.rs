//! Characters as a terminal sees them: what may be shown ([`CleanText`]), what may be followed ([`SafeUrl`]), and how
//! many cells a text takes ([`width()`]).

pub mod bidi;
pub mod clean;
pub mod linebreak;
pub mod script;
pub mod url;
pub mod width;

pub use clean::CleanText;
pub use url::{SafeUrl, percent_decoded};
pub use width::{cut, elide, graphemes, simple, width};
