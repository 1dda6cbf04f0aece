//! Paper: the typesetter's ruler for type of real fonts, and pages as PDF.
//!
//! A [`Case`] holds the fonts that a story needs, a [`Shaper`] measures and draws with them, [`sheets`] divides a set
//! story into pages with its footnotes, [`pdf`] prints them. What is measured and what is drawn is shaped the same way,
//! so that lines end where the typesetter meant them to.

pub mod case;
mod galley;
pub mod paper;
pub mod pdf;
pub mod shaper;
pub mod sheets;

pub use case::{Case, Fonts};
pub use paper::{Paper, Sort};
pub use pdf::{PressError, Printed, Work, print};
pub use shaper::Shaper;
