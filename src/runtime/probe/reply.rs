//! What the answers of a terminal mean.

use crate::text::CleanText;

use super::{Capabilities, TextSizing, input::Token};

/// The answers so far.
#[derive(Debug, Default)]
pub(super) struct Replies {
    /// Whether the last question was answered.
    pub complete: bool,
    /// The columns of the cursor: at first, after a block of two cells, after a block at double scale.
    columns: Vec<u32>,
    said: Capabilities,
}

impl Replies {
    /// Whether `token` is an answer; if so, it was noted.
    pub fn take(&mut self, token: &Token) -> bool {
        match token {
            Token::Control(parameters, end) => self.control(parameters, *end),
            Token::String(b']', text) => self.background(text),
            Token::String(b'P', text) => self.name(text),
            Token::String(b'_', text) => self.graphics(text),
            _ => return false,
        }
        .is_some()
    }

    /// What the terminal can do, by its answers so far.
    pub fn capabilities(&self) -> Capabilities {
        let text_sizing = match self.columns.as_slice() {
            [first, second, third] if *second == first + 2 && *third == second + 2 => TextSizing::Scales,
            [first, second, ..] if *second == first + 2 => TextSizing::Widths,
            _ => TextSizing::None,
        };
        Capabilities { text_sizing, answered: self.complete, ..self.said.clone() }
    }

    fn control(&mut self, parameters: &[u8], end: u8) -> Option<()> {
        let text = std::str::from_utf8(parameters).ok()?;
        match end {
            b'R' if self.columns.len() < 3 && !self.complete => {
                let (_, column) = text.split_once(';')?;
                self.columns.push(column.parse().ok()?);
            }
            b'c' => {
                let attributes = text.strip_prefix('?')?;
                self.said.sixels = attributes.split(';').skip(1).any(|attribute| attribute == "4");
                self.complete = true;
            }
            b'y' => {
                // 1 and 2: the mode is known, set or not; 3: set for ever.
                let state = text.strip_prefix("?2026;").and_then(|rest| rest.strip_suffix('$'));
                self.said.synchronized |= matches!(state, Some("1" | "2" | "3"));
            }
            b't' => {
                let (height, width) = text.strip_prefix("6;")?.split_once(';')?;
                self.said.cell = Some((width.parse().ok()?, height.parse().ok()?)).filter(|size| *size != (0, 0));
            }
            _ => return None,
        }
        Some(())
    }

    /// `11;rgb:rrrr/gggg/bbbb`, with one to four hexadecimal digits to a colour; `rgba:` too.
    fn background(&mut self, text: &[u8]) -> Option<()> {
        let text = std::str::from_utf8(text).ok()?;
        let (_, colours) = text.strip_prefix("11;")?.split_once(':')?;
        let mut parts = colours.split('/').map(|part| {
            let digits = u32::try_from(part.len()).ok().filter(|digits| (1..=4).contains(digits))?;
            let most = 16u32.pow(digits) - 1;
            u8::try_from(u32::from_str_radix(part, 16).ok()? * 255 / most).ok()
        });
        self.said.background = Some([parts.next()??, parts.next()??, parts.next()??]);
        Some(())
    }

    /// `>|name(version)`.
    fn name(&mut self, text: &[u8]) -> Option<()> {
        let name = CleanText::line(&String::from_utf8_lossy(text.strip_prefix(b">|")?)).elided(60);
        self.said.name = Some(name).filter(|name| !name.is_empty());
        Some(())
    }

    fn graphics(&mut self, text: &[u8]) -> Option<()> {
        let answer = text.strip_prefix(b"G")?;
        self.said.kitty_graphics |= answer.ends_with(b";OK");
        Some(())
    }
}
