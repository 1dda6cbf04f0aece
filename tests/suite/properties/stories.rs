//! Stories as chance makes them: every kind of block and script, and what usually breaks typesetters.

use newsprint::{
    model::{
        Block, Document, Link, LinkId, Span, Style, Target,
        document::{Cell, Definition, Item, List, Marker, Media, MediaKind, Table},
    },
    text::{CleanText, SafeUrl},
};
use proptest::{collection::vec, prelude::*};

const WORDS: [&str; 44] = [
    "the",
    "a",
    "of",
    "network",
    "governance",
    "extraordinarily",
    "Donaudampfschifffahrtsgesellschaft",
    "well-known",
    "don’t",
    "“quoted”",
    "(brackets)",
    "3.14",
    "10\u{a0}km",
    "U.S.A.",
    "co\u{ad}op\u{ad}er\u{ad}a\u{ad}tion",
    "naïve",
    "e\u{301}te\u{301}",
    "Новости",
    "достопримечательность",
    "第二届世界互联网大会",
    "在乌镇闭幕。",
    "他说：“好，很好！”",
    "（完）",
    "「日本語」",
    "っ",
    "ー",
    "한국어",
    "……",
    "——",
    "👩\u{200d}👩\u{200d}👧",
    "🇨🇳🇩🇪",
    "👍🏽",
    "1\u{fe0f}\u{20e3}",
    "שלום",
    "(עולם)",
    "العربية",
    "2,000",
    "می\u{200c}خواهم",
    "https://www.example.org/a/very/long/path?with=query&and=more#end",
    "www.example.com",
    "ไทยภาษา",
    "x\ty",
    "/usr/share/doc",
    "½",
];

fn text() -> impl Strategy<Value = CleanText> {
    let word = prop::sample::select(WORDS.to_vec());
    let space = prop_oneof![12 => Just(" "), 2 => Just(""), 1 => Just("\n"), 1 => Just("  "), 1 => Just("\u{3000}")];
    vec((word, space), 0..24).prop_map(|parts| {
        let raw: String = parts.into_iter().flat_map(|(word, space)| [word, space]).collect();
        CleanText::block(&raw)
    })
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let styles = vec![Style::PLAIN, Style::STRONG, Style::EMPHASIS, Style::CODE, Style::SUPERSCRIPT, Style::SUBSCRIPT];
    let span = (text(), prop::sample::select(styles), prop::option::weighted(0.2, 0..3_usize));
    let span = span.prop_map(|(text, style, link)| Span { text, style, link: link.map(LinkId) });
    vec(span, 1..4)
}

fn table() -> impl Strategy<Value = Block> {
    let cell = (spans(), any::<bool>(), 1..4_usize, 1..4_usize);
    let cell = cell.prop_map(|(text, header, columns, rows)| Cell { text, header, columns, rows });
    (text(), vec(vec(cell, 0..5), 0..5))
        .prop_map(|(caption, rows)| Block::Table(Table { caption: vec![Span { text: caption, ..Span::default() }], rows }))
}

fn leaf() -> impl Strategy<Value = Block> {
    prop_oneof![
        6 => spans().prop_map(Block::Paragraph),
        1 => (1..=6_u8, spans()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => spans().prop_map(Block::Code),
        1 => text().prop_map(|alt| Block::Media(Media { kind: MediaKind::Image, alt, url: None, link: Some(LinkId(1)) })),
        1 => Just(Block::Rule),
        1 => table(),
    ]
}

fn list(content: Vec<Vec<Block>>, marker: Marker) -> Block {
    let items = content.into_iter().zip(7..).map(|(content, number)| Item { number, done: None, content }).collect();
    Block::List(List { marker, items })
}

fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let blocks = || vec(inner.clone(), 0..4);
        let marker = prop::sample::select(vec![Marker::Bullet, Marker::Decimal, Marker::UpperRoman]);
        prop_oneof![
            blocks().prop_map(Block::Quote),
            (vec(blocks(), 1..4), marker).prop_map(|(content, marker)| list(content, marker)),
            (spans(), blocks()).prop_map(|(term, content)| Block::Definitions(vec![Definition { terms: vec![term], content }])),
            (blocks(), blocks()).prop_map(|(content, caption)| Block::Figure { content, caption }),
            (spans(), blocks()).prop_map(|(summary, content)| Block::Details { summary, content }),
        ]
    })
}

/// Any story.
pub fn story() -> impl Strategy<Value = Document> {
    let language = prop::sample::select(vec!["en", "de", "fr", "ru", "ar", "zh", ""]);
    (vec(block(), 0..6), language).prop_map(|(blocks, language)| {
        let link = |raw| Link { target: Target::Web(SafeUrl::parse(raw).expect("an address")), title: CleanText::new() };
        let links = vec![link("https://example.org/"), link("https://example.org/a/b?c=d"), link("https://例え.jp/道")];
        Document { blocks, links, language: CleanText::line(language), anchors: Vec::new() }
    })
}
