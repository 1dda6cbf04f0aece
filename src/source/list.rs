//! Lists of subscriptions from elsewhere: OPML, and newsboat's `urls`.

mod newsboat;
mod opml;

use std::fmt;

use super::Source;
use crate::{
    decode::charset,
    model::Login,
    text::{CleanText, SafeUrl},
};

pub use opml::write as write_opml;

/// The most subscriptions that are read from one list.
pub const MOST_SUBSCRIPTIONS: usize = 50_000;
/// The most tags of a subscription that are kept.
const MOST_TAGS: usize = 100;
/// The most remarks about a list that are kept.
const MOST_REMARKS: usize = 100;

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
pub struct Remark(CleanText);

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a document is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// There is nothing in it.
    #[error("the list is empty")]
    Empty,
    /// It is XML without outlines.
    #[error("this is no list of feeds: OPML lists them as <outline xmlUrl=\"…\">")]
    NoOutlines,
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
            self.remark(&format!("only the first {MOST_SUBSCRIPTIONS} feeds are read"));
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
            Ok(_) => self.remark(&format!("{address}: lists may name web addresses only")),
            Err(error) => self.remark(&error.to_string()),
        }
    }

    fn remark(&mut self, sentence: &str) {
        let remark = Remark(CleanText::line(sentence));
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
