//! What is left in the files of an embedded database after a key is destroyed: nothing (T15).

use std::time::Duration;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::plan::plan;
use crate::write::{Change, Write};

/// A wrapped key no other bytes look like.
fn wrapped(n: u8) -> Vec<u8> {
    (0..60).map(|at| n.wrapping_mul(37) ^ at ^ 0xA5).collect()
}

async fn commit(sqlite: &Sqlite, changes: Vec<Change>) {
    let write = Write {
        changes,
        ..Write::default()
    };
    let steps = plan(Engine::Sqlite, write).unwrap();
    sqlite.commit(steps, None).await.unwrap();
}

fn kept(n: u8) -> Change {
    let sql = "INSERT INTO keys (key_id, scope, kek_id, wrapped, audience) VALUES ($1, $2, 'kek', $3, '')";
    let id = format!("key-{n:03}");
    Change::new(sql, vec![id.clone().into(), id.into(), wrapped(n).into()])
}

/// A database with a page or more of keys.
async fn with_keys() -> (Sqlite, TempDir) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    let sqlite = Sqlite::open(path).await.unwrap();
    sqlite.migrate().await.unwrap();
    for n in 0..120 {
        commit(&sqlite, vec![kept(n)]).await;
    }
    (sqlite, folder)
}

/// The files of the database in which a wrapped key stands.
fn files_with(folder: &TempDir, n: u8) -> Vec<String> {
    let key = wrapped(n);
    let holds = |name: &&str| {
        let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
        bytes.windows(key.len()).any(|found| found == key)
    };
    let names = ["test.db", "test.db-wal"].into_iter().filter(holds);
    names.map(str::to_owned).collect()
}

fn deleted(n: u8) -> Change {
    let sql = "DELETE FROM keys WHERE scope = $1";
    Change::new(sql, vec![format!("key-{n:03}").into()])
}

#[tokio::test]
async fn a_destroyed_or_replaced_key_is_in_neither_file_once_that_is_acknowledged() {
    let (sqlite, folder) = with_keys().await;
    assert!(!files_with(&folder, 50).is_empty() && !files_with(&folder, 60).is_empty());
    commit(&sqlite, vec![deleted(50)]).await;
    assert_eq!(files_with(&folder, 50), [""; 0]);
    let sql = "UPDATE keys SET kek_id = $2, wrapped = $3 WHERE key_id = $1";
    let again = vec!["key-060".into(), "other".into(), wrapped(200).into()];
    commit(&sqlite, vec![Change::new(sql, again)]).await;
    assert_eq!(files_with(&folder, 60), [""; 0]);
    assert!(!files_with(&folder, 61).is_empty(), "the others are kept");
    assert!(!files_with(&folder, 200).is_empty());
}

#[tokio::test]
async fn an_ordinary_write_leaves_the_log_alone() {
    let (sqlite, folder) = with_keys().await;
    commit(&sqlite, vec![kept(150)]).await;
    let log = std::fs::metadata(folder.path().join("test.db-wal")).unwrap();
    assert!(log.len() > 0);
}

#[tokio::test]
async fn a_reader_of_an_older_state_delays_it_and_keeps_nobody_from_writing() {
    let (sqlite, folder) = with_keys().await;
    let reader = Connection::open(folder.path().join("test.db")).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let count = |sql: &str| {
        reader
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(count("SELECT count(*) FROM keys"), 120);
    commit(&sqlite, vec![deleted(50)]).await;
    commit(&sqlite, vec![kept(151)]).await;
    assert!(
        !files_with(&folder, 50).is_empty(),
        "the reader still needs it"
    );
    assert_eq!(count("SELECT count(*) FROM keys"), 120);
    reader.execute_batch("COMMIT").unwrap();
    let emptied = async {
        while !files_with(&folder, 50).is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let patience = Duration::from_secs(20);
    tokio::time::timeout(patience, emptied)
        .await
        .expect("the log is emptied");
}
