//! The index finds what articles say, however often it was merged, and forgets what they said.

use rusqlite::Connection;

use super::{Hits, Wanted, merge::FEW, segment::Writer};
use crate::{
    model::{Article, RawHtml, StoryKey},
    query::{Query, Scope},
    store::{
        Keep, Store,
        tests::{NOW, article, at, library, reading, settle, subscribe},
    },
};

fn found(store: &Store, question: &str) -> Vec<StoryKey> {
    store.read().keys(&Scope::Query(Query::parse(question).expect("a question"))).expect("found")
}

fn count(store: &Store, sql: &str) -> i64 {
    let ask = |connection: &Connection| connection.query_row(sql, [], |row| row.get(0));
    store.read().ask(ask).expect("a number")
}

/// The article of a number: a word in all, one in every third, one of its own, and another one in each edition.
fn numbered(number: i64, edition: &str) -> Article {
    let third = if number % 3 == 0 { "third 渔船" } else { "other" };
    // As feeds come: the newer and the older in any order.
    let age = number * 7_919 % 1_009 * 100;
    Article { body: RawHtml::new(format!("every {third} own{number}x {edition}")), ..article(&format!("a{number}"), age) }
}

/// A library into which so many articles came one by one, each indexed at once.
fn grown(articles: i64) -> Store {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    for number in 0..articles {
        store.write(vec![reading(feed, vec![numbered(number, "first")])]).expect("written");
        settle(&mut store);
    }
    store
}

#[test]
fn segments_are_merged_and_every_article_is_found_in_the_order_of_lists() {
    let store = grown(150);
    assert!(count(&store, "SELECT count(*) FROM segment") <= 3 * i64::try_from(FEW).expect("small"));
    assert_eq!(count(&store, "SELECT sum(articles) FROM segment"), 150);
    let all = store.read().keys(&Scope::All).expect("keys");
    assert_eq!(found(&store, "every"), all);
    let thirds = found(&store, "third");
    assert_eq!((thirds.len(), found(&store, "渔船"), found(&store, "every -other")), (50, thirds.clone(), thirds));
    for number in 0..150 {
        assert_eq!(found(&store, &format!("own{number}x every")).len(), 1, "{number}");
    }
    assert_eq!(found(&store, "own1*").len(), 61);
}

#[test]
fn words_that_begin_alike_are_told_apart_however_long_they_are() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let words: Vec<String> = [7, 8, 9, 15, 16, 17, 24, 26].map(|length| ('a'..='z').take(length).collect()).into();
    let stories = (0..).zip(&words).map(|(age, word)| {
        let body = RawHtml::new(word.as_str());
        Article { body, ..article(word, age * 60) }
    });
    store.write(vec![reading(feed, stories.collect())]).expect("written");
    settle(&mut store);
    let all = store.read().keys(&Scope::All).expect("keys");
    for (place, word) in words.iter().enumerate() {
        assert_eq!(found(&store, word), [all[place]]);
        assert_eq!(found(&store, &format!("{word}*")), all[place..]);
    }
}

#[test]
fn what_an_article_said_before_is_forgotten_and_merging_drops_it() {
    let mut store = grown(40);
    let feed = store.read().feeds().expect("feeds")[0].id;
    let changed = (0..30).map(|number| numbered(number, "second")).collect();
    store.write(vec![reading(feed, changed)]).expect("written");
    settle(&mut store);
    assert_eq!((found(&store, "first").len(), found(&store, "second").len(), found(&store, "every").len()), (10, 30, 40));
    assert!(count(&store, "SELECT sum(articles) FROM segment") < 70, "a segment that is half gone is written again");
    store.mark_all(&Scope::All, None, &crate::model::Mark::Read(true)).expect("marked");
    store.change(false, |connection| connection.execute("UPDATE status SET changed = ?", [NOW])).expect("set");
    store.tidy(at(NOW + 90 * 86_400), |_| Keep { days: 30, stories: 0 }).expect("tidied");
    settle(&mut store);
    assert_eq!((found(&store, "every"), count(&store, "SELECT count(*) FROM segment")), (Vec::new(), 0));
    assert_eq!(count(&store, "SELECT count(*) FROM segment_list"), 0);
}

#[test]
fn long_lists_and_many_words_lie_in_many_rows_and_are_whole() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let own = |number: i64| (0..30).map(|word| format!("w{number}n{word}")).collect::<Vec<_>>().join(" ");
    let body = |number: i64| format!("common {} {}", number % 5, own(number));
    let all = (0..6_000).map(|number| Article { body: RawHtml::new(body(number)), ..article(&format!("a{number}"), number) });
    store.write(vec![reading(feed, all.collect())]).expect("written");
    assert_eq!(store.index_some(10_000).expect("indexed"), 0);
    assert!(count(&store, "SELECT count(*) FROM segment_word") > 10);
    assert!(count(&store, "SELECT count(*) FROM segment_list") > 1);
    for (question, hits) in
        [("common", 6_000), ("3", 1_200), ("common -3", 4_800), ("1 OR 2", 2_400), ("w77n*", 1), ("w5999n29", 1)]
    {
        assert_eq!(found(&store, question).len(), hits, "{question}");
    }
}

#[test]
fn between_the_steps_of_a_merge_all_is_found_and_what_changes_meanwhile_is_not_brought_back() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    for number in 0..16 {
        let words = (0..60).map(|word| format!("w{number}n{word}")).collect::<Vec<_>>().join(" ");
        let one = Article { body: RawHtml::new(format!("every {words}")), ..article(&format!("a{number}"), number) };
        store.write(vec![reading(feed, vec![one])]).expect("written");
        store.index_some(10).expect("indexed");
    }
    let (mut steps, mut changed) = (0, 0);
    while store.merge_some().expect("merged") {
        steps += 1;
        if steps % 3 == 0 && changed < 16 {
            let new = Article { body: RawHtml::new(format!("every new{changed}")), ..article(&format!("a{changed}"), changed) };
            store.write(vec![reading(feed, vec![new])]).expect("written");
            store.index_some(10).expect("indexed");
            changed += 1;
        }
        assert_eq!(found(&store, "every").len(), 16, "step {steps}");
        for number in 0..16 {
            let is_old = usize::from(number >= changed);
            assert_eq!(found(&store, &format!("w{number}n7")).len(), is_old, "step {steps}, {number}");
            assert_eq!(found(&store, &format!("w{number}n*")).len(), is_old, "step {steps}, {number}");
            assert_eq!(found(&store, &format!("new{number}")).len(), 1 - is_old, "step {steps}, {number}");
        }
    }
    assert!(steps > 20 && changed > 5, "{steps} steps, {changed} changes");
    assert!(count(&store, "SELECT count(*) FROM segment") < 12);
    assert_eq!(count(&store, "SELECT count(*) FROM segment_word WHERE segment NOT IN (SELECT id FROM segment)"), 0);
}

/// A word, and which articles have it.
type Has = (&'static str, fn(u32) -> bool);
/// Which articles are to be found.
type Right<'a> = Box<dyn Fn(u32) -> bool + 'a>;

#[test]
fn of_a_large_segment_nothing_is_lost_between_the_windows_that_are_looked_through() {
    const ARTICLES: u32 = 10_000;
    let words: [Has; 5] = [
        ("all", |_| true),
        ("even", |number| number % 2 == 0),
        ("far", |number| number % 4_099 == 5),
        ("last", |number| number == ARTICLES - 1),
        ("some", |number| (4_090..4_100).contains(&number)),
    ];
    // The newest comes first.
    let places: Vec<i64> = (0..ARTICLES).map(|number| i64::from(ARTICLES - number) * 10).collect();
    let mut store = library();
    let written = store.change(false, |connection| {
        let mut writer = Writer::new(connection, &places)?;
        for (word, has) in words {
            writer.word(word.as_bytes(), (0..ARTICLES).filter(|number| has(*number)))?;
        }
        writer.finish()
    });
    written.expect("written");
    let has = |name: &str, number: u32| words.iter().any(|(word, has)| word.starts_with(name) && has(number));
    let word = |name: &str| Wanted::Word(name.to_owned());
    let cases: Vec<(Wanted, Right<'_>)> = vec![
        (word("all"), Box::new(|_| true)),
        (word("nowhere"), Box::new(|_| false)),
        (Wanted::Beginning("f".into()), Box::new(|number| has("far", number))),
        (Wanted::Beginning(String::new()), Box::new(|_| true)),
        (Wanted::All(vec![word("far"), word("all"), word("even")]), Box::new(|number| has("far", number) && has("even", number))),
        (Wanted::All(vec![word("far"), word("nowhere")]), Box::new(|_| false)),
        (
            Wanted::Any(vec![word("nowhere"), word("last"), word("some")]),
            Box::new(|number| has("last", number) || has("some", number)),
        ),
        (Wanted::Any(Vec::new()), Box::new(|_| false)),
        (Wanted::Without(Box::new((word("all"), word("even")))), Box::new(|number| !has("even", number))),
        (Wanted::Without(Box::new((word("some"), word("nowhere")))), Box::new(|number| has("some", number))),
        (Wanted::Without(Box::new((word("some"), word("all")))), Box::new(|_| false)),
    ];
    let oldest = places[places.len() - 1];
    for range in [0..i64::MAX, places[4_096]..places[70], oldest..oldest + 1, 0..oldest, places[6_000]..places[4_000] + 5] {
        for (wanted, right) in &cases {
            let asked = |connection: &Connection| Hits::new(connection, wanted, range.clone())?.take(usize::MAX);
            let found = store.read().ask(asked).expect("places");
            let numbers = (0..).zip(&places).filter(|(number, place)| right(*number) && range.contains(place));
            assert_eq!(found, numbers.map(|(_, place)| *place).collect::<Vec<_>>(), "{wanted:?} {range:?}");
        }
    }
}
