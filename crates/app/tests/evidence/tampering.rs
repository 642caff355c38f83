//! Verification catches whatever is done to the evidence behind the program's back.

use crate::office::{TestOffice, office};
use app::evidence::{Outcome, checkpoint, verify};
use app::jobs::sequence::sequence;
use ledger::leaf::leaf_hash;
use serde_json::json;
use store::testing::each_engine;
use store::{Change, Value, Write};

/// Tables of the evidence; what the sequencer swaps on stands with them.
const TABLES: &[&str] = &[
    "events",
    "leaves",
    "tiles",
    "checkpoints",
    "unsequenced",
    "guards",
];

async fn change(test: &TestOffice, sql: impl Into<String>, params: Vec<Value>) {
    let write = Write {
        changes: vec![Change::new(sql.into(), params)],
        ..Write::default()
    };
    test.app.store().commit(write).await.unwrap();
}

async fn keep(test: &TestOffice, name: &str) {
    for table in TABLES {
        change(
            test,
            format!("CREATE TABLE {name}_{table} AS SELECT * FROM {table}"),
            vec![],
        )
        .await;
    }
}

async fn put_back(test: &TestOffice, name: &str) {
    for table in TABLES {
        change(test, format!("DELETE FROM {table}"), vec![]).await;
        change(
            test,
            format!("INSERT INTO {table} SELECT * FROM {name}_{table}"),
            vec![],
        )
        .await;
    }
}

/// An office whose ledger fills more than one tile, with a few events still waiting.
async fn full(store: store::Store) -> TestOffice {
    let test = office(store).await;
    for _ in 0..90 {
        test.file(json!({})).await;
    }
    sequence(&test.app).await.unwrap();
    test.file(json!({})).await;
    test
}

async fn found(test: &TestOffice, outside: &[String]) -> Option<ledger::verify::bad::Bad> {
    match verify(&test.app, outside).await.unwrap() {
        Outcome::Sound(_) => None,
        Outcome::Bad(bad) => Some(bad),
    }
}

/// The stream, version and body at a place of the ledger.
async fn leaf(test: &TestOffice, seq: i64) -> (String, i64, Vec<u8>) {
    let sql = "SELECT l.stream_id, l.version, e.body FROM leaves l JOIN events e \
               ON e.stream_id = l.stream_id AND e.version = l.version WHERE l.seq = $1";
    let rows = test.app.store().rows(sql, &[seq.into()]).await.unwrap();
    let row = &rows[0];
    (
        row.text(0).unwrap().into(),
        row.int(1).unwrap(),
        row.blob(2).unwrap().into(),
    )
}

const SEQ: i64 = 57;

/// Plain damage to rows: what is done, and the leaf that must be named where there is one.
fn damage() -> Vec<(&'static str, String, Option<u64>)> {
    let at = |seq: i64| {
        format!("(stream_id, version) = (SELECT stream_id, version FROM leaves WHERE seq = {seq})")
    };
    let here = Some(SEQ as u64);
    vec![
        (
            "dropped",
            format!("DELETE FROM events WHERE {}", at(SEQ)),
            here,
        ),
        (
            "dropped with its leaf",
            format!("DELETE FROM leaves WHERE seq = {SEQ}"),
            here,
        ),
        (
            "body of another",
            format!(
                "UPDATE events SET body = (SELECT o.body FROM events o JOIN leaves l ON \
             l.stream_id = o.stream_id AND l.version = o.version WHERE l.seq = 3) WHERE {}",
                at(SEQ)
            ),
            here,
        ),
        (
            "leaf of another",
            format!(
                "UPDATE leaves SET hash = (SELECT o.hash FROM leaves o WHERE o.seq = 3) WHERE seq = {SEQ}"
            ),
            here,
        ),
        (
            "added at the end of a stream",
            format!(
                "INSERT INTO events (stream_id, version, body) SELECT stream_id, 99, body FROM events \
             WHERE {}",
                at(SEQ)
            ),
            None,
        ),
        (
            "added as a stream",
            format!(
                "INSERT INTO events (stream_id, version, body) SELECT 'matter-x', 1, body FROM events \
             WHERE {}",
                at(SEQ)
            ),
            None,
        ),
        (
            "waiting event dropped",
            "DELETE FROM events WHERE (stream_id, version) IN \
            (SELECT stream_id, version FROM unsequenced)"
                .into(),
            None,
        ),
        (
            "waiting event forgotten",
            "DELETE FROM unsequenced".into(),
            None,
        ),
        (
            "waiting event changed",
            format!(
                "UPDATE events SET body = (SELECT o.body FROM events o JOIN leaves l ON \
             l.stream_id = o.stream_id AND l.version = o.version WHERE l.seq = {SEQ}) \
             WHERE (stream_id, version) IN (SELECT stream_id, version FROM unsequenced)"
            ),
            None,
        ),
        (
            "leaf tile gone",
            "DELETE FROM tiles WHERE level = 0 AND index_no = 0".into(),
            Some(0),
        ),
        (
            "upper tile gone",
            "DELETE FROM tiles WHERE level = 1".into(),
            None,
        ),
        (
            "tile swapped",
            "UPDATE tiles SET hashes = (SELECT o.hashes FROM tiles o WHERE o.level = 0 \
            AND o.index_no = 0) WHERE level = 1"
                .into(),
            None,
        ),
        ("checkpoints gone", "DELETE FROM checkpoints".into(), None),
        (
            "leaves behind the checkpoint",
            "INSERT INTO leaves (seq, stream_id, version, hash) \
            SELECT seq + 1, 'matter-x', 1, hash FROM leaves ORDER BY seq DESC LIMIT 1"
                .into(),
            None,
        ),
        (
            "checkpoint altered",
            "UPDATE checkpoints SET note = replace(note, 'jianjian', 'jianjiam')".into(),
            None,
        ),
    ]
}

#[tokio::test]
async fn every_damage_is_caught_and_named() {
    each_engine(async |store| {
        let test = full(store).await;
        assert_eq!(found(&test, &[]).await, None);
        keep(&test, "kept").await;
        for (what, sql, seq) in damage() {
            change(&test, sql, vec![]).await;
            let bad = found(&test, &[])
                .await
                .unwrap_or_else(|| panic!("{what}: nothing found"));
            if seq.is_some() {
                assert_eq!(bad.seq, seq, "{what}: {bad}");
            }
            put_back(&test, "kept").await;
            assert_eq!(found(&test, &[]).await, None, "put back after {what}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_body_is_caught_however_much_is_changed_with_it() {
    each_engine(async |store| {
        let test = full(store).await;
        keep(&test, "kept").await;
        let (stream, version, body) = leaf(&test, SEQ).await;
        let changed = String::from_utf8(body)
            .unwrap()
            .replacen("\"at\":1", "\"at\":2", 1)
            .into_bytes();
        let event = "UPDATE events SET body = $1 WHERE stream_id = $2 AND version = $3";
        let params = vec![
            Value::Blob(changed.clone()),
            stream.as_str().into(),
            version.into(),
        ];
        change(&test, event, params).await;
        assert_eq!(
            found(&test, &[]).await.unwrap().seq,
            Some(SEQ as u64),
            "the body"
        );

        let hash = leaf_hash(&stream, version, &changed).0.to_vec();
        let params = vec![Value::Blob(hash.clone()), SEQ.into()];
        change(&test, "UPDATE leaves SET hash = $1 WHERE seq = $2", params).await;
        assert_eq!(
            found(&test, &[]).await.unwrap().seq,
            Some(SEQ as u64),
            "body and leaf"
        );

        let sql = "SELECT hashes FROM tiles WHERE level = 0 AND index_no = 0";
        let rows = test.app.store().rows(sql, &[]).await.unwrap();
        let mut hashes = rows[0].blob(0).unwrap().to_vec();
        let from = SEQ as usize * 32;
        hashes[from..from + 32].copy_from_slice(&hash);
        let tile = "UPDATE tiles SET hashes = $1 WHERE level = 0 AND index_no = 0";
        change(&test, tile, vec![Value::Blob(hashes)]).await;
        assert!(found(&test, &[]).await.is_some(), "body, leaf and tile");
        put_back(&test, "kept").await;

        let (one, other) = (leaf(&test, SEQ).await, leaf(&test, SEQ + 1).await);
        for (to, from) in [(&one, &other), (&other, &one)] {
            let params = vec![
                Value::Blob(from.2.clone()),
                to.0.as_str().into(),
                to.1.into(),
            ];
            change(&test, event, params).await;
        }
        assert_eq!(
            found(&test, &[]).await.unwrap().seq,
            Some(SEQ as u64),
            "swapped"
        );
    })
    .await;
}

#[tokio::test]
async fn a_rollback_is_caught_by_a_checkpoint_kept_elsewhere_alone() {
    each_engine(async |store| {
        let test = full(store).await;
        let early = checkpoint(&test.app).await.unwrap().unwrap();
        keep(&test, "early").await;
        test.file(json!({})).await;
        sequence(&test.app).await.unwrap();
        let late = checkpoint(&test.app).await.unwrap().unwrap();
        assert_eq!(found(&test, &[early.clone(), late.clone()]).await, None);

        put_back(&test, "early").await;
        let Outcome::Sound(report) = verify(&test.app, &[]).await.unwrap() else {
            panic!("an earlier state agrees with itself")
        };
        assert!(!report.rollback_excluded());
        let Outcome::Sound(report) = verify(&test.app, std::slice::from_ref(&early))
            .await
            .unwrap()
        else {
            panic!("the early checkpoint holds")
        };
        assert!(report.rollback_excluded());
        assert!(
            found(&test, std::slice::from_ref(&late)).await.is_some(),
            "cut back"
        );

        // Grown again differently: a fork of what was signed.
        for _ in 0..5 {
            test.file(json!({})).await;
        }
        sequence(&test.app).await.unwrap();
        assert_eq!(found(&test, &[]).await, None);
        assert!(found(&test, &[late]).await.is_some(), "rewritten");
    })
    .await;
}
