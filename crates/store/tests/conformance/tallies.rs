//! Counts: nothing is lost between writers, nothing at nothing is kept, and who counts anew counts alone.

use futures_util::future::join_all;
use store::testing::{Failure, fail_next_commit};
use store::{Change, Store, Tally, Write};
use tokio::task::JoinSet;

use super::world::*;

fn tally(owner: &str, added: i64) -> Tally {
    Tally {
        kind: "here",
        owner: owner.to_owned(),
        day: 20_000,
        word: "routed".to_owned(),
        run_id: String::new(),
        added,
    }
}

fn adding(tallies: Vec<Tally>) -> Write {
    Write {
        tallies,
        ..Write::default()
    }
}

async fn totals(store: &Store) -> Vec<(String, i64)> {
    let sql = "SELECT owner, total FROM tallies ORDER BY owner";
    let rows = store.rows(sql, &[]).await.unwrap();
    let pair = |row: &store::Row| (row.text(0).unwrap().to_owned(), row.int(1).unwrap());
    rows.iter().map(pair).collect()
}

pub async fn counts_of_many_writers_add_up(store: Store) {
    let mut tasks = JoinSet::new();
    for task in 0..16 {
        let store = store.clone();
        tasks.spawn(async move {
            for round in 0..10 {
                // Half of them name the counts in the other order.
                let mut tallies = vec![tally("a", 1), tally("b", 2), tally("c", -1)];
                if task % 2 == 0 {
                    tallies.reverse();
                }
                let mut write = adding(tallies);
                write.merge(key(&format!("{task}-{round}")));
                store.commit(write).await.unwrap();
            }
        });
    }
    tasks.join_all().await;
    let wanted = [("a", 160), ("b", 320), ("c", -160)].map(|(owner, n)| (owner.to_owned(), n));
    assert_eq!(totals(&store).await, wanted);
}

pub async fn a_count_that_came_to_nothing_is_gone(store: Store) {
    let more = vec![tally("a", 2), tally("b", 1)];
    store.commit(adding(more)).await.unwrap();
    store.commit(adding(vec![tally("a", -2)])).await.unwrap();
    assert_eq!(totals(&store).await, [("b".to_owned(), 1)]);
    // Taken away and brought by many at once, it ends where it began.
    let there_and_back = (0..24).map(|n| adding(vec![tally("b", if n % 2 == 0 { 1 } else { -1 })]));
    let answers = join_all(there_and_back.map(|write| store.commit(write))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(totals(&store).await, [("b".to_owned(), 1)]);
}

pub async fn a_count_is_of_one_mind_with_its_write(store: Store) {
    for (failure, stored) in [(Failure::NotStored, 0), (Failure::Stored, 1)] {
        let mut write = key("k");
        write.merge(adding(vec![tally("a", 1)]));
        fail_next_commit(&store, failure);
        store.commit(write).await.unwrap_err();
        assert_eq!(count(&store, "keys").await, stored);
        assert_eq!(totals(&store).await.len() as i64, stored);
    }
    // The key is there already: the write is refused, and with it what it would have added.
    let mut write = key("k");
    write.merge(adding(vec![tally("a", 1), tally("z", 1)]));
    store.commit(write).await.unwrap_err();
    assert_eq!(totals(&store).await, [("a".to_owned(), 1)]);
}

/// Every key is one row counted. Whoever counts the keys anew while others bring some loses none.
pub async fn who_counts_anew_counts_alone(store: Store) {
    let mut tasks = JoinSet::new();
    for task in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            for round in 0..12 {
                let mut write = key(&format!("{task}-{round}"));
                write.merge(adding(vec![tally("keys", 1)]));
                store.commit(write).await.unwrap();
            }
        });
    }
    for _ in 0..6 {
        let again = "INSERT INTO tallies (kind, owner, day, word, run_id, total) \
                     SELECT 'here', 'keys', 20000, 'routed', '', COUNT(*) FROM keys HAVING COUNT(*) > 0";
        let write = Write {
            recount: vec![
                Change::new("DELETE FROM tallies", Vec::new()),
                Change::new(again, Vec::new()),
            ],
            ..Write::default()
        };
        store.commit(write).await.unwrap();
    }
    tasks.join_all().await;
    assert_eq!(totals(&store).await, [("keys".to_owned(), 96)]);
}
