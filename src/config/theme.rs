//! A theme: a handful of named colours, from which `ui` derives every style.

pub mod base16;
mod colour;
mod depth;

use std::collections::BTreeMap;

use super::{ConfigError, File, nearest::nearest};
use crate::words::Phrase;

pub use colour::Colour;
pub use depth::Depth;

/// The themes that the program ships: their name and their file, in the order in which they are gone through.
const BUILT_IN: [(&str, &str); 6] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("newsprint", include_str!("../../assets/themes/newsprint.toml")),
    ("sepia", include_str!("../../assets/themes/sepia.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
];

/// Whether a theme is made for light or for dark paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    #[default]
    Dark,
}

/// The part that a colour plays on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is printed on.
    Paper,
    /// What is printed.
    Ink,
    /// What steps back: bylines, ages, hints.
    Quiet,
    /// Rules between the parts of the page.
    Rule,
    /// The one colour that draws the eye.
    Accent,
    /// Links.
    Link,
    /// Quotations.
    Quote,
    /// Preformatted text.
    Code,
    /// Search hits and marked text.
    Mark,
    /// What went well.
    Good,
    /// What went wrong.
    Bad,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Paper,
        Self::Ink,
        Self::Quiet,
        Self::Rule,
        Self::Accent,
        Self::Link,
        Self::Quote,
        Self::Code,
        Self::Mark,
        Self::Good,
        Self::Bad,
    ];

    /// Its name in a theme's file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Ink => "ink",
            Self::Quiet => "quiet",
            Self::Rule => "rule",
            Self::Accent => "accent",
            Self::Link => "link",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Mark => "mark",
            Self::Good => "good",
            Self::Bad => "bad",
        }
    }

    /// The contrast that it needs on the paper: WCAG 2.2 asks 4.5 of text (AA) and 7 of text that is read long (AAA).
    /// Rules carry no meaning that a blank would not carry too; 1.5 is enough to see them.
    #[must_use]
    pub fn contrast(self) -> f64 {
        match self {
            Self::Paper => 1.0,
            Self::Ink => 7.0,
            Self::Rule => 1.5,
            _ => 4.5,
        }
    }

    /// The colour that it must stand out from: the paper, and for the mark the black of the words that stand on it.
    fn ground(self, paper: [u8; 3]) -> [u8; 3] {
        if self == Self::Mark { [0; 3] } else { paper }
    }
}

/// The colours by the role that they play on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the colour of the role of its name")]
pub struct Theme {
    /// What paper it is made for.
    pub shade: Shade,
    pub paper: Colour,
    pub ink: Colour,
    pub quiet: Colour,
    pub rule: Colour,
    pub accent: Colour,
    pub link: Colour,
    pub quote: Colour,
    pub code: Colour,
    pub mark: Colour,
    pub good: Colour,
    pub bad: Colour,
}

impl Theme {
    /// The themes that the program ships, with their names.
    pub fn built_in() -> Result<Vec<(String, Self)>, ConfigError> {
        let read = BUILT_IN.iter().map(|(name, text)| {
            let file = File::shipped(&format!("assets/themes/{name}.toml"), text);
            Ok(((*name).to_owned(), Self::parse(&file)?))
        });
        read.collect()
    }

    /// Reads a theme: `role = "colour"` for each role; a role that is left out is the terminal's own colour.
    /// `shade = "light"` says that it is made for light paper.
    pub fn parse(file: &File) -> Result<Self, ConfigError> {
        let mut theme = Self::default();
        for (name, written) in file.read::<BTreeMap<String, String>>()? {
            if name == "shade" {
                theme.shade = match written.as_str() {
                    "light" => Shade::Light,
                    "dark" => Shade::Dark,
                    _ => return Err(file.wrong(&[&name], Phrase::new("theme.shade").with("written", written))),
                };
                continue;
            }
            let names = Role::ALL.map(Role::name);
            let Some(role) = Role::ALL.into_iter().find(|role| role.name() == name) else {
                let phrase = match nearest(&name, names) {
                    Some(meant) => Phrase::new("theme.no-role-but").with("meant", meant),
                    None => Phrase::new("theme.no-role").with("known", names.join(", ")),
                };
                return Err(file.wrong(&[&name], phrase));
            };
            let wrong = || file.wrong(&[&name], Phrase::new("theme.no-colour").with("written", written.as_str()));
            *theme.of_mut(role) = Colour::parse(&written).ok_or_else(wrong)?;
        }
        Ok(theme)
    }

    /// The colour of a role.
    #[must_use]
    pub fn of(&self, role: Role) -> Colour {
        let mut copy = *self;
        *copy.of_mut(role)
    }

    fn of_mut(&mut self, role: Role) -> &mut Colour {
        match role {
            Role::Paper => &mut self.paper,
            Role::Ink => &mut self.ink,
            Role::Quiet => &mut self.quiet,
            Role::Rule => &mut self.rule,
            Role::Accent => &mut self.accent,
            Role::Link => &mut self.link,
            Role::Quote => &mut self.quote,
            Role::Code => &mut self.code,
            Role::Mark => &mut self.mark,
            Role::Good => &mut self.good,
            Role::Bad => &mut self.bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Depth, Role, Theme};
    use crate::config::File;

    #[test]
    fn every_role_of_every_theme_can_be_read_at_every_depth() {
        for (name, theme) in Theme::built_in().expect("themes") {
            for depth in Depth::ALL {
                let theme = theme.at(depth);
                let paper = theme.assumed_paper();
                for role in Role::ALL {
                    let Some(rgb) = theme.of(role).rgb() else { continue };
                    // The terminal's own red is what its user chose; it is only ever used bold.
                    let needed = if name == "terminal" { role.contrast().min(3.0) } else { role.contrast() };
                    let has = Colour::contrast(rgb, role.ground(paper));
                    assert!(has >= needed, "{name} at {depth:?}: {} has {has:.2}", role.name());
                }
            }
        }
    }

    #[test]
    fn a_wrong_role_or_colour_is_named() {
        let problem = |text: &str| Theme::parse(&File::shipped("t.toml", text)).expect_err("wrong").to_string();
        assert_eq!(problem("inkk = \"red\""), "t.toml:1: inkk: there is no such role; did you mean ink?");
        assert!(problem("\nink = \"rde\"").starts_with("t.toml:2: ink: \"rde\" is no colour"));
    }
}
