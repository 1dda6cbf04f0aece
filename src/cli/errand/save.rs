//! `newsprint save`.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Task, arguments::Save};
use crate::{
    config::{SaveForm, ShareSettings},
    runtime::{
        errand::{self, Means},
        files,
    },
    share::Story,
    words::Words,
};

pub(super) fn run(wanted: &Save, mut settings: ShareSettings, words: Words) -> io::Result<bool> {
    settings.save.form = form(wanted, settings.save.form);
    if let Some(folder) = wanted.output.as_deref().filter(|path| path.is_dir() || wanted.all) {
        if wanted.all {
            // Where it can't be made, each file that was to be in it says why.
            drop(files::make_folder(folder));
        }
        settings.save.folder = folder.to_string_lossy().into_owned();
    }
    let task = Task { which: &wanted.which, all: wanted.all, shares: false, settings: &settings, words };
    task.carry_out(|feed, article, means| {
        let path = path(wanted, &Story::open(feed, article), means);
        errand::save(feed, article, (&path, means.settings.save.form), means)
    })
}

/// The form that was asked for, else that of the file's name, else that of the settings.
fn form(wanted: &Save, otherwise: SaveForm) -> SaveForm {
    let of_name = || wanted.output.as_deref().and_then(errand::form_of);
    wanted.form.or_else(of_name).unwrap_or(otherwise)
}

/// The file that was named, or one that is named after the headline.
fn path(wanted: &Save, story: &Story<'_>, means: Means<'_>) -> PathBuf {
    let file = wanted.output.as_deref().filter(|path| !path.is_dir() && !wanted.all);
    file.map_or_else(
        || errand::offered(&story.headline(means.words), means.settings.save.form, &means.settings.save),
        Path::to_owned,
    )
}
