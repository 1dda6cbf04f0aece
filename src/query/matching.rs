//! Whether an article answers a question, without a library.

use std::{cell::OnceCell, collections::HashSet};

use jiff::{Timestamp, ZonedDateTime};

use super::{Ending, Field, Node, Query, Test, Words, words};
use crate::model::{Article, Status};
use crate::text::CleanText;

/// An article and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The article.
    pub article: &'a Article,
    /// The words of its markup.
    pub text: &'a str,
    /// What the reader calls its feed.
    pub feed: &'a str,
    /// Its feed's address.
    pub address: &'a str,
    /// Its feed's folder; empty for none.
    pub folder: &'a str,
    /// Its feed's tags.
    pub feed_tags: &'a [CleanText],
    /// Its feed's language; may be empty.
    pub language: &'a str,
    /// What the reader did with it.
    pub status: &'a Status,
    /// The time that it is sorted by.
    pub sorted_by: Timestamp,
}

impl Query {
    /// Whether an article answers the question at this moment.
    #[must_use]
    pub fn matches(&self, candidate: &Candidate<'_>, now: &ZonedDateTime) -> bool {
        Judge { candidate, now, tokens: [const { OnceCell::new() }; 4] }.holds(self.root())
    }
}

/// Tokens of a field, and the rows of its texts, one a line.
struct Tokens {
    each: HashSet<String>,
    row: String,
}

impl Tokens {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut tokens = Self { each: HashSet::new(), row: String::new() };
        for text in texts {
            words::tokens(text, |token| {
                if !tokens.each.contains(token.text()) {
                    tokens.each.insert(token.text().to_owned());
                }
            });
            tokens.row.push_str(&words::row(text));
            tokens.row.push('\n');
        }
        tokens
    }

    fn have(&self, words: &Words) -> bool {
        if let Some(phrase) = &words.phrase {
            return self.row.contains(phrase);
        }
        let Some((last, before)) = words.tokens.split_last() else { return true };
        let ends = match words.ending {
            Ending::Here => self.each.contains(last),
            Ending::Anyhow | Ending::Typing => self.each.iter().any(|token| token.starts_with(last)),
        };
        ends && before.iter().all(|token| self.each.contains(token))
    }
}

struct Judge<'a> {
    candidate: &'a Candidate<'a>,
    now: &'a ZonedDateTime,
    /// Made when they are asked for: those of the title, the authors, everything, the publisher's tags.
    tokens: [OnceCell<Tokens>; 4],
}

impl Judge<'_> {
    fn holds(&self, node: &Node) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.holds(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(node)),
            Node::Not(node) => !self.holds(node),
            Node::Test(test) => self.passes(test),
        }
    }

    fn passes(&self, test: &Test) -> bool {
        let Candidate { article, text, feed, address, status, .. } = *self.candidate;
        match test {
            Test::Text(field, words) => self.field(*field).have(words),
            Test::Feed(name) => is_named(feed, address, name),
            Test::Folder(folder) => is_in_folder(self.candidate.folder, folder),
            Test::Tag(tag) => {
                let own = || status.tags.iter().chain(self.candidate.feed_tags);
                own().any(|own| is_tag(own, tag)) || self.categories().have(&tag_words(tag))
            }
            Test::Read(read) => status.read == *read,
            Test::Starred => status.starred,
            Test::Later => status.later,
            Test::Enclosure => !article.attachments.is_empty() || !article.unresolved.attachments.is_empty(),
            Test::Language(language) => {
                let own = if article.language.is_empty() { self.candidate.language } else { &article.language };
                is_language(&own.to_lowercase(), language)
            }
            Test::Longer(than) => words::length(text) > *than,
            Test::Shorter(than) => words::length(text) < *than,
            Test::Fits(regex) => regex.is_match(&article.title) || regex.is_match(text),
            timed => self.is_in_time(timed),
        }
    }

    fn is_in_time(&self, test: &Test) -> bool {
        let second = self.candidate.sorted_by.as_second();
        test.seconds(self.now).is_none_or(|(from, before)| (from..before).contains(&second))
    }

    fn field(&self, field: Field) -> &Tokens {
        let Candidate { article, text, .. } = *self.candidate;
        let title = || std::iter::once(article.title.as_str());
        let authors = || article.authors.iter().map(|author| author.name.as_str());
        let [of_title, of_authors, of_all, _] = &self.tokens;
        match field {
            Field::Title => of_title.get_or_init(|| Tokens::of(title())),
            Field::Author => of_authors.get_or_init(|| Tokens::of(authors())),
            Field::Anywhere => of_all.get_or_init(|| Tokens::of(title().chain(authors()).chain([text]))),
        }
    }

    fn categories(&self) -> &Tokens {
        let [.., of_tags] = &self.tokens;
        of_tags.get_or_init(|| Tokens::of(self.candidate.article.tags.iter().map(AsRef::as_ref)))
    }
}

impl Test {
    /// The seconds since 1970 that a test of time asks for: from the first up to, but without, the second.
    #[must_use]
    pub fn seconds(&self, now: &ZonedDateTime) -> Option<(i64, i64)> {
        let ago = |seconds: i64| now.timestamp().as_second().saturating_sub(seconds);
        let beginning =
            |day: &jiff::civil::Date| day.to_zoned_datetime(now.time_zone().clone()).map(|day| day.timestamp().as_second());
        match self {
            Self::Younger(seconds) => Some((ago(*seconds), i64::MAX)),
            Self::Older(seconds) => Some((i64::MIN, ago(*seconds))),
            Self::After(day) => Some((beginning(day).ok()?, i64::MAX)),
            Self::Before(day) => Some((i64::MIN, beginning(day).ok()?)),
            _ => None,
        }
    }
}

/// Whether a feed is meant by a part of its name or address, folded.
#[must_use]
pub fn is_named(title: &str, address: &str, name: &str) -> bool {
    words::folded(title).contains(name) || words::folded(address).contains(name)
}

/// Whether a folder is meant by a name, folded: it, or one that it lies in.
#[must_use]
pub fn is_in_folder(folder: &str, name: &str) -> bool {
    let folder = words::folded(folder);
    !folder.is_empty() && folder.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether two tags are the same but for case and accents.
#[must_use]
pub fn is_tag(own: &str, tag: &str) -> bool {
    words::folded(own) == words::folded(tag)
}

/// The words of a publisher's tag. One without any would be found everywhere, so it is asked for as it stands.
#[must_use]
pub fn tag_words(tag: &str) -> Words {
    let tokens = words::searched(tag);
    let tokens = if tokens.is_empty() { vec![tag.to_owned()] } else { tokens };
    Words { text: tag.to_owned(), tokens, phrase: None, ending: Ending::Here }
}

/// Whether a language is another, or a kind of it: `en-us` of `en`.
fn is_language(language: &str, asked: &str) -> bool {
    language.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
