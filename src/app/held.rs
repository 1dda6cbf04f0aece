//! Keys that act on a story wait for the one that was asked for, and what is typed after them waits with them: keys are
//! faster than a story opens, and mean what is coming, not what is still to be seen.

use super::{App, Focus, action::Action, effect::Effects, event::Event, keys::Asked};
use crate::config::{Code, Key};

/// What waits for a story.
#[derive(Clone, Debug)]
pub(super) enum Held {
    /// What a key asked for.
    Deed(Asked),
    /// What came after it: a key, or text that was pasted.
    Later(Event),
}

impl App {
    /// Keeps what is typed back behind what waits; gives it back where it may go on. Escape drops what waits, and so does
    /// the key that ends any program.
    pub(super) fn hold_back(&mut self, event: Event) -> Option<Event> {
        match event {
            event if self.held.is_empty() => Some(event),
            Event::Key(key @ Key { code: Code::Esc | Code::Char('c'), .. }) if key.code == Code::Esc || key.ctrl => {
                self.held.clear();
                key.ctrl.then_some(event)
            }
            Event::Key(_) | Event::Pasted(_) => {
                self.held.push_back(Held::Later(event));
                None
            }
            event => Some(event),
        }
    }

    /// Lets an action wait where the story that it is about is on its way; whether it waits.
    pub(super) fn waits(&mut self, asked: Asked) -> bool {
        let about_open = self.is_about_open_story(asked.action);
        let coming = self.list.leads_elsewhere() || about_open && self.reader.is_waiting();
        let waits = coming && (about_open || is_about_chosen_story(asked.action)) && self.focus() != Focus::Popup;
        if waits {
            self.held.push_front(Held::Deed(asked));
        }
        waits
    }

    /// Goes on with the first of what waited; `None` where nothing waits, or what it waits for is still to come.
    pub(super) fn go_on(&mut self) -> Option<Effects> {
        if self.reader.is_waiting() || self.list.leads_elsewhere() {
            return None;
        }
        Some(match self.held.pop_front()? {
            Held::Deed(asked) => self.act(asked),
            Held::Later(event) => self.take(event),
        })
    }

    /// What was asked for does not come: nothing waits for it any more.
    pub(super) fn give_up_waiting(&mut self) {
        self.held.clear();
        self.reader.give_up();
        self.list.give_up();
    }

    fn is_about_open_story(&self, action: Action) -> bool {
        match action {
            Action::LinkHints
            | Action::OpenLink
            | Action::Headings
            | Action::Search
            | Action::WholeText
            | Action::OpenEnclosure
            | Action::BodyDown
            | Action::BodyUp
            | Action::ReadOn => true,
            Action::Down
            | Action::Up
            | Action::PageDown
            | Action::PageUp
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::First
            | Action::Last => matches!(self.focus, Focus::Body | Focus::Toolbar),
            // They go from hit to hit in what is open.
            Action::NextUnread | Action::PreviousUnread => self.search.is_some() || self.found.is_some(),
            _ => false,
        }
    }
}

/// Whether it is about the story that the list has chosen, open or not.
fn is_about_chosen_story(action: Action) -> bool {
    matches!(
        action,
        Action::OpenStory
            | Action::PaneRight
            | Action::PaneNext
            | Action::Print
            | Action::Mail
            | Action::Share
            | Action::OpenInBrowser
            | Action::OpenAndGoOn
            | Action::CopyLink
            | Action::Save
            | Action::Pipe
            | Action::ToggleRead
            | Action::ToggleStar
            | Action::ToggleLater
            | Action::Tag
            | Action::Pick
    )
}
