//! Names for the files of stories.

use unicode_normalization::UnicodeNormalization;

/// The longest name without its ending, in bytes: with the ending it stays below the 143 that encrypted folders allow.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name for the file of a story called `title`: letters and digits of any script, `-`, `_` and `.`; at most 120 bytes;
/// never empty, hidden, an option, or a device.
#[must_use]
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.nfc() {
        let c = if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '-' };
        let doubled = matches!(c, '-' | '.') && name.ends_with(['-', '.']);
        if doubled || name.is_empty() && matches!(c, '-' | '.' | '_') {
            continue;
        }
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    name.truncate(name.trim_end_matches(['-', '.', '_']).len());
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    if name.is_empty() || device { format!("story-{name}").trim_end_matches('-').to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        for (title, name) in [
            ("World Internet Conference bears fruit, official says", "World-Internet-Conference-bears-fruit-official-says"),
            ("中文排印：标点不在行首", "中文排印-标点不在行首"),
            ("../../etc/passwd", "etc-passwd"),
            ("-rf ~", "rf"),
            (".bashrc", "bashrc"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
            ("   ", "story"),
            ("…", "story"),
            ("NUL", "story-NUL"),
            ("com1.txt", "story-com1.txt"),
            ("Comet", "Comet"),
            ("v1.2 out", "v1.2-out"),
        ] {
            assert_eq!(file_name(title), name, "{title}");
        }
    }

    #[test]
    fn a_name_is_never_too_long_nor_cut_inside_a_character() {
        for title in ["x".repeat(1_000), "中".repeat(500), "é.".repeat(300), "- ".repeat(500)] {
            let name = file_name(&title);
            assert!(name.len() <= 126 && !name.is_empty(), "{name}");
            assert!(!name.starts_with(['.', '-']), "{name}");
        }
    }
}
