//! The borders of the house: which room may name which, checked in the source itself.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use newsprint::{
    app::{
        action::{Action, TABLE},
        keys::Keys,
    },
    config::Keymap,
    words::Words,
};

/// A room, and the rooms that it may name. `*` is all of them.
const HOUSE: &str = "
    text:
    words:    text
    model:    text words
    decode:   text words model
    config:   model text words
    query:    model text words
    layout:   model text
    html:     model text decode
    press:    model text layout
    source:   model text words config decode html
    fetch:    model text words config
    parse:    model text words decode html
    extract:  model text decode html
    store:    model text words query
    share:    model text words config html layout press
    sync:     model text words config html
    app:      model text words query config layout
    ui:       model text words config layout press app
    runtime:  text words model decode config query layout html press source fetch parse extract store share sync app ui
    cli:      *
";

/// Packages that only some rooms may name.
const PACKAGES: &[(&str, &[&str])] = &[
    ("reqwest", &["fetch"]),
    ("ratatui", &["ui", "runtime"]),
    ("crossterm", &["ui", "runtime"]),
    // `decode` takes the table of named entities from it, nothing else.
    ("html5ever", &["html", "decode"]),
    ("quick_xml", &["decode", "parse", "source"]),
    ("clap", &["cli"]),
    ("rusqlite", &["store"]),
    ("krilla", &["press"]),
    ("fontdb", &["press"]),
    ("rustybuzz", &["press"]),
    ("fast_qr", &["share"]),
    ("lettre", &["share", "runtime"]),
];

/// Actions that have no key of their own, with the reason.
const KEYLESS: &[(Action, &str)] = &[
    (Action::TextLarge, "a word of the toolbar"),
    (Action::TextSmall, "a word of the toolbar"),
    (Action::Messages, "the palette has it: `:messages`"),
    (Action::WiderPane, "the palette has it; the mouse pulls the rule between the panes"),
    (Action::NarrowerPane, "the palette has it; the mouse pulls the rule between the panes"),
    (Action::ContinueReading, "the palette has it: `:continue`"),
    (Action::ReadSettings, "they are read anew where they changed; the palette has it"),
];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with the room that it belongs to.
fn files_by_room() -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    rust_files(&source_folder(), &mut files);
    let room = |path: &Path| {
        let inside = path.strip_prefix(source_folder()).expect("below src").to_owned();
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    let named = files.into_iter().map(|path| (room(&path), path));
    named.filter(|(room, _)| room != "lib" && room != "main").collect()
}

/// The source without comments and literals, on which names are names.
fn code(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => {
                while rest.peek().is_some_and(|c| *c != '\n') {
                    rest.next();
                }
            }
            '"' => {
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => drop(rest.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            c => out.push(c),
        }
    }
    out
}

fn name_at(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The names that a path begins with, or those that begin the members of a group `{a, b::{c}}`.
fn heads(text: &str) -> Vec<String> {
    let Some(group) = text.trim_start().strip_prefix('{') else { return vec![name_at(text)] };
    let (mut depth, mut member, mut found) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.push(name_at(&std::mem::take(&mut member))),
            c if depth == 0 => member.push(c),
            _ => {}
        }
    }
    found.push(name_at(&member));
    found
}

/// How many modules a file lies below the crate's root: `src/app.rs` 1, `src/app/list.rs` 2.
fn depth(path: &Path) -> usize {
    path.strip_prefix(source_folder()).expect("below src").components().count()
}

/// The rooms that a file names, through `crate::`, and through as many `super::` as lead to the crate's root.
fn named_rooms(code: &str, depth: usize) -> Vec<String> {
    let to_root = "super::".repeat(depth);
    ["crate::", to_root.as_str()]
        .iter()
        .flat_map(|prefix| {
            code.match_indices(prefix).flat_map(|(at, found)| heads(code.get(at + found.len()..).unwrap_or_default()))
        })
        .collect()
}

#[test]
fn rooms_name_only_the_rooms_that_they_may_know() {
    let house: BTreeMap<&str, Vec<&str>> = HOUSE
        .lines()
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(room, known)| (room, known.split_whitespace().collect()))
        .collect();
    let mut wrong = Vec::new();
    for (room, path) in files_by_room() {
        let Some(known) = house.get(room.as_str()) else {
            wrong.push(format!("{}: the house has no room `{room}`", path.display()));
            continue;
        };
        let code = code(&fs::read_to_string(&path).expect("UTF-8"));
        for other in named_rooms(&code, depth(&path)) {
            let allowed = other == room || known.contains(&"*") || known.contains(&other.as_str());
            if house.contains_key(other.as_str()) && !allowed {
                wrong.push(format!("{}: `{room}` may not know `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn only_their_rooms_name_the_packages_that_reach_outside() {
    let mut wrong = Vec::new();
    for (room, path) in files_by_room() {
        let code = code(&fs::read_to_string(&path).expect("UTF-8"));
        for (package, rooms) in PACKAGES {
            if !rooms.contains(&room.as_str()) && code.contains(&format!("{package}::")) {
                wrong.push(format!("{}: `{room}` may not name the package `{package}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn only_the_text_room_makes_clean_text_and_only_runtime_starts_threads() {
    let mut wrong = Vec::new();
    for (room, path) in files_by_room() {
        let code = code(&fs::read_to_string(&path).expect("UTF-8"));
        if room != "runtime" && (code.contains("thread::spawn") || code.contains("tokio::spawn")) {
            wrong.push(format!("{}: only `runtime` spawns", path.display()));
        }
        if path.ends_with("mod.rs") {
            wrong.push(format!("{}: a room is x.rs beside x/", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_table_reads_groups_and_chains_as_the_compiler_does() {
    assert_eq!(named_rooms("use crate::{app::{A, B}, ui, text::C};", 1), ["app", "ui", "text"]);
    assert_eq!(named_rooms("use super::super::store::X;", 2), ["store"]);
    assert_eq!(named_rooms(&code("// crate::app\n\"crate::ui\" crate::text::x"), 1), ["text"]);
}

#[test]
fn every_action_has_a_name_a_help_text_and_a_key_or_a_reason() {
    let keys = Keys::resolve(&Keymap::built_in().expect("a keymap")).expect("no clashes");
    for row in TABLE {
        assert!(!row.name.is_empty() && !row.help(Words::english()).is_empty(), "{row:?}");
        assert_eq!(Action::named(row.name), Some(row.action), "two actions are called {}", row.name);
        let reason = KEYLESS.iter().any(|(action, _)| *action == row.action);
        assert_ne!(reason, !keys.anywhere(row.action).is_empty(), "{} needs a key, or a reason to have none", row.name);
    }
}
