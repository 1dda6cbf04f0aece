use jiff::tz::TimeZone;

use super::write;
use crate::{
    layout::Sheet,
    model::{Article, Feed, RawHtml, TextSize},
    share::Setting,
    words::Words,
};

fn page(title: &'static str, markup: &str) -> String {
    let article = Article { title: title.into(), body: RawHtml::new(markup), ..Article::default() };
    let feed = Feed { language: "en\" onload=\"x".into(), articles: vec![article], ..Feed::default() };
    let mut out = Vec::new();
    let sheet = Sheet::for_pane(TextSize::Medium, 80, None);
    let setting = Setting { sheet, zone: TimeZone::UTC, words: Words::english() };
    write(&mut out, &[feed], &setting).expect("memory never fails");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn nothing_that_a_stranger_wrote_becomes_markup_of_ours() {
    let page = page(
        "<script>alert(1)</script>",
        r#"<p onclick=x>&lt;script&gt;</p><script>y</script><a href="https://e.org/?a=1&amp;b=%22">z</a><img src="https://e.org/i.png">"#,
    );
    assert!(!page.contains("<script") && !page.contains("onclick") && !page.contains("<img"), "{page}");
    assert!(page.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>"), "{page}");
    assert!(page.contains(r#"lang="en&quot; onload=&quot;x""#), "{page}");
    assert!(page.contains("<p>&lt;script&gt;</p>"), "{page}");
    assert!(page.contains(r#"href="https://e.org/?a=1&amp;b=%22""#), "{page}");
}

#[test]
fn a_story_keeps_its_form() {
    let page = page(
        "Form",
        "<h2>A</h2><p>b <em>c</em></p><ul><li>d</ul><table><tr><th colspan=2>e<tr><td>1<td>2</table><pre>f\n  g</pre>",
    );
    for part in
        ["<h2>A</h2>", "<p>b <em>c</em></p>", "<li><p>d</p>", "<th colspan=\"2\">e</th>", "<pre><code>f\n  g</code></pre>"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
}
