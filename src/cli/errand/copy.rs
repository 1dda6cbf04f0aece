//! `newsprint copy`.

use std::io;

use super::{Task, arguments::Copy};
use crate::{
    app::share::{Errand, Way},
    config::ShareSettings,
    runtime::errand,
    words::Words,
};

pub(super) fn run(wanted: &Copy, settings: &ShareSettings, words: Words) -> io::Result<bool> {
    let way = match (wanted.title, wanted.markdown) {
        (true, _) => Way::TitleAndLink,
        (_, true) => Way::Markdown,
        (false, false) => Way::Link,
    };
    let task = Task { which: &wanted.which, all: false, shares: false, settings, words };
    task.carry_out(|feed, article, means| errand::run(feed, article, &Errand::Share(way), means))
}
