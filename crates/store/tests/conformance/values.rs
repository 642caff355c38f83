//! Values in and out: every kind, its limits, and the order of text.

use store::{Change, Store, Value, Write, list};

use super::world::*;

/// `credentials` has text, bigint and a blob that may be null; `chunks` has a bool.
async fn keep(store: &Store, text: &str, totp: Option<Vec<u8>>, failed: i64) {
    let sql = "INSERT INTO credentials (person_id, password_hash, totp, failed, retry_at) \
               VALUES (CAST(CAST($3 AS bigint) AS text), $1, $2, $3, 0)";
    let change = Change::new(sql, [text.into(), totp.into(), failed.into()]);
    store
        .commit(Write {
            changes: vec![change],
            ..Write::default()
        })
        .await
        .unwrap();
}

pub async fn every_kind_comes_back_exactly(store: Store) {
    let long = "举报信件".repeat(100_000);
    let texts = [
        "",
        "a",
        "it's \"$1\" ?1",
        "张三\n\t\u{3000}😀",
        long.as_str(),
    ];
    let blobs = [
        None,
        Some(vec![]),
        Some(vec![0]),
        Some(vec![0, 255, 0, 1]),
        Some(vec![0; 3_000_000]),
    ];
    let numbers = [0, -1, i64::MIN, i64::MAX, 1 << 40];
    for ((text, blob), number) in texts.into_iter().zip(blobs).zip(numbers) {
        keep(&store, text, blob.clone(), number).await;
        let sql = "SELECT password_hash, totp, failed FROM credentials WHERE failed = $1";
        let rows = store.rows(sql, &[number.into()]).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text(0).unwrap(), text);
        assert_eq!(rows[0].opt_blob(1).unwrap(), blob.as_deref());
        assert_eq!(rows[0].int(2).unwrap(), number);
        assert_eq!(rows[0].columns(), ["password_hash", "totp", "failed"]);
    }
    for named in [true, false] {
        let sql = "INSERT INTO chunks (file_id, piece, key_id, ciphertext, created_at, named) \
                   VALUES ($1, 1, 'k', $2, 3, $3)";
        let params = [named.to_string().into(), vec![0_u8].into(), named.into()];
        let changes = vec![Change::new(sql, params)];
        store
            .commit(Write {
                changes,
                ..Write::default()
            })
            .await
            .unwrap();
        let sql = "SELECT file_id, named FROM chunks WHERE named = $1";
        let rows = store.rows(sql, &[named.into()]).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text(0).unwrap(), named.to_string());
        assert_eq!(rows[0].bool(1).unwrap(), named);
    }
}

pub async fn text_with_a_nul_is_refused(store: Store) {
    let answer = reason(store.commit(together([append("m", 1), key("a\0b")])).await);
    assert!(answer.contains("$1") && answer.contains("NUL"), "{answer}");
    assert!(reason(store.commit(append("a\0b", 1)).await).contains("NUL"));
    let read = store
        .rows("SELECT 1 FROM keys WHERE key_id = $1", &["\0".into()])
        .await;
    assert!(read.unwrap_err().to_string().contains("NUL"));
    assert_eq!(count(&store, "events").await, 0);
}

pub async fn values_of_the_wrong_kind_are_refused(store: Store) {
    let wrong: [[Value; 2]; 3] = [
        ["a".into(), "b".into()],
        [vec![1_u8].into(), vec![1_u8].into()],
        [Value::Null, vec![1_u8].into()],
    ];
    let sql = "INSERT INTO keys (key_id, scope, kek_id, wrapped) VALUES ($1, 's', 'k', $2)";
    for params in wrong {
        let change = Write {
            changes: vec![Change::new(sql, params)],
            ..Write::default()
        };
        let answer = reason(store.commit(together([append("m", 1), change])).await);
        assert!(answer.starts_with("fault: "), "{answer}");
        assert_eq!(
            count(&store, "events").await + count(&store, "keys").await,
            0
        );
    }
    keep(&store, "p", None, 7).await;
    let rows = store
        .rows("SELECT failed, totp FROM credentials", &[])
        .await
        .unwrap();
    assert!(rows[0].text(0).unwrap_err().to_string().contains("failed"));
    assert!(rows[0].blob(1).unwrap_err().to_string().contains("totp"));
}

pub async fn the_number_of_parameters_is_checked(store: Store) {
    for params in [vec![], vec![Value::from("a"), Value::from("b")]] {
        let sql = "DELETE FROM keys WHERE key_id = $1";
        let change = Change::new(sql, params.clone());
        let write = together([
            append("m", 1),
            Write {
                changes: vec![change],
                ..Write::default()
            },
        ]);
        assert!(reason(store.commit(write).await).starts_with("fault: "));
        assert!(
            store
                .rows("SELECT 1 FROM keys WHERE key_id = $1", &params)
                .await
                .is_err()
        );
    }
    assert_eq!(count(&store, "events").await, 0);
    store.commit(append("m", 1)).await.unwrap();
}

pub async fn text_orders_by_its_bytes(store: Store) {
    let mut ids = [
        "王五", "b", "B", "a", "Z", "_", "张三", "é", "2026-10", "2026-9", "件", "A", "",
    ];
    for id in ids {
        store.commit(key(id)).await.unwrap();
    }
    let rows = store
        .rows("SELECT key_id FROM keys ORDER BY key_id", &[])
        .await
        .unwrap();
    let found: Vec<&str> = rows.iter().map(|row| row.text(0).unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(found, ids);
    let sql = "SELECT key_id FROM keys WHERE key_id > $1 ORDER BY key_id";
    let after = store.rows(sql, &["a".into()]).await.unwrap();
    assert_eq!(after.len(), 5);
}

pub async fn lists_find_their_members(store: Store) {
    store
        .commit(together((0..50).map(|n| key(&format!("{n:02}")))))
        .await
        .unwrap();
    for wanted in [0, 1, 3, 33, 50] {
        let (ids, more) = list(2, (0..wanted).map(|n| format!("{n:02}")));
        let sql = format!("SELECT key_id FROM keys WHERE scope = $1 AND key_id IN {ids}");
        let params: Vec<Value> = [Value::from("test")].into_iter().chain(more).collect();
        assert_eq!(store.rows(&sql, &params).await.unwrap().len(), wanted);
    }
    let (versions, params) = list(1, [1_i64, 2]);
    let sql = format!("SELECT 1 FROM events WHERE version IN {versions}");
    assert!(store.rows(&sql, &params).await.unwrap().is_empty());
}

pub async fn placeholders_stand_by_number_and_not_in_quotes(store: Store) {
    keep(&store, "a", None, 5).await;
    let sql = "SELECT '$1', password_hash AS \"$2\" FROM credentials -- $3\n\
               WHERE failed = $2 AND password_hash = $1";
    let rows = store.rows(sql, &["a".into(), 5_i64.into()]).await.unwrap();
    assert_eq!(rows[0].text(0).unwrap(), "$1");
    assert_eq!(rows[0].columns()[1], "$2");
}

pub async fn integers_of_expressions_are_read(store: Store) {
    keep(&store, "a", None, 5).await;
    keep(&store, "b", None, i64::MAX - 5).await;
    let sql = "SELECT count(*), CAST(sum(failed) AS bigint), max(failed), 1, count(*) = 2, \
               EXISTS (SELECT 1 FROM keys) FROM credentials";
    let rows = store.rows(sql, &[]).await.unwrap();
    let ints: Vec<i64> = (0..4).map(|index| rows[0].int(index).unwrap()).collect();
    assert_eq!(ints, [2, i64::MAX, i64::MAX - 5, 1]);
    assert!(rows[0].bool(4).unwrap());
    assert!(!rows[0].bool(5).unwrap());
}
