//! Bodies as they lie in the library: packed where that pays.

use std::{cell::RefCell, io};

use crate::model::RawHtml;

/// The effort of packing, 1 to 22: more costs a refresh more than it saves.
const LEVEL: i32 = 1;
/// Shorter texts are kept as they are, in bytes.
const WORTH_IT: usize = 200;
/// The most that a packed text may unpack to, in bytes; no article is as large when it comes.
const LARGEST: usize = 128 << 20;
/// What the first byte says of the rest.
const PLAIN: u8 = 0;
const PACKED: u8 = 1;

/// Packs texts one after another.
pub(super) struct Packer(Option<zstd::bulk::Compressor<'static>>);

impl Packer {
    /// A packer; where there is no memory for one, texts stay as they are.
    pub(super) fn new() -> Self {
        Self(zstd::bulk::Compressor::new(LEVEL).ok())
    }

    /// The two markups of an article in one piece.
    pub(super) fn pack(&mut self, body: &RawHtml, summary: &RawHtml) -> Vec<u8> {
        let (body, summary) = (body.markup(), summary.markup());
        let mut plain = Vec::with_capacity(body.len() + summary.len() + 4);
        plain.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
        plain.extend(body.bytes());
        plain.extend(summary.bytes());
        let packed = self.0.as_mut().filter(|_| plain.len() >= WORTH_IT).and_then(|packer| packer.compress(&plain).ok());
        match packed.filter(|packed| packed.len() < plain.len()) {
            Some(packed) => [&[PACKED][..], &packed].concat(),
            None => [&[PLAIN][..], &plain].concat(),
        }
    }
}

thread_local! {
    /// What unpacks; to make it takes as long as to unpack an article.
    static UNPACKER: RefCell<Option<zstd::bulk::Decompressor<'static>>> = const { RefCell::new(None) };
}

/// What zstd packed into this many bytes.
fn unpacked(packed: &[u8], size: usize) -> io::Result<Vec<u8>> {
    UNPACKER.with_borrow_mut(|unpacker| match unpacker {
        Some(unpacker) => unpacker.decompress(packed, size),
        None => unpacker.insert(zstd::bulk::Decompressor::new()?).decompress(packed, size),
    })
}

/// The body and the summary in a piece.
pub(super) fn unpack(piece: &[u8]) -> io::Result<(RawHtml, RawHtml)> {
    let damaged = || io::Error::from(io::ErrorKind::InvalidData);
    let plain = match piece.split_first() {
        Some((&PLAIN, rest)) => rest.to_vec(),
        Some((&PACKED, rest)) => {
            let size = zstd::bulk::Decompressor::upper_bound(rest).filter(|size| *size <= LARGEST).ok_or_else(damaged)?;
            unpacked(rest, size)?
        }
        _ => return Err(damaged()),
    };
    let (length, texts) = plain.split_first_chunk().ok_or_else(damaged)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| damaged())?;
    let (body, summary) = texts.split_at_checked(length).ok_or_else(damaged)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map(RawHtml::new).map_err(|_| damaged());
    Ok((text(body)?, text(summary)?))
}

#[cfg(test)]
mod tests {
    use super::{Packer, unpack};
    use crate::model::RawHtml;

    #[test]
    fn every_body_comes_back_letter_by_letter() {
        for (body, summary) in [("", ""), ("short", ""), (&*"<p>long ".repeat(99), "字".repeat(99).as_str())] {
            let (body, summary) = (RawHtml::new(body), RawHtml::new(summary));
            let piece = Packer::new().pack(&body, &summary);
            assert_eq!(unpack(&piece).expect("whole"), (body, summary));
        }
    }

    #[test]
    fn a_damaged_piece_is_an_error_and_nothing_worse() {
        let piece = Packer::new().pack(&RawHtml::new("<p>long ".repeat(99)), &RawHtml::default());
        for length in 0..piece.len() {
            assert!(unpack(piece.get(..length).expect("inside")).is_err(), "{length}");
        }
        assert!(unpack(&[9, 1, 2]).is_err());
    }
}
