//! Marks on many stories at once, tags, stories by number, and what takes them back.

use newsprint::{
    app::{Focus, effect::Memory, story::Mark},
    model::{Article, ArticleId, Feed},
    text::CleanText,
};

use super::desk::Desk;

/// A feed of `count` short stories without dates, the first of them Story 1.
pub fn many(count: usize) -> Feed {
    let article = |number: usize| Article {
        id: ArticleId(CleanText::line(&number.to_string())),
        title: CleanText::line(&format!("Story {number}")),
        ..Article::default()
    };
    Feed { title: "Many".into(), articles: (1..=count).map(article).collect(), ..Feed::default() }
}

fn desk(count: usize) -> Desk {
    Desk::with(100, 30, many(count), Memory::default())
}

/// The places of the stories that have a mark.
fn marked(desk: &Desk, mark: &Mark) -> Vec<usize> {
    let list = desk.app.list();
    (0..list.total()).filter(|place| list.row(*place).is_some_and(|row| newsprint::app::story::has(row, mark))).collect()
}

#[test]
fn marked_stories_are_acted_on_together_and_one_undo_takes_it_back() {
    for (keys, starred) in [
        ("v v s", vec![0, 1]),
        ("v j v s", vec![0, 2]),
        ("v k v s", vec![1]),
        ("V j j s", vec![0, 1, 2]),
        ("j j V k s", vec![1, 2]),
        ("V j V j j v s", vec![0, 1, 3]),
        ("v v Esc s", vec![2]),
        ("s j s k v v s", vec![]),
        ("s k v v s", vec![0, 1]),
    ] {
        let mut desk = desk(9);
        desk.press(keys);
        assert_eq!(marked(&desk, &Mark::Starred(true)), starred, "{keys}");
        assert_eq!(desk.app.list().picked(), 0, "{keys}");
    }
    let mut desk = desk(9);
    desk.press("V G m");
    assert_eq!((desk.app.list().unread(), marked(&desk, &Mark::Read(true)).len()), (0, 9));
    desk.press("u");
    assert_eq!(desk.app.list().unread(), 9);
}

#[test]
fn a_range_reaches_as_far_as_the_list() {
    let mut desk = desk(2_000);
    desk.press("j V G a");
    assert_eq!(desk.library().read().count(&newsprint::query::Scope::Later).expect("counted"), 1_999);
    desk.press("u");
    assert_eq!(desk.library().read().count(&newsprint::query::Scope::Later).expect("counted"), 0);
}

#[test]
fn what_is_marked_stays_marked_when_other_stories_come_in() {
    let mut desk = desk(9);
    desk.press("j v V j");
    desk.load(1, "more", Feed { articles: many(3).articles, ..Feed::default() });
    assert_eq!(desk.app.list().picked(), 3);
    desk.press("s");
    let starred = marked(&desk, &Mark::Starred(true));
    let titles: Vec<String> = starred.iter().map(|place| desk.app.list().row(*place).expect("a row").title.to_string()).collect();
    assert_eq!(titles, ["Story 2", "Story 3", "Story 4"]);
}

/// The tags of the story at a place.
fn tags(desk: &Desk, place: usize) -> Vec<String> {
    desk.app.list().row(place).expect("a row").tags.iter().map(ToString::to_string).collect()
}

#[test]
fn tags_are_typed_completed_changed_and_taken_back() {
    let mut desk = desk(9);
    desk.press("t L o c a l , 科 技 Enter");
    assert_eq!(tags(&desk, 0), ["Local", "科技"]);
    assert_eq!(desk.app.reader().story().expect("open").tags.len(), 2, "the open story shows them too");
    desk.press("j t l o Tab Enter");
    assert_eq!(tags(&desk, 1), ["Local"], "Tab completes what is known");
    desk.press("k t Backspace Backspace Backspace Backspace Backspace Enter");
    assert_eq!(tags(&desk, 0), ["Local"], "what is no longer on the line is taken away");
    desk.press("u");
    assert_eq!(tags(&desk, 0), ["Local", "科技"]);
    desk.press("V j t - L o c a l , n e w Enter");
    assert_eq!((tags(&desk, 0), tags(&desk, 1)), (vec!["new".into(), "科技".into()], vec!["new".into()]));
    desk.press("u u");
    assert_eq!((tags(&desk, 0), tags(&desk, 1)), (vec!["Local".into(), "科技".into()], vec!["Local".into()]));
    desk.press("t x Esc");
    assert_eq!(tags(&desk, 0), ["Local", "科技"]);
}

#[test]
fn three_digits_open_a_story_by_its_number() {
    for (keys, chosen, focus) in [
        ("' 0 0 3", 2, Focus::Body),
        ("' 4 Enter", 3, Focus::Body),
        ("' 9 9 9", 0, Focus::List),
        ("' 0 Esc j", 1, Focus::List),
        ("' 1 Backspace 0 0 2", 1, Focus::Body),
        ("Enter ' 0 0 5", 4, Focus::Body),
    ] {
        let mut desk = desk(9);
        desk.press(keys);
        assert_eq!((desk.app.list().chosen(), desk.app.focus()), (chosen, focus), "{keys}");
        if focus == Focus::Body {
            assert_eq!(desk.title(), format!("Story {}", chosen + 1), "{keys}");
        }
    }
    let mut desk = desk(900);
    desk.press("' 8 0 0");
    assert_eq!((desk.title().as_str(), desk.app.list().row(799).expect("at hand").read), ("Story 800", true));
}

#[test]
fn what_is_taken_back_before_the_library_has_done_it_is_the_latest_deed_all_the_same() {
    let mut desk = desk(9);
    desk.press("s");
    desk.hold(true);
    desk.press("j V G m u");
    desk.hold(false);
    assert_eq!((desk.app.list().unread(), marked(&desk, &Mark::Starred(true))), (9, vec![0]));
    desk.press("u");
    assert!(marked(&desk, &Mark::Starred(true)).is_empty());
}
