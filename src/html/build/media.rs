//! Pictures, recordings, films and pages of other sites.

use super::super::tree::{Data, NodeId, Tree};
use super::{Builder, Flow, Inherited};
use crate::model::Block;
use crate::model::document::{Media, MediaKind};
use crate::text::{CleanText, SafeUrl};

/// The greatest height of a picture that is taken as a character of its line, in CSS pixels.
const TALLEST_CHARACTER: u32 = 32;

impl Builder<'_> {
    pub(super) fn image(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        if is_pixel(tree, id) {
            return;
        }
        let alt = alt_of(tree, id);
        let url = picture_address(tree, id).find_map(|raw| self.links.resolve(raw));
        let Some(url) = url.filter(|_| alt.is_empty() || !is_character(tree, id)) else {
            return flow.line.words(&alt, inherited.ink);
        };
        let link = inherited.ink.link.or_else(|| self.links.to(url.clone(), &alt));
        flow.line.media(Media { kind: MediaKind::Image, alt, url: Some(url), link });
    }

    pub(super) fn media(&mut self, id: NodeId, kind: MediaKind, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let sources = tree.children(id).filter(|child| tree.is(*child, "source"));
        let addresses =
            std::iter::once(id).chain(sources).flat_map(|id| [tree.attribute(id, "src"), tree.attribute(id, "data-src")]);
        let url = addresses.flatten().filter(|raw| !raw.trim().is_empty()).find_map(|raw| self.links.resolve(raw));
        if let Some(url) = url {
            self.embed(kind, url, alt_of(tree, id), flow);
        }
        if !is_closed(tree, id) {
            self.children(id, inherited, flow);
        }
    }

    /// An object's content is shown in its place where it says more than "cannot be shown".
    pub(super) fn object(&mut self, id: NodeId, inherited: Inherited, flow: &mut Flow) {
        let tree = self.tree;
        let raw = tree.attribute(id, "data").or_else(|| tree.attribute(id, "src")).filter(|raw| !raw.trim().is_empty());
        let inner =
            tree.within(id).skip(1).any(|inner| matches!(tree.data(inner), Data::Element { .. }) && !tree.is(inner, "param"));
        if let Some(url) = raw.and_then(|raw| self.links.resolve(raw)).filter(|_| !inner) {
            self.embed(MediaKind::Embed, url, alt_of(tree, id), flow);
        }
        if inner || raw.is_none() || !is_closed(tree, id) {
            self.children(id, inherited, flow);
        }
    }

    fn embed(&mut self, kind: MediaKind, url: SafeUrl, alt: CleanText, flow: &mut Flow) {
        let link = self.links.to(url.clone(), &alt);
        self.settle(flow);
        self.medium(Media { kind, alt, url: Some(url), link }, flow);
    }
}

/// A caption that says what the picture's own words say is enough.
pub(super) fn silence_repeated_alt(content: &mut [Block], caption: &[Block]) {
    let [Block::Paragraph(text)] = caption else { return };
    let words: String = text.iter().map(|span| &*span.text).collect();
    for block in content {
        if let Block::Media(media) = block
            && media.alt.trim() == words.trim()
        {
            media.alt = CleanText::new();
        }
    }
}

fn alt_of(tree: &Tree, id: NodeId) -> CleanText {
    let given = ["alt", "title", "aria-label"].into_iter().filter_map(|name| tree.attribute(id, name));
    CleanText::line(given.map(str::trim).find(|words| !words.is_empty()).unwrap_or_default())
}

/// Where a picture may lie, the likeliest first. Pages that load pictures late keep the address in other attributes.
fn picture_address(tree: &Tree, id: NodeId) -> impl Iterator<Item = &str> {
    const LATE: [&str; 6] = ["data-src", "data-original", "data-lazy-src", "data-orig-file", "data-url", "data-hi-res-src"];
    let src = tree.attribute(id, "src").filter(|src| !src.trim_start().starts_with("data:"));
    let late = LATE.into_iter().filter_map(move |name| tree.attribute(id, name));
    let sets = ["srcset", "data-srcset"].into_iter().filter_map(move |name| tree.attribute(id, name));
    let of_set = sets.filter_map(|set| set.split([',', ' ']).find(|part| !part.is_empty()));
    late.filter(|raw| !raw.trim().is_empty()).chain(src.filter(|raw| !raw.trim().is_empty())).chain(of_set)
}

fn pixels(tree: &Tree, id: NodeId, name: &str) -> Option<u32> {
    tree.attribute(id, name)?.trim().trim_end_matches("px").parse().ok()
}

/// A picture of one pixel is there to count its readers.
fn is_pixel(tree: &Tree, id: NodeId) -> bool {
    let tiny = |name| pixels(tree, id, name).is_some_and(|size| size <= 1);
    tiny("width") && tiny("height") || tiny("width") && pixels(tree, id, "height").is_none()
}

/// Emoji, smileys and formulas that pages bring as pictures stand in their line as the words that they stand for.
fn is_character(tree: &Tree, id: NodeId) -> bool {
    let class = tree.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
    ["emoji", "smiley", "latex", "math", "tex"].iter().any(|part| class.contains(part))
        || pixels(tree, id, "height").is_some_and(|height| height <= TALLEST_CHARACTER)
}

fn is_closed(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.data(id), Data::Element { closed: true, .. }) || tree.is(id, "iframe") || tree.is(id, "embed")
}
