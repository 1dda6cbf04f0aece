//! A segment of the index: written once, read in rows.

use std::{ops::ControlFlow, thread};

use rusqlite::{Connection, OptionalExtension, params};

use super::bytes;

/// How many bytes of words or lists are in a row: with what `SQLite` adds, no more than one page.
const ROW: usize = 4_000;
const WORDS_ROW: usize = 3_600;
/// How many places are in a row.
const PLACES: usize = ROW / 8;
/// Lists up to this length, in bytes, stand beside their word.
const BESIDE: usize = 16;
/// The states of a segment: searched, being written, to be deleted.
pub(super) const WHOLE: i64 = 0;
pub(super) const UNFINISHED: i64 = 1;
pub(super) const OVER: i64 = 2;

/// The number of a row.
fn row(segment: i64, number: u64) -> i64 {
    segment << 32 | i64::try_from(number).unwrap_or(i64::MAX) & 0xffff_ffff
}

/// Writes a segment, its words in order.
pub(super) struct Writer<'a> {
    connection: &'a Connection,
    segment: i64,
    /// The row of words that is being filled, its first word and the last one.
    words: Vec<u8>,
    first: Vec<u8>,
    last: Vec<u8>,
    /// The row of lists that is being filled, and how many bytes are in those before it.
    lists: Vec<u8>,
    written: u64,
    /// The list of the word that is being written.
    list: Vec<u8>,
    bytes: usize,
}

impl<'a> Writer<'a> {
    /// Begins a segment of the articles at these places, the newest first. It is searched from when it is [`whole`] on.
    pub(super) fn new(connection: &'a Connection, places: &[i64]) -> Result<Self, rusqlite::Error> {
        let sql = "INSERT INTO segment (articles, newest, oldest, state) VALUES (?, ?, ?, ?)";
        let values = params![places.len(), places.first(), places.last(), UNFINISHED];
        connection.prepare_cached(sql)?.execute(values)?;
        let segment = connection.last_insert_rowid();
        let mut insert = connection.prepare_cached("INSERT INTO segment_place (id, places) VALUES (?, ?)")?;
        for (number, places) in (0..).zip(places.chunks(PLACES)) {
            let places: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
            insert.execute(params![row(segment, number), places])?;
        }
        Ok(Self::at(connection, segment))
    }

    fn at(connection: &'a Connection, segment: i64) -> Self {
        Self {
            connection,
            segment,
            words: Vec::with_capacity(ROW),
            first: Vec::new(),
            last: Vec::new(),
            lists: Vec::with_capacity(ROW),
            written: 0,
            list: Vec::new(),
            bytes: 0,
        }
    }

    /// Goes on with a segment whose lists have so many bytes.
    pub(super) fn resume(connection: &'a Connection, segment: i64, written: u64) -> Result<Self, rusqlite::Error> {
        let (full, rest) = (written / ROW as u64, written % ROW as u64);
        let mut writer = Self { written: full * ROW as u64, ..Self::at(connection, segment) };
        if rest > 0 {
            let mut query = connection.prepare_cached("SELECT numbers FROM segment_list WHERE id = ?")?;
            writer.lists = query.query_row([row(segment, full)], |row| row.get(0))?;
            writer.lists.truncate(usize::try_from(rest).unwrap_or(usize::MAX));
        }
        Ok(writer)
    }

    /// The segment's number.
    pub(super) fn segment(&self) -> i64 {
        self.segment
    }

    /// How many bytes of rows were written since this writer began.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a word, which comes after all before, with the numbers of its articles from the lowest on.
    pub(super) fn word(&mut self, word: &[u8], articles: impl Iterator<Item = u32>) -> Result<(), rusqlite::Error> {
        self.list.clear();
        let (mut next, mut count) = (0, 0);
        for article in articles {
            bytes::put(&mut self.list, u64::from(article.wrapping_sub(next)));
            next = article + 1;
            count += 1;
        }
        if self.words.len() >= WORDS_ROW {
            self.end_words()?;
        }
        if self.words.is_empty() {
            self.first = word.to_vec();
            self.last.clear();
        }
        let same = self.last.iter().zip(word).take_while(|(one, other)| one == other).count();
        let rest = word.get(same..).unwrap_or_default();
        for number in [same, rest.len()] {
            bytes::put(&mut self.words, number as u64);
        }
        self.words.extend(rest);
        bytes::put(&mut self.words, count);
        bytes::put(&mut self.words, self.list.len() as u64);
        if self.list.len() <= BESIDE {
            self.words.extend(&self.list);
        } else {
            bytes::put(&mut self.words, self.written + self.lists.len() as u64);
            self.put_list()?;
        }
        self.last.clear();
        self.last.extend(word);
        Ok(())
    }

    /// Puts the list behind those before, in as many rows as it takes.
    fn put_list(&mut self) -> Result<(), rusqlite::Error> {
        let list = std::mem::take(&mut self.list);
        let mut rest = list.as_slice();
        while !rest.is_empty() {
            let (fits, more) = rest.split_at(rest.len().min(ROW - self.lists.len()));
            self.lists.extend(fits);
            rest = more;
            if self.lists.len() == ROW {
                self.insert_list()?;
                self.written += ROW as u64;
                self.lists.clear();
            }
        }
        self.list = list;
        Ok(())
    }

    fn end_words(&mut self) -> Result<(), rusqlite::Error> {
        thread::yield_now();
        let sql = "INSERT INTO segment_word (segment, first, words) VALUES (?, ?, ?)";
        self.connection.prepare_cached(sql)?.execute(params![self.segment, self.first, self.words])?;
        self.bytes += self.words.len();
        self.words.clear();
        Ok(())
    }

    /// Writes what is not written yet. Returns how many bytes the lists have.
    pub(super) fn pause(mut self) -> Result<u64, rusqlite::Error> {
        if !self.words.is_empty() {
            self.end_words()?;
        }
        if !self.lists.is_empty() {
            self.insert_list()?;
        }
        Ok(self.written + self.lists.len() as u64)
    }

    /// Writes what is not written yet, and lets the segment be searched from now on. Returns its number.
    pub(super) fn finish(self) -> Result<i64, rusqlite::Error> {
        let (connection, segment) = (self.connection, self.segment);
        self.pause()?;
        let sql = "UPDATE segment SET state = ?2, word = x'', written = 0 WHERE id = ?1";
        connection.prepare_cached(sql)?.execute([segment, WHOLE])?;
        Ok(segment)
    }

    /// A row that was not full when the writer paused is written again.
    fn insert_list(&mut self) -> Result<(), rusqlite::Error> {
        let mut insert = self.connection.prepare_cached("INSERT OR REPLACE INTO segment_list (id, numbers) VALUES (?, ?)")?;
        insert.execute(params![row(self.segment, self.written / ROW as u64), self.lists])?;
        self.bytes += self.lists.len();
        Ok(())
    }
}

/// Deletes some rows of a segment, at last the segment. Returns whether it is gone.
pub(super) fn delete_some(connection: &Connection, segment: i64, rows: usize) -> Result<bool, rusqlite::Error> {
    let (first, end) = (row(segment, 0), row(segment + 1, 0));
    let mut deleted = 0;
    for table in ["segment_place", "segment_list"] {
        let sql = format!("DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT ?)");
        deleted += connection.prepare_cached(&sql)?.execute(params![first, end, rows])?;
    }
    let sql = "DELETE FROM segment_word WHERE rowid IN (SELECT rowid FROM segment_word WHERE segment = ? LIMIT ?)";
    deleted += connection.prepare_cached(sql)?.execute(params![segment, rows])?;
    if deleted > 0 {
        return Ok(false);
    }
    connection.prepare_cached("DELETE FROM stale WHERE segment = ?")?.execute([segment])?;
    connection.prepare_cached("DELETE FROM segment WHERE id = ?")?.execute([segment])?;
    Ok(true)
}

/// A segment as it is listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) id: i64,
    pub(super) articles: u32,
    pub(super) newest: i64,
    pub(super) oldest: i64,
    pub(super) stale: u32,
}

/// The segments that are searched, the one with the newest article first.
pub(super) fn all(connection: &Connection) -> Result<Vec<Segment>, rusqlite::Error> {
    chosen(connection, "state = 0")
}

/// The segments of a condition, the one with the newest article first.
pub(super) fn chosen(connection: &Connection, condition: &str) -> Result<Vec<Segment>, rusqlite::Error> {
    let sql = format!("SELECT id, articles, newest, oldest, stale FROM segment WHERE {condition} ORDER BY newest DESC");
    let segment = |row: &rusqlite::Row<'_>| {
        Ok(Segment { id: row.get(0)?, articles: row.get(1)?, newest: row.get(2)?, oldest: row.get(3)?, stale: row.get(4)? })
    };
    connection.prepare_cached(&sql)?.query_map([], segment)?.collect()
}

/// The places of a segment's articles, read as they are asked for.
pub(super) struct Places<'a> {
    connection: &'a Connection,
    segment: Segment,
    /// The row that was read last, and its number.
    read: Option<(u64, Vec<u8>)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(connection: &'a Connection, segment: Segment) -> Self {
        Self { connection, segment, read: None }
    }

    /// The place of the article of this number.
    pub(super) fn of(&mut self, article: u32) -> Result<i64, rusqlite::Error> {
        let (number, at) = (u64::from(article) / PLACES as u64, article as usize % PLACES * 8);
        if self.read.as_ref().is_none_or(|(read, _)| *read != number) {
            let sql = "SELECT places FROM segment_place WHERE id = ?";
            let places = self.connection.prepare_cached(sql)?.query_row([row(self.segment.id, number)], |row| row.get(0))?;
            self.read = Some((number, places));
        }
        let place = self.read.as_ref().and_then(|(_, places)| places.get(at..)?.first_chunk());
        place.map(|place| i64::from_le_bytes(*place)).ok_or(rusqlite::Error::QueryReturnedNoRows)
    }

    /// How many of the articles have a place above this.
    pub(super) fn above(&mut self, place: i64) -> Result<u32, rusqlite::Error> {
        let (mut from, mut to) = (0, self.segment.articles);
        while from < to {
            let middle = from + (to - from) / 2;
            if self.of(middle)? > place { from = middle + 1 } else { to = middle }
        }
        Ok(from)
    }

    /// Whether there is an article at this place.
    pub(super) fn has(&mut self, place: i64) -> Result<bool, rusqlite::Error> {
        if !(self.segment.oldest..=self.segment.newest).contains(&place) {
            return Ok(false);
        }
        let article = self.above(place)?;
        Ok(article < self.segment.articles && self.of(article)? == place)
    }
}

/// A word as a row of words has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// How many articles have it.
    pub(super) count: u64,
    /// The list of these, or where it begins and how long it is, in bytes.
    list: Result<Vec<u8>, (u64, u64)>,
}

/// The words of a row.
pub(super) struct Words {
    bytes: Vec<u8>,
    at: usize,
    /// The word that was read last.
    pub(super) word: Vec<u8>,
}

impl Words {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0, word: Vec::new() }
    }

    /// Reads the next word; `None` where there is none, or the row is damaged.
    pub(super) fn next(&mut self) -> Option<Entry> {
        let Self { bytes, at, word } = self;
        let same = usize::try_from(bytes::take(bytes, at)?).ok()?;
        let length = bytes::take(bytes, at)?;
        let rest = bytes::piece(bytes, at, length)?;
        word.truncate(same);
        word.extend(rest);
        let (count, length) = (bytes::take(bytes, at)?, bytes::take(bytes, at)?);
        let list = if length <= BESIDE as u64 {
            Ok(bytes::piece(bytes, at, length)?.to_vec())
        } else {
            Err((bytes::take(bytes, at)?, length))
        };
        Some(Entry { count, list })
    }
}

/// Looks a word up in a segment.
pub(super) fn find(connection: &Connection, segment: i64, word: &[u8]) -> Result<Option<Entry>, rusqlite::Error> {
    let sql = "SELECT words FROM segment_word WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1";
    let row = connection.prepare_cached(sql)?.query_row(params![segment, word], |row| row.get(0)).optional()?;
    let Some(row) = row else { return Ok(None) };
    let mut words = Words::new(row);
    while let Some(entry) = words.next() {
        if words.word.as_slice() >= word {
            return Ok(Some(entry).filter(|_| words.word == word));
        }
    }
    Ok(None)
}

/// Calls `take` with every word of a segment that begins so, until it has enough.
pub(super) fn beginning(
    connection: &Connection,
    segment: i64,
    beginning: &[u8],
    mut take: impl FnMut(&[u8], Entry) -> ControlFlow<()>,
) -> Result<(), rusqlite::Error> {
    let mut query = connection.prepare_cached(
        "SELECT words FROM segment_word WHERE segment = ?1 AND first >= ifnull((SELECT max(first) FROM segment_word \
         WHERE segment = ?1 AND first <= ?2), ?2) ORDER BY first",
    )?;
    let mut rows = query.query(params![segment, beginning])?;
    while let Some(row) = rows.next()? {
        let mut words = Words::new(row.get(0)?);
        while let Some(entry) = words.next() {
            let goes_on = if words.word.starts_with(beginning) {
                take(&words.word, entry).is_continue()
            } else {
                words.word.as_slice() <= beginning
            };
            if !goes_on {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// All words of a segment, one after another.
pub(super) struct Cursor<'a> {
    connection: &'a Connection,
    segment: i64,
    words: Words,
    first: Vec<u8>,
    /// The word at which it stands, which is that of `words`.
    pub(super) entry: Option<Entry>,
}

impl<'a> Cursor<'a> {
    /// A cursor at the first word after this one.
    pub(super) fn behind(connection: &'a Connection, segment: i64, word: &[u8]) -> Result<Self, rusqlite::Error> {
        let sql = "SELECT first, words FROM segment_word WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1";
        let mut query = connection.prepare_cached(sql)?;
        let row = query.query_row(params![segment, word], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (first, words) = row.unwrap_or_default();
        let mut cursor = Self { connection, segment, words: Words::new(words), first, entry: None };
        cursor.step()?;
        while cursor.word().is_some_and(|at| at <= word) {
            cursor.step()?;
        }
        Ok(cursor)
    }

    /// The word at which it stands; `None` at the end.
    pub(super) fn word(&self) -> Option<&[u8]> {
        self.entry.as_ref().map(|_| self.words.word.as_slice())
    }

    /// Goes on to the next word.
    pub(super) fn step(&mut self) -> Result<(), rusqlite::Error> {
        self.entry = self.words.next();
        if self.entry.is_some() {
            return Ok(());
        }
        let sql = "SELECT first, words FROM segment_word WHERE segment = ? AND first > ? ORDER BY first LIMIT 1";
        let mut query = self.connection.prepare_cached(sql)?;
        let next = query.query_row(params![self.segment, self.first], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((first, words)) = next {
            (self.first, self.words) = (first, Words::new(words));
            self.entry = self.words.next();
        }
        Ok(())
    }
}

/// The numbers of the articles that have a word, from the lowest on.
pub(super) struct List<'a> {
    connection: &'a Connection,
    segment: i64,
    bytes: Vec<u8>,
    at: usize,
    /// The next row, and how many bytes of the list are not read yet.
    row: u64,
    left: u64,
    /// The number after the one that came last.
    next: u32,
}

impl<'a> List<'a> {
    pub(super) fn new(connection: &'a Connection, segment: i64, entry: Entry) -> Result<Self, rusqlite::Error> {
        let mut list = Self { connection, segment, bytes: Vec::new(), at: 0, row: 0, left: 0, next: 0 };
        match entry.list {
            Ok(bytes) => list.bytes = bytes,
            Err((offset, length)) => {
                (list.row, list.left) = (offset / ROW as u64, length);
                list.read(usize::try_from(offset).unwrap_or_default() % ROW)?;
            }
        }
        Ok(list)
    }

    /// Reads the next row from a byte on.
    fn read(&mut self, from: usize) -> Result<(), rusqlite::Error> {
        let mut query = self.connection.prepare_cached("SELECT numbers FROM segment_list WHERE id = ?")?;
        let mut rows = query.query([row(self.segment, self.row)])?;
        let found = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let rest = found.get_ref(0)?.as_blob()?.get(from..).unwrap_or_default();
        let rest = rest.get(..usize::try_from(self.left).unwrap_or(usize::MAX)).unwrap_or(rest);
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend(rest);
        self.row += 1;
        // A row that is cut short ends the list.
        self.left = if rest.is_empty() { 0 } else { self.left - rest.len() as u64 };
        Ok(())
    }

    /// The next number.
    pub(super) fn next(&mut self) -> Result<Option<u32>, rusqlite::Error> {
        let mut at = self.at;
        let gap = match bytes::take(&self.bytes, &mut at) {
            Some(gap) => gap,
            None if self.left > 0 => {
                self.read(0)?;
                return self.next();
            }
            None => return Ok(None),
        };
        self.at = at;
        let Some(number) = u32::try_from(gap).ok().and_then(|gap| self.next.checked_add(gap)) else { return Ok(None) };
        self.next = number.saturating_add(1);
        Ok(Some(number))
    }
}
