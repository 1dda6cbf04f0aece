//! Keys and mouse, from what the terminal sends to what the app knows.

use std::{
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{
    Message,
    gate::Post,
    keyboard::Keyboard,
    probe::{Capabilities, Surroundings, listen::Heard, listen::read_on},
};
use crate::{
    app::event::{Deed, Event, Mouse},
    config::{Code, Key},
    text::CleanText,
};

/// How soon a second click must follow the first to make them one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Reads the terminal on a thread of its own until it is gone: keys, mouse, and what it answers where it was `asked` what it
/// can do.
pub fn listen(sender: Sender<Message>, asked: Option<Surroundings>, mut post: Post) {
    thread::spawn(move || {
        read(&sender, asked, &mut post);
        // The loop may be gone already.
        drop(sender.send(Message::TerminalLost));
    });
}

fn read(sender: &Sender<Message>, asked: Option<Surroundings>, post: &mut Post) {
    let Some(keyboard) = Keyboard::find() else { return };
    let surroundings = asked.unwrap_or_default();
    let mut clicks = Clicks::default();
    read_on(&keyboard, post, asked.is_some(), |heard| match heard {
        Heard::Event(read) => message(&read, &mut clicks).is_none_or(|message| sender.send(message).is_ok()),
        Heard::Answers(said) => answers(&said, surroundings).all(|message| sender.send(message).is_ok()),
    });
}

/// What follows from what the terminal said of itself.
fn answers(said: &Capabilities, surroundings: Surroundings) -> impl Iterator<Item = Message> {
    let light = said.is_light().map(|light| Event::Background { light });
    let cell = said.cell.map(|(width, height)| Event::Cell { width, height });
    let known = [Event::Tier(said.tier(&surroundings)), Event::Hyperlinks(said.hyperlinks())];
    light.into_iter().chain(cell).chain(known).map(Message::Event).chain([Message::Answered])
}

fn message(read: &event::Event, clicks: &mut Clicks) -> Option<Message> {
    match read {
        event::Event::Key(pressed) => key(pressed).map(|key| Message::Event(Event::Key(key))),
        event::Event::Mouse(moved) => {
            let mouse = mouse(*moved).map(|mouse| clicks.counted(mouse, Instant::now()));
            mouse.map(|mouse| Message::Event(Event::Mouse(mouse)))
        }
        event::Event::Resize(..) => Some(Message::WindowChanged),
        event::Event::Paste(text) => Some(Message::Event(Event::Pasted(CleanText::line(text)))),
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// The key that crossterm read, in the words of the keymap.
fn key(pressed: &KeyEvent) -> Option<Key> {
    if pressed.kind == KeyEventKind::Release {
        return None;
    }
    let code = match pressed.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab if pressed.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let held = |modifier| pressed.modifiers.contains(modifier);
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
}

fn mouse(moved: MouseEvent) -> Option<Mouse> {
    let deed = match moved.kind {
        MouseEventKind::Down(MouseButton::Left) => Deed::Click,
        MouseEventKind::Drag(MouseButton::Left) => Deed::Drag,
        MouseEventKind::Up(MouseButton::Left) => Deed::Release,
        MouseEventKind::ScrollUp => Deed::WheelUp,
        MouseEventKind::ScrollDown => Deed::WheelDown,
        _ => return None,
    };
    Some(Mouse { x: moved.column, y: moved.row, deed, ctrl: moved.modifiers.contains(KeyModifiers::CONTROL) })
}

/// Tells single clicks from double ones.
#[derive(Debug, Default)]
struct Clicks {
    last: Option<(Instant, u16, u16)>,
}

impl Clicks {
    /// The same, a double click where it follows another at the same cell soon enough; a third begins anew.
    fn counted(&mut self, mouse: Mouse, now: Instant) -> Mouse {
        if mouse.deed != Deed::Click {
            return mouse;
        }
        let here = |(then, x, y): (Instant, u16, u16)| (x, y) == (mouse.x, mouse.y) && now.duration_since(then) <= DOUBLE;
        if self.last.take().is_some_and(here) {
            return Mouse { deed: Deed::DoubleClick, ..mouse };
        }
        self.last = Some((now, mouse.x, mouse.y));
        mouse
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Clicks, Deed, Mouse};

    #[test]
    fn two_clicks_at_one_cell_are_a_double_click_where_the_second_comes_soon() {
        let (mut clicks, start) = (Clicks::default(), Instant::now());
        let mut at = |x: u16, milliseconds: u64| {
            let mouse = Mouse { x, y: 3, deed: Deed::Click, ctrl: false };
            clicks.counted(mouse, start + Duration::from_millis(milliseconds)).deed
        };
        assert_eq!([at(5, 0), at(5, 200), at(5, 300)], [Deed::Click, Deed::DoubleClick, Deed::Click]);
        assert_eq!([at(5, 1_000), at(6, 1_100), at(6, 1_200)], [Deed::Click, Deed::Click, Deed::DoubleClick]);
    }
}
