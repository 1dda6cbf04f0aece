//! What the mouse did, in the forms in which terminals say it.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::input::Token;

/// The mouse event that `token` stands for, if any: `CSI < button ; column ; row M` (mode 1006, `m` for a release), or the
/// oldest form.
pub(super) fn mouse(token: &Token) -> Option<MouseEvent> {
    match token {
        Token::Control(parameters, end @ (b'M' | b'm')) => {
            let text = std::str::from_utf8(parameters).ok()?;
            let mut numbers = text.strip_prefix('<')?.split(';').map(|number| number.parse::<u16>().ok());
            let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
            event(button, (column, row), *end == b'm')
        }
        Token::Mouse(bytes) => {
            // Each is 32 more than its figure, and a release names no button.
            let [button, column, row] = bytes.map(|byte| u16::from(byte.saturating_sub(32)));
            let released = button & 0b11 == 3 && button < 64;
            event(if released { button & !0b11 } else { button }, (column, row), released)
        }
        _ => None,
    }
}

/// Columns and rows count from 1. A button is its number in bits 0, 1, 6 and 7, with what is held in bits 2 to 4, and
/// motion in bit 5.
fn event(button: u16, (column, row): (u16, u16), released: bool) -> Option<MouseEvent> {
    let moves = button & 32 != 0;
    let pressed = match button & 0b11 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (button >> 6, button & 0b11, pressed) {
        (0, _, Some(button)) if moves => MouseEventKind::Drag(button),
        (0, _, None) if moves => MouseEventKind::Moved,
        (0, _, Some(button)) if released => MouseEventKind::Up(button),
        (0, _, Some(button)) => MouseEventKind::Down(button),
        (1, 0, _) => MouseEventKind::ScrollUp,
        (1, 1, _) => MouseEventKind::ScrollDown,
        (1, 2, _) => MouseEventKind::ScrollLeft,
        (1, _, _) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let held = held.into_iter().filter(|(bit, _)| button & bit != 0).map(|(_, modifier)| modifier);
    let modifiers = held.fold(KeyModifiers::NONE, |all, one| all | one);
    Some(MouseEvent { kind, column: column.checked_sub(1)?, row: row.checked_sub(1)?, modifiers })
}
