//! Figures of a year of a province (统计分析): the page from the counts, against the same figures by scanning the
//! rows, once by the database's own grouping and once over columns in memory, which is the least an analytical
//! engine beside it would do.

use crate::desk::pages::Readers;
use crate::stopwatch::{Stopwatch, median};
use crate::world::{World, on_each};
use app::queries::figures::{Period, table};
use app::queries::reader::Reader;
use casework::figures::{Cell, Filter};
use casework::{PersonId, UnitId};
use std::collections::BTreeMap;
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
    let (columns, memory) = in_memory(world, &organ, year).await;
    assert_eq!(rows, columns, "both ways read the same rows");
    println!(
        "figures of a year, {rows} arrivals of {matters} matters, with both comparisons and breakdowns"
    );
    println!("from the counts            {counts:.0} ms");
    println!(
        "grouped from the rows      {scan:.0} ms, arrivals of one year alone; × {:.2}",
        scan / counts
    );
    println!(
        "columns read and scanned   {memory:.0} ms, arrivals of one year alone; × {:.2}",
        memory / counts
    );
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

async fn in_memory(world: &World, organ: &UnitId, year: Period) -> (i64, f64) {
    let (from, params) = arrivals(world, organ, year);
    let sql = format!("SELECT {WORD} {from}");
    let (mut all, mut times) = (0, Vec::new());
    for _ in 0..TIMES {
        let watch = Stopwatch::start();
        let rows = world
            .app
            .store()
            .rows(&sql, &params)
            .await
            .expect("rows are read");
        let mut by_channel: BTreeMap<&str, i64> = BTreeMap::new();
        for row in &rows {
            let cell = Cell::parse(row.text(0).expect("a word"));
            *by_channel
                .entry(cell.map_or("", |cell| cell.channel))
                .or_default() += 1;
        }
        all = by_channel.values().sum();
        times.push(1_000.0 / watch.rate(1));
    }
    (all, median(times))
}
