//! The desk at a million matters: every listed page, the matter page, the to-do, registration and export,
//! at 10,000 matters and at the number asked for, on each engine.
//!
//! Three thousand matters are filed and handled through the write path by the simulation; the rest are
//! bulk copies of them with every hash, row and seal of their own (`app::testing::bulk`).

mod export;
pub mod pages;
pub mod supervision;

use crate::stopwatch::Stopwatch;
use crate::world::World;
use crate::world::on_each;
use pages::{Readers, Table};
use store::Engine;

/// What pages are compared with.
const SMALL: usize = 10_000;

/// Measures on the engines.
pub async fn run(count: usize, engines: &[Engine]) {
    on_each(engines, async |store| drop(measure(store, count).await)).await;
}

/// Measures the desk, and hands on the office it was measured in.
pub async fn measure(store: store::Store, count: usize) -> World {
    let engine = store.engine();
    println!("\n{engine:?}");
    let mut world = World::filled(store).await;
    world.grow(SMALL.min(count)).await;
    let readers = Readers::of(&world).await;
    let small = readers.measure(&world).await;
    let watch = Stopwatch::start();
    let events = world.grow(count).await;
    println!(
        "{count} matters, {:.0} events a second while copying",
        watch.rate(events)
    );
    let readers = Readers::of(&world).await;
    let large = readers.measure(&world).await;
    Table {
        small,
        large,
        count,
    }
    .print();
    export::measure(&world, &readers).await;
    world
}
