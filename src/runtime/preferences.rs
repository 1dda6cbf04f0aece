//! The files of the reader's configuration: found, read, and watched for changes.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use etcetera::BaseStrategy;

use super::language;
use crate::{
    app::{
        effect::Memory,
        setup::{Choices, Setup},
    },
    config::{ConfigError, Depth, File, Settings, Theme, file::LARGEST, theme::base16},
    source::ReadError,
    words::{Catalogue, Phrase, Words},
};

/// How often at the most the file is looked at for a change.
const LOOK: Duration = Duration::from_secs(1);
/// The most files of a folder of themes or languages that are read.
const MOST_FILES: usize = 200;

/// A setting that is said elsewhere than in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Where: a flag, or a variable of the environment.
    origin: String,
    key: String,
    value: String,
}

impl Said {
    /// A setting of the command line.
    #[must_use]
    pub fn flag(flag: &str, key: &str, value: &str) -> Self {
        Self { origin: flag.to_owned(), key: key.to_owned(), value: value.to_owned() }
    }

    /// The settings of the environment: `NEWSPRINT_TEXT_SIZE` is `text.size`.
    fn environment() -> Vec<Self> {
        let said = Settings::keys().into_iter().filter_map(|key| {
            let origin = format!("NEWSPRINT_{}", key.replace('.', "_").to_uppercase());
            let value = std::env::var(&origin).ok().filter(|value| !value.is_empty())?;
            Some(Self { origin, key, value })
        });
        said.collect()
    }
}

/// Where the settings come from.
#[derive(Clone, Debug)]
pub struct Preferences {
    file: Option<PathBuf>,
    /// Whether the file was named, and must be there.
    named: bool,
    /// What the environment and the command line say otherwise.
    said: Vec<Said>,
    looked: Instant,
    stamp: Option<SystemTime>,
}

impl Preferences {
    /// The settings of the file that was `named`, else of the one in its place; `said` lies over them.
    #[must_use]
    pub fn new(named: Option<PathBuf>, said: Vec<Said>) -> Self {
        let named = named.or_else(|| std::env::var_os("NEWSPRINT_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from));
        let file = named.clone().or_else(|| folder().map(|folder| folder.join("config.toml")));
        let said = Said::environment().into_iter().chain(said).collect();
        let stamp = file.as_deref().and_then(stamp);
        Self { file, named: named.is_some(), said, looked: Instant::now(), stamp }
    }

    /// Where the file is, or would be.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Reads and resolves all of it.
    pub fn read(&self) -> Result<Setup, ConfigError> {
        let file = Arc::new(self.text()?);
        let mut settings = Settings::read(&file)?;
        for Said { origin, key, value } in &self.said {
            settings = settings.with(origin, key, value)?;
        }
        Setup::resolve(settings, &file, self.choices()?).map_err(|error| self.blamed(error))
    }

    /// A mistake, put down to who said it: a name that is none may come from elsewhere than the file.
    fn blamed(&self, error: ConfigError) -> ConfigError {
        match self.said.iter().rev().find(|said| said.key == error.key) {
            Some(said) => ConfigError { file: said.origin.clone(), line: None, ..error },
            None => error,
        }
    }

    /// The file's text; nothing where it is not there and needs not be.
    fn text(&self) -> Result<File, ConfigError> {
        let Some(path) = &self.file else { return Ok(File::default()) };
        match read(path) {
            Err(ReadError::Missing) if !self.named => Ok(File::default()),
            Err(error) => Err(unreadable(path, error.phrase())),
            Ok(bytes) => File::new(&path.to_string_lossy(), &bytes),
        }
    }

    fn choices(&self) -> Result<Choices, ConfigError> {
        let folder = self.file.as_deref().and_then(Path::parent);
        let mut languages = Words::built_in();
        for path in folder.map(|folder| listed(&folder.join("words"))).unwrap_or_default() {
            languages.push(own_language(&path)?);
        }
        let mut themes = Vec::new();
        for path in folder.map(|folder| listed(&folder.join("themes"))).unwrap_or_default() {
            themes.extend(own_theme(&path)?);
        }
        let words = language::of_system(&languages);
        Ok(Choices { themes, languages, words, depth: Depth::of(|name| std::env::var(name).ok()) })
    }

    /// What was kept from the last run, without what the command line says otherwise.
    #[must_use]
    pub fn spoken_over(&self, memory: Memory) -> Memory {
        let says = |key: &str| self.said.iter().any(|said| said.key == key);
        Memory {
            theme: memory.theme.filter(|_| !says("theme")),
            language: memory.language.filter(|_| !says("language")),
            ..memory
        }
    }

    /// Whether the file is another one than when it was read; looks at it once a second at the most.
    pub fn changed(&mut self) -> bool {
        if self.looked.elapsed() < LOOK {
            return false;
        }
        self.looked = Instant::now();
        let stamp = self.file.as_deref().and_then(stamp);
        std::mem::replace(&mut self.stamp, stamp) != stamp
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self::new(None, Vec::new())
    }
}

/// `$XDG_CONFIG_HOME/newsprint` or `~/.config/newsprint`, also on macOS.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|places| places.config_dir().join("newsprint"))
}

fn stamp(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|found| found.modified()).ok()
}

/// The bytes of a file that is one: a pipe would wait for its writer.
fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    let found = fs::metadata(path)?;
    if !found.is_file() {
        return Err(ReadError::NotAFile(if found.is_dir() { "folder" } else { "device" }));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of a folder, in the order of their names.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.truncate(MOST_FILES);
    files
}

fn own_file(path: &Path) -> Result<File, ConfigError> {
    let bytes = read(path).map_err(|error| unreadable(path, error.phrase()))?;
    File::new(&path.to_string_lossy(), &bytes)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known))
}

/// A language of the reader's own: a file `words/de.toml`.
fn own_language(path: &Path) -> Result<Words, ConfigError> {
    let file = own_file(path)?;
    file.parse()?;
    Catalogue::parse(&stem(path), file.text()).map(Words::adopt).map_err(|error| unreadable(path, error.phrase()))
}

/// A theme of the reader's own; `None` where the file is of no kind that themes are written in.
fn own_theme(path: &Path) -> Result<Option<(String, Theme)>, ConfigError> {
    if has_ending(path, &["toml"]) {
        return Theme::parse(&own_file(path)?).map(|theme| Some((stem(path), theme)));
    }
    if !has_ending(path, &["yaml", "yml"]) {
        return Ok(None);
    }
    let theme = base16::parse(own_file(path)?.text());
    theme.map(|theme| Some((stem(path), theme))).ok_or_else(|| unreadable(path, Phrase::new("theme.no-base16")))
}

fn unreadable(path: &Path, problem: Phrase) -> ConfigError {
    ConfigError { file: path.to_string_lossy().into_owned(), line: None, key: String::new(), problem: Box::new(problem) }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{Preferences, Said};

    fn written(folder: &Path, name: &str, content: &[u8]) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        #[expect(clippy::disallowed_methods, reason = "a file of the test's own folder")]
        fs::write(path, content).expect("written");
    }

    fn preferences(folder: &Path) -> Preferences {
        Preferences::new(Some(folder.join("config.toml")), Vec::new())
    }

    #[test]
    fn themes_and_languages_of_the_readers_own_are_files_beside_the_settings() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = (0..16).map(|number| format!("base0{number:X}: \"{number:X}0{number:X}0{number:X}0\""));
        let scheme = lines.collect::<Vec<_>>().join("\n");
        written(folder.path(), "config.toml", b"theme = \"grey\"\nlanguage = \"de\"");
        written(folder.path(), "themes/grey.yaml", scheme.as_bytes());
        written(folder.path(), "words/de.toml", b"foot.help = \"Hilfe\"");
        let setup = preferences(folder.path()).read().expect("a setup");
        assert_eq!((setup.words.tag(), setup.words.get("foot.help")), ("de", "Hilfe"));
        assert!(setup.themes.iter().any(|(name, _)| name == "grey"));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_never_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let problem = |folder: &Path| preferences(folder).read().expect_err("unreadable").to_string();
        assert!(problem(folder.path()).ends_with("config.toml: there is no such file"));
        fs::create_dir(folder.path().join("config.toml")).expect("made");
        assert!(problem(folder.path()).ends_with("config.toml: this is a folder, not a file"));
    }

    #[test]
    fn a_name_that_is_none_is_put_down_to_whoever_said_it() {
        let folder = tempfile::tempdir().expect("a folder");
        written(folder.path(), "config.toml", b"theme = \"dark\"");
        let said = vec![Said::flag("--language", "language", "tlh")];
        let error = Preferences::new(Some(folder.path().join("config.toml")), said).read().expect_err("no such language");
        assert_eq!(error.to_string(), "--language: language: there is no tlh; there are en, zh, auto");
    }

    #[test]
    fn a_missing_file_in_its_place_is_no_mistake_and_the_command_line_lies_over_it() {
        let folder = tempfile::tempdir().expect("a folder");
        written(folder.path(), "config.toml", b"theme = \"dark\"\nmouse = true");
        let said = vec![Said::flag("--set", "mouse", "false")];
        let read = Preferences::new(Some(folder.path().join("config.toml")), said).read().expect("a setup");
        assert!(!read.settings.mouse && read.settings.theme == "dark");
    }
}
