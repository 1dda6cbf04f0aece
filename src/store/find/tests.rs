//! The library finds what [`Query::matches`] finds, indexed or not.

use jiff::ZonedDateTime;
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    model::{Around, Article, FeedId, Mark, Order, Person, RawHtml, StoryKey},
    query::{Candidate, Query, Scope},
    store::{
        NewFeed, Store,
        tests::{NOW, article, at, library, reading, subscribe},
    },
    text::CleanText,
};

const WORDS: [&str; 12] = ["ferry", "Ferries", "boat", "école", "last", "乌镇", "互联网", "镇", "A股", "don't", "2015", "l"];

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), words).prop_map(|words| words.join(" "))
}

/// A library of two feeds, of which some articles are marked and the older half is indexed.
fn filled(texts: &[(String, String, String, usize)]) -> Store {
    let mut store = library();
    let feeds = [tagged(&mut store, "harbour", &["école", "Sea ferry"]), subscribe(&mut store, "post")];
    store.move_to(feeds[0], &"News/Local".into()).expect("moved");
    let half = texts.len() / 2;
    for (place, (title, body, author, choice)) in texts.iter().enumerate() {
        if place == half {
            store.index_some(usize::MAX >> 1).expect("indexed");
        }
        let age = i64::try_from(place).expect("small") * 40_000;
        let published = Article {
            title: CleanText::line(title),
            body: RawHtml::new(body.as_str()),
            authors: vec![Person { name: CleanText::line(author), ..Person::default() }],
            language: if choice % 3 == 0 { "en-GB".into() } else { CleanText::new() },
            tags: if choice % 5 == 0 { vec!["last boat".into()] } else { Vec::new() },
            ..article(&place.to_string(), age)
        };
        let key = store.write(vec![reading(feeds[choice % 2], vec![published])]).expect("written")[0].new[0];
        for (divisor, mark) in
            [(2, Mark::Read(true)), (3, Mark::Starred(true)), (4, Mark::Later(true)), (7, Mark::Tagged("École".into(), true))]
        {
            if choice % divisor == 0 {
                store.mark(&[key], &mark).expect("marked");
            }
        }
    }
    store
}

/// Subscribes to a feed that has tags.
fn tagged(store: &mut Store, name: &str, tags: &[&str]) -> FeedId {
    let tags = tags.iter().map(|tag| CleanText::line(tag)).collect();
    let address = CleanText::line(&format!("https://{name}.example/feed"));
    store.add(&[NewFeed { address, tags, ..NewFeed::default() }]).expect("added")[0].0
}

#[test]
fn the_tags_of_a_feed_find_its_stories_and_a_list_read_again_leaves_them() {
    let mut store = library();
    let feed = tagged(&mut store, "harbour", &["Sea", "two words"]);
    assert_eq!((tagged(&mut store, "harbour", &["other"]), subscribe(&mut store, "harbour")), (feed, feed));
    store.write(vec![reading(feed, vec![article("one", 1)])]).expect("written");
    for (question, found) in [("tag:sea", 1), ("tag:\"two words\"", 1), ("tag:other", 0), ("-tag:sea", 0)] {
        let query = Query::parse(question).expect("a question");
        assert_eq!(store.read().keys(&Scope::Query(query)).expect("found").len(), found, "{question}");
    }
    assert_eq!(store.read().feeds().expect("feeds")[0].tags, ["Sea".into(), "two words".into()]);
}

fn leaf() -> impl Strategy<Value = String> {
    let word = || select(&WORDS[..]);
    prop_oneof![
        4 => word().prop_map(str::to_owned),
        1 => (word(), word()).prop_map(|(one, two)| format!("\"{one} {two}\"")),
        1 => (select(&["title", "author", "tag", "feed", "folder", "lang"][..]), word()).prop_map(|(name, word)| format!("{name}:{word}")),
        1 => select(&["feed:harb", "folder:news", "lang:en", "tag:ecole", "tag:\"boat last\"", "fer*", "title:fer*", "/fer+y|镇/"][..])
            .prop_map(str::to_owned),
        1 => select(&["is:read", "is:unread", "is:starred", "is:later", "has:enclosure", "age:<3000d", "after:2015-12-10", "before:2015-12-12", "words:>3", "words:<2"][..])
            .prop_map(str::to_owned),
    ]
}

fn question() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("-({inner})")),
            vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" ")),
            vec(inner, 2..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
        ]
    })
}

/// What is found by reading every article.
fn read_all(store: &Store, query: &Query) -> Vec<StoryKey> {
    let now = ZonedDateTime::now();
    let all = store.read().keys(&Scope::All).expect("keys");
    let answers = |key: &StoryKey| {
        let found = store.read().story(*key).expect("readable").expect("there");
        let candidate = Candidate {
            article: &found.article,
            text: found.article.markup().markup(),
            feed: &found.about.title,
            address: &found.address,
            folder: &found.folder,
            feed_tags: &found.feed_tags,
            language: &found.about.language,
            status: &found.status,
            sorted_by: found.sorted_by,
        };
        query.matches(&candidate, &now)
    };
    all.into_iter().filter(answers).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_library_finds_what_reading_every_article_finds(
        texts in vec((text(0..4), text(0..8), text(0..2), 0_usize..420), 1..20),
        questions in vec(question(), 1..12),
    ) {
        let store = filled(&texts);
        for question in questions {
            let typed = Query::typed(&question).expect("a question").standing();
            for query in [Query::parse(&question).expect("a question"), typed] {
                let (found, right) = answers(&store, &query);
                prop_assert_eq!(found, right, "{:?}", query);
            }
        }
    }
}

/// What is found, and what is to be found.
fn answers(store: &Store, query: &Query) -> (Vec<StoryKey>, Vec<StoryKey>) {
    (store.read().keys(&Scope::Query(query.clone())).expect("found"), read_all(store, query))
}

#[test]
fn two_stories_of_one_feed_that_say_the_same_are_both_found() {
    let text = |choice| ("2015".to_owned(), "boat".to_owned(), String::new(), choice);
    let (found, right) = answers(&filled(&[text(7), text(215)]), &Query::parse("-(\"l 2015\")").expect("a question"));
    assert_eq!((found.len(), &found), (2, &right));
}

#[test]
fn a_search_pages_ranks_and_notices_marks() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let on_boats =
        |title: &str, age| Article { title: CleanText::line(title), body: RawHtml::new("boat"), ..article(title, age) };
    store.write(vec![reading(feed, vec![on_boats("new", 1), on_boats("old boat", 2)])]).expect("written");
    let scope = Scope::Query(Query::typed("boa").expect("a question"));
    for indexed in [false, true] {
        if indexed {
            assert_eq!(store.index_some(100).expect("indexed"), 0);
        }
        let titles = |order| {
            let page = store.read().headlines(&scope, order, Around::Place(0)).expect("a page");
            page.rows.iter().map(|row| row.title.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(titles(Order::Newest), ["new", "old boat"]);
        assert_eq!(titles(Order::Oldest), ["old boat", "new"]);
    }
    let best = store.read().headlines(&Scope::Query(Query::parse("boat").expect("fine")), Order::Relevance, Around::Place(0));
    let best = best.expect("a page");
    assert_eq!((best.rows[0].title.as_str(), best.unread), ("old boat", 2));
    store.mark(&[best.rows[0].key], &Mark::Read(true)).expect("marked");
    let page =
        store.read().headlines(&scope, Order::Newest, Around::Unread { from: best.rows[0].key, forward: true }).expect("a page");
    assert_eq!((page.unread, page.at), (1, 0));
    assert!(at(NOW) < jiff::Timestamp::now());
}

#[test]
fn an_updated_text_is_found_by_its_new_words_alone() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let hits = |store: &Store, question: &str| {
        store.read().keys(&Scope::Query(Query::parse(question).expect("fine"))).expect("keys").len()
    };
    store.write(vec![reading(feed, vec![article("one", 1)])]).expect("written");
    store.index_some(100).expect("indexed");
    let changed = Article { body: RawHtml::new("ferry"), ..article("one", 1) };
    store.write(vec![reading(feed, vec![changed])]).expect("written");
    for _ in 0..2 {
        assert_eq!((hits(&store, "body"), hits(&store, "ferry")), (0, 1));
        store.index_some(100).expect("indexed");
    }
}
