//! Stories with their marks, carried over from another library.

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::{NewFeed, Store, StoreError, feed, mark, write::Writer};
use crate::{
    model::{Article, FeedId, Mark, Status},
    text::CleanText,
};

/// A story of another library: the feed it belongs to, the article, and what its reader did with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The feed's address.
    pub feed: CleanText,
    /// The article.
    pub article: Article,
    /// Its marks. Only those that are set count: nothing is taken off.
    pub status: Status,
}

/// What came of carrying stories over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// How many stories have their marks now.
    pub marked: usize,
    /// How many of them were not in the library before.
    pub new: usize,
}

impl Store {
    /// Puts marks on stories, all or none of them. What is not in the library comes into it, with its feed.
    pub fn carry_over(&mut self, stories: Vec<Carried>) -> Result<CarriedOver, StoreError> {
        let now = Timestamp::now();
        let done = self.change(true, |connection| {
            let mut writer = Writer::new(connection)?;
            let mut done = CarriedOver::default();
            // The first of a list is the newest, and the highest number comes first.
            for Carried { feed, article, status } in stories.into_iter().rev() {
                let id = known_feed(connection, &feed)?;
                let (key, new) = writer.put_back(id, article, now)?;
                for mark in marks(status) {
                    mark::put(connection, key, &mark, now.as_second())?;
                }
                done = CarriedOver { marked: done.marked + 1, new: done.new + usize::from(new) };
            }
            writer.finish()?;
            Ok(done)
        })?;
        self.keep_list();
        Ok(done)
    }
}

/// The feed of this address, subscribed to where it was not.
fn known_feed(connection: &rusqlite::Connection, address: &CleanText) -> Result<FeedId, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT id FROM feed WHERE address = ? AND removed IS NULL")?;
    match query.query_row([address.as_str()], |row| Ok(FeedId(row.get(0)?))).optional()? {
        Some(id) => Ok(id),
        None => feed::add(connection, &NewFeed { address: address.clone(), ..NewFeed::default() }).map(|(id, _)| id),
    }
}

fn marks(status: Status) -> impl Iterator<Item = Mark> {
    let set = [(status.read, Mark::Read(true)), (status.starred, Mark::Starred(true)), (status.later, Mark::Later(true))];
    let tags = status.tags.into_iter().map(|tag| Mark::Tagged(tag, true));
    set.into_iter().filter_map(|(is_set, mark)| is_set.then_some(mark)).chain(tags)
}

#[cfg(test)]
mod tests {
    use super::{Carried, CarriedOver};
    use crate::{
        model::Status,
        query::Scope,
        store::tests::{NOW, article, at, library, reading, subscribe},
    };

    fn carried(id: &str, age: i64) -> Carried {
        let status = Status { read: true, starred: true, tags: vec!["sea".into()], ..Status::default() };
        Carried { feed: "https://a.example/feed".into(), article: article(id, age), status }
    }

    #[test]
    fn marks_come_to_what_is_there_and_bring_what_is_not() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        store.write(vec![reading(feed, vec![article("one", 1), article("three", 3)])]).expect("written");
        let elsewhere = Carried { feed: "https://b.example/feed".into(), ..carried("four", 4) };
        for new in [2, 0] {
            let all = vec![carried("one", 1), carried("two", 2), elsewhere.clone()];
            assert_eq!(store.carry_over(all), Ok(CarriedOver { marked: 3, new }));
        }
        let starred = store.read().keys(&Scope::Starred).expect("keys");
        let stories: Vec<_> = starred.iter().map(|key| store.read().story(*key).expect("readable").expect("there")).collect();
        assert_eq!(stories.iter().map(|story| story.article.title.as_str()).collect::<Vec<_>>(), ["one", "two", "four"]);
        assert!(stories.iter().all(|story| story.status.read && story.status.tags == ["sea".into()]));
        assert_eq!(stories[1].sorted_by, at(NOW - 2));
        let again = store.write(vec![reading(feed, vec![article("one", 1), article("two", 2)])]).expect("written");
        assert_eq!((again[0].new.len(), again[0].revised), (0, 0));
    }

    #[test]
    fn a_story_that_was_dropped_comes_back_with_its_mark() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        store.write(vec![reading(feed, vec![article("one", 1)])]).expect("written");
        store
            .change(false, |connection| connection.execute_batch("DELETE FROM article; UPDATE status SET ord = NULL, listed = 1"))
            .expect("dropped");
        assert_eq!(store.carry_over(vec![carried("one", 1)]), Ok(CarriedOver { marked: 1, new: 1 }));
        assert_eq!(store.read().count(&Scope::Starred), Ok(1));
        assert_eq!(store.read().feed(feed).expect("readable").expect("there").total, 1);
    }
}
