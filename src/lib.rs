//! newsprint: a news reader for the terminal.

pub mod app;
pub mod cli;
pub mod config;
pub mod decode;
pub mod extract;
pub mod fetch;
pub mod html;
pub mod layout;
pub mod model;
pub mod parse;
pub mod runtime;
pub mod share;
pub mod source;
pub mod text;
pub mod ui;
