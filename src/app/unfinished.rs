//! Stories that were begun and not read to their end: the way back to them.

use super::{
    App,
    effect::Effects,
    menu::{Menu, Row},
    popup::{Choice, Popup},
    story::StoryKey,
};
use crate::{text::CleanText, words::Phrase};

/// The most stories that are kept.
const MOST: usize = 30;

/// A story of the library that was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Unfinished {
    /// The story.
    pub story: StoryKey,
    /// Its headline.
    pub title: CleanText,
    /// How much of it was seen, in percent.
    pub percent: u32,
}

impl App {
    /// The open story, how far it was read, and whether it was begun: neither its beginning nor its end is in sight. `None`
    /// as well until it is set to its end: then nobody has moved in it.
    pub(super) fn begun(&self) -> Option<(Unfinished, bool)> {
        let story = self.reader.story().filter(|_| self.standing.home)?;
        let key = story.key?;
        let percent = self.reader.percent()?;
        Some((Unfinished { story: key, title: story.title.clone(), percent }, self.reader.top() > 0 && !self.reader.at_end()))
    }

    /// Takes note of how far a story was read that was left.
    pub(super) fn left_at(&mut self, (left, begun): (Unfinished, bool)) {
        self.unfinished.retain(|other| other.story != left.story);
        if begun {
            self.unfinished.insert(0, left);
            self.unfinished.truncate(MOST);
        }
    }

    /// Lets the reader choose among the stories that were begun, the latest first.
    pub(super) fn choose_unfinished(&mut self) -> Effects {
        let open = self.reader.key();
        let row = |one: &Unfinished| Row {
            text: one.title.clone(),
            note: CleanText::line(&format!("{} %", one.percent)),
            value: Choice::Story(one.story),
        };
        let rows: Vec<Row<Choice>> = self.unfinished.iter().filter(|one| Some(one.story) != open).map(row).collect();
        if rows.is_empty() {
            self.say(&Phrase::new("note.none-unfinished"), false);
            return Effects::none();
        }
        self.open_popup(Popup::Choose(Menu::new(self.words().get("menu.unfinished").into(), rows).numbered()))
    }
}
