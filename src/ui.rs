//! Paint: what the screen looks like, from the app's state alone.

pub mod sequence;
pub mod sized;
