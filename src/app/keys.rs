//! From keys to actions: layers by focus, sequences, counts.

use std::collections::BTreeMap;

use super::{
    Focus,
    action::{Action, TABLE},
};
use crate::{
    config::{
        Binding, ConfigError, Key, Keymap,
        key::written,
        keymap::{clash, unknown},
    },
    words::Phrase,
};

/// The greatest count that may be typed before a motion.
const LARGEST_COUNT: usize = 9_999;

/// The layer of the keymap that holds everywhere.
const EVERYWHERE: &str = "all";

/// The keymap, resolved, with what was typed of an unfinished sequence.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    layers: BTreeMap<String, Vec<(Vec<Key>, Action)>>,
    pending: Vec<Key>,
    count: usize,
}

/// An action and how often it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The action.
    pub action: Action,
    /// The count that was typed before it; `None` where none was.
    pub count: Option<usize>,
}

impl Keys {
    /// Resolves a keymap. An unknown layer or action is an error.
    pub fn resolve(map: &Keymap) -> Result<Self, ConfigError> {
        let mut layers = BTreeMap::new();
        for (name, bindings) in &map.layers {
            let mut resolved: Vec<(Vec<Key>, Action)> = Vec::new();
            for binding in bindings {
                if name != EVERYWHERE && Focus::ALL.iter().all(|focus| focus.layer() != name) {
                    let known: Vec<&str> = [EVERYWHERE].into_iter().chain(Focus::ALL.map(Focus::layer)).collect();
                    return Err(binding.origin.wrong(unknown("keys.no-layer", name, &known)));
                }
                let known: Vec<&str> = TABLE.iter().map(|row| row.name).collect();
                let no_action = || binding.origin.wrong(unknown("keys.no-action", &binding.action, &known));
                resolved.push((binding.keys.clone(), Action::named(&binding.action).ok_or_else(no_action)?));
            }
            resolved.sort_by_key(|(keys, _)| shown_order(keys));
            layers.insert(name.clone(), resolved);
        }
        clashes_with_everywhere(map)?;
        Ok(Self { layers, ..Self::default() })
    }

    /// Takes a key that was pressed while `focus` had the focus; gives the action that is now asked for, if any.
    pub fn press(&mut self, key: Key, focus: Focus) -> Option<Asked> {
        if self.pending.is_empty()
            && focus.counts()
            && let Some(digit) = key.digit().filter(|digit| *digit > 0 || self.count > 0)
        {
            self.count = (self.count * 10 + digit).min(LARGEST_COUNT);
            return None;
        }
        self.pending.push(key);
        let asked = match self.lookup(focus) {
            Match::Whole(action) => Some(Asked { action, count: (self.count > 0).then_some(self.count) }),
            Match::Beginning => return None,
            Match::Nothing => None,
        };
        self.forget();
        asked
    }

    /// Drops an unfinished sequence and count, as when the focus moves.
    pub fn forget(&mut self) {
        self.pending.clear();
        self.count = 0;
    }

    /// What was typed and waits for more, for the foot; empty where nothing does.
    #[must_use]
    pub fn unfinished(&self) -> String {
        let count = if self.count > 0 { self.count.to_string() } else { String::new() };
        count + &written(&self.pending)
    }

    /// The keys of an action while `focus` has the focus, the easiest first.
    #[must_use]
    pub fn of(&self, action: Action, focus: Focus) -> Vec<String> {
        let layers = [focus.layer(), EVERYWHERE];
        layers.iter().flat_map(|layer| self.bound(layer, action)).collect()
    }

    /// The keys of an action in any layer, each once, the easiest first.
    #[must_use]
    pub fn anywhere(&self, action: Action) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for written in self.layers.keys().flat_map(|layer| self.bound(layer, action)) {
            if !keys.contains(&written) {
                keys.push(written);
            }
        }
        keys
    }

    fn bound(&self, layer: &str, action: Action) -> impl Iterator<Item = String> {
        let bindings = self.layers.get(layer).into_iter().flatten();
        bindings.filter(move |(_, bound)| *bound == action).map(|(keys, _)| written(keys))
    }

    fn lookup(&self, focus: Focus) -> Match {
        let mut beginning = false;
        for (keys, action) in [focus.layer(), EVERYWHERE].iter().filter_map(|layer| self.layers.get(*layer)).flatten() {
            if *keys == self.pending {
                return Match::Whole(*action);
            }
            beginning |= keys.starts_with(&self.pending);
        }
        if beginning { Match::Beginning } else { Match::Nothing }
    }
}

/// A layer may use a key of the layer that holds everywhere for something else, but not begin a sequence with it: it
/// would be taken for the whole.
fn clashes_with_everywhere(map: &Keymap) -> Result<(), ConfigError> {
    let everywhere = map.layers.get(EVERYWHERE).map_or(&[][..], Vec::as_slice);
    for binding in map.layers.iter().filter(|(name, _)| *name != EVERYWHERE).flat_map(|(_, bindings)| bindings) {
        let hidden = |other: &&Binding| other.keys != binding.keys && clash(&other.keys, &binding.keys);
        if let Some(other) = everywhere.iter().find(hidden) {
            return Err(binding.origin.wrong(Phrase::new("keys.clash").with("other", written(&other.keys))));
        }
    }
    Ok(())
}

enum Match {
    Whole(Action),
    Beginning,
    Nothing,
}

/// Single letters before arrows, arrows before named keys, sequences last.
fn shown_order(keys: &[Key]) -> (usize, bool, usize, String) {
    let text = written(keys);
    let letter = keys.iter().all(|key| matches!(key.code, crate::config::Code::Char(c) if c != ' ') && !key.ctrl);
    (usize::from(keys.len() > 1), !letter, text.chars().count(), text)
}

#[cfg(test)]
mod tests {
    use super::{Asked, Keys};
    use crate::{
        app::{Focus, action::Action},
        config::{File, Key, Keymap},
    };

    fn built_in() -> Keys {
        Keys::resolve(&Keymap::built_in().expect("a keymap")).expect("no clashes")
    }

    fn problem(text: &str) -> String {
        let map = Keymap::parse(File::shipped("k.toml", text)).expect("a keymap");
        Keys::resolve(&map).expect_err("wrong").to_string()
    }

    #[test]
    fn a_sequence_waits_for_its_end_and_a_stranger_ends_it() {
        let mut keys = built_in();
        assert_eq!(keys.press(Key::char('g'), Focus::List), None);
        assert_eq!(keys.unfinished(), "g");
        assert_eq!(keys.press(Key::char('g'), Focus::List), Some(Asked { action: Action::First, count: None }));
        assert_eq!(keys.press(Key::char('g'), Focus::List), None);
        assert_eq!(keys.press(Key::char('x'), Focus::List), None);
        assert_eq!(keys.unfinished(), "");
    }

    #[test]
    fn digits_before_a_motion_are_its_count() {
        let mut keys = built_in();
        for digit in ['1', '0'] {
            assert_eq!(keys.press(Key::char(digit), Focus::Body), None);
        }
        assert_eq!(keys.press(Key::char('j'), Focus::Body), Some(Asked { action: Action::Down, count: Some(10) }));
    }

    #[test]
    fn mistakes_in_a_keymap_are_named() {
        assert_eq!(
            problem("[list]\nj = \"move.dwon\""),
            "k.toml:2: list.j: there is no action move.dwon; did you mean move.down?"
        );
        assert!(problem("[lost]\nj = \"move.down\"").contains("no layer of keys is called lost; did you mean list?"));
    }
}
