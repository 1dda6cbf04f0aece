use super::blocks;
use crate::{html, model::RawHtml};

fn markdown(markup: &str) -> String {
    let document = html::document(&RawHtml::new(markup), None);
    blocks(&document, &document.blocks)
}

#[test]
fn styles_and_links_survive() {
    assert_eq!(
        markdown(r#"<p>A <b>bold </b>word, <code>a`b</code> and <a href="https://e.org/a(b)">a <i>link</i></a>.</p>"#),
        "A **bold** word, ``a`b`` and [a *link*](https://e.org/a%28b%29)."
    );
}

#[test]
fn words_that_look_like_marks_stay_words() {
    assert_eq!(markdown("<p># 1*2_3 [x] &lt;script&gt;</p>"), r"\# 1\*2\_3 \[x\] \<script\>");
    assert_eq!(markdown("<p>1. not a list</p>"), r"1\. not a list");
    assert_eq!(markdown("<p>- not a list</p>"), r"\- not a list");
}

#[test]
fn every_kind_of_block_has_its_form() {
    assert_eq!(markdown("<h2>Head</h2><blockquote><p>Said</p><p>More</p></blockquote>"), "## Head\n\n> Said\n>\n> More");
    assert_eq!(markdown("<ol start=3><li>three<li>four</ol>"), "3. three\n4. four");
    assert_eq!(markdown("<ul><li>one<ul><li>within</ul></ul>"), "- one\n\n  - within");
    assert_eq!(markdown("<pre>a ``` b</pre>"), "````\na ``` b\n````");
    assert_eq!(markdown("<table><tr><th>A<th>B<tr><td>1|2<td>3</table>"), "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |");
}
