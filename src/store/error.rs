//! What can go wrong with the library, one line each.

use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

use crate::{
    text::CleanText,
    words::{Phrase, spoken},
};

/// Why the library did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Somebody else is writing, and did not stop in time.
    Busy(PathBuf),
    /// The file can't be written.
    ReadOnly(PathBuf),
    /// The disk is full.
    Full(PathBuf),
    /// The file is damaged, and how.
    Damaged(PathBuf, Phrase),
    /// The file is not ours, or none at all.
    NotOurs(PathBuf, Phrase),
    /// It was asked to stop.
    Stopped,
    /// There is no such feed or story.
    Missing(CleanText),
    /// Anything else, in the words of whoever failed.
    Other(PathBuf, Phrase),
}

spoken!(StoreError);

impl StoreError {
    /// The sentence for a reader.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let (path, what) = match self {
            Self::Missing(name) => return Phrase::new("store.missing").with("name", name),
            Self::Stopped => return Phrase::new("store.stopped"),
            Self::Busy(path) => (path, Phrase::new("store.busy")),
            Self::ReadOnly(path) => (path, Phrase::new("store.read-only")),
            Self::Full(path) => (path, Phrase::new("store.full")),
            Self::Damaged(path, how) => (path, Phrase::new("store.damaged").with("how", how.clone())),
            Self::NotOurs(path, why) | Self::Other(path, why) => (path, why.clone()),
        };
        Phrase::new("error.at").with("where", path.to_string_lossy().as_ref()).with("what", what)
    }

    /// What an error of `SQLite` means for the library at `path`.
    pub(super) fn of(error: &rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        let failed = |why: &dyn std::fmt::Display| Phrase::new("store.failed").with("why", CleanText::line(&why.to_string()));
        match error {
            // The file that is shared between programs could not grow.
            rusqlite::Error::SqliteFailure(failure, _) if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::Full(path),
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
                ErrorCode::OperationInterrupted => Self::Stopped,
                ErrorCode::ReadOnly => Self::ReadOnly(path),
                ErrorCode::DiskFull => Self::Full(path),
                ErrorCode::DatabaseCorrupt => Self::Damaged(path, Phrase::new("store.malformed")),
                ErrorCode::NotADatabase => Self::Damaged(path, Phrase::new("store.no-database")),
                code => Self::Other(path, key(code).map_or_else(|| failed(error), Phrase::new)),
            },
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                Self::Damaged(path, Phrase::new("store.strange-value").with("why", CleanText::line(&error.to_string())))
            }
            _ => Self::Other(path, failed(error)),
        }
    }

    /// What an error of the file system means for the library at `path`.
    pub(super) fn of_file(error: &std::io::Error, path: &Path) -> Self {
        Self::Other(path.to_owned(), Phrase::from(error))
    }

    /// The same error of the file at `path`.
    pub(super) fn at(self, path: &Path) -> Self {
        let path = path.to_owned();
        match self {
            Self::Busy(_) => Self::Busy(path),
            Self::ReadOnly(_) => Self::ReadOnly(path),
            Self::Full(_) => Self::Full(path),
            Self::Damaged(_, said) => Self::Damaged(path, said),
            Self::NotOurs(_, said) => Self::NotOurs(path, said),
            Self::Other(_, said) => Self::Other(path, said),
            Self::Missing(_) | Self::Stopped => self,
        }
    }
}

/// What goes wrong beside the library's own matters, as the system says it.
fn key(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::CannotOpen => "store.no-opening",
        ErrorCode::SystemIoFailure => "store.disk-fails",
        ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => "system.forbidden",
        ErrorCode::OutOfMemory => "system.memory",
        ErrorCode::TooBig | ErrorCode::NoLargeFileSupport => "system.too-large",
        ErrorCode::FileLockingProtocolFailed => "store.busy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{StoreError, ffi};
    use crate::words::Words;

    #[test]
    fn what_sqlite_says_is_said_in_the_language_of_the_reader() {
        let chinese = Words::of("zh", &Words::built_in()).expect("a language");
        let codes = [
            ffi::SQLITE_FULL,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_BUSY,
            ffi::SQLITE_LOCKED,
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_NOTADB,
            ffi::SQLITE_CANTOPEN,
            ffi::SQLITE_IOERR,
            ffi::SQLITE_PERM,
            ffi::SQLITE_NOMEM,
            ffi::SQLITE_TOOBIG,
            ffi::SQLITE_INTERRUPT,
        ];
        let said = |code| {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            chinese.say(&StoreError::of(&error, Path::new("/")).phrase())
        };
        for code in codes {
            assert!(!said(code).chars().any(|c| c.is_ascii_alphabetic()), "{code}: {}", said(code));
        }
        // Where there are no words of ours, theirs stand in brackets.
        assert!(said(ffi::SQLITE_SCHEMA).ends_with('）'), "{}", said(ffi::SQLITE_SCHEMA));
    }
}
