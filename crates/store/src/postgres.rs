//! The PostgreSQL engine: one transaction per write, sent as one pipeline.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Object, Pool};
use futures_util::TryStreamExt;
use tokio::sync::Mutex;

use crate::dialect::Engine;
use crate::error::StoreError;
use crate::migrate::{self, Migrated};
use crate::row::Row;
use crate::value::Value;

mod commit;
mod connect;
mod types;

/// Connections of each of the two pools. Two application nodes stay well below the hundred that
/// a server takes by default.
const POOL_MAX: usize = 16;
/// How long a caller waits for a free connection.
const POOL_WAIT: Duration = Duration::from_secs(30);

/// One program migrates a schema at a time; another that starts meanwhile waits until it is done, however
/// long that takes, while the wait for a table stays limited. Any number will do beside the schema's, as long
/// as every version of the program locks the same one.
const MIGRATION_LOCK: &str = "SET LOCAL lock_timeout = 0; \
     SELECT pg_advisory_xact_lock(7310592, hashtext(current_schema())); \
     SET LOCAL lock_timeout TO DEFAULT";

/// A PostgreSQL database, opened: one pool that cannot write, and one for writes.
pub(crate) struct Postgres {
    readers: Pool,
    writers: Pool,
    /// Held by a write that is repeated after a deadlock.
    repeats: Mutex<()>,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Postgres, StoreError> {
        let postgres = Postgres {
            readers: connect::pool(url, connect::READING, POOL_MAX, POOL_WAIT)?,
            writers: connect::pool(url, connect::WRITING, POOL_MAX, POOL_WAIT)?,
            repeats: Mutex::default(),
        };
        let encoding = postgres.rows("SHOW server_encoding", &[]).await?;
        match encoding.first().map(|row| row.text(0)).transpose()? {
            Some("UTF8") => Ok(postgres),
            other => Err(StoreError::Address(format!(
                "the database is encoded in {}, not in UTF8",
                other.unwrap_or("nothing known")
            ))),
        }
    }

    pub(crate) async fn rows(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let client = connection(&self.readers).await?;
        let statement = client
            .prepare_cached(sql)
            .await
            .map_err(|error| fault(&error))?;
        let stream = client
            .query_raw(&statement, params)
            .await
            .map_err(|error| fault(&error))?;
        let found: Vec<_> = stream.try_collect().await.map_err(|error| fault(&error))?;
        let columns: Arc<[String]> = statement
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        found.iter().map(|row| types::row(&columns, row)).collect()
    }

    pub(crate) async fn migrate(&self) -> Result<Migrated, StoreError> {
        let migrated = self.migrate_locked().await.map_err(|error| match error {
            Stopped::Engine(error) => fault(&error),
            Stopped::Store(error) => error,
        })?;
        for pool in [&self.readers, &self.writers] {
            pool.manager().statement_caches.clear();
        }
        Ok(migrated)
    }

    async fn migrate_locked(&self) -> Result<Migrated, Stopped> {
        let mut client = connection(&self.writers).await?;
        let transaction = client.transaction().await?;
        transaction.batch_execute(MIGRATION_LOCK).await?;
        transaction.batch_execute(migrate::RECORD).await?;
        let from = transaction
            .query_one(migrate::APPLIED, &[])
            .await?
            .try_get(0)?;
        let (script, migrated) = migrate::pending(Engine::Postgres, from)?;
        transaction.batch_execute(&script).await?;
        transaction.commit().await?;
        Ok(migrated)
    }
}

enum Stopped {
    Engine(tokio_postgres::Error),
    Store(StoreError),
}

impl From<tokio_postgres::Error> for Stopped {
    fn from(error: tokio_postgres::Error) -> Self {
        Stopped::Engine(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Stopped::Store(error)
    }
}

async fn connection(pool: &Pool) -> Result<Object, StoreError> {
    pool.get().await.map_err(|error| match error {
        deadpool_postgres::PoolError::Backend(error) => fault(&error),
        other => StoreError::Unreachable(other.to_string()),
    })
}

/// PostgreSQL's error as the store's, without the details in which it quotes values. Data
/// exceptions (class 22) quote them in the message itself, so that only their code is kept.
fn fault(error: &tokio_postgres::Error) -> StoreError {
    let Some(reported) = error.as_db_error() else {
        return if error.is_closed() || !is_about_a_statement(error) {
            StoreError::Unreachable(with_cause(error))
        } else {
            StoreError::Database {
                code: "CLIENT".to_owned(),
                message: with_cause(error),
            }
        };
    };
    let code = reported.code().code();
    let message = reported.message().to_owned();
    match code {
        "55P03" => StoreError::Busy(message),
        _ if code.starts_with("23") => StoreError::Constraint(message),
        _ if code.starts_with("22") => StoreError::Database {
            code: code.to_owned(),
            message: "a value does not fit its type".to_owned(),
        },
        _ if code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") => {
            StoreError::Unreachable(message)
        }
        _ => StoreError::Database {
            code: code.to_owned(),
            message,
        },
    }
}

/// Whether the driver refused a value or a statement before sending anything.
fn is_about_a_statement(error: &tokio_postgres::Error) -> bool {
    use std::error::Error;
    error
        .source()
        .is_none_or(|cause| cause.downcast_ref::<std::io::Error>().is_none())
}

fn with_cause(error: &tokio_postgres::Error) -> String {
    use std::error::Error;
    error
        .source()
        .map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
