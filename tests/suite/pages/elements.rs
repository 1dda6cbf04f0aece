//! A page with every element that a story is made of, as it stands in a column.

use newsprint::html;
use newsprint::layout::{Cells, Sheet, typeset};
use newsprint::model::{RawHtml, TextSize};
use newsprint::text::SafeUrl;

const PAGE: &str = include_str!("../../data/pages/elements.html");

fn set(columns: u16) -> String {
    let story = html::furniture(html::document(&RawHtml::new(PAGE), SafeUrl::parse("https://example.org/").as_ref()));
    let page = typeset(&story, &Cells, &Sheet::for_pane(TextSize::Small, columns, None));
    let mut rows = vec![String::new(); page.height as usize];
    for line in &page.lines {
        let row = &mut rows[line.row as usize];
        for run in &line.runs {
            let blank = run.x as usize - newsprint::text::width(row);
            row.extend([&" ".repeat(blank), run.text.as_str()]);
        }
    }
    rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_element_of_a_story_is_read_and_set() {
    for columns in [24, 48, 80] {
        insta::assert_snapshot!(format!("elements_{columns}"), set(columns));
    }
}
