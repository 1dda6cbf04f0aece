//! newsprint: a news reader for the terminal.

pub mod decode;
pub mod fetch;
pub mod html;
pub mod layout;
pub mod model;
pub mod parse;
pub mod runtime;
pub mod source;
pub mod text;
pub mod ui;
