//! What the terminal said of itself.

use super::event::Event;
use crate::layout::Tier;

/// What the terminal said of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Terminal {
    /// How it shows type of other sizes.
    pub tier: Tier,
    /// Whether it makes links of addresses.
    pub hyperlinks: bool,
    /// The width and height of its cells in pixels, where it told.
    pub cell: Option<(u16, u16)>,
    /// Whether its background is light, where it told.
    pub light: Option<bool>,
}

impl Terminal {
    /// Takes note of what it said.
    pub fn note(&mut self, said: &Event) {
        match *said {
            Event::Background { light } => self.light = Some(light),
            Event::Tier(tier) => self.tier = tier,
            Event::Cell { width, height } => self.cell = Some((width, height)),
            Event::Hyperlinks(known) => self.hyperlinks = known,
            _ => {}
        }
    }
}
