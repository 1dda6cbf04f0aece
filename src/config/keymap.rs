//! The keymap as it stands in files: layers of bindings, each a sequence of keys and the name of an action.

use std::{collections::BTreeMap, sync::Arc};

use super::{ConfigError, File, Key, nearest::nearest};
use crate::{text::CleanText, words::Phrase};

/// Layers of bindings as they are written: `"g g" = "move.first"` by the name of its layer.
pub type Layers = BTreeMap<String, BTreeMap<String, String>>;

/// What stands for an action where a key is to do nothing.
const NOTHING: &str = "none";

/// The presets: their name and what they say otherwise than the default.
const PRESETS: [(&str, &str); 4] = [
    ("default", ""),
    ("vim", include_str!("../../assets/keymap-vim.toml")),
    ("newsboat", include_str!("../../assets/keymap-newsboat.toml")),
    ("less", include_str!("../../assets/keymap-less.toml")),
];

/// A sequence of keys and the name of the action that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// One key or several in a row.
    pub keys: Vec<Key>,
    /// The dotted name of an action; whether there is one of this name is for `app` to say.
    pub action: String,
    /// Where it stands, for messages.
    pub origin: Origin,
}

/// Where a binding stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    file: Arc<File>,
    path: Vec<String>,
}

impl Origin {
    /// What is wrong with the binding that stands here.
    #[must_use]
    pub fn wrong(&self, problem: Phrase) -> ConfigError {
        self.file.wrong(&self.path.iter().map(String::as_str).collect::<Vec<_>>(), problem)
    }
}

/// Bindings by the name of their layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// The layers: `all`, and one for each pane.
    pub layers: BTreeMap<String, Vec<Binding>>,
}

impl Keymap {
    /// The keymap that the program ships.
    pub fn built_in() -> Result<Self, ConfigError> {
        Self::parse(File::shipped("assets/keymap.toml", include_str!("../../assets/keymap.toml")))
    }

    /// The keymap of a preset: the default with what the preset says otherwise; `None` where there is none of the name.
    #[must_use]
    pub fn preset(name: &str) -> Option<Result<Self, ConfigError>> {
        let (_, text) = PRESETS.iter().find(|(known, _)| *known == name)?;
        let own = Self::parse(File::shipped(&format!("assets/keymap-{name}.toml"), text));
        Some(own.and_then(|own| Ok(Self::built_in()?.overlaid(own))))
    }

    /// The names of the presets.
    #[must_use]
    pub fn presets() -> [&'static str; 4] {
        PRESETS.map(|(name, _)| name)
    }

    /// Reads a keymap: a table for each layer, in it `"keys" = "action"`, keys of a sequence with spaces between.
    pub fn parse(file: File) -> Result<Self, ConfigError> {
        let layers = file.read::<Layers>()?;
        Self::of(&layers, &Arc::new(file), &[])
    }

    /// The keymap of layers that stand in a file below the table `under`.
    pub fn of(layers: &Layers, file: &Arc<File>, under: &[&str]) -> Result<Self, ConfigError> {
        let mut read = BTreeMap::new();
        for (layer, bindings) in layers {
            let mut bound: Vec<Binding> = Vec::new();
            for (written, action) in bindings {
                let path = under.iter().copied().chain([layer.as_str(), written.as_str()]).map(str::to_owned).collect();
                let origin = Origin { file: Arc::clone(file), path };
                let Some(keys) = sequence(written) else { return Err(origin.wrong(Phrase::new("keys.no-key"))) };
                if let Some(other) = bound.iter().find(|other| clash(&other.keys, &keys)) {
                    let other = super::key::written(&other.keys);
                    return Err(origin.wrong(Phrase::new("keys.clash").with("other", other)));
                }
                bound.push(Binding { keys, action: action.clone(), origin });
            }
            read.insert(layer.clone(), bound);
        }
        Ok(Self { layers: read })
    }

    /// This keymap with another over it: what has a key there loses it here, and `"none"` takes one away.
    #[must_use]
    pub fn overlaid(mut self, over: Self) -> Self {
        for (layer, bindings) in over.layers {
            let base = self.layers.entry(layer).or_default();
            base.retain(|below| bindings.iter().all(|above| !clash(&below.keys, &above.keys)));
            base.extend(bindings.into_iter().filter(|above| above.action != NOTHING));
        }
        self
    }
}

/// The message for a name that stands where one of `known` should.
#[must_use]
pub fn unknown(key: &'static str, wrong: &str, known: &[&str]) -> Phrase {
    match nearest(wrong, known.iter().copied()) {
        Some(meant) => Phrase::new(format!("{key}-but")).with("meant", meant),
        None => Phrase::new(key).with("known", known.join(", ")),
    }
    .with("name", if CleanText::line(wrong).is_empty() { "\"\"" } else { wrong })
}

fn sequence(written: &str) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = written.split_whitespace().map(Key::parse).collect();
    keys.filter(|keys| !keys.is_empty())
}

/// Whether one begins with the other, so that only one of them could ever be typed.
#[must_use]
pub fn clash(one: &[Key], other: &[Key]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::Keymap;
    use crate::config::File;

    fn parse(text: &str) -> Result<Keymap, String> {
        Keymap::parse(File::shipped("k.toml", text)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_sequence_is_written_with_spaces() {
        let map = parse("[list]\n\"g g\" = \"move.first\"").expect("a keymap");
        assert_eq!(map.layers["list"][0].keys.len(), 2);
    }

    #[test]
    fn a_wrong_key_is_named_with_its_file_and_line() {
        let error = parse("[list]\n\"Hyper-g\" = \"move.first\"").expect_err("no key");
        assert!(error.starts_with("k.toml:2: list.Hyper-g: no such key"), "{error}");
    }

    #[test]
    fn two_bindings_of_which_one_could_never_be_typed_are_refused() {
        let error = parse("[list]\ng = \"move.down\"\n\"g g\" = \"move.first\"").expect_err("a clash");
        assert!(error.starts_with("k.toml:3: list.g g: ") && error.contains("one begins with the other"), "{error}");
    }

    #[test]
    fn what_lies_over_a_keymap_takes_keys_from_it_and_may_leave_them_empty() {
        let base = parse("[list]\n\"g g\" = \"move.first\"\nj = \"move.down\"\nk = \"move.up\"").expect("a keymap");
        let over = parse("[list]\ng = \"move.last\"\nj = \"none\"").expect("a keymap");
        let list = &base.overlaid(over).layers["list"];
        let names: Vec<&str> = list.iter().map(|binding| binding.action.as_str()).collect();
        assert_eq!(names, ["move.up", "move.last"]);
    }

    #[test]
    fn every_preset_can_be_read() {
        for name in Keymap::presets() {
            Keymap::preset(name).expect("known").unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
