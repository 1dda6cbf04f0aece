//! A question as SQL.

use std::ops::Range;

use jiff::ZonedDateTime;
use rusqlite::{Connection, Row, types::Value};

use crate::{
    model::FeedId,
    query::{Ending, Field, Node, Query, Test, Words, is_in_folder, is_named, is_tag, tag_words},
    store::{
        feed,
        index::{self, Hits, Place, Wanted},
        ord,
    },
    text::{CleanText, SafeUrl},
};

/// How a question is asked.
pub(super) struct Plan {
    /// What the index must have; it gives the newest first.
    pub(super) words: Option<Wanted>,
    /// What must hold besides.
    conditions: Vec<String>,
    /// The values of these, in order.
    pub(super) values: Vec<Value>,
    /// Of which places stories are looked for.
    pub(super) range: Range<i64>,
    /// Whether everything that is found answers; else each must be read.
    pub(super) exact: bool,
    /// Whether the index is asked, which does not know every article yet.
    pub(super) uses_words: bool,
}

impl Plan {
    /// How a question is asked of the stories of a range of places.
    pub(super) fn new(
        connection: &Connection,
        query: &Query,
        now: &ZonedDateTime,
        range: Range<i64>,
    ) -> Result<Self, rusqlite::Error> {
        let typing = query.is_being_typed();
        let mut maker = Maker { connection, now, typing, values: Vec::new(), exact: true, uses_words: false, range };
        let parts = match query.root() {
            Node::All(nodes) => nodes.iter().collect(),
            one => vec![one],
        };
        let (texts, others): (Vec<&Node>, Vec<&Node>) = parts.into_iter().partition(|node| is_text(node));
        let denied = |node: &&Node| matches!(node, Node::Not(node) if is_text(node) && !has_phrase(node));
        let (denied, others): (Vec<&Node>, Vec<&Node>) = others.into_iter().partition(|node| !texts.is_empty() && denied(node));
        let words = texts.into_iter().map(|node| maker.words(node)).collect::<Result<Vec<_>, _>>()?;
        let mut words = Some(words).filter(|words| !words.is_empty()).map(Wanted::All);
        for node in denied {
            let denied = maker.words(node)?;
            words = words.map(|words| Wanted::Without(Box::new((words, denied))));
        }
        let conditions = others.into_iter().map(|node| maker.condition(node, true)).collect::<Result<Vec<_>, _>>()?;
        let Maker { values, exact, uses_words, range, .. } = maker;
        Ok(Self { words, conditions, values, range, exact, uses_words })
    }

    /// The stories that answer: where the index is asked first, those of the places in the first value, a list in JSON; else
    /// those between the first two values.
    pub(super) fn sql(&self) -> String {
        let mut sql = String::from("SELECT status.ord, id, feed, read FROM ");
        sql.push_str(if self.words.is_some() {
            "(SELECT value AS place FROM json_each(?)) AS hit CROSS JOIN status ON status.ord = hit.place WHERE 1"
        } else {
            "status WHERE status.ord >= ? AND status.ord < ?"
        });
        if self.uses_words {
            sql.push_str(" AND id NOT IN (SELECT story FROM unindexed)");
        }
        for condition in &self.conditions {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
        // The index gives its places in order.
        if self.words.is_none() {
            sql.push_str(" ORDER BY status.ord DESC");
        }
        sql
    }
}

/// Whether a part of a question is asked of the index alone.
fn is_text(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => !nodes.is_empty() && nodes.iter().all(is_text),
        Node::Test(Test::Text(_, words)) => !words.tokens.is_empty(),
        Node::Not(_) | Node::Test(_) => false,
    }
}

/// Whether a part of a question asks for a phrase, which the index alone can't tell.
fn has_phrase(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(has_phrase),
        Node::Test(Test::Text(_, words)) => words.phrase.is_some(),
        Node::Not(_) | Node::Test(_) => false,
    }
}

struct Maker<'a> {
    connection: &'a Connection,
    now: &'a ZonedDateTime,
    /// Whether the answer need not be complete, as it is to come before the next letter.
    typing: bool,
    values: Vec<Value>,
    exact: bool,
    uses_words: bool,
    range: Range<i64>,
}

impl Maker<'_> {
    /// A part of a question as the index is asked for it; what a denial denies.
    fn words(&mut self, node: &Node) -> Result<Wanted, rusqlite::Error> {
        let mut all = |nodes: &[Node]| nodes.iter().map(|node| self.words(node)).collect::<Result<_, _>>();
        match node {
            Node::All(nodes) => all(nodes).map(Wanted::All),
            Node::Any(nodes) => all(nodes).map(Wanted::Any),
            Node::Not(node) => self.words(node),
            Node::Test(Test::Text(field, words)) => self.test_of_words(Place::Field(*field), words),
            Node::Test(_) => Ok(Wanted::Any(Vec::new())),
        }
    }

    fn test_of_words(&mut self, place: Place, words: &Words) -> Result<Wanted, rusqlite::Error> {
        self.uses_words = true;
        self.exact &= words.phrase.is_none();
        let Some((last, before)) = words.tokens.split_last() else { return Ok(Wanted::Any(Vec::new())) };
        let word = |token: &String| Wanted::Word(place.marked(token));
        let last = match words.ending {
            Ending::Here => word(last),
            Ending::Anyhow => Wanted::Beginning(place.marked(last)),
            Ending::Typing if !self.typing => Wanted::Beginning(place.marked(last)),
            Ending::Typing => Wanted::Any(index::completions(self.connection, last)?.iter().map(word).collect()),
        };
        Ok(Wanted::All(before.iter().map(word).chain([last]).collect()))
    }

    /// A part of a question as a condition on a row of `status`. What the tables can't tell holds where `wanted`, and does
    /// not where it is denied, so that nothing is lost before the article is read.
    fn condition(&mut self, node: &Node, wanted: bool) -> Result<String, rusqlite::Error> {
        Ok(match node {
            Node::All(nodes) => self.joined(nodes, wanted, " AND ", "1")?,
            Node::Any(nodes) => self.joined(nodes, wanted, " OR ", "0")?,
            Node::Not(node) => format!("NOT {}", self.condition(node, !wanted)?),
            Node::Test(test) => self.test(test, wanted)?,
        })
    }

    fn joined(&mut self, nodes: &[Node], wanted: bool, between: &str, none: &str) -> Result<String, rusqlite::Error> {
        let parts = nodes.iter().map(|node| self.condition(node, wanted)).collect::<Result<Vec<_>, _>>()?;
        Ok(if parts.is_empty() { none.to_owned() } else { format!("({})", parts.join(between)) })
    }

    fn test(&mut self, test: &Test, wanted: bool) -> Result<String, rusqlite::Error> {
        Ok(match test {
            Test::Text(_, words) if words.tokens.is_empty() => "1".to_owned(),
            Test::Text(field, words) => self.text(*field, words, wanted)?,
            Test::Feed(_) | Test::Folder(_) => self.feeds(test)?,
            Test::Tag(tag) => self.tag(tag)?,
            Test::Read(read) => format!("read = {}", u8::from(*read)),
            Test::Starred => "starred = 1".to_owned(),
            Test::Later => "later = 1".to_owned(),
            Test::Enclosure => "(SELECT files FROM article WHERE article.id = status.id) > 0".to_owned(),
            Test::Language(language) => self.language(language),
            Test::Longer(than) => self.length(">", *than),
            Test::Shorter(than) => self.length("<", *than),
            Test::Fits(_) => {
                self.exact = false;
                u8::from(wanted).to_string()
            }
            Test::After(_) | Test::Before(_) | Test::Younger(_) | Test::Older(_) => self.time(test),
        })
    }

    fn text(&mut self, field: Field, words: &Words, wanted: bool) -> Result<String, rusqlite::Error> {
        let asked = self.test_of_words(Place::Field(field), words)?;
        // A phrase is found by its words, and then by reading. Denied, its words say nothing.
        if words.phrase.is_some() && !wanted {
            return Ok("0".to_owned());
        }
        self.in_index(&asked)
    }

    /// Whether a story is one of those that the index has.
    fn in_index(&mut self, asked: &Wanted) -> Result<String, rusqlite::Error> {
        let places = Hits::new(self.connection, asked, self.range.clone())?.take(usize::MAX)?;
        self.values.push(Value::Text(super::list(&places)));
        Ok("status.ord IN (SELECT value FROM json_each(?))".to_owned())
    }

    fn tag(&mut self, tag: &str) -> Result<String, rusqlite::Error> {
        let mut query = self.connection.prepare_cached("SELECT DISTINCT name FROM tag")?;
        let all = query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let same = all.into_iter().filter(|own| is_tag(own, tag));
        let marks = self.list(same.map(Value::Text));
        let published = self.test_of_words(Place::Tag, &tag_words(tag))?;
        let published = self.in_index(&published)?;
        let feeds = self.feeds(&Test::Tag(tag.to_owned()))?;
        Ok(format!("(id IN (SELECT story FROM tag WHERE name IN {marks}) OR {published} OR {feeds})"))
    }

    fn feeds(&mut self, test: &Test) -> Result<String, rusqlite::Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, address, title, ifnull(name, ''), ifnull(site, ''), folder, tags FROM feed WHERE removed IS NULL",
        )?;
        let meant = |row: &Row<'_>| {
            let address = CleanText::block(row.get_ref(1)?.as_str()?);
            let name = Some(feed::line(row, 3)?).filter(|name| !name.is_empty());
            let site = SafeUrl::parse(row.get_ref(4)?.as_str()?);
            let title = feed::title(&address, &feed::line(row, 2)?, name.as_ref(), site.as_ref());
            let meant = match test {
                Test::Feed(name) => is_named(&title, &address, name),
                Test::Folder(folder) => is_in_folder(&feed::line(row, 5)?, folder),
                Test::Tag(tag) => feed::tags(row, 6)?.iter().any(|own| is_tag(own, tag)),
                _ => false,
            };
            Ok((FeedId(row.get(0)?), meant))
        };
        let all = query.query_map([], meant)?.collect::<Result<Vec<_>, _>>()?;
        let ids = all.into_iter().filter(|(_, meant)| *meant).filter_map(|(id, _)| i64::try_from(id.0).ok());
        let ids = self.list(ids.map(Value::Integer));
        Ok(format!("feed IN {ids}"))
    }

    /// How long a text is, is known of what is indexed.
    fn length(&mut self, side: &str, than: u64) -> String {
        self.uses_words = true;
        self.values.push(Value::Integer(i64::try_from(than).unwrap_or(i64::MAX)));
        format!("ifnull((SELECT words FROM length WHERE story = status.id), 0) {side} ?")
    }

    fn language(&mut self, language: &str) -> String {
        self.values.extend(vec![Value::Text(language.to_owned()); 3]);
        "(SELECT language = ? OR substr(language, 1, length(?) + 1) = ? || '-' FROM article WHERE article.id = status.id)"
            .to_owned()
    }

    /// Places for values, and the values.
    fn list(&mut self, values: impl Iterator<Item = Value>) -> String {
        let before = self.values.len();
        self.values.extend(values);
        format!("({})", vec!["?"; self.values.len() - before].join(","))
    }

    fn time(&mut self, test: &Test) -> String {
        let Some((from, before)) = test.seconds(self.now) else { return "1".to_owned() };
        self.values.extend([from, before].map(|second| Value::Integer(ord::beginning(second))));
        "(status.ord >= ? AND status.ord < ?)".to_owned()
    }
}
