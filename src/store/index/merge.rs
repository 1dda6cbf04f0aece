//! Small segments become large ones, so that a search looks into few. A segment is merged with others of its size, so each
//! article is written again only as often as the library grows eightfold.
//!
//! A merge goes in steps, each of them a transaction of its own: whoever waits to write waits for one step. The new segment
//! lists its articles from the first step on, so that what becomes stale meanwhile is noted there too, and is searched after
//! the last one; those that it is made of are searched until then. All that a step must know lies in the library: a merge
//! that was interrupted is gone on with by the next one who indexes, whichever program that is.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::segment::{self, Cursor, List, OVER, Places, Segment, UNFINISHED, Writer};

/// How many segments of a size are merged.
pub(super) const FEW: usize = 8;
/// How many articles a merged segment has at the most.
const MOST: u32 = 1 << 16;
/// How much is written in one step, in bytes, and how many rows of each table are deleted in one. Tests have small merges,
/// and want many steps of them.
const STEP: usize = if cfg!(test) { 1 << 9 } else { 1 << 20 };
const ROWS: usize = 250;
/// What a merge makes of the number of an article that is no longer there.
const GONE: u32 = u32::MAX;

/// Whether there is anything to merge, or to delete after that.
pub(super) fn is_due(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let begun = connection.prepare_cached("SELECT 1 FROM segment WHERE state > 0")?.exists([])?;
    Ok(begun || choose(segment::all(connection)?).is_some())
}

/// Does one step of what there is to merge. Returns whether there was one.
pub(super) fn step(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let over = "SELECT id FROM segment WHERE state = ? LIMIT 1";
    if let Some(segment) = connection.prepare_cached(over)?.query_row([OVER], |row| row.get(0)).optional()? {
        segment::delete_some(connection, segment, ROWS)?;
        return Ok(true);
    }
    if let Some(merge) = Merge::under_way(connection)? {
        merge.go_on()?;
        return Ok(true);
    }
    match choose(segment::all(connection)?) {
        Some(chosen) => begin(connection, &chosen).map(|()| true),
        None => Ok(false),
    }
}

/// The segments that are to be one.
fn choose(mut segments: Vec<Segment>) -> Option<Vec<Segment>> {
    if let Some(half_gone) = segments.iter().find(|segment| segment.stale * 2 > segment.articles) {
        return Some(vec![*half_gone]);
    }
    segments.sort_unstable_by_key(|segment| segment.articles);
    let of_a_size = segments.chunk_by(|one, other| size(*one) == size(*other));
    of_a_size.filter(|segments| segments.len() >= FEW).find_map(|segments| {
        let mut sum = 0;
        let fit = |segment: &&Segment| {
            sum += segment.articles;
            sum <= MOST
        };
        let chosen: Vec<Segment> = segments.iter().take_while(fit).copied().collect();
        Some(chosen).filter(|chosen| chosen.len() > 1)
    })
}

/// The size of a segment: the powers of eight that it has reached.
fn size(segment: Segment) -> u32 {
    segment.articles.max(1).ilog2() / 3
}

/// The articles of a segment that are still there, the newest first: each with its number there.
fn live(connection: &Connection, segment: Segment) -> Result<Vec<(i64, u32)>, rusqlite::Error> {
    let mut query = connection.prepare_cached("SELECT place FROM stale WHERE segment = ?")?;
    let stale: HashSet<i64> = query.query_map([segment.id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut places = Places::new(connection, segment);
    let mut live = Vec::new();
    for article in 0..segment.articles {
        let place = places.of(article)?;
        if !stale.contains(&place) {
            live.push((place, article));
        }
    }
    Ok(live)
}

/// Begins the segment that is to take the place of these.
fn begin(connection: &Connection, segments: &[Segment]) -> Result<(), rusqlite::Error> {
    let mut places = Vec::new();
    for segment in segments {
        places.extend(live(connection, *segment)?.into_iter().map(|(place, _)| place));
    }
    places.sort_unstable_by(|one, other| other.cmp(one));
    places.dedup();
    let (state, target) =
        if places.is_empty() { (OVER, None) } else { (segment::WHOLE, Some(Writer::new(connection, &places)?.segment())) };
    let mut note = connection.prepare_cached("UPDATE segment SET state = ?2, target = ?3 WHERE id = ?1")?;
    segments.iter().try_for_each(|segment| note.execute(params![segment.id, state, target]).map(drop))
}

/// A merge that was begun.
struct Merge<'a> {
    connection: &'a Connection,
    target: Segment,
    sources: Vec<Segment>,
    /// The last word that was written, and how many bytes of lists were.
    word: Vec<u8>,
    written: u64,
}

impl<'a> Merge<'a> {
    fn under_way(connection: &'a Connection) -> Result<Option<Self>, rusqlite::Error> {
        let unfinished = segment::chosen(connection, &format!("state = {UNFINISHED}"))?;
        let Some(target) = unfinished.into_iter().next() else { return Ok(None) };
        let sources = segment::chosen(connection, &format!("state = 0 AND target = {}", target.id))?;
        let sql = "SELECT word, written FROM segment WHERE id = ?";
        let (word, written) = connection.prepare_cached(sql)?.query_row([target.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Some(Self { connection, target, sources, word, written }))
    }

    /// The number that each article of a source has in the target.
    fn numbers(&self, places: &[i64], source: Segment) -> Result<Vec<u32>, rusqlite::Error> {
        let mut numbers = vec![GONE; usize::try_from(source.articles).unwrap_or_default()];
        let mut rest = (0..).zip(places).peekable();
        for (place, article) in live(self.connection, source)? {
            while rest.next_if(|(_, other)| **other > place).is_some() {}
            let own = numbers.get_mut(usize::try_from(article).unwrap_or(usize::MAX));
            if let (Some(own), Some((number, _))) = (own, rest.peek().filter(|(_, other)| **other == place)) {
                *own = *number;
            }
        }
        Ok(numbers)
    }

    /// Writes the words that come next as those of one segment.
    fn go_on(self) -> Result<(), rusqlite::Error> {
        let mut places = Vec::new();
        let mut own = Places::new(self.connection, self.target);
        for article in 0..self.target.articles {
            places.push(own.of(article)?);
        }
        let mut sources = Vec::with_capacity(self.sources.len());
        for source in &self.sources {
            let cursor = Cursor::behind(self.connection, source.id, &self.word)?;
            sources.push(Source { segment: source.id, cursor, numbers: self.numbers(&places, *source)? });
        }
        let mut writer = Writer::resume(self.connection, self.target.id, self.written)?;
        let mut list = Vec::new();
        let mut word = self.word.clone();
        while writer.bytes() < STEP {
            let Some(next) = sources.iter().filter_map(|source| source.cursor.word()).min() else {
                return self.end(writer);
            };
            word.clear();
            word.extend(next);
            list.clear();
            for source in &mut sources {
                source.gather(self.connection, &word, &mut list)?;
            }
            #[expect(clippy::stable_sort_primitive, reason = "each segment's numbers are in order: this sort merges such runs")]
            list.sort();
            list.dedup();
            if !list.is_empty() {
                writer.word(&word, list.iter().copied())?;
            }
        }
        let written = writer.pause()?;
        let sql = "UPDATE segment SET word = ?2, written = ?3 WHERE id = ?1";
        self.connection.prepare_cached(sql)?.execute(params![self.target.id, word, written]).map(drop)
    }

    /// The new segment takes the place of those that it was made of.
    fn end(&self, writer: Writer<'_>) -> Result<(), rusqlite::Error> {
        let target = writer.finish()?;
        let sql = "UPDATE segment SET state = ?2, target = NULL WHERE target = ?1";
        self.connection.prepare_cached(sql)?.execute([target, OVER]).map(drop)
    }
}

/// A segment that is being merged.
struct Source<'a> {
    segment: i64,
    cursor: Cursor<'a>,
    /// The number that each of its articles has in the new segment.
    numbers: Vec<u32>,
}

impl Source<'_> {
    /// Takes the articles that have a word, where that is the next, and goes on to the one after.
    fn gather(&mut self, connection: &Connection, word: &[u8], list: &mut Vec<u32>) -> Result<(), rusqlite::Error> {
        if self.cursor.word() != Some(word) {
            return Ok(());
        }
        if let Some(entry) = self.cursor.entry.take() {
            let mut articles = List::new(connection, self.segment, entry)?;
            while let Some(article) = articles.next()? {
                let number = self.numbers.get(usize::try_from(article).unwrap_or(usize::MAX));
                list.extend(number.filter(|number| **number != GONE));
            }
        }
        self.cursor.step()
    }
}
