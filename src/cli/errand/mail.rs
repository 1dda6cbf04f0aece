//! `newsprint mail`.

use super::{Done, arguments::Mail, with_one};
use crate::{
    app::share::Errand,
    config::ShareSettings,
    runtime::errand,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Mail, mut settings: ShareSettings, words: Words) -> Result<Vec<Done>, Phrase> {
    if let Some(to) = &wanted.to {
        settings.mail.to.clone_from(to);
    }
    settings.mail.attach_pdf |= wanted.attach_pdf;
    with_one(&wanted.which, &settings, words, |feed, article, means| errand::run(feed, article, &Errand::Mail(None), means))
}
