//! Fresh stores on either engine, and commits that fail, for the tests of this and other crates.
//!
//! PostgreSQL tests run where the environment names a server: `JIANJIAN_TEST_POSTGRES` holds the
//! url of a database in which tests may create schemas. Without it they say so and pass.
//!
//! ```
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
//! store::testing::each_engine(async |store| {
//!     let rows = store.rows("SELECT count(*) FROM events", &[]).await.unwrap();
//!     assert_eq!(rows[0].int(0).unwrap(), 0);
//! })
//! .await;
//! # });
//! ```

use std::collections::hash_map::RandomState;
use std::env;
use std::hash::{BuildHasher, Hasher};

use tempfile::TempDir;

use crate::{Address, Store};

pub use crate::failures::Failure;

/// Runs `test` on a fresh, migrated store of each engine that is at hand, one after the other.
pub async fn each_engine(test: impl AsyncFn(Store)) {
    let (store, _folder) = fresh_sqlite().await;
    test(store).await;
    if let Some(store) = fresh_postgres().await {
        test(store).await;
    }
}

/// A fresh, migrated embedded store, and the folder it lives in.
pub async fn fresh_sqlite() -> (Store, TempDir) {
    let folder = TempDir::new().expect("tests have a temporary folder");
    let address = Address::Sqlite(folder.path().join("test.db"));
    (opened(&address).await, folder)
}

/// A fresh, migrated PostgreSQL store, or nothing where no server is named.
pub async fn fresh_postgres() -> Option<Store> {
    let address = fresh_postgres_address().await?;
    Some(opened(&address).await)
}

/// The address of a fresh, empty place on the test server: also for a program under test. Each
/// has a schema of its own, which is quicker than a database of its own and as far apart.
pub async fn fresh_postgres_address() -> Option<Address> {
    let Ok(url) = env::var("JIANJIAN_TEST_POSTGRES") else {
        eprintln!("notice: JIANJIAN_TEST_POSTGRES is not set, PostgreSQL is skipped");
        return None;
    };
    // Each RandomState has keys of its own.
    let unique = RandomState::new().build_hasher().finish();
    let schema = format!("test_{}_{unique:016x}", std::process::id());
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
        .await
        .expect("the server answers");
    let connection = tokio::spawn(connection);
    client
        .batch_execute(&format!("CREATE SCHEMA {schema}"))
        .await
        .expect("a schema is created");
    drop(client);
    connection
        .await
        .expect("no panic")
        .expect("the connection closes");
    let mark = if url.contains('?') { '&' } else { '?' };
    Some(Address::Postgres(format!(
        "{url}{mark}options=-csearch_path%3D{schema}"
    )))
}

/// Makes the next commit of `store`, or of a clone of it, answer `CommitError::Unknown` unless it is
/// refused, with the write stored or not stored. On the embedded engine its whole group fails so.
pub fn fail_next_commit(store: &Store, failure: Failure) {
    store.failures().order(failure);
}

/// A second store on the same database, as another node or process would open it.
pub async fn reopened(store: &Store) -> Store {
    Store::open(store.address())
        .await
        .expect("a store opens twice")
}

async fn opened(address: &Address) -> Store {
    let store = Store::open(address).await.expect("a fresh store opens");
    store.migrate().await.expect("a fresh store migrates");
    store
}
