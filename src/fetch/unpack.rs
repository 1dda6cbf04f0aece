//! Content encodings.

use std::io::Read;

use super::{
    Limits,
    failure::{Problem, TooLarge},
};
use crate::text::CleanText;

/// The encodings that are understood, as a request names them.
pub(super) const ACCEPTED: &str = "gzip, deflate, br, zstd";
/// The largest window of a zstd frame, as a power of two in bytes: what RFC 9659 allows on the web.
const ZSTD_WINDOW: u32 = 23;
/// To how many times its packed size a feed unpacks, at the usual most.
const USUAL_RATIO: usize = 4;

/// The body in `raw`, unpacked as `encoding` (the value of Content-Encoding) says.
///
/// Unpacking stops at the limits, so a small body that would fill the memory never does.
pub(super) fn unpack(raw: Vec<u8>, encoding: &str, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let mut named =
        encoding.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty() && name != "identity");
    let (first, second) = (named.next(), named.next());
    let Some(name) = first else { return Ok(raw) };
    if second.is_some() {
        return Err(Problem::UnknownPacking(CleanText::line(encoding)));
    }
    match name.as_str() {
        // Servers that announce gzip and send the body as it is are common enough.
        "gzip" | "x-gzip" if !raw.starts_with(&[0x1f, 0x8b]) => Ok(raw),
        "gzip" | "x-gzip" => bounded(flate2::read::MultiGzDecoder::new(raw.as_slice()), raw.len(), limits),
        // "deflate" means zlib (RFC 9110), but some servers send it bare.
        "deflate" if is_zlib(&raw) => bounded(flate2::read::ZlibDecoder::new(raw.as_slice()), raw.len(), limits),
        "deflate" => bounded(flate2::read::DeflateDecoder::new(raw.as_slice()), raw.len(), limits),
        "br" => bounded(brotli_decompressor::Decompressor::new(raw.as_slice(), 0), raw.len(), limits),
        "zstd" => bounded(zstd_reader(&raw).map_err(|_| Problem::BadlyPacked)?, raw.len(), limits),
        _ => Err(Problem::UnknownPacking(CleanText::line(encoding))),
    }
}

fn zstd_reader(raw: &[u8]) -> std::io::Result<impl Read> {
    let mut reader = zstd::stream::read::Decoder::with_buffer(raw)?;
    reader.window_log_max(ZSTD_WINDOW)?;
    Ok(reader)
}

/// A zlib header (RFC 1950): method 8, and a check that makes both bytes a multiple of 31.
fn is_zlib(raw: &[u8]) -> bool {
    matches!(raw, [method, flags, ..] if method & 0xf == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Everything that `reader` gives, as long as it stays within the limits for `raw` packed bytes.
fn bounded(reader: impl Read, raw: usize, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let grown = raw.saturating_mul(limits.ratio).max(limits.ratio_from);
    let most = grown.min(limits.unpacked);
    let mut bytes = Vec::with_capacity(raw.saturating_mul(USUAL_RATIO).min(most) + 1);
    reader.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| Problem::BadlyPacked)?;
    match bytes.len() {
        size if size <= most => Ok(bytes),
        _ if grown < limits.unpacked => Err(TooLarge::Ratio(limits.ratio).into()),
        _ => Err(TooLarge::Unpacked(limits.unpacked).into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write};

    use super::{Limits, Problem, TooLarge, unpack};

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut packer = write::GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(plain).and_then(|()| packer.finish()).expect("memory never fails")
    }

    fn unpacked(raw: &[u8], encoding: &str) -> Result<Vec<u8>, Problem> {
        unpack(raw.to_vec(), encoding, &Limits::default())
    }

    #[test]
    fn every_encoding_that_is_asked_for_is_understood() {
        let zlib = write::ZlibEncoder::new(Vec::new(), Compression::fast());
        let bare = write::DeflateEncoder::new(Vec::new(), Compression::fast());
        let finish = |mut packer: write::ZlibEncoder<Vec<u8>>| packer.write_all(b"news").and_then(|()| packer.finish());
        let finish_bare = |mut packer: write::DeflateEncoder<Vec<u8>>| packer.write_all(b"news").and_then(|()| packer.finish());
        let packed = [
            ("gzip", gzip(b"news")),
            ("X-GZIP, identity", gzip(b"news")),
            ("deflate", finish(zlib).expect("packed")),
            ("deflate", finish_bare(bare).expect("packed")),
            ("zstd", zstd::encode_all(&b"news"[..], 1).expect("packed")),
            // "news" as one uncompressed block of brotli.
            ("br", b"\x30\x00\x10news\x03".to_vec()),
            ("", b"news".to_vec()),
            ("gzip", b"news".to_vec()),
        ];
        for (encoding, raw) in packed {
            assert_eq!(unpacked(&raw, encoding), Ok(b"news".to_vec()), "{encoding}");
        }
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit_that_it_meets_first() {
        let blanks = vec![b' '; 10 << 20];
        assert_eq!(unpacked(&gzip(&blanks), "gzip"), Err(TooLarge::Ratio(200).into()));
        let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
        assert_eq!(unpack(gzip(&blanks), "gzip", &limits), Err(TooLarge::Unpacked(1 << 20).into()));
        let packed = zstd::encode_all(blanks.as_slice(), 1).expect("packed");
        assert_eq!(unpacked(&packed, "zstd"), Err(TooLarge::Ratio(200).into()));
    }

    #[test]
    fn small_bodies_may_pack_well() {
        assert_eq!(unpacked(&gzip(&vec![b' '; 1 << 20]), "gzip").map(|bytes| bytes.len()), Ok(1 << 20));
    }

    #[test]
    fn damaged_and_unknown_encodings_are_said_to_be_so() {
        let mut cut = gzip(b"a long story that does not come to its end");
        cut.truncate(cut.len() / 2);
        assert_eq!(unpacked(&cut, "gzip"), Err(Problem::BadlyPacked));
        assert!(matches!(unpacked(b"x", "gzip, br"), Err(Problem::UnknownPacking(_))));
        assert!(unpacked(b"x", "snappy\u{1b}[31m").is_err_and(|problem| !problem.to_string().contains('\u{1b}')));
    }
}
