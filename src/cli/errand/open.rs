//! `newsprint open`.

use std::io;

use super::{Task, arguments::Open};
use crate::{app::share::Errand, config::ShareSettings, runtime::errand, words::Words};

pub(super) fn run(wanted: &Open, settings: &ShareSettings, words: Words) -> io::Result<bool> {
    let errand = match wanted.enclosure {
        // Whoever asks for number 0 hears that there is none.
        Some(number) => Errand::Play(number.checked_sub(1).unwrap_or(usize::MAX)),
        None => Errand::Open,
    };
    let task = Task { which: &wanted.which, all: false, shares: false, settings, words };
    task.carry_out(|feed, article, means| errand::run(feed, article, &errand, means))
}
