//! Places to share to: addresses and commands with `{link}`, `{title}` and `{text}` in them.

use super::argv::Argv;
use crate::{
    config::share::{Share, Target},
    text::{CleanText, SafeUrl},
};

/// What is shared of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The headline.
    pub title: CleanText,
    /// The address, as it is handed on.
    pub link: SafeUrl,
}

/// What sharing to a place comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handing {
    /// This page is opened.
    Page(SafeUrl),
    /// This command is run.
    Command(Argv),
}

impl Shared {
    /// `Headline https://…`, in one line.
    #[must_use]
    pub fn text(&self) -> CleanText {
        CleanText::line(&format!("{} {}", self.title, self.link))
    }

    /// `[Headline](https://…)`.
    #[must_use]
    pub fn markdown(&self) -> CleanText {
        CleanText::line(&super::markdown::link(&self.title, &self.link))
    }

    /// What sharing to `target` comes to; `None` where its address is none.
    #[must_use]
    pub fn to(&self, target: &Target) -> Option<Handing> {
        let text = self.text();
        let values = [("link", self.link.as_str()), ("title", self.title.as_str()), ("text", text.as_str())];
        if let Some(command) = Argv::from_words(&target.command) {
            return Some(Handing::Command(command.filled(&values)));
        }
        let encoded = values.map(|(name, value)| (name, percent_encoded(value)));
        let values: Vec<(&str, &str)> = encoded.iter().map(|(name, value)| (*name, value.as_str())).collect();
        SafeUrl::parse(&filled(&target.url, &values)).map(Handing::Page)
    }
}

/// Every place of the settings: the user's own, then those that are built in.
#[must_use]
pub fn targets(share: &Share) -> Vec<Target> {
    let built_in = [
        ("Mastodon", format!("https://{}/share?text={{text}}", share.mastodon)),
        ("Bluesky", "https://bsky.app/intent/compose?text={text}".to_owned()),
        ("Hacker News", "https://news.ycombinator.com/submitlink?u={link}&t={title}".to_owned()),
        ("Reddit", "https://www.reddit.com/submit?url={link}&title={title}".to_owned()),
        ("Weibo", "https://service.weibo.com/share/share.php?url={link}&title={title}".to_owned()),
        ("Telegram", "https://t.me/share/url?url={link}&text={title}".to_owned()),
    ];
    let built_in = built_in.into_iter().map(|(name, url)| Target { name: name.into(), url, command: Vec::new() });
    share.targets.iter().cloned().chain(built_in).collect()
}

/// `template` with every `{name}` of `values` replaced. What is put in is not looked at again.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = values.iter().find_map(|(name, value)| Some((*value, after.strip_prefix(name)?.strip_prefix('}')?)));
        rest = if let Some((value, after)) = known {
            out.push_str(value);
            after
        } else {
            out.push('{');
            after
        };
    }
    out.push_str(rest);
    out
}

/// `text` with every byte but letters, digits and `-._~` percent-encoded (RFC 3986, section 2.3).
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().map_or('0', char::from);
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Argv, Handing, Shared, targets};
    use crate::{
        config::share::{Share, Target},
        text::{CleanText, SafeUrl},
    };

    fn shared(title: &str) -> Shared {
        Shared { title: CleanText::line(title), link: SafeUrl::parse("https://e.org/a?b=1&c=2").expect("an address") }
    }

    #[test]
    fn what_is_put_into_an_address_cannot_change_what_the_address_is() {
        let shared = shared("A & B? {link} \"中\" #1");
        for target in targets(&Share::default()) {
            let Some(Handing::Page(url)) = shared.to(&target) else { panic!("{target:?}") };
            let url = url::Url::parse(url.as_str()).expect("an address");
            assert!(url.query_pairs().all(|(_, value)| !value.is_empty()), "{url}");
            let said: Vec<String> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
            assert!(said.concat().contains("https://e.org/a?b=1&c=2"), "{url}");
            assert!(said.concat().contains("A & B? {link} \"中\" #1"), "{url}");
            assert_eq!(url.fragment(), None);
        }
    }

    #[test]
    fn the_users_own_targets_come_first_and_may_be_commands() {
        let own = Target { name: "Log".into(), command: ["log", "{text}"].map(str::to_owned).to_vec(), ..Target::default() };
        let all = targets(&Share { targets: vec![own], ..Share::default() });
        let handed = shared("T").to(&all[0]);
        assert_eq!(handed, Some(Handing::Command(Argv::new("log", &["T https://e.org/a?b=1&c=2"]))));
        let wrong = Target { url: "javascript:{link}".to_owned(), ..Target::default() };
        assert_eq!(shared("T").to(&wrong), None);
    }
}
