//! Searches, smart feeds and rules, as the screen shows them.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::channel,
    },
    thread,
    time::Duration,
};

use newsprint::{
    app::{
        effect::{Effect, Memory},
        event::{Event, Outcome, Source},
        masthead,
        popup::Popup,
        setup::Setup,
    },
    html,
    model::{Around, Article, ArticleId, Feed, Order, RawHtml, Stamp},
    query::{Query, Scope},
    runtime::{
        Message,
        librarian::{Ask, Deed, Librarian, carry_out},
    },
    store::{Store, StoreError},
    text::CleanText,
};

use super::desk::Desk;

fn story(name: &str, body: &str, hour: u8) -> Article {
    let instant = format!("2015-12-18T{hour:02}:00:00Z").parse().expect("a time");
    Article {
        id: ArticleId(CleanText::line(name)),
        title: CleanText::line(name),
        body: RawHtml::new(format!("<p>{body}</p>")),
        published: Some(Stamp { instant, offset: None, date_only: false }),
        ..Article::default()
    }
}

pub fn harbour() -> Feed {
    let articles = vec![
        story("The last ferry", "It left at nine. Nobody was on the ferry but the gulls.", 9),
        story("Gulls over the quay", "A hundred gulls, and no boat.", 8),
        story("乌镇互联网大会开幕", "第二届世界互联网大会在乌镇开幕。", 7),
        story("Crossword", "One across: a boat.", 6),
    ];
    Feed { title: "Harbour Post".into(), articles, ..Feed::default() }
}

fn desk() -> Desk {
    Desk::with(100, 30, harbour(), Memory::default())
}

fn titles(desk: &Desk) -> Vec<String> {
    let list = desk.app.list();
    (0..list.total()).filter_map(|place| list.row(place)).map(|row| row.title.to_string()).collect()
}

fn set(desk: &mut Desk, settings: &[(&str, &str)]) {
    let mut setup = Setup::built_in().expect("a setup");
    for (key, value) in settings {
        setup = setup.with(key, value).expect("a setting");
    }
    desk.note(Event::Setup(Box::new(setup)));
    while desk.library().judge_some(10).expect("judged").left {}
    desk.note(Event::LibraryChanged);
}

#[test]
fn a_search_that_has_found_more_than_it_lists_says_so_until_it_is_asked_for_all() {
    let stories =
        (0..520).map(|number| Article { id: ArticleId(CleanText::line(&number.to_string())), ..story("Gull", "a gull", 5) });
    let feed = Feed { articles: stories.collect(), ..Feed::default() };
    let mut desk = Desk::with(100, 30, feed, Memory::default());
    while desk.library().index_some(1_000).expect("indexed") > 0 {}
    let said = |desk: &Desk| masthead::right(&desk.app).map(|part| part.text.to_string());
    desk.press("/ g u l");
    assert_eq!(said(&desk).as_deref(), Some("the newest 500 stories, and more"));
    desk.press("l Enter");
    assert_eq!(said(&desk).as_deref(), Some("520 unread · 520 stories"));
}

#[test]
fn a_question_that_is_none_stays_on_its_line_with_what_is_wrong() {
    let mut desk = desk();
    desk.press("/ i s : r e d");
    let remark = |desk: &Desk| match desk.app.popup() {
        Some(Popup::Ask(prompt, _)) => prompt.remark().cloned().unwrap_or_default(),
        other => panic!("the line is closed: {other:?}"),
    };
    assert_eq!((remark(&desk).at, remark(&desk).bad), (Some(0..6), false), "while it is typed it is only a hint");
    desk.press("Enter");
    assert!(remark(&desk).bad && remark(&desk).text.contains("read, unread, starred or later"));
    desk.press("Backspace Backspace Backspace u n r e a d Enter");
    assert!(desk.app.popup().is_none());
    assert_eq!(titles(&desk).len(), 4);
}

#[test]
fn a_search_finds_two_chinese_characters_and_escape_shows_what_was_shown_before() {
    let mut desk = desk();
    desk.press("/ 乌 镇 Enter");
    assert_eq!(titles(&desk), ["乌镇互联网大会开幕"]);
    desk.press("Esc");
    assert_eq!((desk.app.list().scope(), titles(&desk).len()), (&Scope::All, 4));
}

#[test]
fn the_words_of_a_search_are_marked_in_the_story_and_n_goes_from_one_to_the_next() {
    let mut desk = desk();
    desk.press("/ g u l l s Enter");
    assert_eq!(titles(&desk), ["The last ferry", "Gulls over the quay"]);
    desk.press("j");
    let found = desk.app.found().expect("hits");
    assert_eq!((found.hits().len(), found.is_begun()), (1, false));
    desk.press("Enter n");
    assert!(desk.app.found().expect("hits").is_begun());
    assert!(desk.app.said().expect("said").text.contains("1 of 1"));
    desk.press("Esc");
    assert!(desk.app.found().expect("kept").hits().is_empty(), "Esc ends it in the story");
    assert_eq!(titles(&desk).len(), 2, "the list stays as it is");
    desk.press("q Esc");
    assert!(desk.app.found().is_none());
}

#[test]
fn what_is_searched_for_can_be_ranked_and_the_order_stays_for_the_next_run() {
    let mut desk = desk();
    desk.press("/ b o a t Enter g s g s");
    assert_eq!(desk.app.list().order(), Order::Source);
    desk.press("g s");
    assert_eq!(desk.app.list().order(), Order::Relevance);
    desk.press("Esc");
    assert_eq!(desk.app.list().order(), Order::Newest, "without a search nothing is ranked");
    desk.press("g s");
    let memory = desk.app.memory();
    assert_eq!(titles(&Desk::with(100, 30, harbour(), memory))[0], "Crossword");
}

#[test]
fn smart_feeds_stand_in_the_pane_with_counts_open_and_are_named_in_searches() {
    let mut desk = desk();
    set(&mut desk, &[("smart.Birds", "gulls -quay"), ("smart.Boats", "boat")]);
    desk.press("j j j m");
    let smart = desk.app.feeds().rows().iter().filter(|row| matches!(row.scope, Scope::Query(_)));
    let smart: Vec<_> = smart.map(|row| (row.name.as_str(), row.count)).collect();
    assert_eq!(smart, [("Birds", 1), ("Boats", 1)]);
    desk.press(": B i r d s Enter");
    assert_eq!(titles(&desk), ["The last ferry"]);
    desk.press("/ s m a r t : b o a t s Space i s : r e a d Enter");
    assert_eq!(titles(&desk), ["Crossword"]);
}

#[test]
fn what_is_muted_is_nowhere_and_what_is_highlighted_is_marked() {
    let mut desk = desk();
    set(&mut desk, &[("rules.mute", "['title:crossword', '乌镇']"), ("rules.highlight", "['ferry']")]);
    assert_eq!(titles(&desk), ["The last ferry", "Gulls over the quay"]);
    assert_eq!((desk.app.list().unread(), desk.app.feeds().contents().unread), (2, 2));
    assert!(desk.app.list().row(0).expect("a row").highlighted && !desk.app.list().row(1).expect("a row").highlighted);
    desk.load(1, "more", Feed { articles: vec![story("Another crossword", "x", 10)], ..Feed::default() });
    assert_eq!(titles(&desk).len(), 2);
    desk.press("/ c r o s s w o r d Enter");
    assert!(titles(&desk).is_empty());
    desk.press("Esc");
    set(&mut desk, &[]);
    assert_eq!(titles(&desk).len(), 5, "nothing is lost");
}

#[test]
fn the_whole_text_is_fetched_once_shown_and_turned_back() {
    let mut desk = desk();
    desk.press("Enter x");
    assert!(desk.app.said().expect("said").text.contains("no web page"), "the story of this feed has no page");
    let mut feed = harbour();
    feed.articles[0].link = newsprint::text::SafeUrl::parse("https://harbour.example/ferry");
    let mut desk = Desk::with(100, 30, feed, Memory::default());
    desk.press("Enter x");
    let asked = desk.effects();
    let Some(Effect::FetchWhole { key, .. }) = asked.last() else { panic!("{asked:?}") };
    let page = Article { body: RawHtml::new("<p>All of it.</p>"), ..Article::default() };
    desk.deed(Deed::KeepWhole { key: *key, page: Box::new(page) });
    assert_eq!((desk.first_words().as_str(), desk.app.reader().story().expect("open").whole), ("All of it.", true));
    desk.press("x");
    assert!(desk.first_words().starts_with("It left at nine."));
    desk.press("x q j k Enter");
    assert_eq!(desk.first_words(), "All of it.");
    assert!(desk.effects().iter().all(|effect| !matches!(effect, Effect::FetchWhole { .. })));
}

/// Without it, whoever gives a slow search up waits for its end all the same.
#[test]
fn a_search_that_takes_long_can_be_stopped_and_asked_again() {
    let articles = (0..2_000).map(|number| story(&format!("Story {number}"), "One across: a boat.", 6)).collect();
    let feed = Feed { title: "Harbour Post".into(), articles, ..Feed::default() };
    let mut desk = Desk::with(100, 30, feed, Memory::default());
    let reader = desk.library().read();
    let look =
        || reader.headlines(&Scope::Query(Query::parse("/b[aeiou]{9}t/").expect("a question")), Order::Newest, Around::Place(0));
    let (stopper, done) = (reader.stopper(), AtomicBool::new(false));
    let ended = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                stopper.stop();
                thread::sleep(Duration::from_millis(1));
            }
        });
        let early = look();
        done.store(true, Ordering::SeqCst);
        early
    });
    assert_eq!(ended.err(), Some(StoreError::Stopped));
    assert_eq!(look().map(|page| page.total), Ok(0));
}

#[test]
fn a_story_opens_while_the_library_is_being_looked_through() {
    let mut store = Store::in_memory(html::searched_text).expect("a library");
    let long = "No gull was seen that day. ".repeat(2_000);
    let stories =
        (0..100).map(|number| Article { id: ArticleId(CleanText::line(&number.to_string())), ..story("Long", &long, 5) });
    let source = Source { number: 0, name: "a".into(), again: false };
    let feed = Box::new(Feed { articles: stories.collect(), ..Feed::default() });
    carry_out(&mut store, Deed::Brought { source, feed, outcome: Outcome::Read });
    let key = store.read().keys(&Scope::All).expect("stories")[0];
    let (sender, receiver) = channel();
    let librarian = Librarian::start(store, sender).expect("threads");
    let scope = Scope::Query(Query::parse("/b[aeiou]{9}t/").expect("a question"));
    librarian.ask(Ask::Headlines { generation: 1, scope, order: Order::Newest, around: Around::Place(0) });
    librarian.ask(Ask::Story { generation: 1, key });
    let came = [(); 2].map(|()| receiver.recv_timeout(Duration::from_mins(1)).expect("an answer"));
    assert!(matches!(came[0], Message::Event(Event::Story(_))), "the story comes first: {:?}", came[0]);
    assert!(matches!(came[1], Message::Event(Event::Headlines { .. })));
}
