//! Text without any markup: where its paragraphs are.

/// A stretch of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A paragraph; a newline in it is a forced line break.
    Paragraph(String),
    /// Lines that keep their indents.
    Preformatted(String),
}

/// From this width on, in characters, a line may have been broken by a program; shorter ones end where their author ended them.
const SHORTEST_WRAPPED: usize = 50;
/// No program breaks lines wider than this.
const WIDEST_WRAPPED: usize = 100;
/// An indent that means "as it stands", in spaces.
const INDENT: usize = 4;

/// The stretches of a plain text, parted by blank lines.
#[must_use]
pub fn stretches(text: &str) -> Vec<Stretch> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let mut out: Vec<Stretch> = Vec::new();
    let mut group: Vec<&str> = Vec::new();
    for line in text.split('\n').chain([""]) {
        if line.trim().is_empty() {
            finish(&std::mem::take(&mut group), &mut out);
        } else {
            group.push(line);
        }
    }
    out
}

fn finish(group: &[&str], out: &mut Vec<Stretch>) {
    if group.is_empty() {
        return;
    }
    if group.iter().all(|line| indent(line) >= INDENT) && looks_like_code(group) {
        let text = group.join("\n");
        // A blank line inside code does not end it.
        if let Some(Stretch::Preformatted(before)) = out.last_mut() {
            before.push_str("\n\n");
            before.push_str(&text);
        } else {
            out.push(Stretch::Preformatted(text));
        }
        return;
    }
    out.extend(paragraphs(group).into_iter().map(Stretch::Paragraph));
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { INDENT } else { usize::from(c == ' ') }).sum()
}

/// Indented prose ends its sentences; code has brackets, or indents of several depths.
fn looks_like_code(group: &[&str]) -> bool {
    let depths = group.iter().map(|line| indent(line)).collect::<std::collections::BTreeSet<_>>().len();
    depths > 1 || group.iter().any(|line| line.contains(['{', '}', ';', '=', '|', '$', '<', '>']))
}

/// The paragraphs in lines without a blank one between them.
fn paragraphs(group: &[&str]) -> Vec<String> {
    if group.len() > 1 && group.iter().all(|line| line.chars().count() > WIDEST_WRAPPED) {
        return group.iter().map(|line| line.trim().to_owned()).collect();
    }
    let wrapped = is_wrapped(group);
    let mut out = String::new();
    for line in group {
        if !out.is_empty() {
            out.push(if wrapped && !starts_item(line) { ' ' } else { '\n' });
        }
        out.push_str(line.trim());
    }
    vec![out]
}

/// Whether a program broke these lines of one paragraph: all but the last are about as long as the longest.
#[must_use]
pub fn is_wrapped(group: &[&str]) -> bool {
    let lengths: Vec<usize> = group.iter().map(|line| line.chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let (_, before) = lengths.split_last().unwrap_or((&0, &[]));
    let full = before.iter().filter(|length| **length * 3 >= longest * 2).count();
    (SHORTEST_WRAPPED..=WIDEST_WRAPPED).contains(&longest) && full * 5 >= before.len() * 4
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '•', '>']) || rest.len() < line.len() && rest.starts_with([')', '.'])
}

#[cfg(test)]
mod tests {
    use super::{Stretch, stretches};

    fn paragraph(text: &str) -> Stretch {
        Stretch::Paragraph(text.to_owned())
    }

    #[test]
    fn blank_lines_part_paragraphs_and_wrapped_lines_are_joined() {
        let wrapped = "The ferry leaves at eight in the morning and returns\nwhen the last of the passengers has been found again,\nhowever late.\n\n\nNext.";
        let joined = "The ferry leaves at eight in the morning and returns when the last of the passengers has been found again, however late.";
        assert_eq!(stretches(wrapped), [paragraph(joined), paragraph("Next.")]);
    }

    #[test]
    fn verses_and_addresses_keep_their_lines() {
        assert_eq!(stretches("Roses are red\nViolets are blue\n"), [paragraph("Roses are red\nViolets are blue")]);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "word ".repeat(30).trim().to_owned();
        assert_eq!(stretches(&format!("{long}\n{long}")), [paragraph(&long), paragraph(&long)]);
    }

    #[test]
    fn indented_code_stays_as_it_is() {
        let text = "See:\n\n    if a {\n        b();\n    }\n\n    c();\n\nDone.";
        let code = Stretch::Preformatted("    if a {\n        b();\n    }\n\n    c();".to_owned());
        assert_eq!(stretches(text), [paragraph("See:"), code, paragraph("Done.")]);
    }
}
