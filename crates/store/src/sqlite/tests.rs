//! What only the embedded engine can show: its lock, a full disk, and its file.

use std::time::Duration;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::plan::plan;
use crate::write::{Change, NewEvent, Write};

async fn fresh(wait: Duration) -> (Sqlite, TempDir) {
    let folder = TempDir::new().unwrap();
    let sqlite = Sqlite::open_waiting(folder.path().join("test.db"), wait)
        .await
        .unwrap();
    sqlite.migrate().await.unwrap();
    (sqlite, folder)
}

async fn commit(sqlite: &Sqlite, write: Write) -> Result<(), CommitError> {
    sqlite
        .commit(plan(Engine::Sqlite, write).unwrap(), None)
        .await
}

fn event(stream: &str, size: usize) -> Write {
    let event = NewEvent {
        stream_id: stream.to_owned(),
        version: 1,
        body: vec![7; size],
        hash: [1; 32],
    };
    Write {
        events: vec![event],
        ..Write::default()
    }
}

async fn events(sqlite: &Sqlite) -> i64 {
    let rows = sqlite
        .rows("SELECT count(*) FROM events", &[])
        .await
        .unwrap();
    rows[0].int(0).unwrap()
}

#[tokio::test]
async fn a_lock_held_too_long_by_another_process_is_said_so() {
    let (sqlite, _folder) = fresh(Duration::from_millis(50)).await;
    let other = Connection::open(&sqlite.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = commit(&sqlite, event("m", 1)).await.unwrap_err();
    assert!(
        matches!(refused, CommitError::Fault(StoreError::Busy(_))),
        "{refused}"
    );
    assert_eq!(events(&sqlite).await, 0, "readers are not kept waiting");
    other.execute_batch("COMMIT").unwrap();
    commit(&sqlite, event("m", 1)).await.unwrap();
    assert_eq!(events(&sqlite).await, 1);
}

#[tokio::test]
async fn a_lock_that_is_given_back_is_waited_for() {
    let (sqlite, _folder) = fresh(Duration::from_secs(20)).await;
    let other = Connection::open(&sqlite.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        other.execute_batch("COMMIT").unwrap();
    });
    commit(&sqlite, event("m", 1)).await.unwrap();
    release.join().unwrap();
}

#[tokio::test]
async fn a_full_disk_stores_nothing_and_does_not_end_the_writer() {
    let (sqlite, _folder) = fresh(Duration::from_secs(1)).await;
    let limit = |pages: &str| {
        let change = Change::new(format!("PRAGMA max_page_count = {pages}"), []);
        Write {
            changes: vec![change],
            ..Write::default()
        }
    };
    commit(&sqlite, limit("200")).await.unwrap();
    let answers = futures_util::future::join_all([
        commit(&sqlite, event("small", 1)),
        commit(&sqlite, event("large", 4_000_000)),
    ])
    .await;
    assert!(
        matches!(answers[1], Err(CommitError::Fault(_))),
        "{answers:?}"
    );
    let stored = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(events(&sqlite).await, i64::try_from(stored).unwrap());
    commit(&sqlite, limit("1000000")).await.unwrap();
    commit(&sqlite, event("large", 4_000_000)).await.unwrap();
}

#[tokio::test]
async fn an_acknowledged_write_is_in_the_file_and_the_file_is_private() {
    let (sqlite, folder) = fresh(Duration::from_secs(1)).await;
    commit(&sqlite, event("m", 100)).await.unwrap();
    // As after a kill: the file and its log, without anything the process still holds.
    let copy = TempDir::new().unwrap();
    for name in ["test.db", "test.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
    let survivor = Sqlite::open(copy.path().join("test.db")).await.unwrap();
    assert_eq!(events(&survivor).await, 1);
}

#[tokio::test]
async fn every_acknowledgement_waits_for_the_disk() {
    let (sqlite, _folder) = fresh(Duration::from_secs(1)).await;
    let connection = writing(&sqlite.path, Duration::from_secs(1)).unwrap();
    let pragma = |name: &str| -> String {
        let value = connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0));
        format!("{:?}", value.unwrap())
    };
    assert_eq!(pragma("journal_mode"), r#"Text("wal")"#);
    assert_eq!(pragma("synchronous"), "Integer(2)");
    assert_eq!(pragma("secure_delete"), "Integer(1)");
    assert_eq!(pragma("trusted_schema"), "Integer(0)");
    assert_eq!(pragma("foreign_keys"), "Integer(1)");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_may_open_and_migrate_a_new_file_at_once() {
    let folder = TempDir::new().unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..8 {
        let path = folder.path().join("test.db");
        tasks.spawn(async move {
            let sqlite = Sqlite::open(path).await.unwrap();
            sqlite.migrate().await.unwrap();
            commit(&sqlite, event(&format!("s{n}"), 10)).await.unwrap();
        });
    }
    tasks.join_all().await;
    let sqlite = Sqlite::open(folder.path().join("test.db")).await.unwrap();
    assert_eq!(events(&sqlite).await, 8);
}
