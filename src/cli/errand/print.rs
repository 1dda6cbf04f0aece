//! `newsprint print`.

use super::{Done, arguments::Print, with_each, with_one};
use crate::{
    app::share::Errand,
    config::{SaveForm, ShareSettings},
    runtime::errand,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Print, mut settings: ShareSettings, words: Words) -> Result<Vec<Done>, Phrase> {
    let print = &mut settings.print;
    if let Some(printer) = &wanted.printer {
        print.printer.clone_from(printer);
    }
    print.copies = wanted.copies.unwrap_or(print.copies);
    print.paper = wanted.paper.unwrap_or(print.paper);
    print.size = wanted.size.unwrap_or(print.size);
    if let Some(file) = &wanted.output {
        return with_one(&wanted.which, &settings, words, |feed, article, means| {
            errand::save(feed, article, (file, SaveForm::Pdf), means)
        });
    }
    let print = |feed: &_, article: &_, means: errand::Means<'_>| errand::run(feed, article, &Errand::Print, means);
    with_each(&wanted.which, wanted.all, &settings, (words, print))
}
