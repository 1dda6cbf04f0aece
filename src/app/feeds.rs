//! The feeds pane: what there is to read, by folder and feed.

use std::collections::BTreeSet;

use crate::{
    layout::{bar::Extent, panes::Area},
    model::FeedId,
    query::{Query, Scope},
    text::CleanText,
    words::{Phrase, Words},
};

/// A feed as the pane shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRow {
    /// Its number in the library.
    pub id: FeedId,
    /// The reader's name for it, else its own, else its address.
    pub title: CleanText,
    /// The reader's name for it; empty where it is called by its own.
    pub name: CleanText,
    /// The folder that it lies in; empty where it lies in none.
    pub folder: CleanText,
    /// How many of its stories are unread.
    pub unread: usize,
    /// How it fares.
    pub health: Health,
}

impl FeedRow {
    /// Whether it lies in this folder, or in one that lies there.
    #[must_use]
    pub fn lies_in(&self, folder: &str) -> bool {
        self.folder.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// How a feed fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// It is read regularly.
    #[default]
    Well,
    /// The last readings failed; the words say why.
    Failing(Phrase),
    /// The reader paused it.
    Paused,
    /// Its publisher says that it is gone.
    Gone,
}

/// What the pane knows of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The feeds, in the reader's order, those of a folder one after another.
    pub feeds: Vec<FeedRow>,
    /// The reader's tags, each with the number of its stories.
    pub tags: Vec<(CleanText, usize)>,
    /// How many stories are unread in all.
    pub unread: usize,
    /// How many are starred.
    pub starred: usize,
    /// How many are kept for later.
    pub later: usize,
}

/// A smart feed: a question under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smart {
    /// What the reader calls it.
    pub name: CleanText,
    /// The question.
    pub query: Query,
    /// How many unread stories answer it.
    pub unread: usize,
}

/// A row of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it shows when it is chosen.
    pub scope: Scope,
    /// What it is called; empty where newsprint has a word for it.
    pub name: CleanText,
    /// The number at its end; 0 is not shown.
    pub count: usize,
    /// How far it stands in: 1 for a feed in a folder.
    pub depth: u16,
    /// Whether it is a folder whose feeds are folded away.
    pub folded: Option<bool>,
    /// How its feed fares.
    pub health: Health,
}

impl Row {
    /// Its words.
    #[must_use]
    pub fn title(&self, words: Words) -> CleanText {
        word(&self.scope).map_or_else(|| self.name.clone(), |key| words.get(key).into())
    }
}

/// What newsprint calls a list itself, by its key.
fn word(scope: &Scope) -> Option<&'static str> {
    match scope {
        Scope::All => Some("scope.all"),
        Scope::Unread => Some("scope.unread"),
        Scope::Starred => Some("scope.starred"),
        Scope::Later => Some("scope.later"),
        Scope::Folder(_) | Scope::Feed(_) | Scope::Query(_) => None,
    }
}

/// The feeds pane.
#[derive(Debug, Default)]
pub struct Feeds {
    contents: Contents,
    /// The reader's smart feeds.
    smart: Vec<Smart>,
    folded: BTreeSet<CleanText>,
    /// The rows of all this: there may be thousands, and every key asks for them.
    rows: Vec<Row>,
    chosen: usize,
    /// What is to be chosen as soon as it is there.
    sought: Option<Scope>,
    top: usize,
    /// Whether the rows in sight were scrolled by themselves: the chosen one may be out of sight then.
    loose: bool,
    /// Whether the pane is to be seen.
    pub open: bool,
}

impl Feeds {
    /// A pane that knows of no feeds yet.
    #[must_use]
    pub fn new() -> Self {
        let mut feeds = Self::default();
        feeds.set_out();
        feeds
    }

    /// What is known of the library.
    #[must_use]
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Takes news of the library. What is chosen stays chosen.
    pub fn accept(&mut self, contents: Contents) {
        let chosen = self.sought.take().unwrap_or_else(|| self.chosen_scope());
        self.contents = contents;
        self.set_out();
        self.choose_scope(&chosen);
    }

    /// Chooses a row that may come with the next news of the library only.
    pub fn seek(&mut self, scope: Scope) {
        self.choose_scope(&scope);
        self.sought = Some(scope);
    }

    /// Whether nothing is left of a feed or a folder.
    #[must_use]
    pub fn is_gone(&self, scope: &Scope) -> bool {
        let lies_there = |feed: &FeedRow| match scope {
            Scope::Feed(id) => feed.id == *id,
            Scope::Folder(name) => feed.lies_in(name),
            _ => true,
        };
        matches!(scope, Scope::Feed(_) | Scope::Folder(_)) && !self.contents.feeds.iter().any(lies_there)
    }

    /// Takes the reader's smart feeds. What is known of one goes on being known.
    pub fn set_smart(&mut self, smart: &[(CleanText, Query)]) {
        let counted = |query: &Query| self.smart.iter().find(|one| one.query == *query).map(|one| one.unread).unwrap_or_default();
        let new = smart.iter().map(|(name, query)| Smart { name: name.clone(), query: query.clone(), unread: counted(query) });
        self.smart = new.collect();
        self.set_out();
    }

    /// The questions of the smart feeds.
    #[must_use]
    pub fn smart(&self) -> Vec<Query> {
        self.smart.iter().map(|one| one.query.clone()).collect()
    }

    /// Takes note of how many unread stories answer a smart feed's question.
    pub fn count(&mut self, query: &Query, unread: usize) {
        self.smart.iter_mut().filter(|one| one.query == *query).for_each(|one| one.unread = unread);
        self.set_out();
    }

    /// The rows, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Makes the rows anew, after what they are made of has changed.
    fn set_out(&mut self) {
        let Contents { feeds, unread, starred, later, .. } = &self.contents;
        let row = |scope, name: &CleanText, count| Row {
            scope,
            name: name.clone(),
            count,
            depth: 0,
            folded: None,
            health: Health::Well,
        };
        let own = [(Scope::All, 0), (Scope::Unread, *unread), (Scope::Starred, *starred), (Scope::Later, *later)];
        let nameless = CleanText::new();
        let mut rows: Vec<Row> = own.into_iter().map(|(scope, count)| row(scope, &nameless, count)).collect();
        rows.extend(self.smart.iter().map(|one| row(Scope::Query(one.query.clone()), &one.name, one.unread)));
        for feeds in feeds.chunk_by(|one, other| one.folder == other.folder) {
            let name = feeds.first().map(|feed| &feed.folder).filter(|name| !name.is_empty());
            let folded = name.map(|name| self.folded.contains(name));
            if let Some(name) = name {
                let unread = feeds.iter().map(|feed| feed.unread).sum();
                rows.push(Row { folded, ..row(Scope::Folder(name.clone()), name, unread) });
            }
            if folded != Some(true) {
                rows.extend(feeds.iter().map(|feed| Row {
                    depth: u16::from(folded.is_some()),
                    health: feed.health.clone(),
                    ..row(Scope::Feed(feed.id), &feed.title, feed.unread)
                }));
            }
        }
        self.rows = rows;
    }

    /// The feed of this number.
    #[must_use]
    pub fn feed(&self, id: FeedId) -> Option<&FeedRow> {
        self.contents.feeds.iter().find(|feed| feed.id == id)
    }

    /// The words for what a list shows.
    #[must_use]
    pub fn title(&self, scope: &Scope, words: Words) -> CleanText {
        match scope {
            Scope::Folder(name) => name.clone(),
            Scope::Feed(id) => self.feed(*id).map(|feed| feed.title.clone()).unwrap_or_default(),
            Scope::Query(query) => {
                let smart = self.smart.iter().find(|one| one.query == *query);
                smart.map_or_else(|| CleanText::line(&format!("/{}", query.text())), |one| one.name.clone())
            }
            own => word(own).map(|key| words.get(key).into()).unwrap_or_default(),
        }
    }

    /// The number of the chosen row.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The first row that is shown.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// What the chosen row shows.
    #[must_use]
    pub fn chosen_scope(&self) -> Scope {
        self.rows.get(self.chosen).map(|row| row.scope.clone()).unwrap_or_default()
    }

    /// Chooses the row at `place`, or the last one.
    pub fn choose(&mut self, place: usize) {
        self.chosen = place.min(self.rows.len().saturating_sub(1));
        (self.sought, self.loose) = (None, false);
    }

    /// Chooses the row of a scope; where there is none, that which took its place stays chosen.
    pub fn choose_scope(&mut self, scope: &Scope) {
        let at = self.rows.iter().position(|row| row.scope == *scope);
        self.choose(at.unwrap_or(self.chosen));
    }

    /// Moves the choice by `rows`, down where positive.
    pub fn step(&mut self, rows: isize) {
        self.choose(self.chosen.saturating_add_signed(rows));
    }

    /// Folds the chosen folder, or the folder of the chosen feed; opens it where it is folded.
    pub fn fold(&mut self) {
        let folder = match self.chosen_scope() {
            Scope::Folder(name) => name,
            Scope::Feed(id) => self.feed(id).map(|feed| feed.folder.clone()).unwrap_or_default(),
            _ => return,
        };
        if folder.is_empty() {
            return;
        }
        if !self.folded.remove(&folder) {
            self.folded.insert(folder.clone());
        }
        self.set_out();
        self.choose_scope(&Scope::Folder(folder));
    }

    /// Scrolls what is in sight by rows, down where positive. The choice stays, in sight or not.
    pub fn scroll(&mut self, rows: isize, area: Area) {
        self.scroll_to(self.top.saturating_add_signed(rows), area);
    }

    /// Scrolls to this row, no further than until the last one is in sight.
    pub fn scroll_to(&mut self, top: usize, area: Area) {
        let last = self.rows.len().saturating_sub(usize::from(area.height));
        (self.top, self.loose) = (top.min(last), true);
    }

    /// The rows in sight among all of them.
    #[must_use]
    pub fn extent(&self, area: Area) -> Extent {
        let rows = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let whole = rows(self.rows.len());
        Extent { whole, seen: u32::from(area.height), top: rows(self.top) }
    }

    /// Scrolls as little as possible so that the chosen row is in sight, unless the reader has scrolled since.
    pub fn reveal(&mut self, area: Area) {
        if self.loose {
            return;
        }
        let height = usize::from(area.height).max(1);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(height), self.chosen);
    }

    /// The row at `y` rows below the top of the pane.
    #[must_use]
    pub fn place_at(&self, y: u16) -> Option<usize> {
        let place = self.top + usize::from(y);
        (place < self.rows.len()).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::{Contents, FeedRow, Feeds, Scope};
    use crate::{model::FeedId, text::CleanText, words::Words};

    fn feed(id: u64, folder: &'static str, unread: usize) -> FeedRow {
        let title = CleanText::line(&format!("Feed {id}"));
        FeedRow { id: FeedId(id), title, folder: folder.into(), unread, ..FeedRow::default() }
    }

    fn feeds() -> Feeds {
        let mut feeds = Feeds::new();
        let rows = vec![feed(1, "", 0), feed(2, "World", 3), feed(3, "World", 4), feed(4, "Tech", 1)];
        feeds.accept(Contents { feeds: rows, unread: 8, ..Contents::default() });
        feeds
    }

    fn titles(feeds: &Feeds) -> Vec<String> {
        feeds.rows().iter().map(|row| format!("{} {}", row.title(Words::english()), row.count)).collect()
    }

    #[test]
    fn feeds_stand_below_their_folder_which_counts_for_all_of_them() {
        let shown = titles(&feeds());
        assert_eq!(
            shown,
            [
                "All stories 0",
                "Unread 8",
                "Starred 0",
                "Read later 0",
                "Feed 1 0",
                "World 7",
                "Feed 2 3",
                "Feed 3 4",
                "Tech 1",
                "Feed 4 1"
            ]
        );
    }

    #[test]
    fn a_folded_folder_hides_its_feeds_and_is_chosen_in_their_place() {
        let mut feeds = feeds();
        feeds.choose_scope(&Scope::Feed(FeedId(3)));
        feeds.fold();
        assert_eq!(feeds.chosen_scope(), Scope::Folder("World".into()));
        assert_eq!(feeds.rows().len(), 8);
        feeds.fold();
        assert_eq!(feeds.rows().len(), 10);
    }

    #[test]
    fn the_chosen_feed_stays_chosen_when_others_come_before_it() {
        let mut feeds = feeds();
        feeds.choose_scope(&Scope::Feed(FeedId(4)));
        let mut contents = feeds.contents().clone();
        contents.feeds.insert(0, feed(9, "", 0));
        feeds.accept(contents);
        assert_eq!(feeds.chosen_scope(), Scope::Feed(FeedId(4)));
    }
}
