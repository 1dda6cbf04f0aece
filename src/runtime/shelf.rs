//! What was read in this run, newest first: a library in memory.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use crate::{
    app::{
        effect::{Mark, Which},
        event::Source,
        list::WINDOW,
        story::{Around, Headline, Headlines, StoryKey, StoryName},
    },
    model::{Article, Feed, Status},
    text::{CleanText, SafeUrl},
};

/// An article on the shelf.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its number.
    pub key: StoryKey,
    /// Its name from run to run.
    pub name: StoryName,
    /// What its feed says of itself, without the articles.
    pub feed: Arc<Feed>,
    /// The article.
    pub article: Article,
    /// What the reader did with it.
    pub status: Status,
}

/// Every article of this run.
#[derive(Debug, Default)]
pub struct Shelf {
    all: Vec<Shelved>,
    keys: HashMap<StoryName, StoryKey>,
    sources: usize,
}

impl Shelf {
    /// Puts the articles of a source on the shelf: newest first, those without a date last, equals as they came. What
    /// was there of the same source and id is replaced, and keeps its marks.
    pub fn add(&mut self, source: &Source, mut feed: Feed) {
        self.sources += 1;
        let title = title(source, &feed);
        let articles = std::mem::take(&mut feed.articles);
        let feed = Arc::new(Feed { title, ..feed });
        for article in articles {
            let name = StoryName { source: source.name.clone(), id: article.id.0.clone() };
            let key = StoryKey(self.all.len() as u64);
            self.put(Shelved { key, name, feed: Arc::clone(&feed), article, status: Status::default() });
        }
        self.all.sort_by_key(|one| (Reverse(one.article.stamp().map(|stamp| stamp.instant)), one.key));
    }

    fn put(&mut self, new: Shelved) {
        let known = self.keys.get(&new.name).filter(|_| !new.name.id.is_empty());
        if let Some(old) = known.and_then(|key| self.all.iter_mut().find(|one| one.key == *key)) {
            *old = Shelved { key: old.key, status: old.status.clone(), ..new };
        } else {
            self.keys.insert(new.name.clone(), new.key);
            self.all.push(new);
        }
    }

    /// A page of headlines.
    #[must_use]
    pub fn headlines(&self, generation: u64, around: Around) -> Headlines {
        let at = self.place(around).min(self.all.len().saturating_sub(1));
        let first = at.saturating_sub(WINDOW / 2);
        let rows = self.all.iter().skip(first).take(WINDOW).map(|one| self.headline(one)).collect();
        let unread = self.all.iter().filter(|one| !one.status.read).count();
        Headlines { generation, total: self.all.len(), unread, at, first, rows }
    }

    fn place(&self, around: Around) -> usize {
        let of = |key: StoryKey| self.all.iter().position(|one| one.key == key);
        match around {
            Around::Place(place) => place,
            Around::Story(key, otherwise) => of(key).unwrap_or(otherwise),
            Around::Unread { from, forward } => {
                let from = of(from).unwrap_or_default();
                self.unread_from(from, forward).unwrap_or(from)
            }
        }
    }

    fn unread_from(&self, from: usize, forward: bool) -> Option<usize> {
        let count = self.all.len();
        let step = |by: usize| if forward { (from + by) % count } else { (from + count - by) % count };
        (1..count).map(step).find(|place| self.all.get(*place).is_some_and(|one| !one.status.read))
    }

    /// Who brings a story: among several sources the source, in one of them the author.
    fn headline(&self, one: &Shelved) -> Headline {
        let author = one.article.authors.first().map(|author| author.name.clone()).filter(|name| !name.is_empty());
        Headline {
            key: one.key,
            name: one.name.clone(),
            title: one.article.title.clone(),
            source: author.filter(|_| self.sources == 1).unwrap_or_else(|| one.feed.title.clone()),
            stamp: one.article.stamp(),
            read: one.status.read,
            starred: one.status.starred,
            later: one.status.later,
        }
    }

    /// An article to be opened.
    #[must_use]
    pub fn open(&self, key: StoryKey) -> Option<Shelved> {
        self.all.iter().find(|one| one.key == key).cloned()
    }

    /// Marks articles; gives those that the mark is news for.
    pub fn mark(&mut self, which: &Which, mark: Mark, on: bool) -> Vec<StoryKey> {
        let meant = |one: &Shelved| match which {
            Which::Stories(keys) => keys.contains(&one.key),
            Which::Scope(_) => true,
        };
        let mut news = Vec::new();
        for one in self.all.iter_mut().filter(|one| meant(one)) {
            let marked = match mark {
                Mark::Read => &mut one.status.read,
                Mark::Starred => &mut one.status.starred,
                Mark::Later => &mut one.status.later,
            };
            if std::mem::replace(marked, on) != on {
                news.push(one.key);
            }
        }
        news
    }
}

/// The feed's own title, else its site, else what the reader called it.
fn title(source: &Source, feed: &Feed) -> CleanText {
    match (&feed.link, feed.title.is_empty()) {
        (_, false) => feed.title.clone(),
        (Some(link), true) => CleanText::line(link.site()),
        (None, true) => short(&source.name),
    }
}

/// The host of an address, the file of a path.
fn short(name: &CleanText) -> CleanText {
    match SafeUrl::parse(name) {
        Some(url) => CleanText::line(url.site()),
        None => CleanText::line(name.rsplit(['/', '\\']).next().unwrap_or(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Shelf, short};
    use crate::app::effect::{Mark, Which};
    use crate::{
        app::{event::Source, story::Around},
        model::{Article, ArticleId, Feed, Stamp},
        text::CleanText,
    };

    fn feed(articles: &[(&'static str, Option<&str>)]) -> Feed {
        let article = |(id, time): &(&'static str, Option<&str>)| Article {
            id: ArticleId(CleanText::from(*id)),
            title: CleanText::from(*id),
            published: time.map(|time| Stamp { instant: time.parse().expect("a time"), offset: None, date_only: false }),
            ..Article::default()
        };
        Feed { articles: articles.iter().map(article).collect(), ..Feed::default() }
    }

    fn titles(shelf: &Shelf) -> Vec<String> {
        shelf.headlines(0, Around::Place(0)).rows.iter().map(|row| row.title.to_string()).collect()
    }

    fn source(number: usize, name: &'static str) -> Source {
        Source { number, name: name.into() }
    }

    #[test]
    fn several_sources_make_one_list_with_the_newest_on_top_and_the_undated_last() {
        let mut shelf = Shelf::default();
        shelf.add(
            &source(0, "a"),
            feed(&[("old", Some("2015-01-01T00:00:00Z")), ("undated", None), ("new", Some("2015-03-01T00:00:00Z"))]),
        );
        shelf.add(&source(1, "b"), feed(&[("middle", Some("2015-02-01T00:00:00Z"))]));
        assert_eq!(titles(&shelf), ["new", "middle", "old", "undated"]);
    }

    #[test]
    fn a_source_without_a_title_is_called_by_its_file_or_host() {
        for (name, called) in
            [("../news/story.txt", "story.txt"), ("https://www.e.org/feed?x=1", "e.org"), ("standard input", "standard input")]
        {
            assert_eq!(short(&CleanText::from(name)).as_str(), called);
        }
    }

    #[test]
    fn reading_a_source_again_keeps_the_marks_and_doubles_nothing() {
        let mut shelf = Shelf::default();
        shelf.add(&source(0, "a"), feed(&[("one", None), ("two", None)]));
        let key = shelf.headlines(0, Around::Place(0)).rows[0].key;
        shelf.mark(&Which::Stories(vec![key]), Mark::Read, true);
        shelf.add(&source(0, "a"), feed(&[("one", None), ("two", None), ("three", None)]));
        assert_eq!(titles(&shelf), ["one", "two", "three"]);
        assert_eq!(shelf.headlines(0, Around::Place(0)).unread, 2);
    }

    #[test]
    fn the_next_unread_story_is_found_round_the_end_of_the_list() {
        let mut shelf = Shelf::default();
        shelf.add(&source(0, "a"), feed(&[("one", None), ("two", None), ("three", None)]));
        let keys: Vec<_> = shelf.headlines(0, Around::Place(0)).rows.iter().map(|row| row.key).collect();
        shelf.mark(&Which::Stories(vec![keys[1]]), Mark::Read, true);
        let at = |from: usize, forward| shelf.headlines(0, Around::Unread { from: keys[from], forward }).at;
        assert_eq!((at(0, true), at(2, true), at(2, false)), (2, 0, 0));
    }
}
