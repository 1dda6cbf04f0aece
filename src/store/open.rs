//! Opening a library: what the file is, its schema, who may read it.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};

use super::{Reader, Store, StoreError, Words, list::Cache, rescue};
use crate::words::Phrase;

/// `user_version` of a library that this program writes.
const VERSION: i64 = 6;
/// `application_id` of a library: the letters `NewP`.
const APPLICATION: i64 = 0x4e65_7750;
/// What leads from each version to the next; the first makes a new library.
const MIGRATIONS: [&str; 6] = [
    include_str!("schema.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
    include_str!("schema-6.sql"),
];
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many statements are kept ready.
const STATEMENTS: usize = 100;
/// After how many pages what was written goes from the log into the file: 16 MB. Sooner, a refresh writes the same pages over
/// and over.
const CHECKPOINT: i64 = 4_000;
/// How much of the file is kept in memory, in KiB as `SQLite` wants it: negative.
const CACHE: i64 = -8_192;

/// Opens the library at `path`, or makes one.
pub(super) fn file(path: &Path, words: Words) -> Result<Store, StoreError> {
    check_kind(path)?;
    let made = path.parent().map_or(Ok(()), make_folder);
    made.map_err(|error| StoreError::of_file(&error, path))?;
    let _alone = alone(path);
    let mut said = Vec::new();
    if rescue::is_emptied(path) {
        said.push(rescue::set_aside(path, words)?);
    }
    match writable(path, words) {
        Err(StoreError::Damaged(..)) => {
            said.push(rescue::set_aside(path, words)?);
            writable(path, words).map(|store| Store { said, ..store })
        }
        Err(StoreError::Full(_)) => read_only(path, words, Phrase::new("store.only-readable-full")),
        Err(StoreError::ReadOnly(_) | StoreError::Other(..)) => read_only(path, words, Phrase::new("store.only-readable")),
        opened => opened.map(|store| Store { said: [said, store.said].concat(), ..store }),
    }
}

/// Waits until no other newsprint is opening this library, and holds all others up until the file that is returned is
/// dropped: a library that another one is just making looks like one that was emptied. `None` where no lock can be made, as
/// on a read-only disk, where nobody makes a library either.
fn alone(path: &Path) -> Option<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(beside(path, ".lock")).ok()?;
    file.lock().ok()?;
    Some(file)
}

fn writable(path: &Path, words: Words) -> Result<Store, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let named = |error| StoreError::of(&error, path);
    let version = version(&connection, path)?;
    if version > VERSION {
        return read_only(path, words, Phrase::new("store.newer"));
    }
    make_private(path).map_err(|error| StoreError::of_file(&error, path))?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(named)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT).map_err(named)?;
    let mut store = store(connection, path, words);
    if version < VERSION {
        if version > 0 {
            keep_copy(&store.reader.connection, path, version)?;
        }
        migrate(&mut store.reader.connection, path)?;
    }
    rescue::check(&store.reader.connection, path)?;
    Ok(store)
}

fn read_only(path: &Path, words: Words, why: Phrase) -> Result<Store, StoreError> {
    let why = StoreError::Other(path.to_owned(), why);
    Ok(Store { said: vec![why.phrase()], locked: Some(why), ..store(only_readable(path)?, path, words) })
}

/// A connection to a library that can't be written.
fn only_readable(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|connection| {
        version(&connection, path)?;
        Ok(connection)
    });
    connection.or_else(|_| frozen(path))
}

/// Opens a file of which nothing beside it can be made either, as on a read-only disk.
fn frozen(path: &Path) -> Result<Connection, StoreError> {
    let escaped: String = path.to_string_lossy().chars().map(uri_character).collect();
    let uri = PathBuf::from(format!("file:{escaped}?immutable=1"));
    let connection = connect(&uri, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| error.at(path))?;
    version(&connection, path)?;
    Ok(connection)
}

fn uri_character(c: char) -> String {
    if matches!(c, '%' | '?' | '#') { format!("%{:02X}", u32::from(c)) } else { c.to_string() }
}

/// Makes a library where there is none.
pub(super) fn new(path: &Path, words: Words) -> Result<Store, StoreError> {
    writable(path, words)
}

/// What a library is made of, as `SQLite` lists it: `table feed`.
pub(super) fn parts() -> BTreeSet<String> {
    let part = |definition: &str| {
        let definition = ["UNIQUE ", "VIRTUAL "].iter().find_map(|kind| definition.strip_prefix(kind)).unwrap_or(definition);
        let (kind, rest) = definition.split_once(' ')?;
        Some(format!("{} {}", kind.to_ascii_lowercase(), rest.split([' ', '(', ';']).next()?))
    };
    let mut parts = BTreeSet::new();
    for line in MIGRATIONS.iter().flat_map(|step| step.lines()) {
        if let Some(dropped) = line.strip_prefix("DROP ").and_then(part) {
            parts.remove(&dropped);
        }
        parts.extend(line.strip_prefix("CREATE ").and_then(part));
    }
    parts
}

/// A library in memory; its connections find it by a name that only this process knows.
pub(super) fn memory(words: Words) -> Result<Store, StoreError> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let path = PathBuf::from(format!("file:/newsprint-{}?vfs=memdb", COUNT.fetch_add(1, Ordering::Relaxed)));
    let mut connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    migrate(&mut connection, &path)?;
    Ok(store(connection, &path, words))
}

/// Another connection to the library at `path`, for reading; `writable` says whether it could be opened for writing.
pub(super) fn reader(path: &Path, words: Words, writable: bool) -> Result<Reader, StoreError> {
    let connection = if writable { connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY) } else { only_readable(path) }?;
    connection.pragma_update(None, "query_only", true).map_err(|error| StoreError::of(&error, path))?;
    Ok(Reader { connection, words, cache: Cache::default() })
}

fn store(connection: Connection, path: &Path, words: Words) -> Store {
    Store { reader: Reader { connection, words, cache: Cache::default() }, path: path.to_owned(), said: Vec::new(), locked: None }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let named = |error| StoreError::of(&error, path);
    let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(named)?;
    connection.busy_timeout(PATIENCE).map_err(named)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "cache_size", CACHE).map_err(named)?;
    // Without it a statement is planned anew each time it is given other values, which takes longer than most of them run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(named)?;
    // A schema that somebody tampered with must not be able to call anything.
    connection.pragma_update(None, "trusted_schema", false).map_err(named)?;
    Ok(connection)
}

/// The version of a library's schema, 0 for a new file.
fn version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let ask = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let tables = || connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    let known = ask("user_version").and_then(|version| Ok((version, ask("application_id")?, tables()?)));
    let (version, application, tables) = known.map_err(|error| StoreError::of(&error, path))?;
    if tables > 0 && application != APPLICATION {
        return Err(StoreError::NotOurs(path.to_owned(), Phrase::new("store.foreign")));
    }
    Ok(version)
}

/// Brings the schema up to date: all steps or none. Another process may have done it meanwhile.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let named = |error| StoreError::of(&error, path);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(named)?;
    let version = usize::try_from(version(&transaction, path)?).unwrap_or_default();
    for step in MIGRATIONS.iter().skip(version) {
        transaction.execute_batch(step).map_err(named)?;
    }
    transaction.pragma_update(None, "user_version", VERSION).map_err(named)?;
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(named)?;
    transaction.commit().map_err(named)
}

/// Keeps the library as it was before a migration, beside it: `library.db.1`. The file alone may lack what was written last,
/// so the copy is made by whoever knows all of it; it has its name only when it is whole.
fn keep_copy(connection: &Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    let copy = beside(path, &format!(".{version}"));
    let unfinished = beside(path, &format!(".{version}.new"));
    let of_file = |error: io::Error| StoreError::of_file(&error, path);
    write_private(&unfinished, b"").map_err(of_file)?;
    let sql = "VACUUM INTO ?";
    connection.execute(sql, [unfinished.to_string_lossy()]).map_err(|error| StoreError::of(&error, path))?;
    fs::rename(unfinished, copy).map_err(of_file)
}

/// The file of this name and end.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Whatever is neither a file nor absent is refused: a pipe in its place would hold us for ever.
fn check_kind(path: &Path) -> Result<(), StoreError> {
    let refused = |why| Err(StoreError::NotOurs(path.to_owned(), why));
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(found) if found.is_dir() => refused(Phrase::new("store.folder")),
        Ok(_) => refused(Phrase::new("store.no-file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::of_file(&error, path)),
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a new file that its owner alone can read.
pub(super) fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// What somebody reads is nobody else's business. `SQLite` gives the files beside it the same rights.
fn make_private(path: &Path) -> io::Result<()> {
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
