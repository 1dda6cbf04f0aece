//! Saving stories to files: whole or not at all, over nothing that is there.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Done, Format, Means, Story, print, written};
use crate::{
    config::{SaveForm, share::Save},
    runtime::files,
    share::name,
    text::CleanText,
    words::Phrase,
};

/// How many names are tried for a file before giving up.
const MOST_NAMES: usize = 1_000;

/// The path that is offered for a story in a form: a name made of its headline, in the folder of the settings.
#[must_use]
pub fn offered(title: &str, form: SaveForm, settings: &Save) -> PathBuf {
    let folder = expanded(&settings.folder);
    unused(&folder.join(format!("{}.{}", name::file_name(title), form.ending())))
}

/// `path`, or where it is taken the same with a number before its ending.
fn unused(path: &Path) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let numbered = (2..MOST_NAMES).map(|number| path.with_file_name(format!("{stem}-{number}.{ending}")));
    let free = |path: &PathBuf| path.symlink_metadata().is_err();
    [path.to_owned()].into_iter().chain(numbered).find(free).unwrap_or_else(|| path.to_owned())
}

/// Saves a story to the path that the reader typed.
pub(super) fn typed(story: &Story<'_>, path: &str, means: Means<'_>) -> Result<Done, Phrase> {
    let path = expanded(path.trim());
    let form = form_of(&path).ok_or_else(|| Phrase::new("save.no-form").with("path", shown(&path)))?;
    save_as(story, &path, form, means)
}

/// Saves a story at `path`, where nothing may be yet.
pub(super) fn save_as(story: &Story<'_>, path: &Path, form: SaveForm, means: Means<'_>) -> Result<Done, Phrase> {
    let mut said = Phrase::new("save.done").with("path", shown(path));
    let content = match form {
        SaveForm::Txt => written(story, Format::Text, means.words)?,
        SaveForm::Md => written(story, Format::Markdown, means.words)?,
        SaveForm::Html => written(story, Format::Html, means.words)?,
        SaveForm::Json => written(story, Format::Json, means.words)?,
        SaveForm::Pdf => {
            let printed = print::pdf(story, means)?;
            said = print::complete(said, &printed);
            printed.pdf
        }
    };
    let created = files::create(path, &content).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Phrase::new("save.exists").with("path", shown(path)),
        _ => Phrase::new("error.at").with("where", shown(path)).with("what", super::plainly(&error)),
    });
    created.map(|()| Done::Saved(path.to_owned(), said))
}

fn shown(path: &Path) -> CleanText {
    CleanText::line(&path.to_string_lossy())
}

/// The form that the end of a file's name asks for.
#[must_use]
pub fn form_of(path: &Path) -> Option<SaveForm> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(SaveForm::Txt),
        "md" | "markdown" => Some(SaveForm::Md),
        "html" | "htm" => Some(SaveForm::Html),
        "json" => Some(SaveForm::Json),
        "pdf" => Some(SaveForm::Pdf),
        _ => None,
    }
}

/// A path in which a leading `~/` is the home folder.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{Means, Save, SaveForm, form_of, offered, save_as};
    use crate::{
        config::ShareSettings,
        model::{Article, Feed, RawHtml},
        runtime::child::Patience,
        share::Story,
        words::Words,
    };

    #[test]
    fn a_story_is_never_saved_over_another_nor_through_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let (feed, settings) = (Feed::default(), ShareSettings::default());
        let means = Means { settings: &settings, words: Words::english(), patience: Patience::begin() };
        let article = Article { title: "A".into(), body: RawHtml::new("<p>words</p>"), ..Article::default() };
        let story = Story::open(&feed, &article);
        let path = folder.path().join("a.md");
        save_as(&story, &path, SaveForm::Md, means).expect("saved");
        assert!(std::fs::read_to_string(&path).expect("readable").contains("words"));
        let error = save_as(&story, &path, SaveForm::Md, means).expect_err("taken");
        assert!(error.english().ends_with("it exists already; give another name"), "{error:?}");
        let (link, aim) = (folder.path().join("link.txt"), folder.path().join("aim"));
        std::os::unix::fs::symlink(&aim, &link).expect("a link");
        assert!(save_as(&story, &link, SaveForm::Txt, means).is_err());
        assert!(!aim.exists());
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }

    #[test]
    fn the_name_that_is_offered_is_free_and_stays_in_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Save { folder: folder.path().to_string_lossy().into_owned(), form: SaveForm::Txt };
        let first = offered("../../x", SaveForm::Html, &settings);
        assert_eq!(first, folder.path().join("x.html"));
        crate::runtime::files::create(&first, b"").expect("created");
        assert_eq!(offered("../../x", SaveForm::Html, &settings), folder.path().join("x-2.html"));
        assert_eq!(form_of(&first), Some(SaveForm::Html));
    }
}
