//! The keymap as it stands in a file: layers of bindings, each a sequence of keys and the name of an action.

use std::collections::BTreeMap;

use super::{ConfigError, Key};

/// A sequence of keys and the name of the action that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// One key or several in a row.
    pub keys: Vec<Key>,
    /// The dotted name of an action; whether there is one of this name is for `app` to say.
    pub action: String,
}

/// Bindings by the name of their layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// The layers: `all`, and one for each pane.
    pub layers: BTreeMap<String, Vec<Binding>>,
    /// The file that they came from, for messages.
    pub file: String,
}

impl Keymap {
    /// The keymap that the program ships.
    pub fn built_in() -> Result<Self, ConfigError> {
        Self::parse("assets/keymap.toml", include_str!("../../assets/keymap.toml"))
    }

    /// Reads a keymap: a table for each layer, in it `"keys" = "action"`, keys of a sequence with spaces between.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let wrong = |problem: String| ConfigError { file: file.to_owned(), problem };
        let read: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).map_err(|error| wrong(one_line(&error.to_string())))?;
        let mut layers = BTreeMap::new();
        for (layer, bindings) in read {
            let bound = bindings.into_iter().map(|(written, action)| {
                let keys: Option<Vec<Key>> = written.split_whitespace().map(Key::parse).collect();
                match keys.filter(|keys| !keys.is_empty()) {
                    Some(keys) => Ok(Binding { keys, action }),
                    None => Err(wrong(format!(
                        "[{layer}] \"{written}\": no such key; write it as j, Ctrl-d, Shift-Tab, PgDn, Space or \"g g\""
                    ))),
                }
            });
            layers.insert(layer.clone(), bound.collect::<Result<_, _>>()?);
        }
        Ok(Self { layers, file: file.to_owned() })
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Keymap;

    #[test]
    fn a_sequence_is_written_with_spaces() {
        let map = Keymap::parse("k.toml", "[list]\n\"g g\" = \"move.first\"").expect("a keymap");
        assert_eq!(map.layers["list"][0].keys.len(), 2);
    }

    #[test]
    fn a_wrong_key_is_named_with_its_file_and_layer() {
        let error = Keymap::parse("k.toml", "[list]\n\"Hyper-g\" = \"move.first\"").expect_err("no key");
        assert!(error.to_string().starts_with("k.toml: [list] \"Hyper-g\": no such key"), "{error}");
    }
}
