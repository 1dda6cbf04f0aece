//! Dates as they are met in feeds, each with the moment that it names.

use super::{parse, read};

/// The moment in RFC 3339, UTC; `-` where there is none.
fn utc(text: &str) -> String {
    parse(text).map_or_else(|| "-".to_owned(), |stamp| stamp.instant.to_string())
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(utc(text), *expected, "{text:?}");
    }
}

#[test]
fn mail_dates_and_their_abuses() {
    check(&[
        ("Thu, 09 Feb 2006 23:59:45 +0000", "2006-02-09T23:59:45Z"),
        ("Thu, 09 Feb 06 23:59 EST", "2006-02-10T04:59:00Z"),
        ("Sat,29 Jul 2006 00:03:02 +1000", "2006-07-28T14:03:02Z"),
        ("Thu ,\t09  February\t2006  16:59:45 pDt", "2006-02-09T23:59:45Z"),
        ("09 Feb 2006 03:59:45 Q", "2006-02-09T03:59:45Z"),
        ("Mon, 21 Oct 2002 14:04:23 -05:00 (EST)", "2002-10-21T19:04:23Z"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
        ("Thu Jan 01 19:48:21 2004", "2004-01-01T19:48:21Z"),
        ("Sun, 20 Apr 2014 8:19 pm CEST", "2014-04-20T18:19:00Z"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33Z"),
        ("03 Apr 02 1500 GMT", "2002-04-03T15:00:00Z"),
        ("Tue, 5 Jan 2021 10:00:00 GMT+2", "2021-01-05T08:00:00Z"),
        ("10:00 - 5 Jan 2026", "2026-01-05T10:00:00Z"),
        ("Fri, 31 Dec 1999 23:59:60 GMT", "1999-12-31T23:59:59Z"),
        ("November 5th, 2019", "2019-11-05T00:00:00Z"),
    ]);
}

#[test]
fn every_profile_of_iso_8601() {
    check(&[
        ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"),
        ("2003-12-31T10:14:55.125-08:00", "2003-12-31T18:14:55Z"),
        ("2003-12-31 10:14 -0800", "2003-12-31T18:14:00Z"),
        ("2003-07-01 T 01:55:07-05:00", "2003-07-01T06:55:07Z"),
        ("2006-01-17T12:35:1+01:00", "2006-01-17T11:35:01Z"),
        ("2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z"),
        ("20031231T101455Z", "2003-12-31T10:14:55Z"),
        ("20031231", "2003-12-31T00:00:00Z"),
        ("2003-12", "2003-12-01T00:00:00Z"),
        ("2003", "2003-01-01T00:00:00Z"),
        ("2003-335", "2003-12-01T00:00:00Z"),
        ("2003335T10Z", "2003-12-01T10:00:00Z"),
        ("2004-W53-6", "2005-01-01T00:00:00Z"),
        ("2004W536", "2005-01-01T00:00:00Z"),
        ("03-12-31", "2003-12-31T00:00:00Z"),
        ("031231", "2003-12-31T00:00:00Z"),
    ]);
}

#[test]
fn other_languages_and_scripts() {
    check(&[
        ("2015年12月18日 18:42", "2015-12-18T18:42:00Z"),
        ("2015年12月18日 下午6时42分", "2015-12-18T18:42:00Z"),
        ("２０１５年１２月１８日", "2015-12-18T00:00:00Z"),
        ("2019년 10월 2일 오후 3:05", "2019-10-02T15:05:00Z"),
        ("Seg, 24 Set 2018 19:20:08 -0300", "2018-09-24T22:20:08Z"),
        ("mar, 05 janv. 2016 10:00:00 +0100", "2016-01-05T09:00:00Z"),
        ("Mi, 03 Mär 2021 08:00:00 +0100", "2021-03-03T07:00:00Z"),
        ("15 августа 2012 10:00", "2012-08-15T10:00:00Z"),
        ("Πεμ, 12 Αυγ 2004 12:53:00 GMT", "2004-08-12T12:53:00Z"),
        ("3 août 2019", "2019-08-03T00:00:00Z"),
        ("12 de diciembre de 2020", "2020-12-12T00:00:00Z"),
        ("18.12.2015 18:42", "2015-12-18T18:42:00Z"),
        ("12/18/2015", "2015-12-18T00:00:00Z"),
        ("18/12/2015", "2015-12-18T00:00:00Z"),
    ]);
}

#[test]
fn seconds_since_1970() {
    check(&[("1450435320", "2015-12-18T10:42:00Z"), ("1450435320000", "2015-12-18T10:42:00Z")]);
}

#[test]
fn nonsense_is_no_date() {
    for text in [
        "",
        " ",
        "yesterday",
        "insert published date here",
        "Mon, 30 Feb 2026 25:61:61 GMT",
        "99999-01-01T00:00:00Z",
        "-0044-03-15T00:00:00Z",
        "Sat, 01 Jan 0000 00:00:00 GMT",
        "9223372036854775807",
        "2003-13-01",
        "10:00",
        "Jan",
        "&&&",
        "+",
        ":",
        "1:",
        "w",
        "2004-W99-9",
        "((((((((((((((",
    ] {
        assert_eq!(utc(text), "-", "{text:?}");
    }
    assert_eq!(utc(&format!("Mon, 05 Jan 2026 10:00:00 +0000 {}", "(".repeat(10_000))), "2026-01-05T10:00:00Z");
    assert_eq!(utc(&"1".repeat(100_000)), "-");
}

#[test]
fn the_publishers_clock_is_kept_where_it_is_given() {
    let offset = |text: &str| parse(text).and_then(|stamp| stamp.offset).map(jiff::tz::Offset::seconds);
    assert_eq!(offset("2015-12-18T18:42:00+08:00"), Some(28_800));
    assert_eq!(offset("2015-12-18T18:42:00Z"), None);
    assert_eq!(offset("2015-12-18 18:42"), None);
    assert!(parse("2015-12-18").is_some_and(|stamp| stamp.date_only));
    assert!(read("2015-12-18 18:42").is_some_and(|written| written.offset.is_none()));
    assert!(read("2015-12-18 18:42 GMT").is_some_and(|written| written.offset.is_some()));
}

#[test]
fn no_text_of_the_signs_of_dates_stops_the_reader() {
    let signs = ["1", "2015", ":", "-", "+", ".", "t", "pm", "gmt", "dec", "w", "年"];
    for a in signs {
        for b in signs {
            for c in signs {
                for d in ["", "1", ":", "+", "12:30", "gmt"] {
                    for e in ["", "12:30", "-"] {
                        let _ = parse(&[a, b, c, d, e].concat());
                    }
                }
            }
        }
    }
}

#[test]
fn a_day_too_many_is_the_first_of_the_next_month() {
    assert_eq!(utc("2003-06-31T15:51:30-05:00"), "2003-07-01T20:51:30Z");
    assert_eq!(utc("Sun, 30 Feb 2014 10:00:00 GMT"), "2014-03-02T10:00:00Z");
    assert_eq!(utc("2003-06-32T15:51:30Z"), "-");
}

#[test]
fn the_colon_of_a_zone_is_none_of_the_time() {
    assert_eq!(utc("2002-12-31T192030+01:00"), "2002-12-31T18:20:30Z");
    assert_eq!(utc("20021231T1920-05:30"), "2003-01-01T00:50:00Z");
}
