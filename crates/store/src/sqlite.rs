//! The embedded engine: one writer thread that groups commits, and readers on blocking threads.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use tokio::task::spawn_blocking;

use crate::dialect::Engine;
use crate::error::{CommitError, StoreError};
use crate::failures::Failure;
use crate::migrate::{self, Migrated};
use crate::plan::Step;
use crate::row::Row;
use crate::value::Value;

mod readers;
mod scrub;
mod session;
mod writer;

use readers::Readers;
use session::{Session, fault};
use writer::Writer;

/// How long a process waits for another one's write lock before it says that the database is busy.
/// Generous: `import` and `verify` run beside `serve`, whose writer leaves short gaps only.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// An embedded database, opened.
pub(crate) struct Sqlite {
    path: PathBuf,
    readers: Arc<Readers>,
    writer: Writer,
}

impl Sqlite {
    pub(crate) async fn open(path: PathBuf) -> Result<Sqlite, StoreError> {
        Sqlite::open_waiting(path, BUSY_TIMEOUT).await
    }

    async fn open_waiting(path: PathBuf, wait: Duration) -> Result<Sqlite, StoreError> {
        blocking(move || {
            create_private(&path)?;
            let writer = Writer::start(writing(&path, wait)?, wait)?;
            let readers = Arc::new(Readers::new(path.clone()));
            Ok(Sqlite {
                path,
                readers,
                writer,
            })
        })
        .await
    }

    pub(crate) async fn rows(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        Arc::clone(&self.readers).rows(sql, params).await
    }

    pub(crate) async fn commit(
        &self,
        steps: Vec<Step>,
        ordered: Option<Failure>,
    ) -> Result<(), CommitError> {
        self.writer.commit(steps, ordered).await
    }

    /// How many groups of writes were committed.
    pub(crate) fn groups(&self) -> u64 {
        self.writer.groups()
    }

    /// Runs beside the writer thread, on a connection of its own: SQLite's lock orders the two,
    /// and prepared statements notice a changed schema by themselves.
    pub(crate) async fn migrate(&self) -> Result<Migrated, StoreError> {
        let path = self.path.clone();
        blocking(move || migrate_file(&path)).await
    }
}

/// Creates the file readable by its owner alone; SQLite gives its side files the same mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(source) => Err(StoreError::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// A connection that may write. Every acknowledged write is on disk (`synchronous=FULL`), and
/// deleted content is overwritten, so that an erased key does not live on in a free page.
///
/// What is written goes from the journal into the file every 64 MiB, not every 4: in a large office each write
/// changes pages far apart, and the same index pages again and again, which then go once.
fn writing(path: &Path, wait: Duration) -> Result<Connection, StoreError> {
    let connection = connect(path, wait)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
             PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384;",
        )
        .map_err(|error| fault(&error))?;
    Ok(connection)
}

/// A connection locked down as every one is: the schema is trusted for nothing, damaged cells
/// are noticed, and temporary tables never reach a disk.
fn connect(path: &Path, wait: Duration) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(|error| fault(&error))?;
    connection.set_prepared_statement_cache_capacity(512);
    connection
        .busy_timeout(wait)
        .map_err(|error| fault(&error))?;
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
             PRAGMA temp_store = MEMORY;",
        )
        .map_err(|error| fault(&error))?;
    Ok(connection)
}

fn migrate_file(path: &Path) -> Result<Migrated, StoreError> {
    let mut connection = writing(path, BUSY_TIMEOUT)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| fault(&error))?;
    transaction
        .execute_batch(migrate::RECORD)
        .map_err(|error| fault(&error))?;
    let from = transaction
        .query_row(migrate::APPLIED, [], |row| row.get(0))
        .map_err(|error| fault(&error))?;
    let (script, migrated) = migrate::pending(Engine::Sqlite, from)?;
    transaction
        .execute_batch(&script)
        .map_err(|error| fault(&error))?;
    transaction.commit().map_err(|error| fault(&error))?;
    Ok(migrated)
}

/// Runs blocking work on a thread made for it.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Unreachable(error.to_string())),
    }
}

#[cfg(test)]
mod erasing;
#[cfg(test)]
mod tests;
