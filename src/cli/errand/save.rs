//! `newsprint save`.

use std::path::{Path, PathBuf};

use super::{Done, arguments::Save, with_each};
use crate::{
    config::{SaveForm, ShareSettings},
    model::{Article, Feed},
    runtime::errand::{self, Means},
    share::Story,
    words::{Phrase, Words},
};

pub(super) fn run(wanted: &Save, mut settings: ShareSettings, words: Words) -> Result<Vec<Done>, Phrase> {
    settings.save.form = form(wanted, settings.save.form);
    if let Some(folder) = wanted.output.as_deref().filter(|path| path.is_dir() || wanted.all) {
        settings.save.folder = folder.to_string_lossy().into_owned();
    }
    let save = |feed: &Feed, article: &Article, means: Means<'_>| {
        let path = path(wanted, &Story::open(feed, article), means);
        errand::save(feed, article, (&path, means.settings.save.form), means)
    };
    with_each(&wanted.which, wanted.all, &settings, (words, save))
}

/// The form that was asked for, else that of the file's name, else that of the settings.
fn form(wanted: &Save, otherwise: SaveForm) -> SaveForm {
    let of_name = || wanted.output.as_deref().and_then(errand::form_of);
    wanted.form.or_else(of_name).unwrap_or(otherwise)
}

/// The file that was named, or one that is named after the headline.
fn path(wanted: &Save, story: &Story<'_>, means: Means<'_>) -> PathBuf {
    let file = wanted.output.as_deref().filter(|path| !path.is_dir() && !wanted.all);
    file.map_or_else(|| errand::offered(&story.headline(means.words), &means.settings.save), Path::to_owned)
}
