//! Numbers as they lie in the index: seven bits a byte, the lowest first, the highest bit set where more follows.

/// Appends a number.
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// The number at `at`, which moves behind it; `None` where the bytes end, or say no number.
#[inline]
pub(super) fn take(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

/// The piece of this length at `at`, which moves behind it.
pub(super) fn piece<'a>(bytes: &'a [u8], at: &mut usize, length: u64) -> Option<&'a [u8]> {
    let end = at.checked_add(usize::try_from(length).ok()?)?;
    let piece = bytes.get(*at..end)?;
    *at = end;
    Some(piece)
}

#[cfg(test)]
mod tests {
    use super::{put, take};

    #[test]
    fn every_number_comes_back_and_damage_is_none() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            let mut at = 0;
            assert_eq!((take(&bytes, &mut at), at), (Some(number), bytes.len()));
            assert_eq!(take(&bytes[..bytes.len() - 1], &mut 0), None);
        }
        assert_eq!(take(&[0xff; 12], &mut 0), None);
    }
}
