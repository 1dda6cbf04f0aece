//! Files that are ours: written whole or not at all, readable by their owner alone.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// How many names are tried for a temporary file.
const MOST_NAMES: usize = 1_000;

/// Replaces the file at `path` by `content`: a temporary file beside it, synced, renamed over it. Folders that are
/// missing are made. A link at `path` is replaced, not followed.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_folder(folder)?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}", std::process::id()));
    let written = write_new(&temporary, content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to tell.
        drop(fs::remove_file(&temporary));
    }
    written
}

/// Makes a new file at `path` of `content`, whole or not at all. An error where there is anything already, a link too.
pub fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    #[cfg(target_os = "linux")]
    if let Some(created) = create_nameless(folder, path, content) {
        return created;
    }
    let temporary = folder.join(format!(".newsprint.{}", std::process::id()));
    // A second name for the same file fails where the name is taken; renaming would replace what is there.
    let created = write_new(&temporary, content).and_then(|()| fs::hard_link(&temporary, path));
    drop(fs::remove_file(&temporary));
    match created {
        Err(error) if error.kind() == io::ErrorKind::Unsupported || error.kind() == io::ErrorKind::PermissionDenied => {
            create_in_place(path, content)
        }
        created => created,
    }
}

/// A new file for another program to read, which its owner alone can open, and its path. Whoever asked for it removes it.
pub fn temporary(ending: &str) -> io::Result<(fs::File, PathBuf)> {
    let folder = std::env::temp_dir();
    for number in 0..MOST_NAMES {
        let path = folder.join(format!("newsprint-{}-{number}.{ending}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (file, path)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a file that has no name yet and gives it one when it is whole: whoever is ended before leaves nothing behind.
/// `None` where the folder's kind does not know such files, or the system has no `/proc`.
#[cfg(target_os = "linux")]
fn create_nameless(folder: &Path, path: &Path, content: &[u8]) -> Option<io::Result<()>> {
    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
    use std::os::fd::AsRawFd;
    let nameless = open(folder, OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR).ok()?;
    let mut file = fs::File::from(nameless);
    if let Err(error) = file.write_all(content).and_then(|()| file.sync_all()) {
        return Some(Err(error));
    }
    let handle = format!("/proc/self/fd/{}", file.as_raw_fd());
    match linkat(CWD, handle, CWD, path, AtFlags::SYMLINK_FOLLOW) {
        Err(error) if error != rustix::io::Errno::EXIST => None,
        linked => Some(linked.map_err(io::Error::from)),
    }
}

/// How long a file for another program stays in the system's temporary folder, unless the system clears it before.
const KEPT: Duration = Duration::from_hours(24);
/// What the folders of such files are called.
const FOR_OTHERS: &str = "newsprint-draft-";

/// A file of this name and content for another program to read when it likes, in a folder of its own that its owner alone
/// can enter. What was made so more than a day ago is removed.
pub fn for_others(name: &str, content: &[u8]) -> io::Result<PathBuf> {
    let all = std::env::temp_dir();
    sweep(&all);
    for number in 0..MOST_NAMES {
        let folder = all.join(format!("{FOR_OTHERS}{}-{number}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.and_then(|()| create(&folder.join(name), content)).map(|()| folder.join(name)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes what is too old of the folders for other programs.
fn sweep(all: &Path) {
    let is_old = |entry: &fs::DirEntry| {
        let changed = entry.metadata().and_then(|about| about.modified());
        changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > KEPT))
    };
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(FOR_OTHERS) && is_old(&entry) {
            // One that belongs to somebody else stays.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// For folders of a kind that knows no second names.
fn create_in_place(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes a folder that its owner alone can enter, with those around it, where it is not there yet.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::{FOR_OTHERS, create, replace, sweep};

    #[test]
    fn a_file_that_is_made_leaves_nothing_beside_it_and_replaces_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("story.txt");
        create(&path, b"one").expect("made");
        assert_eq!(create(&path, b"two").expect_err("taken").kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).expect("readable"), b"one");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn files_for_others_go_after_a_day_and_no_sooner() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = [format!("{FOR_OTHERS}1"), format!("{FOR_OTHERS}2"), "other".to_owned()];
        let paths = names.map(|name| folder.path().join(name));
        for path in &paths {
            replace(&path.join("x.pdf"), b"x").expect("made");
        }
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(25);
        for path in [&paths[0], &paths[2]] {
            std::fs::File::open(path).and_then(|made| made.set_modified(long_ago)).expect("aged");
        }
        sweep(folder.path());
        assert_eq!(paths.map(|path| path.exists()), [false, true, true]);
    }

    #[test]
    fn a_file_is_replaced_whole_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/state.json");
        replace(&path, b"one").expect("written");
        replace(&path, b"two").expect("written");
        assert_eq!(std::fs::read(&path).expect("readable"), b"two");
        assert_eq!(std::fs::read_dir(folder.path().join("new")).expect("a folder").count(), 1);
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
        }
    }
}
