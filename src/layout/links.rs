//! The list of links at the end of a story.

use super::{Role, compose::Manner, list, passage::Passage, setter::Setter};
use crate::{
    model::{Document, LinkId, Style, Target},
    text::CleanText,
};

/// Sets the numbered list of the links of `document` that lead out of it. Its places are leaves after the story's own,
/// one for each link, so that a place in the list is kept like one in the story.
pub fn set(setter: &mut Setter<'_>, document: &Document) {
    let last = setter.leaf;
    let mut is_first = true;
    for (at, link) in document.links.iter().enumerate() {
        let Target::Web(url) = &link.target else { continue };
        setter.leaf = last + at;
        if std::mem::take(&mut is_first) {
            setter.space(setter.sheet.gap.max(1));
            added(setter, &setter.sheet.labels.links.into(), None);
        }
        setter.space(setter.sheet.leading);
        let marker = CleanText::line(&format!("{}.", at + 1));
        let widest = setter.width(&format!("{}.", document.links.len()));
        let outer = list::hang(setter, &marker, widest);
        let mut text = CleanText::new();
        if !link.title.is_empty() {
            text.push(&link.title);
            text.push(&" – ".into());
        }
        text.push(&CleanText::block(url.as_str()));
        added(setter, &text, Some(LinkId(at)));
        setter.frame.indent = outer;
    }
}

/// Sets a passage that newsprint adds: a heading where it is no link.
fn added(setter: &mut Setter<'_>, text: &CleanText, link: Option<LinkId>) {
    let mut passage: Passage = setter.begin_passage();
    passage.push_added(text, if link.is_some() { Style::SMALL } else { Style::STRONG }, link);
    passage.settle(setter.direction);
    setter.passage(&passage, Manner { role: Role::Furniture, prose: false, ..setter.prose() });
}
