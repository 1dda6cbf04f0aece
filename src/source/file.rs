//! Reading what is on this machine, within limits.

use std::{
    fs::{self, File, FileType},
    io::{self, Read},
    path::Path,
};

use crate::words::Phrase;

/// The largest file that is read, in bytes: as much as an unpacked download may have.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Why a file can't be read. The name of the source is for the caller to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing has this name.
    Missing,
    /// Something has this name that is not a file: a folder, a device, a socket.
    NotAFile(&'static str),
    /// The permissions forbid it.
    Forbidden,
    /// More than [`LARGEST_FILE`].
    TooLarge,
    /// Anything else that the system reports.
    Failed(Phrase),
}

crate::words::spoken!(ReadError);

impl ReadError {
    /// The sentence, without the source's name.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Missing => Phrase::new("file.missing"),
            Self::NotAFile(kind) => Phrase::new("file.not-a-file").with("kind", Phrase::new(format!("file.{kind}"))),
            Self::Forbidden => Phrase::new("file.forbidden"),
            Self::TooLarge => Phrase::new("file.large").with("limit", LARGEST_FILE >> 20),
            Self::Failed(why) => Phrase::new("file.failed").with("why", why.clone()),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::IsADirectory => Self::NotAFile("folder"),
            _ => Self::Failed(Phrase::from(&error)),
        }
    }
}

/// The bytes of the file or named pipe at `path`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    // Opening a device can already do something (rewind a tape, wait for ever), so its kind is asked first.
    let found = fs::metadata(path)?;
    if let Some(kind) = refused(found.file_type()) {
        return Err(ReadError::NotAFile(kind));
    }
    if found.is_file() && found.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    read_all(File::open(path)?)
}

/// Everything that `reader` gives, up to [`LARGEST_FILE`].
pub(super) fn read_all(reader: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// What a thing that is neither a file nor a pipe is called.
fn refused(kind: FileType) -> Option<&'static str> {
    if kind.is_dir() {
        return Some("folder");
    }
    (!kind.is_file() && !is_pipe(kind)).then_some("device")
}

fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(test)]
mod tests {
    use std::{fs::File, io::Write, path::Path};

    use super::{LARGEST_FILE, ReadError, read, read_all};

    #[test]
    fn only_files_are_read_so_that_no_name_can_block_the_reader_for_ever() {
        assert_eq!(read(Path::new("no such file")), Err(ReadError::Missing));
        assert_eq!(read(&std::env::temp_dir()), Err(ReadError::NotAFile("folder")));
        assert_eq!(read(Path::new("/dev/zero")), Err(ReadError::NotAFile("device")));
    }

    #[test]
    fn a_file_without_end_is_refused_at_the_limit() {
        assert_eq!(read_all(std::io::repeat(b'x')), Err(ReadError::TooLarge));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_unread() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("big");
        File::create(&path).and_then(|file| file.set_len(LARGEST_FILE + 1)).expect("a sparse file");
        assert_eq!(read(&path), Err(ReadError::TooLarge));
    }

    #[test]
    fn a_file_is_read_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("small");
        File::create(&path).and_then(|mut file| file.write_all(b"news")).expect("a file");
        assert_eq!(read(&path), Ok(b"news".to_vec()));
    }
}
