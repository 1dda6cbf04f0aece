//! Addresses that may be shown and followed.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

/// The longest address that is kept, in bytes.
pub const LONGEST_URL: usize = 8_192;

/// An absolute `http` or `https` address without user name or password, in ASCII: international hosts in punycode,
/// everything else percent-encoded. So it holds no space, control character or quotation mark, and can't begin with `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// The address in `raw`, where it is one that may be followed.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::from_url(parse(raw, None)?)
    }

    /// The address that the reference `raw` means on the page at this address.
    #[must_use]
    pub fn join(&self, raw: &str) -> Option<Self> {
        let base = Url::parse(&self.0).ok()?;
        Self::from_url(parse(raw, Some(&base))?)
    }

    /// The address in `raw`, taken as relative to `base` where there is one.
    #[must_use]
    pub fn resolve(raw: &str, base: Option<&SafeUrl>) -> Option<Self> {
        match base {
            Some(base) => base.join(raw),
            None => Self::parse(raw),
        }
    }

    fn from_url(mut url: Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        // "https://bank.example@evil.example" shows one name and goes to another.
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        // The standard leaves a few characters as they are that shells and mailers give a meaning to.
        let mut text = String::from(url);
        if text.contains(['\'', '|', '`']) {
            text = text.replace('\'', "%27").replace('|', "%7C").replace('`', "%60");
        }
        (text.len() <= LONGEST_URL).then_some(Self(text))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, as it will be asked: punycode where the name is not ASCII.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        }
    }

    /// The host without a leading `www.`: a name for a source that gives none.
    #[must_use]
    pub fn site(&self) -> &str {
        let host = self.host();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

/// `part` with each `%41` as the character that it stands for.
#[must_use]
pub fn percent_decoded(part: &str) -> String {
    let mut bytes = part.bytes();
    let mut out = Vec::with_capacity(part.len());
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let mut hex = || ahead.next().and_then(|digit| char::from(digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        match (byte, (byte == b'%').then(|| Some(hex()? * 16 + hex()?)).flatten()) {
            (_, Some(decoded)) => {
                out.push(decoded);
                bytes = ahead;
            }
            (byte, None) => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn parse(raw: &str, base: Option<&Url>) -> Option<Url> {
    // The URL standard drops tabs and newlines inside an address; one that has them is not what its reader sees.
    let raw = raw.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if raw.len() > LONGEST_URL || raw.chars().any(char::is_control) {
        return None;
    }
    Url::options().base_url(base).parse(raw).ok()
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for SafeUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(deserializer)?;
        Self::parse(&raw).ok_or_else(|| serde::de::Error::custom("not an absolute http or https address"))
    }
}

#[cfg(test)]
mod tests {
    use super::SafeUrl;

    #[test]
    fn only_web_addresses_pass_so_that_no_link_can_start_a_program() {
        for raw in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "-incognito",
            "--new-window",
            "ms-msdt:/id",
            "",
            "http://",
            "https://a.example/\nHost: evil",
            "http:///",
        ] {
            assert_eq!(SafeUrl::parse(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn the_host_that_is_shown_is_the_host_that_is_asked() {
        let host = |raw: &str| SafeUrl::parse(raw).map(|url| url.host().to_owned());
        assert_eq!(host("https://bank.example@evil.example/login").as_deref(), Some("evil.example"));
        assert_eq!(host("https://аpple.com/").as_deref(), Some("xn--pple-43d.com"));
        assert_eq!(host("http://[::1]:8080/x").as_deref(), Some("[::1]"));
        assert_eq!(host("http://host:80x/").as_deref(), None);
    }

    #[test]
    fn addresses_are_ascii_without_spaces_or_quotes() {
        let url = SafeUrl::parse("https://e.org/a b'c`d|e\"f中").expect("an address");
        assert_eq!(url.as_str(), "https://e.org/a%20b%27c%60d%7Ce%22f%E4%B8%AD");
    }

    #[test]
    fn references_are_resolved_on_their_page() {
        let base = SafeUrl::parse("https://e.org/a/b").expect("an address");
        assert_eq!(base.join("../c").map(|url| url.to_string()).as_deref(), Some("https://e.org/c"));
        assert_eq!(base.join("//x.org").map(|url| url.to_string()).as_deref(), Some("https://x.org/"));
        assert_eq!(base.join("javascript:x"), None);
    }
}
