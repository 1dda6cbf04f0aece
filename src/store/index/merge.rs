//! Small segments become large ones, so that a search looks into few. A segment is merged with others of its size, so each
//! article is written again only as often as the library grows eightfold.

use std::collections::HashSet;

use rusqlite::Connection;

use super::segment::{self, Cursor, List, Places, Segment, Writer};

/// How many segments of a size are merged.
pub(super) const FEW: usize = 8;
/// How many articles a merged segment has at the most, so that nobody waits long for it.
const MOST: u32 = 1 << 16;
/// What a merge makes of the number of an article that is no longer there.
const GONE: u32 = u32::MAX;

/// Merges what there is to merge.
pub(super) fn all(connection: &Connection) -> Result<(), rusqlite::Error> {
    while let Some(chosen) = choose(segment::all(connection)?) {
        merge(connection, &chosen)?;
    }
    Ok(())
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

/// The articles of a segment, the newest first: each with its number there, where it is still there.
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

fn merge(connection: &Connection, segments: &[Segment]) -> Result<(), rusqlite::Error> {
    let mut articles = Vec::new();
    let mut numbers: Vec<Vec<u32>> = Vec::new();
    for (source, segment) in segments.iter().enumerate() {
        articles.extend(live(connection, *segment)?.into_iter().map(|(place, article)| (place, source, article)));
        numbers.push(vec![GONE; usize::try_from(segment.articles).unwrap_or_default()]);
    }
    articles.sort_unstable_by(|one, other| other.cmp(one));
    for (number, (_, source, article)) in (0..).zip(&articles) {
        let own = numbers.get_mut(*source).and_then(|own| own.get_mut(usize::try_from(*article).unwrap_or(usize::MAX)));
        if let Some(own) = own {
            *own = number;
        }
    }
    let places: Vec<i64> = articles.into_iter().map(|(place, ..)| place).collect();
    if !places.is_empty() {
        write(connection, segments, (&numbers, &places))?;
    }
    segments.iter().try_for_each(|segment| segment::delete(connection, segment.id))
}

/// Writes the words of all the segments as those of one.
fn write(connection: &Connection, segments: &[Segment], (numbers, places): (&[Vec<u32>], &[i64])) -> Result<(), rusqlite::Error> {
    let cursors = segments.iter().map(|segment| Cursor::new(connection, segment.id)).collect::<Result<Vec<_>, _>>()?;
    let mut sources: Vec<_> = cursors.into_iter().zip(segments).zip(numbers).collect();
    let mut writer = Writer::new(connection, places)?;
    let (mut word, mut list) = (Vec::new(), Vec::new());
    loop {
        let Some(next) = sources.iter().filter_map(|((cursor, _), _)| cursor.word()).min() else { return writer.finish() };
        word.clear();
        word.extend(next);
        list.clear();
        for ((cursor, segment), numbers) in &mut sources {
            if cursor.word() != Some(&word) {
                continue;
            }
            if let Some(entry) = cursor.entry.take() {
                let mut articles = List::new(connection, segment.id, entry)?;
                while let Some(article) = articles.next()? {
                    list.extend(numbers.get(usize::try_from(article).unwrap_or(usize::MAX)).filter(|number| **number != GONE));
                }
            }
            cursor.step()?;
        }
        #[expect(clippy::stable_sort_primitive, reason = "each segment's numbers are in order: this sort merges such runs")]
        list.sort();
        if !list.is_empty() {
            writer.word(&word, list.iter().copied())?;
        }
    }
}
