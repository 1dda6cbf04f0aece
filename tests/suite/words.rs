//! The words of every language: complete, with the same gaps, and no key that is used without being there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use newsprint::{app::action::TABLE, config::settings::SHIPPED, words::Catalogue};

/// Groups whose keys are put together by the program, with the members that there must be.
fn composed() -> Vec<(&'static str, Vec<String>)> {
    let listed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let numbered = |last: usize| (1..=last).map(|number| number.to_string()).collect::<Vec<_>>();
    let sizes = ["small", "medium", "large", "extra-large"];
    vec![
        (
            "about",
            SHIPPED.split("# {about.").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.into()).collect(),
        ),
        ("action", TABLE.iter().map(|row| row.name.to_owned()).collect()),
        ("month", numbered(12)),
        ("month-short", numbered(12)),
        ("status", listed(&["400", "401", "403", "404", "406", "418", "429", "451", "500", "502", "503", "504"])),
        ("weekday", numbered(7)),
        ("size", listed(&sizes)),
        ("size-short", listed(&sizes)),
        ("toolbar", listed(&["print", "mail", "share"])),
        ("toolbar-short", listed(&["print", "mail", "share"])),
    ]
}

/// Groups whose keys are put together from what another test asks: the names of arguments, kinds of files.
const CHECKED_ELSEWHERE: [&str; 3] = ["cli.", "file.", "language."];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The languages that are shipped, by their tag.
fn catalogues() -> BTreeMap<String, Catalogue> {
    let files = fs::read_dir(folder("assets/words")).expect("readable").flatten();
    let read = files.map(|file| {
        let path = file.path();
        let tag = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let catalogue = Catalogue::parse(&tag, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (tag, catalogue)
    });
    read.collect()
}

/// The key without the form that a number gives it.
fn base(key: &str) -> &str {
    let forms = [".one", ".few", ".other"];
    forms.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key)
}

fn gaps(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Each key with the gaps that any of its forms has.
fn keys(catalogue: &Catalogue) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, word) in catalogue.iter() {
        found.entry(base(key)).or_default().extend(gaps(word));
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("UTF-8");
            // The keys of tests are no keys of the program.
            found.push(text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
        }
    }
}

/// Every text in quotes of the program that has the form of a key.
fn literals() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&folder("src"), &mut files);
    let is_key = |text: &&str| text.contains('.') && text.chars().all(|c| c.is_ascii_lowercase() || "._-0123456789".contains(c));
    files.iter().flat_map(|text| text.split('"')).filter(is_key).map(str::to_owned).collect()
}

#[test]
fn every_language_says_everything_with_the_same_gaps() {
    let all = catalogues();
    let english = keys(&all["en"]);
    for (tag, catalogue) in &all {
        let own = keys(catalogue);
        let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let superfluous: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty() && superfluous.is_empty(), "{tag}.toml lacks {missing:?}, and has too much: {superfluous:?}");
        for (key, gaps) in &own {
            assert_eq!(gaps, &english[key], "{tag}.toml: {key} has other gaps than in English");
        }
        for (key, word) in catalogue.iter() {
            assert!(!word.trim().is_empty(), "{tag}.toml: {key} says nothing");
        }
    }
}

#[test]
fn every_number_finds_its_form_in_every_language() {
    for (tag, catalogue) in catalogues() {
        let forms: BTreeSet<&str> = (0..=200).map(|count| catalogue.plural.form(count)).collect();
        for (key, _) in catalogue.iter().filter(|(key, _)| base(key) != *key) {
            for form in &forms {
                let wanted = format!("{}.{form}", base(key));
                assert!(catalogue.get(&wanted).is_some(), "{tag}.toml lacks {wanted}");
            }
        }
    }
}

#[test]
fn no_key_is_used_that_is_not_there_and_none_is_there_that_is_not_used() {
    let all = catalogues();
    let english = keys(&all["en"]);
    let used = literals();
    let groups: BTreeSet<&str> = english.keys().filter_map(|key| key.split_once('.')).map(|(group, _)| group).collect();
    let composed = composed();
    // Names of actions stand in the source as they are in the keymap; names of files have dots too.
    let no_key = |text: &str| {
        let endings = [".toml", ".json", ".xml", ".opml", ".html", ".txt", ".md", ".epub", ".pdf", ".eml", ".db"];
        let is_file = endings.iter().any(|ending| text.strip_suffix(ending).is_some());
        is_file || TABLE.iter().any(|row| row.name == text)
    };
    for text in &used {
        let is_key = text.split_once('.').is_some_and(|(group, _)| groups.contains(group));
        assert!(!is_key || no_key(text) || english.contains_key(text.as_str()), "the source says {text:?}: no language has it");
    }
    for (group, members) in &composed {
        for member in members {
            assert!(english.contains_key(format!("{group}.{member}").as_str()), "en.toml lacks {group}.{member}");
        }
    }
    for key in english.keys() {
        let made = composed.iter().any(|(group, members)| {
            key.strip_prefix(group)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| members.iter().any(|one| one == rest))
        });
        let elsewhere = CHECKED_ELSEWHERE.iter().any(|group| key.starts_with(group));
        // What is said where a name is near to one that is known goes with what is said where none is.
        let said = key.strip_suffix("-but").unwrap_or(key);
        assert!(made || elsewhere || used.contains(said), "en.toml: nobody says {key}");
    }
}

#[test]
fn a_language_is_one_file_that_is_built_in() {
    let built_in: BTreeSet<String> = newsprint::words::Words::built_in().iter().map(|words| words.tag().to_owned()).collect();
    assert_eq!(built_in, catalogues().into_keys().collect(), "every file of assets/words has its line in `BUILT_IN`");
}
