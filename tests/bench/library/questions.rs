//! What the screen asks of a library, on the connection that it reads with.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use newsprint::{
    html,
    model::{Around, FeedId, Order},
    query::{Query, Scope},
    store::{Reader, Store},
};

use super::shelf::word;

/// How often each question is asked.
const TIMES: usize = 100;

/// How long each question took, every time that it was asked.
pub fn all(home: &Path) -> Vec<(String, Vec<Duration>)> {
    let file = home.join("newsprint/library.db");
    let store = Store::open(&file, html::searched_text).expect("a library");
    let reader = store.reader().expect("a reader");
    let list = |scope: &Scope, around| reader.headlines(scope, Order::Newest, around).expect("a page");
    let total = list(&Scope::All, Around::Place(0)).total;
    let keys: Vec<_> = list(&Scope::All, Around::Place(total / 2)).rows.iter().map(|row| row.key).collect();
    let recent: Vec<_> = list(&Scope::All, Around::Place(0)).rows.iter().map(|row| row.key).collect();
    let feed = |turn: usize| Scope::Feed(FeedId(u64::try_from(turn * 9 % 1_000 + 1).expect("small")));
    let mut out = vec![
        asked("the library opened", |_| drop(Store::open(&file, html::searched_text).expect("a library"))),
        asked("the first page of all", |_| drop(list(&Scope::All, Around::Place(0)))),
        asked("a page in the middle of all", |_| drop(list(&Scope::All, Around::Place(total / 2)))),
        asked("a page around a recent story", |turn| drop(list(&Scope::All, Around::Story(recent[turn], 0)))),
        asked("the unread stories", |_| drop(list(&Scope::Unread, Around::Place(0)))),
        asked("the starred stories", |_| drop(list(&Scope::Starred, Around::Place(0)))),
        asked("a folder opened", |turn| drop(list(&Scope::Folder(format!("Folder {}", turn % 40).into()), Around::Place(0)))),
        asked("a feed opened", |turn| drop(list(&feed(turn), Around::Place(0)))),
        asked("an article opened", |turn| drop(reader.story(keys[turn]).expect("readable"))),
        asked("all feeds with their counts", |_| drop(reader.feeds().expect("feeds"))),
    ];
    for (what, text) in [
        ("a common word", word(0)),
        ("a rare word", word(39_000)),
        ("two words", format!("{} {}", word(3), word(40))),
        ("the beginning of many", "ta".to_owned()),
        ("a single letter", "t".to_owned()),
        ("two Chinese characters", "渔船".to_owned()),
        ("what is nowhere", "zzzz".to_owned()),
        ("a common word but not another", format!("{} -{}", word(0), word(1))),
    ] {
        out.push(typed(&reader, what, &text));
    }
    out
}

fn asked(name: &str, mut question: impl FnMut(usize)) -> (String, Vec<Duration>) {
    let mut times = Vec::with_capacity(TIMES);
    for turn in 0..TIMES {
        let start = Instant::now();
        question(turn);
        times.push(start.elapsed());
    }
    (name.to_owned(), times)
}

/// A search as it is typed: the answer to another text lies between two of the same, as nothing is answered twice.
fn typed(reader: &Reader, what: &str, text: &str) -> (String, Vec<Duration>) {
    let question = |text: &str| Scope::Query(Query::typed(text).expect("a question"));
    let (scope, other) = (question(text), question("zzzzzz"));
    let ask = |scope: &Scope| reader.headlines(scope, Order::Newest, Around::Place(0)).expect("a page");
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        ask(&other);
        let start = Instant::now();
        ask(&scope);
        times.push(start.elapsed());
    }
    (format!("search as typed: {what}"), times)
}
