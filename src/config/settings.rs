//! The settings: what `config.toml` may say. Its defaults are `assets/config.toml`, the very file that users edit.

use std::{collections::BTreeMap, num::NonZeroU32};

use serde::{Deserialize, Serialize};

use super::{
    ConfigError, File,
    keymap::Layers,
    share::{Copy, Mail, Open, Pipe, Print, Save, Share, ShareSettings},
};
use crate::text::SafeUrl;

/// What a reader can set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The language's tag, or `auto`.
    pub language: String,
    /// The theme's name, or `auto`.
    pub theme: String,
    /// The theme of a terminal with a light background, where `theme` is `auto`.
    pub light_theme: String,
    /// The theme of a terminal with a dark background, where `theme` is `auto`.
    pub dark_theme: String,
    /// The name of the keymap's preset.
    pub keymap: String,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether the screen is made for screen readers.
    pub linear: bool,
    /// Whether nothing may move by itself.
    pub reduced_motion: bool,
    /// After how many seconds a story beside the list counts as read; 0: never.
    pub mark_read_after: u16,
    /// The type on the page.
    pub text: Text,
    /// When feeds are asked for news.
    pub refresh: Refresh,
    /// What is kept.
    pub keep: Keep,
    /// What is otherwise for single feeds, by their address or its beginning.
    pub feed: BTreeMap<SafeUrl, FeedWishes>,
    /// Smart feeds: a name and its query.
    pub smart: BTreeMap<String, String>,
    /// What is muted or highlighted.
    pub rules: Rules,
    /// Printing.
    pub print: Print,
    /// Mail.
    pub mail: Mail,
    /// Sharing.
    pub share: Share,
    /// Opening links and enclosures.
    pub open: Open,
    /// The clipboard.
    pub copy: Copy,
    /// Saving to files.
    pub save: Save,
    /// Piping to commands.
    pub pipe: Pipe,
    /// Keys of the reader's own.
    pub keys: Layers,
}

/// The type on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Text {
    /// The size, or that of the last run.
    pub size: Size,
    /// How type of other sizes is shown.
    pub size_tier: Tier,
    /// The size of the titles in the headline list, or that of the last run.
    pub list_size: ListSize,
    /// Whether a story's headline is drawn from block characters where the terminal has one size of type.
    pub drawn_headlines: bool,
    /// The measure in columns; 0: that of the size.
    pub measure: Measure,
    /// Whether lines end at the same column.
    pub justify: bool,
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// Who reorders text that is written from right to left.
    pub bidi: Bidi,
}

/// A text size as it is set.
#[derive(Clone, std::marker::Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the sizes of `model::TextSize`, or the last one")]
pub enum Size {
    #[default]
    Last,
    Small,
    Medium,
    Large,
    ExtraLarge,
}

/// The size of the titles in the headline list, as it is set.
#[derive(Clone, std::marker::Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "plain type or larger, or as it was left")]
pub enum ListSize {
    #[default]
    Last,
    Normal,
    Large,
}

/// A way to show type of other sizes, as it is set.
#[derive(Clone, std::marker::Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the tiers of `layout::Tier`, or what the terminal can")]
pub enum Tier {
    #[default]
    Auto,
    Scaled,
    Doubled,
    Blocks,
    Layout,
}

/// A measure in columns, from 20 to 160; 0 is that of the size.
#[derive(Clone, std::marker::Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Measure(Option<u16>);

/// Who reorders text that is written from right to left.
#[derive(Clone, std::marker::Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bidi {
    /// newsprint.
    #[default]
    Ours,
    /// The terminal.
    Terminal,
}

/// When feeds are asked for news, in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refresh {
    /// Whether they are asked when newsprint opens.
    pub on_opening: bool,
    /// Whether they are asked while it is open, each when its time comes.
    pub while_open: bool,
    /// The shortest time between two readings of a feed.
    pub at_least_minutes: u32,
    /// The longest time between two readings of a feed.
    pub at_most_minutes: u32,
}

/// What is kept of what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keep {
    /// For how many days; 0: for ever.
    pub days: u32,
    /// How many stories of a feed; 0: all.
    pub stories_per_feed: u32,
}

/// What a reader wants otherwise for a feed, or for all feeds of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedWishes {
    /// How often it is asked, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_minutes: Option<NonZeroU32>,
    /// What the program calls itself there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// More header fields of a request.
    pub headers: BTreeMap<String, String>,
    /// The name to log in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The command that prints the password: a program and its arguments.
    pub password_command: Vec<String>,
    /// For how many days stories that were read are kept; 0: for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u32>,
    /// How many stories are kept; 0: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_stories: Option<u32>,
}

/// Rules by queries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// What is never shown.
    pub mute: Vec<String>,
    /// What is marked.
    pub highlight: Vec<String>,
}

/// The name that leaves a choice to newsprint.
pub const AUTO: &str = "auto";

/// The file of the defaults, as users edit it; a comment `{about.NAME}` stands for what the words of a language say there.
pub const SHIPPED: &str = include_str!("../../assets/config.toml");

impl Settings {
    /// Reads a configuration file.
    pub fn read(file: &File) -> Result<Self, ConfigError> {
        file.read()
    }

    /// The settings of what leaves the program.
    #[must_use]
    pub fn sharing(&self) -> ShareSettings {
        ShareSettings {
            print: self.print.clone(),
            mail: self.mail.clone(),
            share: self.share.clone(),
            open: self.open.clone(),
            copy: self.copy.clone(),
            save: self.save.clone(),
            pipe: self.pipe.clone(),
        }
    }

    /// What is wanted otherwise for the feed at an address: what stands under the longest beginning of it that ends where a
    /// part of an address ends, so that a password for one site is never sent to another whose name begins so.
    #[must_use]
    pub fn wishes(&self, feed: &SafeUrl) -> Option<&FeedWishes> {
        let begins = |key: &SafeUrl| {
            let rest = feed.as_str().strip_prefix(key.as_str());
            rest.is_some_and(|rest| rest.is_empty() || key.as_str().ends_with('/') || rest.starts_with(['/', '?', '#']))
        };
        self.feed.iter().filter(|(key, _)| begins(key)).max_by_key(|(key, _)| key.as_str().len()).map(|(_, wishes)| wishes)
    }

    /// Every key with a single value, dotted: `text.size`.
    #[must_use]
    pub fn keys() -> Vec<String> {
        let table = toml::Table::try_from(Self::default()).unwrap_or_default();
        let below = |key: String, value: toml::Value| match value {
            toml::Value::Table(inner) => inner.keys().map(|name| format!("{key}.{name}")).collect(),
            _ => vec![key],
        };
        table.into_iter().flat_map(|(key, value)| below(key, value)).collect()
    }

    /// The value of a setting as it is written in the file, a text without its quotation marks; `key` is dotted.
    #[must_use]
    pub fn value(&self, key: &str) -> String {
        let table = toml::Table::try_from(self).unwrap_or_default();
        let found = match key.split_once('.') {
            Some((table_name, name)) => table.get(table_name).and_then(|inner| inner.get(name)),
            None => table.get(key),
        };
        match found {
            Some(toml::Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }

    /// These settings with one said otherwise by `origin`: `key` dotted, `value` as in the file, quotation marks left out.
    ///
    /// # Errors
    /// Where there is no such setting, or the value is none of it.
    pub fn with(&self, origin: &str, key: &str, value: &str) -> Result<Self, ConfigError> {
        let alone = |error: ConfigError| ConfigError { line: None, ..error };
        // Nothing is an empty text.
        let value = if value.is_empty() { "\"\"" } else { value };
        let bare = File::new(origin, format!("{key} = {value}").as_bytes())?;
        let file = match bare.read::<toml::Table>() {
            Ok(_) => bare,
            Err(_) => File::new(origin, format!("{key} = {value:?}").as_bytes())?,
        };
        // Alone it is read as a file is, so that a mistake is explained as it is there.
        file.read::<Self>().map_err(alone)?;
        let over = file.read().map_err(alone)?;
        let mut whole = toml::Table::try_from(self).unwrap_or_default();
        lay_over(&mut whole, over);
        let file = File::new(origin, toml::to_string(&whole).unwrap_or_default().as_bytes())?;
        file.read().map_err(alone)
    }
}

fn lay_over(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay_over(below, above),
            (_, value) => drop(below.insert(key, value)),
        }
    }
}

impl Measure {
    /// The columns, where they are set.
    #[must_use]
    pub fn columns(self) -> Option<u16> {
        self.0
    }
}

impl TryFrom<u16> for Measure {
    /// The key of the sentence.
    type Error = &'static str;
    fn try_from(columns: u16) -> Result<Self, Self::Error> {
        match columns {
            0 => Ok(Self(None)),
            20..=160 => Ok(Self(Some(columns))),
            _ => Err("config.measure"),
        }
    }
}

impl From<Measure> for u16 {
    fn from(measure: Measure) -> Self {
        measure.0.unwrap_or_default()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: AUTO.to_owned(),
            theme: AUTO.to_owned(),
            light_theme: "light".to_owned(),
            dark_theme: "dark".to_owned(),
            keymap: "default".to_owned(),
            mouse: true,
            linear: false,
            reduced_motion: false,
            mark_read_after: 2,
            text: Text::default(),
            refresh: Refresh::default(),
            keep: Keep::default(),
            feed: BTreeMap::new(),
            smart: BTreeMap::new(),
            rules: Rules::default(),
            print: Print::default(),
            mail: Mail::default(),
            share: Share::default(),
            open: Open::default(),
            copy: Copy::default(),
            save: Save::default(),
            pipe: Pipe::default(),
            keys: Layers::new(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self {
            size: Size::Last,
            size_tier: Tier::Auto,
            list_size: ListSize::Last,
            drawn_headlines: false,
            measure: Measure::default(),
            justify: false,
            hyphenate: false,
            bidi: Bidi::Ours,
        }
    }
}

impl Default for Refresh {
    fn default() -> Self {
        Self { on_opening: true, while_open: true, at_least_minutes: 30, at_most_minutes: 1_440 }
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self { days: 90, stories_per_feed: 1_000 }
    }
}

#[cfg(test)]
mod tests {
    use super::{SHIPPED, Settings, Size};
    use crate::{config::File, text::SafeUrl};

    #[test]
    fn the_file_that_users_edit_says_every_setting_as_it_is_by_default() {
        let file = File::shipped("assets/config.toml", SHIPPED);
        let mut read: Settings = file.read().expect("the shipped file");
        read.keys.clear();
        assert_eq!(read, Settings::default());
        let (written, all) = (file.read::<toml::Table>().expect("a table"), toml::Table::try_from(Settings::default()));
        for (key, value) in all.expect("a table") {
            let found = written.get(&key).unwrap_or_else(|| panic!("assets/config.toml does not say {key}"));
            for name in value.as_table().into_iter().flat_map(|table| table.keys()) {
                assert!(found.get(name).is_some(), "assets/config.toml does not say {key}.{name}");
            }
        }
    }

    #[test]
    fn what_is_wanted_for_a_site_holds_for_its_feeds_and_for_nobody_elses() {
        let text = "[feed.\"https://e.org\"]\nuser = \"ann\"\n[feed.\"https://e.org/a\"]\ninterval_minutes = 5\n\
                    [feed.\"https://a.b.c.d.e.f.g.h.example/x=1\"]\nkeep_days = 3";
        let file = File::new("c.toml", text.as_bytes()).expect("text");
        let settings: Settings = file.read().expect("settings");
        let user = |url| settings.wishes(&SafeUrl::parse(url).expect("an address")).map(|wishes| wishes.user.is_some());
        assert_eq!(
            (user("https://e.org/feed"), user("https://e.org/a"), user("https://e.org/a?x")),
            (Some(true), Some(false), Some(false))
        );
        assert_eq!((user("https://e.org/ab"), user("https://a.b.c.d.e.f.g.h.example/x=1")), (Some(true), Some(false)));
        for other in ["https://e.org.evil.example/", "http://e.org/feed", "https://e.organ/"] {
            assert_eq!(user(other), None, "{other}");
        }
        let problem = |text: &str| {
            File::new("c.toml", text.as_bytes()).and_then(|file| file.read::<Settings>()).expect_err("wrong").to_string()
        };
        assert!(
            problem("[feed.tide]\nkeep_days = 1").starts_with("c.toml:1: feed.tide: "),
            "{}",
            problem("[feed.tide]\nkeep_days = 1")
        );
        assert!(problem("[feed.\"https://e.org\"]\ninterval_minutes = 0").ends_with("0 is out of range"));
    }

    #[test]
    fn one_setting_can_be_said_otherwise() {
        let settings = Settings::default();
        assert_eq!(settings.with("--set", "text.size", "large").expect("a size").text.size, Size::Large);
        assert!(!settings.with("--set", "mouse", "false").expect("a switch").mouse);
        assert_eq!(settings.with("--set", "theme", "sepia").expect("a theme").theme, "sepia");
        let problem = |key, value| settings.with("--set", key, value).expect_err("wrong").to_string();
        assert_eq!(problem("text.sise", "large"), "--set: text.sise: no such setting; did you mean size?");
        assert!(
            problem("text.size", "huge").contains("there is no huge; there are last, small"),
            "{}",
            problem("text.size", "huge")
        );
        assert!(problem("text.measure", "7").contains("from 20 to 160"), "{}", problem("text.measure", "7"));
    }
}
