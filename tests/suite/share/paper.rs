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

#[test]
fn lines_of_arabic_and_hebrew_end_at_the_margins() {
    let (desk, test) = (Desk::new(""), "lines_of_arabic_and_hebrew_end_at_the_margins");
    if !are_here(&["pdftotext"], test) {
        return;
    }
    let arabic =
        "أضيئت كل المصابيح على طول الرصيف وفرح بها المرشدون (Every lamp was lit) حتى الصباح، ولم يشتك أحد منهم في ذلك اليوم. ";
    let hebrew = "כל המנורות לאורך הרציף הוארו והנווטים שמחו בהן (Every lamp was lit) עד הבוקר, ואיש מהם לא התלונן באותו יום. ";
    for (language, words) in [("ar", arabic), ("he", hebrew)] {
        let file = format!("{language}.html");
        let page = format!(
            "<html lang=\"{language}\"><title>{0}</title><article><p>{1}</p><p>{1}</p></article></html>",
            words.split_once(' ').map_or(words, |(first, _)| first),
            words.repeat(6)
        );
        newsprint::runtime::files::create(&desk.path(&file), page.as_bytes()).expect("written");
        let said = desk.said(&["print", &file, "--output", &format!("{language}.pdf")]);
        if said.contains("no font here has") {
            return skipped(test, "no font for them here");
        }
        let output = Command::new("pdftotext").arg("-bbox").arg(desk.path(&format!("{language}.pdf"))).arg("-").output();
        let boxes = text(&output.expect("pdftotext runs").stdout);
        let edge = |name: &str| {
            let edges =
                boxes.lines().filter(|line| line.contains("<word")).filter_map(|line| line.split_once(name)?.1.split('"').next());
            edges.map(|edge| edge.parse::<f64>().expect("a length")).collect::<Vec<_>>()
        };
        let (left, right) = (edge("xMin=\""), edge("xMax=\""));
        assert!(right.len() > 100, "{boxes}");
        // The column of 11 points in the middle of A4.
        let margin = (595.28 - 11.0 * 38.0) / 2.0;
        let (first, last) = (left.iter().copied().fold(f64::MAX, f64::min), right.iter().copied().fold(0.0, f64::max));
        assert!(
            (first - margin).abs() < 1.0 && (595.28 - margin - last).abs() < 1.0,
            "{language}: {first} to {last}, not {margin} on either side"
        );
    }
}

#[test]
fn what_no_font_has_is_named_and_seen_as_a_box() {
    let desk = Desk::new("");
    let test = "what_no_font_has_is_named_and_seen_as_a_box";
    if !fonts(&desk).0 {
        return skipped(test, "no font here");
    }
    // A character for private use that no font should have.
    newsprint::runtime::files::create(&desk.path("odd.md"), "# Odd\n\nA \u{10fff0} B\n".as_bytes()).expect("written");
    assert_eq!(desk.said(&["print", "odd.md", "--output", "odd.pdf"]), "Saved odd.pdf; no font here has \u{10fff0}\n");
}

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

#[test]
fn escape_ends_the_making_of_a_long_pdf() {
    let desk = Desk::new("");
    if !fonts(&desk).0 {
        return skipped("escape_ends_the_making_of_a_long_pdf", "no font here");
    }
    let words = "Every lamp along the quay was lit, and the pilots were glad of it. ".repeat(12);
    let long = desk.path("long.md");
    let story = format!("# Lamps\n\n{}", format!("{words}\n\n").repeat(4_000));
    newsprint::runtime::files::create(&long, story.as_bytes()).expect("written");
    let words = ["--set", "text.size_tier=layout", long.to_str().expect("UTF-8")];
    let mut session = crate::pty::Session::start_with(&words, 80, 24, &[("TERM", "xterm-256color"), ("LC_ALL", "C")]);
    session.wait_for("Every lamp");
    session.keys("w");
    session.wait_for("Save as");
    session.keys(&format!("\u{15}{}\r", desk.path("long.pdf").display()));
    session.wait_for("Making the PDF");
    session.keys("\u{1b}");
    session.wait_for("stopped; no PDF was made");
    session.keys("Q");
    session.end();
    assert!(!desk.path("long.pdf").exists());
}
