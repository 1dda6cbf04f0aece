//! What follows from the settings, and what the reader changes of them on the screen.

use std::time::Duration;

use super::{
    App,
    effect::{Effect, Effects, Wake},
    setup::Setup,
    story::StoryKey,
};
use crate::{
    config::settings::{AUTO, ListSize, Size},
    layout::Scale,
    model::TextSize,
    words::{Phrase, Words},
};

impl App {
    /// Takes settings that were read anew; the library goes by their rules from now on.
    pub(super) fn set_up_again(&mut self, setup: Setup) -> Effects {
        let before = self.rules();
        // The screen is painted or heard from its beginning to its end.
        let linear = self.settings().linear;
        self.set_up(setup);
        self.setup.settings.linear = linear;
        let mut effects = Effects::from(Effect::ApplySettings);
        effects.push(Effect::Contents);
        if self.rules() != before {
            effects.push(self.rules());
        }
        effects
    }

    /// Takes settings. What the reader chose on the screen stays.
    pub(super) fn set_up(&mut self, setup: Setup) {
        let chosen = self.language.as_deref().and_then(|tag| Words::of(tag, &setup.languages));
        self.calendar.words = chosen.unwrap_or(setup.words);
        let text = &setup.settings.text;
        if let Some(size) = size(text.size).filter(|_| text.size != self.setup.settings.text.size) {
            self.reader.set_size(size);
        }
        if text.list_size != ListSize::Last && text.list_size != self.setup.settings.text.list_size {
            self.large_list = text.list_size == ListSize::Large;
        }
        if let Some(columns) = text.measure.columns().filter(|_| text.measure != self.setup.settings.text.measure) {
            self.reader.set_measure(Some(columns));
        }
        self.reader.set_text(text.clone());
        self.setup = setup;
        self.feeds.set_smart(&self.setup.smart);
        self.keys = std::mem::take(&mut self.setup.keys);
    }

    /// Sets one setting for this run.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Effects {
        match self.setup.with(key, value) {
            Ok(setup) => {
                match key {
                    "theme" => self.theme = None,
                    "language" => self.language = None,
                    _ => {}
                }
                let effects = self.set_up_again(setup);
                self.say(&Phrase::new("note.set").with("key", key).with("value", value), false);
                effects
            }
            Err(error) => {
                self.say(&error.phrase(), true);
                Effects::none()
            }
        }
    }

    /// The name of the theme in use.
    pub(super) fn theme_name(&self) -> &str {
        let known = |name: &&str| *name == AUTO || self.setup.themes.iter().any(|(theme, _)| theme == name);
        self.theme.as_deref().filter(known).unwrap_or(&self.setup.settings.theme)
    }

    /// Takes the next theme, and shows it at once.
    pub(super) fn next_theme(&mut self) -> Effects {
        let names: Vec<&str> = [AUTO].into_iter().chain(self.setup.themes.iter().map(|(name, _)| name.as_str())).collect();
        let at = names.iter().position(|name| *name == self.theme_name()).unwrap_or_default();
        let next = names.get((at + 1) % names.len()).copied().unwrap_or(AUTO).to_owned();
        self.say(&Phrase::new("note.theme").with("name", next.as_str()), false);
        self.theme = Some(next);
        Effects::none()
    }

    pub(super) fn next_language(&mut self) -> Effects {
        let known = &self.setup.languages;
        let at = known.iter().position(|words| *words == self.words());
        let next = known.get(at.map_or(0, |at| (at + 1) % known.len())).copied();
        self.calendar.words = next.unwrap_or_default();
        self.language = Some(self.words().tag().to_owned());
        self.say(&Phrase::new("note.language").with("name", self.words().name()), false);
        Effects::none()
    }

    /// Sets the titles in the list larger, or in plain type again.
    pub(super) fn step_list_size(&mut self) -> Effects {
        self.large_list = !self.large_list;
        let key = match (self.large_list, self.reader.tier().list(true)) {
            (true, Scale::PLAIN) => "note.list-plain",
            (true, _) => "note.list-large",
            (false, _) => "note.list-normal",
        };
        self.say(&Phrase::new(key), false);
        Effects::none()
    }

    /// Asks to be woken when a story that lies open beside the list counts as read.
    pub(super) fn wake_to_read(&self, key: StoryKey) -> Effects {
        match u64::from(self.settings().mark_read_after) {
            0 => Effects::none(),
            seconds => Effect::Wake { after: Duration::from_secs(seconds), wake: Wake::Read(key) }.into(),
        }
    }
}

/// The size that is set, where it is not to be the last one.
fn size(set: Size) -> Option<TextSize> {
    Some(match set {
        Size::Last => return None,
        Size::Small => TextSize::Small,
        Size::Medium => TextSize::Medium,
        Size::Large => TextSize::Large,
        Size::ExtraLarge => TextSize::ExtraLarge,
    })
}
