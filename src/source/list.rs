//! Lists of subscriptions from elsewhere: OPML, and newsboat's `urls`.

mod newsboat;
mod opml;

use super::Source;
use crate::{
    decode::charset,
    model::Login,
    text::{CleanText, SafeUrl},
    words::Phrase,
};

pub use opml::write as write_opml;

/// The most subscriptions that are read from one list.
pub const MOST_SUBSCRIPTIONS: usize = 50_000;
/// The most tags of a subscription that are kept.
const MOST_TAGS: usize = 100;
/// The most remarks about a list that are kept.
const MOST_REMARKS: usize = 100;

/// Well-known feeds by subject and language, to begin with: an OPML list.
pub const STARTER: &str = include_str!("../../assets/starter.opml");

/// A feed that somebody reads, as a list tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// What the list calls it; may be empty.
    pub title: CleanText,
    /// Where the feed lies.
    pub url: SafeUrl,
    /// The login that stood in the address.
    pub login: Option<Login>,
    /// The address letter by letter as the list has it; the clean one where it held a login.
    pub written: CleanText,
    /// The web page that it belongs to.
    pub page: Option<SafeUrl>,
    /// The folders that it lies in, the outermost first.
    pub folders: Vec<CleanText>,
    /// Its tags.
    pub tags: Vec<CleanText>,
    /// Whether its articles are not shown among the others.
    pub hidden: bool,
}

/// The subscriptions of a list, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What the list calls itself; may be empty.
    pub title: CleanText,
    /// What can be read.
    pub subscriptions: Vec<Subscription>,
    /// What can't be, and what was mended.
    pub remarks: Vec<Remark>,
}

/// A sentence about a part of a list that was left out or mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark(pub Phrase);

/// Why a document is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListError {
    /// There is nothing in it.
    Empty,
    /// It is XML without outlines.
    NoOutlines,
}

crate::words::spoken!(ListError);

impl ListError {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        Phrase::new(match self {
            Self::Empty => "error.empty",
            Self::NoOutlines => "list.no-outlines",
        })
    }
}

impl List {
    /// Reads a list, in OPML where it is XML and in newsboat's form else.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        let decoded = charset::decode(bytes, None);
        let text = decoded.text.trim_start();
        match text.chars().next() {
            None => Err(ListError::Empty),
            Some('<') => opml::read(text),
            Some(_) => Ok(newsboat::read(text)),
        }
    }

    /// Adds the feed at `address`, or a remark where it is no web address.
    fn add(&mut self, address: &str, fill: impl FnOnce(&mut Subscription)) {
        if self.subscriptions.len() == MOST_SUBSCRIPTIONS {
            self.remark(Phrase::new("list.first-only").with("limit", MOST_SUBSCRIPTIONS));
            return;
        }
        match Source::parse(address.as_ref()) {
            Ok(Source::Url(url, login)) => {
                let written = CleanText::line(if login.is_some() { url.as_str() } else { address });
                let mut subscription = Subscription {
                    title: CleanText::new(),
                    url,
                    login,
                    written,
                    page: None,
                    folders: Vec::new(),
                    tags: Vec::new(),
                    hidden: false,
                };
                fill(&mut subscription);
                self.subscriptions.push(subscription);
            }
            Ok(_) => {
                self.remark(Phrase::new("error.at").with("where", address).with("what", Phrase::new("list.not-web")));
            }
            Err(error) => self.remark(error.phrase()),
        }
    }

    fn remark(&mut self, sentence: Phrase) {
        let remark = Remark(sentence);
        if self.remarks.len() < MOST_REMARKS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

/// The tags in `words`, each once.
fn tags<'a>(words: impl Iterator<Item = &'a str>) -> Vec<CleanText> {
    let mut tags = Vec::new();
    for tag in words.map(CleanText::line).filter(|tag| !tag.is_empty()).take(MOST_TAGS) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{List, STARTER};

    #[test]
    fn the_first_selection_is_whole_and_secure() {
        let list = List::read(STARTER.as_bytes()).expect("a list");
        assert_eq!(list.remarks, []);
        let addresses: HashSet<&str> = list.subscriptions.iter().map(|feed| feed.url.as_str()).collect();
        assert_eq!((addresses.len(), list.subscriptions.len()), (33, 33));
        for feed in &list.subscriptions {
            let named = !feed.title.is_empty() && feed.page.is_some() && feed.folders.len() == 1 && feed.tags.len() == 1;
            assert!(named && feed.url.as_str().starts_with("https://"), "{feed:?}");
        }
    }
}
