//! `newsprint share`.

use std::io;

use super::{Task, arguments::Share};
use crate::{
    app::share::{Errand, Way},
    cli::complain,
    config::{self, ShareSettings},
    runtime::errand,
    share::target,
    text::CleanText,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Share, settings: &ShareSettings, words: Words) -> io::Result<bool> {
    let errand = match way(&wanted.by, &settings.share) {
        Ok(way) => Errand::Share(way),
        Err(why) => {
            complain(&why, words);
            return Ok(false);
        }
    };
    let task = Task { which: &wanted.which, all: false, shares: true, settings, words };
    task.carry_out(|feed, article, means| errand::run(feed, article, &errand, means))
}

/// The way of a name; places go by theirs, whatever its case.
fn way(name: &str, share: &config::share::Share) -> Result<Way, Phrase> {
    Ok(match name {
        "link" => Way::Link,
        "title-and-link" => Way::TitleAndLink,
        "markdown" => Way::Markdown,
        "qr" => Way::Code,
        "mail" => Way::Mail,
        "mail-pdf" => Way::MailWithPdf,
        place => {
            let targets = target::targets(share);
            let at = targets.iter().position(|target| target.name.to_lowercase() == place.to_lowercase());
            let known = || targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join(", ");
            let unknown = || Phrase::new("verb.no-way").with("name", CleanText::line(place)).with("known", known());
            Way::Target(at.ok_or_else(unknown)?)
        }
    })
}
