//! The write path's leg: so many clients, each filing the next report when the last one is durable.

use super::Load;
use crate::office;
use crate::stopwatch::Stopwatch;
use app::{App, Order, Who};
use casework::MatterId;
use futures_util::future::join_all;
use std::sync::{Arc, Mutex};
use std::vec::IntoIter;

/// What was filed.
pub struct Filed {
    /// In the order of filing.
    pub matters: Vec<MatterId>,
    /// Reports a second, without the warming.
    pub rate: f64,
    /// Reports one flush of the disk made durable, on average.
    pub group: f64,
}

/// Files a load's reports, written beforehand.
pub async fn file(app: &App, load: Load) -> Filed {
    let reports = |range: std::ops::Range<usize>| range.map(office::report).collect();
    let warming = reports(0..load.warming);
    let counted = reports(load.warming..load.warming + load.counted);
    let mut matters = clients(app, load.clients, warming).await;
    let groups = app.store().groups();
    let watch = Stopwatch::start();
    matters.extend(clients(app, load.clients, counted).await);
    let rate = watch.rate(load.counted);
    let groups = app.store().groups() - groups;
    matters.sort();
    let group = match groups {
        0 => 1.0,
        groups => load.counted as f64 / groups as f64,
    };
    Filed {
        matters,
        rate,
        group,
    }
}

async fn clients(app: &App, clients: usize, reports: Vec<Order>) -> Vec<MatterId> {
    let reports = Arc::new(Mutex::new(reports.into_iter()));
    let tasks = (0..clients).map(|_| tokio::spawn(client(app.clone(), Arc::clone(&reports))));
    let filed = join_all(tasks).await.into_iter();
    filed
        .flat_map(|filed| filed.expect("a client does not panic"))
        .collect()
}

async fn client(app: App, reports: Arc<Mutex<IntoIter<Order>>>) -> Vec<MatterId> {
    let next = || reports.lock().expect("no client panicked").next();
    let mut filed = Vec::new();
    while let Some(report) = next() {
        let done = app.execute(&Who::Citizen, report).await;
        let done = done.expect("a report is taken");
        filed.push(done.matter.expect("a filing has a matter"));
    }
    filed
}
