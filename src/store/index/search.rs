//! What the index has of words: the places of articles, the newest first, as many as somebody takes.

use std::{
    collections::BinaryHeap,
    iter::Peekable,
    ops::{ControlFlow, Range},
    vec,
};

use rusqlite::{Connection, params};

use super::segment::{self, List, Places, Segment};

/// What an article must have.
#[derive(Clone, Debug)]
pub(in crate::store) enum Wanted {
    /// This word.
    Word(String),
    /// A word that begins so.
    Beginning(String),
    /// All of these.
    All(Vec<Wanted>),
    /// One of these at least.
    Any(Vec<Wanted>),
    /// The first, but not the second.
    Without(Box<(Wanted, Wanted)>),
}

/// The places of the articles that have what is wanted. A segment is opened when nothing newer is left elsewhere.
pub(in crate::store) struct Hits<'a> {
    connection: &'a Connection,
    wanted: &'a Wanted,
    /// Between which places.
    range: Range<i64>,
    closed: Peekable<vec::IntoIter<Segment>>,
    open: Vec<Source<'a>>,
    /// The next place of each open segment that has one.
    next: BinaryHeap<(i64, usize)>,
}

impl<'a> Hits<'a> {
    pub(in crate::store) fn new(
        connection: &'a Connection,
        wanted: &'a Wanted,
        range: Range<i64>,
    ) -> Result<Self, rusqlite::Error> {
        let mut segments = segment::all(connection)?;
        segments.retain(|segment| segment.oldest < range.end && segment.newest >= range.start);
        let closed = segments.into_iter().peekable();
        Ok(Self { connection, wanted, range, closed, open: Vec::new(), next: BinaryHeap::new() })
    }

    /// The next places, at most `most`; fewer when these are the last.
    pub(in crate::store) fn take(&mut self, most: usize) -> Result<Vec<i64>, rusqlite::Error> {
        let mut places = Vec::new();
        while places.len() < most {
            let newest = self.next.peek().map(|(place, _)| *place);
            if let Some(segment) = self.closed.next_if(|segment| newest.is_none_or(|place| place < segment.newest)) {
                self.open.push(Source::open(self.connection, segment, (self.wanted, &self.range))?);
                self.advance(self.open.len() - 1)?;
                continue;
            }
            let Some((place, source)) = self.next.pop() else { break };
            places.push(place);
            self.advance(source)?;
        }
        Ok(places)
    }

    fn advance(&mut self, source: usize) -> Result<(), rusqlite::Error> {
        let Some(open) = self.open.get_mut(source) else { return Ok(()) };
        if let Some(place) = open.next()?.filter(|place| *place >= self.range.start) {
            self.next.push((place, source));
        }
        Ok(())
    }
}

/// A segment that is being searched.
struct Source<'a> {
    connection: &'a Connection,
    segment: Segment,
    places: Places<'a>,
    stream: Option<Stream<'a>>,
    /// The numbers of articles that have what is wanted, of the window that was looked through last.
    found: Bits,
    /// Where that window begins, and the next one.
    window: u32,
    next: u32,
}

impl<'a> Source<'a> {
    fn open(
        connection: &'a Connection,
        segment: Segment,
        (wanted, range): (&Wanted, &Range<i64>),
    ) -> Result<Self, rusqlite::Error> {
        let mut places = Places::new(connection, segment);
        let first = if segment.newest < range.end { 0 } else { places.above(range.end - 1)? };
        let stream = Stream::open(connection, segment, wanted)?;
        let next = first / u64::BITS * u64::BITS;
        let mut source = Self { connection, segment, places, stream, found: NONE, window: next, next };
        source.look_on()?;
        // What is newer than the range lies before its first number.
        source.found[0] &= u64::MAX << (first % u64::BITS);
        Ok(source)
    }

    fn next(&mut self) -> Result<Option<i64>, rusqlite::Error> {
        loop {
            while let Some(article) = self.take() {
                let place = self.places.of(article)?;
                if self.segment.stale == 0 || !self.is_stale(place)? {
                    return Ok(Some(place));
                }
            }
            if !self.look_on()? {
                return Ok(None);
            }
        }
    }

    /// Takes the lowest number out of those that were found.
    fn take(&mut self) -> Option<u32> {
        let (at, bits) = (0..).zip(&mut self.found).find(|(_, bits)| **bits != 0)?;
        let bit = bits.trailing_zeros();
        *bits &= *bits - 1;
        Some(self.window + at * u64::BITS + bit)
    }

    /// Looks the next window through. Returns whether there is one.
    fn look_on(&mut self) -> Result<bool, rusqlite::Error> {
        let Some(stream) = self.stream.as_mut().filter(|_| self.next < self.segment.articles) else { return Ok(false) };
        (self.window, self.next) = (self.next, self.next.saturating_add(WINDOW));
        self.found = NONE;
        stream.look(self.window, &mut self.found)?;
        Ok(true)
    }

    fn is_stale(&self, place: i64) -> Result<bool, rusqlite::Error> {
        let sql = "SELECT 1 FROM stale WHERE segment = ? AND place = ?";
        self.connection.prepare_cached(sql)?.exists(params![self.segment.id, place])
    }
}

/// How many numbers are looked through at a time.
const WINDOW: u32 = 4_096;

/// The numbers of a window, a bit for each.
type Bits = [u64; (WINDOW / u64::BITS) as usize];

const NONE: Bits = [0; (WINDOW / u64::BITS) as usize];

/// The numbers of the articles of a segment that have what is wanted, from the lowest on.
enum Stream<'a> {
    /// A list, and what was read of it but lies behind the window.
    List(List<'a>, Option<u32>),
    /// All numbers of the segment, a bit for each.
    Set(Vec<u64>),
    All(Vec<Stream<'a>>),
    Any(Vec<Stream<'a>>),
    Without(Box<(Stream<'a>, Stream<'a>)>),
}

impl<'a> Stream<'a> {
    /// What a segment has of what is wanted; `None` where it has nothing.
    fn open(connection: &'a Connection, segment: Segment, wanted: &Wanted) -> Result<Option<Self>, rusqlite::Error> {
        let open = |wanted: &Wanted| Self::open(connection, segment, wanted);
        Ok(match wanted {
            Wanted::Word(word) => {
                let entry = segment::find(connection, segment.id, word.as_bytes())?;
                let list = entry.map(|entry| List::new(connection, segment.id, entry)).transpose()?;
                list.map(|list| Self::List(list, None))
            }
            Wanted::Beginning(beginning) => Self::beginning(connection, segment, beginning)?,
            // Where one has nothing, the others need not be looked up.
            Wanted::All(all) => all.iter().map(open).collect::<Result<Option<_>, _>>()?.map(Self::All),
            Wanted::Any(any) => {
                let streams: Vec<_> = any.iter().filter_map(|wanted| open(wanted).transpose()).collect::<Result<_, _>>()?;
                (!streams.is_empty()).then_some(Self::Any(streams))
            }
            Wanted::Without(both) => match (open(&both.0)?, open(&both.1)?) {
                (Some(stream), Some(denied)) => Some(Self::Without(Box::new((stream, denied)))),
                (stream, _) => stream,
            },
        })
    }

    fn beginning(connection: &'a Connection, segment: Segment, beginning: &str) -> Result<Option<Self>, rusqlite::Error> {
        let mut entries = Vec::new();
        segment::beginning(connection, segment.id, beginning.as_bytes(), |_, entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })?;
        let mut numbers = vec![0; segment.articles.div_ceil(u64::BITS) as usize];
        for entry in entries {
            let mut list = List::new(connection, segment.id, entry)?;
            while let Some(number) = list.next()? {
                set(&mut numbers, number);
            }
        }
        Ok(numbers.iter().any(|bits| *bits != 0).then_some(Self::Set(numbers)))
    }

    /// Adds its numbers of the window that begins at `window`, a multiple of 64. The windows that are asked for never fall.
    fn look(&mut self, window: u32, found: &mut Bits) -> Result<(), rusqlite::Error> {
        match self {
            Self::List(list, ahead) => {
                while let Some(number) = ahead.take().map_or_else(|| list.next(), |number| Ok(Some(number)))? {
                    if number >= window.saturating_add(WINDOW) {
                        *ahead = Some(number);
                        break;
                    }
                    if let Some(number) = number.checked_sub(window) {
                        set(found, number);
                    }
                }
            }
            Self::Set(numbers) => {
                let all = numbers.get((window / u64::BITS) as usize..).unwrap_or_default();
                found.iter_mut().zip(all).for_each(|(found, bits)| *found |= bits);
            }
            Self::All(streams) => {
                let mut all = [u64::MAX; NONE.len()];
                for stream in streams {
                    if all == NONE {
                        break;
                    }
                    let mut one = NONE;
                    stream.look(window, &mut one)?;
                    all.iter_mut().zip(one).for_each(|(all, one)| *all &= one);
                }
                found.iter_mut().zip(all).for_each(|(found, all)| *found |= all);
            }
            Self::Any(streams) => streams.iter_mut().try_for_each(|stream| stream.look(window, found))?,
            Self::Without(both) => {
                let (stream, denied) = &mut **both;
                let (mut one, mut other) = (NONE, NONE);
                stream.look(window, &mut one)?;
                if one != NONE {
                    denied.look(window, &mut other)?;
                }
                for ((found, one), other) in found.iter_mut().zip(one).zip(other) {
                    *found |= one & !other;
                }
            }
        }
        Ok(())
    }
}

/// Sets the bit of a number, where there is one: a damaged list may say any number.
fn set(bits: &mut [u64], number: u32) {
    if let Some(bits) = bits.get_mut((number / u64::BITS) as usize) {
        *bits |= 1 << (number % u64::BITS);
    }
}
