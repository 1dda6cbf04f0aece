//! A model of a terminal's cells that knows scaled text (OSC 66) and doubled rows (DECDHL), with the rules of kitty's
//! parser as measured on 0.41.1, the one that forgets to forget included: cells of an erased block keep their row number
//! within it, and push the next block aside.

use std::rc::Rc;

use newsprint::text;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows; empty for a blank or covered one.
    pub text: String,
    /// The block that it is part of.
    pub block: Option<Part>,
    /// The colours and attributes that it was written in.
    style: Rc<str>,
    /// Whether it was on a lower row of a block that is gone.
    stale: bool,
}

/// A cell's place in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    column: usize,
    row: usize,
    width: usize,
    height: usize,
    /// The protocol's words: scale, width, fraction.
    shape: Rc<str>,
}

/// The size of a row's characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Row {
    /// One cell each.
    #[default]
    Plain,
    /// The upper halves of doubled ones.
    Upper,
    /// The lower halves.
    Lower,
}

/// A terminal.
#[derive(Clone, Debug)]
pub struct Grid {
    columns: usize,
    cells: Vec<Vec<Cell>>,
    rows: Vec<Row>,
    x: usize,
    y: usize,
    style: Vec<String>,
    /// What must never happen: text pushed aside, a block that does not fit, a wide character on a doubled row.
    pub faults: Vec<String>,
}

impl Grid {
    /// An empty terminal.
    pub fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self {
            columns,
            cells: vec![vec![Cell::default(); columns]; rows],
            rows: vec![Row::Plain; rows],
            x: 0,
            y: 0,
            style: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Makes the terminal larger or smaller, and leaves what fits where it is.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.columns = usize::from(columns);
        self.cells.resize(usize::from(rows), Vec::new());
        self.cells.iter_mut().for_each(|row| row.resize(usize::from(columns), Cell::default()));
        self.rows.resize(usize::from(rows), Row::Plain);
        (self.x, self.y) = (0, 0);
    }

    /// Where two terminals show something else, as `row:column one | other`.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut all: Vec<String> = (0..self.rows.len())
            .filter(|y| self.rows.get(*y) != other.rows.get(*y))
            .map(|y| format!("row {y}: {:?} | {:?}", self.rows.get(y), other.rows.get(y)))
            .collect();
        for (y, (ours, theirs)) in self.cells.iter().zip(&other.cells).enumerate() {
            let pair = |x: usize| Some((ours.get(x)?, theirs.get(x)?)).filter(|(a, b)| a != b);
            let differ = |x: usize| pair(x).map(|(a, b)| (seen(a), seen(b))).filter(|(a, b)| a != b);
            // What lies beyond the half of a doubled row can't be seen.
            let columns = if self.rows.get(y) == Some(&Row::Plain) { self.columns } else { self.columns / 2 };
            all.extend((0..columns).filter_map(|x| differ(x).map(|(a, b)| format!("{y}:{x} {a:?} | {b:?}"))));
        }
        all
    }

    /// The text of a row from a column on, blocks by their first cell.
    pub fn text(&self, y: usize, column: usize) -> String {
        let show = |cell: &Cell| match (&cell.block, cell.text.as_str()) {
            (None, "") => " ".to_owned(),
            (_, text) => text.to_owned(),
        };
        self.cells.get(y).map(|row| row.iter().skip(column).map(show).collect()).unwrap_or_default()
    }

    /// How many blocks of scaled text are on the screen.
    pub fn blocks(&self) -> usize {
        let first =
            |cell: &&Cell| cell.block.as_ref().is_some_and(|part| part.column == 0 && part.row == 0 && !part.shape.is_empty());
        self.cells.iter().flatten().filter(first).count()
    }

    /// How many rows are doubled.
    pub fn doubled_rows(&self) -> usize {
        self.rows.iter().filter(|row| **row != Row::Plain).count()
    }

    /// Takes what a program wrote.
    pub fn feed(&mut self, bytes: &[u8]) {
        let all = String::from_utf8(bytes.to_vec()).expect("a program writes UTF-8");
        let mut rest = all.as_str();
        while !rest.is_empty() {
            let plain = rest.find('\x1b').unwrap_or(rest.len());
            let (printed, after) = rest.split_at(plain);
            for (grapheme, width) in text::graphemes(printed) {
                self.print(grapheme, width);
            }
            rest = self.sequence(after);
        }
    }

    /// Acts on the sequence that `text` begins with, and returns what follows it.
    fn sequence<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(body) = text.strip_prefix("\x1b[") {
            let end = body.find(|c: char| ('@'..='~').contains(&c)).expect("a whole sequence");
            let (parameters, rest) = body.split_at(end);
            self.control(parameters, rest.chars().next().unwrap_or_default());
            return rest.split_at(1).1;
        }
        if let Some(body) = text.strip_prefix("\x1b]") {
            let (command, rest) = body.split_once("\x1b\\").expect("a whole command");
            if let Some((shape, payload)) = command.strip_prefix("66;").and_then(|command| command.split_once(';')) {
                self.scaled(shape, payload);
            }
            return rest;
        }
        if let Some(body) = text.strip_prefix("\x1b#") {
            let (size, rest) = body.split_at(1);
            self.set_row(size);
            return rest;
        }
        assert!(text.is_empty(), "unknown sequence {:?}", text.chars().take(20).collect::<String>());
        text
    }

    fn control(&mut self, parameters: &str, end: char) {
        let number = |index: usize| parameters.split(';').nth(index).and_then(|text| text.parse::<usize>().ok());
        let count = number(0).unwrap_or(1);
        match end {
            'H' => {
                self.y = (count - 1).min(self.cells.len() - 1);
                self.x = (number(1).unwrap_or(1) - 1).min(self.width() - 1);
            }
            'A' => self.y = self.y.saturating_sub(count),
            'B' => self.y = (self.y + count).min(self.cells.len() - 1),
            'X' => self.erase(self.y, self.x, self.x + count),
            'K' if parameters == "2" => self.erase(self.y, 0, self.columns),
            'K' => self.erase(self.y, self.x, self.columns),
            'J' => {
                // Rows keep their size: not every terminal resets it.
                let (first, column) = if parameters == "2" { (0, 0) } else { (self.y, self.x) };
                (first..self.cells.len()).for_each(|y| self.erase(y, if y == first { column } else { 0 }, self.columns));
            }
            'm' => self.set_style(parameters),
            _ => {}
        }
    }

    fn set_style(&mut self, parameters: &str) {
        for (group, one) in groups(parameters) {
            self.style.retain(|set| !set.starts_with(&format!("{group}=")));
            if group == "all" {
                self.style.clear();
            } else if !one.is_empty() {
                self.style.push(format!("{group}={one}"));
                self.style.sort();
            }
        }
    }

    /// Columns of the cursor's row.
    fn width(&self) -> usize {
        if self.rows[self.y] == Row::Plain { self.columns } else { self.columns / 2 }
    }

    fn set_row(&mut self, size: &str) {
        self.rows[self.y] = match size {
            "3" => Row::Upper,
            "4" => Row::Lower,
            _ => Row::Plain,
        };
        let wide = |cell: &Cell| cell.block.as_ref().is_some_and(|part| part.width > 1);
        if self.rows[self.y] != Row::Plain && self.cells[self.y].iter().any(wide) {
            self.faults.push(format!("row {} doubled with a wide character on it", self.y));
        }
    }

    fn print(&mut self, grapheme: &str, width: usize) {
        if width == 0 {
            return;
        }
        let covered = |cell: &Cell| cell.block.as_ref().is_some_and(|part| part.row > 0);
        if self.cells[self.y].iter().skip(self.x).take(width).any(covered) {
            self.faults.push(format!("{grapheme:?} pushed aside at {}:{}", self.y, self.x));
        }
        if self.x + width > self.width() {
            self.faults.push(format!("{grapheme:?} beyond the edge of row {}", self.y));
            return;
        }
        if width > 1 && self.rows[self.y] != Row::Plain {
            self.faults.push(format!("wide {grapheme:?} on doubled row {}", self.y));
        }
        self.place(grapheme, width, 1, if width > 1 { "" } else { "plain" });
    }

    fn scaled(&mut self, shape: &str, payload: &str) {
        let value = |name: &str| shape.split(':').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
        let scale: usize = value("s").unwrap_or(1);
        match value("w").unwrap_or(0) {
            0 => text::graphemes(payload).for_each(|(grapheme, width)| self.block(grapheme, width * scale, scale, shape)),
            columns => self.block(payload, columns * scale, scale, shape),
        }
    }

    fn block(&mut self, text: &str, width: usize, height: usize, shape: &str) {
        if self.x + width > self.columns || self.y + height > self.cells.len() {
            self.faults.push(format!("block {text:?} does not fit at {}:{}", self.y, self.x));
            return;
        }
        let pushes = |cell: &Cell| cell.stale || cell.block.as_ref().is_some_and(|part| part.row > 0);
        if self.cells[self.y].iter().skip(self.x).take(width).any(pushes) {
            self.faults.push(format!("block {text:?} pushed aside at {}:{}", self.y, self.x));
        }
        self.place(text, width, height, shape);
    }

    /// Writes a text over `width` by `height` cells at the cursor, and moves the cursor behind it. A shape of "plain" is a
    /// cell of its own.
    fn place(&mut self, text: &str, width: usize, height: usize, shape: &str) {
        let (x, y, style, shape) = (self.x, self.y, Rc::<str>::from(self.style.join(" ")), Rc::<str>::from(shape));
        for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
            self.tear_down(y + row, x + column);
            let part = Part { column, row, width, height, shape: Rc::clone(&shape) };
            let text = if row + column == 0 && text != " " { text } else { "" };
            self.cells[y + row][x + column] = Cell {
                text: text.to_owned(),
                block: Some(part).filter(|_| &*shape != "plain"),
                style: Rc::clone(&style),
                stale: false,
            };
        }
        self.x += width;
    }

    fn erase(&mut self, y: usize, from: usize, to: usize) {
        let shows = |set: &&String| set.starts_with("background");
        let background: Rc<str> = self.style.iter().find(shows).map_or_else(Rc::default, |set| Rc::from(set.as_str()));
        for x in from..to.min(self.columns) {
            self.tear_down(y, x);
            self.cells[y][x] = Cell { style: Rc::clone(&background), ..Cell::default() };
        }
    }

    /// Blanks the whole block that a cell is part of.
    fn tear_down(&mut self, y: usize, x: usize) {
        let Some(part) = self.cells[y][x].block.clone() else { return };
        let (top, left) = (y - part.row, x - part.column);
        for row in 0..part.height {
            for cell in self.cells.get_mut(top + row).into_iter().flatten().skip(left).take(part.width) {
                *cell = Cell { stale: row > 0, style: cell.style.clone(), ..Cell::default() };
            }
        }
    }
}

/// What can be seen of a cell: of a blank one only what shows on blanks.
fn seen(cell: &Cell) -> (&str, Option<&Part>, String) {
    let shows = |set: &&str| {
        !set.is_empty()
            && (cell.block.is_some()
                || !cell.text.is_empty()
                || !set.starts_with("ink") && !set.starts_with("weight") && !set.starts_with("dim") && !set.starts_with("slant"))
    };
    let style: Vec<&str> = cell.style.split(' ').filter(shows).collect();
    (&cell.text, cell.block.as_ref(), style.join(" "))
}

/// The settings in a list of SGR parameters: what each is about, and its value; none where it is switched off.
fn groups(parameters: &str) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut numbers = parameters.split(';').peekable();
    while let Some(number) = numbers.next() {
        let group = match number {
            "" | "0" => "all",
            "1" => "weight",
            "2" => "dim",
            "22" => {
                all.push(("dim", String::new()));
                "weight"
            }
            "3" | "23" => "slant",
            "4" | "24" => "underline",
            "7" | "27" => "reverse",
            "9" | "29" => "strike",
            "38" | "39" => "ink",
            "48" | "49" => "background",
            "58" | "59" => "line",
            other if other.len() == 2 && other.starts_with(['3', '9']) => "ink",
            _ => "background",
        };
        let value = match number {
            "38" | "48" | "58" => {
                let count = if numbers.peek() == Some(&"5") { 2 } else { 4 };
                numbers.by_ref().take(count).collect::<Vec<_>>().join(",")
            }
            "22" | "23" | "24" | "27" | "29" | "39" | "49" | "59" => String::new(),
            other => other.to_owned(),
        };
        all.push((group, value));
    }
    all
}

/// What kitty 0.41.1 does, cell by cell, so that the model can be trusted.
mod tests {
    use super::Grid;

    fn after(written: &str) -> Grid {
        let mut grid = Grid::new(20, 6);
        grid.feed(written.as_bytes());
        grid
    }

    #[test]
    fn text_over_the_first_row_of_a_block_takes_the_whole_block_away() {
        let grid = after("\x1b[1;1H\x1b]66;s=2:w=3;abc\x1b\\\x1b[1;3Hxy");
        assert_eq!((grid.text(0, 0).trim_end(), grid.blocks()), ("  xy", 0));
    }

    #[test]
    fn an_erased_block_pushes_the_next_one_aside_unless_its_rows_are_wiped() {
        let erased = "\x1b[1;1H\x1b]66;s=2:w=3;abc\x1b\\\x1b[1;1Hx\x1b[2;1H";
        assert_eq!(after(&format!("{erased}\x1b]66;s=2:w=3;def\x1b\\")).faults.len(), 1);
        assert_eq!(after(&format!("{erased}hello")).faults.len(), 0);
        let wiped = after(&format!("{erased}\x1b[6X\x1b[B\x1b[6X\x1b[A\x1b]66;s=2:w=3;def\x1b\\"));
        assert_eq!((wiped.faults.len(), wiped.blocks()), (0, 1));
    }

    #[test]
    fn text_on_the_second_row_of_a_block_is_pushed_aside() {
        assert_eq!(after("\x1b[1;1H\x1b]66;s=2:w=3;abc\x1b\\\x1b[2;1Hhello").faults.len(), 1);
    }

    #[test]
    fn a_block_that_does_not_fit_is_a_fault() {
        assert_eq!(after("\x1b[6;1H\x1b]66;s=2:w=3;abc\x1b\\").faults.len(), 1);
        assert_eq!(after("\x1b[1;16H\x1b]66;s=2:w=3;abc\x1b\\").faults.len(), 1);
    }

    #[test]
    fn colours_are_seen_where_they_show() {
        let differ = |one: &str, other: &str| !after(one).differences(&after(other)).is_empty();
        assert!(differ("\x1b[38;5;1ma", "\x1b[38;5;2ma"));
        assert!(!differ("\x1b[38;5;1m ", "\x1b[38;5;2m "));
        assert!(differ("\x1b[48;2;1;2;3m ", " "));
        assert!(!differ("\x1b[1;31mx\x1b[0;39m", "\x1b[31;1mx"));
    }
}
