//! Character references: those of XML, all names of HTML without any DTD, and the numbers that old software wrote.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use html5ever::data::NAMED_ENTITIES;

/// The longest name in HTML's table is 32 bytes.
const LONGEST_NAME: usize = 33;

/// `text` with its references replaced by the characters that they stand for. What is no reference stays as it is.
#[must_use]
pub fn unescape(text: &str) -> Cow<'_, str> {
    unescape_noting(text, &mut false)
}

/// As [`unescape`]; sets `stray` where an ampersand begins no reference.
pub(super) fn unescape_noting<'a>(text: &'a str, stray: &mut bool) -> Cow<'a, str> {
    let Some((before, mut rest)) = text.split_once('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    loop {
        if let Some(after) = reference(rest, &mut out) {
            rest = after;
        } else {
            *stray = true;
            out.push('&');
        }
        let Some((before, after)) = rest.split_once('&') else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads the reference whose `&` stood before `rest`, and returns what follows it.
fn reference<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    match rest.strip_prefix('#') {
        Some(number) => numeric(number, out),
        None => named(rest, out),
    }
}

fn numeric<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (rest, 10),
    };
    let after = digits.trim_start_matches(|c: char| c.is_digit(radix));
    let number = digits.strip_suffix(after).filter(|number| !number.is_empty())?;
    let code = u32::from_str_radix(number, radix).unwrap_or(u32::MAX);
    match u8::try_from(code) {
        // Old software wrote the bytes of Windows-1252 here; HTML reads them so (13.2.5.80).
        Ok(byte @ 0x80..=0x9f) => out.push_str(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0),
        Ok(0) => out.push(char::REPLACEMENT_CHARACTER),
        _ => out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
    Some(after.strip_prefix(';').unwrap_or(after))
}

fn named<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    let length = rest.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let (name, after) = rest.split_at_checked(length)?;
    if let Some(after) = after.strip_prefix(';') {
        let key = rest.get(..=length)?;
        push_named(key, out).or_else(|| push_named(&format!("{};", name.to_ascii_lowercase()), out))?;
        return Some(after);
    }
    // Without its semicolon a name ends where no letter follows; `a=1&copy=2` is the query of an address.
    if after.starts_with('=') {
        return None;
    }
    push_named(name, out)?;
    Some(after)
}

fn push_named(key: &str, out: &mut String) -> Option<()> {
    let (first, second) = *NAMED_ENTITIES.get(key)?;
    out.push(char::from_u32(first).filter(|c| *c != '\0')?);
    out.extend(char::from_u32(second).filter(|c| *c != '\0'));
    Some(())
}

/// Appends `text` as the content of an element or a quoted attribute.
pub fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let mut chars = after.chars();
        out.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{escape_into, unescape};

    #[test]
    fn names_and_numbers_become_their_characters_without_a_dtd() {
        assert_eq!(unescape("&lt;Caf&eacute;&nbsp;&hellip;&gt; &#8217;&#x4e2d;&#147;x&#148;"), "<Café\u{a0}…> ’中“x”");
        assert_eq!(unescape("&AMP; &Eacute; &NotEqualTilde;"), "& É ≂\u{338}");
    }

    #[test]
    fn an_ampersand_that_is_no_reference_stays() {
        for text in ["AT&T", "Q&A;", "&", "&;", "a & b", "http://e.org/?a=1&copy=2&b=3", "&nosuch;", "&#;", "&#x;"] {
            assert_eq!(unescape(text), text);
        }
        assert_eq!(unescape("5 &lt 6 &amp 7 &#8364 8"), "5 < 6 & 7 € 8");
    }

    #[test]
    fn impossible_numbers_become_one_mark() {
        assert_eq!(unescape("&#0;&#xD800;&#x110000;&#99999999999999999999;"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn escaping_and_unescaping_give_the_text_back() {
        let mut escaped = String::new();
        escape_into("a<b>&\"c\" 中", &mut escaped);
        assert_eq!(escaped, "a&lt;b&gt;&amp;&quot;c&quot; 中");
        assert_eq!(unescape(&escaped), "a<b>&\"c\" 中");
    }
}
