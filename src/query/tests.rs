//! What can be asked, and how a wrong question is answered.

use jiff::{ZonedDateTime, tz::TimeZone};

use super::{Candidate, Query};
use crate::{
    model::{Article, Person, RawHtml, Stamp, Status},
    text::CleanText,
};

fn now() -> ZonedDateTime {
    "2015-12-20T12:00:00Z".parse::<jiff::Timestamp>().expect("a time").to_zoned_datetime(TimeZone::UTC)
}

/// Whether a question finds an article of two days ago.
fn finds(question: &str) -> bool {
    let query = Query::parse(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    is_found(&query)
}

fn is_found(query: &Query) -> bool {
    let instant = "2015-12-18T10:42:00Z".parse().expect("a time");
    let article = Article {
        title: "The last Ferry to Wuzhen".into(),
        authors: vec![Person { name: "Ann Ćwik".into(), ..Person::default() }],
        published: Some(Stamp { instant, offset: None, date_only: false }),
        body: RawHtml::new("x"),
        language: "en-GB".into(),
        tags: vec!["World politics".into()],
        ..Article::default()
    };
    let status = Status { starred: true, tags: vec!["Für Ann".into()], ..Status::default() };
    let candidate = Candidate {
        article: &article,
        text: "The boat left at nine. 互联网大会在乌镇开幕。",
        feed: "The Harbour Post",
        address: "https://harbour.example/feed",
        folder: "News/Local",
        feed_tags: &["Harbours".into()],
        language: "de",
        status: &status,
        sorted_by: instant,
    };
    query.matches(&candidate, &now())
}

#[test]
fn every_filter_finds_what_it_says() {
    for question in [
        "",
        "ferry",
        "FERRY boat",
        "\"last ferry\"",
        "-strike",
        "strike OR boat",
        "nothing here OR ferry boat",
        "(strike OR ferry) (boat OR ship)",
        "-(strike OR pirates)",
        "乌镇 大会 网",
        "\"互联网大会\"",
        "fer*",
        "title:ferry",
        "title:\"to wuzhen\"",
        "author:cwik",
        "feed:harbour",
        "feed:\"harbour post\"",
        "folder:news",
        "tag:harbours",
        "folder:News/Local",
        "tag:\"fur ann\"",
        "tag:politics",
        "is:unread is:starred -is:later -is:read",
        "-has:enclosure",
        "after:2015-12-18 before:2015-12-19",
        "after:2015 before:2016-01",
        "age:<3d age:>1d",
        "age:1w",
        "lang:en",
        "words:>10 words:<20 -words:>100",
        "/ferr(y|ies) to \\w+/",
        "19:30 OR boat",
        "\"/\" OR ferry",
    ] {
        assert!(finds(question), "{question}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for question in [
        "strike",
        "ferry strike",
        "\"ferry last\"",
        "-ferry",
        "镇乌",
        "fer",
        "title:boat",
        "author:ferry",
        "feed:herald",
        "folder:Loc",
        "tag:sports",
        "is:read OR is:later",
        "has:enclosure",
        "after:2015-12-19",
        "before:2015-12-18",
        "age:<1d",
        "lang:de",
        "words:>100 OR words:<10",
        "lang:e",
        "/^boat/",
    ] {
        assert!(!finds(question), "{question}");
    }
}

#[test]
fn a_word_that_is_being_typed_is_found_by_its_beginning() {
    let typed = |question: &str| is_found(&Query::typed(question).expect("no fault while typing"));
    assert!(typed("last fer") && typed("\"last ferry") && typed("title:wuz") && typed("(boat OR") && typed("is:unread bo"));
    assert!(!typed("fer last") && !typed("fer ") && !typed("\"last fer"));
    assert!(typed("乌") && typed("乌镇"));
    assert!(typed("last -fer") && !typed("last -ferry") && !typed("-(fer OR ferry") && typed("-xyz fer"));
}

#[test]
fn a_fault_is_pointed_at() {
    for (question, carets, said) in [
        ("ferry \"last", "      ^^^^^", "the quotation mark is not closed"),
        ("a (b OR c", "  ^", "the bracket is not closed"),
        ("a) b", " ^", "no bracket is open here"),
        ("OR a", "^^", "something is missing after “OR”"),
        ("a OR", "  ^^", "something is missing after “OR”"),
        ("乌镇 is:red", "     ^^^^^^", "“red” is not understood here: read, unread, starred or later"),
        ("a /b", "  ^^", "the regular expression is not closed: it ends with a slash"),
        ("title: x", "^^^^^^", "something is missing after “title:”"),
        ("age:7", "^^^^^", "“7” is not understood here: such as <7d or >2w; the units are min, h, d, w, mo, y"),
        ("words:many", "^^^^^^^^^^", "“many” is not understood here: such as >2000 or <300"),
        ("smart:x", "^^^^^^^", "“x” is not understood here: no smart feed is set"),
        ("after:2015-13", "^^^^^^^^^^^^^", "“2015-13” is not understood here: a day such as 2015-12-18, a month or a year"),
    ] {
        let error = Query::parse(question).expect_err(question);
        assert_eq!(
            (error.pointed(question)[1].as_str(), error.problem.phrase().english().as_str()),
            (carets, said),
            "{question}"
        );
    }
    assert!(Query::parse("frm:ann").expect_err("unknown").to_string().starts_with("there is no filter “frm:”"));
    assert!(Query::parse("/(/").expect_err("broken").to_string().contains("unclosed group"));
}

#[test]
fn no_question_is_too_wild() {
    assert!(Query::parse(&"(".repeat(1_000)).is_err());
    assert!(Query::parse(&"-".repeat(10_000)).is_ok());
    assert!(Query::parse(&"a ".repeat(100_000)).is_err());
    assert!(Query::parse("/(a{1000}){1000}/").is_err());
    assert_eq!(Query::parse("a b*").expect("fine").highlights(), ["a", "b"]);
    assert_eq!(Query::parse(" a").expect("fine").text(), &CleanText::from("a"));
}
