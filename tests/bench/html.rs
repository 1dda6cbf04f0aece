//! How fast markup becomes a story.

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use html5ever::{
    TokenizerResult,
    buffer_queue::BufferQueue,
    tendril::StrTendril,
    tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use newsprint::html;
use newsprint::model::RawHtml;

fn main() {
    divan::main();
}

/// About `bytes` of markup as newspapers write it: paragraphs with links and emphasis, lists, tables, pictures.
fn pages(bytes: usize) -> RawHtml {
    let mut markup = String::with_capacity(bytes + 4_096);
    let mut n = 0;
    while markup.len() < bytes {
        n += 1;
        let _ = write!(
            markup,
            "<div class=\"section s{n}\" id=\"s{n}\"><h2>Part {n} of a long story</h2>\n<p>The ferry left the harbour at eight in the \
             morning, <em>as it always did</em>, with <a href=\"/people/{n}\" title=\"list\">forty-two passengers</a> &amp; a dog. \
             Nobody knew <strong>why the bell</strong> rang a second time.</p>\n<ul><li>one</li><li>two <b>and</b> three</li></ul>\n\
             <p>港口的渡轮早上八点出发，<a href=\"https://example.org/{n}\">像往常一样</a>。</p>\n\
             <figure><img src=\"/pictures/{n}.jpg\" alt=\"The ferry\"><figcaption>The ferry {n}</figcaption></figure>\n\
             <table><tr><th>Hour</th><th>Wind</th></tr><tr><td>{n}</td><td>north</td></tr></table></div>\n"
        );
    }
    RawHtml::new(markup)
}

#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn document(bencher: Bencher<'_, '_>, bytes: usize) {
    let markup = pages(bytes);
    bencher.counter(BytesCount::new(markup.markup().len())).bench(|| html::document(&markup, None));
}

/// What becomes of tokens whose time alone is measured.
struct Nothing;

impl TokenSink for Nothing {
    type Handle = ();

    fn process_token(&self, _: Token, _: u64) -> TokenSinkResult<()> {
        TokenSinkResult::Continue
    }
}

/// The part of [`document`] that is none of ours: no page can be read faster than it falls into tokens.
#[divan::bench]
fn tokens_of_a_megabyte(bencher: Bencher<'_, '_>) {
    let markup = pages(1_000_000);
    bencher.counter(BytesCount::new(markup.markup().len())).bench(|| {
        let tokenizer = Tokenizer::new(Nothing, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(markup.markup()));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
    });
}

/// About `bytes` of markup as stories in feeds have it: paragraphs of some sentences, a link in every other one.
fn prose(bytes: usize) -> RawHtml {
    let sentence = "The second conference closed in the water town on Friday, and more than two thousand guests went home. ";
    let paragraph = |n: usize| {
        let link = format!("<a href=\"https://example.org/{n}\" rel=\"nofollow\">said so &amp; meant it</a>");
        format!(
            "<p class=\"text\">{}<em>Nobody</em> {}.</p>\n",
            sentence.repeat(4),
            if n.is_multiple_of(2) { &link } else { "slept" }
        )
    };
    let mut markup = String::with_capacity(bytes + 1_024);
    (0..).map_while(|n| (markup.len() < bytes).then(|| markup.push_str(&paragraph(n)))).for_each(drop);
    RawHtml::new(markup)
}

#[divan::bench(args = [10_000, 1_000_000])]
fn story(bencher: Bencher<'_, '_>, bytes: usize) {
    let markup = prose(bytes);
    bencher.counter(BytesCount::new(markup.markup().len())).bench(|| html::document(&markup, None));
}

#[divan::bench(args = ["ul><li", "div", "b", "table><tr><td"])]
fn twenty_thousand_deep(bencher: Bencher<'_, '_>, tag: &str) {
    let markup = RawHtml::new(format!("<{tag}>x").repeat(20_000));
    bencher.bench(|| html::document(&markup, None));
}

#[divan::bench]
fn formatting_reopened(bencher: Bencher<'_, '_>) {
    let open = (0..200).fold(String::new(), |open, n| open + &format!("<b id={n}>"));
    let markup = RawHtml::new(format!("<p>{open}</p>{}", "<p>x".repeat(50_000)));
    bencher.bench(|| html::document(&markup, None));
}

#[divan::bench]
fn attributes_without_end(bencher: Bencher<'_, '_>) {
    let attributes = (0..100_000).fold(String::new(), |all, n| all + &format!(" a{n}=1"));
    let markup = RawHtml::new(format!("<p{attributes}>x"));
    bencher.bench(|| html::document(&markup, None));
}
