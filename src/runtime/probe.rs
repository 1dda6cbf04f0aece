//! What the terminal can do, asked once at the start.
//!
//! [`question`] is written before the first frame; the answers are read while the reader already reads. The last question,
//! for the device's attributes, is one that every terminal answers: its answer ends the probe. What a terminal sends is
//! read by [`listen`] alone, since a general reader of keys takes answers for keys, and some come late.

mod ask;
mod input;
mod keys;
pub mod listen;
mod mouse;
mod reply;
mod surroundings;

pub use ask::ask;
pub use input::Input;
pub use surroundings::{Multiplexer, Surroundings};

use crate::{layout::Tier, text::CleanText};

/// How much of the text-sizing protocol (OSC 66) a terminal knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSizing {
    /// Nothing.
    #[default]
    None,
    /// The width of a character, but no scale.
    Widths,
    /// Scale, too.
    Scales,
}

/// What a terminal said about itself; nothing where it kept silent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to a question of its own")]
pub struct Capabilities {
    /// Whether it answered at all.
    pub answered: bool,
    /// Its name and version.
    pub name: Option<CleanText>,
    /// What it knows of the text-sizing protocol.
    pub text_sizing: TextSizing,
    /// Whether it shows frames as a whole (mode 2026).
    pub synchronized: bool,
    /// Its background: red, green, blue.
    pub background: Option<[u8; 3]>,
    /// The width and height of a cell in pixels.
    pub cell: Option<(u16, u16)>,
    /// Whether it shows pictures by kitty's protocol.
    pub kitty_graphics: bool,
    /// Whether it shows pictures by sixels.
    pub sixels: bool,
}

impl Capabilities {
    /// Whether the background is so light that dark ink belongs on it; `None` where it is not known.
    #[must_use]
    pub fn is_light(&self) -> Option<bool> {
        let [red, green, blue] = self.background?.map(u32::from);
        // Luma by ITU-R BT.601, in thousandths.
        Some(red * 299 + green * 587 + blue * 114 > 127_500)
    }

    /// The multiplexer between newsprint and the terminal.
    #[must_use]
    pub fn multiplexer(&self, surroundings: &Surroundings) -> Option<Multiplexer> {
        self.name.as_deref().and_then(Multiplexer::by_name).or(surroundings.multiplexer)
    }

    /// Whether it makes links of addresses (OSC 8).
    #[must_use]
    pub fn hyperlinks(&self) -> bool {
        const KNOWN: [&str; 9] = ["kitty", "foot", "wezterm", "iterm2", "konsole", "vte", "ghostty", "contour", "mintty"];
        self.is_one_of(&KNOWN)
    }

    /// The tier that it has.
    #[must_use]
    pub fn tier(&self, surroundings: &Surroundings) -> Tier {
        if self.text_sizing == TextSizing::Scales {
            return Tier::Scaled;
        }
        // Doubled rows can't be asked for, and a multiplexer that knows nothing of them tears them apart.
        let doubles = match (self.multiplexer(surroundings), &self.name) {
            (Some(_), _) => false,
            (None, Some(_)) => self.is_one_of(&["xterm", "konsole", "mintty", "wezterm", "iterm2", "windows terminal"]),
            (None, None) => surroundings.doubles_rows,
        };
        if doubles { Tier::Doubled } else { Tier::Layout }
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        names.iter().any(|known| name.starts_with(known))
    }
}

/// The bytes that ask the terminal everything, to be written inside the alternate screen before it is cleared for the
/// first frame; `None` for a terminal that must not be asked.
#[must_use]
pub fn question(surroundings: &Surroundings) -> Option<String> {
    const POSITION: &str = "\x1b[6n";
    const NAME: &str = "\x1b[>q";
    const FRAMES: &str = "\x1b[?2026$p";
    const BACKGROUND: &str = "\x1b]11;?\x1b\\";
    const CELL: &str = "\x1b[16t";
    const KITTY_GRAPHICS: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
    const ATTRIBUTES: &str = "\x1b[c";
    if !surroundings.may_be_asked {
        return None;
    }
    // A block of two cells and one at double scale move the cursor by two each where they are understood. From the top
    // left corner, since a block on the last row would scroll.
    let sizing = format!("\x1b[H{POSITION}\x1b]66;w=2; \x1b\\{POSITION}\x1b]66;s=2; \x1b\\{POSITION}");
    // GNU screen shows such a string in its status line.
    let graphics = if surroundings.multiplexer.is_some() { "" } else { KITTY_GRAPHICS };
    Some(format!("{sizing}{NAME}{FRAMES}{BACKGROUND}{CELL}{graphics}{ATTRIBUTES}"))
}

#[cfg(test)]
mod tests;
