//! The body pane: the open story, set on the sheet of the pane, and the place at the top of it.

mod columns;

use std::collections::HashMap;

use super::{
    effect::{Effect, Place},
    list::titled,
    story::{Story, StoryKey, StoryName},
    time::Calendar,
    toolbar,
};
use crate::{
    config::settings,
    layout::{
        Anchor, Cells, Fold, Labels, Page, Reach, Sheet, Spot, Tier,
        bar::Extent,
        front::{Front, FrontPage, front},
        panes::Area,
        typeset_to,
    },
    model::{LinkId, TextSize},
    text::CleanText,
    words::{Phrase, Words},
};

/// The narrowest and widest measure that a reader can choose, in columns.
const MEASURES: std::ops::RangeInclusive<u16> = 20..=160;
/// How much wider or narrower one step makes the lines, in columns.
const MEASURE_STEP: u16 = 4;
/// A story of more rows than this is shown before all of it is set; nearly all stories have fewer.
const ROWS_AT_ONCE: u32 = 1_500;
/// So many panes at least are set of it from the place on that is shown.
const PANES_AT_ONCE: u32 = 4;

/// The body pane.
#[derive(Debug, Default)]
pub struct Reader {
    story: Option<Story>,
    generation: u64,
    wanted: Option<StoryKey>,
    /// Whether the story that is wanted is still to come.
    waiting: bool,
    size: TextSize,
    tier: Tier,
    measure: Option<u16>,
    /// What the settings say of the type.
    text: settings::Text,
    /// How many columns the reader wishes side by side; 0 and 1 are one.
    columns: u32,
    fold: Option<Fold>,
    set_for: Option<SetFor>,
    sheet: Sheet,
    front: FrontPage,
    page: Page,
    /// Whether the story goes on below what is set of it: what is in sight, and more. Nobody knows yet how long it is then.
    goes_on: bool,
    height: u16,
    /// The first row of the page that is shown.
    top: u32,
    /// The place that was at the top when the reader last moved; every new setting returns to it.
    place: Place,
    places: HashMap<StoryKey, Place>,
}

/// What a page was set for; where this changes, it is set anew.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SetFor {
    sheet: Sheet,
    size: TextSize,
    tier: Tier,
    drawn_headlines: bool,
    columns: Option<(Sheet, Fold)>,
    words: Words,
}

impl Reader {
    /// The open story.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        self.story.as_ref()
    }

    /// The open story's number.
    #[must_use]
    pub fn key(&self) -> Option<StoryKey> {
        self.story.as_ref().and_then(|story| story.key)
    }

    /// The head of the page.
    #[must_use]
    pub fn front(&self) -> &FrontPage {
        &self.front
    }

    /// The body of the page; its rows count from the end of the head.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The sheet that the page is set on.
    #[must_use]
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The first row that is shown, counted from the top of the head.
    #[must_use]
    pub fn top(&self) -> u32 {
        self.top
    }

    /// The text size.
    #[must_use]
    pub fn size(&self) -> TextSize {
        self.size
    }

    /// The measure that the reader chose, in columns.
    #[must_use]
    pub fn measure(&self) -> Option<u16> {
        self.measure
    }

    /// The place at the top of the pane.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    /// The open story and the place at the top, where that is another one than when it was opened.
    #[must_use]
    pub fn moved(&self) -> Option<(StoryKey, Place)> {
        let opened_at = self.story.as_ref()?.place.unwrap_or_default();
        self.key().filter(|_| self.place != opened_at).map(|key| (key, self.place))
    }

    /// What outlives this run.
    #[must_use]
    pub fn name(&self) -> Option<&StoryName> {
        self.story.as_ref().map(|story| &story.name)
    }

    /// Takes another text size.
    pub fn set_size(&mut self, size: TextSize) {
        self.size = size;
    }

    /// How the terminal shows type of other sizes.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// Takes note of how the terminal shows type of other sizes.
    pub fn set_tier(&mut self, tier: Tier) {
        self.tier = tier;
    }

    /// The tier that the open story is set on: wide characters can't stand on doubled rows, and not every script is drawn.
    #[must_use]
    pub fn tier_in_use(&self) -> Tier {
        match (self.tier, &self.story) {
            (Tier::Doubled, Some(Story { wide: true, .. })) | (Tier::Blocks, Some(Story { drawable: false, .. })) => Tier::Layout,
            (tier, _) => tier,
        }
    }

    /// The size that is shown: that of the reader's wish which the terminal has.
    #[must_use]
    pub fn shown_size(&self) -> TextSize {
        self.tier.nearest(self.size)
    }

    /// Whether the open story takes doubled rows.
    #[must_use]
    pub fn doubles_rows(&self) -> bool {
        self.tier_in_use() == Tier::Doubled && self.shown_size() == TextSize::Large
    }

    /// Takes another measure.
    pub fn set_measure(&mut self, measure: Option<u16>) {
        self.measure = measure.map(|columns| columns.clamp(*MEASURES.start(), *MEASURES.end()));
    }

    /// Takes what the settings say of the type.
    pub fn set_text(&mut self, text: settings::Text) {
        self.text = text;
    }

    /// Makes the lines longer or shorter by some steps, starting from those that are shown.
    pub fn step_measure(&mut self, steps: i16) {
        let shown = u16::try_from(self.sheet.body.columns(self.sheet.measure)).unwrap_or(u16::MAX);
        self.set_measure(Some(shown.saturating_add_signed(steps.saturating_mul(MEASURE_STEP.cast_signed()))));
    }

    /// Asks for a story, unless it is the one that is open or on its way.
    pub fn want(&mut self, key: StoryKey) -> Option<Effect> {
        if self.wanted == Some(key) {
            return None;
        }
        (self.wanted, self.waiting) = (Some(key), true);
        self.generation += 1;
        Some(Effect::Open { generation: self.generation, key })
    }

    /// Whether the story that was asked for last is still to come.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// The story that was asked for does not come.
    pub fn give_up(&mut self) {
        self.waiting = false;
    }

    /// Forgets the open story, as where the list is empty.
    pub fn close(&mut self) {
        self.leave();
        (self.story, self.wanted, self.set_for, self.waiting) = (None, None, None, false);
        (self.front, self.page, self.goes_on) = (FrontPage::default(), Page::default(), false);
    }

    /// Takes a story that was asked for, and returns to the place where it was left. Returns whether it was news.
    pub fn accept(&mut self, story: Story) -> bool {
        if story.generation != self.generation {
            return false;
        }
        self.leave();
        self.waiting = false;
        self.place = story.key.and_then(|key| self.places.get(&key)).copied().or(story.place).unwrap_or_default();
        self.story = Some(story);
        self.set_for = None;
        true
    }

    /// Takes note of how often a story was shared by now.
    pub fn set_shared(&mut self, key: StoryKey, count: u32) {
        if let Some(story) = self.story.as_mut().filter(|story| story.key == Some(key)) {
            story.shared = count;
            self.set_for = None;
        }
    }

    /// Asks for a story again, where it is the open one.
    pub fn reopen(&mut self, key: StoryKey) {
        if self.key() == Some(key) {
            self.wanted = None;
        }
    }

    /// Takes note of a tag that stories have now, or have no more.
    pub fn set_tagged(&mut self, stories: &[StoryKey], tag: &CleanText, on: bool) {
        let open = self.key().is_some_and(|key| stories.contains(&key));
        if let Some(story) = self.story.as_mut().filter(|_| open) {
            story.tags.retain(|own| own != tag);
            if on {
                story.tags.push(tag.clone());
                story.tags.sort();
            }
            self.set_for = None;
        }
    }

    /// Goes to a place of the open story.
    pub fn go_to(&mut self, place: Place) {
        self.set_rest();
        self.place = place;
        self.top = self.top_for(place);
    }

    fn leave(&mut self) {
        if let Some(key) = self.key() {
            self.places.insert(key, self.place);
        }
    }

    /// Sets the story for a pane, where anything that the setting depends on has changed. Returns whether it was set without
    /// its end, for which [`set_rest`](Self::set_rest) is waited.
    #[must_use]
    pub fn fit(&mut self, area: Area, calendar: &Calendar) -> bool {
        self.height = area.height;
        let (tier, size) = (self.tier_in_use(), self.shown_size());
        let pane = Sheet {
            labels: Labels::of(|key| calendar.words.get(key)),
            justify: self.text.justify,
            hyphenate: self.text.hyphenate,
            reorder: self.text.bidi == settings::Bidi::Ours,
            ..tier.sheet(size, area.width, self.measure)
        };
        // A doubled row is doubled from edge to edge: nothing can stand beside it.
        let side_by_side = if self.doubles_rows() { 1 } else { self.columns };
        let columns = pane.folded(side_by_side, area.width, area.height);
        self.sheet = columns.map_or(pane, |(column, _)| column.across(area.width));
        let drawn_headlines = self.text.drawn_headlines;
        let words = calendar.words;
        let set_for = SetFor { sheet: self.sheet, size, tier, drawn_headlines, columns, words };
        let Some(story) = self.story.as_mut().filter(|_| self.set_for.as_ref() != Some(&set_for)) else { return false };
        story.speak(words);
        self.front = front(&head(story, size, calendar), &Cells, &self.sheet, tier.headline(size, drawn_headlines));
        self.fold = columns.map(|(_, fold)| fold.below(self.front.height));
        self.set_for = Some(set_for);
        self.set_page(Some(self.reach()));
        self.top = self.top_for(self.place);
        self.goes_on
    }

    /// Sets the story to its end, where only what is in sight was set.
    pub fn set_rest(&mut self) {
        if self.goes_on {
            self.set_page(None);
        }
    }

    fn set_page(&mut self, reach: Option<Reach>) {
        let (Some(story), Some(set_for)) = (&self.story, &self.set_for) else { return };
        let sheet = set_for.columns.map_or(self.sheet, |(column, _)| column);
        let (page, is_whole) = typeset_to(&story.document, &Cells, &sheet, reach);
        self.page = if let Some(fold) = self.fold { page.folded(fold) } else { page };
        self.goes_on = !is_whole;
    }

    /// What is in sight, and more than that, so that no line of it depends on what follows.
    fn reach(&self) -> Reach {
        let anchor = match self.place {
            Place::Head(_) => Anchor::default(),
            Place::Text(anchor) => anchor,
        };
        let panes = PANES_AT_ONCE.saturating_mul(u32::from(self.height)).saturating_mul(self.columns());
        Reach { anchor, rows: panes.max(ROWS_AT_ONCE) }
    }

    fn row_of(&self, place: Place) -> u32 {
        match place {
            // A head that is set lower now may have lost the row.
            Place::Head(row) => row.min(self.front.height),
            Place::Text(anchor) => self.front.height + self.page.row_of(anchor),
        }
    }

    /// The height of head and body in rows, as far as it is set.
    fn whole_height(&self) -> u32 {
        self.front.height + self.page.height
    }

    /// The rows in sight among all of the page; `None` until all of it is set.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        (!self.goes_on).then(|| Extent { whole: self.whole_height(), seen: u32::from(self.height), top: self.top })
    }

    fn last_top(&self) -> u32 {
        if let Some(fold) = self.fold {
            return self.last_paneful(fold);
        }
        self.whole_height().saturating_sub(u32::from(self.height))
    }

    /// Whether the end of the story is in sight.
    #[must_use]
    pub fn at_end(&self) -> bool {
        !self.goes_on && self.top >= self.last_top()
    }

    /// Scrolls by rows, down where positive; never past the end, never into the middle of a line of several rows.
    pub fn scroll(&mut self, rows: i64) {
        self.set_rest();
        if let Some(fold) = self.fold {
            return self.turn(rows, fold);
        }
        let down = rows > 0;
        let wished = (i64::from(self.top) + rows).clamp(0, i64::from(u32::MAX));
        let wished = u32::try_from(wished).unwrap_or_default();
        // After a change of size the place at the top may lie below the last full page: then only up is a move.
        let furthest = self.last_top().max(self.top);
        let row = self.at_line(wished.min(furthest), down);
        self.place = self.place_at(row);
        self.top = row;
    }

    /// The first place of the text that is in sight.
    #[must_use]
    pub fn first_anchor(&self) -> Anchor {
        self.page.anchor_at(self.top.saturating_sub(self.front.height))
    }

    /// Where the links in sight begin, in reading order.
    #[must_use]
    pub fn links_in_sight(&self) -> Vec<(LinkId, Spot)> {
        let (top, head) = (self.top, self.front.height);
        self.page.links_in(top.saturating_sub(head)..(top + u32::from(self.height)).saturating_sub(head))
    }

    /// The link at a cell of the pane, counted from its left and top edge.
    #[must_use]
    pub fn link_at(&self, x: u16, y: u16) -> Option<LinkId> {
        let row = (self.top + u32::from(y)).checked_sub(self.front.height)?;
        self.page.link_at(row, u32::from(x))
    }

    /// Brings a place of the text into sight, a third of the pane below its top where it was not.
    pub fn show(&mut self, anchor: Anchor) {
        self.set_rest();
        if self.fold.is_some() {
            return self.go_to(Place::Text(anchor));
        }
        let row = self.front.height + self.page.row_of(anchor);
        let height = u32::from(self.height);
        if row < self.top || row + 2 > self.top + height {
            let wished = row.saturating_sub(height / 3).min(self.last_top());
            self.scroll(i64::from(wished) - i64::from(self.top));
        }
    }

    /// To the beginning.
    pub fn scroll_to_start(&mut self) {
        (self.place, self.top) = (Place::default(), 0);
    }

    /// To the end.
    pub fn scroll_to_end(&mut self) {
        self.set_rest();
        self.scroll(i64::from(self.whole_height()));
    }

    /// The rows that a page moves: one less than is seen, so that a line of it stays in sight.
    #[must_use]
    pub fn page_rows(&self) -> i64 {
        i64::from(self.height.saturating_sub(2).max(1))
    }

    fn at_line(&self, row: u32, down: bool) -> u32 {
        let head = self.front.height;
        let (page, first) = if row < head { (&self.front.page, 0) } else { (&self.page, head) };
        let within = row - first;
        let line = page.lines.get(page.line_at(within));
        match line.filter(|line| line.row < within && within < line.row + line.scale.rows) {
            Some(line) if down => first + line.row + line.scale.rows,
            Some(line) => first + line.row,
            None => row,
        }
    }

    fn place_at(&self, row: u32) -> Place {
        match row.checked_sub(self.front.height) {
            Some(body) => Place::Text(self.page.anchor_at(body)),
            None => Place::Head(row),
        }
    }

    /// How much of the story was seen, in percent; `None` until all of it is set.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        let seen = u64::from(self.top) + u64::from(self.height);
        let whole = u64::from(self.whole_height()).max(1);
        (!self.goes_on).then(|| u32::try_from((seen * 100 / whole).min(100)).unwrap_or(100))
    }

    /// How long what follows takes to read where `percent` of the story was seen, in minutes.
    #[must_use]
    pub fn minutes_left(&self, percent: u32) -> u32 {
        let minutes = self.story.as_ref().map_or(0, |story| story.minutes);
        if self.at_end() { 0 } else { (minutes * (100 - percent)).div_ceil(100) }
    }

    /// The word of the toolbar at a cell of the pane, counted from its left and top edge.
    #[must_use]
    pub fn word_at(&self, x: u16, y: u16) -> Option<usize> {
        let row = self.top + u32::from(y);
        let here =
            |spot: &&crate::layout::front::WordSpot| spot.row == row && (spot.x..spot.x + spot.width).contains(&u32::from(x));
        self.front.words.iter().find(here).map(|spot| spot.word)
    }
}

fn head(story: &Story, size: TextSize, calendar: &Calendar) -> Front {
    let words = calendar.words;
    let minutes = (story.minutes > 0).then(|| words.say(&Phrase::new("story.minutes").with("n", story.minutes)));
    let minutes = minutes.unwrap_or_default();
    let source = if story.source == story.byline { "" } else { story.source.as_str() };
    let tags = story.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let whole = if story.whole { words.get("whole.label") } else { "" };
    let parts = [story.byline.as_str(), source, minutes.as_str(), whole, tags.as_str()];
    let byline = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Front {
        title: titled(&story.title, words),
        byline: CleanText::line(&byline),
        stamp: story.dateline.map(|dateline| calendar.dateline(&dateline)).unwrap_or_default(),
        words: toolbar::words(size, story.shared, words),
    }
}
