//! Every story of `scenarios/`, on every engine and through every door: one transcript.

mod stories {
    pub mod api;
}

use std::path::Path;
use std::thread;

use store::testing::{fresh_postgres, fresh_sqlite};
use stories::api::Api;
use tests::story::{self, Door, Golden, Inside, carry_out};
use tokio::runtime::Runtime;

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the workspace")
}

#[test]
fn every_story_goes_as_told() {
    let stories = story::stories(workspace()).unwrap();
    assert!(!stories.is_empty());
    let failed: Vec<String> = thread::scope(|scope| {
        let tell = |golden| move || Runtime::new().unwrap().block_on(everywhere(golden));
        let told = stories.iter().map(|golden| scope.spawn(tell(golden)));
        let told: Vec<_> = told.collect();
        told.into_iter()
            .flat_map(|story| story.join().unwrap())
            .collect()
    });
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

/// Carries out a story through every door on every engine at hand. The first of them may write the
/// transcript anew; all others have to agree with it.
async fn everywhere(golden: &Golden) -> Vec<String> {
    let update = std::env::var("UPDATE_GOLDEN").is_ok_and(|word| word == "1");
    let mut failed = Vec::new();
    let (store, _folder) = fresh_sqlite().await;
    failed.extend(one(golden, &Inside, "SQLite", store, update).await);
    let (store, _folder) = fresh_sqlite().await;
    failed.extend(one(golden, &Api, "SQLite", store, false).await);
    if let Some(store) = fresh_postgres().await {
        failed.extend(one(golden, &Inside, "PostgreSQL", store, false).await);
    }
    if let Some(store) = fresh_postgres().await {
        failed.extend(one(golden, &Api, "PostgreSQL", store, false).await);
    }
    failed
}

async fn one(
    golden: &Golden,
    door: &impl Door,
    engine: &str,
    store: store::Store,
    update: bool,
) -> Option<String> {
    let told = carry_out(&golden.story, &golden.office, door, store, workspace()).await;
    let compared = told.and_then(|transcript| golden.compare(&transcript, update));
    compared
        .err()
        .map(|wrong| format!("{wrong}（{}，{engine}）", door.name()))
}

/// Whatever a person may do to a matter, some story does.
#[test]
fn every_act_of_a_person_has_a_story() {
    let told: Vec<String> = story::stories(workspace())
        .unwrap()
        .iter()
        .flat_map(|golden| &golden.story.statements)
        .filter_map(|statement| match &statement.what {
            story::What::Act(act) => Some(act.name.clone()),
            _ => None,
        })
        .collect();
    let acts = casework::matter::steps::ACTS.iter();
    for act in acts.filter(|act| act.performer == casework::act::Performer::Person) {
        assert!(
            told.iter().any(|name| name == act.zh),
            "no story has {}",
            act.zh
        );
    }
}
