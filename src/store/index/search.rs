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
    stream: Stream<'a>,
    /// The first article that was not looked at.
    at: u32,
}

impl<'a> Source<'a> {
    fn open(
        connection: &'a Connection,
        segment: Segment,
        (wanted, range): (&Wanted, &Range<i64>),
    ) -> Result<Self, rusqlite::Error> {
        let mut places = Places::new(connection, segment);
        let at = if segment.newest < range.end { 0 } else { places.above(range.end - 1)? };
        let stream = Stream::open(connection, segment.id, wanted)?;
        Ok(Self { connection, segment, places, stream, at })
    }

    fn next(&mut self) -> Result<Option<i64>, rusqlite::Error> {
        while let Some(article) = self.stream.seek(self.at)? {
            self.at = article + 1;
            let place = self.places.of(article)?;
            if self.segment.stale == 0 || !self.is_stale(place)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn is_stale(&self, place: i64) -> Result<bool, rusqlite::Error> {
        let sql = "SELECT 1 FROM stale WHERE segment = ? AND place = ?";
        self.connection.prepare_cached(sql)?.exists(params![self.segment.id, place])
    }
}

/// The numbers of the articles of a segment that have what is wanted, from the lowest on.
enum Stream<'a> {
    List { list: List<'a>, next: Option<u32> },
    Set { numbers: Vec<u32>, at: usize },
    All(Vec<Stream<'a>>),
    Any(Vec<Stream<'a>>),
    Without(Box<(Stream<'a>, Stream<'a>)>),
}

impl<'a> Stream<'a> {
    fn open(connection: &'a Connection, segment: i64, wanted: &Wanted) -> Result<Self, rusqlite::Error> {
        let nothing = Self::Set { numbers: Vec::new(), at: 0 };
        let open = |wanted: &Wanted| Self::open(connection, segment, wanted);
        Ok(match wanted {
            Wanted::Word(word) => match segment::find(connection, segment, word.as_bytes())? {
                Some(entry) => {
                    let mut list = List::new(connection, segment, entry)?;
                    let next = list.next()?;
                    Self::List { list, next }
                }
                None => nothing,
            },
            Wanted::Beginning(beginning) => Self::beginning(connection, segment, beginning)?,
            Wanted::All(all) => {
                let mut streams = Vec::with_capacity(all.len());
                for wanted in all {
                    let mut stream = open(wanted)?;
                    // Where one has nothing, the others need not be looked up.
                    if stream.seek(0)?.is_none() {
                        return Ok(nothing);
                    }
                    streams.push(stream);
                }
                Self::All(streams)
            }
            Wanted::Any(any) => Self::Any(any.iter().map(open).collect::<Result<_, _>>()?),
            Wanted::Without(both) => Self::Without(Box::new((open(&both.0)?, open(&both.1)?))),
        })
    }

    fn beginning(connection: &'a Connection, segment: i64, beginning: &str) -> Result<Self, rusqlite::Error> {
        let mut entries = Vec::new();
        segment::beginning(connection, segment, beginning.as_bytes(), |_, entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })?;
        let mut numbers = Vec::new();
        for entry in entries {
            let mut list = List::new(connection, segment, entry)?;
            while let Some(number) = list.next()? {
                numbers.push(number);
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok(Self::Set { numbers, at: 0 })
    }

    /// The first number from `from` on. What is asked for never falls.
    fn seek(&mut self, from: u32) -> Result<Option<u32>, rusqlite::Error> {
        match self {
            Self::List { list, next } => {
                while next.is_some_and(|number| number < from) {
                    *next = list.next()?;
                }
                Ok(*next)
            }
            Self::Set { numbers, at } => {
                *at += numbers.get(*at..).unwrap_or_default().partition_point(|number| *number < from);
                Ok(numbers.get(*at).copied())
            }
            Self::All(streams) => seek_all(streams, from),
            Self::Any(streams) => {
                let mut first: Option<u32> = None;
                for stream in streams {
                    let Some(number) = stream.seek(from)? else { continue };
                    // No other has a lower one.
                    if number == from {
                        return Ok(Some(from));
                    }
                    first = Some(first.map_or(number, |first| first.min(number)));
                }
                Ok(first)
            }
            Self::Without(both) => {
                let (stream, denied) = &mut **both;
                let mut from = from;
                loop {
                    let Some(number) = stream.seek(from)? else { return Ok(None) };
                    if denied.seek(number)? != Some(number) {
                        return Ok(Some(number));
                    }
                    from = number + 1;
                }
            }
        }
    }
}

fn seek_all(streams: &mut [Stream<'_>], mut from: u32) -> Result<Option<u32>, rusqlite::Error> {
    'again: loop {
        for stream in streams.iter_mut() {
            match stream.seek(from)? {
                None => return Ok(None),
                Some(number) if number > from => {
                    from = number;
                    continue 'again;
                }
                Some(_) => {}
            }
        }
        return Ok(Some(from));
    }
}
