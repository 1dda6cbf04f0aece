//! What holds for any markup whatever: nothing panics, no word is lost, glued or moved, every number fits.

use newsprint::html;
use newsprint::model::{Block, Document, RawHtml};
use proptest::prelude::*;

use super::words::{story, text_of};

/// Tags that never change the order of words.
const TAGS: [&str; 34] = [
    "p",
    "div",
    "b",
    "i",
    "a",
    "a href='/x'",
    "a name=n",
    "h1",
    "h3",
    "ul",
    "ol start=3",
    "li",
    "blockquote",
    "pre",
    "span",
    "section",
    "dl",
    "dt",
    "dd",
    "font color=red",
    "sup",
    "form",
    "button",
    "center",
    "em",
    "code",
    "small",
    "nav",
    "article",
    "u",
    "label",
    "address",
    "body",
    "tt",
];
/// Tags that browsers move about, and ones that are no tags.
const STRANGE: [&str; 22] = [
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "tbody",
    "figure",
    "figcaption",
    "details",
    "summary",
    "ruby",
    "select",
    "option",
    "svg",
    "math",
    "mi",
    "x-y",
    "frameset",
    "object",
    "iframe",
    "html",
    "head",
];
/// Things without content.
const VOID: [&str; 7] = ["<br>", "<hr/>", "<wbr>", "<img src=x.png>", "<!-- c -->", "&amp;", "</>"];

/// Markup of words `w0`, `w1` and so on with tags among them, opened and closed as chance will have it. A word has
/// `midst` in it and is still one word.
fn soup(tags: &'static [&'static str], midst: &'static str) -> impl Strategy<Value = (String, usize)> {
    let piece = prop_oneof![
        3 => Just(None),
        4 => (0..tags.len(), any::<bool>()).prop_map(|(at, open)| Some(tag(tags[at], open))),
        1 => (0..VOID.len()).prop_map(|at| Some(VOID[at].to_owned())),
    ];
    prop::collection::vec(piece, 0..60).prop_map(move |pieces| {
        let (mut markup, mut count) = (String::new(), 0);
        for piece in pieces {
            if let Some(tag) = piece {
                markup.push_str(&tag);
            } else {
                markup.extend([" w", midst, &count.to_string(), " "]);
                count += 1;
            }
        }
        (markup, count)
    })
}

fn tag(name: &str, open: bool) -> String {
    if open { format!("<{name}>") } else { format!("</{}>", name.split(' ').next().unwrap_or_default()) }
}

fn told(story: &Document) -> Vec<usize> {
    let text = text_of(story);
    text.split_whitespace().filter_map(|word| word.strip_prefix('w')?.parse().ok()).collect()
}

fn is_sound(story: &Document) -> bool {
    let leaves: usize = story.blocks.iter().map(Block::leaves).sum();
    let anchors = story.anchors.iter().all(|(_, leaf)| *leaf < leaves.max(1));
    leaves == story.leaf_texts().len() && anchors
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_or_moved((markup, count) in soup(&TAGS, "<b></b>")) {
        let story = story(&markup);
        prop_assert!(is_sound(&story));
        prop_assert_eq!(told(&story), (0..count).collect::<Vec<_>>());
    }

    #[test]
    fn no_word_is_lost_where_browsers_move_them((markup, count) in soup(&STRANGE, "")) {
        let story = story(&markup);
        prop_assert!(is_sound(&story));
        let mut words = told(&story);
        words.sort_unstable();
        prop_assert_eq!(words, (0..count).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_makes_it_panic(raw in "(<[a-z/!?-]{0,6}( [a-z]{0,4}=?['\"]?[^'\"<]{0,6}['\"]?)?/?>?|&#?[x0-9a-z]{0,6};?|\\PC|\u{1b}\\[|\u{0}|\u{300}|\n){0,60}") {
        let story = story(&raw);
        prop_assert!(is_sound(&story));
        let controls = text_of(&story).contains(|c: char| c.is_control() && c != '\n' && c != '\t');
        prop_assert!(!controls);
        let cleared = html::without_repeated_headline(html::furniture(story), "w0");
        prop_assert!(is_sound(&cleared));
        let _ = html::Page::parse(&raw, None).head();
        let _ = html::plain_text(&html::markdown(&raw));
        let _ = html::plain_text(&RawHtml::new(raw));
    }
}
