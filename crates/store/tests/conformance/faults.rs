//! Faults in pairs: failed and not stored, failed but stored; the whole store is checked after each.

use store::testing::{Failure, fail_next_commit, reopened};
use store::{Change, Store, StoreError, Write};

use super::world::*;

pub async fn lost_answers_leave_all_or_nothing(store: Store) {
    store.commit(append("m", 1)).await.unwrap();
    for (failure, stored) in [(Failure::NotStored, false), (Failure::Stored, true)] {
        let write = together([append("m", 2), key("k"), claim("n", "1", "m"), message("o")]);
        fail_next_commit(&store, failure);
        let answer = reason(store.commit(write).await);
        assert!(answer.starts_with("unknown: "), "{answer}");
        let wanted = i64::from(stored);
        assert_eq!(count(&store, "events").await, 1 + wanted);
        for table in ["keys", "claims", "outbox"] {
            assert_eq!(
                count(&store, table).await,
                wanted,
                "{table} after {failure:?}"
            );
        }
        audit(&store).await;
        audit(&reopened(&store).await).await;
    }
    store.commit(append("m", 3)).await.unwrap();
}

pub async fn migrating_again_changes_nothing(store: Store) {
    store.commit(append("m", 1)).await.unwrap();
    let again = store.migrate().await.unwrap();
    assert_eq!(again.from, again.to);
    assert!(again.to >= 1);
    assert_eq!(count(&store, "migrations").await, again.to);
    audit(&store).await;
}

pub async fn a_newer_database_is_refused(store: Store) {
    let change = Change::new(
        "INSERT INTO migrations (version) VALUES ($1)",
        [9_000_i64.into()],
    );
    store
        .commit(Write {
            changes: vec![change],
            ..Write::default()
        })
        .await
        .unwrap();
    let error = store.migrate().await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Newer {
                database: 9_000,
                ..
            }
        ),
        "{error}"
    );
}
