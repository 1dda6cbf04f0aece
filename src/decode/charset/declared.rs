//! What charset a document says it is in: the HTTP header, the XML declaration, the `meta` elements of HTML.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::known;

/// How far the HTML standard looks for a `meta` before it parses (13.2.3.2).
const PRESCAN: usize = 1_024;
/// How far a late `meta` is looked for.
const LATE: usize = 1 << 20;

/// Every charset that is declared, the most trusted first.
pub(super) fn candidates(bytes: &[u8], content_type: Option<&str>) -> Vec<&'static Encoding> {
    let header = content_type.and_then(|value| from_content(value.as_bytes()));
    let declaration = from_xml(bytes);
    let meta = if declaration.is_some() || is_feed(bytes) { None } else { from_meta(bytes) };
    [header, declaration, meta].into_iter().flatten().collect()
}

/// A `meta` inside a feed belongs to the body of an article.
fn is_feed(bytes: &[u8]) -> bool {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    [b"<rss".as_slice(), b"<feed", b"<rdf:", b"<RDF", b"<opml"].iter().any(|root| find(head, root).is_some())
}

/// `encoding="…"` of the XML declaration; junk before it is passed over.
fn from_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let start = find(head, b"<?xml")?;
    let declaration = head.get(start..)?;
    let declaration = declaration.get(..find(declaration, b">")?)?;
    let value = declaration.get(find(declaration, b"encoding")? + b"encoding".len()..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let label = value.get(1..)?.split(|byte| *byte == quote).next()?;
    // The declaration was read byte by byte, so it can't be in a charset of two bytes a character.
    known(label.trim_ascii()).map(narrow)
}

fn narrow(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding }
}

/// `charset=…` in the value of a Content-Type header or of a `meta` element.
fn from_content(value: &[u8]) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    let mut rest = lower.as_slice();
    loop {
        rest = rest.get(find(rest, b"charset")? + b"charset".len()..)?.trim_ascii_start();
        if let Some(label) = rest.strip_prefix(b"=") {
            return known(unquoted(label.trim_ascii_start())?);
        }
    }
}

/// A label in quotes that are closed, or without any.
fn unquoted(label: &[u8]) -> Option<&[u8]> {
    match label.first()? {
        quote @ (b'"' | b'\'') => {
            let label = label.get(1..)?;
            label.get(..label.iter().position(|byte| byte == quote)?)
        }
        _ => label.split(|byte| byte.is_ascii_whitespace() || *byte == b';').next(),
    }
}

/// The first `meta` that names a charset. Those beyond [`PRESCAN`] bytes count only where a parser would meet an
/// element, that is not in scripts and styles.
fn from_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan { rest: bytes.get(..LATE).unwrap_or(bytes), left: PRESCAN };
    while let Some(tag) = scan.next_tag() {
        if tag.name == b"meta"
            && let Some(encoding) = charset_of(&tag.attributes)
        {
            return Some(narrow(encoding));
        }
        if scan.left == 0 && matches!(tag.name.as_slice(), b"script" | b"style" | b"noscript" | b"textarea") {
            scan.skip_raw(&tag.name);
        }
    }
    None
}

fn charset_of(attributes: &[(Vec<u8>, Vec<u8>)]) -> Option<&'static Encoding> {
    let value = |name: &[u8]| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_slice());
    if let Some(label) = value(b"charset") {
        return known(label);
    }
    let pragma = value(b"http-equiv").is_some_and(|value| value.eq_ignore_ascii_case(b"content-type"));
    if pragma { from_content(value(b"content")?) } else { None }
}

struct Tag {
    name: Vec<u8>,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
}

/// The HTML standard's prescan: comments are passed over, attributes are read, nothing else is understood.
struct Scan<'a> {
    rest: &'a [u8],
    /// How many bytes are left of the part in which scripts are not yet known.
    left: usize,
}

impl Scan<'_> {
    fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
        self.left = self.left.saturating_sub(count);
    }

    fn next_tag(&mut self) -> Option<Tag> {
        loop {
            self.advance(find(self.rest, b"<")?);
            match self.rest.get(1)? {
                b'!' if self.rest.starts_with(b"<!--") => {
                    self.advance(2);
                    self.advance(find(self.rest, b"-->")? + 3);
                }
                b'!' | b'?' => self.advance(find(self.rest, b">")? + 1),
                b'/' if self.rest.get(2).is_none_or(|byte| !byte.is_ascii_alphabetic()) => {
                    self.advance(find(self.rest, b">")? + 1);
                }
                b'/' => {
                    self.advance(2);
                    self.read_tag()?;
                }
                byte if byte.is_ascii_alphabetic() => {
                    self.advance(1);
                    return self.read_tag();
                }
                _ => self.advance(1),
            }
        }
    }

    fn read_tag(&mut self) -> Option<Tag> {
        let name = self.take_until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        let mut attributes = Vec::new();
        loop {
            self.take_until(|byte| !(byte.is_ascii_whitespace() || byte == b'/'));
            if *self.rest.first()? == b'>' {
                self.advance(1);
                return Some(Tag { name, attributes });
            }
            let attribute = self.read_attribute()?;
            if attributes.len() < 32 {
                attributes.push(attribute);
            }
        }
    }

    fn read_attribute(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut name = self.rest.get(..1)?.to_ascii_lowercase();
        self.advance(1);
        name.extend(self.take_until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/')));
        self.take_until(|byte| !byte.is_ascii_whitespace());
        if *self.rest.first()? != b'=' {
            return Some((name, Vec::new()));
        }
        self.advance(1);
        self.take_until(|byte| !byte.is_ascii_whitespace());
        let quote = *self.rest.first()?;
        if !matches!(quote, b'"' | b'\'') {
            return Some((name, self.take_until(|byte| byte.is_ascii_whitespace() || byte == b'>')));
        }
        self.advance(1);
        let value = self.take_until(|byte| byte == quote);
        self.rest.first()?;
        self.advance(1);
        Some((name, value))
    }

    fn take_until(&mut self, ends: impl Fn(u8) -> bool) -> Vec<u8> {
        let length = self.rest.iter().position(|byte| ends(*byte)).unwrap_or(self.rest.len());
        let taken = self.rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        self.advance(length);
        taken
    }

    /// Passes over the content of a script or style, up to its end tag.
    fn skip_raw(&mut self, name: &[u8]) {
        while let Some(at) = find(self.rest, b"</") {
            self.advance(at + 2);
            if self.rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
                return;
            }
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::candidates;

    fn declared(html: &str) -> Option<&'static str> {
        candidates(html.as_bytes(), None).first().map(|encoding| encoding.name())
    }

    #[test]
    fn a_page_is_read_in_the_charset_that_its_meta_names() {
        assert_eq!(declared("<!doctype html><meta charset='Shift_JIS'>"), Some("Shift_JIS"));
        assert_eq!(declared("<META content='text/html; charset=big5' http-equiv=content-type>"), Some("Big5"));
        assert_eq!(declared("<meta content='text/html; charset=big5'>"), None);
        assert_eq!(declared("<!-- <meta charset=big5> --><meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(declared("<meta test=\" charset=big5>"), None);
    }

    #[test]
    fn a_late_meta_counts_but_not_one_that_a_script_writes() {
        let padding = "x".repeat(2_000);
        assert_eq!(declared(&format!("<!--{padding}--><meta charset=big5>")), Some("Big5"));
        assert_eq!(
            declared(&format!("<!--{padding}--><script>'<meta charset=koi8-r>'</script><meta charset=big5>")),
            Some("Big5")
        );
    }

    #[test]
    fn a_meta_inside_a_feed_says_nothing_of_the_feed() {
        assert_eq!(declared("<rss><description><![CDATA[<meta charset=big5>]]>"), None);
    }
}
