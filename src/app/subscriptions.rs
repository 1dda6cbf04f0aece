//! Feeds added, renamed, moved, paused and removed on the screen; the welcome to an empty library.

use super::{
    App, Focus,
    complete::Completer,
    effect::{Effect, Effects, FeedDeed, FeedDeeds, Refresh},
    event::{Found, Wanted},
    feeds::{FeedRow, Health},
    menu::{Menu, Row},
    popup::{Choice, Popup},
    prompt::Prompt,
    share::{Errand, Question},
};
use crate::{config::SaveForm, model::FeedId, query::Scope, text::CleanText, words::Phrase};

/// A deed that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undoable {
    /// Stories were marked.
    Marked(super::event::Marked),
    /// Feeds were removed; they, or their folder, were called this.
    Removed(Vec<FeedId>, CleanText),
    /// Feeds were renamed, moved or paused; this takes it back.
    Changed(FeedDeeds),
}

/// What a deed of the feeds pane is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branch {
    /// A feed.
    Feed(FeedId),
    /// All feeds of a folder, and of the folders in it.
    Folder(CleanText),
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

    /// Asks for what the chosen feed or folder is to be called.
    pub(super) fn ask_for_name(&mut self) -> Effects {
        let Some(branch) = self.chosen_branch() else { return Effects::none() };
        let prompt = Prompt::new(self.words().get("prompt.rename").into(), &self.called(&branch));
        self.open_popup(Popup::Ask(prompt, Question::Rename(branch)))
    }

    /// Asks for the folder that the chosen feed is to lie in, or where the chosen folder is to be.
    pub(super) fn ask_for_folder(&mut self) -> Effects {
        let Some(branch) = self.chosen_branch() else { return Effects::none() };
        let prompt = Prompt::new(self.words().get("prompt.folder").into(), &self.folder_of(&branch));
        let mut folders: Vec<CleanText> = self.feeds.contents().feeds.iter().map(|feed| feed.folder.clone()).collect();
        folders.sort();
        folders.dedup();
        folders.retain(|folder| !folder.is_empty());
        let prompt = prompt.completed(Completer::new(folders, false));
        self.open_popup(Popup::Ask(prompt, Question::Move(branch)))
    }

    /// Leaves the chosen feed or folder alone, or asks it again.
    pub(super) fn pause_feed(&mut self) -> Effects {
        let Some(branch) = self.chosen_branch() else { return Effects::none() };
        let is_paused = |feed: &&FeedRow| feed.health == Health::Paused;
        let paused = self.feeds_of(&branch).all(|feed| is_paused(&feed));
        let deeds = self.feeds_of(&branch).filter(|feed| is_paused(feed) == paused);
        let deeds = deeds.map(|feed| (feed.id, FeedDeed::Pause(paused), FeedDeed::Pause(!paused))).collect();
        self.change(&branch, deeds, if paused { "note.goes-on" } else { "note.paused" })
    }

    /// Calls a feed or folder otherwise; a feed by its own name again with an empty one.
    pub(super) fn rename(&mut self, branch: &Branch, name: CleanText) -> Effects {
        let Branch::Feed(id) = branch else { return self.move_to(branch, &name) };
        let before = self.feeds.feed(*id).map(|feed| feed.name.clone()).unwrap_or_default();
        // The line held the title. A feed that is called by its own name goes on being called so.
        if self.called(branch) == name {
            return Effects::none();
        }
        self.change(branch, vec![(*id, FeedDeed::Rename(before), FeedDeed::Rename(name))], "note.renamed")
    }

    /// Puts a feed into another folder, or calls a folder otherwise; what lies in it, folders too, stays in it.
    pub(super) fn move_to(&mut self, branch: &Branch, folder: &CleanText) -> Effects {
        let (before, folder) = (self.folder_of(branch), CleanText::line(folder.trim_matches('/')));
        if folder == before {
            return Effects::none();
        }
        let moved = |feed: &FeedRow| {
            let below = feed.folder.strip_prefix(before.as_str()).unwrap_or_default();
            let path = CleanText::line(format!("{folder}{below}").trim_matches('/'));
            (feed.id, FeedDeed::Move(feed.folder.clone()), FeedDeed::Move(path))
        };
        let deeds = self.feeds_of(branch).map(moved).collect();
        // What is open stays open under its new name.
        if matches!(branch, Branch::Folder(_)) {
            self.feeds.seek(Scope::Folder(folder));
        }
        self.change(branch, deeds, "note.moved")
    }

    /// Changes the feeds of a branch: each with what takes it back, and what is to be done.
    fn change(&mut self, branch: &Branch, deeds: Vec<(FeedId, FeedDeed, FeedDeed)>, note: &'static str) -> Effects {
        let called = self.called(branch);
        let undo = self.keys.anywhere(super::action::Action::Undo).into_iter().next().unwrap_or_default();
        self.say(&Phrase::new(note).with("feed", &called).with("key", undo), false);
        let (before, deeds) = deeds.into_iter().map(|(id, before, deed)| ((id, before), (id, deed))).unzip();
        self.remember_deed(Undoable::Changed(FeedDeeds { called: called.clone(), deeds: before }));
        Effect::Feeds(FeedDeeds { called, deeds }).into()
    }

    /// Asks whether the chosen feed, or all of the chosen folder, is to be removed.
    pub(super) fn ask_to_remove(&mut self) -> Effects {
        let Some(branch) = self.chosen_branch() else { return Effects::none() };
        let (words, called) = (self.words(), self.called(&branch));
        let asked = match branch {
            Branch::Feed(_) => Phrase::new("remove.title").with("feed", called),
            Branch::Folder(_) => Phrase::new("remove.folder").with("folder", called).count(self.feeds_of(&branch).count()),
        };
        let rows = vec![
            row(words.get("remove.yes").into(), Choice::Remove(branch)),
            row(words.get("remove.no").into(), Choice::Nothing),
        ];
        self.open_popup(Popup::Choose(Menu::new(words.say(&asked), rows)))
    }

    /// The feed or folder that the feeds pane has chosen, else the one whose stories the list shows.
    fn chosen_branch(&mut self) -> Option<Branch> {
        let scope = if self.focus == Focus::Feeds { self.feeds.chosen_scope() } else { self.list.scope().clone() };
        let branch = match scope {
            Scope::Feed(id) => Some(Branch::Feed(id)),
            Scope::Folder(name) => Some(Branch::Folder(name)),
            _ => None,
        };
        let branch = branch.filter(|branch| self.feeds_of(branch).next().is_some());
        if branch.is_none() {
            self.say(&Phrase::new("note.no-feed-chosen"), false);
        }
        branch
    }

    /// The feeds of a branch.
    fn feeds_of<'a>(&'a self, branch: &'a Branch) -> impl Iterator<Item = &'a FeedRow> {
        self.feeds.contents().feeds.iter().filter(move |feed| match branch {
            Branch::Feed(id) => feed.id == *id,
            Branch::Folder(name) => feed.lies_in(name),
        })
    }

    /// What a branch is called.
    fn called(&self, branch: &Branch) -> CleanText {
        match branch {
            Branch::Feed(id) => self.feeds.feed(*id).map(|feed| feed.title.clone()).unwrap_or_default(),
            Branch::Folder(name) => name.clone(),
        }
    }

    /// The folder of a feed; of a folder its own path.
    fn folder_of(&self, branch: &Branch) -> CleanText {
        match branch {
            Branch::Feed(id) => self.feeds.feed(*id).map(|feed| feed.folder.clone()).unwrap_or_default(),
            Branch::Folder(name) => name.clone(),
        }
    }

    /// Lets the reader choose among the feeds that a site has.
    pub(super) fn choose_feed(&mut self, found: Vec<Found>, wanted: &Wanted) -> Effects {
        let rows = (1..).zip(found).map(|(number, one)| Row {
            note: CleanText::block(one.url.as_str()),
            value: Choice::Feed(wanted.clone(), number),
            text: one.title,
        });
        let rows = rows.collect();
        self.open_popup(Popup::Choose(Menu::new(self.words().get("menu.found").into(), rows).numbered()))
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
            Choice::Remove(branch) => {
                self.deeds_under_way += 1;
                let deeds = self.feeds_of(&branch).map(|feed| (feed.id, FeedDeed::Remove)).collect();
                Effect::Feeds(FeedDeeds { called: self.called(&branch), deeds }).into()
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

    /// Takes note of feeds that were removed.
    pub(super) fn removed(&mut self, feeds: Vec<FeedId>, called: CleanText) -> Effects {
        let undo = self.keys.anywhere(super::action::Action::Undo).into_iter().next().unwrap_or_default();
        self.say(&Phrase::new("note.removed").with("feed", &called).with("key", undo), false);
        let gone = match self.list.scope() {
            Scope::Feed(id) => feeds.contains(id),
            Scope::Folder(name) => *name == called,
            _ => false,
        };
        self.remember_deed(Undoable::Removed(feeds, called));
        let mut effects = self.deed_done();
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
