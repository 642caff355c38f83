//! The store: one handle, two verbs, either engine.

use std::sync::Arc;

use crate::address::Address;
use crate::dialect::Engine;
use crate::error::{CommitError, StoreError};
use crate::failures::Failures;
use crate::migrate::Migrated;
use crate::plan;
use crate::postgres::Postgres;
use crate::row::Row;
use crate::sqlite::Sqlite;
use crate::value::Value;
use crate::write::Write;

/// A database of either engine. Clones share it.
#[derive(Clone)]
pub struct Store {
    address: Arc<Address>,
    backend: Backend,
    failures: Arc<Failures>,
}

#[derive(Clone)]
enum Backend {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

impl Store {
    /// Opens the database at `address` and makes sure that it answers. An embedded database that
    /// does not exist is created empty, readable by its owner alone; a PostgreSQL database has to
    /// exist and to be encoded in UTF-8. Neither is migrated: see [`Store::migrate`].
    pub async fn open(address: &Address) -> Result<Store, StoreError> {
        let backend = match address {
            Address::Sqlite(path) => Backend::Sqlite(Arc::new(Sqlite::open(path.clone()).await?)),
            Address::Postgres(url) => Backend::Postgres(Arc::new(Postgres::open(url).await?)),
        };
        Ok(Store {
            address: Arc::new(address.clone()),
            backend,
            failures: Arc::default(),
        })
    }

    /// Reads. The statement sees every write acknowledged before, and cannot write itself.
    pub async fn rows(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        plan::storable(params)?;
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.rows(sql, params).await,
            Backend::Postgres(postgres) => postgres.rows(sql, params).await,
        }
    }

    /// Makes `write` true as a whole, or refuses it by name with nothing written. An answer of
    /// `Ok` means that it is on disk.
    ///
    /// A write once handed over runs to its end even if this future is dropped.
    pub async fn commit(&self, write: Write) -> Result<(), CommitError> {
        if write.is_empty() {
            return Ok(());
        }
        let steps = plan::plan(self.engine(), write)?;
        let ordered = self.failures.take();
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.commit(steps, ordered).await,
            Backend::Postgres(postgres) => Arc::clone(postgres).commit(steps, ordered).await,
        }
    }

    /// Brings the schema to the version this program knows; refuses a database that is newer.
    /// Safe to call from several processes at once.
    pub async fn migrate(&self) -> Result<Migrated, StoreError> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.migrate().await,
            Backend::Postgres(postgres) => postgres.migrate().await,
        }
    }

    /// Where the database lives.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The engine behind the store, for the program's own report of itself; never a reason to
    /// write another SQL text.
    pub fn engine(&self) -> Engine {
        match &self.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// The switch by which tests make the next commit fail.
    #[cfg(feature = "testing")]
    pub(crate) fn failures(&self) -> &Failures {
        &self.failures
    }

    /// How many groups of writes this handle made durable, each by one flush of the disk. Always 0
    /// on PostgreSQL, where every write is a transaction of its own.
    pub fn groups(&self) -> u64 {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.groups(),
            Backend::Postgres(_) => 0,
        }
    }
}
