//! Markup into a [`Tree`].

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::tree_builder::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tokenizer;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{TokenizerResult, tokenizer::TokenizerOpts};

use super::attributes;
use super::flatten::Flatten;
use super::sink::Sink;
use super::tree::Tree;

/// The most nodes that room is made for before any is there. Most tags make one: a start tag its element, an end tag a
/// text behind it.
const MOST_EXPECTED: usize = 1 << 18;

/// What came out of a parse.
pub struct Parsed {
    /// The page.
    pub tree: Tree,
    /// Whether the source held any tag at all.
    pub tagged: bool,
}

/// Parses a page or a part of one.
pub fn parse(markup: &str) -> Parsed {
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    let nodes = markup.bytes().filter(|byte| *byte == b'<').count().min(MOST_EXPECTED);
    let filter = Flatten::new(TreeBuilder::new(Sink::new(nodes), options));
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&attributes::limited(markup)));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let tagged = tokenizer.sink.tags() > 0;
    Parsed { tree: tokenizer.sink.builder.sink.finish(), tagged }
}
