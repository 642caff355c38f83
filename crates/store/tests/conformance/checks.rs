//! What a write checks, how it is refused, and that a refusal leaves nothing behind.

use futures_util::future::join_all;
use store::{Change, Store, Write};

use super::world::*;

pub async fn events_follow_their_stream_without_gaps(store: Store) {
    assert_eq!(reason(store.commit(append("m", 2)).await), "stale m");
    store.commit(append("m", 1)).await.unwrap();
    assert_eq!(reason(store.commit(append("m", 3)).await), "stale m");
    let three = (2..=4).map(|version| event("m", version)).collect();
    store
        .commit(Write {
            events: three,
            ..Write::default()
        })
        .await
        .unwrap();
    let gap = Write {
        events: vec![event("m", 5), event("m", 7)],
        ..Write::default()
    };
    assert_eq!(reason(store.commit(gap).await), "stale m");
    assert_eq!(count(&store, "events").await, 4);
    audit(&store).await;
}

pub async fn a_second_event_of_a_version_is_stale(store: Store) {
    store.commit(append("m", 1)).await.unwrap();
    assert_eq!(reason(store.commit(append("m", 1)).await), "stale m");
    store.commit(append("m", 2)).await.unwrap();
    assert_eq!(reason(store.commit(append("m", 2)).await), "stale m");
    assert_eq!(count(&store, "events").await, 2);
    audit(&store).await;
}

pub async fn one_stale_event_among_many_is_named(store: Store) {
    store.commit(append("s-077", 1)).await.unwrap();
    let all = (0..200).map(|n| event(&format!("s-{n:03}"), 1)).collect();
    let refused = store
        .commit(Write {
            events: all,
            ..Write::default()
        })
        .await;
    assert_eq!(reason(refused), "stale s-077");
    assert_eq!(count(&store, "events").await, 1);
    audit(&store).await;
}

pub async fn expected_heads_are_exact(store: Store) {
    store
        .commit(together([
            append("m", 1),
            append("m", 2),
            append("other", 1),
        ]))
        .await
        .unwrap();
    let cases = [
        ("m", 0, false),
        ("m", 1, false),
        ("m", 2, true),
        ("m", 3, false),
    ];
    for (stream, version, holds) in cases {
        let wanted = if holds { "committed" } else { "stale m" };
        assert_eq!(
            reason(store.commit(expect(stream, version)).await),
            wanted,
            "{version}"
        );
    }
    store.commit(expect("nobody", 0)).await.unwrap();
    assert_eq!(
        reason(store.commit(expect("nobody", 1)).await),
        "stale nobody"
    );
    store
        .commit(together([expect("m", 2), append("m", 3)]))
        .await
        .unwrap();
    let late = together([expect("other", 1), expect("m", 2), append("m", 4)]);
    assert_eq!(reason(store.commit(late).await), "stale m");
    let read = together([expect("m", 2), append("other", 2)]);
    assert_eq!(reason(store.commit(read).await), "stale m");
    assert_eq!(count(&store, "events").await, 4);
    audit(&store).await;
}

pub async fn guards_are_checked_and_swapped(store: Store) {
    let try_guard = async |expected, set| reason(store.commit(guard("g", expected, set)).await);
    assert_eq!(try_guard(Some("1"), None).await, "guarded g");
    assert_eq!(try_guard(Some("1"), Some("2")).await, "guarded g");
    assert_eq!(try_guard(None, None).await, "committed");
    assert_eq!(
        guard_value(&store, "g").await,
        None,
        "checking absence leaves nothing"
    );
    assert_eq!(try_guard(None, Some("1")).await, "committed");
    assert_eq!(try_guard(None, Some("1")).await, "guarded g");
    assert_eq!(try_guard(None, None).await, "guarded g");
    assert_eq!(try_guard(Some("2"), None).await, "guarded g");
    assert_eq!(try_guard(Some("1"), None).await, "committed");
    assert_eq!(try_guard(Some("1"), Some("2")).await, "committed");
    assert_eq!(try_guard(Some("1"), Some("3")).await, "guarded g");
    assert_eq!(guard_value(&store, "g").await.as_deref(), Some("2"));
}

pub async fn claims_are_unique_within_their_namespace(store: Store) {
    store.commit(claim("number", "2026-1", "m1")).await.unwrap();
    store.commit(claim("import", "2026-1", "m2")).await.unwrap();
    let again = store.commit(claim("number", "2026-1", "m3")).await;
    assert_eq!(reason(again), "claimed number 2026-1");
    assert_eq!(count(&store, "claims").await, 2);
}

pub async fn a_claim_among_many_is_named(store: Store) {
    store.commit(claim("number", "013", "m")).await.unwrap();
    let all = together((0..40).map(|n| claim("number", &format!("{n:03}"), "n")));
    assert_eq!(reason(store.commit(all).await), "claimed number 013");
    assert_eq!(count(&store, "claims").await, 1);
}

pub async fn a_refused_write_changes_nothing(store: Store) {
    store
        .commit(together([
            append("m", 1),
            guard("g", None, Some("1")),
            claim("n", "1", "m"),
        ]))
        .await
        .unwrap();
    let good = || {
        let swap = guard("h", None, Some("1"));
        together([
            append("new", 1),
            swap,
            claim("n", "2", "x"),
            key("k"),
            message("o"),
        ])
    };
    let bad = [
        (append("m", 1), "stale m"),
        (append("m", 3), "stale m"),
        (expect("m", 4), "stale m"),
        (guard("g", Some("2"), None), "guarded g"),
        (guard("g", Some("2"), Some("3")), "guarded g"),
        (claim("n", "1", "y"), "claimed n 1"),
    ];
    for (bad, wanted) in bad {
        for write in [together([good(), bad.clone()]), together([bad, good()])] {
            assert_eq!(reason(store.commit(write).await), wanted);
        }
        for (table, rows) in [("events", 1), ("guards", 1), ("claims", 1)] {
            assert_eq!(count(&store, table).await, rows, "{table} after {wanted}");
        }
        assert_eq!(
            count(&store, "keys").await + count(&store, "outbox").await,
            0
        );
        audit(&store).await;
    }
    store.commit(good()).await.unwrap();
}

pub async fn neighbours_of_a_refused_write_survive(store: Store) {
    let writes = (0..60).map(|n| {
        let write = together([append(&format!("s{n}"), 1), key(&format!("k{n}"))]);
        let refused = n % 3 == 1;
        let last = if refused {
            claim("n", "taken", "x")
        } else {
            Write::default()
        };
        together([write, last])
    });
    store.commit(claim("n", "taken", "first")).await.unwrap();
    let answers = join_all(writes.map(|write| store.commit(write))).await;
    for (n, answer) in answers.into_iter().enumerate() {
        let wanted = if n % 3 == 1 {
            "claimed n taken"
        } else {
            "committed"
        };
        assert_eq!(reason(answer), wanted);
    }
    assert_eq!(count(&store, "events").await, 40);
    assert_eq!(count(&store, "keys").await, 40);
    audit(&store).await;
}

pub async fn a_late_failure_undoes_everything_before_it(store: Store) {
    store.commit(key("taken")).await.unwrap();
    let many = together((0..30).map(|n| key(&format!("k{n}"))));
    let write = together([
        append("m", 1),
        many,
        key("taken"),
        key("after"),
        message("o"),
    ]);
    let answer = reason(store.commit(write).await);
    assert!(
        answer.starts_with("fault: a constraint was broken"),
        "{answer}"
    );
    assert!(
        !answer.contains("taken"),
        "messages carry no values: {answer}"
    );
    assert_eq!(
        count(&store, "events").await + count(&store, "outbox").await,
        0
    );
    assert_eq!(count(&store, "keys").await, 1);
    // The connection that failed is fit for the next write.
    store.commit(append("m", 1)).await.unwrap();
    audit(&store).await;
}

pub async fn a_broken_statement_is_a_fault(store: Store) {
    let broken = [
        "UPDATE nothing SET a = 1",
        "not even SQL",
        "INSERT INTO keys (key_id) VALUES ('a')",
    ];
    for sql in broken {
        let change = Write {
            changes: vec![Change::new(sql, [])],
            ..Write::default()
        };
        let answer = reason(store.commit(together([append("m", 1), change])).await);
        assert!(answer.starts_with("fault: "), "{answer}");
        assert!(
            store
                .rows("SELECT nothing FROM nowhere", &[])
                .await
                .is_err()
        );
    }
    assert_eq!(count(&store, "events").await, 0);
    store.commit(append("m", 1)).await.unwrap();
}

pub async fn an_outgoing_message_waits_once(store: Store) {
    store.commit(message("o")).await.unwrap();
    let again = together([append("m", 1), message("o")]);
    store.commit(again).await.unwrap();
    assert_eq!(count(&store, "events").await, 1);
    assert_eq!(count(&store, "outbox").await, 1);
}

pub async fn an_empty_write_is_true(store: Store) {
    store.commit(Write::default()).await.unwrap();
}

pub async fn reads_cannot_write(store: Store) {
    let sql = "INSERT INTO guards (name, value) VALUES ('a', 'b')";
    assert!(store.rows(sql, &[]).await.is_err());
    assert_eq!(count(&store, "guards").await, 0);
}

pub async fn a_write_of_thousands_is_one(store: Store) {
    let events: Vec<_> = (0..1500)
        .flat_map(|n| (1..=2).map(move |version| (n, version)))
        .map(|(n, version)| event(&format!("s{n:04}"), version))
        .collect();
    store
        .commit(Write {
            events: events.clone(),
            ..Write::default()
        })
        .await
        .unwrap();
    assert_eq!(count(&store, "events").await, 3000);
    assert_eq!(
        reason(
            store
                .commit(Write {
                    events,
                    ..Write::default()
                })
                .await
        ),
        "stale s0000"
    );
    audit(&store).await;
}

pub async fn a_merged_write_is_one(store: Store) {
    let first = together([expect("m", 0), append("m", 1), guard("g", None, Some("1"))]);
    let second = together([
        expect("m", 1),
        append("m", 2),
        guard("g", Some("1"), Some("2")),
    ]);
    store.commit(together([first, second])).await.unwrap();
    assert_eq!(guard_value(&store, "g").await.as_deref(), Some("2"));
    audit(&store).await;
}
