//! What the environment says about the terminal.

use std::io::{self, IsTerminal};

use crate::runtime::keyboard::Keyboard;

/// A program between newsprint and the terminal that has an idea of its own of what is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// zellij.
    Zellij,
}

impl Multiplexer {
    /// The multiplexer whose name or terminal type begins so.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let known = [("tmux", Self::Tmux), ("screen", Self::Screen), ("zellij", Self::Zellij)];
        let name = name.to_lowercase();
        known.into_iter().find(|(known, _)| name.starts_with(known)).map(|(_, multiplexer)| multiplexer)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmux => "tmux",
            Self::Screen => "GNU screen",
            Self::Zellij => "zellij",
        }
    }
}

/// What the environment says about the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the terminal may be sent questions: a dumb one would show them.
    pub may_be_asked: bool,
    /// The multiplexer that says that it is there.
    pub multiplexer: Option<Multiplexer>,
    /// Whether the terminal is one that is known to double rows (DECDHL).
    pub doubles_rows: bool,
}

impl Surroundings {
    /// Those of this process.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::new(io::stdout().is_terminal() && can_answer(), |name| std::env::var(name).ok())
    }

    /// Reads them from the environment through `variable`. `terminal` says whether the output is a terminal whose
    /// answers can be read.
    #[must_use]
    pub fn new(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let kind = variable("TERM").unwrap_or_default();
        let by_variable = [("TMUX", Multiplexer::Tmux), ("STY", Multiplexer::Screen), ("ZELLIJ", Multiplexer::Zellij)];
        let multiplexer = by_variable.into_iter().find(|(name, _)| set(name)).map(|(_, multiplexer)| multiplexer);
        let program = variable("TERM_PROGRAM").unwrap_or_default();
        Self {
            // The console of Linux prints what it does not know of an operating system command.
            may_be_asked: terminal && !matches!(kind.as_str(), "" | "dumb" | "linux" | "unknown" | "emacs"),
            multiplexer: multiplexer.or_else(|| Multiplexer::by_name(&kind)),
            doubles_rows: ["XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION"].into_iter().any(set)
                || matches!(program.as_str(), "mintty" | "WezTerm" | "iTerm.app"),
        }
    }
}

fn can_answer() -> bool {
    Keyboard::find().is_some()
}
