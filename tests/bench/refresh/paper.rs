//! Feeds out of nothing: the same for the same number.

use std::fmt::Write as _;

/// The articles of a feed.
const ARTICLES: usize = 20;
/// The length of an article's body, in bytes: a thousand feeds are 139 MB.
const BODY: usize = 6_700;
const SYLLABLES: [&str; 24] = [
    "ta", "ri", "mon", "sel", "ka", "dor", "en", "vi", "lus", "per", "an", "tho", "me", "gra", "il", "so", "ne", "quar", "ti",
    "ob", "fen", "da", "ul", "ys",
];
const CHINESE: [&str; 12] = ["潮水", "渔船", "归港", "海风", "码头", "清晨", "城市", "铁路", "天气", "市场", "消息", "记者"];

/// Numbers that look random and never change.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % below
    }

    fn word(&mut self, chinese: bool) -> String {
        if chinese {
            return CHINESE[self.throw(CHINESE.len())].to_owned();
        }
        (0..=self.throw(4)).map(|_| SYLLABLES[self.throw(SYLLABLES.len())]).collect::<String>() + " "
    }

    fn words(&mut self, count: usize, chinese: bool) -> String {
        (0..count).map(|_| self.word(chinese)).collect()
    }
}

/// A feed of RSS 2.0. One in five is in Chinese.
pub fn feed(number: usize) -> String {
    let mut dice = Dice(number as u64 + 1);
    let chinese = number % 5 == 4;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>{}</title><link>https://e.org/{number}/</link><description>News</description>",
        dice.words(3, chinese)
    );
    for article in 0..ARTICLES {
        let (day, hour) = (1 + (number + article) % 28, article);
        let _ = write!(
            out,
            "<item><title>{}</title><link>https://e.org/{number}/{article}</link><guid>https://e.org/{number}/{article}</guid>\
             <pubDate>{day} Dec 2015 {hour:02}:42:00 +0800</pubDate><content:encoded><![CDATA[",
            dice.words(7, chinese)
        );
        let end = out.len() + BODY;
        while out.len() < end {
            let _ =
                writeln!(out, "<p>{}<a href=\"/{}\">{}</a>.</p>", dice.words(60, chinese), dice.throw(99), dice.word(chinese));
        }
        out.push_str("]]></content:encoded></item>");
    }
    out.push_str("</channel></rss>");
    out
}
