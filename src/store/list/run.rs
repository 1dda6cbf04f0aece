//! A run of stories that lie one after another in an index by `ord`.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    model::{FeedId, StoryKey},
    query::Scope,
    text::CleanText,
};

use super::TO_EACH_SIDE;

/// A run of stories, the newest first.
pub(super) struct Run {
    /// Which stories of those that have a place in lists: conditions, each with `AND` behind it.
    filter: String,
    /// What the lowest place is above: `ord > …`.
    above: &'static str,
    /// The value of `?1`, which one of these has.
    value: i64,
    /// How many there are.
    pub(super) total: usize,
    /// How many of them are unread.
    pub(super) unread: usize,
}

/// A feed, as much of it as runs are made of.
struct Source {
    id: FeedId,
    folder: CleanText,
    total: usize,
    unread: usize,
}

/// The runs of a list: one, or one for each feed.
pub(super) fn runs(connection: &Connection, scope: &Scope, by_source: bool) -> Result<Vec<Run>, rusqlite::Error> {
    let sources = sources(connection)?;
    let inside = |source: &&Source| match scope {
        Scope::Folder(folder) => is_inside(&source.folder, folder),
        Scope::Feed(id) => source.id == *id,
        _ => true,
    };
    let chosen: Vec<&Source> = sources.iter().filter(inside).collect();
    let mark = match scope {
        Scope::Unread => "read = 0 AND ",
        Scope::Starred => "starred = 1 AND ",
        Scope::Later => "later = 1 AND ",
        Scope::All | Scope::Folder(_) | Scope::Feed(_) | Scope::Query(_) => "",
    };
    if by_source || matches!(scope, Scope::Feed(_)) {
        return chosen.iter().map(|source| of_feed(connection, mark, source)).collect();
    }
    let counted: (usize, usize) = chosen.iter().fold((0, 0), |sum, source| (sum.0 + source.total, sum.1 + source.unread));
    let feeds = match scope {
        Scope::Folder(_) => in_feeds(&chosen, counted.0, sources.iter().map(|source| source.total).sum()),
        _ => String::new(),
    };
    let run = Run { filter: format!("{mark}{feeds}"), above: "?1", value: 0, total: counted.0, unread: counted.1 };
    Ok(vec![run.counted(connection, mark)?])
}

fn of_feed(connection: &Connection, mark: &str, source: &Source) -> Result<Run, rusqlite::Error> {
    let filter = format!("{mark}feed = ?1 AND ");
    let value = i64::try_from(source.id.0).unwrap_or_default();
    Run { filter, above: "0", value, total: source.total, unread: source.unread }.counted(connection, mark)
}

/// The condition for the feeds of a folder. Sorting all that they have costs as much as there is; passing over what
/// others have on the way through the whole list, the more the less they have: the cheaper of the two is asked for.
fn in_feeds(feeds: &[&Source], total: usize, all: usize) -> String {
    let passed_over = (2 * TO_EACH_SIDE * all).checked_div(total).unwrap_or_default();
    let mut filter = if passed_over < total { "+feed IN (0".to_owned() } else { "feed IN (0".to_owned() };
    for feed in feeds {
        let _ = write!(filter, ",{}", feed.id.0);
    }
    filter + ") AND "
}

/// Whether a folder is `outer` or lies in it.
fn is_inside(folder: &str, outer: &str) -> bool {
    folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every feed, by what it is called.
fn sources(connection: &Connection) -> Result<Vec<Source>, rusqlite::Error> {
    let mut query = connection.prepare_cached(
        "SELECT id, folder, total, unread FROM feed WHERE removed IS NULL \
         ORDER BY lower(coalesce(name, nullif(title, ''), site, address)), id",
    )?;
    let source = |row: &Row<'_>| {
        Ok(Source { id: FeedId(row.get(0)?), folder: crate::store::feed::line(row, 1)?, total: row.get(2)?, unread: row.get(3)? })
    };
    query.query_map([], source)?.collect()
}

/// The place of a story in runs one after another.
pub(super) fn place_of(connection: &Connection, runs: &[Run], key: StoryKey) -> Result<Option<usize>, rusqlite::Error> {
    let Some(ord) = ord(connection, key)? else { return Ok(None) };
    let mut before = 0;
    for run in runs {
        if run.has(connection, key)? {
            return Ok(Some(before + run.newer(connection, ord)?));
        }
        before += run.total;
    }
    Ok(None)
}

/// The next unread story after `from` towards older ones, or before it, round the end of the runs.
pub(super) fn next_unread(
    connection: &Connection,
    runs: &[Run],
    from: StoryKey,
    older: bool,
) -> Result<Option<StoryKey>, rusqlite::Error> {
    let mut start = None;
    for (place, run) in runs.iter().enumerate() {
        if start.is_none() && run.has(connection, from)? {
            start = Some((place, ord(connection, from)?));
        }
    }
    let (start, ord) = start.unwrap_or_default();
    // Once round, and the first run again from its other end.
    for step in 0..=runs.len() {
        let place = if older { start + step } else { start + 2 * runs.len() - step } % runs.len().max(1);
        let Some(run) = runs.get(place) else { break };
        if let Some(key) = run.next_unread(connection, ord.filter(|_| step == 0), older)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// `count` stories after the first `skip` of runs one after another.
pub(super) fn window(
    connection: &Connection,
    runs: &[Run],
    mut skip: usize,
    count: usize,
) -> Result<Vec<StoryKey>, rusqlite::Error> {
    let mut keys = Vec::with_capacity(count);
    for run in runs {
        if keys.len() < count && skip < run.total {
            keys.extend(run.window(connection, skip, count - keys.len())?);
        }
        skip = skip.saturating_sub(run.total);
    }
    Ok(keys)
}

/// Where a story stands, if it stands in lists at all.
fn ord(connection: &Connection, key: StoryKey) -> Result<Option<i64>, rusqlite::Error> {
    connection
        .prepare_cached("SELECT ord FROM status WHERE id = ? AND ord IS NOT NULL")?
        .query_row([key.0], |row| row.get(0))
        .optional()
}

impl Run {
    /// The condition for all of its stories.
    fn all(&self) -> String {
        format!("{}ord > {}", self.filter, self.above)
    }

    /// The condition for those above or below the place in `?2`. Of two lower bounds `SQLite` looks up only one, and reads
    /// from there on.
    fn beyond(&self, side: &str) -> String {
        if side == ">" { format!("{}ord > max({}, ?2)", self.filter, self.above) } else { format!("{} AND ord < ?2", self.all()) }
    }

    /// The run with what it has of stories with a mark. The feeds count only their stories and the unread ones.
    fn counted(self, connection: &Connection, mark: &str) -> Result<Self, rusqlite::Error> {
        match mark {
            "" => Ok(self),
            "read = 0 AND " => Ok(Self { total: self.unread, ..self }),
            _ => {
                let sql = format!("SELECT count(*), ifnull(sum(read = 0), 0) FROM status WHERE {}", self.all());
                let (total, unread) =
                    connection.prepare_cached(&sql)?.query_row([self.value], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(Self { total, unread, ..self })
            }
        }
    }

    /// Whether a story is in it.
    fn has(&self, connection: &Connection, key: StoryKey) -> Result<bool, rusqlite::Error> {
        let sql = format!("SELECT 1 FROM status WHERE {} AND id = ?2", self.all());
        connection.prepare_cached(&sql)?.exists(params![self.value, key.0])
    }

    /// How many of its stories are newer than `ord`, counted from the nearer end.
    fn newer(&self, connection: &Connection, ord: i64) -> Result<usize, rusqlite::Error> {
        let half = self.total / 2 + 1;
        let beyond = |side: &str, limit: usize| -> Result<usize, rusqlite::Error> {
            let order = if side == ">" { "DESC" } else { "ASC" };
            let beyond = self.beyond(side);
            let sql = format!("SELECT count(*) FROM (SELECT 1 FROM status WHERE {beyond} ORDER BY ord {order} LIMIT ?3)");
            connection.prepare_cached(&sql)?.query_row(params![self.value, ord, limit], |row| row.get(0))
        };
        let known = beyond(">", half)?;
        if known < half { Ok(known) } else { Ok(self.total.saturating_sub(1 + beyond("<", self.total)?)) }
    }

    /// `count` of its stories after the first `skip`, the newest first.
    fn window(&self, connection: &Connection, skip: usize, count: usize) -> Result<Vec<StoryKey>, rusqlite::Error> {
        let count = count.min(self.total.saturating_sub(skip));
        let behind = self.total.saturating_sub(skip + count);
        let (order, skip) = if behind < skip { ("ASC", behind) } else { ("DESC", skip) };
        let sql = format!("SELECT id FROM status WHERE {} ORDER BY ord {order} LIMIT ?2 OFFSET ?3", self.all());
        let mut query = connection.prepare_cached(&sql)?;
        let keys = query.query_map(params![self.value, count, skip], |row| Ok(StoryKey(row.get(0)?)))?;
        let mut keys = keys.collect::<Result<Vec<_>, _>>()?;
        if order == "ASC" {
            keys.reverse();
        }
        Ok(keys)
    }

    /// The first unread story after `from` towards older ones, or before it; without `from`, the first from that end.
    fn next_unread(&self, connection: &Connection, from: Option<i64>, older: bool) -> Result<Option<StoryKey>, rusqlite::Error> {
        if self.unread == 0 {
            return Ok(None);
        }
        let (side, way, end) = if older { ("<", "DESC", i64::MAX) } else { (">", "ASC", 0) };
        let sql = format!("SELECT id FROM status WHERE {} AND read = 0 ORDER BY ord {way} LIMIT 1", self.beyond(side));
        let mut query = connection.prepare_cached(&sql)?;
        query.query_row(params![self.value, from.unwrap_or(end)], |row| Ok(StoryKey(row.get(0)?))).optional()
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::{StatementStatus, params};

    use super::{Scope, runs};
    use crate::{
        model::Order,
        store::tests::{article, library, reading, subscribe},
    };

    #[test]
    fn to_find_the_place_of_a_story_near_the_top_the_rest_of_a_list_is_not_read() {
        let mut store = library();
        let feed = subscribe(&mut store, "a");
        let articles = (0..1_000).map(|age| article(&format!("n{age}"), age)).collect();
        store.write([reading(feed, articles)]).expect("written");
        let third = store.read().first(&Scope::All, Order::Newest, 3).expect("rows")[2].key;
        for (scope, by_source) in [(Scope::All, false), (Scope::Unread, false), (Scope::Feed(feed), true)] {
            let asked = |connection: &rusqlite::Connection| {
                let run = runs(connection, &scope, by_source)?.remove(0);
                let ord = super::ord(connection, third)?.unwrap_or_default();
                let sql = format!("SELECT id FROM status WHERE {} ORDER BY ord DESC", run.beyond(">"));
                let mut query = connection.prepare(&sql)?;
                let found = query.query_map(params![run.value, ord], |row| row.get::<_, u64>(0))?.count();
                Ok((found, run.newer(connection, ord)?, query.get_status(StatementStatus::VmStep)))
            };
            let (found, newer, steps) = store.read().ask(asked).expect("an answer");
            assert_eq!((found, newer), (2, 2), "{scope:?}");
            assert!(steps < 100, "{scope:?}: {steps} steps for two stories");
        }
    }
}
