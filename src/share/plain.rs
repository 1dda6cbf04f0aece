//! The bare words of a story, not wrapped: for machines, and for readers that wrap by themselves.

use crate::model::{
    Block, Document, Text,
    document::{Definition, Table},
};

/// The words of a story: blocks apart by a blank line, the items of a list and the rows of a table by a line's end.
pub(super) fn text(document: &Document) -> String {
    let mut out = String::new();
    blocks(&mut out, &document.blocks, "\n\n");
    out
}

fn blocks(out: &mut String, all: &[Block], apart: &str) {
    for block in all {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => part(out, &words(text), apart),
            Block::Code(text) => part(out, words(text).trim_end(), apart),
            Block::Quote(within) => blocks(out, within, apart),
            Block::List(list) => {
                for (at, item) in list.items.iter().enumerate() {
                    blocks(out, &item.content, if at == 0 { apart } else { "\n" });
                }
            }
            Block::Definitions(all) => definitions(out, all, apart),
            Block::Table(rows) => part(out, &table(rows), apart),
            Block::Figure { content, caption } => {
                blocks(out, content, apart);
                blocks(out, caption, apart);
            }
            Block::Media(media) => part(out, &media.alt, apart),
            Block::Rule => {}
            Block::Details { summary, content } => {
                part(out, &words(summary), apart);
                blocks(out, content, apart);
            }
        }
    }
}

fn definitions(out: &mut String, all: &[Definition], apart: &str) {
    for definition in all {
        for term in &definition.terms {
            part(out, &words(term), apart);
        }
        blocks(out, &definition.content, "\n");
    }
}

fn table(table: &Table) -> String {
    let row =
        |cells: &Vec<_>| cells.iter().map(|cell: &crate::model::document::Cell| words(&cell.text)).collect::<Vec<_>>().join("\t");
    let caption = words(&table.caption);
    let lines = (!caption.is_empty()).then_some(caption).into_iter().chain(table.rows.iter().map(row));
    lines.collect::<Vec<_>>().join("\n")
}

fn words(text: &Text) -> String {
    text.iter().map(|span| &*span.text).collect()
}

fn part(out: &mut String, text: &str, apart: &str) {
    if text.trim().is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str(apart);
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::{html, model::RawHtml};

    #[test]
    fn every_word_is_there_once_and_nothing_else() {
        let markup = "<h2>A</h2><p>b <i>c</i><br>d</p><ul><li>e<li>f<ol><li>g</ol></ul><blockquote><p>h</p></blockquote>\
                      <table><tr><th>i<th>j<tr><td>k<td>l</table><dl><dt>m<dd>n</dl><hr><pre>o\n  p</pre>";
        assert_eq!(
            text(&html::document(&RawHtml::new(markup), None)),
            "A\n\nb c\nd\n\ne\nf\ng\n\nh\n\ni\tj\nk\tl\n\nm\nn\n\no\n  p"
        );
    }
}
