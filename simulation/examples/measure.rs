//! Fills a new office in a temporary folder and prints how long each part took: the demo's budget.
//!
//! `cargo run --release -p jianjian-simulation --example measure -- 3000 16`

#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use app::moment::{Entropy, HandClock, SystemEntropy};
use app::{App, Setup};
use jianjian_simulation as simulation;
use jiff::civil::{date, datetime};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use simulation::office::Basis;
use simulation::rehearsal::moment;
use std::sync::Arc;
use std::time::Instant;
use store::{Address, Store};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let reports = words.next().map_or(Ok(3_000), |word| word.parse())?;
    let workers = words.next().map_or(Ok(16), |word| word.parse())?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Address::Sqlite(folder.path().join("office.db"))).await?;
    store.migrate().await?;
    let (since, until) = (date(2025, 1, 1), datetime(2026, 11, 20, 10, 0, 0, 0));
    let keys = KeyFile::generate(&mut |b: &mut [u8]| SystemEntropy.fill(b), Suite::Aes256Gcm);
    let clock = Arc::new(HandClock::at(moment(until).at));
    let entropy = Arc::new(SystemEntropy);
    let app = App::open(Setup {
        store,
        keys,
        clock,
        entropy,
        overrides: None,
    })
    .await?;
    let (catalogue, calendar) = (
        app.rules().version.clone(),
        app.calendar().version().to_owned(),
    );
    let basis = Basis {
        catalogue: &catalogue,
        calendar: &calendar,
        since,
    };
    let office = simulation::office::plan(1, &basis);
    let began = Instant::now();
    simulation::found(&app, &office, since).await?;
    println!(
        "founded with {} orders in {:.2?}",
        office.orders.len(),
        began.elapsed()
    );
    let began = Instant::now();
    let planned = Arc::new(std::sync::Mutex::new(None));
    let seen = Arc::clone(&planned);
    let options = simulation::Options {
        reports,
        workers,
        from: date(2025, 11, 21),
        until,
    };
    let summary = simulation::fill(&app, &office, &options, move |progress| {
        if let (true, Ok(mut seen)) = (progress.all > 0, seen.lock()) {
            seen.get_or_insert_with(|| began.elapsed());
        }
    })
    .await?;
    let planning = planned.lock().ok().and_then(|seen| *seen);
    println!(
        "{} orders in {:.2?}, first seen after {planning:.2?}",
        summary.orders,
        began.elapsed()
    );
    let began = Instant::now();
    match simulation::audit(&app, &summary.believed).await {
        Ok(tally) => println!("audited in {:.2?}: {tally:#?}", began.elapsed()),
        Err(findings) => findings.iter().for_each(|finding| println!("{finding}")),
    }
    Ok(())
}
