//! Scrollbars: which part of the whole is in sight, and where the thumb stands that says so.

use super::panes::Area;

/// The part of a whole that is in sight, in rows or in whatever it is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How much there is.
    pub whole: u32,
    /// How much of it is in sight.
    pub seen: u32,
    /// What comes before it.
    pub top: u32,
}

/// The thumb of a scrollbar, in rows of its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thumb {
    /// From the track's top.
    pub start: u16,
    /// How many rows it takes.
    pub length: u16,
}

/// Tracks lower than this have no thumb: it could not be told from the track.
const LOWEST: u16 = 3;

impl Extent {
    /// The thumb on a track of `track` rows; `None` where all is in sight, or the track is too low.
    #[must_use]
    pub fn thumb(self, track: u16) -> Option<Thumb> {
        let hidden = self.hidden();
        if hidden == 0 || track < LOWEST {
            return None;
        }
        let length = scaled(u32::from(track), self.seen, self.whole).clamp(1, u32::from(track) - 1);
        let free = u32::from(track) - length;
        // Only what stands at an end touches it.
        let start = match self.top {
            0 => 0,
            top if top >= hidden => free,
            top => scaled(free, top, hidden).clamp(1.min(free), free.saturating_sub(1).max(1)),
        };
        let cells = |rows: u32| u16::try_from(rows).unwrap_or(track);
        Some(Thumb { start: cells(start), length: cells(length) })
    }

    /// What comes before the part in sight when the thumb is held in the middle and pulled to the row `y` of its track.
    #[must_use]
    pub fn top_at(self, y: u16, track: u16) -> u32 {
        let Some(thumb) = self.thumb(track) else { return 0 };
        let free = u32::from(track - thumb.length);
        let start = u32::from(y.saturating_sub(thumb.length / 2)).min(free);
        scaled(self.hidden(), start, free.max(1))
    }

    fn hidden(self) -> u32 {
        self.whole.saturating_sub(self.seen)
    }
}

impl Area {
    /// The column at its right edge, on which its scrollbar stands.
    #[must_use]
    pub fn track(self) -> Self {
        Self { x: (self.x + self.width).saturating_sub(1), width: self.width.min(1), ..self }
    }

    /// The area inside a frame of one cell.
    #[must_use]
    pub fn inside(self) -> Self {
        Self { x: self.x + 1, y: self.y + 1, width: self.width.saturating_sub(2), height: self.height.saturating_sub(2) }
    }
}

/// `of * part / whole`, rounded.
fn scaled(of: u32, part: u32, whole: u32) -> u32 {
    let whole = u64::from(whole.max(1));
    u32::try_from((u64::from(of) * u64::from(part) + whole / 2) / whole).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Extent;

    #[test]
    fn the_thumb_touches_an_end_only_where_that_end_is_in_sight() {
        for (whole, seen, track) in [(100, 20, 20), (1_000_000, 8, 20), (21, 20, 20), (60, 5, 3)] {
            let thumb = |top| Extent { whole, seen, top }.thumb(track).expect("something is hidden");
            let last = whole - seen;
            assert_eq!(thumb(0).start, 0);
            assert_eq!(thumb(last).start + thumb(last).length, track, "{whole} {seen}");
            for top in 1..last.min(500) {
                let thumb = thumb(top);
                assert!(thumb.start > 0 && thumb.start + thumb.length <= track, "{whole} {seen} {top}: {thumb:?}");
            }
        }
    }

    #[test]
    fn there_is_no_thumb_where_everything_is_in_sight() {
        assert_eq!(Extent { whole: 20, seen: 20, top: 0 }.thumb(20), None);
        assert_eq!(Extent { whole: 100, seen: 2, top: 0 }.thumb(2), None);
    }

    #[test]
    fn pulling_the_thumb_to_the_ends_shows_the_ends() {
        let extent = Extent { whole: 500, seen: 20, top: 100 };
        assert_eq!((extent.top_at(0, 20), extent.top_at(19, 20)), (0, 480));
        assert!((200..300).contains(&extent.top_at(10, 20)), "{}", extent.top_at(10, 20));
    }
}
