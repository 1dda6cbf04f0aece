//! Screens as they are painted: the built-in edition at three windows and three sizes. A changed screen fails here until
//! somebody has looked at it; `INSTA_UPDATE=always cargo test screens` then takes it over.

use newsprint::{
    app::{effect::Memory, event::Event},
    ui,
    words::Words,
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};

use super::desk::{Desk, edition};

/// The screen as lines of text.
pub fn painted(desk: &Desk, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| ui::view(&desk.app, frame)).expect("painted");
    let buffer = terminal.backend().buffer();
    let rows = (0..height).map(|y| row(buffer, y, width));
    rows.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// The characters of a row; the second cell of a wide one is nothing of its own.
fn row(buffer: &Buffer, y: u16, width: u16) -> String {
    let (mut x, mut out) = (0, String::new());
    while x < width {
        let symbol = buffer[(x, y)].symbol();
        out.push_str(symbol);
        x += u16::try_from(newsprint::text::width(symbol)).unwrap_or(1).max(1);
    }
    out.trim_end().to_owned()
}

#[test]
fn the_built_in_edition_at_every_size() {
    for (width, height) in [(40, 12), (80, 24), (160, 50)] {
        for (name, key) in [("small", "-"), ("medium", "="), ("large", "+")] {
            let mut desk = Desk::new(width, height);
            desk.press(key);
            if width < 60 {
                desk.press("Enter");
            }
            insta::assert_snapshot!(format!("lead_{width}x{height}_{name}"), painted(&desk, width, height));
        }
    }
}

/// The first screen of every other story, one below the other.
#[test]
fn the_stories_of_the_built_in_edition_at_every_size() {
    for (width, height) in [(40, 12), (80, 24), (160, 50)] {
        for (name, key) in [("small", "-"), ("medium", "="), ("large", "+")] {
            let mut desk = Desk::new(width, height);
            desk.press(key).press("Enter");
            let next = |_| painted(desk.press("]"), width, height);
            let stories: Vec<String> = (1..edition().articles.len()).map(next).collect();
            insta::assert_snapshot!(format!("stories_{width}x{height}_{name}"), stories.join("\n\n=====\n\n"));
        }
    }
}

#[test]
fn every_kind_of_block() {
    for (width, height) in [(40, 200), (80, 200), (160, 160)] {
        let mut desk = Desk::new(width, height);
        desk.press("G Enter");
        insta::assert_snapshot!(format!("blocks_{width}"), painted(&desk, width, height));
    }
}

#[test]
fn the_list_the_help_and_a_note() {
    let mut narrow = Desk::new(40, 12);
    insta::assert_snapshot!("list_40x12", painted(&narrow, 40, 12));
    narrow.press("?");
    insta::assert_snapshot!("help_40x12", painted(&narrow, 40, 12));
    let mut desk = Desk::new(80, 24);
    desk.press("j j j Enter");
    insta::assert_snapshot!("chinese_80x24", painted(&desk, 80, 24));
    desk.press("?");
    insta::assert_snapshot!("help_80x24", painted(&desk, 80, 24));
    desk.press("? e");
    insta::assert_snapshot!("note_80x24", painted(&desk, 80, 24));
}

#[test]
fn every_word_of_the_screen_in_chinese() {
    let chinese = Words::of("zh", &Words::built_in()).expect("Chinese");
    let mut desk = Desk::in_language(80, 24, chinese, (edition(), Memory::default()));
    insta::assert_snapshot!("zh_80x24", painted(&desk, 80, 24));
    desk.press("j Enter");
    insta::assert_snapshot!("zh_story_80x24", painted(&desk, 80, 24));
    desk.press("?");
    insta::assert_snapshot!("zh_help_80x24", painted(&desk, 80, 24));
    desk.press("? L");
    insta::assert_snapshot!("zh_then_english_80x24", painted(&desk, 80, 24));
}

/// A reader without feeds sits down before the edition.
fn newcomer(words: Words) -> Desk {
    let mut desk = Desk::in_language(80, 24, words, (edition(), Memory::default()));
    desk.note(Event::Starters(vec![("World news".into(), 6), ("Science".into(), 1), ("简体中文".into(), 4)]));
    desk.note(Event::Welcome);
    desk
}

#[test]
fn both_languages_from_the_welcome_to_an_empty_list() {
    for words in Words::built_in() {
        let tag = words.tag();
        let pinned = |name: &str, desk: &Desk| insta::assert_snapshot!(format!("{tag}_{name}_80x24"), painted(desk, 80, 24));
        let mut desk = newcomer(words);
        pinned("welcome", &desk);
        desk.press("Esc");
        pinned("begin", &desk);
        desk.press("S");
        pinned("share", &desk);
        desk.press("Esc : s i z e");
        pinned("palette", &desk);
        desk.note(Event::LibraryOpened);
        desk.press("Esc F j j");
        pinned("starred", &desk);
        desk.press("l / z z z");
        pinned("search", &desk);
        desk.press("Enter");
        pinned("nothing_found", &desk);
        desk.press("Esc Tab");
        pinned("toolbar", &desk);
    }
}

#[test]
fn what_stands_over_the_page() {
    let mut desk = Desk::new(80, 24);
    desk.press("S c o p y");
    insta::assert_snapshot!("share_80x24", painted(&desk, 80, 24));
    desk.press("Esc | g r e p Space 中 Left");
    insta::assert_snapshot!("pipe_80x24", painted(&desk, 80, 24));
    let mut small = Desk::new(20, 5);
    small.press("S Down Down Down");
    insta::assert_snapshot!("share_20x5", painted(&small, 20, 5));
}

#[test]
fn every_window_from_one_cell_up_can_be_painted() {
    for width in 1..=70 {
        for height in [1, 2, 3, 4, 9, 10, 24] {
            let mut desk = Desk::new(width, height);
            painted(&desk, width, height);
            desk.press("Enter Tab ?");
            painted(&desk, width, height);
            for keys in ["? S", "Esc | a b c"] {
                painted(desk.press(keys), width, height);
            }
        }
    }
}

#[test]
fn the_palette_with_what_was_typed() {
    let mut desk = Desk::new(80, 24);
    desk.press(": p r i n t");
    insta::assert_snapshot!("palette_80x24", painted(&desk, 80, 24));
}
