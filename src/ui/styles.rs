//! From the roles of a theme to the styles of cells, grouped by pane.

use ratatui::style::{Color, Modifier, Style};

use crate::{
    config::{Colour, Theme},
    layout::Role,
    model,
};

/// Every style that is painted with.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    /// Paper and ink.
    pub page: Style,
    /// Rules between the parts of the screen.
    pub rule: Style,
    /// What steps back.
    pub quiet: Style,
    /// The name of the paper.
    pub name: Style,
    /// Headings of days in the list.
    pub day: Style,
    /// The title of an unread story.
    pub unread: Style,
    /// The title of a story that was read.
    pub read: Style,
    /// The title of the chosen story while the list has the focus: an edge is enough beside it, unless colours are few.
    pub chosen: Style,
    /// The accent: the chosen row's bar, the unread dot, the size in use.
    pub accent: Style,
    /// What is chosen and has the focus.
    pub focused: Style,
    /// The headline above a story.
    pub headline: Style,
    /// A key of the foot or the help.
    pub key: Style,
    /// What went wrong.
    pub bad: Style,
    link: Style,
    quote: Style,
    code: Style,
    /// Marked text, and where the words of a search stand.
    pub mark: Style,
    /// The hit that the reader is at.
    pub hit: Style,
}

impl Styles {
    /// Derives the styles from a theme. Where it leaves a colour to the terminal, weight does its work.
    #[must_use]
    pub fn of(theme: &Theme) -> Self {
        let page = Style::new().fg(colour(theme.ink)).bg(colour(theme.paper));
        let tinted = |by: Colour, otherwise: Modifier| match by {
            Colour::Terminal => Style::new().add_modifier(otherwise),
            by => Style::new().fg(colour(by)),
        };
        let quiet = tinted(theme.quiet, Modifier::DIM);
        let accent = tinted(theme.accent, Modifier::BOLD);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self {
            page,
            rule: tinted(theme.rule, Modifier::DIM),
            quiet,
            name: bold,
            day: quiet.add_modifier(Modifier::BOLD),
            unread: bold,
            read: quiet,
            chosen: if theme.accent == Colour::Terminal { bold.add_modifier(Modifier::REVERSED) } else { bold },
            accent: accent.add_modifier(Modifier::BOLD),
            focused: Style::new().add_modifier(Modifier::REVERSED),
            headline: bold,
            key: bold,
            bad: tinted(theme.bad, Modifier::BOLD).add_modifier(Modifier::BOLD),
            link: tinted(theme.link, Modifier::empty()).add_modifier(Modifier::UNDERLINED),
            quote: tinted(theme.quote, Modifier::ITALIC),
            code: tinted(theme.code, Modifier::empty()),
            hit: Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD),
            mark: match theme.mark {
                Colour::Terminal => Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
                mark => Style::new().fg(Color::Black).bg(colour(mark)),
            },
        }
    }

    /// The style of a run of text.
    #[must_use]
    pub fn run(&self, role: Role, style: model::Style, linked: bool) -> Style {
        let mut painted = match role {
            Role::Body => Style::new(),
            Role::Heading(_) | Role::TableHead => self.headline,
            Role::Quote => self.quote,
            Role::Code => self.code,
            Role::Caption | Role::Furniture => self.quiet,
        };
        let modifiers = [
            (model::Style::EMPHASIS, Modifier::ITALIC),
            (model::Style::STRONG, Modifier::BOLD),
            (model::Style::STRUCK, Modifier::CROSSED_OUT),
            (model::Style::UNDERLINED, Modifier::UNDERLINED),
        ];
        for (_, modifier) in modifiers.into_iter().filter(|(wanted, _)| style.contains(*wanted)) {
            painted = painted.add_modifier(modifier);
        }
        for (wanted, more) in [
            (model::Style::CODE, self.code),
            (model::Style::QUIET, self.quiet),
            (model::Style::SMALL, self.quiet),
            (model::Style::MARKED, self.mark),
        ] {
            if style.contains(wanted) {
                painted = painted.patch(more);
            }
        }
        if linked { painted.patch(self.link) } else { painted }
    }
}

fn colour(colour: Colour) -> Color {
    match colour {
        Colour::Terminal => Color::Reset,
        Colour::Indexed(index) => Color::Indexed(index),
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
