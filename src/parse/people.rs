//! Who wrote it: names, mail addresses and pages in the forms of every dialect.

use super::{
    article::{head, line},
    namespace::Space,
    tree::Element,
};
use crate::{
    decode::strip,
    model::Person,
    text::{CleanText, SafeUrl},
};

/// The most people that are kept.
const MOST_PEOPLE: usize = 50;

/// Who wrote an article: its own authors, else those of the feed that it was taken from.
pub(super) fn of_article(item: &Element<'_>) -> Vec<Person> {
    let own = authors(item);
    if !own.is_empty() {
        return own;
    }
    let heard = unique(item.all_in(Space::Podcast, "person").map(person).filter(is_somebody));
    if !heard.is_empty() {
        return heard;
    }
    item.all("source").map(authors).find(|people| !people.is_empty()).unwrap_or_default()
}

/// Who publishes a feed.
pub(super) fn of_feed(head: &Element<'_>) -> Vec<Person> {
    let named = authors(head);
    if !named.is_empty() {
        return named;
    }
    let owners = head.all_in(Space::Itunes, "owner").map(person).filter(is_somebody);
    let others =
        ["managingEditor", "editor", "webMaster"].into_iter().flat_map(|name| head.all(name).map(person)).filter(is_somebody);
    let publishers = head.all_in(Space::Dc, "publisher").map(person).filter(is_somebody);
    unique(owners.chain(others).chain(publishers))
}

/// Those who are named as authors of an article, or of all articles of a feed.
pub(super) fn authors(parent: &Element<'_>) -> Vec<Person> {
    let mentioned = parent.elements().filter(|element| {
        let extension = [(Space::Dc, "creator"), (Space::Dc, "author"), (Space::Itunes, "author")];
        element.is("author") || extension.iter().any(|(space, name)| element.is_in(*space, name))
    });
    unique(mentioned.map(person).filter(is_somebody))
}

fn is_somebody(person: &Person) -> bool {
    !person.name.is_empty()
}

/// Everybody once, by name.
fn unique(people: impl Iterator<Item = Person>) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    for person in people {
        if out.len() < MOST_PEOPLE && out.iter().all(|other| other.name != person.name) {
            out.push(person);
        }
    }
    out
}

/// A person as elements (Atom) or as one text (RSS).
fn person(element: &Element<'_>) -> Person {
    if !element.has_elements() {
        return from_text(&element.text());
    }
    let field = |name: &str| {
        let mut found = element.elements().filter(|child| child.name.eq_ignore_ascii_case(name)).map(line);
        found.find(|text| !text.is_empty())
    };
    let (name, email) = (field("name"), field("email"));
    let url = field("uri").or_else(|| field("url")).or_else(|| field("homepage"));
    let url = url.and_then(|url| SafeUrl::resolve(&url, element.around.base.as_ref()));
    match name.or_else(|| email.clone()) {
        Some(name) => Person { name, email, url },
        None => Person { url, ..from_text(&element.text()) },
    }
}

/// `mail@example.org (Name)`, `Name <mail@example.org>`, `Name (mail@example.org)`, or one of both alone.
pub(super) fn from_text(text: &str) -> Person {
    let clean = |part: &str| CleanText::line(&strip::text(part.trim().trim_matches('"')));
    let text = head(text).trim();
    for (open, close) in [('<', '>'), ('(', ')')] {
        let Some((before, inside)) = text.strip_suffix(close).and_then(|text| text.rsplit_once(open)) else { continue };
        let inside = inside.trim().trim_start_matches("mailto:");
        let before = before.trim().trim_start_matches("mailto:");
        let (name, email) = if is_email(before) { (inside, before) } else { (before, inside) };
        if is_email(email) {
            let name = if name.is_empty() { email } else { name };
            return Person { name: clean(name), email: Some(clean(email)), url: None };
        }
    }
    let email = is_email(text).then(|| clean(text));
    Person { name: clean(text), email, url: None }
}

fn is_email(text: &str) -> bool {
    let (user, host) = text.split_once('@').unwrap_or_default();
    !user.is_empty() && !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::from_text;

    #[test]
    fn a_name_is_found_beside_a_mail_address() {
        for text in [
            "me@example.org (A. Writer)",
            "A. Writer <me@example.org>",
            "A. Writer (me@example.org)",
            "\"A. Writer\" <me@example.org>",
        ] {
            let person = from_text(text);
            assert_eq!(person.name.as_str(), "A. Writer", "{text}");
            assert_eq!(person.email.as_deref(), Some("me@example.org"), "{text}");
        }
        assert_eq!(from_text("me@example.org").name.as_str(), "me@example.org");
        assert_eq!(from_text("A. Writer (of Kent)").name.as_str(), "A. Writer (of Kent)");
        assert_eq!(from_text("<b>A</b> Writer").name.as_str(), "A Writer");
    }
}
