//! Halves of characters: `\ud800` without its other half, which no text can hold and for which a JSON parser gives up.

use std::borrow::Cow;

/// What stands for a half: U+FFFD, as long as the escape that it replaces.
const UNKNOWN: &str = "\\ufffd";

/// `json` with every half of a character replaced by U+FFFD.
pub(super) fn mended(json: &str) -> Cow<'_, str> {
    if !json.contains("\\ud") && !json.contains("\\uD") {
        return Cow::Borrowed(json);
    }
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| rest.find('\\')).map(|found| at + found) {
        let unit = |at: usize| json.get(at..)?.strip_prefix("\\u").and_then(|rest| u32::from_str_radix(rest.get(..4)?, 16).ok());
        let (first, second) = (unit(found), unit(found + 6));
        let pair = matches!((first, second), (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)));
        if !pair && matches!(first, Some(0xD800..=0xDFFF)) {
            out.push_str(json.get(kept..found).unwrap_or_default());
            out.push_str(UNKNOWN);
            kept = found + 6;
        }
        at = match first {
            _ if pair => found + 12,
            Some(_) => found + 6,
            // A backslash and what it escapes: a letter, a quotation mark, another backslash.
            None => found + 2,
        };
        while at < json.len() && !json.is_char_boundary(at) {
            at += 1;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(json);
    }
    out.push_str(json.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn halves_of_characters_cost_only_themselves() {
        for (broken, whole) in [
            (r"AB\ud800 \udc00\ud800CD", r"AB\ufffd \ufffd\ufffdCD"),
            (r"\ud83d\ude00 stays", r"\ud83d\ude00 stays"),
            (r"\\ud800 is text", r"\\ud800 is text"),
            (r"\ud800\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\ud8", r"\ud8"),
            (r"\ud中中\", r"\ud中中\"),
            (r"\u4e2d\udfff", r"\u4e2d\ufffd"),
        ] {
            assert_eq!(mended(broken), whole, "{broken}");
        }
    }
}
