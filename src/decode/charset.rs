//! Bytes to text, whatever the charset: byte order mark, then valid UTF-8, then what is declared, then detection.
//!
//! Valid UTF-8 comes before every declaration because text of another charset is almost never valid UTF-8 by chance,
//! while UTF-8 under a wrong declaration is common.

mod declared;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, WINDOWS_1252, X_USER_DEFINED};

/// How many bytes the detector looks at; more does not change its mind.
const DETECTED_BYTES: usize = 1 << 18;

/// Text, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The characters, without a byte order mark; borrowed where the bytes are UTF-8.
    pub text: Cow<'a, str>,
    /// The charset's name in the Encoding Standard, or `UTF-32`.
    pub encoding: &'static str,
    /// Whether some bytes had no meaning in the declared charset and were replaced or guessed.
    pub lossy: bool,
}

/// The text of `bytes`, where `content_type` is the HTTP header of that name (with or without `charset`).
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes).filter(|_| !wide::has_utf32_mark(bytes)) {
        return with(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Some(text) = wide::utf32(bytes) {
        return text;
    }
    if let Some(encoding) = wide::utf16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    let plain = if holds_escapes(bytes) { None } else { std::str::from_utf8(bytes).ok() };
    if let Some(text) = plain {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), lossy: false };
    }
    choose(bytes, &declared::candidates(bytes, content_type))
}

/// The charset that `label` means to a browser; `None` for names that are unknown or forbidden (UTF-7, say).
fn known(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).filter(|encoding| *encoding != REPLACEMENT && *encoding != X_USER_DEFINED)
}

/// ISO-2022-JP and its like are plain ASCII with escape sequences in between, so they would pass as UTF-8.
fn holds_escapes(bytes: &[u8]) -> bool {
    bytes.contains(&0x1b) && bytes.windows(2).any(|pair| pair == b"\x1b$" || pair == b"\x1b(")
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding: encoding.name(), lossy }
}

/// The first declared charset in which every byte has a meaning; else the best that can be made of them.
fn choose<'a>(bytes: &'a [u8], candidates: &[&'static Encoding]) -> Decoded<'a> {
    for encoding in candidates.iter().filter(|encoding| **encoding != UTF_8) {
        let decoded = with(encoding, bytes);
        if !decoded.lossy {
            return decoded;
        }
    }
    let (text, whole, broken) = mixed_utf8(bytes);
    if whole > broken {
        return Decoded { text: Cow::Owned(text), encoding: UTF_8.name(), lossy: true };
    }
    match candidates.iter().find(|encoding| **encoding != UTF_8) {
        Some(encoding) => with(encoding, bytes),
        None => Decoded { lossy: !candidates.is_empty(), ..with(detect(bytes), bytes) },
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let sample = bytes.get(..DETECTED_BYTES).unwrap_or(bytes);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-8 in which stray bytes are taken as Windows-1252 (two sources pasted together), with the number of whole
/// characters beyond ASCII and of broken places.
fn mixed_utf8(bytes: &[u8]) -> (String, usize, usize) {
    let mut text = String::with_capacity(bytes.len());
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if !chunk.invalid().is_empty() {
            broken += 1;
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    (text, whole, broken)
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8], content_type: &str) -> String {
        decode(bytes, Some(content_type)).text.into_owned()
    }

    #[test]
    fn marks_and_utf8_win_over_what_is_declared() {
        assert_eq!(text(b"\xef\xbb\xbf\xc3\xa9", "text/xml; charset=iso-8859-1"), "é");
        assert_eq!(
            text("<?xml version='1.0' encoding='iso-8859-1'?><t>é中".as_bytes(), ""),
            "<?xml version='1.0' encoding='iso-8859-1'?><t>é中"
        );
        assert_eq!(text(b"\xff\xfe<\0a\0", ""), "<a");
        assert_eq!(text(b"\0<\0a\0>\0 \0b", ""), "<a> b");
        assert_eq!(text(b"<\0a\0>\0 \0b\0", ""), "<a> b");
        assert_eq!(text(b"\xff\xfe\0\0<\0\0\0a\0\0\0", ""), "<a");
        assert_eq!(text(b"<\0\0\0a\0\0\0", ""), "<a");
    }

    #[test]
    fn declared_charsets_are_read_from_the_header_and_the_document() {
        assert_eq!(text(b"<t>\xf2\xf5\xf3", "text/xml; charset=\"koi8-r\""), "<t>РУС");
        assert_eq!(
            text(b"<?xml version='1.0' encoding='GB2312'?><t>\xd6\xd0", ""),
            "<?xml version='1.0' encoding='GB2312'?><t>中"
        );
        assert_eq!(decode(b"<meta charset=euc-kr><p>\xb0\xa1", None).encoding, "EUC-KR");
        assert_eq!(decode(b"<?xml encoding='ISO-2022-JP'?>\x1b$B$3\x1b(B", None).text, "<?xml encoding='ISO-2022-JP'?>こ");
    }

    #[test]
    fn a_wrong_declaration_does_not_cost_the_accents() {
        let bytes = b"<?xml version='1.0' encoding='utf-8'?><t>Caf\xe9 na\xefve d\xe9j\xe0 vu</t>";
        assert!(decode(bytes, None).text.contains("Café naïve déjà vu"));
        assert_eq!(text(b"<?xml encoding='nonsense'?>plain", "text/xml; charset=\x01"), "<?xml encoding='nonsense'?>plain");
    }

    #[test]
    fn one_stray_byte_in_utf8_spoils_only_itself() {
        let bytes: Vec<u8> = "naïve déjà \0vu".bytes().map(|byte| if byte == 0 { 0x93 } else { byte }).collect();
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, "naïve déjà “vu");
        assert!(decoded.lossy);
    }

    #[test]
    fn nothing_and_noise_are_read_without_harm() {
        assert_eq!(text(b"", ""), "");
        for seed in 0_u32..200 {
            let noise: Vec<u8> = (0..seed).map(|i| (i.wrapping_mul(seed).wrapping_mul(2_654_435_761) >> 24) as u8).collect();
            let _ = decode(&noise, None);
        }
    }
}
