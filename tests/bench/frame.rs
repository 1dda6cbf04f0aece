//! What a full frame of large type costs: time, and bytes for the terminal.
#![expect(clippy::print_stdout, reason = "the bytes of a frame are a result too")]

use std::io;

use divan::{Bencher, black_box};
use newsprint::{
    app::{
        App, Setup,
        action::Action,
        effect::{Effect, Memory},
        event::{Event, Outcome, Source},
        keys::Keys,
    },
    config::{Keymap, Theme},
    layout::Tier,
    parse,
    runtime::{open, shelf::Shelf},
    source::EDITION,
    ui,
    words::Words,
};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

/// The window, in cells.
const WINDOW: (u16, u16) = (100, 33);

/// The built-in edition on a terminal that scales, with story `place` open, in a size so many steps above Medium.
fn app(place: usize, steps: usize) -> anyhow::Result<App> {
    let (words, languages) = (Words::english(), Words::built_in());
    let setup = Setup { keys: Keys::resolve(&Keymap::built_in()?)?, theme: Theme::built_in()?, words, languages };
    let mut app = App::new(setup, "2015-12-18T20:00:00+08:00[+08:00]".parse()?, Memory::default());
    let mut shelf = Shelf::default();
    let source = Source { number: 0, name: "the built-in edition".into() };
    shelf.add(&source, parse::feed(EDITION.as_bytes(), &parse::Hints::default())?.feed);
    let (width, height) = WINDOW;
    let start = [Event::Resized { width, height }, Event::Tier(Tier::Scaled), Event::Loading(source.clone())];
    let loaded = Event::Loaded { source, outcome: Outcome::Read };
    let down = (0..place).map(|_| Event::Asked(Action::Down));
    let larger = (0..steps).map(|_| Event::Asked(Action::TextLarger));
    for event in start.into_iter().chain([loaded]).chain(down).chain(larger) {
        note(&mut app, &shelf, event);
    }
    Ok(app)
}

fn note(app: &mut App, shelf: &Shelf, event: Event) {
    for effect in app.update(event) {
        match effect {
            Effect::Headlines { generation, around, .. } => {
                note(app, shelf, Event::Headlines(shelf.headlines(generation, around)));
            }
            Effect::Open { generation, key } => {
                if let Some(article) = shelf.open(key) {
                    note(app, shelf, Event::Story(Box::new(open::story(generation, &article))));
                }
            }
            _ => {}
        }
    }
}

/// The bytes of the first frame, which draws every cell.
fn first_frame(app: &App) -> io::Result<Vec<u8>> {
    let (width, height) = WINDOW;
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, width, height)) };
    let mut bytes = Vec::with_capacity(32_768);
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut bytes), options)?;
    terminal.draw(|frame| ui::view(app, frame))?;
    drop(terminal);
    Ok(bytes)
}

/// An English story and a Chinese one, by their places in the edition.
const STORIES: [usize; 2] = [0, 3];

/// A story in a size so many steps above Medium.
#[divan::bench(args = STORIES, consts = [0, 1, 2])]
fn full_frame<const STEPS: usize>(bencher: Bencher<'_, '_>, place: usize) {
    if let Ok(app) = app(place, STEPS) {
        bencher.bench(|| first_frame(black_box(&app)));
    }
}

fn main() -> anyhow::Result<()> {
    for (name, steps) in [("Medium", 0), ("Large", 1), ("Extra large", 2)] {
        for (language, place) in ["English", "Chinese"].into_iter().zip(STORIES) {
            let bytes = first_frame(&app(place, steps)?)?.len();
            println!("a full frame of {name} {language} in {} x {} cells: {bytes} bytes", WINDOW.0, WINDOW.1);
        }
    }
    divan::main();
    Ok(())
}
