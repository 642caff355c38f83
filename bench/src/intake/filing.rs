//! The write path's leg: so many clients, each filing the next report when the last one is durable.

use super::Load;
use crate::office;
use crate::stopwatch::Stopwatch;
use app::{App, Who};
use casework::MatterId;
use futures_util::future::join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What was filed.
pub struct Filed {
    /// In the order of filing.
    pub matters: Vec<MatterId>,
    /// Reports a second, without the warming.
    pub rate: f64,
    /// Reports one flush of the disk made durable, on average.
    pub group: f64,
}

/// Files a load's reports.
pub async fn file(app: &App, load: Load) -> Filed {
    let mut matters = clients(app, load.clients, 0..load.warming).await;
    let groups = app.store().groups();
    let watch = Stopwatch::start();
    matters.extend(clients(app, load.clients, load.warming..load.warming + load.counted).await);
    let rate = watch.rate(load.counted);
    let groups = app.store().groups() - groups;
    matters.sort();
    let group = if groups == 0 {
        1.0
    } else {
        load.counted as f64 / groups as f64
    };
    Filed {
        matters,
        rate,
        group,
    }
}

async fn clients(app: &App, clients: usize, numbers: std::ops::Range<usize>) -> Vec<MatterId> {
    let next = Arc::new(AtomicUsize::new(numbers.start));
    let tasks =
        (0..clients).map(|_| tokio::spawn(client(app.clone(), Arc::clone(&next), numbers.end)));
    let filed = join_all(tasks).await.into_iter();
    filed
        .flat_map(|filed| filed.expect("a client does not panic"))
        .collect()
}

async fn client(app: App, next: Arc<AtomicUsize>, end: usize) -> Vec<MatterId> {
    let mut filed = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= end {
            return filed;
        }
        let done = app.execute(&Who::Citizen, office::report(number)).await;
        let done = done.expect("a report is taken");
        filed.push(done.matter.expect("a filing has a matter"));
    }
}
