//! Figures of a year of a province (统计分析): the page from the counts, against the same figures by scanning the
//! rows: by the database's own grouping, and, with the feature `columns`, by an analytical engine.

#[cfg(feature = "columns")]
mod columns;

use crate::desk::pages::Readers;
use crate::stopwatch::{Stopwatch, median};
use crate::world::{World, on_each};
use app::queries::figures::{Period, table};
use app::queries::reader::Reader;
use casework::figures::Filter;
use casework::{PersonId, UnitId};
use store::{Engine, Store};

/// How often each way is taken.
const TIMES: usize = 5;

/// Measures on the engines.
pub async fn run(matters: usize, engines: &[Engine]) {
    on_each(engines, async |store| on(store, matters).await).await;
}

async fn on(store: Store, matters: usize) {
    println!("\n{:?}", store.engine());
    let mut world = World::filled(store).await;
    world.grow(matters).await;
    measure(&world, matters).await;
}

/// Measures in an office of so many matters.
pub async fn measure(world: &World, matters: usize) {
    let person = Readers::of(world).await.supervisor().clone();
    let reader = Reader::of(&world.app, &person)
        .await
        .expect("the reader is known");
    let organ = reader
        .office
        .organ_of(&reader.units[0])
        .expect("an organ")
        .clone();
    let year = Period::parse("2026").expect("a year");
    let counts = figures(world, &person, &organ, year).await;
    let (rows, scan) = scanned(world, &organ, year).await;
    println!(
        "figures of a year, {rows} arrivals of {matters} matters, with both comparisons and breakdowns"
    );
    println!("from the counts            {counts:.0} ms");
    println!(
        "grouped from the rows      {scan:.0} ms, arrivals of one year alone; × {:.2}",
        scan / counts
    );
    #[cfg(feature = "columns")]
    engine(world, &organ, year, (rows, counts)).await;
    #[cfg(not(feature = "columns"))]
    println!("an analytical engine: not built in, ask with `--features columns`");
}

/// The page: every metric over three times, by channel, class, domain, level and unit.
async fn figures(world: &World, person: &PersonId, organ: &UnitId, year: Period) -> f64 {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let watch = Stopwatch::start();
        let told = table(&world.app, person, organ, (year, &Filter::default())).await;
        assert!(
            told.is_ok_and(|told| !told.lines.is_empty()),
            "there are figures"
        );
        times.push(1_000.0 / watch.rate(1));
    }
    median(times)
}

/// What an organ saw arrive in a year, as a statement over the rows.
fn arrivals(world: &World, organ: &UnitId, year: Period) -> (&'static str, Vec<store::Value>) {
    let offset = world.app.offset();
    let key = |on| store::Value::from(format!("{:016}", offset.midnight(on)));
    let after = year.until.tomorrow().expect("a day after");
    let sql = "FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
               WHERE v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3";
    (sql, vec![organ.as_str().into(), key(year.from), key(after)])
}

const WORD: &str = "m.flags || '|' || m.channel || '|' || COALESCE(m.class, '') || '|' || m.managed || '|' || m.domains";

async fn scanned(world: &World, organ: &UnitId, year: Period) -> (i64, f64) {
    let (from, params) = arrivals(world, organ, year);
    let sql = format!("SELECT {WORD}, count(*) {from} GROUP BY {WORD}");
    let (mut all, mut times) = (0, Vec::new());
    for _ in 0..TIMES {
        let watch = Stopwatch::start();
        let rows = world
            .app
            .store()
            .rows(&sql, &params)
            .await
            .expect("rows are grouped");
        all = rows.iter().map(|row| row.int(1).expect("a count")).sum();
        times.push(1_000.0 / watch.rate(1));
    }
    (all, median(times))
}

/// The same year and the two it is compared with, by every dimension, by an engine that scans columns in memory.
#[cfg(feature = "columns")]
async fn engine(world: &World, organ: &UnitId, year: Period, (rows, counts): (i64, f64)) {
    let offset = world.app.offset();
    let span = |year: Period| {
        let after = year.until.tomorrow().expect("a day after");
        (offset.midnight(year.from), offset.midnight(after))
    };
    let before = Period::parse("2025").expect("a year");
    // A year is the time before itself as well.
    let spans = [span(year), span(before), span(before)];
    let sql = format!(
        "SELECT {} FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE v.unit_id = $1",
        columns::READ
    );
    let watch = Stopwatch::start();
    let read = world.app.store().rows(&sql, &[organ.as_str().into()]).await;
    let table = columns::Columns::of(&read.expect("rows are read"));
    let loaded = 1_000.0 / watch.rate(1);
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let watch = Stopwatch::start();
        let scanned = table.scanned(&spans);
        times.push(1_000.0 / watch.rate(1));
        assert_eq!(rows, scanned, "both ways read the same rows");
    }
    let scan = median(times);
    println!(
        "an analytical engine       {scan:.0} ms, arrivals of three times by five dimensions; × {:.2}; \
         columns filled in {loaded:.0} ms before",
        scan / counts
    );
}
