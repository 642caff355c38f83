//! Writes at the same time: one winner, no lost update, no check that passes too late.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use store::{Change, Store, Write};
use tokio::task::JoinSet;

use super::world::*;

pub async fn one_of_many_appends_wins_each_version(store: Store) {
    const VERSIONS: i64 = 6;
    let mut tasks = JoinSet::new();
    for task in 0..32 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut won = 0;
            for version in 1..=VERSIONS {
                let mut write = append("m", version);
                write.merge(key(&format!("{task}-{version}")));
                match reason(store.commit(write).await).as_str() {
                    "committed" => won += 1,
                    other => assert_eq!(other, "stale m"),
                }
            }
            won
        });
    }
    let won: Vec<i64> = tasks.join_all().await;
    // Whoever found a version taken went on to the next, so that none was left out.
    assert_eq!(won.iter().sum::<i64>(), VERSIONS);
    assert_eq!(count(&store, "events").await, VERSIONS);
    assert_eq!(count(&store, "keys").await, VERSIONS);
    audit(&store).await;
}

pub async fn concurrent_claims_have_one_winner(store: Store) {
    let writes = (0..32).map(|n| claim("number", "1", &format!("m{n}")));
    let answers = join_all(writes.map(|write| store.commit(write))).await;
    let reasons: Vec<String> = answers.into_iter().map(reason).collect();
    assert_eq!(
        reasons
            .iter()
            .filter(|reason| *reason == "committed")
            .count(),
        1
    );
    assert_eq!(
        reasons
            .iter()
            .filter(|reason| *reason == "claimed number 1")
            .count(),
        31
    );
}

/// Every write that checked generation 1 must be stored before the swap to 2: each records the
/// generation it could read after its commit was acknowledged.
pub async fn no_check_passes_after_a_swap(store: Store) {
    store.commit(guard("g", None, Some("1"))).await.unwrap();
    let swapped = Arc::new(AtomicBool::new(false));
    let mut tasks = JoinSet::new();
    for task in 0..16 {
        let (store, swapped) = (store.clone(), Arc::clone(&swapped));
        tasks.spawn(async move {
            for round in 0..200 {
                let late = swapped.load(Ordering::SeqCst);
                let name = format!("{task}-{round}");
                let write = together([guard("g", Some("1"), None), key(&name)]);
                match reason(store.commit(write).await).as_str() {
                    "committed" => assert!(!late, "a check passed after the swap"),
                    other => {
                        assert_eq!(other, "guarded g");
                        return;
                    }
                }
            }
            panic!("the swap never came");
        });
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    // The swap itself counts what it ended: no more may be there later.
    let sql = "INSERT INTO credentials (person_id, password_hash, failed, retry_at) \
               SELECT 'at the swap', '', count(*), 0 FROM keys";
    let counted = Write {
        changes: vec![Change::new(sql, [])],
        ..Write::default()
    };
    store
        .commit(together([guard("g", Some("1"), Some("2")), counted]))
        .await
        .unwrap();
    swapped.store(true, Ordering::SeqCst);
    tasks.join_all().await;
    let rows = store
        .rows("SELECT failed FROM credentials", &[])
        .await
        .unwrap();
    assert_eq!(rows[0].int(0).unwrap(), count(&store, "keys").await);
}

pub async fn swaps_never_lose_an_update(store: Store) {
    store.commit(guard("g", None, Some("0"))).await.unwrap();
    let won = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..16 {
        let (store, won) = (store.clone(), Arc::clone(&won));
        tasks.spawn(async move {
            for _ in 0..10 {
                let seen = guard_value(&store, "g").await.unwrap();
                let next = (seen.parse::<i64>().unwrap() + 1).to_string();
                match reason(store.commit(guard("g", Some(&seen), Some(&next))).await).as_str() {
                    "committed" => drop(won.fetch_add(1, Ordering::SeqCst)),
                    other => assert_eq!(other, "guarded g"),
                }
            }
        });
    }
    tasks.join_all().await;
    let last: usize = guard_value(&store, "g").await.unwrap().parse().unwrap();
    assert_eq!(last, won.load(Ordering::SeqCst));
    assert!(last > 0);
}

/// Many writers that check the same guard all the time still let one swap it.
pub async fn a_swap_is_not_starved_by_checks(store: Store) {
    store.commit(guard("g", None, Some("1"))).await.unwrap();
    let ended = Arc::new(AtomicBool::new(false));
    let mut tasks = JoinSet::new();
    for task in 0..32 {
        let (store, ended) = (store.clone(), Arc::clone(&ended));
        tasks.spawn(async move {
            let mut round = 0;
            while !ended.load(Ordering::SeqCst) {
                round += 1;
                let write = together([
                    guard("g", Some("1"), None),
                    append(&format!("{task}-{round}"), 1),
                ]);
                if reason(store.commit(write).await) != "committed" {
                    return;
                }
            }
        });
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let swap = store.commit(guard("g", Some("1"), Some("2")));
    let answer = tokio::time::timeout(Duration::from_secs(10), swap).await;
    ended.store(true, Ordering::SeqCst);
    tasks.join_all().await;
    answer.expect("the swap had its turn").unwrap();
}

/// Write skew: each write appends to one stream because of the head of the other.
pub async fn two_streams_that_read_each_other_do_not_both_move(store: Store) {
    for round in 0..15 {
        let (left, right) = (format!("l{round}"), format!("r{round}"));
        store
            .commit(together([append(&left, 1), append(&right, 1)]))
            .await
            .unwrap();
        let one = together([append(&left, 2), expect(&right, 1)]);
        let other = together([append(&right, 2), expect(&left, 1)]);
        let answers = join_all([one, other].map(|write| store.commit(write))).await;
        let moved = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(moved, 1, "round {round}: {answers:?}");
    }
    audit(&store).await;
}

/// On PostgreSQL this is a deadlock, which the server ends after a second.
pub async fn two_foundings_that_read_each_other_do_not_both_happen(store: Store) {
    let one = together([append("left", 1), expect("right", 0)]);
    let other = together([append("right", 1), expect("left", 0)]);
    let answers = join_all([one, other].map(|write| store.commit(write))).await;
    let founded = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(founded, 1, "{answers:?}");
    audit(&store).await;
}

/// Changes may lock rows in any order. Where that ends in a deadlock the store repeats the write.
pub async fn writes_that_cross_their_rows_all_end(store: Store) {
    store.commit(together([key("a"), key("b")])).await.unwrap();
    let turn = |id: &'static str| {
        Change::new(
            "UPDATE keys SET scope = $2 WHERE key_id = $1",
            [id.into(), "x".into()],
        )
    };
    let crossing = (0..6).map(|n| {
        let changes = if n % 2 == 0 {
            vec![turn("a"), turn("b")]
        } else {
            vec![turn("b"), turn("a")]
        };
        Write {
            changes,
            ..append(&format!("s{n}"), 1)
        }
    });
    for answer in join_all(crossing.map(|write| store.commit(write))).await {
        answer.unwrap();
    }
    assert_eq!(count(&store, "events").await, 6);
    audit(&store).await;
}

pub async fn two_stores_share_one_database(store: Store) {
    // Two handles in one process; two processes are no different to either engine.
    let other = store::testing::reopened(&store).await;
    store.commit(append("m", 1)).await.unwrap();
    assert_eq!(reason(other.commit(append("m", 1)).await), "stale m");
    other.commit(append("m", 2)).await.unwrap();
    let writes = (0..40).map(|n| {
        let store = if n % 2 == 0 { &store } else { &other };
        store.commit(append(&format!("s{n}"), 1))
    });
    for answer in join_all(writes).await {
        answer.unwrap();
    }
    assert_eq!(count(&other, "events").await, 42);
    assert_eq!(count(&store, "events").await, 42);
    audit(&store).await;
}

pub async fn a_write_runs_to_its_end_without_its_caller(store: Store) {
    for n in 0..20 {
        let write = together([append(&format!("s{n}"), 1), key(&format!("k{n}"))]);
        let handed_over = store.commit(write);
        // Dropped somewhere on its way.
        drop(tokio::time::timeout(Duration::from_micros(n * 100), handed_over).await);
    }
    store.commit(append("last", 1)).await.unwrap();
    for n in 0..20 {
        // Whether a dropped write was handed over is open; half of one never is.
        let rows = store
            .rows(
                "SELECT (SELECT count(*) FROM events WHERE stream_id = $1), \
                 (SELECT count(*) FROM keys WHERE key_id = $2)",
                &[format!("s{n}").into(), format!("k{n}").into()],
            )
            .await
            .unwrap();
        assert_eq!(rows[0].int(0).unwrap(), rows[0].int(1).unwrap());
    }
    audit(&store).await;
}
