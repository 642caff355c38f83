//! The timers' sweep over every open clock, of which one in a hundred is due.

use crate::desk::pages::Readers;
use crate::desk::supervision;
use crate::stopwatch::Stopwatch;
use crate::world::{World, on_each};
use app::jobs::clocks::record_due;
use store::{Engine, Store};

/// Measures on the engines.
pub async fn run(clocks: usize, engines: &[Engine]) {
    on_each(engines, async |store| on(store, clocks).await).await;
}

async fn on(store: Store, clocks: usize) {
    println!("\n{:?}", store.engine());
    let world = World::filled(store).await;
    measure(&world, clocks).await;
    let readers = Readers::of(&world).await;
    for (name, times) in supervision::measure(&world, readers.supervisor()).await {
        println!("{name}: {times}");
    }
}

/// Records what was due already, lets as many clocks run as are asked for, moves the time to where one in a
/// hundred of them wants a look, and lets the timer run.
async fn measure(world: &World, clocks: usize) {
    // What was overdue when it was copied is recorded first: the sweep under measurement is an ordinary one.
    let watch = Stopwatch::start();
    let backlog = record_due(&world.app).await.expect("the timer runs");
    let backlog_rate = watch.rate(backlog);
    world
        .wait(clocks.saturating_sub(running(world).await))
        .await;
    let (store, open) = (world.app.store(), running(world).await as i64);
    let sql = "SELECT next_at FROM clocks WHERE next_at IS NOT NULL ORDER BY next_at, matter_id \
               LIMIT 1 OFFSET $1";
    let rows = store
        .rows(sql, &[(open / 100).into()])
        .await
        .expect("the next clocks are read");
    let Some(at) = rows.first().map(|row| row.int(0).expect("an instant")) else {
        println!("sweep: too few open clocks");
        return;
    };
    // A promise is kept within its last second, and broken after it.
    world.clock.advance(at + 1_000 - world.app.now().at);
    let watch = Stopwatch::start();
    let recorded = record_due(&world.app).await.expect("the timer runs");
    println!(
        "sweep: {open} open clocks; {backlog} matters were due already ({backlog_rate:.0} a second); \
         then {recorded} matters due, {:.0} a second",
        watch.rate(recorded)
    );
    let watch = Stopwatch::start();
    let again = record_due(&world.app).await.expect("the timer runs");
    println!(
        "sweep with nothing due: {again} recorded, {:.2} ms",
        1_000.0 / watch.rate(1)
    );
}

/// Clocks that a timer will want to look at.
async fn running(world: &World) -> usize {
    let sql = "SELECT count(*) FROM clocks WHERE next_at IS NOT NULL";
    let rows = world.app.store().rows(sql, &[]).await;
    let count = rows.expect("clocks are counted")[0].int(0);
    usize::try_from(count.expect("a count")).expect("a count")
}
