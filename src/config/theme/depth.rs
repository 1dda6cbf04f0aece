//! How many colours a terminal has, and what a theme is there.

use super::{Colour, Role, Shade, Theme};

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
            let will_do = |rgb| Colour::contrast(rgb, role.ground(on)) >= role.contrast();
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

/// The colour of a palette that is nearest to `colour` among those that will do.
fn nearest(colour: Colour, palette: std::ops::RangeInclusive<u8>, will_do: impl Fn([u8; 3]) -> bool) -> Colour {
    let Colour::Rgb(red, green, blue) = colour else { return colour };
    let distance = |rgb: [u8; 3]| {
        let parts = rgb.into_iter().zip([red, green, blue]);
        parts.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum::<u32>()
    };
    let known = palette.map(Colour::Indexed).filter_map(|colour| colour.rgb().map(|rgb| (colour, rgb)));
    let fit = known.filter(|(_, rgb)| will_do(*rgb)).min_by_key(|(_, rgb)| distance(*rgb));
    fit.map_or(Colour::Terminal, |(colour, _)| colour)
}

#[cfg(test)]
mod tests {
    use super::Depth;

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
