//! Markdown into markup.

use pulldown_cmark::{Options, Parser};

use crate::model::RawHtml;

/// The markup of a Markdown text: `CommonMark` with tables, footnotes, struck-out text and task lists.
#[must_use]
pub fn markdown(text: &str) -> RawHtml {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    let mut markup = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut markup, Parser::new_ext(text, options));
    // A footnote's mark stands before its text, not above it.
    RawHtml::new(markup.replace("</sup>\n<p>", "</sup> "))
}
