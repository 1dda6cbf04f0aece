//! Whether a document means to be a feed, before it is read.

use crate::decode::{
    charset,
    xml::{Event, Reader},
};

/// How much of a document is looked at, in bytes.
const HEAD: usize = 1 << 14;
/// Media types that nothing but feeds have.
const TYPES: [&str; 6] = ["rss+xml", "atom+xml", "rdf+xml", "feed+json", "x-rss", "x-atom"];

/// Whether a document calls itself a feed, by its media type or by its first element, even where it is broken.
#[must_use]
pub fn claims_to_be_feed(bytes: &[u8], content_type: Option<&str>) -> bool {
    let kind = content_type.unwrap_or_default().to_ascii_lowercase();
    if TYPES.iter().any(|known| kind.contains(known)) {
        return true;
    }
    let head = charset::decode(bytes.get(..HEAD).unwrap_or(bytes), content_type);
    let mut text = head.text.trim_start().to_owned();
    if text.starts_with('{') {
        return is_json_feed(&text);
    }
    // The first tag may be longer than what is looked at; its name is all that counts.
    text.push('>');
    first_element(&text)
}

fn is_json_feed(text: &str) -> bool {
    text.contains("jsonfeed.org/version") || text.contains("\"items\"") && text.contains("\"version\"")
}

/// The first element that is not the debris of a server's error message.
fn first_element(text: &str) -> bool {
    const DEBRIS: [&str; 6] = ["br", "b", "p", "font", "i", "hr"];
    const ROOTS: [&str; 5] = ["rss", "feed", "rdf", "channel", "RDF"];
    let names = Reader::new(text).filter_map(|event| if let Event::Open(tag) = event { Some(tag.name) } else { None });
    let mut elements = names.map(|name| name.rsplit_once(':').map_or(name, |(_, local)| local));
    elements.find(|name| !DEBRIS.contains(name)).is_some_and(|name| ROOTS.iter().any(|root| root.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::claims_to_be_feed;

    #[test]
    fn feeds_are_known_by_type_or_by_their_first_element() {
        assert!(claims_to_be_feed(b"<!-- x --><rss", Some("application/rss+xml; charset=utf-8")));
        assert!(claims_to_be_feed(
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><feed xmlns='y'><title>broken",
            Some("text/html")
        ));
        assert!(claims_to_be_feed(b"<br />\n<b>Warning</b>: x<rdf:RDF>", None));
        assert!(claims_to_be_feed(b"{\"version\": \"https://jsonfeed.org/version/1.1\"", None));
        let declarations = (0..9_999).map(|n| format!(" xmlns:n{n}='urn:x'")).collect::<Vec<_>>().concat();
        assert!(claims_to_be_feed(format!("<rss{declarations}><channel>").as_bytes(), None));
        assert!(!claims_to_be_feed(format!("<html{declarations}><rss>").as_bytes(), None));
        assert!(!claims_to_be_feed(b"<!doctype html><html><rss></html>", Some("text/html")));
        assert!(!claims_to_be_feed(b"{\"name\": 1}", Some("application/json")));
        assert!(!claims_to_be_feed(b"", None));
    }
}
