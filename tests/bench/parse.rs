//! How fast feeds are read, beside `feed-rs` on the same well-formed documents in the same run.

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use newsprint::parse::{self, Hints};

/// How many articles each document has.
const ARTICLES: usize = 1_000;

fn main() {
    divan::main();
}

/// One dialect of feeds.
#[derive(Clone, Copy, Debug)]
enum Dialect {
    Rss,
    Atom,
    Json,
}

const DIALECTS: [Dialect; 3] = [Dialect::Rss, Dialect::Atom, Dialect::Json];

/// A sound feed with bodies of about two kilobytes, half of it Chinese, as CDATA, as escaped markup and as JSON.
fn document(dialect: Dialect) -> Vec<u8> {
    let body: String =
        (0..12).map(|_| "<p>The tide turns, and the <a href=\"/x\">boats</a> come in. 潮水转向，渔船归港。</p>").collect();
    let escaped = body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut out = String::from(match dialect {
        Dialect::Rss => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel><title>Tide</title><link>https://e.org/</link><description>News</description>"
        }
        Dialect::Atom => {
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tide</title><id>urn:x</id><updated>2015-12-18T18:42:00+08:00</updated>"
        }
        Dialect::Json => "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Tide\",\"items\":[",
    });
    for n in 0..ARTICLES {
        let _ = match dialect {
            Dialect::Rss => write!(
                out,
                "<item><title>Story {n}</title><link>https://e.org/{n}</link><guid>https://e.org/{n}</guid>\
                 <pubDate>Fri, 18 Dec 2015 18:42:00 +0800</pubDate><description>Short</description>\
                 <content:encoded><![CDATA[{body}]]></content:encoded></item>"
            ),
            Dialect::Atom => write!(
                out,
                "<entry><title>Story {n}</title><link href=\"https://e.org/{n}\"/><id>urn:x:{n}</id>\
                 <updated>2015-12-18T18:42:00+08:00</updated><content type=\"html\">{escaped}</content></entry>"
            ),
            Dialect::Json => write!(
                out,
                "{}{{\"id\":\"{n}\",\"url\":\"https://e.org/{n}\",\"title\":\"Story {n}\",\
                 \"date_published\":\"2015-12-18T18:42:00+08:00\",\"content_html\":{}}}",
                if n == 0 { "" } else { "," },
                serde_json::Value::from(body.as_str())
            ),
        };
    }
    out.push_str(match dialect {
        Dialect::Rss => "</channel></rss>",
        Dialect::Atom => "</feed>",
        Dialect::Json => "]}",
    });
    out.into_bytes()
}

#[divan::bench(args = DIALECTS)]
fn newsprint(bencher: Bencher<'_, '_>, dialect: Dialect) {
    let bytes = document(dialect);
    let hints = Hints::default();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| parse::feed(&bytes, &hints));
}

#[divan::bench(args = DIALECTS)]
fn feed_rs(bencher: Bencher<'_, '_>, dialect: Dialect) {
    let bytes = document(dialect);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| feed_rs::parser::parse(bytes.as_slice()));
}
