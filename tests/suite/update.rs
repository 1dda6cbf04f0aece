//! (state, keys) -> (state, effects): what each key does, without a terminal.

use newsprint::{
    app::{
        Focus,
        effect::{Effect, Memory, Place, Wake, Which},
        event::{Deed, Event, Found, Mouse, Outcome, Source, Wanted},
        share::{Errand, Job, Letter, Printer, Way},
        story::{Mark, Page, StoryKey},
    },
    config::{Key, PipeForm, SaveForm},
    model::{Article, ArticleId, Attachment, Feed, RawHtml, TextSize},
    text::{CleanText, SafeUrl},
    words::Phrase,
};

use super::desk::{Desk, edition};

/// The lead story of the edition.
const LEAD: StoryKey = StoryKey(9);

fn desk() -> Desk {
    Desk::new(80, 24)
}

/// A feed of `count` short stories without dates.
fn many(count: usize) -> Feed {
    let article = |number: usize| Article {
        id: ArticleId(CleanText::line(&number.to_string())),
        title: CleanText::line(&format!("Story {number}")),
        ..Article::default()
    };
    Feed { articles: (0..count).map(article).collect(), ..Feed::default() }
}

fn click(x: u16, y: u16) -> Event {
    Event::Mouse(Mouse { x, y, deed: Deed::Click, ctrl: false })
}

#[test]
fn the_list_moves_by_rows_pages_counts_and_to_its_ends() {
    for (keys, chosen) in [
        ("j", 1),
        ("Down j", 2),
        ("j k", 0),
        ("k", 0),
        ("5 j", 5),
        ("G", 8),
        ("G g g", 0),
        ("End Home", 0),
        ("3 G", 2),
        ("9 9 9 9 9 j", 8),
        ("PgDn PgUp", 0),
        ("Space b", 0),
        ("Ctrl-d Ctrl-u", 0),
        ("g x j", 1),
    ] {
        assert_eq!(desk().press(keys).app.list().chosen(), chosen, "{keys}");
    }
}

#[test]
fn the_chosen_story_is_the_one_that_is_open() {
    let mut desk = desk();
    assert!(desk.title().starts_with("World Internet Conference"));
    desk.press("j");
    assert_eq!(desk.title(), "Three sizes of type in a terminal");
    desk.press("Enter ]");
    assert_eq!((desk.title().as_str(), desk.app.focus()), ("The keys under your fingers", Focus::Body));
    desk.press("[ [");
    assert!(desk.title().starts_with("World Internet Conference"));
}

#[test]
fn panes_take_the_focus_in_turn_and_q_goes_back_to_the_list_then_out() {
    for (keys, focus) in [
        ("l", Focus::Body),
        ("Enter", Focus::Body),
        ("Right h", Focus::List),
        ("Tab", Focus::Body),
        ("Tab Tab", Focus::Toolbar),
        ("Tab Tab Tab", Focus::List),
        ("Shift-Tab", Focus::Toolbar),
        ("Shift-Tab Shift-Tab", Focus::Body),
        ("Enter q", Focus::List),
        ("?", Focus::Popup),
        ("? ?", Focus::List),
        ("? Esc", Focus::List),
        ("? q", Focus::List),
    ] {
        let mut desk = desk();
        assert_eq!(desk.press(keys).app.focus(), focus, "{keys}");
        assert!(!desk.effects().contains(&Effect::Quit), "{keys}");
    }
    for keys in ["q", "Q", "Ctrl-c", "Enter q q", "Enter Q", "? Q", "? Ctrl-c"] {
        assert!(desk().press(keys).effects().contains(&Effect::Quit), "{keys}");
    }
}

#[test]
fn redraw_and_suspend_are_asked_of_the_terminal() {
    assert_eq!(desk().press("Ctrl-l").effects(), [Effect::Redraw]);
    assert_eq!(desk().press("Ctrl-z").effects(), [Effect::Suspend]);
}

#[test]
fn the_size_steps_and_goes_back_to_medium_from_anywhere() {
    for (keys, size) in [
        ("+", TextSize::Large),
        ("+ +", TextSize::Large),
        ("-", TextSize::Small),
        ("- - -", TextSize::Small),
        ("+ =", TextSize::Medium),
        ("Enter + -", TextSize::Medium),
        ("Tab Tab l l Enter", TextSize::Large),
        ("Tab Tab l l l l Enter", TextSize::Small),
    ] {
        assert_eq!(desk().press(keys).app.reader().size(), size, "{keys}");
    }
}

#[test]
fn a_story_counts_as_read_when_it_is_opened_or_lay_open_for_a_while_but_not_when_it_is_passed() {
    let mut passing = desk();
    passing.press("j j j");
    assert_eq!((passing.app.list().unread(), passing.effects()), (9, vec![]));
    let wakes: Vec<Effect> = desk().asked;
    let Some(Effect::Wake { wake: Wake::Read(key), .. }) = wakes.iter().find(|effect| matches!(effect, Effect::Wake { .. }))
    else {
        panic!("nothing was asked to wake us: {wakes:?}")
    };
    let mut lying = desk();
    lying.note(Event::Woke(Wake::Read(*key)));
    let read = Effect::Mark { which: Which::Stories(vec![*key]), mark: Mark::Read(true), undoing: true };
    assert_eq!(lying.effects(), [read]);
    passing.note(Event::Woke(Wake::Read(*key)));
    assert_eq!(passing.app.list().unread(), 9, "the story had been left");
    let mut covered = desk();
    covered.press("?");
    covered.note(Event::Woke(Wake::Read(*key)));
    assert_eq!(covered.app.list().unread(), 9, "the help stood over it");
    covered.press("Esc");
    covered.note(Event::Woke(Wake::Read(*key)));
    assert_eq!(covered.app.list().unread(), 8);
    assert_eq!(desk().press("Enter").app.list().unread(), 8);
    assert_eq!(desk().press("Enter ] ]").app.list().unread(), 6);
    assert_eq!(desk().press("Enter m").app.list().unread(), 9);
}

#[test]
fn unread_stories_are_found_in_both_directions_and_round_the_end() {
    let mut desk = desk();
    desk.press("j m k n");
    assert_eq!(desk.app.list().chosen(), 2);
    desk.press("N");
    assert_eq!(desk.app.list().chosen(), 0);
    desk.press("N");
    assert_eq!(desk.app.list().chosen(), 8);
    desk.press("n");
    assert_eq!(desk.app.list().chosen(), 0);
    for _ in 0..9 {
        desk.press("Enter n");
    }
    assert_eq!(desk.app.list().unread(), 0);
    desk.press("n");
    assert_eq!(desk.app.said().map(|note| note.text.to_string()).as_deref(), Some("No other story is unread"));
}

#[test]
fn space_reads_on_and_at_the_end_goes_to_the_next_unread_story() {
    let mut desk = desk();
    desk.press("Enter");
    let first = desk.title();
    let mut presses = 0;
    while desk.title() == first {
        desk.press("Space");
        presses += 1;
        assert!(presses < 20, "the end was never reached");
    }
    assert!(presses > 1);
    assert_eq!(desk.title(), "Three sizes of type in a terminal");
    assert_eq!(desk.app.reader().top(), 0);
}

#[test]
fn the_text_at_the_top_stays_at_the_top_over_every_size_and_width() {
    let mut desk = Desk::new(100, 30);
    desk.press("7 j Enter Space Space Space j");
    let words = desk.first_words();
    let leaf = desk.app.reader().place();
    for (keys, width) in [("+", 100), ("-", 100), ("-", 100), ("=", 70), ("<", 61), ("> >", 200), ("=", 45), ("", 100)] {
        desk.press(keys);
        desk.note(Event::Resized { width, height: 30 });
        assert_eq!(desk.app.reader().place(), leaf, "{keys} {width}");
        let shown: String = words.chars().take(6).collect();
        let line = desk.first_words();
        assert!(line.contains(shown.trim()), "{keys} {width}: {shown:?} is not on {line:?}");
    }
}

#[test]
fn a_story_is_found_again_where_it_was_left() {
    let mut desk = desk();
    desk.press("Enter Space j j");
    let (top, place) = (desk.app.reader().top(), desk.app.reader().place());
    desk.press("] Space [");
    assert_eq!((desk.app.reader().top(), desk.app.reader().place()), (top, place));
}

#[test]
fn the_next_run_begins_where_the_last_one_ended() {
    let mut last = desk();
    last.press("7 j Enter Space Space +");
    let memory = last.app.memory();
    let kept: Memory = serde_json::from_str(&serde_json::to_string(&memory).expect("JSON")).expect("what was written");
    assert_eq!(kept, memory);
    let next = Desk::with(80, 24, edition(), kept);
    assert_eq!(next.title(), last.title());
    assert_eq!(next.app.reader().size(), TextSize::Large);
    assert_eq!(next.app.reader().place(), last.app.reader().place());
    assert_eq!(next.app.reader().top(), last.app.reader().top());
}

#[test]
fn a_reader_who_has_moved_is_not_thrown_to_the_last_story() {
    let mut last = desk();
    last.press("7 j Enter");
    let mut next = Desk::with(80, 24, many(5), last.app.memory());
    next.press("j");
    next.load(1, "the built-in edition", edition());
    assert_eq!(next.title(), "Story 1");
}

#[test]
fn stories_that_come_in_do_not_move_what_is_being_read() {
    let mut desk = Desk::with(80, 24, many(5), Memory::default());
    desk.press("j j Enter");
    desk.load(1, "another", edition());
    assert_eq!((desk.title().as_str(), desk.app.list().total()), ("Story 2", 14));
    assert_eq!(desk.app.list().row(desk.app.list().chosen()).map(|row| row.title.to_string()).as_deref(), Some("Story 2"));
}

#[test]
fn a_long_list_is_read_through_a_window() {
    let mut desk = Desk::with(80, 24, many(5_000), Memory::default());
    desk.press("G");
    assert_eq!(desk.title(), "Story 4999");
    desk.press("2 5 0 0 G");
    assert_eq!(desk.title(), "Story 2499");
    for _ in 0..300 {
        desk.press("j");
    }
    assert_eq!(desk.title(), "Story 2799");
    desk.press("g g");
    assert_eq!(desk.title(), "Story 0");
    desk.press("N");
    assert_eq!(desk.title(), "Story 4999");
}

#[test]
fn late_answers_are_dropped() {
    let mut desk = desk();
    let title = desk.title();
    let stale = newsprint::app::story::Story { generation: 0, key: Some(StoryKey(3)), ..Default::default() };
    desk.note(Event::Story(Box::new(stale)));
    desk.note(Event::Headlines { generation: 0, page: Page::default() });
    assert_eq!((desk.title(), desk.app.list().total()), (title, 9));
}

#[test]
fn what_leaves_the_program_is_asked_of_the_world() {
    let done = |keys: &str| match desk().press(keys).effects().as_slice() {
        [.., Effect::Run { errand, .. }] => errand.clone(),
        other => panic!("{keys}: {other:?}"),
    };
    for (keys, errand) in [
        ("P", Errand::FindPrinters(None)),
        ("M", Errand::Mail(None)),
        ("3 P", Errand::FindPrinters(Some(3))),
        ("Tab Tab Enter", Errand::FindPrinters(None)),
        ("Tab Tab l Enter", Errand::Mail(None)),
        ("o", Errand::Open),
        ("y", Errand::CopyLink),
        ("S Enter", Errand::Share(Way::Link)),
        ("S q r Enter", Errand::Share(Way::Code)),
        ("S Down Down Enter", Errand::Share(Way::Markdown)),
        ("| w c Enter", Errand::Pipe { form: PipeForm::Text, command: "wc".to_owned() }),
        ("| Tab x Tab Enter", Errand::Pipe { form: PipeForm::Json, command: "x".to_owned() }),
    ] {
        assert_eq!(done(keys), errand, "{keys}");
    }
    for keys in ["S Esc", "| Esc", "| Enter", "| a Backspace Backspace", "e"] {
        let mut desk = desk();
        assert!(desk.press(keys).effects().is_empty(), "{keys}");
        assert_eq!(desk.app.focus(), Focus::List, "{keys}");
    }
}

#[test]
fn opening_and_going_on_marks_the_story_and_chooses_the_next() {
    let mut desk = desk();
    desk.press("O");
    assert_eq!((desk.app.list().chosen(), desk.app.list().unread()), (1, 8));
}

#[test]
fn the_name_of_a_file_is_offered_and_can_be_changed() {
    let mut desk = desk();
    assert_eq!(desk.press("w").effects(), [Effect::Run { key: LEAD, errand: Errand::NameFile(None) }]);
    desk.note(Event::FileName { key: LEAD, name: "a.txt".into() });
    desk.press("Backspace Backspace Backspace m d Enter");
    assert_eq!(desk.effects(), [Effect::Run { key: LEAD, errand: Errand::Save("a.md".to_owned()) }]);
}

#[test]
fn a_printer_is_chosen_before_paper_is_used_and_a_file_stands_in_for_a_printer_that_is_not_there() {
    let printers = |names: &[&str]| {
        let printer = |name: &&str| Printer { name: CleanText::line(name), queue: Some((*name).to_owned()) };
        names.iter().map(printer).collect::<Vec<_>>()
    };
    let chosen = |names: &[&str], copies, keys: &str| {
        let mut desk = desk();
        desk.note(Event::Printers { printers: printers(names), copies });
        desk.press(keys).effects()
    };
    let printed = |queue: &str, copies| {
        let job = Job { queue: Some(queue.to_owned()), copies };
        vec![Effect::Run { key: LEAD, errand: Errand::Print(job) }]
    };
    let to_file = vec![Effect::Run { key: LEAD, errand: Errand::NameFile(Some(SaveForm::Pdf)) }];
    assert_eq!(chosen(&["Hall", "Attic"], None, "Enter"), printed("Hall", None));
    assert_eq!(chosen(&["Hall", "Attic"], Some(3), "Down Enter"), printed("Attic", Some(3)));
    assert_eq!(chosen(&["Hall", "Attic"], None, "End Enter"), to_file);
    assert_eq!(chosen(&[], Some(3), "Enter"), to_file);
    assert_eq!(chosen(&["Hall"], None, "Esc"), []);
}

#[test]
fn the_places_to_share_to_stand_in_the_menu_and_a_share_is_counted_on_the_toolbar() {
    let mut desk = desk();
    desk.note(Event::Targets { names: vec!["Mastodon".into(), "微博".into()], pipe_form: PipeForm::default(), letter: None });
    desk.press("S 微 Enter");
    assert_eq!(desk.effects(), [Effect::Run { key: LEAD, errand: Errand::Share(Way::Target(1)) }]);
    desk.note(Event::Shared { key: LEAD, count: 7 });
    assert_eq!(desk.app.reader().front().words[5].text.as_str(), "Share 7");
}

#[test]
fn where_newsprint_sends_by_itself_it_asks_for_the_receiver() {
    let mut desk = desk();
    desk.note(Event::Targets {
        names: Vec::new(),
        pipe_form: PipeForm::default(),
        letter: Some(Letter { to: "a@e.org".to_owned(), pdf: false }),
    });
    let key = desk.app.list().chosen_key().expect("a story");
    for (keys, pdf) in [
        ("M Backspace m Enter", false),
        ("S m a i l Enter Backspace m Enter", false),
        ("M Tab Backspace m Enter", true),
        ("M Tab Tab Backspace m Enter", false),
    ] {
        let errand = Errand::Mail(Some(Letter { to: "a@e.orm".to_owned(), pdf }));
        assert_eq!(desk.press(keys).effects(), [Effect::Run { key, errand }], "{keys}");
    }
}

#[test]
fn several_enclosures_are_chosen_from_and_one_is_played_at_once() {
    let attachment = |name: &str| Attachment {
        url: SafeUrl::parse(&format!("https://e.org/{name}")).expect("an address"),
        media_type: "audio/mpeg".into(),
        bytes: None,
        seconds: None,
        title: None,
    };
    let with = |names: &[&str]| {
        let mut feed = many(1);
        feed.articles[0].attachments = names.iter().map(|name| attachment(name)).collect();
        Desk::with(80, 24, feed, Memory::default())
    };
    let play = |number| [Effect::Run { key: StoryKey(1), errand: Errand::Play(number) }];
    assert_eq!(with(&["a.mp3"]).press("e").effects(), play(0));
    assert_eq!(with(&["a.mp3", "b.mp3"]).press("e b Enter").effects(), play(1));
    let mut none = with(&[]);
    none.press("e");
    assert!(none.app.said().is_some_and(|note| note.text.contains("no enclosure")));
}

#[test]
fn a_popup_takes_the_mouse_and_closes_by_a_click_beside_it() {
    let mut desk = desk();
    desk.press("S");
    desk.note(click(40, 10));
    assert!(matches!(desk.effects().as_slice(), [Effect::Run { errand: Errand::Share(_), .. }]));
    desk.press("S");
    desk.note(click(0, 0));
    assert!(desk.app.popup().is_none() && desk.effects().is_empty());
}

#[test]
fn the_mouse_chooses_presses_scrolls_and_sizes() {
    let mut desk = desk();
    desk.note(click(5, 8));
    assert_eq!(desk.app.list().chosen(), 1);
    desk.note(click(40, 15));
    assert_eq!(desk.app.focus(), Focus::Body);
    let body = desk.app.panes().body;
    let large = desk.app.reader().front().words[2].clone();
    let (x, y) = (u16::try_from(large.x).expect("on screen"), u16::try_from(large.row).expect("on screen"));
    desk.note(click(body.x + x, body.y + y));
    assert_eq!(desk.app.reader().size(), TextSize::Large);
    let wheel = |x, deed, ctrl| Event::Mouse(Mouse { x, y: 10, deed, ctrl });
    desk.note(wheel(50, Deed::WheelDown, false));
    assert_eq!(desk.app.reader().top(), 3);
    desk.note(wheel(5, Deed::WheelDown, false));
    assert_eq!(desk.app.list().chosen(), 1, "the wheel scrolls; it does not choose");
    desk.note(wheel(50, Deed::WheelDown, true));
    assert_eq!(desk.app.reader().size(), TextSize::Medium);
    desk.note(wheel(50, Deed::WheelUp, true));
    assert_eq!(desk.app.reader().size(), TextSize::Large);
}

#[test]
fn a_narrow_window_shows_one_pane_at_a_time() {
    let mut desk = Desk::new(40, 12);
    assert!(desk.app.panes().body.is_empty() && !desk.app.panes().list.is_empty());
    desk.press("Enter");
    assert!(!desk.app.panes().body.is_empty() && desk.app.panes().list.is_empty());
    desk.press("q");
    assert!(desk.app.panes().body.is_empty());
    desk.note(click(5, 3));
    assert_eq!(desk.app.focus(), Focus::Body);
}

#[test]
fn a_search_goes_from_hit_to_hit_and_ends_with_escape() {
    let mut desk = desk();
    desk.press("7 j Enter / q u");
    let found = desk.app.search().map(|search| (search.typing, search.hits().is_empty()));
    assert_eq!(found, Some((true, false)), "typed words are looked for at once");
    desk.press("Ctrl-u t e r m i n a l Enter");
    let hits = desk.app.search().expect("a search").hits().len();
    assert!(hits > 5, "{hits}");
    let tops: Vec<u32> = (0..hits).map(|_| desk.press("n").app.reader().top()).collect();
    assert!(tops.iter().any(|top| *top != tops[0]), "the page follows the hits");
    desk.press("n N");
    assert_eq!(desk.app.search().and_then(|search| search.current()).map(|(number, _)| number), Some(0));
    let place = desk.app.reader().place();
    desk.press("Esc");
    assert!(desk.app.search().is_none());
    assert_eq!(desk.app.reader().place(), place, "ending a search moves nothing");
    desk.press("Enter / x y z z y Enter");
    assert!(desk.app.said().is_some_and(|note| note.text.contains("not in this story")));
}

#[test]
fn what_is_pasted_on_the_search_line_is_text_and_elsewhere_nothing() {
    let mut desk = desk();
    desk.note(Event::Pasted("q".into()));
    assert!(desk.effects().is_empty());
    desk.press("Enter /");
    desk.note(Event::Pasted("Wuzhen\nq".into()));
    assert_eq!(desk.app.search().map(|search| search.words().to_string()).as_deref(), Some("Wuzhen q"));
}

#[test]
fn what_is_loading_is_said_and_can_be_stopped() {
    let mut desk = desk();
    let source = Source { number: 7, name: "https://e.org/feed".into(), again: true };
    desk.note(Event::Loading(source.clone()));
    let note = newsprint::app::foot::note(&desk.app).expect("a note");
    assert!(note.text.contains("Esc stops"), "{note:?}");
    assert_eq!(desk.press("Esc").effects(), [Effect::StopLoading]);
    desk.note(Event::Loaded { source, outcome: Outcome::Failed(Phrase::Text("https://e.org/feed: the server is gone".into())) });
    let note = newsprint::app::foot::note(&desk.app).expect("a note");
    assert!(note.bad && note.text.contains("the server is gone"), "{note:?}");
}

#[test]
fn an_empty_library_is_no_trouble_for_any_key() {
    for row in newsprint::app::action::TABLE {
        let mut desk = Desk::with(80, 24, Feed::default(), Memory::default());
        desk.note(Event::Asked(row.action));
        desk.press("j Enter Tab n Space");
    }
}

#[test]
fn no_window_is_too_small_or_too_large() {
    for (width, height) in [(1, 1), (2, 1), (1, 40), (3, 3), (59, 9), (60, 10), (200, 2), (2000, 2), (300, 100)] {
        let mut desk = Desk::new(width, height);
        for row in newsprint::app::action::TABLE {
            desk.note(Event::Asked(row.action));
        }
        desk.press("Enter + Space j G k g g - - Tab Tab Enter");
    }
}

#[test]
fn the_place_is_remembered_as_it_changes() {
    let mut desk = desk();
    desk.press("Enter Space");
    let remembered = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory.clone()),
        _ => None,
    });
    let place = remembered.and_then(|memory| memory.place);
    assert!(matches!(place, Some(Place::Text(_))), "{place:?}");
}

/// Without it, whoever types fast opens the links of the story before, scrolls it, and saves while searching for a word.
#[test]
fn keys_that_are_faster_than_a_story_opens_act_on_the_one_that_was_asked_for() {
    let edition = edition();
    for keys in [
        "j Enter f",
        "j j Enter / w o r d Enter n",
        "j Enter Space j j J",
        "Enter ] g h",
        "j Enter G k [",
        "/ s i z e Enter Enter Space",
        "F j l j m f",
        "n s n n m Enter f",
        "j Enter f Esc j",
    ] {
        let mut fast = Desk::with(80, 24, edition.clone(), Memory::default());
        fast.slow(true);
        fast.press(keys);
        fast.slow(false);
        let mut slow = Desk::with(80, 24, edition.clone(), Memory::default());
        slow.press(keys);
        let state = |desk: &mut Desk| {
            let app = &desk.app;
            let marks = app.hints().map(|hints| hints.open().count());
            let hits = app.search().map(|search| (search.words().to_string(), search.current().map(|(at, _)| at)));
            let place = (app.reader().top(), app.focus(), app.list().chosen());
            (desk.title(), marks, hits, place, desk.effects())
        };
        assert_eq!(state(&mut fast), state(&mut slow), "{keys}");
    }
}

/// Without it, a search that takes long says that nothing was found.
#[test]
fn headlines_that_are_long_in_coming_are_said_to_be_looked_for() {
    let mut desk = desk();
    desk.press("/");
    desk.slow(true);
    desk.press("f e r r y");
    let said = |desk: &Desk| newsprint::app::empty::words(&desk.app).to_string();
    assert_eq!(said(&desk), "");
    let late = |effect: &Effect| match effect {
        Effect::Wake { wake: wake @ Wake::Late(_), .. } => Some(*wake),
        _ => None,
    };
    let wakes: Vec<Wake> = desk.asked.iter().filter_map(late).collect();
    desk.note(Event::Woke(wakes[0]));
    assert_eq!(said(&desk), "", "another question was asked since");
    desk.note(Event::Woke(*wakes.last().expect("a wish to be woken")));
    assert_eq!(said(&desk), "Looking… Esc goes back.");
    desk.slow(false);
    assert_eq!(said(&desk), "Nothing answers to that. Esc goes back.");
}

#[test]
fn a_story_that_does_not_come_keeps_no_keys() {
    for given_up in [Event::Failed(Phrase::new("store.busy")), Event::StoryGone, Event::Key(Key::parse("Esc").expect("a key"))] {
        let mut desk = desk();
        desk.slow(true);
        desk.press("j Enter f q");
        assert_eq!(desk.app.focus(), Focus::Body, "q waits behind f");
        desk.note(given_up.clone());
        assert!(desk.app.hints().is_none());
        desk.press("q");
        assert_eq!(desk.app.focus(), Focus::List, "{given_up:?}");
    }
    let mut stuck = desk();
    stuck.slow(true);
    assert!(stuck.press("j Enter f Ctrl-c").effects().contains(&Effect::Quit));
}

/// A story with a link to the web and one within itself, in a window.
fn linked() -> Desk {
    let body = r##"<p>See <a href="https://e.org/a">the report</a>.</p><p id="n">A note.</p><p><a href="#n">back</a></p>"##;
    let article = Article { id: ArticleId("1".into()), title: "Links".into(), body: RawHtml::new(body), ..Article::default() };
    Desk::with(80, 24, Feed { articles: vec![article], ..Feed::default() }, Memory::default())
}

#[test]
fn a_letter_or_a_number_follows_a_link() {
    let url = || newsprint::text::SafeUrl::parse("https://e.org/a").expect("an address");
    for keys in ["Enter f a", "Enter 1 Enter", "Enter f 7 a"] {
        assert_eq!(linked().press(keys).effects().pop(), Some(Effect::Browse(url())), "{keys}");
    }
    assert!(linked().press("Enter f Esc").app.hints().is_none());
    let mut desk = linked();
    desk.press("Enter 9 Enter");
    assert_eq!(desk.app.said().map(|note| note.text.to_string()).as_deref(), Some("There is no link 9 in this story"));
}

#[test]
fn columns_are_turned_by_panefuls_and_keep_the_place() {
    let mut desk = Desk::with(200, 24, edition(), Memory::default());
    desk.press("4 j Enter c");
    assert_eq!(desk.app.reader().columns(), 2);
    let turned: Vec<u32> = ["Space", "Space", "b", "b", "b"].map(|key| desk.press(key).app.reader().top()).to_vec();
    let height = u32::from(desk.app.panes().body.height);
    assert!(turned.iter().all(|top| top % height == 0), "{turned:?}");
    assert_eq!(turned.last(), Some(&0));
    let mut narrow = Desk::new(80, 24);
    narrow.press("Enter c");
    assert_eq!(narrow.app.reader().columns(), 1);
}

#[test]
fn what_was_marked_is_taken_back() {
    let mut desk = desk();
    let starred = |desk: &Desk| desk.app.list().row(0).is_some_and(|row| row.starred);
    assert!(starred(desk.press("s")) && !starred(desk.press("s")) && starred(desk.press("u")) && !starred(desk.press("u")));
    let unread = desk.app.list().unread();
    assert_eq!(desk.press("A").app.list().unread(), 0);
    assert_eq!(desk.press("u").app.list().unread(), unread);
}

#[test]
fn the_feeds_pane_comes_and_goes() {
    for (keys, focus) in
        [("h", Focus::Feeds), ("F", Focus::Feeds), ("F F", Focus::List), ("F l", Focus::List), ("F q", Focus::List)]
    {
        assert_eq!(desk().press(keys).app.focus(), focus, "{keys}");
    }
}

#[test]
fn the_palette_finds_actions_feeds_and_settings_by_a_few_letters() {
    let mut one = desk();
    one.press(": m o v e . l a s t Enter");
    assert_eq!(one.app.list().chosen(), one.app.list().total() - 1);
    one.press(": t e x t . s i z e Space l a r g e Enter");
    assert_eq!(one.app.reader().size(), TextSize::Large);
    one.press(": t h e m e Space s e p i a Enter");
    assert_ne!(one.app.theme(), desk().app.theme(), "the colours change at once");
    one.press(": m e s s a g e s Enter Esc");
    assert!(one.app.popup().is_none());
}

#[test]
fn the_trail_leads_back_to_what_was_read() {
    let mut desk = desk();
    desk.press("Enter");
    let first = desk.title();
    desk.press("] ]");
    let third = desk.title();
    desk.press("Ctrl-o Ctrl-o");
    assert_eq!(desk.title(), first);
    desk.press("Ctrl-n Ctrl-n");
    assert_eq!(desk.title(), third);
    assert!(desk.press("Ctrl-n").app.said().is_some(), "at the end it is said");
}

#[test]
fn a_theme_and_a_language_that_were_chosen_stay_for_the_next_run() {
    let mut one = desk();
    one.press("T T L");
    let memory = one.app.memory();
    assert_eq!((memory.theme.as_deref(), memory.language.as_deref()), (Some("light"), Some("zh")));
    let next = Desk::with(80, 24, edition(), memory);
    assert_eq!((next.app.words().tag(), next.app.theme()), ("zh", one.app.theme()));
}

#[test]
fn one_of_several_feeds_is_chosen_from_a_menu_and_asked_for_by_its_number() {
    let found =
        |title: &'static str| Found { title: title.into(), url: SafeUrl::parse("https://e.org/feed").expect("an address") };
    let offered = |wanted| Event::Found { feeds: vec![found("World"), found("Sport")], wanted };
    let mut desk = desk();
    desk.note(offered(Wanted::Source(0)));
    assert_eq!(desk.press("Down Enter").effects(), [Effect::ReadFeed { source: 0, choice: 2 }]);
    let (address, folder) = ("https://e.org/".to_owned(), CleanText::from("News"));
    desk.note(offered(Wanted::Subscription { address: address.clone(), folder: folder.clone() }));
    assert_eq!(desk.press("Enter").effects(), [Effect::Subscribe { address, folder, choice: Some(1) }]);
    desk.note(offered(Wanted::Source(0)));
    assert_eq!(desk.press("Esc").effects(), []);
}
