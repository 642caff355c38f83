//! Every story of `scenarios/`, on every engine and through every door: one transcript.

use std::path::Path;
use std::thread;

use store::testing::{fresh_postgres, fresh_sqlite};
use tests::story::{Door, Golden, Inside, carry_out, stories};
use tokio::runtime::Runtime;

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Carries out every story through a door on every engine at hand, side by side; names every one that
/// fails.
fn all_through(door: impl Door + Copy + Send, may_update: bool) {
    let stories = stories(workspace()).unwrap();
    assert!(!stories.is_empty());
    let failed: Vec<String> = thread::scope(|scope| {
        let tell = |golden| {
            move || {
                Runtime::new()
                    .unwrap()
                    .block_on(on_each(golden, door, may_update))
            }
        };
        let told: Vec<_> = stories
            .iter()
            .map(|golden| scope.spawn(tell(golden)))
            .collect();
        told.into_iter()
            .flat_map(|story| story.join().unwrap())
            .collect()
    });
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

async fn on_each(golden: &Golden, door: impl Door + Copy, may_update: bool) -> Vec<String> {
    let mut failed = Vec::new();
    let (store, _folder) = fresh_sqlite().await;
    failed.extend(one(golden, &door, "SQLite", store, may_update).await);
    if let Some(store) = fresh_postgres().await {
        failed.extend(one(golden, &door, "PostgreSQL", store, false).await);
    }
    failed
}

async fn one(
    golden: &Golden,
    door: &impl Door,
    engine: &str,
    store: store::Store,
    may_update: bool,
) -> Option<String> {
    let update = may_update && std::env::var("UPDATE_GOLDEN").is_ok_and(|word| word == "1");
    let told = carry_out(&golden.story, &golden.office, door, store, workspace()).await;
    let compared = told.and_then(|transcript| golden.compare(&transcript, update));
    compared
        .err()
        .map(|wrong| format!("{wrong}（{}，{engine}）", door.name()))
}

#[test]
fn every_story_goes_as_told() {
    all_through(Inside, true);
}
