//! A whole province: desk, figures and search measured one after another in one office, which takes far longer to
//! fill than to measure.

use crate::world::on_each;
use crate::{analysis, desk, search};
use store::Engine;

/// Measures on the engines.
pub async fn run(matters: usize, engines: &[Engine]) {
    on_each(engines, async |store| {
        let world = desk::measure(store, matters).await;
        analysis::measure(&world, matters).await;
        search::measure(&world, matters).await;
        search::baseline(&world, matters).await;
    })
    .await;
}
