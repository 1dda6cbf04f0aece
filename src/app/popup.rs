//! What stands over the page and takes the keys until it is done: menus, lines to type on, a code to scan.

use super::{
    App,
    effect::Effects,
    event::{Deed, Mouse, Wanted},
    health::{self, HealthPage},
    menu::{Menu, Picked, Scrolled},
    palette::Command,
    prompt::{Prompt, Typed},
    share::{Code, Job, Question, Way},
    story::StoryKey,
    subscriptions::Branch,
};
use crate::{
    config::Key,
    layout::{Anchor, panes::Area},
    model::FeedId,
    text::CleanText,
};

/// How many rows one turn of the wheel moves.
const WHEEL_ROWS: isize = 3;

/// What stands over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Popup {
    /// The ways to share a story.
    Share(Menu<Way>),
    /// What to begin with, for a reader who has no feeds yet.
    Welcome(Menu<Choice>),
    /// The enclosures of a story, by their number.
    Enclosures(Menu<usize>),
    /// Something else to choose.
    Choose(Menu<Choice>),
    /// A line to type on, and what it is for.
    Ask(Prompt, Question),
    /// All that can be done.
    Palette(Menu<Command>),
    /// What was said.
    Messages(Menu<()>),
    /// How the feeds fare.
    Health(HealthPage),
    /// A code to scan; any key closes it.
    Code(Code),
}

/// The rows of a popup, borrowed as the popup is, where it is a menu.
macro_rules! rows_of {
    ($popup:expr) => {
        match $popup {
            Popup::Share(menu) => Some(menu),
            Popup::Enclosures(menu) => Some(menu),
            Popup::Palette(menu) => Some(menu),
            Popup::Messages(menu) => Some(menu),
            Popup::Choose(menu) | Popup::Welcome(menu) => Some(menu),
            Popup::Health(_) | Popup::Ask(..) | Popup::Code(_) => None,
        }
    };
}

impl Popup {
    /// Its rows, where it is a menu.
    #[must_use]
    pub fn menu(&self) -> Option<&dyn Scrolled> {
        rows_of!(self)
    }

    pub(super) fn menu_mut(&mut self) -> Option<&mut dyn Scrolled> {
        rows_of!(self)
    }
}

/// What a row of a menu stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Take the feed of this number, from 1, of those that were found.
    Feed(Wanted, usize),
    /// Subscribe to the starter set of this number.
    Starter(usize),
    /// Ask for the address of a feed.
    Add,
    /// Ask for a file of subscriptions.
    Import,
    /// Remove this feed, or all of this folder.
    Remove(Branch),
    /// Open this story.
    Story(StoryKey),
    /// Go to this heading of the story.
    Heading(Anchor),
    /// Print the story at hand.
    Print(Job),
    /// Save it as pages of paper.
    PrintToFile,
    /// Close the menu.
    Nothing,
}

/// What a popup came to.
enum Done {
    Way(Way),
    Enclosure(usize),
    Command(Command),
    Choice(Choice),
    Feed(FeedId),
    Typed(String),
    Answer(Question, String),
    Left,
}

impl App {
    /// What stands over the page, the help aside.
    #[must_use]
    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// Opens a popup in place of whatever was open.
    pub(super) fn open_popup(&mut self, popup: Popup) -> Effects {
        self.help = None;
        self.keys.forget();
        self.popup = Some(popup);
        Effects::none()
    }

    /// Hands a key to the popup; `None` where there is none.
    pub(super) fn popup_key(&mut self, key: Key) -> Option<Effects> {
        let (window, words) = (self.panes().stage(), self.words());
        let done = match self.popup.as_mut()? {
            Popup::Share(menu) => picked(menu.key(key, window), Done::Way),
            Popup::Enclosures(menu) => picked(menu.key(key, window), Done::Enclosure),
            Popup::Palette(menu) => picked(menu.key(key, window), Done::Command),
            Popup::Messages(menu) => picked(menu.key(key, window), |()| Done::Left),
            Popup::Choose(menu) | Popup::Welcome(menu) => picked(menu.key(key, window), Done::Choice),
            Popup::Health(page) => picked(page.menu.key(key, health::rows_area(window)), Done::Feed),
            Popup::Ask(prompt, question) => match (question.key(key, prompt, words), prompt) {
                (Some(Typed::Done), prompt) => Some(Done::Answer(question.clone(), prompt.text().to_owned())),
                (Some(Typed::Changed), prompt) if *question == Question::Find => Some(Done::Typed(prompt.text().to_owned())),
                (Some(Typed::Given), _) => Some(Done::Left),
                _ => None,
            },
            Popup::Code(_) => Some(Done::Left),
        };
        Some(self.close_popup(done))
    }

    /// Hands what was pasted to the popup; whether there is one.
    pub(super) fn popup_paste(&mut self, text: &CleanText) -> bool {
        match self.popup.as_mut() {
            Some(Popup::Share(menu)) => menu.paste(text),
            Some(Popup::Enclosures(menu)) => menu.paste(text),
            Some(Popup::Palette(menu)) => menu.paste(text),
            Some(Popup::Messages(menu)) => menu.paste(text),
            Some(Popup::Choose(menu)) => menu.paste(text),
            Some(Popup::Health(page)) => page.menu.paste(text),
            Some(Popup::Ask(prompt, _)) => prompt.paste(text),
            Some(Popup::Welcome(_) | Popup::Code(_)) => {}
            None => return false,
        }
        true
    }

    /// Hands the mouse to the popup; `None` where there is none.
    pub(super) fn popup_mouse(&mut self, mouse: Mouse) -> Option<Effects> {
        let window = self.panes().stage();
        let done = match self.popup.as_mut()? {
            Popup::Share(menu) => on_menu(menu, mouse, window, Done::Way),
            Popup::Enclosures(menu) => on_menu(menu, mouse, window, Done::Enclosure),
            Popup::Palette(menu) => on_menu(menu, mouse, window, Done::Command),
            Popup::Messages(menu) => on_menu(menu, mouse, window, |()| Done::Left),
            Popup::Choose(menu) | Popup::Welcome(menu) => on_menu(menu, mouse, window, Done::Choice),
            Popup::Health(page) => on_health(page, mouse, window),
            Popup::Ask(..) => None,
            Popup::Code(_) => (mouse.deed == Deed::Click).then_some(Done::Left),
        };
        Some(self.close_popup(done))
    }

    fn close_popup(&mut self, done: Option<Done>) -> Effects {
        let Some(done) = done else { return Effects::none() };
        if let Done::Typed(text) = done {
            return self.find_typed(&text);
        }
        if let Done::Answer(Question::Find, text) = &done
            && !self.may_stand(text)
        {
            return Effects::none();
        }
        self.standing.welcomed |= matches!(self.popup, Some(Popup::Welcome(_)));
        let was_finding = matches!(&self.popup, Some(Popup::Ask(_, Question::Find)));
        self.popup = None;
        match done {
            Done::Way(way) => self.share_by(way),
            Done::Enclosure(number) => self.play(number),
            Done::Command(command) => self.command(command),
            Done::Choice(choice) => self.chosen(choice),
            Done::Feed(feed) => self.show_feed(feed),
            Done::Answer(question, answer) => self.answered(question, answer),
            Done::Left if was_finding => self.end_find(),
            Done::Left | Done::Typed(_) => Effects::none(),
        }
    }
}

fn picked<T>(picked: Picked<T>, done: impl Fn(T) -> Done) -> Option<Done> {
    match picked {
        Picked::Row(value) => Some(done(value)),
        Picked::Left => Some(Done::Left),
        Picked::Open => None,
    }
}

/// A click chooses a feed; on the chosen one it shows its stories.
fn on_health(page: &mut HealthPage, mouse: Mouse, window: Area) -> Option<Done> {
    let area = health::rows_area(window);
    match mouse.deed {
        Deed::Click if mouse.y > 1 => return picked(page.menu.click_row(usize::from(mouse.y - 2), area), Done::Feed),
        Deed::WheelUp => page.menu.scroll(-WHEEL_ROWS, area),
        Deed::WheelDown => page.menu.scroll(WHEEL_ROWS, area),
        Deed::Click | Deed::DoubleClick | Deed::Drag | Deed::Release => {}
    }
    None
}

fn on_menu<T: Clone>(menu: &mut Menu<T>, mouse: Mouse, window: Area, done: impl Fn(T) -> Done) -> Option<Done> {
    match mouse.deed {
        Deed::Click => return picked(menu.click(mouse.x, mouse.y, window), done),
        Deed::WheelUp => menu.scroll(-WHEEL_ROWS, window),
        Deed::WheelDown => menu.scroll(WHEEL_ROWS, window),
        Deed::DoubleClick | Deed::Drag | Deed::Release => {}
    }
    None
}
