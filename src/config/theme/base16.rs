//! Themes in the form of Base16: sixteen colours, `base00` to `base0F`, in a YAML file of single lines.

use super::{Colour, Role, Shade, Theme};

/// Reads a Base16 scheme; `None` where a colour is missing. The scheme's colours serve other ends than ours, so those
/// that could not be read on its paper are moved towards its ink.
#[must_use]
pub fn parse(text: &str) -> Option<Theme> {
    let colour = |name: &str| text.lines().find_map(|line| value(line, name));
    let paper = colour("base00")?;
    let mut theme = Theme {
        shade: if Colour::contrast(paper.rgb()?, [255; 3]) < Colour::contrast(paper.rgb()?, [0; 3]) {
            Shade::Light
        } else {
            Shade::Dark
        },
        paper,
        ink: colour("base05")?,
        quiet: colour("base04")?,
        rule: colour("base03")?,
        accent: colour("base08")?,
        link: colour("base0D")?,
        quote: colour("base0C")?,
        code: colour("base0B")?,
        mark: colour("base0A")?,
        good: colour("base0B")?,
        bad: colour("base08")?,
    };
    theme.ink = legible(theme.ink, &theme, Role::Ink)?;
    for role in Role::ALL.into_iter().filter(|role| !matches!(role, Role::Paper | Role::Ink)) {
        *theme.of_mut(role) = legible(theme.of(role), &theme, role)?;
    }
    Some(theme)
}

/// `base0A: "f7ca88"`, with or without quotes and `#`.
fn value(line: &str, name: &str) -> Option<Colour> {
    let rest = line.trim().strip_prefix(name)?.trim_start().strip_prefix(':')?;
    let written = rest.split(" #").next()?.trim().trim_matches(['"', '\'']);
    Colour::hex(written.trim_start_matches('#'))
}

/// The colour, or the first on the way to black or white that can be read.
fn legible(colour: Colour, theme: &Theme, role: Role) -> Option<Colour> {
    let (rgb, ground) = (colour.rgb()?, role.ground(theme.paper.rgb()?));
    let goal = if Colour::contrast(ground, [0; 3]) > Colour::contrast(ground, [255; 3]) { 0 } else { 255 };
    let steps = (0..=16_u32)
        .map(|step| rgb.map(|part| u8::try_from((u32::from(part) * (16 - step) + goal * step) / 16).unwrap_or(u8::MAX)));
    let [red, green, blue] = steps.into_iter().find(|rgb| Colour::contrast(*rgb, ground) >= role.contrast())?;
    Some(Colour::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::config::theme::{Colour, Role};

    fn scheme(paper: &str, other: &str) -> String {
        let colours = (0..16).map(|number| format!("  base0{number:X}: \"{}\"", if number == 0 { paper } else { other }));
        format!("system: \"base16\"\nname: \"Own\"\npalette:\n{}\n", colours.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_scheme_is_read_and_made_legible() {
        let theme = parse(&scheme("#101010", "333333")).expect("a theme");
        let paper = theme.paper.rgb().expect("known");
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Paper) {
            let rgb = theme.of(role).rgb().expect("known");
            assert!(Colour::contrast(rgb, role.ground(paper)) >= role.contrast(), "{role:?}");
        }
        assert!(parse("base00: nothing").is_none() && parse("").is_none());
    }
}
