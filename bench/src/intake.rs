//! Durable intake: the whole write path against the very rows it wrote, inserted by the raw driver.
//!
//! A round files reports through [`app::App::execute`], reads back every row they left, and inserts these
//! rows into a second fresh database by the engine's own driver: prepared statements, one a table, all
//! rows of a table at once, with the durability and the transactions of the write path. The first
//! reports of each leg are not timed: they open connections and prepare statements.

mod captured;
mod filing;
mod postgres;
mod sqlite;

use crate::stopwatch::median;
use captured::Captured;
use store::{Address, Engine, Store, testing};

/// What one leg does: how many reports before the clock starts, how many after, from how many clients.
#[derive(Debug, Clone, Copy)]
struct Load {
    clients: usize,
    warming: usize,
    counted: usize,
}

/// One at a time, as a quiet office; and many at once, as after a broadcast.
const LOADS: [Load; 2] = [
    Load {
        clients: 1,
        warming: 100,
        counted: 1_500,
    },
    Load {
        clients: 32,
        warming: 1_000,
        counted: 8_000,
    },
];

/// What one round found.
struct Round {
    path: f64,
    raw: f64,
    rows: f64,
    group: f64,
}

/// Measures the engines and prints a table.
pub async fn run(rounds: usize, engines: &[Engine]) {
    println!("durable intake, medians of {rounds} alternating rounds (min–max of the ratio)");
    println!("engine      clients  write path/s    raw/s  ratio               rows/report  group");
    for &engine in engines {
        for load in LOADS {
            let mut found = Vec::new();
            for _ in 0..rounds {
                found.extend(round(engine, load).await);
            }
            if !found.is_empty() {
                println!("{}", line(engine, load, &found));
            }
        }
    }
}

async fn round(engine: Engine, load: Load) -> Option<Round> {
    let place = tempfile::tempdir().expect("there is room for a temporary folder");
    let fresh = async |name: &str| match engine {
        Engine::Sqlite => Some(Address::Sqlite(place.path().join(name))),
        Engine::Postgres => testing::fresh_postgres_address().await,
    };
    let store = opened(&fresh("path.db").await?).await;
    let app = crate::office::found(store.clone()).await;
    let before = captured::sizes(&store).await;
    let filed = filing::file(&app, load).await;
    let captured = captured::capture(&store, &filed.matters, &before).await;
    drop((app, store));

    let raw = fresh("raw.db").await?;
    drop(opened(&raw).await);
    let raw = match &raw {
        Address::Sqlite(path) => sqlite::insert(path, &captured, load, filed.group),
        Address::Postgres(url) => postgres::insert(url, &captured, load).await,
    };
    Some(Round {
        path: filed.rate,
        raw,
        rows: captured.rows_a_report(),
        group: filed.group,
    })
}

async fn opened(address: &Address) -> Store {
    let store = Store::open(address).await.expect("a fresh store opens");
    store.migrate().await.expect("a fresh store migrates");
    store
}

fn line(engine: Engine, load: Load, rounds: &[Round]) -> String {
    let middle = |of: fn(&Round) -> f64| median(rounds.iter().map(of).collect());
    let ratios = || rounds.iter().map(|round| round.path / round.raw);
    format!(
        "{:<10}  {:>7}  {:>12.0}  {:>7.0}  {:.2} ({:.2}–{:.2})    {:>11.1}  {:>5.1}",
        format!("{engine:?}"),
        load.clients,
        middle(|round| round.path),
        middle(|round| round.raw),
        median(ratios().collect()),
        ratios().fold(f64::INFINITY, f64::min),
        ratios().fold(0.0, f64::max),
        middle(|round| round.rows),
        middle(|round| round.group),
    )
}
