//! The main path of the library: subscribe, store, list, read, mark.

use jiff::Timestamp;

use super::{Brought, NewFeed, Reading, Store, list::TO_EACH_SIDE};
use crate::{
    model::{Around, Article, ArticleId, Attachment, Feed, FeedId, Mark, Order, Page, Person, RawHtml, Stamp, StoryKey},
    query::{Query, Scope},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// A moment, in seconds since 1970.
pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

/// When the tests take place: long after the first news.
pub(super) const NOW: i64 = 1_450_000_000;

pub(super) fn library() -> Store {
    Store::in_memory(|markup| CleanText::block(markup.markup())).expect("a library")
}

/// Indexes everything, and merges what there is to merge.
pub(super) fn settle(store: &mut Store) {
    while store.index_some(100).expect("indexed") > 0 {}
    while store.merge_some().expect("merged") {}
}

pub(super) fn subscribe(store: &mut Store, name: &str) -> FeedId {
    let feed = NewFeed { address: CleanText::line(&format!("https://{name}.example/feed")), ..NewFeed::default() };
    store.add(&[feed]).expect("added").first().expect("one").0
}

/// An article that is called `id`, `age` seconds old.
pub(super) fn article(id: &str, age: i64) -> Article {
    Article {
        id: ArticleId(CleanText::line(id)),
        title: CleanText::line(id),
        published: Some(Stamp { instant: at(NOW - age), offset: None, date_only: false }),
        body: RawHtml::new(format!("the body of {id}")),
        ..Article::default()
    }
}

pub(super) fn reading(feed: FeedId, articles: Vec<Article>) -> Reading {
    let feed_read = Feed { title: CleanText::line(&format!("Feed {}", feed.0)), articles, ..Feed::default() };
    Reading {
        feed,
        at: at(NOW),
        latency: None,
        due: None,
        interval: None,
        held: None,
        moved: None,
        brought: Brought::News { feed: Box::new(feed_read), validators: Some("v".into()), repairs: Vec::new() },
    }
}

/// Stores articles that are called so, each a second older than the one before.
fn filled(names: &[&str]) -> (Store, FeedId) {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let articles = names.iter().zip(0..).map(|(name, age)| article(name, age)).collect();
    store.write(vec![reading(feed, articles)]).expect("written");
    (store, feed)
}

fn page(store: &Store, scope: &Scope, around: Around) -> Page {
    store.read().headlines(scope, Order::Newest, around).expect("a page")
}

fn titles(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.title.as_str()).collect()
}

fn key(store: &Store, name: &str) -> StoryKey {
    let page = page(store, &Scope::All, Around::Place(0));
    page.rows.iter().find(|row| row.title.as_str() == name).expect("listed").key
}

#[test]
fn an_article_comes_back_as_it_was_published() {
    let mut store = library();
    let feed = subscribe(&mut store, "a");
    let url = SafeUrl::parse("https://a.example/1").expect("an address");
    let whole = Article {
        guid: "guid".into(),
        link: Some(url.clone()),
        authors: vec![Person { name: "Ann".into(), email: Some("ann@a.example".into()), url: None }],
        updated: Some(Stamp::at(at(NOW), jiff::tz::offset(8))),
        summary: RawHtml::new("short"),
        language: "zh-CN".into(),
        tags: vec!["news".into()],
        attachments: vec![Attachment { url, media_type: "audio/mpeg".into(), bytes: Some(1), seconds: None, title: None }],
        ..article("one", 5)
    };
    let written = store.write(vec![reading(feed, vec![whole.clone()])]).expect("written");
    let key = written[0].new[0];
    let found = store.read().story(key).expect("readable").expect("there");
    assert_eq!(found.article, whole);
    assert_eq!((found.about.title.as_str(), found.feed, found.came), ("Feed 1", feed, at(NOW)));
}

#[test]
fn the_newest_story_is_on_top_and_what_has_no_date_is_as_new_as_its_coming() {
    let mut store = library();
    let (a, b) = (subscribe(&mut store, "a"), subscribe(&mut store, "b"));
    let undated = Article { published: None, ..article("undated", 0) };
    let first = reading(a, vec![article("old", 500), article("future", -500), undated, article("new", 100)]);
    store.write(vec![first, reading(b, vec![article("middle", 300)])]).expect("written");
    assert_eq!(titles(&page(&store, &Scope::All, Around::Place(0))), ["future", "undated", "new", "middle", "old"]);
    let oldest = store.read().headlines(&Scope::All, Order::Oldest, Around::Place(0)).expect("a page");
    assert_eq!(titles(&oldest), ["old", "middle", "new", "undated", "future"]);
    let sources = store.read().headlines(&Scope::All, Order::Source, Around::Place(0)).expect("a page");
    assert_eq!(titles(&sources), ["future", "undated", "new", "old", "middle"]);
}

#[test]
fn reading_a_feed_again_keeps_the_marks_and_an_updated_text_is_a_revision() {
    let (mut store, feed) = filled(&["one", "two"]);
    let one = key(&store, "one");
    store.mark(&[one], &Mark::Read(true)).expect("marked");
    let changed = Article { body: RawHtml::new("another body"), ..article("one", 0) };
    let written =
        store.write(vec![reading(feed, vec![article("three", 0), changed.clone(), article("two", 1)])]).expect("written");
    assert_eq!((written[0].new.len(), written[0].revised), (1, 1));
    let found = store.read().story(one).expect("readable").expect("there");
    assert_eq!((found.article.body, found.status.read, found.revised), (changed.body, true, Some(at(NOW))));
    let earlier = store.read().revisions(one).expect("readable");
    assert_eq!(earlier.first().map(|(_, article)| article.body.markup()), Some("the body of one"));
    let feeds = store.read().feeds().expect("feeds");
    assert_eq!((feeds[0].total, feeds[0].unread), (3, 2));
}

#[test]
fn a_mark_that_was_taken_back_leaves_no_trace() {
    let (mut store, feed) = filled(&["one", "two", "three"]);
    store.mark(&[key(&store, "two")], &Mark::Read(true)).expect("marked");
    let all = store.mark_all(&Scope::Feed(feed), None, &Mark::Read(true)).expect("marked");
    assert_eq!((all.stories.len(), page(&store, &Scope::All, Around::Place(0)).unread), (2, 0));
    store.undo(&all).expect("undone");
    let unread = page(&store, &Scope::Unread, Around::Place(0));
    assert_eq!((titles(&unread), unread.total), (vec!["one", "three"], 2));
    for mark in [Mark::Starred(true), Mark::Later(true), Mark::Tagged("x".into(), true)] {
        let change = store.mark(&[key(&store, "one")], &mark).expect("marked");
        assert_eq!(store.mark(&[key(&store, "one")], &mark).expect("marked").stories, []);
        assert_eq!(store.undo(&change).expect("undone").stories.len(), 1);
    }
}

#[test]
fn a_list_opens_at_any_place_and_finds_its_next_unread_story_round_the_end() {
    let names: Vec<String> = (0..1_000).map(|number| format!("n{number}")).collect();
    let (mut store, feed) = filled(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for order in [Order::Newest, Order::Oldest, Order::Source] {
        for scope in [Scope::All, Scope::Query(Query::parse("is:unread").expect("a question"))] {
            let first = |most| store.read().first(&scope, order, most).expect("rows");
            let titles: Vec<String> = first(usize::MAX).iter().map(|row| row.title.to_string()).collect();
            let turned: Vec<String> = names.iter().rev().cloned().collect();
            assert_eq!(titles, if order == Order::Oldest { turned } else { names.clone() }, "{order:?} {scope:?}");
            assert_eq!(first(3), first(usize::MAX)[..3], "{order:?} {scope:?}");
        }
        let ask = |around| store.read().headlines(&Scope::All, order, around).expect("a page");
        for place in [0, 1, 199, 200, 500, 801, 999, 5_000] {
            let page = ask(Around::Place(place));
            assert_eq!((page.total, page.at), (1_000, place.min(999)));
            let sides = (page.at - page.first, page.rows.len() - (page.at - page.first));
            assert_eq!(sides, (page.at.min(TO_EACH_SIDE), (1_000 - page.at).min(TO_EACH_SIDE)));
            let row = &page.rows[page.at - page.first];
            let number = if order == Order::Oldest { 999 - page.at } else { page.at };
            assert_eq!(row.title.as_str(), format!("n{number}"), "{order:?} {place}");
            assert_eq!(ask(Around::Story(row.key, 0)).at, page.at, "{order:?}");
        }
    }
    let keys = store.read().keys(&Scope::Feed(feed)).expect("keys");
    store.mark(&keys, &Mark::Read(true)).expect("marked");
    store.mark(&[keys[3], keys[900]], &Mark::Read(false)).expect("marked");
    let next = |from: usize, forward| page(&store, &Scope::All, Around::Unread { from: keys[from], forward }).at;
    assert_eq!((next(0, true), next(3, true), next(900, true), next(3, false), next(5, false)), (3, 900, 3, 900, 3));
}

#[test]
fn a_removed_feed_takes_its_stories_along_and_brings_them_back() {
    let (mut store, feed) = filled(&["one", "two"]);
    let other = subscribe(&mut store, "b");
    store.mark(&[key(&store, "one")], &Mark::Starred(true)).expect("marked");
    store.remove(feed).expect("removed");
    assert_eq!(page(&store, &Scope::All, Around::Place(0)), Page::default());
    assert_eq!(store.read().feeds().expect("feeds").iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    assert_eq!(store.write(vec![reading(feed, vec![article("new", 0)])]).expect("written")[0].new, []);
    store.restore(feed).expect("restored");
    assert_eq!(titles(&page(&store, &Scope::All, Around::Place(0))), ["one", "two"]);
    assert_eq!(page(&store, &Scope::Starred, Around::Place(0)).total, 1);
}

#[test]
fn a_folder_lists_what_is_in_it_and_in_the_folders_in_it() {
    let (mut store, feed) = filled(&["one", "two"]);
    let other = subscribe(&mut store, "b");
    store.write(vec![reading(other, vec![article("three", 9)])]).expect("written");
    store.move_to(feed, &"News/Local".into()).expect("moved");
    for (folder, expected) in [("News", 2), ("News/Local", 2), ("New", 0), ("Local", 0)] {
        assert_eq!(page(&store, &Scope::Folder(folder.into()), Around::Place(0)).total, expected, "{folder}");
    }
    assert_eq!(store.read().folders().expect("folders"), [("News/Local".into(), 2, 2)]);
}

#[test]
fn a_reader_sees_what_was_written_and_notices_that_it_was() {
    let (mut store, _) = filled(&["one"]);
    let reader = store.reader().expect("a reader");
    let before = reader.version().expect("a number");
    assert_eq!(reader.headlines(&Scope::All, Order::Newest, Around::Place(0)).expect("a page").total, 1);
    store.mark(&[key(&store, "one")], &Mark::Read(true)).expect("marked");
    assert_ne!(reader.version().expect("a number"), before);
    assert_eq!(reader.headlines(&Scope::All, Order::Newest, Around::Place(0)).expect("a page").unread, 0);
}

#[test]
fn a_clock_that_was_wrong_leaves_no_feed_unasked() {
    let (mut store, feed) = filled(&["one"]);
    let asked = |at_day: i64| Reading {
        at: at(NOW + at_day * 86_400),
        due: Some(at(NOW + (at_day + 1) * 86_400)),
        ..reading(feed, Vec::new())
    };
    store.write(vec![asked(365)]).expect("written");
    assert_eq!(store.read().due(at(NOW)).expect("feeds").len(), 1);
    store.write(vec![asked(0)]).expect("written");
    assert_eq!(store.read().due(at(NOW)).expect("feeds").len(), 0);
    assert_eq!(store.read().next_due(at(NOW)), Ok(Some(at(NOW + 86_400))));
}

#[test]
fn a_permanent_redirect_changes_the_address_after_a_week_and_a_failure_keeps_what_is_there() {
    let (mut store, feed) = filled(&["one"]);
    let to = SafeUrl::parse("https://new.example/feed").expect("an address");
    let address = |store: &Store| store.read().feed(feed).expect("readable").expect("there").address.to_string();
    for (day, expected) in [(0, "https://a.example/feed"), (6, "https://a.example/feed"), (8, "https://new.example/feed")] {
        let moved = Reading { at: at(NOW + day * 86_400), moved: Some(to.clone()), ..reading(feed, vec![article("one", 0)]) };
        store.write(vec![moved]).expect("written");
        assert_eq!(address(&store), expected, "day {day}");
    }
    let failed = Brought::Failed { reason: Phrase::new("error.empty"), gone: false };
    store.write(vec![Reading { brought: failed, ..reading(feed, Vec::new()) }]).expect("written");
    let row = store.read().feed(feed).expect("readable").expect("there");
    assert_eq!((row.health.failures, row.health.failure, row.total), (1, Some(Phrase::new("error.empty")), 1));
}
