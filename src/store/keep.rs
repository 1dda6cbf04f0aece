//! Retention: stories that were read and are old, or are more than wanted, are dropped. What is unread, starred, kept for
//! later or tagged stays; of what is muted, all but the starred, kept and tagged goes when it is old. That a story was dropped is remembered for as long as its feed lists it, so it does not come back.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{FeedRow, Store, StoreError, index, ord};
use crate::model::StoryKey;

/// How many stories are dropped in one transaction, so that nobody waits long for it.
const AT_ONCE: usize = 500;
/// A day, in seconds. A story that was marked within the last one stays, so that the mark can be taken back.
const DAY: i64 = 86_400;

/// How much of a feed is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// For how many days after a story came, or was marked last; 0: for ever.
    pub days: u32,
    /// How many stories; 0: all.
    pub stories: u32,
}

/// Which stories of a feed may go: those below a place in its list that came, and were marked last, before a moment.
#[derive(Clone, Copy)]
struct Rule {
    feed: u64,
    below: i64,
    before: i64,
}

impl Store {
    /// Drops what need not be kept of each feed at `now`, and the feeds that were removed more than a week ago. Returns how
    /// many stories were dropped.
    pub fn tidy(&mut self, now: Timestamp, keep: impl Fn(&FeedRow) -> Keep) -> Result<usize, StoreError> {
        if self.locked.is_some() {
            return Ok(0);
        }
        self.forget_removed(now)?;
        let mut dropped = 0;
        for feed in self.reader.feeds()? {
            for rule in self.rules(&feed, keep(&feed), now)? {
                dropped += self.drop_by(rule, now)?;
            }
        }
        Ok(dropped)
    }

    fn rules(&self, feed: &FeedRow, keep: Keep, now: Timestamp) -> Result<Vec<Rule>, StoreError> {
        let (mut rules, id) = (Vec::new(), feed.id.0);
        if keep.days > 0 {
            let before = now.as_second() - i64::from(keep.days) * DAY;
            rules.push(Rule { feed: id, below: ord::beginning(before), before });
        }
        let most = usize::try_from(keep.stories).unwrap_or(usize::MAX);
        if most > 0 && feed.total > most {
            let sql = "SELECT ord FROM status WHERE feed = ? AND ord > 0 ORDER BY ord DESC LIMIT 1 OFFSET ?";
            let last = self.reader.ask(|connection| {
                connection.prepare_cached(sql)?.query_row(params![id, most - 1], |row| row.get(0)).optional()
            })?;
            rules.extend(last.map(|below| Rule { feed: id, below, before: now.as_second() - DAY }));
        }
        Ok(rules)
    }

    fn drop_by(&mut self, rule: Rule, now: Timestamp) -> Result<usize, StoreError> {
        let mut dropped = 0;
        // Asked before anything is locked: mostly there is nothing to drop.
        while !self.reader.ask(|connection| rule.stories(connection))?.is_empty() {
            dropped += self.change(false, |connection| {
                let stories = rule.stories(connection)?;
                stories.iter().try_for_each(|story| drop_story(connection, *story, now))?;
                Ok(stories.len())
            })?;
        }
        Ok(dropped)
    }
}

impl Rule {
    /// Some of the stories that may go, each with its place.
    fn stories(self, connection: &Connection) -> Result<Vec<(StoryKey, i64)>, rusqlite::Error> {
        // A muted story is in no list, so nobody can read it: it need not be read to go.
        let mut query = connection.prepare_cached(
            "SELECT status.id, article.ord FROM status JOIN article ON article.id = status.id \
             WHERE feed = ?1 AND read = 1 AND status.ord > 0 AND status.ord < ?2 \
             AND starred = 0 AND later = 0 AND ifnull(changed, 0) <= ?3 AND came <= ?3 \
             AND NOT EXISTS (SELECT 1 FROM tag WHERE story = status.id) \
             UNION ALL \
             SELECT status.id, article.ord FROM status JOIN article ON article.id = status.id \
             WHERE feed = ?1 AND status.ord IS NULL AND article.ord < ?2 \
             AND EXISTS (SELECT 1 FROM ruled WHERE story = status.id AND kind = 'mute') \
             AND starred = 0 AND later = 0 AND ifnull(changed, 0) <= ?3 AND came <= ?3 \
             AND NOT EXISTS (SELECT 1 FROM tag WHERE story = status.id) LIMIT ?4",
        )?;
        let found = query
            .query_map(params![self.feed, self.below, self.before, AT_ONCE], |row| Ok((StoryKey(row.get(0)?), row.get(1)?)))?;
        found.collect()
    }
}

/// Drops an article with its revisions and its place in the lists and the index; its status stays.
fn drop_story(connection: &Connection, (key, ord): (StoryKey, i64), now: Timestamp) -> Result<(), rusqlite::Error> {
    index::forget(connection, ord)?;
    connection.prepare_cached("DELETE FROM article WHERE id = ?")?.execute([key.0])?;
    connection.prepare_cached("DELETE FROM ruled WHERE story = ?")?.execute([key.0])?;
    connection
        .prepare_cached("UPDATE status SET ord = NULL, listed = ?2, size = NULL, place = NULL WHERE id = ?1")?
        .execute(params![key.0, now.as_second()])
        .map(drop)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{DAY, Keep};
    use crate::{
        model::{Around, FeedId, Mark, Order, StoryKey},
        query::{Query, Scope},
        store::{
            Reading, RuleKind, Store,
            tests::{NOW, article, at, library, reading, settle, subscribe},
        },
    };

    fn days(number: i64) -> Timestamp {
        at(NOW + number * DAY)
    }

    /// A feed with stories of which the first is the newest, a day apart, all indexed.
    fn filled(names: &[&str]) -> (Store, FeedId) {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        let articles = names.iter().zip(0..).map(|(name, age)| article(name, age * DAY)).collect();
        store.write(vec![reading(feed, articles)]).expect("written");
        settle(&mut store);
        (store, feed)
    }

    fn titles(store: &Store) -> Vec<String> {
        let page = store.read().headlines(&Scope::All, Order::Newest, Around::Place(0)).expect("a page");
        page.rows.iter().map(|row| row.title.to_string()).collect()
    }

    fn key(store: &Store, name: &str) -> StoryKey {
        let question = Query::parse(&format!("title:{name}")).expect("a question");
        store.read().keys(&Scope::Query(question)).expect("keys")[0]
    }

    /// Everything was read at the time of the tests: marks carry the clock of the machine.
    fn all_read(store: &mut Store) {
        store.mark_all(&Scope::All, None, &Mark::Read(true)).expect("marked");
        store.change(false, |connection| connection.execute("UPDATE status SET changed = ?", [NOW])).expect("set");
    }

    #[test]
    fn what_is_unread_starred_kept_for_later_or_tagged_is_never_dropped() {
        let (mut store, feed) = filled(&["one", "two", "three", "four", "five", "six"]);
        for (name, mark) in [("two", Mark::Starred(true)), ("three", Mark::Later(true)), ("four", Mark::Tagged("x".into(), true))]
        {
            let key = key(&store, name);
            store.mark(&[key], &mark).expect("marked");
        }
        all_read(&mut store);
        let five = key(&store, "five");
        store.mark(&[five], &Mark::Read(false)).expect("marked");
        let dropped = store.tidy(days(1_000), |_| Keep { days: 7, stories: 1 }).expect("tidied");
        assert_eq!((dropped, titles(&store)), (2, ["two", "three", "four", "five"].map(str::to_owned).to_vec()));
        assert_eq!(store.read().feed(feed).expect("readable").expect("there").total, 4);
    }

    #[test]
    fn what_is_muted_goes_when_it_is_old_though_nobody_read_it_and_what_is_starred_stays() {
        let (mut store, feed) = filled(&["one", "two", "three"]);
        let two = key(&store, "two");
        store.mark(&[two], &Mark::Starred(true)).expect("marked");
        store.change(false, |connection| connection.execute("UPDATE status SET changed = ?", [NOW])).expect("set");
        let muted = Query::parse("title:one OR title:two").expect("a question");
        assert!(store.set_rules(&vec![(RuleKind::Mute, muted)]).expect("set"));
        while store.judge_some(100).expect("judged").left {}
        assert_eq!(titles(&store), ["three"]);
        let keep = |_: &_| Keep { days: 30, stories: 0 };
        assert_eq!(store.tidy(days(29), keep).expect("tidied"), 0);
        assert_eq!(store.tidy(days(40), keep).expect("tidied"), 1);
        let again = store.write(vec![reading(feed, vec![article("one", 0)])]).expect("written");
        assert_eq!(again[0].new, [], "it is remembered for as long as its feed lists it");
        assert!(store.set_rules(&Vec::new()).expect("set"));
        while store.judge_some(100).expect("judged").left {}
        assert_eq!(titles(&store), ["two", "three"]);
    }

    #[test]
    fn a_story_is_kept_for_its_days_after_it_came_or_was_marked() {
        let (mut store, _) = filled(&["one", "two"]);
        all_read(&mut store);
        for (day, kept) in [(29, 2), (31, 0)] {
            store.tidy(days(day), |_| Keep { days: 30, stories: 0 }).expect("tidied");
            assert_eq!(titles(&store).len(), kept, "day {day}");
        }
    }

    #[test]
    fn the_newest_stay_where_a_feed_has_more_than_are_wanted_and_a_mark_can_be_taken_back_for_a_day() {
        let (mut store, _) = filled(&["one", "two", "three", "four"]);
        all_read(&mut store);
        let keep = |_: &_| Keep { days: 0, stories: 2 };
        assert_eq!(store.tidy(at(NOW + DAY / 2), keep).expect("tidied"), 0);
        assert_eq!(store.tidy(days(2), keep).expect("tidied"), 2);
        assert_eq!(titles(&store), ["one", "two"]);
    }

    #[test]
    fn what_was_dropped_does_not_come_back_while_its_feed_lists_it_and_leaves_nothing_behind_after() {
        let (mut store, feed) = filled(&["one", "two"]);
        all_read(&mut store);
        store.tidy(days(40), |_| Keep { days: 30, stories: 0 }).expect("tidied");
        settle(&mut store);
        let read_at = |day, names: &[&str]| Reading {
            at: days(day),
            ..reading(feed, names.iter().zip(0..).map(|(name, age)| article(name, age * DAY)).collect())
        };
        for day in [41, 100, 180, 260] {
            let written = store.write(vec![read_at(day, &["one", "two"])]).expect("written");
            assert_eq!(written[0].new, [], "day {day}");
        }
        store.write(vec![read_at(400, &["three"])]).expect("written");
        let left = |sql: &str| store.read().ask(|connection| connection.query_row(sql, [], |row| row.get::<_, i64>(0)));
        assert_eq!(left("SELECT count(*) FROM status"), Ok(1));
        assert_eq!(left("SELECT count(*) FROM segment_word"), Ok(0));
        assert_eq!(left("SELECT count(*) FROM article"), Ok(1));
    }

    #[test]
    fn a_feed_that_was_removed_is_gone_for_good_after_a_week_with_its_words() {
        let (mut store, feed) = filled(&["one", "two"]);
        store.remove(feed).expect("removed");
        let now = Timestamp::now();
        let after = |day: i64| at(now.as_second() + day * DAY);
        store.tidy(after(6), |_| Keep::default()).expect("tidied");
        store.restore(feed).expect("restored");
        assert_eq!(titles(&store).len(), 2);
        store.remove(feed).expect("removed");
        store.tidy(after(8), |_| Keep::default()).expect("tidied");
        store.restore(feed).expect("nothing to restore");
        settle(&mut store);
        let left = |sql: &str| store.read().ask(|connection| connection.query_row(sql, [], |row| row.get::<_, i64>(0)));
        assert_eq!((titles(&store).len(), left("SELECT count(*) FROM segment_word")), (0, Ok(0)));
    }
}
