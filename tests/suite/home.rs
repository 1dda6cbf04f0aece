//! From the first minute on: the welcome, empty lists that say what to press, and the way back to what was open.

use newsprint::{
    app::{
        Focus,
        effect::{Effect, Home, Memory},
        empty,
        event::{Event, Outcome, Progress, Source},
        linear::Heard,
        popup::Popup,
        setup::Setup,
        story::{StoryKey, StoryName},
    },
    model::Feed,
    query::Scope,
    text::CleanText,
    words::Phrase,
};

use super::desk::{Desk, edition};

/// A desk before which a reader without feeds sits down.
fn newcomer() -> Desk {
    let mut desk = Desk::new(80, 24);
    desk.note(Event::Starters(vec![("World news".into(), 6), ("简体中文".into(), 4)]));
    desk.note(Event::Welcome);
    desk
}

fn at_home(memory: Memory) -> Desk {
    Desk::at_home(memory)
}

#[test]
fn a_newcomer_is_one_key_from_a_set_of_feeds() {
    for (keys, set) in [("Enter", 0), ("1", 0), ("2", 1), ("j Enter", 1), ("Down Enter", 1), ("j k Enter", 0)] {
        let mut desk = newcomer();
        assert!(matches!(desk.app.popup(), Some(Popup::Welcome(_))), "{keys}");
        assert_eq!(desk.press(keys).effects(), [Effect::SubscribeToStarter(set)], "{keys}");
    }
    let mut desk = newcomer();
    desk.press("a h t t p s : / / e . o r g Enter");
    assert!(matches!(desk.effects().as_slice(), [Effect::Subscribe { address, .. }] if address == "https://e.org"));
}

#[test]
fn the_welcome_is_left_with_escape_and_seen_once() {
    let mut desk = newcomer();
    desk.press("Esc");
    assert!(desk.app.popup().is_none() && desk.app.memory().welcomed);
    let offered = newsprint::app::foot::parts(&desk.app);
    assert!(offered.iter().any(|part| part.text.as_str() == "begin"), "the foot still offers it: {offered:?}");
    let mut again = Desk::with(80, 24, edition(), desk.app.memory());
    again.note(Event::Starters(vec![("World news".into(), 6)]));
    again.note(Event::Welcome);
    assert!(again.app.popup().is_none());
    again.press("W");
    assert!(matches!(again.app.popup(), Some(Popup::Welcome(_))));
}

#[test]
fn the_set_in_the_readers_own_language_comes_first() {
    let chinese = newsprint::words::Words::of("zh", &newsprint::words::Words::built_in()).expect("Chinese");
    let mut desk = Desk::in_language(80, 24, chinese, (edition(), Memory::default()));
    desk.note(Event::Starters(vec![("World news".into(), 6), ("简体中文".into(), 4)]));
    desk.note(Event::Welcome);
    assert_eq!(desk.press("Enter").effects(), [Effect::SubscribeToStarter(1)]);
}

#[test]
fn an_empty_list_says_why_and_what_to_press() {
    for (scope, said) in [(Scope::Starred, "s gives one"), (Scope::Later, "a keeps the one")] {
        let mut desk = at_home(Memory::default());
        desk.show(&scope);
        assert!(empty::words(&desk.app).contains(said), "{scope:?}: {}", empty::words(&desk.app));
    }
    let mut desk = at_home(Memory::default());
    desk.press("/ x y z z y Enter");
    assert!(empty::words(&desk.app).contains("Esc goes back"));
    assert_eq!(desk.app.list().total(), 0);
    desk.press("Esc");
    assert_eq!(desk.app.list().total(), 9, "Escape ends the search of the library");
}

#[test]
fn what_was_open_is_there_again() {
    let mut desk = at_home(Memory::default());
    desk.press("j j j Enter Ctrl-d");
    let memory = desk.app.memory();
    let (title, words) = (desk.title(), desk.first_words());
    assert!(memory.home.as_ref().is_some_and(|home| home.reading));
    let again = at_home(memory);
    assert_eq!((again.title(), again.first_words()), (title, words));
    assert_eq!((again.app.list().chosen(), again.app.focus()), (3, Focus::Body));
}

#[test]
fn what_the_list_showed_is_there_again() {
    let mut desk = at_home(Memory::default());
    desk.press("j s");
    desk.show(&Scope::Starred);
    let again = at_home(desk.app.memory());
    assert_eq!(again.app.list().scope(), &Scope::Starred);
    let home = Home { scope: "unread".into(), story: StoryKey(3), ..Home::default() };
    let again = at_home(Memory { home: Some(home), story: Some(StoryName::default()), ..Memory::default() });
    assert_eq!((again.app.list().scope(), again.title().is_empty()), (&Scope::Unread, false));
}

/// The feeds come in after the list: the pane must not say that all stories are shown when it is those of one feed.
#[test]
fn the_feeds_pane_has_chosen_what_the_list_shows_again() {
    let mut desk = at_home(Memory::default());
    let feed = desk.app.feeds().contents().feeds[0].id;
    desk.show(&Scope::Feed(feed));
    let again = at_home(desk.app.memory());
    assert_eq!((again.app.list().scope(), again.app.feeds().chosen_scope()), (&Scope::Feed(feed), Scope::Feed(feed)));
}

#[test]
fn a_file_that_is_read_in_between_does_not_take_the_library_out_of_memory() {
    let mut desk = at_home(Memory::default());
    desk.press("j j Enter");
    let memory = desk.app.memory();
    let mut other = Desk::with(80, 24, edition(), memory.clone());
    other.press("j");
    assert_eq!(other.app.memory().home, memory.home);
}

#[test]
fn a_story_that_was_left_in_its_midst_can_be_continued() {
    let mut desk = at_home(Memory::default());
    desk.press("Enter Ctrl-d q j");
    let left = desk.app.memory().unfinished;
    assert_eq!(left.len(), 1, "{left:?}");
    desk.press(": s t o r y . c o n t i n u e Enter Enter");
    assert!(desk.title().starts_with("World Internet Conference") && desk.app.reader().top() > 0);
    desk.press("End q j");
    assert!(desk.app.memory().unfinished.is_empty(), "what was read to its end is finished");
}

#[test]
fn a_look_at_what_a_feed_has_does_not_mark_its_first_story_as_read() {
    let mut desk = at_home(Memory::default());
    desk.press("F j k");
    assert!(desk.effects().iter().all(|effect| !matches!(effect, Effect::Mark { .. })));
}

#[test]
fn the_way_back_leads_to_stories_that_the_list_does_not_show() {
    let mut desk = at_home(Memory::default());
    desk.press("j Enter q j s Enter");
    desk.show(&Scope::Starred);
    assert_eq!(desk.app.list().total(), 1);
    desk.press("Ctrl-o");
    assert_eq!((desk.title().as_str(), desk.app.list().scope()), ("Three sizes of type in a terminal", &Scope::All));
}

#[test]
fn whatever_takes_long_is_stopped_with_escape() {
    let source = Source { number: 7, name: "https://e.org/".into(), again: true };
    for event in [
        Event::Loading(source),
        Event::Refreshing(Progress { total: 3, ..Progress::default() }),
        Event::Errands(vec![Phrase::new("note.printing")]),
    ] {
        let mut desk = at_home(Memory::default());
        desk.note(event.clone());
        let note = newsprint::app::foot::note(&desk.app).expect("it is said").text;
        assert!(note.contains("Esc stops"), "{note}");
        assert_eq!(desk.press("Esc").effects(), [Effect::StopLoading], "{event:?}");
    }
}

#[test]
fn sources_that_were_read_before_do_not_count_as_going_on() {
    let mut desk = Desk::new(80, 24);
    desk.note(Event::Loading(Source { number: 1, name: "https://e.org/".into(), again: true }));
    let note = newsprint::app::foot::note(&desk.app).expect("it is said").text;
    assert_eq!(note.as_str(), "Loading https://e.org/ — Esc stops");
}

#[test]
fn where_nothing_is_to_move_news_waits_for_the_end_of_a_refresh() {
    let mut desk = at_home(Memory::default());
    let setup = Setup::built_in().and_then(|setup| setup.with("reduced_motion", "true")).expect("a setup");
    desk.note(Event::Setup(Box::new(setup)));
    desk.press("j");
    let said = |desk: &mut Desk, done: usize| {
        desk.note(Event::Refreshing(Progress { done, total: 40, new: done, ..Progress::default() }));
        newsprint::app::foot::note(&desk.app).expect("it is said").text
    };
    let first = said(&mut desk, 1);
    assert_eq!((first.as_str(), &said(&mut desk, 30)), ("Asking 40 feeds what is new — Esc stops", &first));
    assert!(desk.app.update(Event::NewsCame).into_iter().next().is_none());
}

#[test]
fn a_screen_that_is_heard_says_each_change_once_and_ends_with_what_is_chosen() {
    let mut desk = at_home(Memory::default());
    let mut heard = Heard::default();
    heard.news(&desk.app);
    for (keys, lines) in [("j", 1), ("k", 1), ("x", 0), ("T", 1)] {
        let said = heard.news(&desk.press(keys).app);
        assert_eq!(said.len(), lines, "{keys}: {said:?}");
    }
    desk.note(Event::Starters(vec![("World news".into(), 6)]));
    let said = heard.news(&desk.press("W").app);
    assert!(said.iter().any(|line| line.contains("Choose what to begin with")), "{said:?}");
    assert!(said.last().is_some_and(|line| line.contains("World news")), "{said:?}");
    assert_eq!(heard.news(&desk.press("j").app).len(), 1);
}

/// Without it, a voice spells out each cell of the rule in a table.
#[test]
fn a_screen_that_is_heard_says_words_and_no_rules() {
    let mut desk = at_home(Memory::default());
    let mut heard = Heard::default();
    for keys in ["j Enter", "Space", "Space", "Space", "h ?", "Esc S"] {
        let said = heard.news(&desk.press(keys).app);
        let drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
        assert!(!said.is_empty() && said.iter().all(|line| !line.contains(drawn)), "{keys}: {said:?}");
    }
}

#[test]
fn a_source_that_fails_is_said_calmly_and_the_list_stays() {
    let mut desk = at_home(Memory::default());
    let source = Source { number: 7, name: "https://e.org/".into(), again: true };
    desk.note(Event::Loading(source.clone()));
    desk.note(Event::Loaded { source, outcome: Outcome::Failed(Phrase::Text(CleanText::from("no connection"))) });
    assert!(desk.app.said().is_some_and(|note| note.bad) && desk.app.list().total() == 9);
}

#[test]
fn an_empty_list_offers_to_read_again_only_what_can_be_read_again() {
    for (again, said) in [(true, "No story could be read. r tries again."), (false, "No story could be read.")] {
        let mut desk = Desk::with(80, 24, Feed::default(), Memory { welcomed: true, ..Memory::default() });
        let source = Source { number: 1, name: "standard input".into(), again };
        desk.note(Event::Loading(source.clone()));
        desk.note(Event::Loaded { source, outcome: Outcome::Read });
        assert_eq!(empty::words(&desk.app).as_str(), said);
    }
}
