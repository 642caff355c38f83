//! Every story of `scenarios/`, on every engine and through every door: one transcript.

mod stories {
    pub mod api;
}

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// A story is one future of every act and every page: without optimisation its frames need more room than
/// a thread has by default.
const STACK: usize = 16 << 20;

/// Stories told at once, for each core: a story waits for its database half of the time, and a server that
/// serves all of them together keeps each waiting longer than a transaction may.
const AT_ONCE: usize = 3;

#[test]
fn every_story_goes_as_told() {
    // `STORY=inspections` tells one alone, for whoever writes it.
    let only = std::env::var("STORY").unwrap_or_default();
    let mut stories = story::stories(workspace()).unwrap();
    stories.retain(|golden| golden.story.file.contains(&*only));
    assert!(!stories.is_empty());
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let tell = || {
        while let Some(golden) = stories.get(next.fetch_add(1, Ordering::Relaxed)) {
            let wrong = Runtime::new().unwrap().block_on(everywhere(golden));
            failed.lock().unwrap().extend(wrong);
        }
    };
    let tellers = AT_ONCE * thread::available_parallelism().unwrap().get();
    thread::scope(|scope| {
        for _ in 0..tellers {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, tell).unwrap();
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

/// Carries out a story through every door on every engine at hand. The first of them may write the
/// transcript anew; all others have to agree with it.
async fn everywhere(golden: &Golden) -> Vec<String> {
    let update = std::env::var("UPDATE_GOLDEN").is_ok_and(|word| word == "1");
    let mut failed = Vec::new();
    let (store, _folder) = fresh_sqlite().await;
    failed.extend(one(golden, &Inside, "SQLite", store, update).await);
    if golden.story.once {
        return failed;
    }
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
    let told = carry_out(&golden.story, &golden.office, door, store, workspace());
    let told = Box::pin(told).await;
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
    let acts = acts.chain(casework::procedure::noun::acts());
    for act in acts.filter(|act| act.performer == casework::act::Performer::Person) {
        assert!(
            told.iter().any(|name| name == act.zh),
            "no story has {}",
            act.zh
        );
    }
}
