use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::Rect,
    style::{Color, Style},
    widgets::{Clear, Widget},
};

use std::collections::BTreeSet;

use super::{
    Display, Painter, Piece,
    cut::{Block, cut},
};
use crate::{
    layout::{Cells, Scale, Sheet, Tier, typeset},
    model::{self, Document, Span},
    text::{self, CleanText, script},
};

fn piece(column: u32, text: &str, style: Style) -> Piece {
    Piece { column, text: CleanText::line(text), style, link: None }
}

/// Pieces one after another, in alternating colours; `|` begins the next one. Spaces are kept.
fn pieces(line: &str) -> Vec<Piece> {
    let mut column = 0;
    line.split('|')
        .enumerate()
        .map(|(index, part)| {
            let style = if index % 2 == 0 { Style::new() } else { Style::new().fg(Color::Red) };
            let text = CleanText::block(part);
            let at = column;
            column += u32::try_from(text::width(part)).expect("a short line");
            Piece { column: at, text, style, link: None }
        })
        .collect()
}

/// The blocks of a line, each with what it shows.
fn blocks_of(line: &str, scale: Scale) -> Vec<(Block, String)> {
    let pieces = pieces(line);
    let text = |block: &Block| pieces[block.piece].text.get(block.bytes.clone()).expect("a piece of the text").to_owned();
    cut(&pieces, scale, Display::default().into()).into_iter().map(|block| (block.clone(), text(&block))).collect()
}

/// The blocks of a line as `x+cells text`.
fn blocks(line: &str, scale: Scale) -> Vec<String> {
    blocks_of(line, scale).iter().map(|(block, text)| format!("{}+{} {text}", block.x, block.cells)).collect()
}

#[test]
fn four_columns_fill_their_block_exactly() {
    assert_eq!(blocks("Internet", Scale::ONE_AND_A_HALF), ["0+6 Inte", "6+6 rnet"]);
    assert_eq!(blocks("Internet", Scale::THREE_QUARTERS), ["0+3 Inte", "3+3 rnet"]);
    assert_eq!(blocks("世界互联", Scale::ONE_AND_A_HALF), ["0+6 世界", "6+6 互联"]);
}

#[test]
fn whole_scales_put_every_character_where_it_was_measured() {
    assert_eq!(blocks("Internet 世", Scale::DOUBLE), ["0+8 Inte", "8+8 rnet", "16+2  ", "18+4 世"]);
    assert_eq!(blocks("né", Scale::TRIPLE), ["0+3 n", "3+3 é"]);
}

#[test]
fn a_date_in_chinese_keeps_its_characters_together() {
    assert_eq!(blocks("2015年12月18日电", Scale::ONE_AND_A_HALF), ["0+6 2015", "6+6 年12", "12+6 月18", "18+6 日电"],);
}

#[test]
fn chinese_beside_quotation_marks_is_as_large_as_the_rest_of_its_line() {
    let line = "叫作“避头尾”。读";
    assert_eq!(blocks(line, Scale::ONE_AND_A_HALF), ["0+6 叫作", "6+2 “", "8+6 避头", "14+6 尾”", "20+6 。读"]);
    assert_eq!(blocks("作“避头”尾", Scale::THREE_QUARTERS), ["0+2 作", "2+1 “", "3+3 避头", "6+1 ”", "7+2 尾"]);
    let quoted = blocks_of("说：“这里是‘一’个第3会场。”他又说", Scale::ONE_AND_A_HALF);
    let wide = quoted.iter().filter(|(_, text)| text.chars().any(script::is_cjk));
    let fractions: BTreeSet<(u8, u8)> = wide.map(|(block, _)| block.shape.fraction).collect();
    assert_eq!(fractions.len(), 1, "{quoted:?}");
}

#[test]
fn a_line_of_chinese_with_quotation_marks_keeps_to_its_measure() {
    let text = "“一”说“乌镇”与‘互联网’，“智慧城市”和“这”“那”，他又说：“好。”";
    let scale = Scale::THREE_QUARTERS;
    for measure in 12..40 {
        let sheet = Sheet { measure, body: scale, ..Sheet::default() };
        let span = Span { text: text.into(), ..Span::default() };
        let document = Document { blocks: vec![model::Block::Paragraph(vec![span])], ..Document::default() };
        for line in typeset(&document, &Cells, &sheet).lines {
            let shown: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            let end = blocks_of(&shown, scale).last().map_or(0, |(block, _)| block.x + block.cells);
            assert!(end <= measure + scale.rows, "{scale:?} {measure} {shown}: {end}");
        }
    }
}

#[test]
fn the_room_that_a_style_change_leaves_is_taken_back_at_the_next_spaces() {
    let line = "a |second| World Internet |Conference| has closed in the town, and |all| went home at last";
    let blocks = blocks_of(line, Scale::ONE_AND_A_HALF);
    let last = blocks.last().expect("blocks");
    let nominal = u32::try_from(text::width(line) - 4).expect("a short line") * 3 / 2;
    assert!(last.0.x + last.0.cells <= nominal + 2, "{} of {nominal}: {blocks:?}", last.0.x + last.0.cells);
}

#[test]
fn the_space_between_two_scripts_is_kept_at_every_scale() {
    assert_eq!(blocks("fox, 中文", Scale::THREE_QUARTERS), ["0+3 fox,", "4+3 中文"]);
    assert_eq!(blocks("fox, 中文", Scale::ONE_AND_A_HALF), ["0+6 fox,", "7+6 中文"]);
}

#[test]
fn blocks_never_overlap_and_never_lose_a_word() {
    for line in [
        "",
        " ",
        "a",
        "中",
        "|中|文|a|",
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        "ab中cd文ef",
        "x 中 y 文 z",
        "👩\u{200d}👩\u{200d}👧 a🇨🇳b",
    ] {
        for scale in [Scale::THREE_QUARTERS, Scale::ONE_AND_A_HALF, Scale::DOUBLE, Scale::TRIPLE] {
            let blocks = blocks_of(line, scale);
            for pair in blocks.windows(2) {
                let [(one, _), (next, _)] = pair else { panic!("two blocks") };
                assert!(one.x + one.cells <= next.x, "{line}: {blocks:?}");
            }
            let shown: String = blocks.iter().map(|(_, text)| text.replace(' ', "")).collect();
            assert_eq!(shown, line.replace(['|', ' '], ""), "{scale:?}");
        }
    }
}

fn paint(tier: Tier, scale: Scale, room: Rect, line: &str) -> (Buffer, Painter) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 10));
    let mut painter = Painter::new(tier);
    painter.line(&mut buffer, room, scale, &mut pieces(line));
    (buffer, painter)
}

#[test]
fn a_line_that_does_not_fit_is_not_drawn_so_that_the_screen_never_scrolls() {
    let (buffer, _) = paint(Tier::Scaled, Scale::DOUBLE, Rect::new(0, 9, 40, 1), "Internet");
    assert_eq!(buffer, Buffer::empty(buffer.area));
    let (buffer, _) = paint(Tier::Scaled, Scale::DOUBLE, Rect::new(100, 100, 40, 9), "Internet");
    assert_eq!(buffer, Buffer::empty(buffer.area));
}

#[test]
fn the_end_of_a_line_that_is_too_long_is_shown_in_plain_type() {
    let (buffer, _) = paint(Tier::Scaled, Scale::ONE_AND_A_HALF, Rect::new(0, 0, 16, 2), "Internet of all");
    let row: String = (0..16).map(|x| buffer[(x, 1)].symbol()).collect();
    assert!(row.ends_with("rnet of all "), "{row:?}");
}

#[test]
fn a_popup_over_half_a_block_leaves_nothing_of_it() {
    let (mut buffer, painter) = paint(Tier::Scaled, Scale::ONE_AND_A_HALF, Rect::new(0, 2, 40, 2), "Internet");
    Clear.render(Rect::new(3, 3, 4, 1), &mut buffer);
    buffer.set_string(3, 3, "help", Style::new());
    painter.seal(&mut buffer);
    assert!(buffer.content.iter().all(|cell| cell.diff_option == CellDiffOption::None && !cell.symbol().contains('\u{1b}')));
    assert_eq!((3..7).map(|x| buffer[(x, 3)].symbol()).collect::<String>(), "help");
}

#[test]
fn text_written_straight_over_a_block_is_seen_whole() {
    let (mut buffer, painter) = paint(Tier::Scaled, Scale::ONE_AND_A_HALF, Rect::new(0, 2, 40, 2), "Internet");
    buffer.set_string(0, 2, "Pr   int", Style::new());
    painter.seal(&mut buffer);
    assert_eq!((0..12).map(|x| buffer[(x, 2)].symbol()).collect::<String>(), "Pr   int    ");
    assert!(buffer.content.iter().all(|cell| cell.diff_option == CellDiffOption::None));
}

#[test]
fn of_two_lines_that_overlap_the_later_one_is_seen_whole() {
    let (mut buffer, mut painter) = paint(Tier::Scaled, Scale::ONE_AND_A_HALF, Rect::new(0, 0, 40, 4), "Internet conference");
    painter.line(&mut buffer, Rect::new(9, 1, 31, 3), Scale::ONE_AND_A_HALF, &mut pieces("over it"));
    painter.seal(&mut buffer);
    let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).filter(|symbol| symbol.contains("66;")).collect();
    assert_eq!(symbols.iter().filter(|symbol| symbol.contains("over") || symbol.contains(" it")).count(), 2, "{symbols:?}");
    assert!(buffer.cell((9, 0)).is_some_and(|cell| cell.diff_option == CellDiffOption::None), "the block below is gone");
}

#[test]
fn a_popup_beside_a_block_leaves_it_alone() {
    let (mut buffer, painter) = paint(Tier::Scaled, Scale::ONE_AND_A_HALF, Rect::new(0, 2, 40, 2), "Internet");
    Clear.render(Rect::new(6, 3, 4, 1), &mut buffer);
    painter.seal(&mut buffer);
    assert!(buffer[(0, 2)].symbol().contains("Inte"));
    assert_eq!(buffer[(6, 2)].symbol(), " ");
}

#[test]
fn a_doubled_row_is_emptied_before_it_is_doubled_and_every_other_row_is_plain() {
    let (mut buffer, painter) = paint(Tier::Doubled, Scale::DOUBLE, Rect::new(4, 2, 36, 2), "two |words");
    painter.seal(&mut buffer);
    let row = buffer[(0, 2)].symbol();
    assert!(row.starts_with("\x1b[m\x1b[2K\x1b#3") && row.contains("two ") && row.contains("words"), "{row:?}");
    assert!(buffer[(0, 3)].symbol().contains("\x1b#4"));
    assert!((1..40).all(|x| buffer[(x, 2)].diff_option == CellDiffOption::Skip));
    for y in [0, 1, 4, 9] {
        assert_eq!(buffer[(0, y)].symbol(), "\x1b#5 ");
    }
}

#[test]
fn no_wide_character_ever_stands_on_a_doubled_row() {
    let (mut buffer, painter) = paint(Tier::Doubled, Scale::DOUBLE, Rect::new(0, 2, 40, 2), "two 字");
    painter.seal(&mut buffer);
    assert!(buffer.content.iter().all(|cell| !cell.symbol().contains("\x1b#3")));
    assert_eq!(buffer[(4, 2)].symbol(), "字");
}

#[test]
fn a_popup_over_doubled_rows_makes_them_plain() {
    let (mut buffer, painter) = paint(Tier::Doubled, Scale::DOUBLE, Rect::new(0, 2, 40, 2), "two words");
    Clear.render(Rect::new(10, 3, 8, 4), &mut buffer);
    painter.seal(&mut buffer);
    assert!(buffer.content.iter().all(|cell| !cell.symbol().contains("\x1b#3") && !cell.symbol().contains("\x1b#4")));
    assert_eq!(buffer[(0, 2)].symbol(), "\x1b#5 ");
}

#[test]
fn a_popup_over_half_a_wide_character_takes_it_away() {
    let (mut buffer, painter) = paint(Tier::Scaled, Scale::PLAIN, Rect::new(0, 2, 40, 2), "中文");
    buffer.set_string(3, 2, "│", Style::new());
    painter.seal(&mut buffer);
    assert_eq!((0..4).map(|x| buffer[(x, 2)].symbol()).collect::<String>(), "中  │");
}

#[test]
fn letters_of_block_characters_are_four_rows_high() {
    let (buffer, _) = paint(Tier::Blocks, Scale::BLOCKS, Rect::new(1, 1, 39, 9), "Hé 字");
    let rows: Vec<String> = (0..6).map(|y| (0..16).map(|x| buffer[(x, y)].symbol()).collect()).collect();
    insta::assert_snapshot!(rows.join("\n"));
}

#[test]
fn pieces_beyond_the_right_edge_do_no_harm() {
    for tier in Tier::ALL {
        for scale in [Scale::PLAIN, Scale::THREE_QUARTERS, Scale::ONE_AND_A_HALF, Scale::DOUBLE, Scale::BLOCKS] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 5));
            let mut painter = Painter::new(tier);
            let mut far = [
                piece(3, "word", Style::new()),
                piece(100_000, "far away 中", Style::new()),
                piece(u32::MAX / 8, "x", Style::new()),
            ];
            painter.line(&mut buffer, Rect::new(2, 1, 40, 40), scale, &mut far);
            painter.seal(&mut buffer);
        }
    }
}

#[test]
fn type_of_every_size_has_the_ink_of_the_theme() {
    for (tier, scale) in [(Tier::Scaled, Scale::ONE_AND_A_HALF), (Tier::Doubled, Scale::DOUBLE), (Tier::Layout, Scale::PLAIN)] {
        let area = Rect::new(0, 0, 40, 3);
        let mut buffer = Buffer::empty(area);
        buffer.set_style(area, Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::White));
        let mut painter = Painter::new(tier);
        painter.line(
            &mut buffer,
            area,
            scale,
            &mut [piece(0, "plain", Style::new()), piece(6, "link", Style::new().fg(Color::Blue))],
        );
        painter.seal(&mut buffer);
        let first = buffer.cell((0, 0)).expect("a cell");
        let inked = first.fg == Color::Rgb(1, 2, 3) || first.symbol().contains("38;2;1;2;3");
        assert!(inked, "{tier:?}: {first:?}");
    }
}
