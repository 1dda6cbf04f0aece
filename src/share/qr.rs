//! Addresses as codes to scan.

use fast_qr::{ECL, QRBuilder};

use crate::text::SafeUrl;

/// A code: how many modules a side has, and whether each is dark, row by row. `None` where the address is too long for
/// any code (2,953 bytes).
#[must_use]
pub fn code(url: &SafeUrl) -> Option<(usize, Vec<bool>)> {
    // Half blocks are not quite square in most fonts: what a scanner misreads at their edges has to be put right.
    let build = |level| QRBuilder::new(url.as_str()).ecl(level).build().ok();
    let code = build(ECL::Q).or_else(|| build(ECL::L))?;
    let dark = (0..code.size).flat_map(|y| code[y].iter().take(code.size).map(|module| module.value()).collect::<Vec<_>>());
    Some((code.size, dark.collect()))
}

#[cfg(test)]
mod tests {
    use super::code;
    use crate::text::SafeUrl;

    #[test]
    fn a_code_is_a_square_with_its_three_corners_and_what_is_too_long_has_none() {
        let (side, dark) = code(&SafeUrl::parse("https://e.org/").expect("an address")).expect("a code");
        assert_eq!(dark.len(), side * side);
        for (x, y) in [(0, 0), (side - 7, 0), (0, side - 7)] {
            let row = |y: usize| &dark[y * side + x..y * side + x + 7];
            assert_eq!((row(y), row(y + 1)), (&[true; 7][..], &[true, false, false, false, false, false, true][..]));
        }
        let long = SafeUrl::parse(&format!("https://e.org/{}", "x".repeat(4_000))).expect("an address");
        assert_eq!(code(&long), None);
    }
}
