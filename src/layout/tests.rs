use super::{Cells, Page, Ruler, Sheet, typeset};
use crate::{
    model::{
        Block, Document, Link, LinkId, Span, Style, Target, TextSize,
        document::{Cell, Item, List, Marker, Table},
    },
    text::{self, CleanText, SafeUrl},
};

fn words(raw: &str) -> Vec<Span> {
    vec![Span { text: CleanText::block(raw), ..Span::default() }]
}

fn paragraph(raw: &str) -> Block {
    Block::Paragraph(words(raw))
}

fn sheet(measure: u32) -> Sheet {
    Sheet { measure, link_numbers: false, link_list: false, ..Sheet::default() }
}

fn set(blocks: Vec<Block>, sheet: &Sheet) -> Vec<String> {
    shown(&typeset(&Document { blocks, ..Document::default() }, &Cells, sheet))
}

/// The rows of a page of plain scale, as a reader sees them.
fn shown(page: &Page) -> Vec<String> {
    let mut rows = vec![String::new(); page.height as usize];
    for line in &page.lines {
        let row = &mut rows[line.row as usize];
        for run in &line.runs {
            let blank = (line.left + run.x) as usize - text::width(row);
            row.push_str(&" ".repeat(blank));
            row.push_str(&run.text);
        }
    }
    rows
}

#[test]
fn a_list_hangs_beside_its_numbers_which_line_up() {
    let items = (9..11).map(|number| Item { number, done: None, content: vec![paragraph("one two three four five")] }).collect();
    let list = Block::List(List { marker: Marker::Decimal, items });
    let expected = [" 9. one two three", "    four five", "10. one two three", "    four five"];
    assert_eq!(set(vec![list], &sheet(20)), expected);
}

#[test]
fn a_marker_without_room_at_the_side_begins_its_text() {
    let items = vec![Item { number: 1, done: None, content: vec![paragraph("word")] }];
    assert_eq!(set(vec![Block::List(List { marker: Marker::Decimal, items })], &sheet(9)), ["1. word"]);
}

#[test]
fn a_bar_runs_along_a_quotation_through_its_blank_rows() {
    let quote = Block::Quote(vec![paragraph("one"), paragraph("two")]);
    assert_eq!(set(vec![paragraph("before"), quote], &sheet(30)), ["before", "", "│ one", "│", "│ two"]);
}

#[test]
fn code_keeps_its_lines_and_marks_where_it_had_to_be_cut() {
    let code = Block::code(CleanText::block("if a {\n\tlong_name(b);\n}\n"));
    assert_eq!(set(vec![code], &sheet(10)), ["if a {", "    long_↩", "name(b);", "}"]);
}

#[test]
fn code_is_rather_cut_after_a_space_than_within_a_word() {
    let code = Block::code(CleanText::block("let answer = forty_two;"));
    assert_eq!(set(vec![code], &sheet(15)), ["let answer =  ↩", "forty_two;"]);
}

#[test]
fn links_in_code_are_numbered_and_can_be_followed() {
    let code = |raw: &str, link| Span { style: Style::CODE, link, ..words(raw).remove(0) };
    let blocks = vec![Block::Code(vec![code("use ", None), code("io", Some(LinkId(0))), code(";\n\n  x", None)])];
    let target = SafeUrl::parse("https://example.org/io").map(Target::Web).expect("an address");
    let links = vec![Link { target, title: CleanText::new() }];
    let page = typeset(&Document { blocks, links, ..Document::default() }, &Cells, &Sheet { measure: 30, ..Sheet::default() });
    assert_eq!(shown(&page).get(..3), Some(&["use io¹;".to_owned(), String::new(), "  x".to_owned()][..]));
    assert_eq!(page.links_in(0..1).len(), 1);
    assert_eq!(page.lines.iter().take(3).map(|line| line.anchor.byte).collect::<Vec<_>>(), [0, 8, 9]);
}

#[test]
fn an_address_that_must_be_cut_in_its_host_keeps_its_scheme() {
    let address = paragraph("at https://www.a-host-that-fits-no-line.example.org/path");
    assert_eq!(set(vec![address], &sheet(24)), ["at https://www.a-host-↩", "that-fits-no-line.↩", "example.org/path"]);
    assert_eq!(set(vec![paragraph("https://example-host.org/")], &sheet(12)), ["https://↩", "example-↩", "host.org/"]);
}

#[test]
fn an_authors_soft_hyphen_parts_letters_and_no_dots() {
    let rows = |raw: &str| set(vec![paragraph(raw)], &sheet(9));
    assert_eq!(rows("har\u{ad}bourwall"), ["har-", "bourwall"]);
    let dotted = rows("gulls.....\u{ad}.......wall");
    assert!(dotted.iter().all(|row| !row.contains('-')), "{dotted:?}");
}

#[test]
fn a_key_is_not_broken_at_its_hyphen() {
    let key = Span { style: Style::CODE, ..words("Ctrl-l").remove(0) };
    let spans = vec![words("press ").remove(0), key, words(" or well-known").remove(0)];
    assert_eq!(set(vec![Block::Paragraph(spans)], &sheet(11)), ["press", "Ctrl-l or", "well-known"]);
}

#[test]
fn a_table_stands_in_columns_with_its_numbers_at_the_right_or_as_records() {
    let cell = |raw: &str, header| Cell { text: words(raw), header, columns: 1, rows: 1 };
    let rows = vec![
        vec![cell("Ship", true), cell("Guests", true)],
        vec![cell("Star", false), cell("1,048", false)],
        vec![cell("Lotus", false), cell("20", false)],
    ];
    let table = Block::Table(Table { caption: Vec::new(), rows });
    assert_eq!(set(vec![table.clone()], &sheet(30)), ["Ship   Guests", "─────  ──────", "Star    1,048", "Lotus      20"]);
    assert_eq!(set(vec![table], &sheet(12)), ["Ship: Star", "Guests:", "1,048", "", "Ship: Lotus", "Guests: 20"]);
}

#[test]
fn a_record_says_again_what_a_cell_above_says_of_it() {
    let cell = |raw: &str, rows| Cell { text: words(raw), header: false, columns: 1, rows };
    let heads = ["Day", "Wind"].map(|raw| Cell { header: true, ..cell(raw, 1) }).to_vec();
    let rows =
        vec![heads, vec![cell("Monday", 2), cell("north", 1)], vec![cell("south", 1)], vec![cell("Sunday", 1), cell("none", 1)]];
    let table = Block::Table(Table { caption: Vec::new(), rows });
    let records = ["Day: Monday", "Wind: north", "", "Day: Monday", "Wind: south", "", "Day: Sunday", "Wind: none"];
    assert_eq!(set(vec![table], &sheet(11)), records);
}

#[test]
fn a_link_carries_its_number_and_is_listed_at_the_end() {
    let target = SafeUrl::parse("https://example.org/a").map(Target::Web).expect("an address");
    let spans = [words("see "), vec![Span { link: Some(LinkId(0)), ..words("there").remove(0) }], words(", then go")].concat();
    let links = vec![Link { target, title: CleanText::new() }];
    let document = Document { blocks: vec![Block::Paragraph(spans)], links, ..Document::default() };
    let page = typeset(&document, &Cells, &Sheet { measure: 30, ..Sheet::default() });
    assert_eq!(shown(&page), ["see there¹, then go", "", "Links", "1. https://example.org/a"]);
    assert_eq!(page.links_in(0..1).len(), 1);
}

#[test]
fn the_number_of_a_link_hides_no_place_where_a_line_may_end() {
    let document = |linked: &str, after: &str| {
        let target = SafeUrl::parse("https://example.org/a").map(Target::Web).expect("an address");
        let spans = [vec![Span { link: Some(LinkId(0)), ..words(linked).remove(0) }], words(after)].concat();
        let links = vec![Link { target, title: CleanText::new() }];
        Document { blocks: vec![Block::Paragraph(spans)], links, ..Document::default() }
    };
    let set = |linked, after, measure| {
        shown(&typeset(&document(linked, after), &Cells, &Sheet { measure, link_list: false, ..Sheet::default() }))
    };
    assert_eq!(set("Google+ ?", "Vimeo too", 12), ["Google+ ?¹", "Vimeo too"]);
    assert_eq!(set("港口的灯", "，亮了", 10), ["港口的", "灯¹，亮了"]);
    assert_eq!(set("re-", "reading", 8), ["re-¹", "reading"]);
}

#[test]
fn the_bracket_of_a_note_stays_with_its_number() {
    let note = Span { style: Style::SUPERSCRIPT, link: Some(LinkId(0)), ..words("1").remove(0) };
    let links = vec![Link { target: Target::Here("note".into()), title: CleanText::new() }];
    let blocks = vec![Block::Paragraph([words("a claim."), vec![note]].concat())];
    let document = Document { blocks, links, ..Document::default() };
    let page = typeset(&document, &Cells, &Sheet { link_list: false, measure: 10, ..Sheet::default() });
    assert_eq!(shown(&page), ["a", "claim.[1]"]);
}

#[test]
fn a_power_is_not_read_as_another_number() {
    let spans = vec![words("10").remove(0), Span { style: Style::SUPERSCRIPT, ..words("6").remove(0) }];
    assert_eq!(set(vec![Block::Paragraph(spans)], &sheet(30)), ["10⁶"]);
    let raised = |text, style| Span { style, ..words(text).remove(0) };
    let spans =
        [words("10"), vec![raised("2x+1", Style::SUPERSCRIPT)], words(" v"), vec![raised("max", Style::SUBSCRIPT)]].concat();
    assert_eq!(set(vec![Block::Paragraph(spans)], &sheet(30)), ["10^2x+1 v_max"]);
}

#[test]
fn the_number_of_a_note_is_not_taken_for_that_of_a_link() {
    let note = Span { style: Style::SUPERSCRIPT, link: Some(LinkId(1)), ..words("1").remove(0) };
    let link = Span { link: Some(LinkId(0)), ..words("there").remove(0) };
    let web = SafeUrl::parse("https://example.org/a").map(Target::Web).expect("an address");
    let links = [web, Target::Here("note".into())].map(|target| Link { target, title: CleanText::new() });
    let blocks = vec![Block::Paragraph([words("so"), vec![note], words(" see "), vec![link]].concat())];
    let document = Document { blocks, links: links.to_vec(), ..Document::default() };
    let page = typeset(&document, &Cells, &Sheet { link_list: false, ..sheet(30) });
    assert_eq!(shown(&page), ["so¹ see there"]);
    let page = typeset(&document, &Cells, &Sheet { link_list: false, ..Sheet::default() });
    assert_eq!(shown(&page), ["so[1] see there¹"]);
}

#[test]
fn right_to_left_paragraphs_stand_at_the_right() {
    assert_eq!(set(vec![paragraph("שלום (abc) 12")], &sheet(16)), ["   12 (abc) םולש"]);
    let unordered = Sheet { reorder: false, ..sheet(16) };
    assert_eq!(set(vec![paragraph("שלום (abc) 12")], &unordered), ["   שלום (abc) 12"]);
}

/// A ruler of a font: a thousand units to the square of a wide character.
struct Fine;

impl Ruler for Fine {
    fn width(&self, text: &str, _style: Style) -> u32 {
        text.chars().map(|c| if c == ' ' { 250 } else { 500 * Cells.width(c.encode_utf8(&mut [0; 4]), Style::PLAIN) }).sum()
    }
}

#[test]
fn justified_chinese_ends_at_the_margin_in_a_font() {
    let text = "第二届大会周五在水乡闭幕来自一百二十个国家和地区的嘉宾就如何治理网络达成一致寻求共识";
    let document = Document { blocks: vec![paragraph(text)], ..Document::default() };
    let page = typeset(&document, &Fine, &Sheet { justify: true, ..sheet(10_300) });
    let fine: Vec<u32> = page.lines.iter().filter_map(|line| line.runs.last()).map(|run| run.x + run.width).collect();
    let inner = &fine[..fine.len() - 1];
    assert!(inner.len() >= 3 && inner.iter().all(|end| *end == 10_300), "{fine:?}");
}

#[test]
fn justified_chinese_in_cells_lacks_at_most_the_cell_that_holds_no_character() {
    let text = "第二届大会周五在水乡闭幕来自一百二十个国家和地区的嘉宾就如何治理网络达成一致寻求共识";
    for (measure, count) in (40..70).flat_map(|measure| (1..5).map(move |count| (measure, count))) {
        let document = Document { blocks: vec![paragraph(&text.repeat(count))], ..Document::default() };
        let page = typeset(&document, &Cells, &Sheet { justify: true, ..sheet(measure) });
        let ends: Vec<u32> = page.lines.iter().filter_map(|line| line.runs.last()).map(|run| run.x + run.width).collect();
        let (_, inner) = ends.split_last().expect("lines");
        assert!(inner.iter().all(|end| *end == measure - measure % 2), "{measure}: {ends:?}");
    }
}

#[test]
fn sizes_differ_in_measure_and_leading() {
    let heights: Vec<u32> = TextSize::ALL
        .iter()
        .map(|size| {
            let blocks = vec![paragraph(&"word ".repeat(80)); 3];
            typeset(&Document { blocks, ..Document::default() }, &Cells, &Sheet::for_pane(*size, 100, None)).height
        })
        .collect();
    assert!(heights.is_sorted() && heights.first() < heights.get(1) && heights.get(1) < heights.get(2), "{heights:?}");
}

#[test]
fn a_sheet_fits_its_pane_from_one_column_up() {
    for width in 1..=300 {
        for size in TextSize::WITH_EXTRA_LARGE {
            for measure in [None, Some(0), Some(20), Some(1_000)] {
                let sheet = Sheet::for_pane(size, width, measure);
                assert!(sheet.measure > 0 && sheet.margin + sheet.measure <= u32::from(width));
                // The last column is the scrollbar's.
                assert!(sheet.hang == 0 || sheet.margin + sheet.measure + sheet.hang < u32::from(width));
            }
        }
    }
}
