//! How long it takes to set a page: a typical story, a very long one, one long block.

use divan::{Bencher, black_box};
use newsprint::{
    layout::{Anchor, Cells, Reach, Sheet, typeset, typeset_to},
    model::{Block, Document, Span, TextSize},
    text::CleanText,
};

const ENGLISH: &str = "The second conference closed in the water town on Friday. More than two thousand guests from 120 countries and \
    regions had come to agree on how the network should be governed, and what a responsible administration would look like. ";
const GERMAN: &str = "Überraschend veröffentlichten die Verkehrsbetriebe gestern ihre Unternehmenszahlen: Trotz außerordentlicher \
    Witterungsverhältnisse beförderten die Ausflugsschiffe mehr Fahrgäste als im vergleichbaren Vorjahreszeitraum. ";
const CHINESE: &str = "第二届大会周五在水乡闭幕。来自120个国家和地区的2000多名嘉宾就如何治理网络达成一致，“这是一次成功的大会。”他说，这里是寻求共识的地方。";
const ARABIC: &str =
    "اختتم المؤتمر العالمي الثاني أعماله يوم الجمعة. وحضر أكثر من 2,000 ضيف من 120 دولة ومنطقة إلى المدينة المائية. ";

/// A story of about `bytes` bytes, in paragraphs of about `paragraph` bytes.
fn story(sentence: &str, language: &'static str, bytes: usize, paragraph: usize) -> Document {
    let text = CleanText::block(&sentence.repeat(paragraph.div_ceil(sentence.len())));
    let block = Block::Paragraph(vec![Span { text, ..Span::default() }]);
    Document { blocks: vec![block; bytes.div_ceil(paragraph)], language: language.into(), ..Document::default() }
}

fn set(bencher: Bencher<'_, '_>, story: &Document, sheet: &Sheet) {
    bencher.bench(|| typeset(black_box(story), &Cells, black_box(sheet)));
}

fn medium() -> Sheet {
    Sheet::for_pane(TextSize::Medium, 100, None)
}

#[divan::bench(args = [("en", ENGLISH), ("zh", CHINESE), ("ar", ARABIC)])]
fn typical_story(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    set(bencher, &story(sentence, language, 10_000, 600), &medium());
}

#[divan::bench(args = [("en", ENGLISH), ("de", GERMAN)])]
fn typical_story_justified_and_hyphenated(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    set(bencher, &story(sentence, language, 10_000, 600), &Sheet { justify: true, hyphenate: true, ..medium() });
}

#[divan::bench(args = [("en", ENGLISH), ("zh", CHINESE)])]
fn megabyte(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    set(bencher, &story(sentence, language, 1_000_000, 600), &medium());
}

/// What of a megabyte is set before its first page is shown.
#[divan::bench(args = [("en", ENGLISH), ("zh", CHINESE)])]
fn beginning_of_a_megabyte(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    let (story, reach) = (story(sentence, language, 1_000_000, 600), Reach { anchor: Anchor::default(), rows: 1_500 });
    bencher.bench(|| typeset_to(black_box(&story), &Cells, &medium(), Some(reach)));
}

/// What is asked of a page that is set, wherever in it the reader turns to the next screen: here, near its end.
#[divan::bench]
fn page_down_in_a_megabyte(bencher: Bencher<'_, '_>) {
    let page = typeset(&story(ENGLISH, "en", 1_000_000, 600), &Cells, &medium());
    let row = page.height - 100;
    bencher.bench(|| {
        let anchor = black_box(&page).anchor_at(black_box(row));
        (page.row_of(anchor), page.line_at(row), page.links_in(row..row + 50).len())
    });
}

#[divan::bench(args = [("en", ENGLISH), ("zh", CHINESE)])]
fn megabyte_in_one_block(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    set(bencher, &story(sentence, language, 1_000_000, 1_000_000), &medium());
}

#[divan::bench(args = [("en", ENGLISH), ("zh", CHINESE)])]
fn megabyte_in_one_block_of_300_columns(bencher: Bencher<'_, '_>, (language, sentence): (&'static str, &str)) {
    set(bencher, &story(sentence, language, 1_000_000, 1_000_000), &Sheet::for_pane(TextSize::Small, 300, None));
}

fn main() {
    divan::main();
}
