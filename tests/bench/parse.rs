//! How fast feeds are read, beside `feed-rs` on the same well-formed documents in the same run.

use std::{fmt::Write as _, fs, path::Path};

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
    /// RSS in Chinese alone.
    Chinese,
    /// RSS with nothing but headlines and links.
    Headlines,
    Atom,
    Rdf,
    Json,
}

const DIALECTS: [Dialect; 6] = [Dialect::Rss, Dialect::Chinese, Dialect::Headlines, Dialect::Atom, Dialect::Rdf, Dialect::Json];

/// A sound feed with bodies of about two kilobytes, half of it Chinese, as CDATA, as escaped markup and as JSON.
fn document(dialect: Dialect) -> Vec<u8> {
    let line = match dialect {
        Dialect::Chinese => "<p>潮水转向，渔船<a href=\"/x\">归港</a>。码头上的人数着帆，直到天黑。</p>",
        Dialect::Headlines => "",
        _ => "<p>The tide turns, and the <a href=\"/x\">boats</a> come in. 潮水转向，渔船归港。</p>",
    };
    let body = line.repeat(12);
    let escaped = body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut out = String::from(match dialect {
        Dialect::Rss | Dialect::Chinese | Dialect::Headlines => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel><title>Tide</title><link>https://e.org/</link><description>News</description>"
        }
        Dialect::Atom => {
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tide</title><id>urn:x</id><updated>2015-12-18T18:42:00+08:00</updated>"
        }
        Dialect::Rdf => {
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://e.org/\"><title>Tide</title>\
             <link>https://e.org/</link><description>News</description></channel>"
        }
        Dialect::Json => "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Tide\",\"items\":[",
    });
    for n in 0..ARTICLES {
        let _ = match dialect {
            Dialect::Rss | Dialect::Chinese => write!(
                out,
                "<item><title>Story {n}</title><link>https://e.org/{n}</link><guid>https://e.org/{n}</guid>\
                 <pubDate>Fri, 18 Dec 2015 18:42:00 +0800</pubDate><description>Short</description>\
                 <content:encoded><![CDATA[{body}]]></content:encoded></item>"
            ),
            Dialect::Headlines => write!(
                out,
                "<item><title>Story {n}</title><link>https://e.org/{n}</link><guid>https://e.org/{n}</guid>\
                 <pubDate>Fri, 18 Dec 2015 18:42:00 +0800</pubDate></item>"
            ),
            Dialect::Rdf => write!(
                out,
                "<item rdf:about=\"https://e.org/{n}\"><title>Story {n}</title><link>https://e.org/{n}</link>\
                 <dc:date>2015-12-18T18:42:00+08:00</dc:date><dc:creator>Ann</dc:creator><description>{escaped}</description></item>"
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
        Dialect::Rss | Dialect::Chinese | Dialect::Headlines => "</channel></rss>",
        Dialect::Rdf => "</rdf:RDF>",
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

/// Damage that must not cost more than its length: what is never closed, over and over.
const DAMAGE: [&str; 8] = ["<", "<b ", "<a b=\"", "&lt;b ", "&", "<![CDATA[", "<!--", "<item><title>x"];

#[divan::bench(args = DAMAGE)]
fn damaged(bencher: Bencher<'_, '_>, damage: &str) {
    let document = format!("<rss><channel><item><title>{}", damage.repeat((1 << 20) / damage.len()));
    let hints = Hints::default();
    bencher.counter(BytesCount::of_str(&document)).bench(|| parse::feed(document.as_bytes(), &hints));
}

/// Real feeds that both read, where the shared corpora are present.
fn wild() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/feeds/wild");
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let feeds = files.filter(|path| !path.to_string_lossy().ends_with(".expect.json")).filter_map(|path| fs::read(path).ok());
    let both =
        |bytes: &Vec<u8>| parse::feed(bytes, &Hints::default()).is_ok() && feed_rs::parser::parse(bytes.as_slice()).is_ok();
    feeds.filter(both).collect()
}

#[divan::bench]
fn newsprint_wild(bencher: Bencher<'_, '_>) {
    let (feeds, hints) = (wild(), Hints::default());
    let bytes: usize = feeds.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| feeds.iter().filter(|bytes| parse::feed(bytes, &hints).is_ok()).count());
}

#[divan::bench]
fn feed_rs_wild(bencher: Bencher<'_, '_>) {
    let feeds = wild();
    let bytes: usize = feeds.iter().map(Vec::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| feeds.iter().filter(|bytes| feed_rs::parser::parse(bytes.as_slice()).is_ok()).count());
}
