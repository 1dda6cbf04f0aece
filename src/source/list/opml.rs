//! OPML 1.0 and 2.0. Half of what is in use is broken XML, so it is read as feeds are.

use std::{borrow::Cow, fmt::Write as _};

use super::{List, ListError, Subscription, tags};
use crate::{
    decode::{
        entity,
        xml::{Event, Reader, Tag},
    },
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// Reads the outlines of a document, whatever its root is called.
pub(super) fn read(text: &str) -> Result<List, ListError> {
    let mut list = List::default();
    let mut reader = Reader::new(text);
    // For each open element: the folder that it makes, if it is one.
    let mut open: Vec<Option<CleanText>> = Vec::new();
    let (mut in_title, mut listed) = (false, false);
    for event in reader.by_ref() {
        match event {
            Event::Open(tag) => {
                in_title = tag.name.eq_ignore_ascii_case("title") && list.title.is_empty();
                listed |= tag.name.eq_ignore_ascii_case("outline") || tag.name.eq_ignore_ascii_case("opml");
                let folder = if tag.name.eq_ignore_ascii_case("outline") { outline(tag, &open, &mut list) } else { None };
                open.push(folder);
            }
            Event::Close(_) => {
                open.pop();
                in_title = false;
            }
            Event::Text(text) if in_title => list.title = CleanText::line(&text),
            Event::Text(text) => spilled(&text, &mut open, &mut list),
        }
    }
    for fault in reader.faults() {
        list.remark(fault.phrase());
    }
    if listed { Ok(list) } else { Err(ListError::NoOutlines) }
}

/// Takes an outline: a feed is added, everything else is a folder for what is in it.
fn outline(tag: Tag<'_>, open: &[Option<CleanText>], list: &mut List) -> Option<CleanText> {
    let attributes: Vec<(&str, Cow<'_, str>)> = tag.attributes().take(64).collect();
    let value = |name: &str| {
        let found = attributes.iter().find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    };
    let name = CleanText::line(value("title").or_else(|| value("text")).unwrap_or_default());
    let kind = value("type").unwrap_or_default();
    let Some(address) = value("xmlUrl").or_else(|| value("url").filter(|_| matches!(kind, "rss" | "atom" | "feed"))) else {
        if kind.eq_ignore_ascii_case("include") {
            list.remark(Phrase::new("list.include").with("name", &name));
        }
        return Some(name);
    };
    list.add(address, |feed| {
        feed.title = name;
        feed.page = value("htmlUrl").and_then(SafeUrl::parse);
        feed.folders = open.iter().flatten().filter(|folder| !folder.is_empty()).cloned().collect();
        feed.tags = tags(value("category").unwrap_or_default().split(','));
    });
    None
}

/// Takes the address out of what is left of an outline whose description holds tags: they end its own tag too early,
/// so that the outline looks like a folder and its last attributes like text.
fn spilled(text: &str, open: &mut [Option<CleanText>], list: &mut List) {
    let Some(value) = text.split_once("xmlUrl=\"").and_then(|(_, rest)| rest.split_once('"')) else { return };
    let title = open.iter_mut().rev().find_map(Option::take).unwrap_or_default();
    list.add(value.0.trim(), |feed| {
        feed.title = title;
        feed.folders = open.iter().flatten().filter(|folder| !folder.is_empty()).cloned().collect();
    });
}

/// The list as OPML 2.0. Logins are left out.
#[must_use]
pub fn write(title: &CleanText, subscriptions: &[Subscription]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>");
    entity::escape_into(title, &mut out);
    out.push_str("</title></head>\n<body>\n");
    let all: Vec<&Subscription> = subscriptions.iter().collect();
    write_level(&all, 0, &mut out);
    out.push_str("</body>\n</opml>\n");
    out
}

/// Writes what lies at `depth` folders: each folder at the place of its first feed.
fn write_level(feeds: &[&Subscription], depth: usize, out: &mut String) {
    let mut rest = feeds;
    let mut done: Vec<&CleanText> = Vec::new();
    while let Some((feed, after)) = rest.split_first() {
        rest = after;
        match feed.folders.get(depth) {
            None => write_feed(feed, depth, out),
            Some(folder) if !done.contains(&folder) => {
                done.push(folder);
                let inside: Vec<&Subscription> =
                    feeds.iter().copied().filter(|feed| feed.folders.get(depth) == Some(folder)).collect();
                start(depth, folder, out);
                out.push_str(">\n");
                write_level(&inside, depth + 1, out);
                let _ = writeln!(out, "{}</outline>", "  ".repeat(depth + 1));
            }
            Some(_) => {}
        }
    }
}

fn write_feed(feed: &Subscription, depth: usize, out: &mut String) {
    let title = if feed.title.is_empty() { feed.url.site() } else { &feed.title };
    start(depth, title, out);
    let tags: Vec<&str> = feed.tags.iter().map(CleanText::as_str).collect();
    let page = feed.page.as_ref().map_or("", SafeUrl::as_str);
    for (name, value) in [("type", "rss"), ("xmlUrl", feed.url.as_str()), ("htmlUrl", page), ("category", &tags.join(","))] {
        if !value.is_empty() {
            let _ = write!(out, " {name}=\"");
            entity::escape_into(value, out);
            out.push('"');
        }
    }
    out.push_str("/>\n");
}

/// The start of an outline's tag, without its end.
fn start(depth: usize, text: &str, out: &mut String) {
    out.push_str(&"  ".repeat(depth + 1));
    out.push_str("<outline text=\"");
    entity::escape_into(text, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::text::CleanText;

    #[test]
    fn feeds_keep_their_names_folders_and_tags() {
        let list = read(
            "<opml version='2.0'><head><title>Mine</title></head><body><outline text='News'><outline text='Asia' title='East'>
            <outline type='rss' text='Tide & Time' xmlUrl='https://e.org/a?x=1&y=2' htmlUrl='https://e.org/' category='sea,/ships'/>
            </outline></outline><outline xmlurl='HTTPS://e.org'/><OUTLINE text='Empty'/></body>",
        );
        let list = list.expect("a list");
        assert_eq!(list.title.as_str(), "Mine");
        let [first, second] = list.subscriptions.as_slice() else { panic!("two feeds") };
        assert_eq!((first.title.as_str(), first.written.as_str()), ("Tide & Time", "https://e.org/a?x=1&y=2"));
        assert_eq!(first.folders.iter().map(CleanText::as_str).collect::<Vec<_>>(), ["News", "East"]);
        assert_eq!(first.tags.len(), 2);
        assert_eq!(second.url.as_str(), "https://e.org/");
    }

    #[test]
    fn nothing_but_the_web_can_be_subscribed_to() {
        let list = read(
            "<opml><outline xmlUrl='exec:rm -rf'/><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='-x'/>
            <outline text='i' type='include' url='https://e.org/l.opml'/><outline xmlUrl='https://me:word@e.org/f'/></opml>",
        );
        let list = list.expect("a list");
        assert_eq!(list.remarks.len(), 4);
        let [only] = list.subscriptions.as_slice() else { panic!("one feed") };
        assert_eq!(only.written.as_str(), "https://e.org/f");
        assert!(only.login.is_some());
        assert!(!write(&list.title, &list.subscriptions).contains("word"));
    }

    #[test]
    fn a_description_full_of_tags_does_not_cost_the_feed() {
        let list = read(
            "<opml><outline text='F'><outline title=\"T\" description=\"By <a href=\"x\">us</a>.\" xmlUrl=\"https://e.org/t\" type=\"rss\" /></outline></opml>",
        );
        let list = list.expect("a list");
        let [only] = list.subscriptions.as_slice() else { panic!("one feed") };
        assert_eq!((only.title.as_str(), only.written.as_str(), only.folders.len()), ("T", "https://e.org/t", 1));
    }

    #[test]
    fn a_list_that_is_written_and_read_again_is_the_same() {
        let document = "<opml><head><title>A &amp; B</title></head><body><outline text='x'><outline text='One' xmlUrl='https://e.org/1' category='a,b'/></outline>
            <outline text='Two' xmlUrl='https://e.org/2'/><outline text='x'><outline text='y'><outline text='&lt;3' xmlUrl='https://e.org/3'/></outline></outline></body></opml>";
        let list = read(document).expect("a list");
        let again = read(&write(&list.title, &list.subscriptions)).expect("a list");
        assert_eq!(again.subscriptions.len(), 3);
        for feed in &list.subscriptions {
            assert!(again.subscriptions.contains(feed), "{feed:?}");
        }
    }
}
