//! The only place that builds escape sequences. They are made of clean text, safe addresses, base64 and digits, so
//! nothing that a publisher wrote can end one early or begin another.

use std::{fmt::Write, ops::Range};

use crossterm::{Command, style::SetStyle};
use ratatui::{backend::IntoCrossterm, style::Style};

use crate::text::{CleanText, SafeUrl};

/// The longest text of one block of scaled text, in bytes: what the text-sizing protocol allows.
const LONGEST_PAYLOAD: usize = 4_096;
/// The longest text that is offered to the clipboard, in bytes: terminals drop longer ones in silence.
pub const LONGEST_COPY: usize = 74_994;
/// The longest window title, in characters.
const LONGEST_TITLE: usize = 200;

/// Asks for clicks and the wheel, and for motion while a button is down, with their modifiers, in cells (modes 1002 and
/// 1006); not for every motion, which would wake an idle reader. Terminals that do not know 1002 keep to 1000.
pub const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// No more of the mouse.
pub const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Undoes what a program may have left set that crashed while it drew on the terminal: the mouse, reports of the focus,
/// colours, line drawing, inserting, the keypad's other keys, a hidden cursor. The cursor stays where it is.
pub const TAMED: &str =
    "\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[m\x1b(B\x0f\x1b[4l\x1b[?7h\x1b[?1l\x1b>\x1b[?25h";
/// The same for a region that scrolls. It moves the cursor to the corner.
pub const WHOLE_PAGE: &str = "\x1b[r\x1b[?6l";
/// Begins a frame that the terminal shows as a whole (synchronized output, mode 2026).
pub const BEGIN_FRAME: &str = "\x1b[?2026h";
/// Ends a frame.
pub const END_FRAME: &str = "\x1b[?2026l";
/// Sets the row of the cursor to characters of plain size (DECSWL).
pub const PLAIN_ROW: &str = "\x1b#5";
/// Ends a link (OSC 8).
pub const LINK_END: &str = "\x1b]8;;\x1b\\";

/// The shape of a block of scaled text, in the words of the text-sizing protocol (OSC 66).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// `s`: rows, and cells to a column of the block; 1 to 7.
    pub scale: u8,
    /// `w`: columns of the block, each of `scale` cells; 0 to 7, where 0 gives every character a block of its own width.
    pub columns: u8,
    /// `n:d`: the part of the block's size that its characters are set in; 0 of 0 for the whole, `d` at most 15.
    pub fraction: (u8, u8),
}

/// Appends a block of scaled text, so many cells wide, that shows the bytes `part` of `text`. It first wipes the cells that
/// it will cover: kitty keeps the row numbers of erased blocks, and would push this block to the right of them.
pub fn scaled(out: &mut String, (shape, cells): (Shape, u16), text: &CleanText, part: Range<usize>) {
    let Shape { scale, columns, fraction } = shape;
    wipe(out, cells, usize::from(scale));
    // Writing to a string can't fail.
    let _ = write!(out, "\x1b]66;s={scale}");
    if columns > 0 {
        let _ = write!(out, ":w={columns}");
    }
    if let (n @ 1.., d) = fraction {
        // v=2 centres the characters between the block's upper and lower edge, so that leading falls on both sides.
        let _ = write!(out, ":n={n}:d={d}:v=2");
    }
    out.push(';');
    out.extend(payload(text.get(part).unwrap_or_default()));
    out.push_str("\x1b\\");
}

/// One of the two rows that a line of doubled characters takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The row that shows the upper halves.
    Upper,
    /// The row that shows the lower halves.
    Lower,
}

/// A whole row of doubled characters (DECDHL), emptied first to the colour of `paper`. Each part is the columns to leave
/// free before it, its text, which holds no wide character, and its style.
#[must_use]
pub fn doubled(half: Half, paper: Style, parts: &[(usize, CleanText, Style)]) -> String {
    let attribute = match half {
        Half::Upper => "\x1b#3",
        Half::Lower => "\x1b#4",
    };
    let mut out = format!("{}\x1b[2K{attribute}", styled(paper));
    for (free, text, style) in parts {
        out.push_str(&" ".repeat(*free));
        out.push_str(&styled(paper.patch(*style)));
        out.extend(payload(text));
        out.push_str(&styled(paper));
    }
    out.push_str("\x1b[m");
    out
}

/// Sets colours and attributes to those of `style`, whatever they were.
fn styled(style: Style) -> String {
    let mut out = String::from("\x1b[m");
    // Writing to a string can't fail.
    let _ = SetStyle(style.into_crossterm()).write_ansi(&mut out);
    out
}

/// Erases `cells` cells on each of `rows` rows from the cursor on, and leaves the cursor where it was (ECH).
fn wipe(out: &mut String, cells: u16, rows: usize) {
    let _ = write!(out, "\x1b[{cells}X");
    for _ in 1..rows {
        let _ = write!(out, "\x1b[B\x1b[{cells}X");
    }
    match rows {
        0 | 1 => {}
        2 => out.push_str("\x1b[A"),
        _ => _ = write!(out, "\x1b[{}A", rows - 1),
    }
}

/// `text` without what may not stand inside an operating system command: a clean text of several lines may still hold
/// newlines and tabs.
fn payload(text: &str) -> impl Iterator<Item = char> {
    let mut room = LONGEST_PAYLOAD;
    let fits = move |c: &char| {
        let fits = c.len_utf8() <= room;
        room = room.saturating_sub(c.len_utf8());
        fits
    };
    text.chars().filter(|c| !c.is_control()).take_while(fits)
}

/// A text in black on white of the colour cube, which no scheme changes.
#[must_use]
pub fn black_on_white(text: &CleanText) -> String {
    format!("\x1b[38;5;16;48;5;231m{}\x1b[m", payload(text).collect::<String>())
}

/// What is printed from here to [`LINK_END`] leads to `url` (OSC 8).
#[must_use]
pub fn link(url: &SafeUrl) -> String {
    format!("\x1b]8;;{url}\x1b\\")
}

/// Sets the title of the terminal's window (OSC 2).
#[must_use]
pub fn title(text: &CleanText) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_TITLE).collect();
    format!("\x1b]2;{text}\x1b\\")
}

/// Asks the terminal to put `text` on the clipboard (OSC 52); `None` where it is longer than terminals take.
#[must_use]
pub fn copy(text: &CleanText) -> Option<String> {
    (text.len() <= LONGEST_COPY).then(|| format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes())))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or_default();
            let letter = ALPHABET.get(digit).map_or('=', |letter| char::from(*letter));
            out.push(if place > three.len() { '=' } else { letter });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Shape, base64, copy, link, title};
    use crate::text::{CleanText, SafeUrl};

    fn scaled(shape: Shape, cells: u16, text: &CleanText) -> String {
        let mut out = String::new();
        super::scaled(&mut out, (shape, cells), text, 0..text.len());
        out
    }

    #[test]
    fn a_block_wipes_its_rows_first_so_that_no_erased_block_pushes_it_aside() {
        let shape = Shape { scale: 2, columns: 3, fraction: (3, 4) };
        let text = CleanText::from("Wuzh");
        assert_eq!(scaled(shape, 6, &text), "\x1b[6X\x1b[B\x1b[6X\x1b[A\x1b]66;s=2:w=3:n=3:d=4:v=2;Wuzh\x1b\\");
        let whole = Shape { scale: 3, columns: 0, fraction: (0, 0) };
        assert_eq!(scaled(whole, 12, &text), "\x1b[12X\x1b[B\x1b[12X\x1b[B\x1b[12X\x1b[2A\x1b]66;s=3;Wuzh\x1b\\");
    }

    #[test]
    fn nothing_in_a_text_can_end_a_sequence_early() {
        let shape = Shape { scale: 1, columns: 3, fraction: (3, 4) };
        for raw in ["a\x07b", "a\x1b\\b", "a\nb\tc", "a\u{9c}b", "\u{9d}66;x"] {
            let text = CleanText::block(raw);
            for made in [scaled(shape, 3, &text), title(&text)] {
                let body = made.strip_suffix("\x1b\\").expect("a string terminator");
                let payload = body.rsplit('\x1b').next().expect("a payload");
                assert!(payload.chars().all(|c| !c.is_control()), "{raw:?}: {made:?}");
            }
        }
    }

    #[test]
    fn a_payload_stays_within_what_the_protocol_takes() {
        let shape = Shape { scale: 1, columns: 1, fraction: (0, 0) };
        let made = scaled(shape, 1, &CleanText::block(&"中".repeat(3_000)));
        assert!(made.len() < 4_096 + 40, "{}", made.len());
    }

    #[test]
    fn links_and_copies_carry_addresses_and_base64_only() {
        let url = SafeUrl::parse("https://e.org/a b").expect("an address");
        assert_eq!(link(&url), "\x1b]8;;https://e.org/a%20b\x1b\\");
        assert_eq!(copy(&CleanText::from("hi")).as_deref(), Some("\x1b]52;c;aGk=\x1b\\"));
        assert_eq!(copy(&CleanText::block(&"x".repeat(80_000))), None);
        for (raw, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(raw.as_bytes()), coded);
        }
    }
}
