//! newsboat's `urls` file: an address a line, then tags; `"~Title"` names the feed, `!` hides it, `#` begins a comment.

use super::{List, tags};
use crate::{text::CleanText, words::Phrase};

/// Reads the lines of a file. What newsboat would run (`exec:`, `filter:`) or search (`query:`) is only remarked on.
pub(super) fn read(text: &str) -> List {
    let mut list = List::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = words(line);
        let Some((address, rest)) = words.split_first() else { continue };
        if let Some(kind) = ["query:", "exec:", "filter:"].into_iter().find(|kind| address.starts_with(kind)) {
            list.remark(Phrase::new("list.line").with("line", address.as_str()).with("kind", kind));
            continue;
        }
        list.add(address, |feed| {
            feed.title = rest.iter().find_map(|word| word.strip_prefix('~')).map(CleanText::line).unwrap_or_default();
            feed.hidden = rest.iter().any(|word| word == "!");
            feed.tags = tags(rest.iter().map(String::as_str).filter(|word| !word.starts_with('~') && *word != "!"));
            // newsboat has no folders: its readers sort their feeds by tags.
            feed.folders = feed.tags.iter().take(1).cloned().collect();
        });
        if rest.iter().any(|word| word == "!") {
            list.remark(Phrase::new("list.hidden").with("name", address.as_str()));
        }
    }
    list
}

/// The words of a line; those in quotation marks may hold spaces, and quotation marks after a backslash.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(first) = chars.next() {
        let mut word = String::new();
        match first {
            c if c.is_whitespace() => continue,
            '#' => break,
            '"' => {
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    word.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
                }
            }
            c => {
                word.push(c);
                while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
                    word.push(c);
                }
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::CleanText;

    #[test]
    fn addresses_titles_and_tags_come_over() {
        let list = read("# mine\nhttps://e.org/a news \"two words\" \"~The \\\"Tide\\\"\"\n\n  http://e.org/b ! # hidden\n");
        let [first, second] = list.subscriptions.as_slice() else { panic!("two feeds") };
        assert_eq!(first.title.as_str(), "The \"Tide\"");
        assert_eq!(first.tags.iter().map(CleanText::as_str).collect::<Vec<_>>(), ["news", "two words"]);
        assert!(second.hidden && second.tags.is_empty() && second.folders.is_empty());
        assert_eq!(first.folders.first().map(CleanText::as_str), Some("news"));
        assert_eq!(list.remarks.len(), 1);
    }

    #[test]
    fn nothing_is_run_or_searched() {
        let list = read("\"query:Unread:unread = \\\"yes\\\"\" x\nexec:~/bin/feed\nfilter:cmd:https://e.org/\n-rf\n");
        assert_eq!(list.subscriptions, []);
        assert_eq!(list.remarks.len(), 4);
    }
}
