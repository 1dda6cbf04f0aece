//! Several columns side by side: the page is turned, not scrolled.

use super::{Fold, Place, Reader};
use crate::layout::columns::MOST_COLUMNS;

impl Reader {
    /// How many columns stand side by side.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.fold.map_or(1, |fold| fold.columns)
    }

    /// Where the column ends in which something `left` cells from the pane's edge begins, in cells from that edge; `None` where
    /// the page is not folded.
    #[must_use]
    pub fn column_end(&self, left: u32) -> Option<u32> {
        self.fold.map(|fold| (left / fold.pitch.max(1) + 1) * fold.pitch)
    }

    /// One column more; after the most, one.
    pub fn step_columns(&mut self) {
        self.columns = if self.columns.max(1) >= MOST_COLUMNS { 1 } else { self.columns.max(1) + 1 };
    }

    /// Turns to the next paneful, or to the one before where `rows` is negative; by more where it is more than a paneful.
    pub(super) fn turn(&mut self, rows: i64, fold: Fold) {
        let first = self.first_paneful(fold);
        let panefuls = u32::try_from(rows.unsigned_abs()).unwrap_or(u32::MAX).div_ceil(fold.height);
        let row = if rows > 0 {
            let at = if self.top < first { 0 } else { (self.top - first) / fold.height + 1 };
            first.saturating_add((at + panefuls - 1).saturating_mul(fold.height)).min(self.last_paneful(fold))
        } else {
            let at = self.top.saturating_sub(first).div_ceil(fold.height);
            if panefuls > at { 0 } else { first + (at - panefuls) * fold.height }
        };
        self.place = self.place_at(row);
        self.top = row;
    }

    /// The row at the top that shows a place: that of its paneful where the page is folded.
    pub(super) fn top_for(&self, place: Place) -> u32 {
        let row = self.row_of(place);
        let Some(fold) = self.fold else { return row };
        let first = self.first_paneful(fold);
        row.checked_sub(first).map_or(0, |below| first + below / fold.height * fold.height).min(self.last_paneful(fold))
    }

    /// The row of the top of the first paneful of text: the page's own top where its head leaves room for text.
    fn first_paneful(&self, fold: Fold) -> u32 {
        if fold.first == fold.height { self.front.height } else { 0 }
    }

    pub(super) fn last_paneful(&self, fold: Fold) -> u32 {
        let first = self.first_paneful(fold);
        let rows = self.whole_height().saturating_sub(first + 1);
        first + rows / fold.height * fold.height
    }
}
