//! What a full frame of large type costs: time, and bytes for the terminal.
#![expect(clippy::print_stdout, reason = "the bytes of a frame are a result too")]

use std::{error::Error, io};

use divan::{Bencher, black_box};
use newsprint::{
    app::{
        App,
        action::Action,
        effect::{Effect, Memory, Wake},
        event::{Event, Outcome, Source},
        setup::Setup,
    },
    html,
    layout::Tier,
    model::{Article, ArticleId, Feed, RawHtml},
    parse,
    runtime::librarian::{self, Ask, Deed},
    source::EDITION,
    store::Store,
    ui,
};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

/// The window, in cells.
const WINDOW: (u16, u16) = (100, 33);

/// The app with a library behind it.
struct Desk {
    app: App,
    store: Store,
}

/// The built-in edition on a terminal that scales, with story `place` open, in a size so many steps above Medium.
fn app(place: usize, steps: usize) -> Result<App, Box<dyn Error>> {
    let mut desk = Desk::with(parse::feed(EDITION.as_bytes(), &parse::Hints::default())?.feed)?;
    let down = (0..place).map(|_| Event::Asked(Action::Down));
    let larger = (0..steps).map(|_| Event::Asked(Action::TextLarger));
    down.chain(larger).for_each(|event| desk.note(event));
    Ok(desk.app)
}

/// A short story, and below it in the list one of a megabyte.
fn megabyte(language: &str) -> Result<Desk, Box<dyn Error>> {
    let sentence = if language == "Chinese" { CHINESE } else { ENGLISH };
    let paragraph =
        format!("<p class=\"text\">{} <a href=\"https://e.org\">More</a>.</p>\n", sentence.repeat(600 / sentence.len()));
    let story = |id: &'static str, body: String| Article {
        id: ArticleId(id.into()),
        title: "A story".into(),
        body: RawHtml::new(body),
        ..Article::default()
    };
    let long = story("2", paragraph.repeat(1_000_000 / paragraph.len()));
    Desk::with(Feed { articles: vec![story("1", "<p>Short.</p>".into()), long], ..Feed::default() })
}

impl Desk {
    fn with(feed: Feed) -> Result<Self, Box<dyn Error>> {
        let app = App::new(Setup::built_in()?, "2015-12-18T20:00:00+08:00[+08:00]".parse()?, Memory::default());
        let mut desk = Self { app, store: Store::in_memory(html::plain_text)? };
        let source = Source { number: 0, name: "the built-in edition".into(), again: false };
        let (width, height) = WINDOW;
        let start = [Event::Resized { width, height }, Event::Tier(Tier::Scaled), Event::Loading(source.clone())];
        for event in start {
            desk.note(event);
        }
        desk.deed(Deed::Brought { source, feed: Box::new(feed), outcome: Outcome::Read });
        Ok(desk)
    }

    fn note(&mut self, event: Event) {
        for effect in self.app.update(event) {
            let ask = match effect {
                Effect::Headlines { generation, scope, order, around } => Ask::Headlines { generation, scope, order, around },
                Effect::Open { generation, key } => Ask::Story { generation, key },
                _ => continue,
            };
            let answer = librarian::answer(self.store.read(), &ask);
            self.note(answer);
        }
    }

    fn deed(&mut self, deed: Deed) {
        if let Some(event) = librarian::carry_out(&mut self.store, deed) {
            self.note(event);
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

const ENGLISH: &str = "The second conference closed in the water town on Friday. More than two thousand guests from 120 countries and \
    regions had come to agree on how the network should be governed. ";
const CHINESE: &str = "第二届大会周五在水乡闭幕。来自120个国家和地区的2000多名嘉宾就如何治理网络达成一致，“这是一次成功的大会。”";

/// From the key that opens a story of a megabyte to the bytes of its first page: the library's answer, the markup read, the
/// beginning set, the frame drawn.
#[divan::bench(args = ["English", "Chinese"], sample_count = 40)]
fn first_page_of_a_megabyte(bencher: Bencher<'_, '_>, language: &str) {
    bencher.with_inputs(|| megabyte(language).ok()).bench_local_values(|desk| {
        let mut desk = desk?;
        desk.note(Event::Asked(Action::Down));
        let bytes = first_frame(&desk.app).ok();
        Some((desk, bytes))
    });
}

/// What follows at once: the rest is set, and the frame drawn anew.
#[divan::bench(args = ["English", "Chinese"], sample_count = 40)]
fn rest_of_a_megabyte(bencher: Bencher<'_, '_>, language: &str) {
    let opened = || {
        let mut desk = megabyte(language).ok()?;
        desk.note(Event::Asked(Action::Down));
        Some(desk)
    };
    bencher.with_inputs(opened).bench_local_values(|desk| {
        let mut desk = desk?;
        desk.note(Event::Woke(Wake::SetRest));
        let bytes = first_frame(&desk.app).ok();
        Some((desk, bytes))
    });
}

fn main() -> Result<(), Box<dyn Error>> {
    for (name, steps) in [("Medium", 0), ("Large", 1), ("Extra large", 2)] {
        for (language, place) in ["English", "Chinese"].into_iter().zip(STORIES) {
            let bytes = first_frame(&app(place, steps)?)?.len();
            println!("a full frame of {name} {language} in {} x {} cells: {bytes} bytes", WINDOW.0, WINDOW.1);
        }
    }
    divan::main();
    Ok(())
}
