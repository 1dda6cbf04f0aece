//! The headline list: a window of rows around the chosen one, never the whole library.

use std::{ops::Range, time::Duration};

use jiff::civil::Date;

use super::{
    bulk::Bulk,
    effect::{Effect, Wake},
    story::{self, Around, Headline, Mark, Page, StoryKey},
    time::Calendar,
};
use crate::{
    layout::{
        Scale,
        bar::Extent,
        headlines::{Entry, Memo, Row, set},
        panes::Area,
    },
    model::Order,
    query::{Field, Scope},
    text::CleanText,
    words::Words,
};

/// How near to the edge of its window the chosen row may come before the next page is asked for.
const EDGE: usize = 60;

/// After how long it is said that headlines are being looked for.
const LATE: Duration = Duration::from_millis(300);

/// The headline list.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the page under way or of the view")]
pub struct List {
    known: Page,
    /// The chosen row, by its place in the whole list.
    chosen: usize,
    /// The first row that is shown, by its place in the whole list.
    top: usize,
    /// The scale of the titles.
    scale: Scale,
    /// Whether what is read from right to left is put in order here.
    reorder: bool,
    scope: Scope,
    order: Order,
    generation: u64,
    /// The row that was chosen when the page under way was asked for.
    asked_at: Option<usize>,
    /// Whether the page under way was asked for because of what is in sight, not of what is chosen.
    asked_for_view: bool,
    /// Whether the rows in sight were scrolled by themselves: the chosen one may be out of sight then.
    loose: bool,
    /// Whether the page under way may lead to another story than the chosen one.
    leads: bool,
    /// Whether a page is under way, and whether that takes long.
    coming: bool,
    late: bool,
    /// The last page that is waited for with an eye on the clock.
    timed: u64,
    /// Whether the reader has chosen or scrolled since the list began, or it did not begin at its first row.
    touched: bool,
    /// Whether the chosen story stays in the list, though the page under way may be without it.
    keeps: bool,
    /// The blank rows above the first row that is shown: what came in above moves nothing, until the reader moves.
    lead: u16,
    /// What is to be seen, from top to bottom, as [`List::set_out`] left it.
    shown: Vec<Entry>,
    memo: Memo,
    /// What is marked for a bulk action.
    pub(super) bulk: Bulk,
    /// Whether the rows show their numbers.
    pub(super) numbered: bool,
}

/// Where the next unread row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextUnread {
    /// At this place of the whole list.
    At(usize),
    /// There is none.
    Nowhere,
    /// Outside the window: only the library can tell.
    AskLibrary,
}

impl List {
    /// How many stories there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.known.total
    }

    /// How many of them are unread.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.known.unread
    }

    /// Whether there are more stories than it has: what a search finds has a bound.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.known.more
    }

    /// What it shows.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// In which order.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// Takes an order before anything is shown. What answers a search best is an order of searches alone.
    pub fn set_order(&mut self, order: Order) {
        self.order = if order == Order::Relevance { Order::Newest } else { order };
    }

    /// The scale of the titles.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Sets the titles in type of this scale, what is read from right to left in its order where we `reorder` it.
    pub fn set_type(&mut self, scale: Scale, reorder: bool) {
        (self.scale, self.reorder) = (scale, reorder);
    }

    /// Shows other stories, from the first on.
    pub fn show(&mut self, scope: Scope) -> Effect {
        // Only what is searched for can be ranked.
        if self.order == Order::Relevance && !matches!(scope, Scope::Query(_)) {
            self.order = Order::Newest;
        }
        self.scope = scope;
        self.known = Page::default();
        (self.chosen, self.top, self.loose, self.touched) = (0, 0, false, false);
        self.bulk = Bulk::default();
        self.ask(Around::Place(0))
    }

    /// Shows these stories, of which those that it shows are a part: nothing moves.
    pub fn widen(&mut self, scope: Scope) -> Effect {
        self.scope = scope;
        self.ask_again()
    }

    /// Shows other stories, from one of them on.
    pub fn show_around(&mut self, scope: Scope, around: Around) -> Effect {
        // Its question is not asked: the one that follows takes its place.
        drop(self.show(scope));
        self.ask(around)
    }

    /// Shows the stories in another order; the chosen one stays chosen.
    pub fn sort(&mut self, order: Order) -> Effect {
        self.order = order;
        self.ask_again()
    }

    /// The place in the whole list of the first row that is at hand.
    pub(super) fn place_of_first(&self) -> usize {
        self.known.first
    }

    /// How many rows are at hand.
    pub(super) fn at_hand(&self) -> usize {
        self.known.rows.len()
    }

    /// The chosen row's place in the whole list.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The row at a place of the whole list, where the window holds it.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<&Headline> {
        self.known.rows.get(place.checked_sub(self.known.first)?)
    }

    /// The place in the whole list of a story, where the window holds it.
    #[must_use]
    pub fn place_of(&self, key: StoryKey) -> Option<usize> {
        self.known.rows.iter().position(|row| row.key == key).map(|at| self.known.first + at)
    }

    /// The chosen story.
    #[must_use]
    pub fn chosen_key(&self) -> Option<StoryKey> {
        self.row(self.chosen).map(|row| row.key)
    }

    /// Chooses the row at `place`, or the last one.
    pub fn choose(&mut self, place: usize) {
        self.chosen = place.min(self.known.total.saturating_sub(1));
        (self.loose, self.touched) = (false, true);
        self.leads |= self.known.total > 0 && self.chosen_key().is_none();
        self.lead = 0;
    }

    /// Chooses the row of a story, where the window holds it.
    pub fn choose_story(&mut self, matches: impl Fn(&Headline) -> bool) -> bool {
        let found = self.known.rows.iter().position(matches);
        if let Some(at) = found {
            self.choose(self.known.first + at);
        }
        found.is_some()
    }

    /// Moves the choice by `rows`, down where positive.
    pub fn step(&mut self, rows: isize) {
        self.choose(self.chosen.saturating_add_signed(rows));
    }

    /// The next unread row in a direction, round the end of the list.
    #[must_use]
    pub fn next_unread(&self, forward: bool) -> NextUnread {
        let unread = |place: &usize| self.row(*place).is_some_and(|row| !row.read);
        let (first, end) = (self.known.first, self.known.first + self.known.rows.len());
        let ahead = if forward { (self.chosen + 1..end).find(unread) } else { (first..self.chosen.min(end)).rev().find(unread) };
        let whole_list = self.known.rows.len() == self.known.total;
        let around = || if forward { (first..end).find(unread) } else { (first..end).rev().find(unread) };
        match ahead.or_else(|| whole_list.then(around).flatten()) {
            Some(place) => NextUnread::At(place),
            None if whole_list => NextUnread::Nowhere,
            None => NextUnread::AskLibrary,
        }
    }

    /// Notes that stories have a mark now.
    pub fn mark(&mut self, stories: &[StoryKey], mark: &Mark) {
        for row in self.known.rows.iter_mut().filter(|row| stories.contains(&row.key)) {
            story::put(row, mark);
        }
        if let Mark::Read(read) = mark {
            let unread = self.known.unread;
            self.known.unread = if *read { unread.saturating_sub(stories.len()) } else { unread.saturating_add(stories.len()) };
        }
    }

    /// Whether a story has a mark, where the window holds it.
    #[must_use]
    pub fn has(&self, key: StoryKey, mark: &Mark) -> Option<bool> {
        self.known.rows.iter().find(|row| row.key == key).map(|row| story::has(row, mark))
    }

    /// The story that came last of those that the window holds.
    #[must_use]
    pub fn newest(&self) -> Option<StoryKey> {
        self.known.rows.iter().map(|row| row.key).max()
    }

    /// Asks for a page of headlines.
    pub fn ask(&mut self, around: Around) -> Effect {
        self.generation += 1;
        (self.keeps, self.coming, self.late) = (false, true, false);
        self.leads = match around {
            Around::Unread { .. } => true,
            Around::Story(key, _) => self.chosen_key() != Some(key),
            Around::Place(_) => self.chosen_key().is_none(),
        };
        (self.asked_at, self.asked_for_view) = (Some(self.chosen), false);
        Effect::Headlines { generation: self.generation, scope: self.scope.clone(), order: self.order, around }
    }

    /// Asks for the page around the chosen story, as when stories came in. The story stays, also where the list shows only
    /// what is unread and it was read meanwhile.
    pub fn ask_again(&mut self) -> Effect {
        let asked = self.ask_anew();
        self.keeps = true;
        asked
    }

    /// Asks for the page around the chosen story, or around its place where it is gone.
    pub fn ask_anew(&mut self) -> Effect {
        let around = self.chosen_key().map_or(Around::Place(self.chosen), |key| Around::Story(key, self.chosen));
        self.ask(around)
    }

    /// Asks for the next page where the chosen row, or what is in sight, comes near to the window's edge and nothing is
    /// under way.
    pub fn ask_ahead(&mut self) -> Option<Effect> {
        let (first, end) = (self.known.first, self.known.first + self.known.rows.len());
        let here = if self.loose { self.top } else { self.chosen };
        let near_start = first > 0 && here < first + EDGE;
        let near_end = end < self.known.total && here + EDGE >= end;
        let effect = (self.asked_at.is_none() && (near_start || near_end)).then(|| self.ask(Around::Place(here)))?;
        self.asked_for_view = self.loose;
        Some(effect)
    }

    /// Takes a page of headlines. What is chosen stays chosen, and what is at the top stays at the top. Returns whether it
    /// was waited for.
    pub fn accept(&mut self, generation: u64, mut page: Page) -> bool {
        if generation != self.generation {
            return false;
        }
        if std::mem::take(&mut self.keeps) {
            self.keep_chosen(&mut page);
        }
        let moved = self.asked_at.take().is_some_and(|asked_at| asked_at != self.chosen) || self.asked_for_view;
        let chosen = self.chosen_key().filter(|_| moved);
        let (before, loose) = (self.chosen, self.loose);
        let touched = self.touched || self.known.total == 0 && page.at > 0;
        (self.leads, self.coming, self.late) = (false, false, false);
        let at = page.at;
        self.known = page;
        let kept = chosen.is_some_and(|key| self.choose_story(|row| row.key == key));
        if !kept {
            self.choose(if moved { self.chosen } else { at });
        }
        self.top = (self.top + self.chosen).saturating_sub(before);
        (self.loose, self.touched) = (loose, touched);
        self.follow_range();
        true
    }

    /// Puts the chosen story into a page that is without it.
    fn keep_chosen(&self, page: &mut Page) {
        let Some(row) = self.row(self.chosen).filter(|row| page.rows.iter().all(|other| other.key != row.key)) else { return };
        page.at = page.at.max(page.first).min(page.first + page.rows.len());
        page.rows.insert(page.at - page.first, row.clone());
        page.total += 1;
    }

    /// Whether the chosen story is about to become another one, or is not at hand yet.
    #[must_use]
    pub fn leads_elsewhere(&self) -> bool {
        self.leads
    }

    /// The page under way does not come.
    pub fn give_up(&mut self) {
        (self.leads, self.coming, self.late) = (false, false, false);
    }

    /// Whether there is nothing to show yet, since the first page is under way.
    #[must_use]
    pub fn is_coming(&self) -> bool {
        self.coming && self.known.total == 0
    }

    /// Whether the page under way has not come for long.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.late
    }

    /// Asks to be woken where there is nothing to show before long.
    pub fn mind_the_time(&mut self) -> Option<Effect> {
        if !self.is_coming() || self.timed == self.generation {
            return None;
        }
        self.timed = self.generation;
        Some(Effect::Wake { after: LATE, wake: Wake::Late(self.generation) })
    }

    /// Takes note that the page of this generation should have come by now.
    pub fn note_late(&mut self, generation: u64) {
        self.late = self.coming && generation == self.generation;
    }

    /// Whether the list stands as it began, from its first row on: nobody has chosen or scrolled since.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        !self.touched
    }

    /// Shows the list from its first row on; the chosen row stays in sight.
    pub fn show_from_top(&mut self) {
        (self.top, self.lead) = (0, 0);
    }

    /// How far below the top of the pane the chosen story is seen to begin.
    #[must_use]
    pub fn chosen_row(&self) -> Option<u16> {
        self.row_of_chosen(&self.shown)
    }

    fn row_of_chosen(&self, entries: &[Entry]) -> Option<u16> {
        entries.iter().find(|entry| entry.place == self.chosen).map(Entry::title_y)
    }

    /// Scrolls so that the chosen story begins as far below the top as it did. Where no row can be the first one for that,
    /// blank rows are.
    pub fn hold(&mut self, row: u16, area: Area, calendar: &Calendar) {
        // The further up the first row is, the further down is the chosen one.
        let (mut from, mut to) = (self.chosen.saturating_sub(usize::from(area.height)), self.chosen);
        while from < to {
            self.top = from.midpoint(to);
            let entries = self.entries(area, calendar);
            let fits = self.row_of_chosen(&entries).is_some_and(|now| now <= row);
            (from, to) = if fits { (from, self.top) } else { (self.top + 1, to) };
        }
        self.top = to;
        let entries = self.entries(area, calendar);
        let now = self.row_of_chosen(&entries).unwrap_or(row);
        self.lead = if self.top > 0 { row.saturating_sub(now) } else { 0 };
    }

    /// Scrolls what is in sight by rows of the list, down where positive. The choice stays, in sight or not.
    pub fn scroll(&mut self, rows: isize, area: Area, calendar: &Calendar) {
        self.scroll_to(self.top.saturating_add_signed(rows), area, calendar);
    }

    /// Scrolls to this row, no further than until the last one is in sight.
    pub fn scroll_to(&mut self, top: usize, area: Area, calendar: &Calendar) {
        let last = self.known.total.saturating_sub(1);
        (self.top, self.loose, self.touched) = (top.min(last), true, true);
        while let Some(above) = self.top.checked_sub(1) {
            let here = std::mem::replace(&mut self.top, above);
            if !shows_whole(&self.entries(area, calendar), last, area) {
                self.top = here;
                return;
            }
        }
    }

    /// The rows in sight among all of them, in a pane of `height` rows.
    #[must_use]
    pub fn extent(&self, height: u16) -> Extent {
        let seen = self.whole(height).max(1);
        let rows = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Extent { whole: rows(self.known.total), seen: rows(seen), top: rows(self.top) }
    }

    /// Sets what is to be seen in `area`, once for all that look at it until the state changes again. Scrolls as little as
    /// possible so that the chosen row is seen whole, unless the reader has scrolled since.
    pub(super) fn set_out(&mut self, area: Area, calendar: &Calendar) {
        if area.is_empty() {
            self.shown.clear();
            return;
        }
        if !self.loose {
            self.top = self.top.min(self.chosen);
            // A row is at least one cell high, so nothing that far above can stay in sight.
            self.top = self.top.max(self.chosen.saturating_sub(usize::from(area.height)));
        }
        self.shown = self.entries(area, calendar);
        while !self.loose && self.top < self.chosen && !shows_whole(&self.shown, self.chosen, area) {
            self.top += 1;
            self.shown = self.entries(area, calendar);
        }
    }

    /// What is to be seen, from top to bottom, as it was when the state last changed.
    #[must_use]
    pub fn shown(&self) -> &[Entry] {
        &self.shown
    }

    /// How many stories are seen whole in a pane of `height` rows.
    fn whole(&self, height: u16) -> usize {
        self.shown.iter().filter(|entry| entry.is_whole(height)).count()
    }

    fn entries(&mut self, area: Area, calendar: &Calendar) -> Vec<Entry> {
        let mut memo = std::mem::take(&mut self.memo);
        let entries = self.set_with(&mut memo, area, calendar);
        self.memo = memo;
        entries
    }

    /// What is to be seen in `area`, from top to bottom.
    #[must_use]
    pub fn set_with(&self, memo: &mut Memo, area: Area, calendar: &Calendar) -> Vec<Entry> {
        let headlines = (self.top..self.known.total).map_while(|place| self.row(place).map(|headline| (place, headline)));
        // The topmost row says what it belongs to: what comes in above it moves nothing.
        let mut before = None;
        let rows = headlines.map(|(place, headline)| {
            let group = Some(self.group(headline, calendar));
            let begins = before != group;
            before = group;
            let heading = group.filter(|_| begins).and_then(|group| group.heading(calendar));
            (place, Row { heading, ..self.as_row(place, headline, calendar) })
        });
        let mut entries = set(rows, area, (self.scale, self.reorder), memo);
        for entry in &mut entries {
            entry.y = entry.y.saturating_add(self.lead);
        }
        entries.retain(|entry| entry.y < area.height);
        entries
    }

    fn as_row(&self, place: usize, headline: &Headline, calendar: &Calendar) -> Row {
        let age = headline.stamp.map(|stamp| calendar.age(&stamp)).unwrap_or_default();
        let marks = [(headline.highlighted, "◆"), (headline.starred, "★"), (headline.later, "◷")];
        let marks = marks.into_iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| CleanText::from(mark));
        Row {
            heading: None,
            grouped: self.order == Order::Source,
            number: self.numbered.then_some(place + 1),
            title: titled(&headline.title, calendar.words),
            source: self.meta(headline),
            age: spaced(marks.chain([age])),
        }
    }

    fn group<'a>(&self, headline: &'a Headline, calendar: &Calendar) -> Group<'a> {
        match self.order {
            Order::Newest | Order::Oldest => Group::Day(headline.stamp.map(|stamp| calendar.day(&stamp))),
            Order::Source => Group::Source(&headline.source),
            Order::Relevance => Group::None,
        }
    }

    /// Who brings a story, and its tags.
    fn meta(&self, headline: &Headline) -> CleanText {
        let tag = |tag| {
            let mut named = CleanText::from("#");
            named.push(tag);
            named
        };
        spaced(std::iter::once(self.brought_by(headline).clone()).chain(headline.tags.iter().map(tag)))
    }

    /// Who brings a story: among several feeds the feed, in one of them the author.
    fn brought_by<'a>(&self, row: &'a Headline) -> &'a CleanText {
        let of_one = self.known.rows.iter().all(|other| other.feed == row.feed);
        if of_one && !row.author.is_empty() { &row.author } else { &row.source }
    }

    /// The bytes of a title where the words stand that the list asks for.
    #[must_use]
    pub fn hits(&self, place: usize) -> Vec<Range<usize>> {
        match (&self.scope, self.row(place)) {
            // A number may stand before the title.
            (Scope::Query(query), Some(row)) if !self.numbered => query.spots(&row.title, Field::Title),
            _ => Vec::new(),
        }
    }

    /// The place in the whole list of the row that is seen `y` rows below the top of the pane.
    #[must_use]
    pub fn place_at(&self, y: u16) -> Option<usize> {
        self.shown.iter().find(|entry| (entry.y..entry.y + entry.height).contains(&y)).map(|entry| entry.place)
    }

    /// How many rows a page of the list moves, in a pane of `height` rows.
    #[must_use]
    pub fn page(&self, height: u16) -> usize {
        self.whole(height).saturating_sub(1).max(1)
    }
}

/// Those of the parts that say something, a space between them.
fn spaced(parts: impl Iterator<Item = CleanText>) -> CleanText {
    let said = parts.filter(|part| !part.is_empty()).reduce(|mut said, part| {
        said.push(&" ".into());
        said.push(&part);
        said
    });
    said.unwrap_or_default()
}

/// Whether the story at a place is seen whole in `area`.
fn shows_whole(entries: &[Entry], place: usize, area: Area) -> bool {
    entries.iter().any(|entry| entry.place == place && entry.is_whole(area.height))
}

/// What a story is listed under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group<'a> {
    /// Its day; those without a date are together.
    Day(Option<Date>),
    /// Its source.
    Source(&'a CleanText),
    /// Nothing.
    None,
}

impl Group<'_> {
    /// Its words.
    fn heading(self, calendar: &Calendar) -> Option<CleanText> {
        match self {
            Self::Day(day) => Some(CleanText::line(&calendar.day_heading(day).to_uppercase())),
            Self::Source(source) => Some(source.clone()),
            Self::None => None,
        }
    }
}

/// The headline, or what stands for one that is missing.
pub(super) fn titled(title: &CleanText, words: Words) -> CleanText {
    if title.is_empty() { CleanText::line(words.get("story.untitled")) } else { title.clone() }
}
