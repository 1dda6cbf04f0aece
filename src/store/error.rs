//! What can go wrong with the library, one line each.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::text::CleanText;

/// Why the library did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else is writing, and did not stop in time.
    #[error("{}: another program is using the library; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// The file can't be written.
    #[error("{}: the library is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full.
    #[error("{}: there is no space left for the library; nothing was changed", .0.display())]
    Full(PathBuf),
    /// The file is damaged.
    #[error("{}: the library is damaged: {}", .0.display(), .1)]
    Damaged(PathBuf, CleanText),
    /// The file is not ours, or none at all.
    #[error("{}: {}", .0.display(), .1)]
    NotOurs(PathBuf, &'static str),
    /// There is no such feed or story.
    #[error("{0} is not in the library")]
    Missing(CleanText),
    /// Anything else.
    #[error("{}: {}", .0.display(), .1)]
    Other(PathBuf, CleanText),
}

impl StoreError {
    /// What an error of `SQLite` means for the library at `path`.
    pub(super) fn of(error: &rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        let said = CleanText::line(&error.to_string());
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
                ErrorCode::ReadOnly => Self::ReadOnly(path),
                ErrorCode::DiskFull => Self::Full(path),
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(path, said),
                _ => Self::Other(path, said),
            },
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => Self::Damaged(path, said),
            rusqlite::Error::QueryReturnedNoRows => Self::Missing("what was asked for".into()),
            _ => Self::Other(path, said),
        }
    }

    /// What an error of the file system means for the library at `path`.
    pub(super) fn of_file(error: &std::io::Error, path: &Path) -> Self {
        Self::Other(path.to_owned(), CleanText::line(&error.to_string()))
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
            Self::Missing(_) => self,
        }
    }
}
