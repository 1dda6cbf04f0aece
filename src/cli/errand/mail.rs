//! `newsprint mail`.

use std::io;

use super::{Task, arguments::Mail};
use crate::{app::share::Errand, config::ShareSettings, runtime::errand, words::Words};

pub(super) fn run(wanted: &Mail, mut settings: ShareSettings, words: Words) -> io::Result<bool> {
    if let Some(to) = &wanted.to {
        settings.mail.to.clone_from(to);
    }
    settings.mail.attach_pdf |= wanted.attach_pdf;
    let task = Task { which: &wanted.which, all: false, shares: true, settings: &settings, words };
    task.carry_out(|feed, article, means| errand::run(feed, article, &Errand::Mail(None), means))
}
