//! The palette and command line: every action with its key, every feed, every setting, found by a few letters.

use super::{
    App, Focus,
    action::{Action, TABLE},
    effect::Effects,
    foot::Note,
    keys::Asked,
    menu::{Menu, Row},
    popup::Popup,
    prompt::Prompt,
    setup::Setup,
    share::Question,
};
use crate::{
    config::{Keymap, Settings, settings::AUTO},
    query::Scope,
    text::CleanText,
    words::Words,
};

/// The most notes that are kept for `:messages`.
const MOST_MESSAGES: usize = 200;

/// Settings that hold from the start of the program on.
const AT_THE_START: [&str; 1] = ["linear"];

/// What can be chosen in the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Do this.
    Action(Action),
    /// Show these stories.
    Scope(Scope),
    /// Set this: a dotted key and its value.
    Setting(String, String),
    /// Ask for the value of this setting.
    AskSetting(String),
}

impl App {
    /// Opens the palette.
    pub(super) fn open_palette(&mut self) -> Effects {
        let mut rows = self.action_rows();
        rows.extend(self.scope_rows());
        rows.extend(self.setting_rows());
        let title = self.words().get("palette.title").into();
        self.open_popup(Popup::Palette(Menu::new(title, rows).fuzzy()))
    }

    fn action_rows(&self) -> Vec<Row<Command>> {
        let widest = TABLE.iter().map(|row| row.name.len()).max().unwrap_or_default();
        let row = |row: &super::action::Row| Row {
            text: CleanText::block(&format!("{:widest$}  {}", row.name, row.help(self.words()))),
            note: CleanText::line(&self.keys().anywhere(row.action).first().cloned().unwrap_or_default()),
            value: Command::Action(row.action),
        };
        TABLE.iter().filter(|row| row.action != Action::Palette).map(row).collect()
    }

    /// All that the feeds pane can show, smart feeds and folders among them.
    fn scope_rows(&self) -> Vec<Row<Command>> {
        let kind = self.words().get("palette.feed");
        let row = |row: &super::feeds::Row| Row {
            text: row.title(self.words()),
            note: kind.into(),
            value: Command::Scope(row.scope.clone()),
        };
        self.feeds.rows().iter().map(row).collect()
    }

    /// Every setting: with each of its values where they are few, else to be typed.
    fn setting_rows(&self) -> Vec<Row<Command>> {
        let kind = self.words().get("palette.setting");
        let listed = choices(&self.setup);
        let with_values = listed.iter().flat_map(|(key, values)| values.iter().map(move |value| (*key, value)));
        let chosen =
            with_values.map(|(key, value)| (format!("{key} = {value}"), Command::Setting(key.to_owned(), value.clone())));
        let others = Settings::keys()
            .into_iter()
            .filter(|key| !AT_THE_START.contains(&key.as_str()) && listed.iter().all(|(known, _)| known != key));
        let typed = others.map(|key| (format!("{key} = {}…", self.settings().value(&key)), Command::AskSetting(key)));
        let row = |(text, value): (String, Command)| Row { text: CleanText::line(&text), note: kind.into(), value };
        chosen.chain(typed).map(row).collect()
    }

    /// Does what was chosen.
    pub(super) fn command(&mut self, command: Command) -> Effects {
        match command {
            Command::Action(action) => self.act(Asked { action, count: None }),
            Command::Scope(scope) => {
                self.feeds.choose_scope(&scope);
                self.focus_on(Focus::List);
                self.show(scope)
            }
            Command::Setting(key, value) => self.set(&key, &value),
            Command::AskSetting(key) => {
                let prompt = Prompt::new(CleanText::line(&format!("{key} =")), &self.settings().value(&key));
                self.open_popup(Popup::Ask(prompt, Question::Set(key)))
            }
        }
    }

    /// Shows what was said, the latest first.
    pub(super) fn open_messages(&mut self) -> Effects {
        let row = |note: &Note| Row { text: note.text.clone(), note: CleanText::new(), value: () };
        let mut rows: Vec<Row<()>> = self.messages.iter().rev().map(row).collect();
        if rows.is_empty() {
            rows.push(Row { text: self.words().get("messages.none").into(), note: CleanText::new(), value: () });
        }
        self.open_popup(Popup::Messages(Menu::new(self.words().get("messages.title").into(), rows)))
    }

    /// Keeps a note for `:messages`.
    pub(super) fn keep_message(&mut self, note: Note) {
        self.messages.push_back(note);
        if self.messages.len() > MOST_MESSAGES {
            self.messages.pop_front();
        }
    }
}

/// The settings that the palette offers, with their values.
fn choices(setup: &Setup) -> Vec<(&'static str, Vec<String>)> {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let auto_or = |names: Vec<String>| std::iter::once(AUTO.to_owned()).chain(names).collect::<Vec<_>>();
    let switch = || owned(&["true", "false"]);
    vec![
        ("theme", auto_or(setup.themes.iter().map(|(name, _)| name.clone()).collect())),
        ("language", auto_or(setup.languages.iter().map(Words::tag).map(str::to_owned).collect())),
        ("keymap", owned(&Keymap::presets())),
        ("light_theme", setup.themes.iter().map(|(name, _)| name.clone()).collect()),
        ("dark_theme", setup.themes.iter().map(|(name, _)| name.clone()).collect()),
        ("mouse", switch()),
        ("reduced_motion", switch()),
        ("text.size", owned(&["small", "medium", "large", "extra-large"])),
        ("text.list_size", owned(&["normal", "large"])),
        ("text.size_tier", owned(&["auto", "scaled", "doubled", "blocks", "layout"])),
        ("text.drawn_headlines", switch()),
        ("text.measure", owned(&["0", "40", "52", "66", "80", "100"])),
        ("text.justify", switch()),
        ("text.hyphenate", switch()),
        ("text.bidi", owned(&["ours", "terminal"])),
        ("mark_read_after", owned(&["0", "2", "5", "10"])),
    ]
}

#[cfg(test)]
mod tests {
    use super::choices;
    use crate::app::setup::Setup;

    #[test]
    fn no_setting_is_offered_twice() {
        let mut keys: Vec<&str> = choices(&Setup::built_in().expect("built in")).iter().map(|(key, _)| *key).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn every_setting_has_a_value_that_can_be_typed_again() {
        let setup = Setup::built_in().expect("built in");
        for key in crate::config::Settings::keys() {
            let value = setup.settings.value(&key);
            let set = setup.with(&key, &value).unwrap_or_else(|error| panic!("{key} = {value}: {error}"));
            assert_eq!(set.settings, setup.settings, "{key} = {value}");
        }
    }

    #[test]
    fn every_setting_that_is_offered_can_be_set() {
        let setup = Setup::built_in().expect("built in");
        for (key, values) in choices(&setup) {
            for value in values {
                let set = setup.with(key, &value);
                assert!(set.is_ok(), "{key} = {value}: {}", set.expect_err("wrong"));
            }
        }
    }
}
