//! Feeds out of nothing: the same for the same number.

use std::fmt::Write as _;

/// The articles of a feed.
const ARTICLES: usize = 20;
/// The length of an article's body, in bytes: a thousand feeds are 139 MB.
const BODY: usize = 6_700;
/// The words of the language as a power of two, 262,144: their frequency falls with their rank, as in every language. The
/// first is a word in eighteen, most are rare.
const WORDS: u32 = 18;
/// The words of the other language and the characters that they are written with, as powers of two: 32,768 and 4,096. It is
/// Chinese in what an index of its pairs of characters sees: it is drawn from a lexicon, so that most pairs are words that
/// come again and again, and as many distinct pairs stand in a text as in Chinese news of that length.
const LEXICON: u32 = 15;
const CHARACTERS: u32 = 12;
/// So many of its commonest words are single characters; all others have two.
const PARTICLES: u32 = 64;
const SYLLABLES: [&str; 24] = [
    "ta", "ri", "mon", "sel", "ka", "dor", "en", "vi", "lus", "per", "an", "tho", "me", "gra", "il", "so", "ne", "quar", "ti",
    "ob", "fen", "da", "ul", "ys",
];

/// Numbers that look random and never change.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 32).unwrap_or_default() % below
    }

    /// A rank from 1 on, below a power of two, each as likely as it is low.
    fn rank(&mut self, power: u32) -> u32 {
        let octave = 1 << self.throw(power);
        octave + self.throw(octave)
    }

    fn word(&mut self, chinese: bool, out: &mut String) {
        if chinese {
            return chinese_word(self.rank(LEXICON), out);
        }
        let mut rest = self.rank(WORDS) + 5;
        while rest > 0 {
            out.push_str(SYLLABLES[usize::try_from(rest % 24).unwrap_or_default()]);
            rest /= 24;
        }
        out.push(' ');
    }

    fn words(&mut self, count: usize, chinese: bool) -> String {
        let mut out = String::new();
        (0..count).for_each(|_| self.word(chinese, &mut out));
        out
    }
}

/// The word of this rank in the lexicon.
fn chinese_word(rank: u32, out: &mut String) {
    // The lexicon is the same in every feed: the rank alone says how a word is written.
    let mut dice = Dice(u64::from(rank).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    dice.throw(1);
    for _ in 0..if rank < PARTICLES { 1 } else { 2 } {
        out.extend(char::from_u32(0x4e00 + dice.rank(CHARACTERS)));
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
            let (words, link) = (dice.words(60, chinese), dice.words(1, chinese));
            let _ = writeln!(out, "<p>{words}<a href=\"/{}\">{link}</a>.</p>", dice.throw(99));
        }
        out.push_str("]]></content:encoded></item>");
    }
    out.push_str("</channel></rss>");
    out
}
