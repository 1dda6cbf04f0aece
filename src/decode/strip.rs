//! Markup to plain text, for titles and names: tags go, references become characters.
//!
//! Only the names of HTML count as tags, so that a title such as `Vec<String> explained` keeps its words.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use super::entity;

/// Elements whose content is not text.
const SILENT: [&str; 4] = ["script", "style", "template", "iframe"];
/// How far quotation marks in a tag are heeded, in characters: a text of nothing but tags that never end must not be read
/// over and over.
const LONGEST_TAG: usize = 1 << 12;
/// Elements within a line: no space where they begin or end.
const INLINE: &str = "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp \
    small span strike strong sub sup time tt u var wbr math svg label";
/// Elements that part the words around them.
const BLOCK: &str = "address applet area article aside audio base basefont blockquote body br button canvas caption center \
    circle col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset g h1 h2 h3 \
    h4 h5 h6 head header hr html iframe image img input legend li link main map menu meta nav noscript object ol optgroup \
    option p param path picture pre progress script section select source style summary table tbody td template textarea tfoot \
    th thead title tr track ul video xml xmp";
/// The elements of HTML, and whether each is within a line.
static ELEMENTS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    let named = |names: &'static str, inline| names.split_ascii_whitespace().map(move |name| (name, inline));
    named(BLOCK, false).chain(named(INLINE, true)).collect()
});

/// The text of `markup`.
#[must_use]
pub fn text(markup: &str) -> Cow<'_, str> {
    if !markup.contains('<') {
        return entity::unescape(markup);
    }
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&entity::unescape(before));
        let found = after_tag(after).unwrap_or(Found { instead: "<", after });
        out.push_str(found.instead);
        rest = found.after;
    }
    out.push_str(&entity::unescape(rest));
    Cow::Owned(out)
}

/// Whether `text` holds a tag of HTML.
#[must_use]
pub fn has_tags(text: &str) -> bool {
    text.match_indices('<').take(64).any(|(at, _)| text.get(at + 1..).and_then(after_tag).is_some())
}

/// A tag or comment that was passed over.
struct Found<'a> {
    /// What takes its place: a space where it parts the words around it.
    instead: &'static str,
    after: &'a str,
}

/// Passes over the tag or comment whose `<` stood before `text`; `None` where it is none.
fn after_tag(text: &str) -> Option<Found<'_>> {
    if let Some(comment) = text.strip_prefix("!--") {
        return Some(Found { instead: "", after: comment.split_once("-->").map_or("", |(_, after)| after) });
    }
    if text.starts_with(['!', '?']) {
        let (_, after) = text.split_once('>')?;
        return Some(Found { instead: "", after });
    }
    let (closing, named) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
    let length = named.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':')).count();
    let (name, attributes) = named.split_at_checked(length)?;
    if name.is_empty() {
        return None;
    }
    let small = name.bytes().all(|byte| byte.is_ascii_lowercase());
    let name = if small { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
    let inline = *ELEMENTS.get(name.as_ref())?;
    let after = end_of_tag(attributes)?;
    let after = if !closing && SILENT.contains(&name.as_ref()) { after_element(after, &name) } else { after };
    Some(Found { instead: if inline { "" } else { " " }, after })
}

/// What follows the tag that `attributes` ends, heeding quotation marks where they are closed.
fn end_of_tag(attributes: &str) -> Option<&str> {
    let mut quote = None;
    for (at, c) in attributes.char_indices().take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => return attributes.get(at + 1..),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    attributes.split_once('>').map(|(_, after)| after)
}

/// What follows the end tag of the silent element `name`.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return end_of_tag(after).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_title_is_words_without_tags() {
        assert_eq!(text("A <b>bold</b> &amp; <i class='x>y'>brave</i> caf&eacute;<br/>two"), "A bold & brave café two");
        assert_eq!(text("x<script>alert('<b>')</script>y<!-- z -->"), "x y");
    }

    #[test]
    fn what_is_no_tag_keeps_its_words() {
        for plain in ["5 < 6", "Vec<String> explained", "I <3 it", "a <", "<", "List<T>"] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn unclosed_markup_costs_no_more_than_itself() {
        assert_eq!(text("a<b"), "a<b");
        assert_eq!(text("a<a href=\"x>y</a> z"), "ay z");
        assert_eq!(text("a<script>x"), "a ");
        assert_eq!(text("a<!-- x"), "a");
    }
}
