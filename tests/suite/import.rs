//! `newsprint import` as a user runs it.

use std::{
    fs,
    io::Write,
    process::{Command, Output},
};

use assert_cmd::cargo::cargo_bin;

const LIST: &str = "<opml><head><title>Mine</title></head><body><outline text='News'>\
                    <outline text='Tide' xmlUrl='https://e.org/tide?a=1&amp;b=2'/></outline>\
                    <outline text='Run' xmlUrl='exec:date'/><outline xmlUrl='https://e.org/b'/></body></opml>";

/// Runs the program with a home of its own, in which the list lies.
fn import(home: &tempfile::TempDir, words: &[&str]) -> Output {
    write(home, "mine.opml", LIST);
    let mut command = Command::new(cargo_bin!("newsprint"));
    command.arg("import").args(words).current_dir(home.path()).env_clear().env("HOME", home.path());
    command.output().expect("the program starts")
}

fn write(home: &tempfile::TempDir, name: &str, list: &str) {
    fs::File::create(home.path().join(name)).and_then(|mut file| file.write_all(list.as_bytes())).expect("written");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_list_is_shown_before_anything_is_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let output = import(&home, &["--dry-run", "--json", "mine.opml"]);
    let rows = "[{\"title\":\"Tide\",\"url\":\"https://e.org/tide?a=1&b=2\",\"folder\":\"News\"},\
                {\"title\":\"\",\"url\":\"https://e.org/b\",\"folder\":\"\"}]\n";
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), rows));
    assert!(text(&output.stderr).contains("mine.opml: exec:date: lists may name web addresses only"), "{}", text(&output.stderr));
    assert!(!home.path().join(".local").exists());
}

#[test]
fn a_list_that_is_imported_twice_doubles_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(text(&import(&home, &["mine.opml"]).stdout), "2 new feeds, 0 were there already\n");
    assert_eq!(text(&import(&home, &["mine.opml"]).stdout), "0 new feeds, 2 were there already\n");
    let output = import(&home, &["missing.opml", "--json"]);
    assert_eq!(text(&output.stdout), "[]\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "newsprint: missing.opml: there is no such file\n");
}

#[test]
fn a_list_that_goes_in_and_out_again_keeps_names_folders_and_tags() {
    let home = tempfile::tempdir().expect("a folder");
    let newsboat = "https://e.org/a sea \"two words\" \"~The \\\"Tide\\\"\"\nhttps://e.org/b !\nexec:date\n";
    write(&home, "urls", newsboat);
    let run = |words: &[&str]| {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.args(words).current_dir(home.path()).env_clear().env("HOME", home.path());
        command.output().expect("the program starts")
    };
    let told = text(&run(&["import", "urls"]).stderr);
    assert!(told.contains("exec:date") && told.contains("https://e.org/b: hidden in newsboat"), "{told}");
    import(&home, &["mine.opml"]);
    let first = text(&run(&["export"]).stdout);
    let feed = "<outline text=\"The &quot;Tide&quot;\" type=\"rss\" xmlUrl=\"https://e.org/a\" category=\"sea,two words\"/>";
    assert!(first.contains(feed) && first.contains("<outline text=\"sea\">"), "{first}");
    write(&home, "again.opml", &first);
    let other = home.path().join("other");
    let elsewhere = |words: &[&str]| {
        let mut command = Command::new(cargo_bin!("newsprint"));
        command.args(words).current_dir(home.path()).env_clear().env("HOME", &other);
        text(&command.output().expect("the program starts").stdout)
    };
    assert_eq!(elsewhere(&["import", "again.opml"]), "3 new feeds, 0 were there already\n");
    assert_eq!(elsewhere(&["export"]), first);
}
