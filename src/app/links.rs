//! Following the links of the open story.

use super::{
    App, Focus,
    effect::{Effect, Effects},
    hints::Hints,
    menu::{Menu, Row},
    popup::{Choice, Popup},
};
use crate::{
    layout::{Anchor, Heading, headings},
    model::{LinkId, document::Target},
    text::CleanText,
    words::Phrase,
};

impl App {
    /// Puts letters on the links in sight.
    pub(super) fn show_hints(&mut self) -> Effects {
        if self.focus() != Focus::Body {
            return Effects::none();
        }
        self.hints = Hints::on(self.reader.links_in_sight());
        if self.hints.is_none() {
            self.say(&Phrase::new("link.none"), false);
        }
        Effects::none()
    }

    /// Lets the reader choose a heading of the story to go to.
    pub(super) fn choose_heading(&mut self) -> Effects {
        let headings = self.reader.story().map(|story| headings(&story.document)).unwrap_or_default();
        if headings.is_empty() {
            self.say(&Phrase::new("note.no-heading"), false);
            return Effects::none();
        }
        let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let row = |heading: Heading| Row {
            text: CleanText::block(&format!("{}{}", "  ".repeat(usize::from(heading.level - highest)), heading.text)),
            note: CleanText::new(),
            value: Choice::Heading(heading.anchor),
        };
        let rows = headings.into_iter().map(row).collect();
        self.open_popup(Popup::Choose(Menu::new(self.words().get("menu.headings").into(), rows).numbered()))
    }

    /// Follows the link that stands in the story's list under `number`.
    pub(super) fn follow_number(&mut self, number: usize) -> Effects {
        let links = self.reader.story().map_or(0, |story| story.document.links.len());
        if let Some(at) = number.checked_sub(1).filter(|at| *at < links) {
            return self.follow(LinkId(at));
        }
        self.say(&Phrase::new("link.no-number").with("n", number), false);
        Effects::none()
    }

    /// Follows a link: into the browser, or to its place in the story.
    pub(super) fn follow(&mut self, link: LinkId) -> Effects {
        self.hints = None;
        let Some(document) = self.reader.story().map(|story| &story.document) else { return Effects::none() };
        match document.links.get(link.0).map(|link| &link.target) {
            Some(Target::Web(url)) => return Effect::Browse(url.clone()).into(),
            Some(Target::Here(name)) => {
                let place = document.anchors.iter().find(|(anchor, _)| anchor == name);
                if let Some(leaf) = place.map(|(_, leaf)| *leaf) {
                    self.reader.show(Anchor { leaf, byte: 0 });
                }
            }
            None => {}
        }
        Effects::none()
    }
}
