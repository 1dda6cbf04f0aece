//! What a reader would lose to a single fault, were it not mended.

use super::{Event, FaultKind, Reader};

/// The document as balanced events on one line: `<a>` opens, `</a>` closes, text stands as it is.
fn read(document: &str) -> String {
    let write = |event| match event {
        Event::Open(tag) => format!("<{}>", tag.name),
        Event::Close(name) => format!("</{name}>"),
        Event::Text(text) => text.into_owned(),
    };
    Reader::new(document).map(write).collect()
}

fn faults(document: &str) -> Vec<FaultKind> {
    let mut reader = Reader::new(document);
    while reader.next().is_some() {}
    reader.faults().iter().map(|fault| fault.kind).collect()
}

#[test]
fn sound_documents_are_read_without_a_fault() {
    let document = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x '>'>]><r a='1'><!-- no --><b/>x &amp; y<![CDATA[<i>]]></r>\n";
    assert_eq!(read(document), "<r><b></b>x & y<i></r>\n");
    assert_eq!(faults(document), []);
}

#[test]
fn bare_signs_are_text() {
    assert_eq!(read("<t>AT&T < 5 <3 & <b>x</b></t>"), "<t>AT&T < 5 <3 & <b>x</b></t>");
    assert_eq!(faults("<t>&\n <</t>"), [FaultKind::Ampersand, FaultKind::Angle]);
}

#[test]
fn crossed_and_missing_end_tags_are_put_right() {
    assert_eq!(read("<a><b><c></b></a></x>"), "<a><b><c></c></b></a>");
    assert_eq!(read("<a><B></b ></A>"), "<a><B></B></a>");
    assert_eq!(faults("<a></b></a>"), [FaultKind::Nesting]);
}

#[test]
fn a_document_that_breaks_off_keeps_what_came() {
    assert_eq!(read("<a><b>text"), "<a><b>text</b></a>");
    assert_eq!(read("<a><b>text</b><c hre"), "<a><b>text</b></a>");
    assert_eq!(read("<a>x<![CDATA[y"), "<a>xy</a>");
    assert_eq!(read("<a>x</a"), "<a>x</a>");
    assert_eq!(faults("<a><b>text"), [FaultKind::Truncated]);
}

#[test]
fn a_lost_quotation_mark_costs_one_tag_and_not_the_rest() {
    assert_eq!(read("<a href=\"x>one</a><a href=\"y\">two</a>"), "<a>one</a><a>two</a>");
    assert_eq!(read("<a <b>x</b></a>"), "<a><b>x</b></a>");
    assert_eq!(read("<a t=\"1 < 2 > 0\">x</a>"), "<a>x</a>");
}

#[test]
fn a_cdata_section_without_an_end_ends_with_its_element() {
    assert_eq!(read("<i><t><![CDATA[one</t><d>two</d></i>"), "<i><t>one</t><d>two</d></i>");
    assert_eq!(read("<i><t><![CDATA[one</t><d><![CDATA[two]]></d></i>"), "<i><t>one</t><d>two</d></i>");
    assert_eq!(read("<t><![CDATA[<![CDATA[x]]>]]></t>"), "<t>x</t>");
}

#[test]
fn an_unclosed_comment_hides_nothing() {
    assert_eq!(read("<a><!-- x <b>y</b></a>"), "<a> x <b>y</b></a>");
}

#[test]
fn nothing_is_expanded_from_a_document_type() {
    assert_eq!(read("<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM 'file:///etc/passwd'>]><r>&a;&b;</r>"), "<r>&a;&b;</r>");
}

#[test]
fn depth_is_capped_and_the_text_below_is_kept() {
    let deep = format!("<r>{}x{}</r><s></s>", "<d>".repeat(100_000), "</d>".repeat(100_000));
    let out = read(&deep);
    assert!(out.len() < 4_000);
    assert!(out.contains('x') && out.ends_with("<s></s>"));
    assert_eq!(faults(&deep).first(), Some(&FaultKind::Depth));
}

#[test]
fn documents_of_nothing_but_damage_take_no_longer_than_others() {
    for unit in ["<a '>\"", "<!--", "<![CDATA[", "<a \"", "<?", "</", "<", "&", "<!DOCTYPE [", "<a <"] {
        let _ = read(&unit.repeat(20_000));
    }
}

#[test]
fn another_document_begins_where_it_is_declared() {
    assert_eq!(read("<a><b>broken o<?xml version='1.0'?><c>whole</c>"), "<a><b>broken o</b></a><c>whole</c>");
    assert_eq!(faults("<a/><?xml version='1.0'?><c/>"), []);
    assert_eq!(read("<a>pasted <?xml:namespace prefix = o />text</a>"), "<a>pasted text</a>");
}

#[test]
fn what_a_script_behind_the_document_writes_is_no_markup() {
    assert_eq!(read("<a/><script>write('<item>')</script><b/>"), "<a></a><script></script><b></b>");
    assert_eq!(read("<a><script>'<i>'</script></a>"), "<a><script>'<i>'</i></script></a>");
    assert_eq!(read("<script>never closed <b>"), "<script>never closed <b></b></script>");
}
