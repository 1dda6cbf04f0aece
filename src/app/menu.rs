//! A menu: rows to choose one from, narrowed by typing.

use super::{
    fuzzy::matches,
    prompt::{Prompt, Typed},
};
use crate::{
    config::{Code, Key},
    layout::panes::Area,
    text::{self, CleanText},
};

/// A row of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// What it says.
    pub text: CleanText,
    /// What stands at its right, quieter; may be empty.
    pub note: CleanText,
    /// What choosing it means.
    pub value: T,
}

/// Rows to choose one from. Typing narrows them to those that hold every typed word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu<T> {
    title: CleanText,
    rows: Vec<Row<T>>,
    filter: Prompt,
    /// The rows that the filter leaves, by their number.
    shown: Vec<usize>,
    chosen: usize,
    top: usize,
    /// Whether letters may have gaps between them, and the best match comes first.
    fuzzy: bool,
}

/// What became of a key or a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked<T> {
    /// This row was chosen; the menu is done.
    Row(T),
    /// The reader left it.
    Left,
    /// It is still open.
    Open,
}

impl<T: Clone> Menu<T> {
    /// A menu of `rows`, the first of them chosen.
    #[must_use]
    pub fn new(title: CleanText, rows: Vec<Row<T>>) -> Self {
        let shown = (0..rows.len()).collect();
        Self { title, rows, filter: Prompt::default(), shown, chosen: 0, top: 0, fuzzy: false }
    }

    /// The same, narrowed by letters with gaps between them, the best match first.
    #[must_use]
    pub fn fuzzy(self) -> Self {
        Self { fuzzy: true, ..self }
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &CleanText {
        &self.title
    }

    /// What was typed to narrow it.
    #[must_use]
    pub fn filter(&self) -> &str {
        self.filter.text()
    }

    /// Where it stands in `window`: as wide and high as all its rows, so that it keeps its place while it is narrowed.
    #[must_use]
    pub fn area(&self, window: Area) -> Area {
        let wide = |row: &Row<T>| text::width(&row.text) + if row.note.is_empty() { 0 } else { 2 + text::width(&row.note) };
        let widest = self.rows.iter().map(wide).max().unwrap_or_default().max(text::width(&self.title) + 12).max(24);
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        window.middle(cells(widest).saturating_add(4), cells(self.rows.len()).saturating_add(2))
    }

    /// The rows in sight, and whether each is the chosen one; `height` is that of [`Menu::area`].
    pub fn in_sight(&self, height: u16) -> impl Iterator<Item = (&Row<T>, bool)> {
        let rows = self.shown.iter().enumerate().skip(self.top).take(room(height));
        rows.filter_map(|(at, row)| self.rows.get(*row).map(|row| (row, at == self.chosen)))
    }

    /// Whether there are rows above and below those in sight.
    #[must_use]
    pub fn more(&self, height: u16) -> (bool, bool) {
        (self.top > 0, self.top + room(height) < self.shown.len())
    }

    /// Takes a key: arrows move, letters narrow, Enter chooses, Escape leaves.
    pub fn key(&mut self, key: Key, window: Area) -> Picked<T> {
        let page = room(self.area(window).height).cast_signed();
        match (key.code, key.ctrl) {
            (Code::Down | Code::Tab, _) | (Code::Char('n' | 'j'), true) => self.step(1),
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => self.step(-1),
            (Code::PageDown, _) => self.step(page),
            (Code::PageUp, _) => self.step(-page),
            (Code::Home, _) => self.chosen = 0,
            (Code::End, _) => self.step(isize::MAX),
            _ => match self.filter.key(key) {
                Typed::Done => return self.picked(),
                Typed::Given => return Picked::Left,
                Typed::Changed => self.narrow(),
                Typed::Nothing => {}
            },
        }
        self.reveal(window);
        Picked::Open
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &CleanText) {
        self.filter.paste(text);
        self.narrow();
    }

    /// Takes a click at a cell of the window: on a row it chooses, outside it leaves.
    pub fn click(&mut self, x: u16, y: u16, window: Area) -> Picked<T> {
        let area = self.area(window);
        if !area.holds(x, y) {
            return Picked::Left;
        }
        let row = usize::from(y - area.y).checked_sub(1).map(|row| self.top + row);
        match row.filter(|row| *row < self.shown.len() && y + 1 < area.y + area.height) {
            Some(row) => {
                self.chosen = row;
                self.picked()
            }
            None => Picked::Open,
        }
    }

    /// Chooses a row further down, or up where negative, stopping at the ends.
    pub fn scroll(&mut self, by: isize, window: Area) {
        self.step(by);
        self.reveal(window);
    }

    fn step(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    fn picked(&self) -> Picked<T> {
        let row = self.shown.get(self.chosen).and_then(|row| self.rows.get(*row));
        row.map_or(Picked::Open, |row| Picked::Row(row.value.clone()))
    }

    fn narrow(&mut self) {
        (self.chosen, self.top) = (0, 0);
        if self.fuzzy {
            self.shown = matches(self.filter.text(), self.rows.iter().map(|row| row.text.as_str()));
            return;
        }
        let words = self.filter.text().to_lowercase();
        let holds_all = |row: &Row<T>| {
            let text = row.text.to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        };
        self.shown = self.rows.iter().enumerate().filter(|(_, row)| holds_all(row)).map(|(at, _)| at).collect();
    }

    fn reveal(&mut self, window: Area) {
        let room = room(self.area(window).height).max(1);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(room), self.chosen);
    }
}

/// The rows of a frame of this height.
fn room(height: u16) -> usize {
    usize::from(height.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::{Area, Menu, Picked, Row};
    use crate::{config::Key, text::CleanText};

    const WINDOW: Area = Area { x: 0, y: 0, width: 40, height: 6 };

    fn menu() -> Menu<usize> {
        let names = ["Copy link", "Copy title and link", "QR code", "Mastodon", "Telegram", "微博"];
        let row = |(value, name): (usize, &&str)| Row { text: CleanText::line(name), note: CleanText::new(), value };
        Menu::new("Share".into(), names.iter().enumerate().map(row).collect())
    }

    fn after(keys: &str) -> Picked<usize> {
        let mut menu = menu();
        let press = |written: &str| menu.key(Key::parse(written).expect("a key"), WINDOW);
        keys.split_whitespace().map(press).last().expect("a key")
    }

    #[test]
    fn rows_are_chosen_by_moving_or_by_typing_a_part_of_them() {
        for (keys, value) in [
            ("Enter", 0),
            ("Down Down Enter", 2),
            ("Down Up Enter", 0),
            ("End Enter", 5),
            ("End Home Enter", 0),
            ("PgDn Enter", 4),
            ("q Enter", 2),
            ("t i t l e Enter", 1),
            ("微 Enter", 5),
            ("m a s Backspace Backspace Backspace Down Enter", 1),
        ] {
            assert_eq!(after(keys), Picked::Row(value), "{keys}");
        }
    }

    #[test]
    fn nothing_is_chosen_where_no_row_is_left_and_escape_leaves() {
        assert_eq!(after("x y z Enter"), Picked::Open);
        assert_eq!(after("Down Esc"), Picked::Left);
    }

    #[test]
    fn the_chosen_row_is_always_in_sight() {
        let mut menu = menu();
        for by in [1, 1, 1, 1, 1, -3, 2, -9, 9] {
            menu.scroll(by, WINDOW);
            let height = menu.area(WINDOW).height;
            assert_eq!(menu.in_sight(height).filter(|(_, chosen)| *chosen).count(), 1);
            assert!(menu.in_sight(height).count() <= 4);
        }
    }

    #[test]
    fn a_click_chooses_the_row_under_it_and_outside_leaves() {
        let mut menu = menu();
        let area = menu.area(WINDOW);
        assert_eq!(menu.click(area.x + 2, area.y + 3, WINDOW), Picked::Row(2));
        assert_eq!(menu.click(area.x + 2, area.y, WINDOW), Picked::Open);
        assert_eq!(menu.click(0, 0, Area { x: 0, y: 0, width: 80, height: 24 }), Picked::Left);
    }
}
