//! How many colours a terminal has, and what a theme is there.

use std::{ops::RangeInclusive, sync::LazyLock};

use super::{
    Colour, Role, Shade, Theme,
    colour::{luminance, oklab, ratio},
};

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None, or none that are wanted.
    None,
    /// Its own sixteen.
    #[default]
    Sixteen,
    /// The sixteen, a cube and a row of greys.
    Many,
    /// Any.
    True,
}

impl Depth {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Sixteen, Self::Many, Self::True];

    /// What the environment says of the terminal: `NO_COLOR`, `COLORTERM`, `TERM`.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).unwrap_or_default();
        let kind = value("TERM");
        let ends = |ending: &str| kind.ends_with(ending) || kind.contains(&format!("{ending}-"));
        if !value("NO_COLOR").is_empty() || kind == "dumb" || kind.starts_with("vt1") || kind.starts_with("vt2") {
            Self::None
        } else if matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") || ends("-direct") || kind == "xterm-kitty" {
            Self::True
        } else if ends("256color") {
            Self::Many
        } else {
            Self::Sixteen
        }
    }
}

impl Theme {
    /// This theme with the colours that a terminal has. Where a colour must be replaced, the nearest that can still be
    /// read on the paper takes its place.
    #[must_use]
    pub fn at(&self, depth: Depth) -> Self {
        let palette = match depth {
            Depth::None => return Self { shade: self.shade, ..Self::default() },
            Depth::True => return *self,
            Depth::Many => 16..=255,
            Depth::Sixteen => 0..=15,
        };
        let paper = nearest(self.paper, palette.clone(), |_| true);
        let mut theme = Self { paper, ..*self };
        let on = theme.assumed_paper();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Paper) {
            let ground = luminance(role.ground(on));
            let will_do = |swatch: &Swatch| ratio(swatch.luminance, ground) >= role.contrast();
            *theme.of_mut(role) = nearest(self.of(role), palette.clone(), will_do);
        }
        theme
    }

    /// The colour of the paper, or what it probably is where only the terminal knows.
    #[must_use]
    pub fn assumed_paper(&self) -> [u8; 3] {
        self.paper.rgb().unwrap_or(match self.shade {
            Shade::Light => [255; 3],
            Shade::Dark => [0; 3],
        })
    }
}

/// A colour of a terminal's palette, as the eye sees it.
struct Swatch {
    colour: Colour,
    luminance: f64,
    lab: [f64; 3],
}

/// The whole palette, by its numbers.
static PALETTE: LazyLock<Vec<Swatch>> = LazyLock::new(|| {
    let swatch = |(colour, rgb)| Swatch { colour, luminance: luminance(rgb), lab: oklab(rgb) };
    (0..=255).map(Colour::Indexed).filter_map(|colour| Some((colour, colour.rgb()?))).map(swatch).collect()
});

/// How much more a change of hue is seen than one of lightness: cream may grow paler, but not pink, and brown not red.
const HUE: f64 = 4.0;

/// The colour of a palette that is nearest to `colour` among those that will do.
fn nearest(colour: Colour, palette: RangeInclusive<usize>, will_do: impl Fn(&Swatch) -> bool) -> Colour {
    let Colour::Rgb(red, green, blue) = colour else { return colour };
    let [light, a, b] = oklab([red, green, blue]);
    let distance = |swatch: &Swatch| {
        let [other, c, d] = swatch.lab;
        (light - other).powi(2) + HUE.powi(2) * ((a - c).powi(2) + (b - d).powi(2))
    };
    let fit = PALETTE.get(palette).unwrap_or_default().iter().filter(|swatch| will_do(swatch));
    fit.min_by(|one, other| distance(one).total_cmp(&distance(other))).map_or(Colour::Terminal, |swatch| swatch.colour)
}

#[cfg(test)]
mod tests {
    use super::{Depth, Theme};

    #[test]
    fn where_colours_are_few_paper_keeps_its_hue_and_quiet_ink_is_not_red() {
        let sepia = Theme::built_in().expect("themes").into_iter().find(|(name, _)| name == "sepia").expect("sepia").1;
        for depth in [Depth::Sixteen, Depth::Many] {
            let [red, green, blue] = sepia.at(depth).paper.rgb().expect("a colour");
            assert!(green.abs_diff(red) < 20 && blue <= green, "{depth:?}: the paper is pink or blue");
            let [red, green, blue] = sepia.at(depth).quiet.rgb().expect("a colour");
            assert!(red - green.min(red) < 60 && green >= blue, "{depth:?}: what is quiet draws the eye");
        }
        let dark = Theme::built_in().expect("themes").into_iter().find(|(name, _)| name == "dark").expect("dark").1;
        let [red, green, _] = dark.at(Depth::Sixteen).accent.rgb().expect("a colour");
        assert!(red > green, "the accent is grey");
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        let depth = |set: &'static [(&'static str, &'static str)]| {
            Depth::of(move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(&[("TERM", "screen-256color-bce")]), Depth::Many);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "vt100")]), Depth::None);
    }
}
