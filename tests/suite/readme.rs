//! The README shows what the program does: its screen and its keys are taken from the program itself. A difference fails
//! here; `UPDATE_README=1 cargo test readme` writes them anew.

use std::{fmt::Write as _, fs};

use newsprint::{
    app::{
        action::{Place, TABLE},
        keys::Keys,
    },
    config::Keymap,
    words::Words,
};

use super::{desk::Desk, screens::painted};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn keys_table() -> String {
    let keys = Keys::resolve(&Keymap::built_in().expect("a keymap")).expect("no clashes");
    let mut table = String::from("| keys | do |\n|---|---|\n");
    for place in Place::ALL {
        for row in TABLE.iter().filter(|row| row.place == place) {
            let written: Vec<String> = keys.anywhere(row.action).iter().map(|key| format!("`{key}`")).collect();
            if !written.is_empty() {
                writeln!(table, "| {} | {} |", written.join(" "), row.help(Words::english())).expect("a string takes it");
            }
        }
    }
    table
}

fn with_part(readme: &str, name: &str, part: &str) -> String {
    let (before, rest) = readme.split_once(&format!("<!-- {name} -->\n")).expect("the part begins");
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->")).expect("the part ends");
    format!("{before}<!-- {name} -->\n{part}<!-- /{name} -->{after}")
}

#[test]
fn the_readme_shows_the_screen_and_the_keys_as_they_are() {
    let readme = fs::read_to_string(README).expect("a README");
    let screen = format!("```text\n{}\n```\n", painted(&Desk::new(110, 30), 110, 30));
    let current = with_part(&with_part(&readme, "screen", &screen), "keys", &keys_table());
    if std::env::var_os("UPDATE_README").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a file of the checkout, which git can restore")]
        fs::write(README, &current).expect("writable");
    }
    let is_current = fs::read_to_string(README).expect("a README") == current;
    assert!(is_current, "the screen or the keys are others now; UPDATE_README=1 cargo test readme writes them anew");
}
