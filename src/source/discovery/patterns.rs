//! Sites that put a feed where its address can be told from the page's.

use url::Url;

use crate::text::SafeUrl;

/// A kind of page, and where its feeds lie.
struct Pattern {
    /// The host; a leading `*.` stands for any name before it, `*` alone for every host.
    host: &'static str,
    /// The parts of the path. `{}` takes one part, `@{}` what follows an @; a name in the query is written `?name`.
    path: &'static str,
    /// The feeds, the best first; `{1}` is the first part that was taken.
    feeds: &'static [&'static str],
}

const fn pattern(host: &'static str, path: &'static str, feeds: &'static [&'static str]) -> Pattern {
    Pattern { host, path, feeds }
}

/// The table; the first row that fits counts.
const PATTERNS: &[Pattern] = &[
    pattern("youtube.com", "/channel/{}", &["https://www.youtube.com/feeds/videos.xml?channel_id={1}"]),
    pattern("youtube.com", "/channel/{}/{}", &["https://www.youtube.com/feeds/videos.xml?channel_id={1}"]),
    pattern("youtube.com", "/user/{}", &["https://www.youtube.com/feeds/videos.xml?user={1}"]),
    pattern("youtube.com", "/playlist?list", &["https://www.youtube.com/feeds/videos.xml?playlist_id={1}"]),
    pattern("reddit.com", "/", &["/.rss"]),
    pattern("reddit.com", "/r/{}", &["/r/{1}/.rss"]),
    pattern("reddit.com", "/r/{}/{}", &["/r/{1}/{2}/.rss"]),
    pattern("reddit.com", "/user/{}", &["/user/{1}/.rss"]),
    pattern("reddit.com", "/u/{}", &["/user/{1}/.rss"]),
    pattern("github.com", "/{}/{}/releases", &["/{1}/{2}/releases.atom"]),
    pattern("github.com", "/{}/{}/tags", &["/{1}/{2}/tags.atom"]),
    pattern("github.com", "/{}/{}/commits", &["/{1}/{2}/commits.atom"]),
    pattern("github.com", "/{}/{}/commits/{}", &["/{1}/{2}/commits/{3}.atom"]),
    pattern("github.com", "/{}/{}", &["/{1}/{2}/releases.atom", "/{1}/{2}/tags.atom", "/{1}/{2}/commits.atom"]),
    pattern("github.com", "/{}", &["/{1}.atom"]),
    pattern("gitlab.com", "/{}/{}", &["/{1}/{2}/-/releases.atom", "/{1}/{2}/-/tags?format=atom"]),
    pattern("codeberg.org", "/{}/{}", &["/{1}/{2}/releases.rss", "/{1}/{2}.rss"]),
    pattern("medium.com", "/@{}", &["/feed/@{1}"]),
    pattern("medium.com", "/{}", &["/feed/{1}"]),
    pattern("*.medium.com", "/", &["/feed"]),
    pattern("*.substack.com", "/", &["/feed"]),
    pattern("*.wordpress.com", "/", &["/feed/"]),
    pattern("*.blogspot.com", "/", &["/feeds/posts/default"]),
    pattern("*.tumblr.com", "/", &["/rss"]),
    pattern("*.livejournal.com", "/", &["/data/rss"]),
    pattern("bsky.app", "/profile/{}", &["/profile/{1}/rss"]),
    pattern("vimeo.com", "/{}", &["/{1}/videos/rss"]),
    pattern("dev.to", "/{}", &["/feed/{1}"]),
    pattern("news.ycombinator.com", "/", &["/rss"]),
    pattern("lobste.rs", "/", &["/rss"]),
    pattern("lobste.rs", "/t/{}", &["/t/{1}.rss"]),
    pattern("stackoverflow.com", "/questions/tagged/{}", &["/feeds/tag?tagnames={1}&sort=newest"]),
    pattern("*.stackexchange.com", "/questions/tagged/{}", &["/feeds/tag?tagnames={1}&sort=newest"]),
    pattern("arxiv.org", "/list/{}/{}", &["https://rss.arxiv.org/rss/{1}"]),
    pattern("pypi.org", "/project/{}", &["/rss/project/{1}/releases.xml"]),
    pattern("*", "/@{}", &["/@{1}.rss"]),
];

/// Where the feeds of a page on a known site lie, the best first; empty where the address is of no known kind.
#[must_use]
pub fn known(page: &SafeUrl) -> Vec<SafeUrl> {
    let Ok(url) = Url::parse(page.as_str()) else { return Vec::new() };
    let taken = PATTERNS.iter().find_map(|pattern| Some((pattern, pattern.take(&url)?)));
    let Some((pattern, parts)) = taken else { return Vec::new() };
    pattern.feeds.iter().filter_map(|feed| page.join(&filled(feed, &parts))).collect()
}

impl Pattern {
    /// What stands in the address where the pattern leaves room; `None` where it is no address of this kind.
    fn take(&self, url: &Url) -> Option<Vec<String>> {
        let host = url.host_str()?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        let host = if host == "m.youtube.com" || host == "old.reddit.com" { host.split_once('.')?.1 } else { host };
        let fits = match self.host.strip_prefix('*') {
            None => host == self.host,
            Some("") => !host.ends_with("youtube.com") && !host.ends_with("tiktok.com"),
            Some(domain) => host.strip_suffix(domain).is_some_and(|name| !name.is_empty()),
        };
        let (path, query) = self.path.split_once('?').map_or((self.path, None), |(path, query)| (path, Some(query)));
        let mut taken = if fits { parts(path, url)? } else { return None };
        if let Some(name) = query {
            taken.push(url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())?);
        }
        taken.iter().all(|part| is_plain(part)).then_some(taken)
    }
}

/// What the path of `url` has where `path` leaves room.
fn parts(path: &str, url: &Url) -> Option<Vec<String>> {
    let wanted: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let given: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    if wanted.len() != given.len() {
        return None;
    }
    let mut taken = Vec::new();
    for (wanted, given) in wanted.into_iter().zip(given) {
        match wanted {
            "{}" => taken.push(given.to_owned()),
            "@{}" => taken.push(given.strip_prefix('@')?.to_owned()),
            _ if wanted != given => return None,
            _ => {}
        }
    }
    Some(taken)
}

/// Whether a part is a name, which can't change the address that it is put into.
fn is_plain(part: &str) -> bool {
    !part.is_empty() && !part.starts_with('.') && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~%@+".contains(c))
}

fn filled(feed: &str, parts: &[String]) -> String {
    let numbered = parts.iter().enumerate();
    numbered.fold(feed.to_owned(), |feed, (at, part)| feed.replace(&format!("{{{}}}", at + 1), part))
}

#[cfg(test)]
mod tests {
    use super::known;
    use crate::text::SafeUrl;

    fn best(page: &str) -> Option<String> {
        known(&SafeUrl::parse(page).expect("an address")).first().map(ToString::to_string)
    }

    #[test]
    fn the_pages_of_known_sites_lead_to_their_feeds() {
        for (page, feed) in [
            ("https://www.youtube.com/channel/UCx_1", "https://www.youtube.com/feeds/videos.xml?channel_id=UCx_1"),
            ("https://m.youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
            ("https://www.reddit.com/r/rust/", "https://www.reddit.com/r/rust/.rss"),
            ("https://old.reddit.com/r/rust/new", "https://old.reddit.com/r/rust/new/.rss"),
            ("https://www.youtube.com/channel/UCx_1/streams", "https://www.youtube.com/feeds/videos.xml?channel_id=UCx_1"),
            ("https://github.com/ann", "https://github.com/ann.atom"),
            ("https://github.com/a/b/releases", "https://github.com/a/b/releases.atom"),
            ("https://github.com/a/b", "https://github.com/a/b/releases.atom"),
            ("https://github.com/a/b/commits/main", "https://github.com/a/b/commits/main.atom"),
            ("https://mastodon.example/@ann", "https://mastodon.example/@ann.rss"),
            ("https://medium.com/@ann", "https://medium.com/feed/@ann"),
            ("https://ann.substack.com/", "https://ann.substack.com/feed"),
            ("https://ann.wordpress.com", "https://ann.wordpress.com/feed/"),
            ("https://bsky.app/profile/ann.example", "https://bsky.app/profile/ann.example/rss"),
            ("https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL"),
        ] {
            assert_eq!(best(page).as_deref(), Some(feed), "{page}");
        }
    }

    #[test]
    fn other_pages_are_of_no_known_kind() {
        for page in [
            "https://e.org/a/b",
            "https://www.youtube.com/watch?v=1",
            "https://www.youtube.com/@ann",
            "https://github.com/a/b/issues/1",
            "https://ann.substack.com/p/story",
            "https://notgithub.com/a/b",
            "https://www.reddit.com/r/rust/comments/1/x/",
            "https://mastodon.example/@ann/12",
        ] {
            assert_eq!(best(page), None, "{page}");
        }
    }
}
