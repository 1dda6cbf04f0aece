//! Charsets of two and four bytes a character, recognised by their zero bytes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Decoded;

/// How many bytes are looked at for the pattern of zeros.
const SAMPLE: usize = 256;

/// Whether the bytes begin with a byte order mark of UTF-32; the little-endian one begins like that of UTF-16.
pub(super) fn has_utf32_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe\0\0") && !bytes.starts_with(b"\xff\xfe\0\0\0\0") || bytes.starts_with(b"\0\0\xfe\xff")
}

/// The text of UTF-32 with or without a mark; `None` where the bytes are something else.
pub(super) fn utf32(bytes: &[u8]) -> Option<Decoded<'static>> {
    let read = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] | [1..=0x7f, 0, 0, 0] => u32::from_le_bytes,
        [0, 0, 0xfe, 0xff] | [0, 0, 0, 1..=0x7f] => u32::from_be_bytes,
        _ => return None,
    };
    let (quads, rest) = bytes.as_chunks::<4>();
    let mut lossy = !rest.is_empty();
    let mut text: String = quads
        .iter()
        .map(|quad| {
            char::from_u32(read(*quad)).unwrap_or_else(|| {
                lossy = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Some(Decoded { text: text.into(), encoding: "UTF-32", lossy })
}

/// UTF-16 that lost its mark: markup is mostly ASCII, so every other byte is zero.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..SAMPLE).unwrap_or(bytes).as_chunks::<2>();
    let big = pairs.iter().filter(|pair| matches!(pair, [0, 1..=0xff])).count();
    let little = pairs.iter().filter(|pair| matches!(pair, [1..=0xff, 0])).count();
    let most = pairs.len() / 2;
    match (big > most, little > most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}
