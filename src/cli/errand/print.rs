//! `newsprint print`.

use std::io;

use super::{Task, arguments::Print};
use crate::{
    app::share::{Errand, Job},
    config::{SaveForm, ShareSettings},
    runtime::errand,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Print, mut settings: ShareSettings, words: Words) -> io::Result<bool> {
    let print = &mut settings.print;
    if let Some(printer) = &wanted.printer {
        print.printer.clone_from(printer);
    }
    print.copies = wanted.copies.unwrap_or(print.copies);
    print.paper = wanted.paper.unwrap_or(print.paper);
    print.size = wanted.size.unwrap_or(print.size);
    let task = Task { which: &wanted.which, all: wanted.all, shares: false, settings: &settings, words };
    if let Some(file) = &wanted.output {
        return task.carry_out(|feed, article, means| errand::save(feed, article, (file, SaveForm::Pdf), means));
    }
    task.carry_out(|feed, article, means| {
        let printed = errand::run(feed, article, &Errand::Print(Job::default()), means);
        printed.map_err(|why| Phrase::new("print.failed").with("why", why))
    })
}
