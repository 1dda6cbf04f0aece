//! Paper: what a reader of PDF finds in it.

use std::process::Command;

use super::{Desk, STORY, text};
use crate::counterpart::{are_here, skipped};

/// The text of a PDF, as a reader copies it out.
fn copied(desk: &Desk, file: &str) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(desk.path(file)).arg("-").output().expect("pdftotext runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Whether this machine has a font for text, and one for Chinese; the program says what is missing.
fn fonts(desk: &Desk) -> (bool, bool) {
    let output = desk.run(&["print", STORY, "--output", "probe.pdf"]);
    (output.status.success(), !text(&output.stdout).contains("no font here has"))
}

#[test]
fn a_printed_story_can_be_read_and_copied_out_of_its_pdf() {
    let desk = Desk::new("");
    let (any, chinese) = fonts(&desk);
    let test = "a_printed_story_can_be_read";
    if !any {
        return skipped(test, "no font here");
    }
    if !are_here(&["pdftotext"], test) {
        return;
    }
    assert!(desk.said(&["print", STORY, "--output", "story.pdf"]).starts_with("Saved story.pdf"));
    let page = copied(&desk, "story.pdf");
    for part in
        ["Lamps & lights", "The Quay Post", "2015-12-18 18:42", "Every lamp along the quay", "¹ https://news.example/b", "1 / 1"]
    {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    if chinese {
        assert!(page.contains("码头上的灯都亮了。"), "{page}");
    } else {
        skipped("a_printed_story_can_be_read (its Chinese)", "no Chinese font here");
    }
}

#[test]
fn a_long_story_has_more_and_smaller_pages_by_paper_and_size() {
    let desk = Desk::new("");
    let test = "a_long_story_has_more_and_smaller_pages";
    if !fonts(&desk).0 {
        return skipped(test, "no font here");
    }
    if !are_here(&["pdfinfo"], test) {
        return;
    }
    let words = "Every lamp along the quay was lit, and the pilots were glad of it. ".repeat(12);
    let story = format!("# Lamps\n\n{}", format!("{words}\n\n").repeat(30));
    newsprint::runtime::files::create(&desk.path("long.md"), story.as_bytes()).expect("written");
    let pages = |size: &str, paper: &str| {
        let file = format!("{size}-{paper}.pdf");
        desk.said(&["print", "long.md", "--size", size, "--paper", paper, "--output", &file]);
        let told = text(&Command::new("pdfinfo").arg(desk.path(&file)).output().expect("pdfinfo runs").stdout);
        let field = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
        assert_eq!(field("Title:").as_deref(), Some("Lamps"));
        (field("Pages:").and_then(|pages| pages.parse::<u32>().ok()).expect("pages"), field("Page size:").expect("a size"))
    };
    let (small, medium, large) = (pages("small", "a4"), pages("medium", "a4"), pages("large", "letter"));
    assert!(small.0 < medium.0 && medium.0 < large.0, "{small:?} {medium:?} {large:?}");
    assert!(medium.1.contains("A4") && large.1.contains("letter"), "{medium:?} {large:?}");
}

#[cfg(unix)]
#[test]
fn the_printing_program_gets_a_pdf_that_is_gone_afterwards() {
    let desk = Desk::new("[print]\ncommand = [\"cp\", \"-v\", \"-t\", \".\"]");
    if !fonts(&desk).0 {
        return skipped("the_printing_program_gets_a_pdf", "no font here");
    }
    assert!(desk.said(&["print", STORY]).starts_with("Sent to the printer: 1 page"));
    let copies: Vec<String> =
        super::files(desk.folder.path()).into_iter().filter(|name| name.starts_with("newsprint-")).collect();
    let [copy] = copies.as_slice() else { panic!("{copies:?}") };
    assert!(std::fs::read(desk.path(copy)).expect("readable").starts_with(b"%PDF-"));
    assert!(!std::env::temp_dir().join(copy).exists());
    let failing = Desk::new("[print]\ncommand = [\"false\"]");
    assert!(failing.complaint(&["print", STORY]).contains("false: exit status 1; --output FILE.pdf writes a PDF instead"));
}
