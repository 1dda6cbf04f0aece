//! Text in plain type that the terminal makes links of (OSC 8).

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
};

use super::{Piece, Sealed, set};
use crate::{
    text::{self, CleanText, SafeUrl},
    ui::sequence,
};

/// Paints `pieces` in plain type on the first row of `room`, each that leads somewhere as one symbol, so that its address
/// is sent once.
pub(super) fn paint(buffer: &mut Buffer, room: Rect, pieces: &[Piece], blocks: &mut Vec<Sealed>) {
    for piece in pieces {
        let x = u16::try_from(piece.column).unwrap_or(u16::MAX);
        match piece.link.as_ref().filter(|_| is_certain(&piece.text)) {
            Some(url) => blocks.extend(link(buffer, Rect { height: 1, ..room }, piece, url)),
            None => set(buffer, Rect { height: 1, ..room }, x, piece.text.as_str(), piece.style),
        }
    }
}

/// Writes what `shown` writes to `out`, as a link to `url` where there is one.
pub(super) fn wrap(out: &mut String, url: Option<&SafeUrl>, shown: impl FnOnce(&mut String)) {
    if let Some(url) = url {
        out.push_str(&sequence::link(url));
    }
    shown(out);
    if url.is_some() {
        out.push_str(sequence::LINK_END);
    }
}

/// Whether terminals agree on how wide every character is: not on those of several code points.
fn is_certain(text: &CleanText) -> bool {
    text.is_ascii() || text::graphemes(text).all(|(character, _)| character.chars().nth(1).is_none())
}

fn link(buffer: &mut Buffer, room: Rect, piece: &Piece, url: &SafeUrl) -> Option<Sealed> {
    let x = u16::try_from(piece.column).ok()?;
    let fits = text::cut(&piece.text, usize::from(room.width.saturating_sub(x))).len();
    let shown = piece.text.part(0..fits);
    let width = NonZeroU16::new(u16::try_from(text::width(&shown)).ok()?)?;
    let area = Rect { x: room.x.saturating_add(x), width: width.get(), ..room };
    let mut symbol = String::new();
    wrap(&mut symbol, Some(url), |symbol| symbol.push_str(&shown));
    for at in area.positions() {
        let cell = buffer.cell_mut(at)?;
        cell.set_symbol(" ").set_style(piece.style).set_diff_option(CellDiffOption::Skip);
    }
    buffer.cell_mut(area.as_position())?.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
    Some(Sealed { area, symbols: [symbol, String::new()], plain: shown })
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::super::{Painter, Piece};
    use crate::{
        layout::{Scale, Tier},
        text::SafeUrl,
    };

    fn painted(popup: Option<(u16, &str)>) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        let mut painter = Painter::new(Tier::Layout);
        let piece = Piece { column: 1, text: "link 中".into(), style: Style::new(), link: SafeUrl::parse("https://e.org/") };
        painter.line(&mut buffer, Rect::new(0, 0, 10, 1), Scale::PLAIN, &mut [piece]);
        if let Some((x, text)) = popup {
            buffer.set_string(x, 0, text, Style::new());
        }
        painter.seal(&mut buffer);
        (0..10).map(|x| buffer[(x, 0)].symbol().to_owned()).collect()
    }

    #[test]
    fn a_link_is_one_symbol_that_names_its_address_once() {
        let cells = painted(None);
        assert_eq!(cells.get(1).map(String::as_str), Some("\x1b]8;;https://e.org/\x1b\\link 中\x1b]8;;\x1b\\"));
        assert!(cells.iter().enumerate().all(|(x, cell)| x == 1 || cell == " "));
    }

    #[test]
    fn what_a_popup_leaves_of_a_link_stays_to_be_read() {
        assert_eq!(painted(Some((3, "##"))).concat(), " li## 中   ");
        assert_eq!(painted(Some((7, "#"))).concat(), " link  #  ");
    }
}
