//! newsprint: a news reader for the terminal.

pub mod layout;
pub mod model;
pub mod source;
pub mod text;
