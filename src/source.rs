//! Where news comes from: what the reader named, and the bytes of what is on this machine.

pub mod discovery;
mod file;
pub mod list;

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
};

use crate::{
    model::{Login, Secret},
    text::{CleanText, SafeUrl, percent_decoded},
    words::Phrase,
};

pub use file::{LARGEST_FILE, ReadError};

/// The edition that is built in: a JSON Feed 1.1.
pub const EDITION: &str = include_str!("../assets/edition.json");

/// What the reader asked to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A feed or a page on the web, with the login that the reader wrote into the address.
    Url(SafeUrl, Option<Login>),
    /// A file on this machine.
    File(PathBuf),
    /// What is piped in.
    Stdin,
    /// The edition that is built in.
    Edition,
}

/// Why a name can't be a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// An address of another kind than the web's.
    Scheme(CleanText),
    /// An address without a host, or otherwise broken.
    Address(CleanText),
    /// Nothing at all.
    Empty,
}

crate::words::spoken!(NameError);

impl NameError {
    /// The sentence.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let (name, what) = match self {
            Self::Scheme(name) => (name, "name.scheme"),
            Self::Address(name) => (name, "name.address"),
            Self::Empty => return Phrase::new("name.empty"),
        };
        Phrase::new("error.at").with("where", name).with("what", Phrase::new(what))
    }
}

impl Source {
    /// The source that `named` means: a web address, `-` for standard input, or else a file.
    pub fn parse(named: &OsStr) -> Result<Self, NameError> {
        if named.is_empty() {
            return Err(NameError::Empty);
        }
        if named == "-" {
            return Ok(Self::Stdin);
        }
        match named.to_str().and_then(|text| text.split_once("://").map(|(scheme, rest)| (text, scheme, rest))) {
            Some((text, scheme, rest)) if is_scheme(scheme) => address(text, &scheme.to_ascii_lowercase(), rest),
            _ => Ok(Self::File(PathBuf::from(named))),
        }
    }

    /// The source that an address means where only the web's are of use: what goes without saying need not be typed.
    pub fn parse_typed(address: &str) -> Result<Self, NameError> {
        Self::parse(OsStr::new(&completed(address)))
    }

    /// What this source is called in a message: its address or its path.
    #[must_use]
    pub fn name(&self) -> CleanText {
        match self {
            Self::Url(url, _) => CleanText::line(url.as_str()),
            Self::File(path) => CleanText::line(&path.to_string_lossy()),
            Self::Stdin => "standard input".into(),
            Self::Edition => "the built-in edition".into(),
        }
    }

    /// The bytes of a source on this machine, at most [`LARGEST_FILE`]; `None` where it is on the web.
    ///
    /// This waits for as long as a pipe has a writer.
    #[must_use]
    pub fn read(&self) -> Option<Result<Vec<u8>, ReadError>> {
        match self {
            Self::Url(..) => None,
            Self::File(path) => Some(file::read(path)),
            Self::Stdin => Some(file::read_all(io::stdin().lock())),
            Self::Edition => Some(Ok(EDITION.as_bytes().to_vec())),
        }
    }
}

/// How the names of files end that a reader may mean; no host's name ends so.
const FILES: [&str; 10] = ["atom", "htm", "html", "json", "opml", "pdf", "rdf", "rss", "txt", "xml"];

/// An address as it is typed, without what goes without saying: `example.org` is `https://example.org`; machines that are
/// named by number, and this one, seldom have a certificate.
fn completed(address: &str) -> String {
    let host = address.split(['/', ':', '?']).next().unwrap_or_default();
    let is_host = host == "localhost" || host.rsplit_once('.').is_some_and(|(_, end)| !FILES.contains(&end));
    if address.contains("://") || !is_host || address.starts_with(['.', '~']) {
        return address.to_owned();
    }
    let near = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok();
    format!("{}://{address}", if near { "http" } else { "https" })
}

/// The web address that was meant by the name of a file that is not there, where it looks like one.
#[must_use]
pub fn meant(missing: &str) -> Option<String> {
    let address = completed(missing);
    (address != missing && !address.contains(char::is_whitespace)).then_some(address)
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// `feed://` is how browsers once marked a feed's address.
fn address(text: &str, scheme: &str, rest: &str) -> Result<Source, NameError> {
    let web = match scheme {
        "http" | "https" => text.to_owned(),
        "feed" => format!("http://{rest}"),
        "file" => return local(text),
        _ => return Err(NameError::Scheme(CleanText::line(text))),
    };
    // Not what was typed but the address without its login is repeated: a message may end up in a log.
    let shown = || CleanText::line(web.rsplit_once('@').map_or(web.as_str(), |(_, shown)| shown));
    let url = SafeUrl::parse(&web).ok_or_else(|| NameError::Address(shown()))?;
    Ok(Source::Url(url, login(&web)))
}

fn local(text: &str) -> Result<Source, NameError> {
    let path = url::Url::parse(text).ok().and_then(|url| url.to_file_path().ok());
    path.map(Source::File).ok_or_else(|| NameError::Address(CleanText::line(text)))
}

/// The login that an address holds, as `https://user:password@host/`.
fn login(web: &str) -> Option<Login> {
    let url = url::Url::parse(web.trim()).ok()?;
    let plain = |part: &str| Secret::new(percent_decoded(part));
    (!url.username().is_empty() || url.password().is_some())
        .then(|| Login { user: plain(url.username()), password: plain(url.password().unwrap_or_default()) })
}

/// The name of a file without its folder: what a story without a headline is called.
#[must_use]
pub fn file_name(path: &Path) -> CleanText {
    CleanText::line(&path.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::{NameError, Source, completed};

    fn parse(named: &str) -> Result<Source, NameError> {
        Source::parse(named.as_ref())
    }

    #[test]
    fn what_is_named_is_what_is_read() {
        assert_eq!(parse("-"), Ok(Source::Stdin));
        assert_eq!(parse("news.xml"), Ok(Source::File("news.xml".into())));
        assert_eq!(parse("./-"), Ok(Source::File("./-".into())));
        assert_eq!(parse("C:\\news.xml"), Ok(Source::File("C:\\news.xml".into())));
        assert_eq!(parse("odd name://x"), Ok(Source::File("odd name://x".into())));
        assert_eq!(parse("HTTPS://E.org/a").map(|source| source.name().to_string()), Ok("https://e.org/a".into()));
        assert_eq!(parse("feed://e.org/a").map(|source| source.name().to_string()), Ok("http://e.org/a".into()));
        assert_eq!(parse(""), Err(NameError::Empty));
    }

    #[test]
    fn a_file_address_is_its_file() {
        assert_eq!(parse("file:///tmp/a%20b.xml"), Ok(Source::File("/tmp/a b.xml".into())));
    }

    #[test]
    fn an_address_of_another_kind_is_refused_with_what_would_do() {
        let refused = parse("gopher://e.org/\u{1b}[31m").map_err(|error| error.to_string());
        assert_eq!(
            refused,
            Err("gopher://e.org/: newsprint reads http and https addresses, files and - for standard input".into())
        );
        assert!(matches!(parse("https://"), Err(NameError::Address(_))));
    }

    #[test]
    fn a_login_in_an_address_is_kept_apart_and_never_shown() {
        let Ok(Source::Url(url, Some(login))) = parse("https://ann:p%40ss@e.org/feed") else { panic!("an address with a login") };
        assert_eq!(url.as_str(), "https://e.org/feed");
        assert_eq!((login.user.reveal(), login.password.reveal()), ("ann", "p@ss"));
        assert!(!format!("{login:?}").contains("p@ss"));
        let broken = parse("https://ann:pass@").map_err(|error| error.to_string());
        assert!(broken.is_err_and(|message| !message.contains("pass")));
    }

    #[test]
    fn an_address_is_understood_without_its_scheme() {
        for (typed, meant) in [
            ("example.org/feed", "https://example.org/feed"),
            ("127.0.0.1:8080/feed.xml", "http://127.0.0.1:8080/feed.xml"),
            ("localhost:8080", "http://localhost:8080"),
            ("http://example.org", "http://example.org"),
            ("./feed.xml", "./feed.xml"),
            ("/tmp/feed.xml", "/tmp/feed.xml"),
            ("feed.xml", "feed.xml"),
            ("feed", "feed"),
        ] {
            assert_eq!(completed(typed), meant);
        }
    }
}
