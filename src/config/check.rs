//! Settings that are written well, and yet say nothing that could be done.

use super::{ConfigError, File, Settings, share::Target};
use crate::words::Phrase;

impl Settings {
    /// Looks for places to share to that lead nowhere, and header fields that no request can have; `file` is where they stand.
    ///
    /// # Errors
    /// The first of them.
    pub fn check(&self, file: &File) -> Result<(), ConfigError> {
        for (number, target) in (1..).zip(&self.share.targets) {
            if let Some(key) = flaw(target) {
                return Err(file.wrong(&["share", "target", &number.to_string()], Phrase::new(key)));
            }
        }
        for (site, wishes) in &self.feed {
            if let Some((name, _)) = wishes.headers.iter().find(|(name, value)| !is_field(name, value)) {
                return Err(file.wrong(&["feed", site.as_str(), "headers", name], Phrase::new("config.no-header")));
            }
        }
        Ok(())
    }
}

/// The key of what is wrong with a place to share to.
fn flaw(target: &Target) -> Option<&'static str> {
    match (target.name.is_empty(), target.url.is_empty(), target.command.is_empty()) {
        (true, ..) => Some("config.target-nameless"),
        (_, true, true) => Some("config.target-nowhere"),
        (_, false, false) => Some("config.target-twice"),
        _ => None,
    }
}

/// Whether these make a field of a header, after RFC 9110, sections 5.1 and 5.5.
fn is_field(name: &str, value: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token) && !value.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use crate::config::{File, Settings};

    #[test]
    fn what_leads_nowhere_is_named_with_its_line() {
        for (text, problem) in [
            ("[[share.target]]\nname = \"Log\"\nurl = \"https://e.org/{link}\"", None),
            (
                "[[share.target]]\nurl = \"https://e.org/{link}\"",
                Some("c.toml:1: share.target.1: a place to share to has a name"),
            ),
            ("\n[[share.target]]\nname = \"Log\"", Some("c.toml:2: share.target.1: a place to share to has a url or a command")),
            (
                "[[share.target]]\nname = \"Log\"\nurl = \"https://e.org\"\ncommand = [\"log\"]",
                Some("c.toml:1: share.target.1: a place to share to has a url or a command, not both"),
            ),
            (
                "[feed.\"https://e.org/\"]\nheaders = { \"a b\" = \"c\" }",
                Some("c.toml:2: feed.https://e.org/.headers.a b: this is no field of a header"),
            ),
        ] {
            let file = File::shipped("c.toml", text);
            let checked = file.read::<Settings>().and_then(|settings| settings.check(&file));
            assert_eq!(checked.map_err(|error| error.to_string()).err().as_deref(), problem, "{text}");
        }
    }
}
