//! The story and its short form, in every way that feeds pack them.

use std::borrow::Cow;

use super::{namespace::Space, tree::Element};
use crate::{
    decode::{entity, strip},
    model::RawHtml,
    text::SafeUrl,
};

/// What an article has to read.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) summary: RawHtml,
    pub(super) body: RawHtml,
    /// What relative addresses in the body start from.
    pub(super) base: Option<SafeUrl>,
}

/// How the text of an element is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    /// Plain text.
    Text,
    /// HTML, escaped once.
    Html,
    /// Elements among the feed's own.
    Inline,
    Base64,
}

/// The story, the best form first.
const BODIES: [(Space, &str); 8] = [
    (Space::Content, "encoded"),
    (Space::Atom, "content"),
    (Space::Core, "content"),
    (Space::Xhtml, "body"),
    (Space::Xhtml, "div"),
    (Space::Core, "body"),
    (Space::Core, "encoded"),
    (Space::Core, "fullitem"),
];
/// The short form.
const SUMMARIES: [(Space, &str); 10] = [
    (Space::Core, "description"),
    (Space::Atom, "summary"),
    (Space::Core, "summary"),
    (Space::Dc, "description"),
    (Space::Dc, "abstract"),
    (Space::Media, "description"),
    (Space::Itunes, "summary"),
    (Space::Itunes, "description"),
    (Space::Itunes, "subtitle"),
    (Space::Atom, "description"),
];

/// The story and the short form in `item`.
pub(super) fn read(item: &Element<'_>) -> Parts {
    let find = |names: &[(Space, &str)]| {
        let mut found = names.iter().flat_map(|(space, name)| item.all_in(*space, name));
        found.find_map(|element| Some((markup(element)?, element.around.base.clone())))
    };
    let body = find(&BODIES);
    let summary = find(&SUMMARIES).or_else(|| in_media(item));
    let base = body.as_ref().or(summary.as_ref()).and_then(|(_, base)| base.clone());
    let raw = |found: Option<(String, _)>| found.map(|(markup, _)| RawHtml::new(markup)).unwrap_or_default();
    Parts { summary: raw(summary), body: raw(body), base }
}

/// A description that stands inside `media:group` or `media:content`.
fn in_media(item: &Element<'_>) -> Option<(String, Option<SafeUrl>)> {
    let inside = item.elements().filter(|element| element.space == Space::Media).flat_map(Element::elements);
    let mut descriptions = inside.filter(|element| element.is_in(Space::Media, "description"));
    descriptions.find_map(|element| Some((markup(element)?, None)))
}

/// What is in an element, as HTML; `None` where there is nothing.
fn markup(element: &Element<'_>) -> Option<String> {
    let markup = match packing(element) {
        _ if element.space == Space::Xhtml && element.is_in(Space::Xhtml, "div") => element.outer_markup(),
        Packing::Inline => element.markup(false).into_owned(),
        Packing::Html => element.markup(true).into_owned(),
        Packing::Base64 => base64(&element.text()).unwrap_or_else(|| element.markup(true).into_owned()),
        Packing::Text => {
            let mut out = String::new();
            entity::escape_into(&element.text(), &mut out);
            out
        }
    };
    (!markup.trim().is_empty()).then_some(markup)
}

/// What is in an element, as text that may still hold HTML where the element's type allows it.
pub(super) fn text<'e>(element: &'e Element<'_>) -> Cow<'e, str> {
    match packing(element) {
        Packing::Inline => element.markup(false),
        Packing::Html => element.markup(true),
        Packing::Base64 => base64(&element.text()).map_or_else(|| element.markup(true), Cow::Owned),
        Packing::Text => {
            let mut out = String::new();
            entity::escape_into(&element.text(), &mut out);
            Cow::Owned(out)
        }
    }
}

fn packing(element: &Element<'_>) -> Packing {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let atom = element.space == Space::Atom && !element.has_elements();
    let mode = element.attribute("mode").unwrap_or_default();
    match kind.as_str() {
        _ if mode.eq_ignore_ascii_case("base64") => Packing::Base64,
        _ if element.space == Space::Xhtml || kind == "xhtml" || kind.ends_with("xml") && element.has_elements() => {
            Packing::Inline
        }
        "text/plain" => Packing::Text,
        // By the letter, no type means plain text; many writers mean HTML all the same.
        "" | "text" if atom && mode.is_empty() => {
            if kind.is_empty() && strip::has_tags(&element.text()) {
                Packing::Html
            } else {
                Packing::Text
            }
        }
        // RFC 4287, 4.1.3.3: what is neither text nor XML is Base64.
        kind if atom && kind.contains('/') && !["text/", "html", "xml"].iter().any(|part| kind.contains(part)) => Packing::Base64,
        _ => Packing::Html,
    }
}

/// The text of Base64 data, where it is UTF-8 once decoded.
fn base64(data: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(data.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in data.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    String::from_utf8(bytes).ok()
}
