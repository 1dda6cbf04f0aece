//! (state, mouse) -> (state, effects): panes, scrollbars, rules, foot and popups, without a terminal.

use newsprint::{
    app::{
        Focus,
        bars::Bar,
        effect::{Effect, Memory},
        event::{Deed, Event, Mouse},
        foot, masthead,
        popup::Popup,
    },
    layout::panes::{Area, Widths},
    model::{Article, ArticleId, Feed, TextSize},
    text::CleanText,
};

use super::desk::Desk;

fn desk() -> Desk {
    Desk::new(80, 24)
}

/// A feed of many short stories.
fn many() -> Feed {
    let article = |number: usize| Article {
        id: ArticleId(CleanText::line(&number.to_string())),
        title: CleanText::line(&format!("Story {number}")),
        ..Article::default()
    };
    Feed { articles: (0..1_000).map(article).collect(), ..Feed::default() }
}

impl Desk {
    fn mouse(&mut self, deed: Deed, (x, y): (u16, u16)) -> &mut Self {
        self.note(Event::Mouse(Mouse { x, y, deed, ctrl: false }));
        self
    }

    fn click(&mut self, at: (u16, u16)) -> &mut Self {
        self.mouse(Deed::Click, at).mouse(Deed::Release, at)
    }

    fn pull(&mut self, from: (u16, u16), to: (u16, u16)) -> &mut Self {
        self.mouse(Deed::Click, from).mouse(Deed::Drag, to).mouse(Deed::Release, to)
    }
}

fn middle(area: Area) -> (u16, u16) {
    (area.x + area.width / 2, area.y + area.height / 2)
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_chooses_nothing() {
    let mut desk = Desk::with(80, 24, many(), Memory::default());
    let list = desk.app.panes().list;
    desk.press("j");
    for _ in 0..40 {
        desk.mouse(Deed::WheelDown, middle(list));
    }
    let top = desk.app.list().extent(list.height).top;
    assert!(top > 20 && desk.app.list().chosen() == 1, "{top}");
    assert!(!desk.app.list().shown().is_empty());
    // The next key goes on from what is chosen, and brings it into sight again.
    desk.press("j");
    let entries = desk.app.list().shown();
    assert!(desk.app.list().chosen() == 2 && entries.iter().any(|entry| entry.place == 2));
}

#[test]
fn a_list_that_was_scrolled_far_away_is_asked_for_and_shown() {
    let mut desk = Desk::with(80, 24, many(), Memory::default());
    let (track, _) = desk.app.bar(Bar::List).expect("a scrollbar");
    desk.pull((track.x, track.y), (track.x, track.y + track.height / 2));
    let entries = desk.app.list().shown();
    assert!(entries.first().is_some_and(|entry| (300..700).contains(&entry.place)), "{entries:?}");
    assert_eq!(desk.app.list().chosen(), 0);
    assert_eq!(track.x, desk.app.panes().divider.x, "the rule beside the list is its scrollbar");
    desk.pull((track.x, track.y), (track.x, track.y + track.height));
    let entries = desk.app.list().shown();
    assert_eq!(entries.last().map(|entry| entry.place), Some(999), "the last story is in sight, and nothing below it");
}

#[test]
fn the_thumb_of_the_story_goes_where_it_is_pulled_and_no_further() {
    let mut desk = desk();
    let (track, extent) = desk.app.bar(Bar::Body).expect("a scrollbar");
    assert_eq!(extent.top, 0);
    desk.pull((track.x, track.y), (track.x, track.y + track.height + 9));
    assert!(desk.app.reader().at_end());
    desk.pull((track.x, track.y), (0, 0));
    assert_eq!(desk.app.reader().top(), 0);
    // A button that is up pulls nothing.
    desk.mouse(Deed::Drag, (track.x, track.y + track.height));
    assert_eq!(desk.app.reader().top(), 0);
}

#[test]
fn the_rules_between_panes_are_pulled_and_kept_for_the_next_run() {
    let mut desk = desk();
    let divider = desk.app.panes().divider;
    desk.mouse(Deed::Click, (divider.x, 9)).mouse(Deed::Drag, (divider.x + 1, 9)).mouse(Deed::Drag, (40, 12));
    desk.mouse(Deed::Release, (40, 12)).mouse(Deed::Drag, (50, 12));
    assert_eq!(desk.app.panes().list.width, 40);
    assert_eq!(desk.app.memory().widths, Widths { list: Some(40), feeds: None });
    let memory = desk.app.memory();
    let mut again = Desk::with(80, 24, super::desk::edition(), memory);
    assert_eq!(again.app.panes().list.width, 40);
    again.click((40, 9)).mouse(Deed::DoubleClick, (40, 9));
    assert_eq!(again.app.panes().list.width, divider.x);
    again.press(": p a n e . w i d e r Enter");
    assert_eq!(again.app.panes().list.width, divider.x + 4);
}

#[test]
fn a_double_click_opens_a_story_and_a_single_one_only_chooses_it() {
    let mut desk = desk();
    desk.click((5, 8));
    assert_eq!((desk.app.list().chosen(), desk.app.focus()), (1, Focus::List));
    desk.mouse(Deed::DoubleClick, (5, 8));
    assert_eq!((desk.app.list().chosen(), desk.app.focus()), (1, Focus::Body));
}

#[test]
fn the_second_half_of_a_double_click_does_not_fall_through_a_menu_that_the_first_closed() {
    let mut desk = desk();
    desk.press("S");
    let Some(Popup::Share(menu)) = desk.app.popup() else { panic!("no menu") };
    let area = menu.area(desk.app.panes().stage());
    let row = (area.x + 2, area.y + 2);
    desk.click(row);
    assert!(matches!(desk.effects().as_slice(), [Effect::Run { .. }]));
    desk.mouse(Deed::DoubleClick, row);
    assert!(desk.effects().is_empty() && desk.app.focus() == Focus::List);
}

#[test]
fn a_click_on_a_word_of_the_foot_does_what_its_key_does() {
    for (word, focus) in [("?", Focus::Popup), ("help", Focus::Popup), ("read", Focus::Body), ("Enter", Focus::Body)] {
        let mut desk = desk();
        let part = foot::parts(&desk.app).into_iter().find(|part| part.text.as_str() == word).unwrap_or_else(|| panic!("{word}"));
        desk.click((part.x, 23));
        assert_eq!(desk.app.focus(), focus, "{word}");
    }
    let mut desk = desk();
    desk.press("S");
    let close = foot::parts(&desk.app).into_iter().find(|part| part.text.as_str() == "close").expect("a word");
    desk.click((close.x + 1, 23));
    assert!(desk.app.popup().is_none());
}

#[test]
fn a_click_on_the_masthead_opens_the_palette_goes_to_the_next_unread_story_or_goes_back() {
    let mut desk = desk();
    desk.click((2, 0));
    assert!(matches!(desk.app.popup(), Some(Popup::Palette(_))));
    desk.press("Esc");
    let counts = masthead::right(&desk.app).expect("there are stories");
    desk.click((counts.x, 0));
    assert_eq!(desk.app.list().chosen(), 1);
    let mut narrow = Desk::new(40, 12);
    narrow.press("Enter");
    narrow.click((1, 0));
    assert_eq!(narrow.app.focus(), Focus::List);
}

#[test]
fn a_click_on_a_row_of_the_help_does_what_it_says_and_beside_it_closes() {
    let mut desk = desk();
    desk.press("?");
    let area = desk.app.help_area();
    let lines = newsprint::app::help::lines(desk.app.keys(), desk.app.words());
    let larger = lines.iter().position(|line| format!("{line:?}").contains("TextLarger")).expect("a row");
    desk.press(&"j ".repeat(larger));
    let top = desk.app.help().expect("the help").top;
    desk.click((area.x + 3, area.y + 1 + u16::try_from(larger - top).expect("in sight")));
    assert_eq!((desk.app.help().is_some(), desk.app.reader().size()), (false, TextSize::Large));
    desk.press("?");
    desk.click((0, 0));
    assert!(desk.app.help().is_none());
}

#[test]
fn a_menu_longer_than_the_window_is_scrolled_by_its_thumb() {
    let mut desk = desk();
    desk.press(":");
    let (track, extent) = desk.app.bar(Bar::Menu).expect("a scrollbar");
    assert!(extent.whole > extent.seen);
    desk.pull((track.x, track.y), (track.x, track.y + track.height));
    let (_, extent) = desk.app.bar(Bar::Menu).expect("a scrollbar");
    assert_eq!(extent.top + extent.seen, extent.whole);
    assert!(desk.app.popup().is_some());
}

#[test]
fn folders_fold_by_their_mark_and_by_a_double_click() {
    let mut desk = desk();
    desk.press("F");
    let feeds = desk.app.panes().feeds;
    desk.click((feeds.x + 4, feeds.y + 2));
    assert_eq!((desk.app.focus(), desk.app.feeds().chosen()), (Focus::Feeds, 2));
    desk.mouse(Deed::DoubleClick, (feeds.x + 4, feeds.y + 2));
    assert_eq!(desk.app.focus(), Focus::List);
}
