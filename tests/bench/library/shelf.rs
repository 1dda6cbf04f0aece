//! Libraries out of nothing, made through the store and kept for the next run.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use newsprint::{
    html,
    model::{Article, ArticleId, Feed, FeedId, Mark, RawHtml, Stamp},
    query::Scope,
    store::{Brought, NewFeed, Reading, Store},
    text::{CleanText, SafeUrl},
};

/// How many feeds there are, and how many words the news is made of.
const FEEDS: usize = 1_000;
const WORDS: usize = 40_000;
/// How many words an article has.
const LENGTH: usize = 120;
/// How many articles are stored at one time.
const AT_ONCE: usize = 5_000;
const SYLLABLES: [&str; 20] = [
    "ta", "ri", "mon", "sel", "ka", "dor", "en", "vi", "lus", "per", "an", "tho", "me", "gra", "il", "so", "ne", "quar", "ti",
    "ob",
];
const CHINESE: [&str; 12] = ["潮水", "渔船", "归港", "海风", "码头", "清晨", "城市", "铁路", "天气", "市场", "消息", "记者"];
/// The year of the newest article ends then.
const NEWEST: i64 = 1_450_000_000;

/// Numbers that look random and never change.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % below
    }

    /// A word, the common ones more often, as in any language: the first of all stands in most articles.
    fn word(&mut self) -> String {
        let (one, other) = (self.throw(1_000) + 1, self.throw(WORDS));
        word(other / one)
    }
}

/// The word of a number.
pub fn word(number: usize) -> String {
    let (mut rest, mut out) = (number + 7, String::new());
    while rest > 0 {
        out.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    out
}

/// The home of a library of so many articles, all of them indexed, one in three read and one in two hundred starred.
pub fn filled(articles: usize) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("library-{articles}"));
    let file = home.join("newsprint/library.db");
    if home.join("complete").exists() {
        return home;
    }
    drop(fs::remove_dir_all(&home));
    let mut store = Store::open(&file, html::searched_text).expect("a library");
    let feeds: Vec<NewFeed> = (0..FEEDS).map(new_feed).collect();
    let ids: Vec<FeedId> = store.add(&feeds).expect("added").into_iter().map(|(id, _)| id).collect();
    let mut dice = Dice(1);
    for start in (0..articles).step_by(AT_ONCE) {
        let mut readings: Vec<Vec<Article>> = vec![Vec::new(); FEEDS];
        for number in start..(start + AT_ONCE).min(articles) {
            readings[number % FEEDS].push(article(number, articles, &mut dice));
        }
        let readings = ids.iter().zip(readings).filter(|(_, articles)| !articles.is_empty());
        store.write(readings.map(|(id, articles)| reading(*id, articles))).expect("stored");
        while store.index_some(AT_ONCE).expect("indexed") > 0 {}
        while store.merge_some().expect("merged") {}
    }
    let keys = store.read().keys(&Scope::All).expect("keys");
    let every = |step: usize| keys.iter().copied().step_by(step).collect::<Vec<_>>();
    store.mark(&every(3), &Mark::Read(true)).expect("marked");
    store.mark(&every(200), &Mark::Starred(true)).expect("marked");
    drop(store);
    fs::File::create(home.join("complete")).expect("a file");
    home
}

fn new_feed(number: usize) -> NewFeed {
    let url = SafeUrl::parse(&format!("https://e{number}.example/feed")).expect("an address");
    NewFeed { folder: CleanText::line(&format!("Folder {}", number / 25)), ..NewFeed::web(&url) }
}

fn article(number: usize, of: usize, dice: &mut Dice) -> Article {
    // As news comes: the later the number, the newer; the last is as old as the newest.
    let age = i64::try_from(of - number).unwrap_or_default() * 300;
    let instant = Timestamp::from_second(NEWEST - age).expect("a time");
    let mut body = String::from("<p>");
    for _ in 0..LENGTH {
        body.push_str(&if number % 5 == 4 { CHINESE[dice.throw(CHINESE.len())].to_owned() } else { dice.word() + " " });
    }
    let title: String = (0..7).map(|_| dice.word() + " ").collect();
    Article {
        id: ArticleId(CleanText::line(&format!("https://e.example/{number}"))),
        title: CleanText::line(&format!("{title}{number}")),
        published: Some(Stamp { instant, offset: None, date_only: false }),
        body: RawHtml::new(body + "</p>"),
        ..Article::default()
    }
}

fn reading(feed: FeedId, articles: Vec<Article>) -> Reading {
    let at = Timestamp::from_second(NEWEST).expect("a time");
    let feed_read = Feed { title: CleanText::line(&format!("Feed {}", feed.0)), articles, ..Feed::default() };
    Reading {
        feed,
        at,
        latency: None,
        due: None,
        interval: None,
        held: None,
        moved: None,
        brought: Brought::News { feed: Box::new(feed_read), validators: None, repairs: Vec::new() },
    }
}
