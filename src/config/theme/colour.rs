//! Colours, and how well one can be read on another.

/// A colour of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Whatever the terminal uses by itself.
    #[default]
    Terminal,
    /// One of the terminal's own colours, 0 to 255.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The sixteen colours as xterm has them. Every terminal lets its user change them: they are a guess.
const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

impl Colour {
    /// Reads `terminal`, a name such as `bright-red`, or `#aa3322`.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        const NAMES: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
        if written == "terminal" {
            return Some(Self::Terminal);
        }
        if let Some(hex) = written.strip_prefix('#') {
            return Self::hex(hex);
        }
        let (bright, name) = match written.strip_prefix("bright-") {
            Some(name) => (8, name),
            None => (0, written),
        };
        NAMES.iter().zip(bright..).find_map(|(known, index)| (*known == name).then_some(Self::Indexed(index)))
    }

    /// Reads six hexadecimal digits.
    #[must_use]
    pub fn hex(digits: &str) -> Option<Self> {
        let all_hex = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self::Rgb(red, green, blue))
    }

    /// Red, green and blue; `None` where only the terminal knows.
    #[must_use]
    pub fn rgb(self) -> Option<[u8; 3]> {
        match self {
            Self::Terminal => None,
            Self::Rgb(red, green, blue) => Some([red, green, blue]),
            Self::Indexed(index) => Some(match SIXTEEN.get(usize::from(index)) {
                Some(rgb) => *rgb,
                None if index >= 232 => [8 + 10 * (index - 232); 3],
                None => cube(index - 16),
            }),
        }
    }

    /// How well this can be read on `paper`, from 1 to 21: the contrast ratio of WCAG 2.2.
    #[must_use]
    pub fn contrast(one: [u8; 3], paper: [u8; 3]) -> f64 {
        ratio(luminance(one), luminance(paper))
    }
}

/// The contrast ratio of two luminances.
pub(super) fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour cube of 6 by 6 by 6, its steps as in xterm.
fn cube(index: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    [index / 36, index / 6 % 6, index % 6].map(|step| STEPS.get(usize::from(step)).copied().unwrap_or(255))
}

/// Relative luminance, as WCAG 2.2 defines it.
pub(super) fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = linear(rgb);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Lightness, and how far towards red or green and towards yellow or blue, as the eye sees them: Oklab (Ottosson, 2020).
pub(super) fn oklab(rgb: [u8; 3]) -> [f64; 3] {
    let weighed = |weights: [[f64; 3]; 3], parts: [f64; 3]| {
        weights.map(|row| row.into_iter().zip(parts).map(|(weight, part)| weight * part).sum::<f64>())
    };
    let cones = weighed(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        linear(rgb),
    );
    weighed(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

/// The light of each part, without the curve of the screen.
fn linear(rgb: [u8; 3]) -> [f64; 3] {
    rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn colours_are_read_as_they_are_written() {
        assert_eq!(Colour::parse("terminal"), Some(Colour::Terminal));
        assert_eq!(Colour::parse("bright-red"), Some(Colour::Indexed(9)));
        assert_eq!(Colour::parse("#Aa3322"), Some(Colour::Rgb(0xaa, 0x33, 0x22)));
        for wrong in ["", "#12345", "#+12345", "reddish", "bright-"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn grey_has_no_hue_and_white_is_lightest() {
        for level in [0, 95, 127, 229, 255] {
            let [_, red, yellow] = super::oklab([level; 3]);
            assert!(red.abs() < 1e-6 && yellow.abs() < 1e-6, "{level}");
        }
        assert!((super::oklab([255; 3])[0] - 1.0).abs() < 1e-6);
        assert!(super::oklab([255, 0, 0])[1] > 0.2 && super::oklab([0, 0, 255])[2] < -0.3);
    }

    #[test]
    fn contrast_is_that_of_the_web_guidelines() {
        let near = |one, other, wanted: f64| (Colour::contrast(one, other) - wanted).abs() < 0.01;
        assert!(near([0, 0, 0], [255, 255, 255], 21.0));
        assert!(near([119, 119, 119], [255, 255, 255], 4.48));
        assert_eq!(Colour::Indexed(196).rgb(), Some([255, 0, 0]));
        assert_eq!(Colour::Indexed(244).rgb(), Some([128, 128, 128]));
    }
}
