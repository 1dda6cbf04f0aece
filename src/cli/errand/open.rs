//! `newsprint open`.

use super::{Done, arguments::Open, with_one};
use crate::{
    app::share::Errand,
    config::ShareSettings,
    runtime::errand,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Open, settings: &ShareSettings, words: Words) -> Result<Vec<Done>, Phrase> {
    let errand = match wanted.enclosure {
        // Whoever asks for number 0 hears that there is none.
        Some(number) => Errand::Play(number.checked_sub(1).unwrap_or(usize::MAX)),
        None => Errand::Open,
    };
    with_one(&wanted.which, settings, words, |feed, article, means| errand::run(feed, article, &errand, means))
}
