//! Feeds added, renamed, moved, paused and removed on the screen; the welcome to an empty library.

use super::{
    App, Focus,
    complete::Completer,
    effect::{Effect, Effects, Refresh},
    event::{Found, Wanted},
    menu::{Menu, Row},
    popup::{Choice, Popup},
    prompt::Prompt,
    share::{Errand, Question},
};
use crate::{app::effect::FeedDeed, config::SaveForm, model::FeedId, query::Scope, text::CleanText, words::Phrase};

/// A deed that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undoable {
    /// Stories were marked.
    Marked(super::event::Marked),
    /// A feed was removed that was called this.
    Removed(FeedId, CleanText),
    /// A feed was renamed, moved or paused; this takes it back.
    Changed(FeedId, FeedDeed),
}

impl App {
    /// Asks for the address of a feed or site.
    pub(super) fn ask_for_feed(&mut self) -> Effects {
        let folder = match self.feeds.chosen_scope() {
            Scope::Folder(name) => name,
            Scope::Feed(id) => self.feeds.feed(id).map(|feed| feed.folder.clone()).unwrap_or_default(),
            _ => CleanText::new(),
        };
        let prompt = Prompt::new(self.words().get("prompt.add").into(), "");
        self.open_popup(Popup::Ask(prompt, Question::Add(folder)))
    }

    /// Asks for what the chosen feed is to be called.
    pub(super) fn ask_for_name(&mut self) -> Effects {
        let Some((id, title)) = self.chosen_feed() else { return Effects::none() };
        let prompt = Prompt::new(self.words().get("prompt.rename").into(), &title);
        self.open_popup(Popup::Ask(prompt, Question::Rename(id)))
    }

    /// Asks for the folder that the chosen feed is to lie in.
    pub(super) fn ask_for_folder(&mut self) -> Effects {
        let Some((id, _)) = self.chosen_feed() else { return Effects::none() };
        let folder = self.feeds.feed(id).map(|feed| feed.folder.clone()).unwrap_or_default();
        let prompt = Prompt::new(self.words().get("prompt.folder").into(), &folder);
        let mut folders: Vec<CleanText> = self.feeds.contents().feeds.iter().map(|feed| feed.folder.clone()).collect();
        folders.sort();
        folders.dedup();
        folders.retain(|folder| !folder.is_empty());
        let prompt = prompt.completed(Completer::new(folders, false));
        self.open_popup(Popup::Ask(prompt, Question::Move(id)))
    }

    /// Leaves the chosen feed alone, or asks it again.
    pub(super) fn pause_feed(&mut self) -> Effects {
        let Some((id, _)) = self.chosen_feed() else { return Effects::none() };
        let paused = self.feeds.feed(id).is_some_and(|feed| feed.health == super::feeds::Health::Paused);
        self.remember_deed(Undoable::Changed(id, FeedDeed::Pause(paused)));
        self.say_changed(if paused { "note.goes-on" } else { "note.paused" }, id);
        Effect::Feed(id, FeedDeed::Pause(!paused)).into()
    }

    /// Calls a feed otherwise; by its own name again with an empty one.
    pub(super) fn rename_feed(&mut self, id: FeedId, name: CleanText) -> Effects {
        let before = self.feeds.feed(id).map(|feed| feed.name.clone()).unwrap_or_default();
        // The line held the title. A feed that is called by its own name goes on being called so.
        if self.feeds.feed(id).is_some_and(|feed| feed.title == name) {
            return Effects::none();
        }
        self.remember_deed(Undoable::Changed(id, FeedDeed::Rename(before)));
        self.say_changed("note.renamed", id);
        Effect::Feed(id, FeedDeed::Rename(name)).into()
    }

    /// Puts a feed into another folder.
    pub(super) fn move_feed(&mut self, id: FeedId, folder: &CleanText) -> Effects {
        let before = self.feeds.feed(id).map(|feed| feed.folder.clone()).unwrap_or_default();
        let folder = CleanText::line(folder.trim_matches('/'));
        if folder == before {
            return Effects::none();
        }
        self.remember_deed(Undoable::Changed(id, FeedDeed::Move(before)));
        self.say_changed("note.moved", id);
        Effect::Feed(id, FeedDeed::Move(folder)).into()
    }

    fn say_changed(&mut self, key: &str, id: FeedId) {
        let title = self.feeds.feed(id).map(|feed| feed.title.clone()).unwrap_or_default();
        let undo = self.keys.anywhere(super::action::Action::Undo).into_iter().next().unwrap_or_default();
        self.say(&Phrase::new(key).with("feed", title).with("key", undo), false);
    }

    /// Asks whether the chosen feed is to be removed.
    pub(super) fn ask_to_remove(&mut self) -> Effects {
        let Some((id, title)) = self.chosen_feed() else { return Effects::none() };
        let words = self.words();
        let rows =
            vec![row(words.get("remove.yes").into(), Choice::Remove(id)), row(words.get("remove.no").into(), Choice::Nothing)];
        let asked = words.say(&Phrase::new("remove.title").with("feed", &title));
        self.open_popup(Popup::Choose(Menu::new(asked, rows)))
    }

    /// The feed that the feeds pane has chosen, else the one whose stories the list shows.
    fn chosen_feed(&mut self) -> Option<(FeedId, CleanText)> {
        let scope = if self.focus == Focus::Feeds { self.feeds.chosen_scope() } else { self.list.scope().clone() };
        let Scope::Feed(id) = scope else {
            self.say(&Phrase::new("note.no-feed-chosen"), false);
            return None;
        };
        self.feeds.feed(id).map(|feed| (id, feed.title.clone()))
    }

    /// Lets the reader choose among the feeds that a site has.
    pub(super) fn choose_feed(&mut self, found: Vec<Found>, wanted: &Wanted) -> Effects {
        let rows = (1..).zip(found).map(|(number, one)| Row {
            note: CleanText::block(one.url.as_str()),
            value: Choice::Feed(wanted.clone(), number),
            text: one.title,
        });
        let rows = rows.collect();
        self.open_popup(Popup::Choose(Menu::new(self.words().get("menu.found").into(), rows)))
    }

    /// Welcomes a reader who has no feeds yet, once.
    pub(super) fn greet(&mut self) -> Effects {
        self.standing.greeted = true;
        if self.standing.welcomed { Effects::none() } else { self.welcome() }
    }

    /// Takes note of feeds that were added, unread so far.
    pub(super) fn subscribed_to_all(&mut self, feeds: usize) -> Effects {
        self.say(&Phrase::new("note.subscribed").count(feeds), false);
        let mut effects = self.library_changed();
        effects.push(Effect::Refresh(Refresh::Due));
        effects
    }

    /// Offers what to begin with.
    pub(super) fn welcome(&mut self) -> Effects {
        let words = self.words();
        let mut sets: Vec<(usize, &(CleanText, usize))> = self.starters.iter().enumerate().collect();
        // The set in the reader's own language comes first.
        sets.sort_by_key(|(_, (name, _))| name.as_str() != words.name());
        let set = |(number, (name, feeds)): (usize, &(CleanText, usize))| Row {
            text: name.clone(),
            note: words.say(&Phrase::new("welcome.feeds").count(*feeds)),
            value: Choice::Starter(number),
        };
        let others = [
            ('a', "welcome.add", Choice::Add),
            ('i', "welcome.import", Choice::Import),
            (' ', "welcome.edition", Choice::Nothing),
        ];
        let others = others.into_iter().map(|(letter, key, choice)| (letter, row(words.get(key).into(), choice)));
        let digits = "1234567890".chars().chain(std::iter::repeat(' '));
        let rows = digits.zip(sets.into_iter().map(set)).chain(others).map(|(letter, row)| lettered(letter, row)).collect();
        let menu = Menu::new(words.get("welcome.title").into(), rows).led_by(words.get("welcome.lead").into());
        self.open_popup(Popup::Welcome(menu.moved_by_letters()))
    }

    /// Does what was chosen from a menu.
    pub(super) fn chosen(&mut self, choice: Choice) -> Effects {
        match choice {
            Choice::Feed(Wanted::Source(source), choice) => Effect::ReadFeed { source, choice }.into(),
            Choice::Feed(Wanted::Subscription { address, folder }, choice) => {
                Effect::Subscribe { address, folder, choice: Some(choice) }.into()
            }
            Choice::Remove(id) => {
                self.deeds_under_way += 1;
                Effect::Feed(id, FeedDeed::Remove).into()
            }
            Choice::Starter(number) => Effect::SubscribeToStarter(number).into(),
            Choice::Add => self.ask_for_feed(),
            Choice::Import => {
                let prompt = Prompt::new(self.words().get("prompt.import").into(), "");
                self.open_popup(Popup::Ask(prompt, Question::Import))
            }
            Choice::Heading(anchor) => {
                self.reader.show(anchor);
                Effects::none()
            }
            Choice::Print(job) => self.run_at_hand(Errand::Print(job)),
            Choice::PrintToFile => self.run_at_hand(Errand::NameFile(Some(SaveForm::Pdf))),
            Choice::Story(key) => self.go_to_story(key),
            Choice::Nothing => Effects::none(),
        }
    }

    /// Takes note of a feed that was added: its stories are shown.
    pub(super) fn subscribed(&mut self, feed: FeedId, title: &CleanText, stories: usize) -> Effects {
        self.say(&Phrase::new("note.added").with("feed", title).count(stories), false);
        let mut effects = Effects::from(self.list.show(Scope::Feed(feed)));
        effects.push(Effect::Contents);
        effects
    }

    /// Takes note of a feed that was removed.
    pub(super) fn removed(&mut self, feed: FeedId, title: &CleanText) -> Effects {
        let undo = self.keys.anywhere(super::action::Action::Undo).into_iter().next().unwrap_or_default();
        self.say(&Phrase::new("note.removed").with("feed", title).with("key", undo), false);
        self.remember_deed(Undoable::Removed(feed, title.clone()));
        let mut effects = self.deed_done();
        let gone = *self.list.scope() == Scope::Feed(feed);
        effects.push(if gone { self.list.show(Scope::All) } else { self.list.ask_anew() });
        effects.push(Effect::Contents);
        effects
    }
}

fn row(text: CleanText, value: Choice) -> Row<Choice> {
    Row { text, note: CleanText::new(), value }
}

/// A row with the letter or digit that chooses it.
fn lettered(letter: char, row: Row<Choice>) -> Row<Choice> {
    Row { text: CleanText::block(&format!("{letter}  {}", row.text)), ..row }
}
