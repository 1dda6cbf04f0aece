//! JSON in which every character can be shown on a terminal.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::text::script;

/// Escapes, beside what JSON demands, what a terminal would act on or hide: C1 controls, bidirectional controls,
/// invisible characters. The values stay the same.
pub(super) struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts(*c)) {
            let (before, after) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = after.strip_prefix(c).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }
}

fn acts(c: char) -> bool {
    !c.is_ascii_graphic()
        && (c.is_control()
            || script::is_invisible(c)
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}'))
}
