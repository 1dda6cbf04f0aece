//! Which vocabulary a name belongs to, by its address, by habit where a prefix is not declared.

/// A vocabulary that feeds use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of every version, and names without a namespace.
    Core,
    Atom,
    Rdf,
    /// Dublin Core, elements and terms.
    Dc,
    /// `content:encoded`.
    Content,
    Media,
    /// Apple's podcast names and Google's copy of them.
    Itunes,
    Podcast,
    Xhtml,
    Feedburner,
    /// How often a feed changes: `sy:updatePeriod`.
    Syndication,
    /// `slash:comments`: how many comments there are.
    Slash,
    /// `thr:total`, `thr:count`: the same in Atom (RFC 4685).
    Threads,
    Other,
}

/// The beginnings of addresses, without scheme, in lower case; the first that fits counts.
const ADDRESSES: [(&str, Space); 29] = [
    ("www.w3.org/2005/atom", Space::Atom),
    ("purl.org/atom/ns", Space::Atom),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Space::Rdf),
    ("purl.org/dc/", Space::Dc),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules/dcterms", Space::Dc),
    ("purl.org/rss/1.0/modules/syndication", Space::Syndication),
    ("purl.org/rss/1.0/modules/slash", Space::Slash),
    ("purl.org/syndication/thread", Space::Threads),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss/modules", Space::Other),
    ("purl.org/rss", Space::Core),
    ("purl.org/net/rss", Space::Core),
    ("backend.userland.com", Space::Core),
    ("my.netscape.com", Space::Core),
    ("channel.netscape.com", Space::Core),
    ("blogs.law.harvard.edu", Space::Core),
    ("search.yahoo.com/mrss", Space::Media),
    ("tools.search.yahoo.com/mrss", Space::Media),
    ("www.itunes.com/dtds/podcast", Space::Itunes),
    ("example.com/dtds/podcast", Space::Itunes),
    ("www.google.com/schemas/play-podcasts", Space::Itunes),
    ("podcastindex.org/namespace", Space::Podcast),
    ("github.com/podcastindex-org", Space::Podcast),
    ("www.w3.org/1999/xhtml", Space::Xhtml),
    ("www.w3.org/tr/rec-html40", Space::Xhtml),
    ("rssnamespace.org/feedburner", Space::Feedburner),
    ("www.w3.org/2000/svg", Space::Xhtml),
    ("www.w3.org/1998/math", Space::Xhtml),
];

/// What prefixes mean by habit, where a feed does not declare them.
const PREFIXES: [(&str, Space); 20] = [
    ("atom", Space::Atom),
    ("atom03", Space::Atom),
    ("atom10", Space::Atom),
    ("a10", Space::Atom),
    ("rss", Space::Core),
    ("rdf", Space::Rdf),
    ("dc", Space::Dc),
    ("dcterms", Space::Dc),
    ("content", Space::Content),
    ("media", Space::Media),
    ("itunes", Space::Itunes),
    ("googleplay", Space::Itunes),
    ("podcast", Space::Podcast),
    ("xhtml", Space::Xhtml),
    ("html", Space::Xhtml),
    ("feedburner", Space::Feedburner),
    ("fb", Space::Feedburner),
    ("sy", Space::Syndication),
    ("slash", Space::Slash),
    ("thr", Space::Threads),
];

/// The most declarations that are heeded at a time; no feed has a tenth of them.
const MOST_DECLARATIONS: usize = 256;

/// The declarations that hold where the reader is.
#[derive(Default)]
pub(super) struct Namespaces<'a> {
    /// Prefix (empty for the default), what it means, and the depth of the element that declares it.
    declared: Vec<(&'a str, Space, usize)>,
}

impl<'a> Namespaces<'a> {
    /// Notes `xmlns:prefix="address"` of an element at `depth`.
    pub(super) fn declare(&mut self, prefix: &'a str, address: &str, depth: usize) {
        if self.declared.len() < MOST_DECLARATIONS {
            self.declared.push((prefix, meaning(prefix, address), depth));
        }
    }

    /// Forgets what elements deeper than `depth` declared.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(_, _, at)| *at > depth) {
            self.declared.pop();
        }
    }

    /// The vocabulary of a name, and the name without its prefix.
    pub(super) fn resolve(&self, name: &'a str) -> (Space, &'a str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self.declared.iter().rev().find(|(known, ..)| *known == prefix).map(|(_, space, _)| *space);
        let space = declared.unwrap_or_else(|| if prefix.is_empty() { Space::Core } else { by_habit(prefix) });
        (space, local)
    }
}

fn meaning(prefix: &str, address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    let place = address.split_once("://").map_or(address.as_str(), |(_, place)| place);
    let known = ADDRESSES.iter().find(|(start, _)| place.starts_with(start)).map(|(_, space)| *space);
    // A default namespace that nobody knows is a version of RSS that nobody wrote down.
    known.unwrap_or(if prefix.is_empty() { Space::Core } else { Space::Other })
}

fn by_habit(prefix: &str) -> Space {
    PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(prefix)).map_or(Space::Other, |(_, space)| *space)
}

#[cfg(test)]
mod tests {
    use super::{Namespaces, Space};

    #[test]
    fn a_name_means_what_its_address_says() {
        let mut names = Namespaces::default();
        names.declare("a", "http://www.w3.org/2005/Atom", 1);
        names.declare("", "http://purl.org/rss/1.0/", 1);
        names.declare("x", "https://purl.org/dc/elements/1.1/", 2);
        assert_eq!(names.resolve("a:link"), (Space::Atom, "link"));
        assert_eq!(names.resolve("item"), (Space::Core, "item"));
        assert_eq!(names.resolve("x:date"), (Space::Dc, "date"));
        names.leave(1);
        assert_eq!(names.resolve("x:date"), (Space::Other, "date"));
    }

    #[test]
    fn undeclared_prefixes_mean_what_they_usually_do() {
        let names = Namespaces::default();
        assert_eq!(names.resolve("itunes:author"), (Space::Itunes, "author"));
        assert_eq!(names.resolve("item"), (Space::Core, "item"));
    }
}
