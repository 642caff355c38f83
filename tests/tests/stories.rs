//! Every story of `scenarios/`, on every engine and through every door: one transcript.

use std::path::Path;

use store::testing::{fresh_postgres, fresh_sqlite};
use tests::story::{Door, Golden, Inside, carry_out, stories};

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Carries out every story through a door on every engine at hand; names every one that fails.
async fn all_through(door: impl Door, may_update: bool) {
    let mut failed = Vec::new();
    for golden in stories(workspace()).unwrap() {
        let (store, _folder) = fresh_sqlite().await;
        failed.extend(one(&golden, &door, "SQLite", store, may_update).await);
        if let Some(store) = fresh_postgres().await {
            failed.extend(one(&golden, &door, "PostgreSQL", store, false).await);
        }
    }
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
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

#[tokio::test(flavor = "multi_thread")]
async fn every_story_goes_as_told() {
    all_through(Inside, true).await;
}
