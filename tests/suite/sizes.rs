//! Real text sizes: whatever a reader does, the screen is what a fresh one would be.

use std::{cell::RefCell, collections::HashMap, fs, io, io::Write, path::PathBuf, rc::Rc};

use newsprint::{
    app::{action::Action, event::Event},
    html,
    layout::{Cells, Page, Scale, Tier, headlines::Memo, typeset},
    model::{RawHtml, TextSize},
    text,
    ui::{
        self,
        sized::{Painter, Piece},
    },
};
use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Block, Clear, Paragraph},
};

use crate::{desk::Desk, grid::Grid};

const STORIES: [&str; 4] = [
    "<h1>Conference closes in the water town</h1><p>The <b>second</b> World Internet <a href='https://e.org/'>Conference</a> \
     (世界互联网大会) closed on Friday in Wuzhen, after three days of talks. More than 2,000 guests from 120 countries came \
     to the town, <i>乌镇</i>, to discuss how networks should be <em>governed</em>, <b>shared</b> and <u>secured</u>.</p>\
     <h2>Robots and cafés</h2><p>Children queued to shake hands with a robot; café owners took payments by phone.</p>\
     <ul><li>One</li><li>Two: <code>ls -l</code></li></ul><blockquote>The network belongs to everyone.</blockquote>",
    "<h1>互联网之光博览会开幕</h1><p>互联网之光博览会2015年12月18日在浙江乌镇开幕，共有258家企业参展。主办方说，今年的展览面积比去年扩大了1倍，\
     “<b>智慧</b>城市”与5G是重点。</p><p>来自Google、百度和阿里巴巴的代表，在第3会场讨论了AI的未来。</p>",
    "<p>Short.</p>",
    "<h2>Shares edge up 📈</h2><p>Αθήνα and Москва rose; naïve e\u{301}tudes fell. 👩\u{200d}👩\u{200d}👧 שלום עולם. Words_that_are_much_too_long_for_a_narrow_pane_of_text.</p>\
     <table><tr><th>Index</th><th>Points</th></tr><tr><td>DAX</td><td>10,000</td></tr></table><pre>fn main() {}</pre>",
];

/// Something that can be looked at and acted on.
trait View {
    /// One deed of the reader.
    fn step(&mut self, deed: usize);
    /// The window: columns and rows.
    fn window(&self) -> (u16, u16);
    fn paint(&self, frame: &mut Frame);
    fn what(&self) -> String;
}

/// newsprint itself with its own edition.
struct Newsprint {
    desk: Desk,
    window: (u16, u16),
}

impl Newsprint {
    fn new(tier: Tier) -> Self {
        let window = (100, 33);
        let mut desk = Desk::new(window.0, window.1);
        desk.note(Event::Tier(tier));
        desk.note(Event::Hyperlinks(true));
        desk.note(Event::Cell { width: 9, height: 18 });
        Self { desk, window }
    }
}

impl View for Newsprint {
    fn step(&mut self, deed: usize) {
        const DEEDS: [Action; 30] = [
            Action::BodyDown,
            Action::BodyDown,
            Action::BodyUp,
            Action::Down,
            Action::Up,
            Action::NextStory,
            Action::PreviousStory,
            Action::TextLarger,
            Action::TextLarger,
            Action::TextSmaller,
            Action::TextMedium,
            Action::Help,
            Action::Cancel,
            Action::OpenStory,
            Action::Back,
            Action::BodyAlone,
            Action::ReadOn,
            Action::PaneNext,
            Action::MeasureNarrower,
            Action::MeasureWider,
            Action::ListSize,
            Action::ListSize,
            Action::Columns,
            Action::Share,
            Action::Palette,
            Action::LinkHints,
            Action::Search,
            Action::FeedsPane,
            Action::NextTheme,
            Action::NextLanguage,
        ];
        match deed % (DEEDS.len() + 5) {
            at if at < DEEDS.len() => self.desk.note(Event::Asked(DEEDS[at])),
            // Menus and lines to type on are closed sooner or later.
            at if at < DEEDS.len() + 4 => {
                self.desk.press(["Esc", "e", "Esc", "t", "Esc", "Backspace", "Esc", "中", "Space"][deed / 64 % 9]);
            }
            _ => {
                self.window = WINDOWS[deed / 64 % WINDOWS.len()];
                self.desk.note(Event::Resized { width: self.window.0, height: self.window.1 });
            }
        }
    }

    fn window(&self) -> (u16, u16) {
        self.window
    }

    fn paint(&self, frame: &mut Frame) {
        let (app, list) = (&self.desk.app, self.desk.app.list());
        assert_eq!(
            list.shown(),
            list.set_with(&mut Memo::default(), app.panes().list, app.calendar()),
            "the list that is seen is not the list that is"
        );
        ui::view(app, frame);
    }

    fn what(&self) -> String {
        format!("{:?} {:?} {}", self.window, self.desk.app.reader().size(), self.desk.title())
    }
}

/// The windows that a reader changes between.
const WINDOWS: [(u16, u16); 6] = [(100, 33), (80, 24), (61, 17), (40, 12), (121, 40), (170, 30)];

/// What a reader sees: two panes, the story's lines at their scale, sometimes a popup.
struct Scene {
    tier: Tier,
    size: TextSize,
    story: usize,
    line: usize,
    popup: Option<(u16, u16)>,
    columns: u16,
    rows: u16,
}

impl Scene {
    fn new(tier: Tier) -> Self {
        Self { tier, size: TextSize::Medium, story: 0, line: 0, popup: None, columns: 100, rows: 33 }
    }

    fn act(&mut self, deed: usize) {
        let sizes = self.tier.sizes();
        match deed % 16 {
            0..=3 => self.line += 1,
            4..=5 => self.line = self.line.saturating_sub(1),
            6 => self.line += 7,
            7 => self.line = 0,
            8 => (self.story, self.line) = ((self.story + 1) % STORIES.len(), 0),
            9 => self.size = sizes.get(deed / 16 % sizes.len()).copied().unwrap_or_default(),
            10 => self.size = self.size.larger_of(sizes),
            11 => self.size = self.size.smaller(),
            12 | 13 => {
                let at = |most: u16, seed: usize| u16::try_from(seed % 97).unwrap_or_default() % most.max(1);
                self.popup = match self.popup {
                    None => Some((at(self.columns, deed / 16), at(self.rows, deed / 64))),
                    Some(_) => None,
                };
            }
            14 => (self.columns, self.rows) = WINDOWS[deed / 16 % WINDOWS.len()],
            _ => {}
        }
    }

    /// The story on its sheet, set once for every pane and size.
    fn page(&self, width: u16) -> Rc<Page> {
        type Pages = HashMap<(Tier, TextSize, usize, u16), Rc<Page>>;
        thread_local!(static PAGES: RefCell<Pages> = RefCell::default());
        let key = (self.tier, self.size, self.story, width);
        PAGES.with_borrow_mut(|pages| Rc::clone(pages.entry(key).or_insert_with(|| Rc::new(self.set(width)))))
    }

    fn set(&self, width: u16) -> Page {
        let document = html::document(&RawHtml::new(STORIES[self.story].to_owned()), None);
        typeset(&document, &Cells, &self.tier.sheet(self.size, width, None))
    }

    fn view(&self, frame: &mut Frame) {
        let screen = frame.area();
        let whole_rows = self.tier == Tier::Doubled && self.size == TextSize::Large;
        let list = if whole_rows || screen.width < 60 { 0 } else { 28 };
        let head = Rect { height: 1, ..screen };
        frame.render_widget(Paragraph::new(format!(" newsprint 报纸 {:?}", self.size)), head);
        let list = Rect { width: list, ..screen };
        for (row, title) in
            (3..screen.height).zip(["Conference closes", "互联网之光博览会", "Shares 📈"]).filter(|_| list.width > 0)
        {
            frame.buffer_mut().set_stringn(1, row, title, usize::from(list.width) - 1, Style::new().add_modifier(Modifier::BOLD));
        }
        let body = Rect { x: list.right(), y: 2, width: screen.width - list.width, height: screen.height.saturating_sub(3) };
        let mut painter = Painter::new(self.tier);
        self.body(frame, body, &mut painter);
        if let Some((x, y)) = self.popup {
            let area = Rect { x, y, width: 31, height: 7 }.intersection(screen);
            frame.render_widget(Clear, area);
            frame.render_widget(Paragraph::new("Odd rows, odd columns.\n分享").block(Block::bordered().title(" Share ")), area);
        }
        painter.seal(frame.buffer_mut());
    }

    fn body(&self, frame: &mut Frame, body: Rect, painter: &mut Painter) {
        let page = self.page(body.width);
        let top = page.lines.get(self.line.min(page.lines.len().saturating_sub(1))).map_or(0, |line| line.row);
        for line in page.lines.iter().filter(|line| line.row >= top) {
            let row = u16::try_from(line.row - top).unwrap_or(u16::MAX);
            let left = u16::try_from(line.left).unwrap_or(u16::MAX);
            if row >= body.height {
                break;
            }
            let room = Rect {
                x: body.x + left.min(body.width),
                y: body.y + row,
                width: body.width.saturating_sub(left),
                height: body.height - row,
            };
            let mut pieces: Vec<Piece> = line
                .runs
                .iter()
                .map(|run| Piece { column: run.x, text: run.text.clone(), style: style(run), link: None })
                .collect();
            painter.line(frame.buffer_mut(), room, line.scale, &mut pieces);
        }
    }
}

impl View for Scene {
    fn step(&mut self, deed: usize) {
        self.act(deed);
    }

    fn window(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    fn paint(&self, frame: &mut Frame) {
        self.view(frame);
    }

    fn what(&self) -> String {
        format!("{:?} {:?}, {:?}, story {}", self.window(), self.tier, self.size, self.story)
    }
}

fn style(run: &newsprint::layout::Run) -> Style {
    let style = if run.link.is_some() { Style::new().underlined_blue() } else { Style::new() };
    if run.style.contains(newsprint::model::Style::STRONG) { style.add_modifier(Modifier::BOLD) } else { style }
}

trait Underlined {
    fn underlined_blue(self) -> Self;
}

impl Underlined for Style {
    fn underlined_blue(self) -> Self {
        self.fg(Color::Blue).add_modifier(Modifier::UNDERLINED)
    }
}

/// Where a terminal's bytes go.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl Wire {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut())
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(wire: &Wire, columns: u16, rows: u16) -> Terminal<CrosstermBackend<Wire>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    Terminal::with_options(CrosstermBackend::new(wire.clone()), TerminalOptions { viewport }).expect("a terminal")
}

/// The bytes of a fresh screen of what is seen.
fn fresh(seen: &dyn View) -> Vec<u8> {
    let wire = Wire::default();
    let (columns, rows) = seen.window();
    terminal(&wire, columns, rows).draw(|frame| seen.paint(frame)).expect("a frame");
    wire.take()
}

/// What a walk came across, over all frames.
#[derive(Debug, Default)]
struct Walked {
    blocks: usize,
    doubled_rows: usize,
}

/// Walks `frames` steps and compares every frame with a fresh redraw. Where `NEWSPRINT_FRAMES` names a folder, writes both
/// to `name` in it, for the comparison in a terminal's own parser (tests/kitty.sh).
fn walk(name: &str, shown: &mut dyn View, frames: usize, mut seed: usize) -> Walked {
    let (mut columns, mut rows) = shown.window();
    let wire = Wire::default();
    let mut screen = terminal(&wire, columns, rows);
    let mut grid = Grid::new(columns, rows);
    let mut walked = Walked::default();
    for frame in 0..frames {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        shown.step(seed >> 33);
        if (columns, rows) != shown.window() {
            (columns, rows) = shown.window();
            grid.resize(columns, rows);
            // What a full screen does on a resize: clear, and begin anew.
            screen = terminal(&wire, columns, rows);
            wire.clone().write_all(b"\x1b[2J").expect("a clear screen");
        }
        screen.draw(|frame| shown.paint(frame)).expect("a frame");
        let (written, whole) = (wire.take(), fresh(shown));
        keep(name, frame, (columns, rows), &written, &whole);
        grid.feed(&written);
        let mut other = Grid::new(columns, rows);
        other.feed(&whole);
        let what = format!("{name}, frame {frame}: {}", shown.what());
        assert_eq!((&grid.faults, &other.faults), (&Vec::new(), &Vec::new()), "{what}");
        let differences = grid.differences(&other);
        assert!(differences.is_empty(), "{what}: {:#?}", differences.iter().take(5).collect::<Vec<_>>());
        walked.blocks += grid.blocks();
        walked.doubled_rows += grid.doubled_rows();
    }
    walked
}

fn keep(name: &str, frame: usize, (columns, rows): (u16, u16), written: &[u8], whole: &[u8]) {
    let Some(folder) = std::env::var_os("NEWSPRINT_FRAMES").map(|folder| PathBuf::from(folder).join(name)) else { return };
    fs::create_dir_all(&folder).expect("a folder");
    for (kind, bytes) in [("inc", written), ("full", whole)] {
        let path = folder.join(format!("{kind}_{frame:05}_{columns}x{rows}"));
        fs::File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
    }
}

#[test]
fn no_stray_cell_is_left_on_a_terminal_that_scales() {
    let walked = walk("scaled", &mut Scene::new(Tier::Scaled), 1_500, 1);
    assert!(walked.blocks > 30_000, "the walk must show scaled text: {walked:?}");
}

#[test]
fn newsprint_itself_leaves_no_stray_cell_on_a_terminal_that_scales() {
    let walked = walk("newsprint", &mut Newsprint::new(Tier::Scaled), 1_500, 4);
    assert!(walked.blocks > 30_000, "the walk must show scaled text: {walked:?}");
}

#[test]
fn no_stray_cell_is_left_on_a_terminal_that_doubles_rows() {
    let walked = walk("doubled", &mut Scene::new(Tier::Doubled), 600, 2);
    assert!(walked.blocks == 0 && walked.doubled_rows > 300, "{walked:?}");
}

#[test]
fn newsprint_itself_leaves_no_stray_cell_on_a_terminal_that_doubles_rows() {
    let walked = walk("newsprint-doubled", &mut Newsprint::new(Tier::Doubled), 700, 5);
    assert!(walked.blocks == 0 && walked.doubled_rows > 300, "{walked:?}");
}

#[test]
fn no_stray_cell_is_left_where_letters_are_drawn() {
    assert_eq!(walk("blocks", &mut Newsprint::new(Tier::Blocks), 150, 3).blocks, 0);
}

#[test]
fn larger_titles_stay_in_sight_and_are_hit_where_they_are_seen() {
    for (width, height) in [(100, 33), (80, 24), (62, 24), (50, 12), (50, 30)] {
        let mut desk = Desk::new(width, height);
        desk.note(Event::Tier(Tier::Scaled));
        desk.press("g +");
        assert_eq!((desk.app.list().scale(), desk.app.memory().large_list), (Scale::ONE_AND_A_HALF, true));
        for _ in 0..9 {
            let (list, area) = (desk.app.list(), desk.app.panes().list);
            let entries = list.shown();
            assert!(entries.iter().any(|entry| entry.place == list.chosen() && entry.is_whole(area.height)), "{width}x{height}");
            let seen = entries.iter().flat_map(|entry| (entry.y..entry.y + entry.height).map(|y| (y, entry.place)));
            for (y, place) in seen.filter(|(y, _)| *y < area.height) {
                assert_eq!(list.place_at(y), Some(place), "{width}x{height} row {y}");
            }
            desk.press("j");
        }
        let shown = Newsprint { desk, window: (width, height) };
        let mut grid = Grid::new(width, height);
        grid.feed(&fresh(&shown));
        assert!(grid.faults.is_empty() && grid.blocks() > 4, "{width}x{height} {:?}", grid.faults);
    }
}

#[test]
fn no_word_is_lost_at_any_size() {
    for (story, size) in (0..STORIES.len()).flat_map(|story| Tier::Scaled.sizes().iter().map(move |size| (story, *size))) {
        let scene = Scene { size, story, columns: 100, rows: 200, ..Scene::new(Tier::Scaled) };
        let mut grid = Grid::new(scene.columns, scene.rows);
        grid.feed(&fresh(&scene));
        let shown: String =
            (2..199).map(|y| grid.text(y, 28).chars().filter(|c| !c.is_whitespace()).collect::<String>()).collect();
        let set: String =
            scene.page(72).lines.iter().flat_map(|line| line.runs.iter().map(|run| run.text.replace(' ', ""))).collect();
        let count = |text: &str| text::graphemes(text).count();
        assert_eq!(count(&shown), count(&set), "{size:?} story {story}\n{shown}\n{set}");
    }
}

#[test]
fn a_full_large_frame_is_under_16_kilobytes() {
    let mut scene = Scene::new(Tier::Scaled);
    scene.size = TextSize::Large;
    let bytes = fresh(&scene).len();
    assert!((2_000..16_000).contains(&bytes), "{bytes}");
}
