//! A menu: rows to choose one from, narrowed by typing.

use super::{
    fuzzy::matches,
    prompt::{Prompt, Typed},
};
use crate::{
    config::{Code, Key},
    layout::{bar::Extent, headlines::wrapped, panes::Area},
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
    /// What stands above the rows; may be empty.
    lead: CleanText,
    rows: Vec<Row<T>>,
    filter: Prompt,
    /// The rows that the filter leaves, by their number.
    shown: Vec<usize>,
    chosen: usize,
    top: usize,
    letters: Letters,
    /// Whether the first rows that are left have numbers, which choose them.
    numbered: bool,
}

/// The numbers of rows, as their keys lie.
const NUMBERS: &str = "1234567890";
/// The columns that the numbers take.
const NUMBER_WIDTH: usize = 3;

/// A row in sight.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a, T> {
    /// The row.
    pub row: &'a Row<T>,
    /// The digit that chooses it; a blank where none does, `None` where the menu has no numbers.
    pub number: Option<char>,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// What letters do that are typed at a menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Letters {
    /// They narrow it to the rows that hold every word.
    #[default]
    Narrow,
    /// They narrow it, with gaps between them, the best match first.
    Fuzzy,
    /// They move and choose: `j`, `k`, the letter or digit that a row begins with.
    Move,
}

/// The widest that the text above the rows makes a menu, in columns.
const LEAD_WIDTH: usize = 60;

/// Rows that are scrolled, whatever they stand for.
pub trait Scrolled {
    /// Where they stand in `window`.
    fn area(&self, window: Area) -> Area;
    /// What stands above the rows; may be empty.
    fn lead(&self) -> &CleanText;
    /// Where its rows stand, below the text that leads them.
    fn rows_in(&self, window: Area) -> Area;
    /// The chosen row's place among those in sight.
    fn chosen_below_top(&self) -> u16;
    /// Where what is typed ends: columns of the filter, on the frame's upper edge; `None` where letters do not narrow it.
    fn typed_at(&self) -> Option<u16>;
    /// The rows in sight among those that are left.
    fn extent(&self, window: Area) -> Extent;
    /// Scrolls to this row; the choice goes along.
    fn scroll_to(&mut self, top: usize, window: Area);
}

impl<T: Clone> Scrolled for Menu<T> {
    fn area(&self, window: Area) -> Area {
        Self::area(self, window)
    }

    fn lead(&self) -> &CleanText {
        Self::lead(self)
    }

    fn rows_in(&self, window: Area) -> Area {
        let area = Self::area(self, window);
        let above = u16::try_from(self.lead_in(area).len()).unwrap_or_default();
        let inside = area.inside();
        Area { y: inside.y + above, height: inside.height.saturating_sub(above), ..inside }
    }

    fn chosen_below_top(&self) -> u16 {
        u16::try_from(self.chosen.saturating_sub(self.top)).unwrap_or(u16::MAX)
    }

    fn typed_at(&self) -> Option<u16> {
        let typed = text::width(self.filter.text());
        let shown = self.letters == Letters::Fuzzy || typed > 0;
        shown.then(|| u16::try_from(text::width(&self.title) + 4 + typed).unwrap_or(u16::MAX))
    }

    fn extent(&self, window: Area) -> Extent {
        let rows = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let seen = self.room(Self::area(self, window));
        Extent { whole: rows(self.shown.len()), seen: rows(seen), top: rows(self.top) }
    }

    fn scroll_to(&mut self, top: usize, window: Area) {
        let room = self.room(Self::area(self, window)).max(1);
        self.top = top.min(self.shown.len().saturating_sub(room));
        self.chosen = self.chosen.clamp(self.top, self.top + room - 1);
    }
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
        let (lead, filter, letters) = (CleanText::new(), Prompt::default(), Letters::default());
        Self { title, lead, rows, filter, shown, chosen: 0, top: 0, letters, numbered: false }
    }

    /// The same with a text above its rows.
    #[must_use]
    pub fn led_by(self, lead: CleanText) -> Self {
        Self { lead, ..self }
    }

    /// The same with numbers before the first rows: a digit chooses, only letters narrow.
    #[must_use]
    pub fn numbered(self) -> Self {
        Self { numbered: true, ..self }
    }

    /// The same, not narrowed by letters: `j` and `k` move, and what a row begins with chooses it.
    #[must_use]
    pub fn moved_by_letters(self) -> Self {
        Self { letters: Letters::Move, ..self }
    }

    /// The same, narrowed by letters with gaps between them, the best match first.
    #[must_use]
    pub fn fuzzy(self) -> Self {
        Self { letters: Letters::Fuzzy, ..self }
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

    /// What stands above the rows.
    #[must_use]
    pub fn lead(&self) -> &CleanText {
        &self.lead
    }

    /// Where it stands in `window`: as wide and high as all its rows, so that it keeps its place while it is narrowed.
    #[must_use]
    pub fn area(&self, window: Area) -> Area {
        let wide = |row: &Row<T>| text::width(&row.text) + if row.note.is_empty() { 0 } else { 2 + text::width(&row.note) };
        let widest = self.rows.iter().map(wide).max().unwrap_or_default() + if self.numbered { NUMBER_WIDTH } else { 0 };
        let widest = widest.max(text::width(&self.title) + 12).max(24);
        let widest = widest.max(text::width(&self.lead).min(LEAD_WIDTH));
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let width = cells(widest).saturating_add(4).min(window.width);
        let rows = cells(self.rows.len()).saturating_add(2);
        let whole = rows.saturating_add(cells(self.wrapped_lead(width).len()));
        // What chooses comes before what explains.
        window.middle(width, if whole <= window.height { whole } else { rows })
    }

    /// The lines above the rows, the last of them blank, where the menu of this area has room for them.
    #[must_use]
    pub fn lead_in(&self, area: Area) -> Vec<CleanText> {
        let lead = self.wrapped_lead(area.width);
        if usize::from(area.height) >= self.rows.len() + lead.len() + 2 { lead } else { Vec::new() }
    }

    fn wrapped_lead(&self, width: u16) -> Vec<CleanText> {
        if self.lead.is_empty() {
            return Vec::new();
        }
        let mut lines = wrapped(&self.lead, width.saturating_sub(4));
        lines.push(CleanText::new());
        lines
    }

    /// The rows that fit into its area.
    fn room(&self, area: Area) -> usize {
        usize::from(area.height.saturating_sub(2)).saturating_sub(self.lead_in(area).len())
    }

    /// The chosen row; `None` where nothing is left.
    #[must_use]
    pub fn chosen_row(&self) -> Option<&Row<T>> {
        self.shown.get(self.chosen).and_then(|row| self.rows.get(*row))
    }

    /// The digit that chooses the chosen row; `None` where none does.
    #[must_use]
    pub fn chosen_number(&self) -> Option<char> {
        NUMBERS.chars().nth(self.chosen).filter(|_| self.numbered)
    }

    /// The rows in sight; `area` is [`Menu::area`].
    pub fn in_sight(&self, area: Area) -> impl Iterator<Item = Seen<'_, T>> {
        let number = |at: usize| self.numbered.then(|| NUMBERS.chars().nth(at).unwrap_or(' '));
        let rows = self.shown.iter().enumerate().skip(self.top).take(self.room(area));
        rows.filter_map(move |(at, row)| {
            self.rows.get(*row).map(|row| Seen { row, number: number(at), chosen: at == self.chosen })
        })
    }

    /// Takes a key: arrows move, letters narrow, the digit of a row chooses it, Enter the chosen one, Escape leaves.
    pub fn key(&mut self, key: Key, window: Area) -> Picked<T> {
        if self.numbered && key.digit().is_some() {
            return self.pick_number(key);
        }
        let page = self.room(self.area(window)).cast_signed();
        match (key.code, key.ctrl) {
            (Code::Down | Code::Tab, _) | (Code::Char('n' | 'j'), true) => self.step(1),
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => self.step(-1),
            (Code::PageDown, _) => self.step(page),
            (Code::PageUp, _) => self.step(-page),
            (Code::Home, _) => self.chosen = 0,
            (Code::End, _) => self.step(isize::MAX),
            _ if self.letters == Letters::Move => return self.moved(key, window),
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

    /// Chooses the row of a digit; a digit that no row has does nothing.
    fn pick_number(&mut self, key: Key) -> Picked<T> {
        let row = NUMBERS.chars().position(|number| key.code == Code::Char(number)).filter(|row| *row < self.shown.len());
        let Some(row) = row else { return Picked::Open };
        self.chosen = row;
        self.picked()
    }

    /// Takes a key where letters move and choose.
    fn moved(&mut self, key: Key, window: Area) -> Picked<T> {
        let begins = |row: &usize, c: char| self.rows.get(*row).is_some_and(|row| row.text.starts_with(c));
        let row = match key.code {
            Code::Char(c) if !c.is_whitespace() => self.shown.iter().position(|row| begins(row, c)),
            _ => None,
        };
        match (key.code, row) {
            (Code::Enter, _) => return self.picked(),
            (Code::Esc | Code::Char('q'), _) => return Picked::Left,
            (Code::Char('j'), _) => self.step(1),
            (Code::Char('k'), _) => self.step(-1),
            (_, Some(row)) => {
                self.chosen = row;
                return self.picked();
            }
            _ => {}
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
        let above = 1 + self.lead_in(area).len();
        let row = usize::from(y - area.y).checked_sub(above).map(|row| self.top + row);
        match row.filter(|row| *row < self.shown.len() && y + 1 < area.y + area.height) {
            Some(row) => {
                self.chosen = row;
                self.picked()
            }
            None => Picked::Open,
        }
    }

    /// Takes a click on a row in sight, by its number from 0: it chooses the row, and takes it where it was chosen.
    pub fn click_row(&mut self, row: usize, window: Area) -> Picked<T> {
        let row = self.top + row;
        if row >= self.shown.len().min(self.top + self.room(self.area(window))) {
            return Picked::Open;
        }
        let again = self.chosen == row;
        self.chosen = row;
        if again { self.picked() } else { Picked::Open }
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
        self.chosen_row().map_or(Picked::Open, |row| Picked::Row(row.value.clone()))
    }

    fn narrow(&mut self) {
        (self.chosen, self.top) = (0, 0);
        if self.letters == Letters::Fuzzy {
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
        let room = self.room(self.area(window)).max(1);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(room), self.chosen);
    }
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
            let area = menu.area(WINDOW);
            assert_eq!(menu.in_sight(area).filter(|seen| seen.chosen).count(), 1);
            assert!(menu.in_sight(area).count() <= 4);
        }
    }

    #[test]
    fn a_digit_chooses_the_row_that_shows_it_and_never_narrows() {
        for (keys, picked) in [
            ("3", Picked::Row(2)),
            ("Down 1", Picked::Row(0)),
            ("l i n k 2", Picked::Row(1)),
            ("t i t l e 2", Picked::Open),
            ("9 0 Enter", Picked::Row(0)),
        ] {
            let mut menu = menu().numbered();
            let press = |written: &str| menu.key(Key::parse(written).expect("a key"), WINDOW);
            assert_eq!(keys.split(' ').map(press).last(), Some(picked), "{keys}");
        }
        let menu = menu().numbered();
        let numbers: String = menu.in_sight(menu.area(WINDOW)).filter_map(|seen| seen.number).collect();
        assert_eq!(numbers, "1234");
    }

    #[test]
    fn letters_move_and_choose_where_they_do_not_narrow() {
        let window = Area { x: 0, y: 0, width: 40, height: 20 };
        let rows = ["1  World", "2  Science", "a  Add", "   Look around"];
        let row = |(value, name): (usize, &&str)| Row { text: CleanText::line(name), note: CleanText::new(), value };
        for (keys, picked) in [
            ("j j Enter", Picked::Row(2)),
            ("j k Enter", Picked::Row(0)),
            ("2", Picked::Row(1)),
            ("a", Picked::Row(2)),
            ("9", Picked::Open),
            ("x y Space", Picked::Open),
            ("q", Picked::Left),
        ] {
            let mut menu = Menu::new("Welcome".into(), rows.iter().enumerate().map(row).collect()).moved_by_letters();
            let press = |written: &str| menu.key(Key::parse(written).expect("a key"), window);
            assert_eq!(keys.split(' ').map(press).last(), Some(picked), "{keys}");
        }
    }

    #[test]
    fn a_text_above_the_rows_gives_way_where_there_is_no_room_for_both() {
        let menu = menu().led_by("What would you like to read on this evening?".into());
        let high = Area { x: 0, y: 0, width: 40, height: 20 };
        assert_eq!((menu.lead_in(menu.area(high)).len(), menu.in_sight(menu.area(high)).count()), (3, 6));
        assert_eq!((menu.lead_in(menu.area(WINDOW)).len(), menu.in_sight(menu.area(WINDOW)).count()), (0, 4));
        let mut clicked = menu.clone();
        let area = menu.area(high);
        assert_eq!(clicked.click(area.x + 2, area.y + 4, high), Picked::Row(0));
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
