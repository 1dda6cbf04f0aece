//! A very long story: its first page is shown before the rest of it is set, and nobody can tell.

use newsprint::{
    app::{
        App,
        effect::{Effect, Memory, Wake},
        event::{Deed, Event, Mouse},
    },
    config::Key,
    layout::Line,
    model::{Article, ArticleId, Feed, RawHtml},
    text::CleanText,
};

use super::{desk::Desk, screens::painted};

/// Windows in which a story stands in one column, and in up to three.
const WINDOWS: [(u16, u16); 3] = [(40, 12), (80, 24), (200, 60)];

/// A short story, and one of thousands of rows of every kind.
fn feed() -> Feed {
    let part = |n: usize| {
        format!(
            "<h2>Part {n}</h2><p>The ferry left the harbour at eight, <em>as it always did</em>, with <a href=\"https://e.org/{n}\">\
             forty passengers</a> and a dog. Nobody knew why the bell rang a second time.</p><ul><li>one<li>two</ul>\
             <blockquote><p>港口的渡轮早上八点出发，像往常一样。</p><p>“Why?”</p></blockquote>\
             <table><tr><th>Hour<th>Wind<tr><td>{n}<td>north</table><dl><dt>bell<dd>It rings.</dl>"
        )
    };
    let long = (0..220).map(part).collect::<String>() + "<h2>Last</h2><p>They reached Zanzibar.</p>";
    let story = |id: &'static str, body: &str| Article {
        id: ArticleId(id.into()),
        title: CleanText::line(&format!("Story {id}")),
        body: RawHtml::new(body),
        ..Article::default()
    };
    Feed { articles: vec![story("1", "<p>Short.</p>"), story("2", &long)], ..Feed::default() }
}

/// The long story, open, and some keys.
fn opened((width, height): (u16, u16), keys: &str) -> Desk {
    let mut desk = Desk::with(width, height, feed(), Memory::default());
    desk.press("j Enter").press(keys);
    desk
}

fn set_rest(desk: &mut Desk) {
    desk.note(Event::Woke(Wake::SetRest));
}

/// Whether the rest of a story is to be set when what is in sight of it was drawn.
fn is_to_be_set(desk: &Desk) -> bool {
    desk.asked.iter().any(|effect| matches!(effect, Effect::Wake { wake: Wake::SetRest, .. }))
}

/// The lines in sight, by where they stand on the screen.
fn in_sight(app: &App) -> Vec<(i64, Line)> {
    let (reader, height) = (app.reader(), u32::from(app.panes().body.height));
    let (top, head) = (reader.top(), reader.front().height);
    let rows = top.saturating_sub(head)..(top + height).saturating_sub(head);
    let place = |line: &Line| i64::from(line.row + head) - i64::from(top);
    reader.page().lines_in(rows).map(|(_, line)| (place(line), line.clone())).collect()
}

#[test]
fn the_first_page_of_a_very_long_story_does_not_change_when_the_rest_is_set() {
    for window in WINDOWS {
        for keys in ["-", "=", "+", "c", "c c"] {
            let mut desk = opened(window, keys);
            assert_eq!(desk.app.reader().percent(), None, "{window:?} {keys}: nobody knows yet how long it is");
            assert!(is_to_be_set(&desk), "{keys}");
            let (before, rows) = (in_sight(&desk.app), desk.app.reader().page().height);
            assert!(!before.is_empty());
            set_rest(&mut desk);
            assert_eq!(in_sight(&desk.app), before, "{window:?} {keys}");
            assert!(desk.app.reader().page().height > rows, "{window:?} {keys}: something was left to be set");
            assert!(desk.app.reader().percent().is_some());
        }
    }
}

#[test]
fn whatever_is_asked_of_a_very_long_story_at_once_is_answered_as_if_all_of_it_were_set() {
    let narrow =
        ["G k", "Space", "3 PgDn", "/ Z a n z i b a r Enter", "/ d o g Enter N", "f a", "+", "g g", "] [", "g h G Enter"];
    let cases = narrow.map(|keys| ((80, 24), keys)).into_iter().chain(["c Space", "c G"].map(|keys| ((200, 60), keys)));
    for (window, keys) in cases {
        let (mut early, mut late) = (opened(window, ""), opened(window, ""));
        set_rest(&mut late);
        early.press(keys);
        late.press(keys);
        set_rest(&mut early);
        set_rest(&mut late);
        let seen = |desk: &Desk| (desk.app.reader().percent(), painted(desk, window.0, window.1));
        assert_eq!(seen(&early), seen(&late), "{window:?} {keys}");
    }
}

#[test]
fn the_end_of_a_very_long_story_is_known_as_soon_as_it_is_asked_for() {
    let mut desk = opened((80, 24), "");
    assert!(!desk.app.reader().at_end());
    desk.press("G");
    assert!(desk.app.reader().at_end());
    assert_eq!(desk.app.reader().percent(), Some(100));
}

#[test]
fn a_very_long_story_opens_where_it_was_left() {
    for window in WINDOWS {
        let mut desk = opened(window, "");
        desk.press("/ P a r t Space 6 0 Enter");
        let (place, left) = (desk.app.reader().place(), in_sight(&desk.app));
        desk.press("[").press("]");
        assert_eq!(desk.app.reader().percent(), None, "{window:?}: half of it is not set");
        let shown = in_sight(&desk.app);
        set_rest(&mut desk);
        assert_eq!((desk.app.reader().place(), in_sight(&desk.app)), (place, shown.clone()), "{window:?}");
        assert!(shown.iter().any(|line| left.contains(line)), "{window:?}");
    }
}

#[test]
fn the_scrollbar_of_a_very_long_story_is_there_for_the_first_click() {
    let mut desk = opened((80, 24), "");
    let body = desk.app.panes().body;
    let track = body.track();
    desk.note(Event::Mouse(Mouse { x: track.x, y: track.y + track.height - 1, deed: Deed::Click, ctrl: false }));
    assert!(desk.app.reader().percent().is_some_and(|percent| percent > 90), "{:?}", desk.app.reader().percent());
}

#[test]
fn a_story_stays_as_it_is_set_while_another_one_is_on_its_way() {
    let mut desk = opened((200, 60), "");
    set_rest(&mut desk);
    let asked = desk.app.update(Event::Key(Key::parse("[").expect("a key")));
    assert!(asked.into_iter().any(|effect| matches!(effect, Effect::Open { .. })), "the other one is on its way");
    assert!(desk.app.reader().percent().is_some(), "nothing of this one is set anew");
}

#[test]
fn a_story_of_usual_length_is_set_once() {
    let mut desk = Desk::new(80, 24);
    desk.press("Enter ] ]");
    assert!(desk.app.reader().percent().is_some());
    assert!(!is_to_be_set(&desk));
}
