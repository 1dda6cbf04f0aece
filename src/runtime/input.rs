//! Keys and mouse, from what crossterm reads to what the app knows.

use std::{
    io,
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{
    Message,
    gate::Post,
    probe::{self, Surroundings},
};
use crate::{
    app::event::{Deed, Event, Mouse},
    config::{Code, Key},
    text::CleanText,
};

/// How long to look for more of what has begun to arrive; crossterm looks at nothing when told not to wait at all.
const MOMENT: Duration = Duration::from_millis(1);

/// How soon a second click must follow the first to make them one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Reads the terminal on a thread of its own until it is gone; first its answers, where it was asked what it can do.
pub fn listen(sender: Sender<Message>, asked: Option<Surroundings>, mut post: Post) {
    thread::spawn(move || {
        if let Some(surroundings) = asked {
            hear_answers(&sender, surroundings);
        }
        let mut clicks = Clicks::default();
        while wait_for_input(&mut post) {
            while event::poll(MOMENT).unwrap_or(false) {
                let Ok(read) = event::read() else { break };
                if let Some(message) = message(&read, &mut clicks)
                    && sender.send(message).is_err()
                {
                    return;
                }
            }
        }
        // The loop may be gone already.
        drop(sender.send(Message::TerminalLost));
    });
}

/// Reads what the terminal answers, and hands on the keys that are pressed meanwhile.
#[cfg(unix)]
fn hear_answers(sender: &Sender<Message>, surroundings: Surroundings) {
    let send = |event| {
        // The loop may be gone already.
        drop(sender.send(Message::Event(event)));
    };
    let pressed = |typed: KeyEvent| key(&typed).into_iter().for_each(|key| send(Event::Key(key)));
    let said = probe::listen::listen(io::stdin(), probe::listen::LIMIT, pressed);
    if let Some(light) = said.is_light() {
        send(Event::Background { light });
    }
    send(Event::Tier(said.tier(&surroundings)));
    send(Event::Hyperlinks(said.hyperlinks()));
    // Until now nobody watched for changes of the window.
    drop(sender.send(Message::WindowChanged));
}

#[cfg(not(unix))]
fn hear_answers(_: &Sender<Message>, _: Surroundings) {}

/// Waits until there is something to read; false when the terminal is gone. crossterm's own waiting would spin for
/// ever on a terminal that has vanished.
#[cfg(unix)]
fn wait_for_input(post: &mut Post) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    use std::{fs::File, io::IsTerminal, os::fd::AsFd, sync::OnceLock};
    static TTY: OnceLock<Option<File>> = OnceLock::new();
    let stdin = std::io::stdin();
    let tty = TTY.get_or_init(|| if std::io::stdin().is_terminal() { None } else { File::open("/dev/tty").ok() });
    let fd = tty.as_ref().map_or(stdin.as_fd(), AsFd::as_fd);
    loop {
        let mut fds = [PollFd::from_borrowed_fd(fd, PollFlags::IN), PollFd::new(&post.called, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return false,
        }
        let [on_tty, called] = fds.map(|fd| fd.revents());
        if called.is_empty() {
            return !on_tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        }
        post.wait();
    }
}

#[cfg(not(unix))]
fn wait_for_input(_: &mut Post) -> bool {
    event::poll(Duration::MAX).is_ok()
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
