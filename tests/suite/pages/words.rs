//! What is compared: the words of a story, without their setting.

use newsprint::html;
use newsprint::model::{Document, RawHtml};
use newsprint::text::SafeUrl;

/// The story in `markup`, on a page of its own.
pub fn story(markup: &str) -> Document {
    html::document(&RawHtml::new(markup), SafeUrl::parse("https://example.org/story").as_ref())
}

/// All text of a story in reading order.
pub fn text_of(story: &Document) -> String {
    story.leaf_texts().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Letters and digits, cut at everything else.
pub fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// How many of the words of `expected` appear in `got` in their order.
pub fn found_in_order(expected: &[String], got: &[String]) -> usize {
    let mut row = vec![0; got.len() + 1];
    for want in expected {
        let mut diagonal = 0;
        for (at, have) in got.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if want == have { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[got.len()]
}
