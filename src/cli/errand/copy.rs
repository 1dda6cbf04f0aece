//! `newsprint copy`.

use super::{Done, arguments::Copy, with_one};
use crate::{
    app::share::{Errand, Way},
    config::ShareSettings,
    runtime::errand,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Copy, settings: &ShareSettings, words: Words) -> Result<Vec<Done>, Phrase> {
    let way = match (wanted.title, wanted.markdown) {
        (true, _) => Way::TitleAndLink,
        (_, true) => Way::Markdown,
        (false, false) => Way::Link,
    };
    with_one(&wanted.which, settings, words, |feed, article, means| errand::run(feed, article, &Errand::Share(way), means))
}
