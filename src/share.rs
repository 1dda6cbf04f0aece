//! The only writers: stories as text, Markdown, HTML and JSON Feed. Each writes item by item to any [`io::Write`].

pub mod argv;
pub mod draft;
mod html;
mod json;
pub mod link;
mod markdown;
pub mod name;
pub mod pdf;
mod plain;
pub mod qr;
mod story;
pub mod target;
mod text;

use std::io::{self, Write};

use jiff::tz::TimeZone;

use crate::{
    layout::{Line, Sheet},
    model::Feed,
    words::Words,
};

pub use argv::Argv;
pub use story::Story;

/// How stories are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Lines of text, set on a sheet.
    #[default]
    Text,
    /// `CommonMark`, with tables and struck-out text as on GitHub.
    Markdown,
    /// A page that needs nothing else, and loads nothing.
    Html,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::Html, Self::Json];
}

/// What text is set on and read by.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The sheet that text is set on; its unit is the cell.
    pub sheet: Sheet,
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// The reader's language.
    pub words: Words,
}

/// Writes a value as JSON in one line. Every character that could act on a terminal is escaped.
pub fn write_json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    json::write_value(out, value)
}

/// Draws a line of larger type, at most so many cells wide, and leaves the cursor below it.
pub type Draw<'a> = &'a dyn Fn(&Line, u16) -> String;

/// Writes every story of `feeds` as text for a terminal that scales: lines of larger type are left to `draw`.
pub fn write_scaled(out: &mut impl Write, feeds: &[Feed], setting: &Setting, draw: Draw<'_>) -> io::Result<()> {
    text::write(out, feeds, setting, Some(draw))
}

/// Writes every story of `feeds`: their headlines first, where there is more than one, then the stories.
pub fn write(out: &mut impl Write, feeds: &[Feed], format: Format, setting: &Setting) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, feeds, setting, None),
        Format::Markdown => markdown::write(out, feeds, setting),
        Format::Html => html::write(out, feeds, setting),
        Format::Json => json::write(out, feeds),
    }
}
