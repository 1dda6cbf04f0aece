use super::{document, plain_text};
use crate::model::document::{Item, Marker, MediaKind};
use crate::model::words::joined;
use crate::model::{Block, Document, LinkId, RawHtml, Style, Target};
use crate::text::SafeUrl;

fn story(markup: &str) -> Document {
    document(&RawHtml::new(markup), SafeUrl::parse("https://e.org/story").as_ref())
}

/// The story as an outline that is easy to compare: one leaf a line, by its kind.
fn outline(markup: &str) -> Vec<String> {
    let mut out = Vec::new();
    outline_of(&story(markup).blocks, "", &mut out);
    out
}

fn outline_of(blocks: &[Block], indent: &str, out: &mut Vec<String>) {
    let deeper = format!("{indent}> ");
    for block in blocks {
        match block {
            Block::Paragraph(text) => out.push(format!("{indent}p {}", joined(text))),
            Block::Heading { level, text } => out.push(format!("{indent}h{level} {}", joined(text))),
            Block::Code(code) => out.push(format!("{indent}pre {}", joined(code))),
            Block::Media(media) => out.push(format!("{indent}{:?} {}", media.kind, media.alt)),
            Block::Rule => out.push(format!("{indent}---")),
            Block::Quote(blocks) => outline_of(blocks, &format!("{indent}| "), out),
            Block::List(list) => {
                for Item { number, done, content } in &list.items {
                    let mark = match (list.marker, done) {
                        (Marker::Bullet, None) => "*".to_owned(),
                        (Marker::Bullet, Some(done)) => format!("[{}]", if *done { "x" } else { " " }),
                        (other, _) => format!("{other:?} {number}"),
                    };
                    outline_of(content, &format!("{indent}{mark} "), out);
                }
            }
            Block::Definitions(all) => {
                for one in all {
                    out.extend(one.terms.iter().map(|term| format!("{indent}dt {}", joined(term))));
                    outline_of(&one.content, &format!("{indent}dd "), out);
                }
            }
            Block::Table(table) => {
                out.push(format!("{indent}table {}", joined(&table.caption)));
                for row in &table.rows {
                    let cells: Vec<String> = row.iter().map(|cell| joined(&cell.text).to_string()).collect();
                    out.push(format!("{indent}tr {}", cells.join(" | ")));
                }
            }
            Block::Figure { content, caption } => {
                outline_of(content, &format!("{indent}fig "), out);
                outline_of(caption, &format!("{indent}cap "), out);
            }
            Block::Details { summary, content } => {
                out.push(format!("{indent}sum {}", joined(summary)));
                outline_of(content, &deeper, out);
            }
        }
    }
}

#[test]
fn white_space_collapses_as_in_a_browser() {
    assert_eq!(outline("  a\n\t b <b> c</b>\u{a0} d\n<p> e </p> "), ["p a b c\u{a0} d", "p e"]);
    assert_eq!(outline("a<b>b</b>c <i> </i> d"), ["p abc d"]);
    assert_eq!(outline("<p>中文\n換行 and\nwords"), ["p 中文換行 and words"]);
}

#[test]
fn blocks_keep_words_apart_and_inline_tags_do_not() {
    assert_eq!(outline("<div>one<div>two</div>three</div>fo<span>u</span>r"), ["p one", "p two", "p three", "p four"]);
}

#[test]
fn one_break_is_a_line_and_two_are_a_paragraph() {
    assert_eq!(outline("a<br>b<br>\n<br/>c<br>"), ["p a\nb", "p c"]);
}

#[test]
fn nested_lists_keep_their_numbers_and_their_depth() {
    let markup = "<ol start=3 type=a><li>x<ul><li>y</ul><li value=9>z<li>w</ol>";
    assert_eq!(outline(markup), ["LowerAlpha 3 p x", "LowerAlpha 3 * p y", "LowerAlpha 9 p z", "LowerAlpha 10 p w"]);
    assert_eq!(outline("<ol reversed><li>a<li>b</ol>"), ["Decimal 2 p a", "Decimal 1 p b"]);
    assert_eq!(outline("<ul><li>a</li><ul><li>b</li></ul></ul>"), ["* p a", "* * p b"]);
}

#[test]
fn the_boxes_of_a_list_of_tasks_say_what_is_done() {
    let markup = "<ul><li><input type=checkbox checked disabled> sleep<li><label><input type=CHECKBOX>wake</label></ul><input type=checkbox>x";
    assert_eq!(outline(markup), ["[x] p sleep", "[ ] p wake", "p x"]);
    assert_eq!(outline("<ul><li>☑ <b>sleep</b><li>☐<li>wake ☐</ul>"), ["[x] p sleep", "* p ☐", "* p wake ☐"]);
    assert_eq!(outline("<ol><li><input type=checkbox>sleep</ol>"), ["Decimal 1 p ☐ sleep"]);
}

#[test]
fn definitions_group_terms_with_their_meanings() {
    assert_eq!(outline("<dl><dt>a<dt>b<dd>c<div><dt>d<dd>e</div></dl>"), ["dt a", "dt b", "dd p c", "dt d", "dd p e"]);
}

#[test]
fn tables_of_data_stay_tables_and_layout_tables_become_blocks() {
    let data = "<table><caption>cap</caption><tr><th>a<th>b<tr><td>c<br>d<td>e</table>";
    assert_eq!(outline(data), ["table cap", "tr a | b", "tr c\nd | e"]);
    assert_eq!(outline("<table><tr><td><p>one<p>two</table>"), ["p one", "p two"]);
    assert_eq!(outline("<table><tr><td>nav<td><h1>head</h1>prose</table>"), ["p nav", "h1 head", "p prose"]);
}

#[test]
fn figures_keep_caption_and_picture_together_and_do_not_say_things_twice() {
    let markup = "<figure><figcaption>A ship</figcaption><img src=/s.png alt='A ship'></figure>";
    assert_eq!(outline(markup), ["fig Image ", "cap p A ship"]);
}

#[test]
fn pictures_stand_alone_unless_they_are_part_of_a_sentence() {
    assert_eq!(outline("<img src=a.png alt=one>text<br><img src=b.png alt=two>"), ["Image one", "p text", "Image two"]);
    assert_eq!(outline("before<img src=a.png alt=one>after"), ["p before one after"]);
    assert_eq!(outline("so <img class=wp-smiley src=a.png alt=':)'> it is"), ["p so :) it is"]);
    assert_eq!(outline("a<img src=x.gif width=1 height=1>"), ["p a"]);
    assert_eq!(outline("<img src=a.png><noscript><img src=a.png></noscript>"), ["Image "]);
    assert_eq!(outline("<img src='data:image/png;base64,xx' data-src=b.png alt=late>"), ["Image late"]);
}

#[test]
fn recordings_and_pages_of_others_are_lines_with_a_link() {
    let markup = "<video><source src=a.mp4>old browser</video><iframe src='https://v.example/1' title=Film></iframe>";
    assert_eq!(outline(markup), ["Video ", "Embed Film"]);
    let story = story(markup);
    let Some(Block::Media(media)) = story.blocks.first() else { panic!("a film") };
    assert_eq!((media.kind, media.link), (MediaKind::Video, Some(LinkId(0))));
}

#[test]
fn what_was_never_closed_hides_no_words() {
    assert_eq!(outline("<iframe src=x /><p>after</p>"), ["Embed ", "p after"]);
    assert_eq!(outline("<video src=x.mp4 /><p>after</p>"), ["Video ", "p after"]);
    assert_eq!(outline("<script src=x /><p>after</p>"), ["p after"]);
    assert_eq!(outline("<frameset><p>after</p>"), ["p after"]);
    assert_eq!(outline("<b><p>one<i>two</b>three<td>four"), ["p onetwothreefour"]);
}

#[test]
fn preformatted_text_keeps_every_space() {
    assert_eq!(outline("<pre>\nfn a() {\n\t<b>b</b>;\n}\n</pre>"), ["pre fn a() {\n\tb;\n}"]);
}

#[test]
fn preformatted_text_keeps_links_and_emphasis() {
    let story = story("<pre><code>\n  use <a href=/io><b>io</b></a>;<br>x\n</code></pre>");
    let Some(Block::Code(text)) = story.blocks.first() else { panic!("code") };
    let spans: Vec<(&str, Style, Option<LinkId>)> = text.iter().map(|span| (&*span.text, span.style, span.link)).collect();
    let code = Style::CODE;
    assert_eq!(spans, [("  use ", code, None), ("io", code | Style::STRONG, Some(LinkId(0))), (";\nx", code, None)]);
    assert_eq!(story.links.len(), 1);
}

#[test]
fn scripts_styles_and_hidden_parts_are_not_read_out() {
    let markup = "<style>x</style><script>y</script><template>z</template><p hidden>h<p style='display: none'>n<p>seen";
    assert_eq!(outline(markup), ["p seen"]);
}

#[test]
fn meanings_and_readings_are_told_quietly_and_once() {
    let markup = "<abbr title='World Wide Web'>WWW</abbr> and <abbr title='World Wide Web'>WWW</abbr>";
    assert_eq!(outline(markup), ["p WWW (World Wide Web) and WWW"]);
    assert_eq!(outline("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字"), ["p 漢(かん)字"]);
    assert_eq!(outline("<q>a <q>b</q></q>"), ["p “a ‘b’”"]);
    assert_eq!(outline("<math alttext='a/b'><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"), ["p a/b"]);
}

#[test]
fn formulas_are_read_on_one_line_as_they_are_meant() {
    let minus_b = "<mrow><mo>−</mo><mi>b</mi></mrow>";
    let root =
        "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mo>&InvisibleTimes;</mo><mi>a</mi><mi>c</mi></msqrt>";
    let markup = format!(
        "<math><mi>x</mi><mo>=</mo><mfrac><mrow>{minus_b}<mo>±</mo>{root}</mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math>"
    );
    assert_eq!(outline(&markup), ["p x = (−b ± √(b2 − 4ac))/(2a)"]);
    assert_eq!(
        outline("<math><msub><mi>v</mi><mi>max</mi></msub><mo>(</mo><mi>t</mi><mo>,</mo><mi>u</mi><mo>)</mo></math>"),
        ["p v_max(t, u)"]
    );
    assert_eq!(
        outline("<math><mfrac>words <mi>a</mi> between <mi>b</mi></mfrac><mi>sin</mi><mi>x</mi></math>"),
        ["p words a between b sin x"]
    );
}

#[test]
fn links_are_counted_once_and_dangerous_ones_lose_their_link() {
    let story =
        story("<a href=/a>x</a> <b><a href='https://e.org/a'>y</a></b> <a href='javascript:z'>z</a> <a href='data:,w'>w</a>");
    assert_eq!(story.links.len(), 1);
    let Some(Block::Paragraph(text)) = story.blocks.first() else { panic!("a paragraph") };
    assert_eq!(joined(text).as_str(), "x y z w");
    assert_eq!(text.iter().filter(|span| span.link.is_some()).count(), 2);
}

#[test]
fn footnotes_lead_to_the_leaf_where_they_stand() {
    let story = story(
        "<h1>t</h1><p>text<a href='#fn1'>1</a><ul><li>x</ul><h2><p id=zz>head</p></h2><ol><li id=fn1>note <a href='https://e.org/story#zz'>back</a></ol>",
    );
    let leaves = story.leaf_texts();
    let at = |name: &str| story.anchors.iter().find(|(one, _)| &**one == name).map(|(_, leaf)| leaves[*leaf].to_string());
    assert_eq!(at("fn1").as_deref(), Some("note back"));
    assert_eq!(at("zz").as_deref(), Some("head"));
    assert!(matches!(&story.links[0].target, Target::Here(name) if &**name == "fn1"));
    assert_eq!(leaves.len(), story.blocks.iter().map(Block::leaves).sum::<usize>());
}

#[test]
fn styles_join_when_they_nest() {
    let story = story("<b>a<i>b</i></b><sup>c</sup>");
    let Some(Block::Paragraph(text)) = story.blocks.first() else { panic!("a paragraph") };
    let styles: Vec<Style> = text.iter().map(|span| span.style).collect();
    assert_eq!(styles, [Style::STRONG, Style::STRONG | Style::EMPHASIS, Style::SUPERSCRIPT]);
}

#[test]
fn depth_without_end_is_flattened_and_loses_no_word() {
    for tag in ["div", "ul><li", "b", "blockquote", "table><tr><td", "a href=x><p", "font color=1", "svg", "math"] {
        let markup: String = (0..5_000).fold(String::new(), |markup, n| markup + &format!("<{tag}>w{n} "));
        let words: Vec<String> = story(&markup)
            .leaf_texts()
            .iter()
            .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        assert_eq!(words.len(), 5_000, "{tag}");
        assert!(words.iter().enumerate().all(|(n, word)| *word == format!("w{n}")), "{tag}");
    }
}

#[test]
fn formatting_that_is_opened_again_in_every_paragraph_does_not_grow_without_end() {
    let open: String = (0..200).fold(String::new(), |markup, n| markup + &format!("<b id={n}>"));
    let markup = format!("<p>{open}</p>{}", "<p>x".repeat(20_000));
    let words: usize = story(&markup).leaf_texts().iter().map(|text| text.split_whitespace().count()).sum();
    assert_eq!(words, 20_000);
    assert!(super::parse::parse(&markup).tree.len() < 200_000);
}

#[test]
fn a_title_is_words_without_tags() {
    assert_eq!(plain_text(&RawHtml::new("a <b>b</b>&amp;c\n<br>d")).as_str(), "a b&c d");
}
