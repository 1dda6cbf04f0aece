//! The panes of a library: what stands still when news comes in, what an empty one says, how the feeds fare.

use newsprint::{
    app::{effect::Memory, event::Event, feeds::Health, popup::Popup},
    model::{Article, ArticleId, Feed, FeedId, Order, Stamp},
    query::Scope,
    store::{Brought, NewFeed, Reading},
    text::CleanText,
    words::{Phrase, Words},
};

use super::{desk::Desk, find::harbour, screens::painted};

/// A feed with a story every few hours; titles of several lengths, so that rows differ in height.
fn paper(name: &str, offset: i64, count: i64) -> Feed {
    let article = |number: i64| {
        let second = 1_450_440_000 - (number * 5 + offset) * 3_600;
        let instant = jiff::Timestamp::from_second(second).expect("a time");
        Article {
            id: ArticleId(CleanText::line(&number.to_string())),
            title: CleanText::line(&format!(
                "{name} {number} {}",
                "long words and more ".repeat(usize::try_from(number % 4).unwrap_or_default())
            )),
            published: Some(Stamp { instant, offset: None, date_only: false }),
            ..Article::default()
        }
    };
    Feed { title: CleanText::line(name), articles: (0..count).map(article).collect(), ..Feed::default() }
}

/// Where the chosen story stands on the screen.
fn row(desk: &Desk) -> Option<u16> {
    desk.app.list().chosen_row()
}

#[test]
fn nothing_moves_under_the_reader_when_stories_come_in_between_those_in_sight() {
    for (width, height) in [(80, 24), (80, 12), (200, 60), (40, 12)] {
        for keys in
            ["", "j", "j k", "Enter", "j j j", "PgDn", "PgDn j j", "PgDn PgDn k k", "g s j j", "g s PgDn k", "g s g s PgDn"]
        {
            let mut desk = Desk::with(width, height, paper("Morning", 0, 60), Memory::default());
            desk.press(keys);
            let (title, before) = (desk.title(), row(&desk));
            for (number, name) in [(1, "Noon"), (2, "Evening"), (3, "Night")] {
                desk.load(number, name, paper(name, i64::try_from(number).expect("small"), 60));
            }
            assert_eq!((desk.title(), row(&desk)), (title, before), "{width}x{height} {keys}");
        }
    }
}

/// Without it, news is counted at the top of the screen, and not to be seen below it.
#[test]
fn what_is_new_is_shown_above_where_nobody_has_moved() {
    let places = |desk: &Desk| desk.app.list().shown().iter().map(|entry| entry.place).collect::<Vec<_>>();
    for stories in [60, 2] {
        let mut desk = Desk::with(80, 24, paper("Morning", 0, stories), Memory::default());
        let title = desk.title();
        desk.load(1, "Noon", paper("Noon", -12, 2));
        assert_eq!((desk.title(), desk.app.list().chosen()), (title.clone(), 2), "{stories}");
        assert!(places(&desk).starts_with(&[0, 1, 2, 3]), "{stories}: {:?}", places(&desk));
        desk.load(2, "Evening", paper("Evening", -300, 40));
        assert_eq!(desk.title(), title, "{stories}");
        assert!(places(&desk).contains(&desk.app.list().chosen()), "{stories}");
    }
}

/// Without it, a list of two stories does not say that it is what a search found, or which feed it is once the feeds are
/// hidden.
#[test]
fn the_masthead_names_what_the_list_shows_where_there_is_room() {
    let masthead = |width, keys: &str| {
        let mut desk = Desk::with(width, 24, paper("Morning", 0, 20), Memory::default());
        desk.press(keys);
        painted(&desk, width, 24).lines().next().unwrap_or_default().to_owned()
    };
    assert!(masthead(80, "F F").starts_with(" newsprint  "), "all of them go without saying");
    assert!(masthead(80, "F j Enter F").starts_with(" newsprint · Unread  "));
    assert!(masthead(80, "/ M o r n i n g Space 1 7 Enter").starts_with(" newsprint · /Morning 17  "));
    let narrow = masthead(20, "F j Enter F");
    assert!(!narrow.contains('·'), "{narrow}");
}

#[test]
fn a_story_that_is_read_among_the_unread_stays_until_it_is_left() {
    let mut desk = Desk::with(100, 30, paper("Morning", 0, 20), Memory::default());
    desk.press("F j Enter j j Enter");
    assert_eq!(desk.app.list().scope(), &Scope::Unread);
    let title = desk.title();
    desk.load(1, "Noon", paper("Noon", 1, 5));
    assert_eq!(desk.title(), title, "the page that is being read is not exchanged");
    assert!(desk.app.list().row(desk.app.list().chosen()).expect("a row").read);
    assert_eq!(desk.app.list().unread(), 24);
    desk.press("] [");
    assert_eq!(desk.title(), title);
}

/// A library of feeds in folders; one fails, one is paused.
fn library(width: u16, height: u16, words: Words) -> Desk {
    let mut desk = Desk::in_language(width, height, words, (harbour(), Memory::default()));
    desk.load(1, "morning", paper("Morning Herald", 0, 12));
    desk.load(2, "noon", paper("Noon", 1, 3));
    let store = desk.library();
    for (id, when) in [(1, "2015-12-18T09:00:00Z"), (2, "2015-12-18T11:40:00Z"), (3, "2015-12-10T09:00:00Z")] {
        let at: jiff::Timestamp = when.parse().expect("a time");
        let due = at.checked_add(jiff::SignedDuration::from_hours(7)).ok();
        let latency = Some(std::time::Duration::from_millis(700 * id));
        let brought = Brought::NotModified;
        let reading = Reading { feed: FeedId(id), at, latency, due, interval: None, moved: None, held: None, brought };
        store.write(vec![reading]).expect("written");
    }
    let broken = NewFeed { address: "https://gazette.example/feed".into(), name: Some("Gazette".into()), ..NewFeed::default() };
    let (id, _) = store.add(&[broken]).expect("added")[0];
    let reason = Phrase::new("fetch.status").with("status", "503");
    let at = "2015-12-18T11:00:00Z".parse().expect("a time");
    let brought = Brought::Failed { reason, gone: false };
    let due = "2015-12-18T14:30:00Z".parse().ok();
    let latency = Some(std::time::Duration::from_millis(240));
    let reading = Reading { feed: id, at, latency, due, interval: None, moved: None, held: None, brought };
    store.write(vec![reading.clone(), Reading { latency: None, ..reading }]).expect("written");
    store.move_to(FeedId(2), &"News".into()).expect("moved");
    store.move_to(id, &"News".into()).expect("moved");
    store.pause(FeedId(3), true).expect("paused");
    desk.note(Event::LibraryChanged);
    desk
}

#[test]
fn the_health_page_has_those_that_fail_first_and_shows_a_feed() {
    let mut desk = library(100, 30, Words::english());
    desk.press("F i");
    let Some(Popup::Health(page)) = desk.app.popup() else { panic!("no page") };
    let order: Vec<&str> = page.reports().iter().map(|report| report.title.as_str()).collect();
    assert_eq!(order, ["Gazette", "Noon", "Harbour Post", "Morning Herald"]);
    assert_eq!(page.reports()[0].failures, 2);
    desk.press("h e r Enter");
    assert_eq!(desk.app.list().scope(), &Scope::Feed(FeedId(2)));
}

#[test]
fn what_was_changed_of_a_feed_is_taken_back() {
    let mut desk = library(100, 30, Words::english());
    let feed = |desk: &Desk| desk.app.feeds().feed(FeedId(2)).cloned();
    let before = feed(&desk);
    desk.press(": M o r n i n g Space H e r a l d Enter F");
    desk.press("e Ctrl-u X Enter v Ctrl-u Y Enter p");
    let changed = feed(&desk).expect("there");
    assert_eq!((&*changed.title, &*changed.folder, changed.health), ("X", "Y", Health::Paused));
    desk.press("d Enter");
    assert!(feed(&desk).is_none());
    desk.press("u u u u");
    assert_eq!(feed(&desk), before);
}

/// Thirty feeds need not be moved one by one because their folder was named badly.
#[test]
fn a_folder_is_renamed_paused_and_removed_with_all_that_lies_in_it_and_taken_back() {
    let mut desk = library(100, 30, Words::english());
    desk.library().move_to(FeedId(3), &"News/Local".into()).expect("moved");
    desk.note(Event::LibraryChanged);
    let all = desk.app.feeds().contents().feeds.clone();
    let folders = |desk: &Desk| {
        let inside = desk.app.feeds().contents().feeds.iter().filter(|feed| !feed.folder.is_empty());
        inside.map(|feed| feed.folder.to_string()).collect::<Vec<_>>()
    };
    desk.press(": N e w s Enter F");
    assert_eq!(desk.app.list().scope(), &Scope::Folder("News".into()));
    desk.press("e Ctrl-u W o r l d / E a s t Enter");
    assert_eq!(folders(&desk), ["World/East", "World/East", "World/East/Local"]);
    assert_eq!(desk.app.list().scope(), &Scope::Folder("World/East".into()), "what is open stays open");
    let well = |desk: &Desk| desk.app.feeds().contents().feeds.iter().filter(|feed| feed.health != Health::Paused).count();
    desk.press("p");
    assert_eq!(well(&desk), 1);
    desk.press("d Enter");
    assert_eq!((folders(&desk).len(), desk.app.list().scope()), (0, &Scope::All));
    desk.press("u u u");
    assert_eq!(desk.app.feeds().contents().feeds, all);
    let shown = desk.app.list().scope().clone();
    assert!(!desk.app.feeds().is_gone(&shown), "{shown:?}");
}

#[test]
fn a_removed_feed_takes_its_stories_off_the_list_at_once() {
    let mut desk = library(100, 30, Words::english());
    let all = desk.app.list().total();
    desk.note(Event::Removed { feeds: vec![FeedId(9)], called: "x".into() });
    assert_eq!(desk.app.list().total(), all);
    desk.library().remove(FeedId(2)).expect("removed");
    desk.note(Event::Removed { feeds: vec![FeedId(2)], called: "Morning Herald".into() });
    assert_eq!(desk.app.list().total(), all - 12);
}

#[test]
fn whoever_walks_through_the_feeds_reads_none_of_their_first_stories() {
    let mut desk = library(160, 40, Words::english());
    let unread = desk.app.feeds().contents().unread;
    desk.press("F j j j j j j");
    assert_eq!(desk.app.feeds().contents().unread, unread);
    assert!(desk.effects().iter().all(|effect| !matches!(effect, newsprint::app::effect::Effect::Mark { .. })));
}

#[test]
fn the_list_by_source_has_a_heading_for_each() {
    let mut desk = library(100, 30, Words::english());
    desk.press("g s g s");
    assert_eq!(desk.app.list().order(), Order::Source);
    let entries = desk.app.list().shown();
    let headings: Vec<String> = entries.iter().filter_map(|entry| entry.heading.as_ref()).map(ToString::to_string).collect();
    assert_eq!(headings, ["Harbour Post", "Morning Herald"]);
}

#[test]
fn the_panes_of_a_library() {
    let chinese = Words::of("zh", &Words::built_in()).expect("Chinese");
    for (tag, words) in [("en", Words::english()), ("zh", chinese)] {
        for (width, height) in [(40, 12), (60, 20), (80, 24), (200, 60)] {
            let mut desk = library(width, height, words);
            let mut shot = |name: &str, keys: &str| {
                desk.press(keys);
                insta::assert_snapshot!(format!("library_{tag}_{width}x{height}_{name}"), painted(&desk, width, height));
            };
            shot("feeds", "F G k");
            if tag == "en" || width == 80 {
                shot("health", "i");
                shot("marked", "Esc q v j V j");
                shot("tags", "t l o");
                shot("numbers", "Esc Esc '");
            }
            shot("search", "Esc / g u l l s Space i s : r e d Enter");
            shot("empty", "Backspace Backspace Backspace s t a r r e d Enter");
        }
    }
}
