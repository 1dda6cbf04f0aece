//! A theme: a handful of named colours, from which `ui` derives every style.

use std::collections::BTreeMap;

use super::ConfigError;

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

impl Colour {
    fn parse(written: &str) -> Option<Self> {
        const NAMES: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
        if written == "terminal" {
            return Some(Self::Terminal);
        }
        if let Some(hex) = written.strip_prefix('#') {
            let value = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
            let [_, red, green, blue] = value.to_be_bytes();
            return Some(Self::Rgb(red, green, blue));
        }
        let (bright, name) = match written.strip_prefix("bright-") {
            Some(name) => (8, name),
            None => (0, written),
        };
        NAMES.iter().zip(bright..).find_map(|(known, index)| (*known == name).then_some(Self::Indexed(index)))
    }
}

/// The colours by the role that they play on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// What is printed on.
    pub paper: Colour,
    /// What is printed.
    pub ink: Colour,
    /// What steps back: bylines, ages, hints.
    pub quiet: Colour,
    /// Rules between the parts of the page.
    pub rule: Colour,
    /// The one colour that draws the eye.
    pub accent: Colour,
    /// Links.
    pub link: Colour,
    /// Quotations.
    pub quote: Colour,
    /// Preformatted text.
    pub code: Colour,
    /// Search hits and marked text.
    pub mark: Colour,
    /// What went well.
    pub good: Colour,
    /// What went wrong.
    pub bad: Colour,
}

impl Theme {
    /// The theme that the program ships.
    pub fn built_in() -> Result<Self, ConfigError> {
        Self::parse("assets/theme.toml", include_str!("../../assets/theme.toml"))
    }

    /// Reads a theme: `role = "colour"` for each role; a role that is left out is the terminal's own colour.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let wrong = |problem: String| ConfigError { file: file.to_owned(), problem };
        let read: BTreeMap<String, String> = toml::from_str(text).map_err(|error| wrong(error.message().to_owned()))?;
        let mut theme = Self::default();
        for (role, written) in read {
            let Some(place) = theme.role(&role) else {
                return Err(wrong(format!("{role}: no such role; there are {}", Self::ROLES.join(", "))));
            };
            *place = Colour::parse(&written).ok_or_else(|| {
                wrong(format!("{role} = \"{written}\": no such colour; write terminal, red, bright-red or #aa3322"))
            })?;
        }
        Ok(theme)
    }

    const ROLES: [&str; 11] = ["paper", "ink", "quiet", "rule", "accent", "link", "quote", "code", "mark", "good", "bad"];

    fn role(&mut self, name: &str) -> Option<&mut Colour> {
        Some(match name {
            "paper" => &mut self.paper,
            "ink" => &mut self.ink,
            "quiet" => &mut self.quiet,
            "rule" => &mut self.rule,
            "accent" => &mut self.accent,
            "link" => &mut self.link,
            "quote" => &mut self.quote,
            "code" => &mut self.code,
            "mark" => &mut self.mark,
            "good" => &mut self.good,
            "bad" => &mut self.bad,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Theme};

    #[test]
    fn the_shipped_theme_is_whole() {
        let theme = Theme::built_in().expect("assets/theme.toml");
        assert_ne!(theme.accent, Colour::Terminal);
    }

    #[test]
    fn a_wrong_role_or_colour_is_named() {
        let problem = |text: &str| Theme::parse("t.toml", text).expect_err("wrong").to_string();
        assert!(problem("inkk = \"red\"").contains("inkk: no such role"));
        assert!(problem("ink = \"rde\"").contains("ink = \"rde\": no such colour"));
    }
}
