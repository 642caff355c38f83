//! Timed work: no input, idempotent, on a timer and on a nudge. Crash, restart and a second node take
//! one code path; what two nodes do at once is refused to one of them by the write contract.

pub mod clocks;
pub mod sequence;

use crate::{App, Fault, files, search_index};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Starts every job of a serving node.
pub fn start(app: &App) -> Vec<JoinHandle<()>> {
    vec![
        every(app, "sequence", Duration::from_secs(2), |app| async move {
            sequence::sequence(&app).await.map(drop)
        }),
        every(app, "clocks", Duration::from_secs(60), |app| async move {
            clocks::record_due(&app).await.map(drop)
        }),
        // Rules and calendar change only with a start; the first run is at once.
        every(
            app,
            "recount",
            Duration::from_secs(3_600),
            |app| async move { clocks::recount_if_changed(&app).await.map(drop) },
        ),
        every(app, "handover", Duration::from_secs(60), |app| async move {
            crate::handover::pass_over_removed(&app).await.map(drop)
        }),
        every(app, "notices", Duration::from_secs(30), |app| async move {
            crate::notices::send_due(&app).await.map(drop)
        }),
        every(app, "scans", Duration::from_secs(30), |app| async move {
            files::scan::take_up(&app).await
        }),
        every(app, "search", Duration::from_secs(5), |app| async move {
            search_index::tend(&app).await
        }),
        every(
            app,
            "search-sweep",
            Duration::from_secs(3_600),
            |app| async move { search_index::sweep(&app).await },
        ),
        every(
            app,
            "orphans",
            Duration::from_secs(3_600),
            |app| async move { files::sweep(&app).await },
        ),
    ]
}

fn every<F>(
    app: &App,
    name: &'static str,
    period: Duration,
    run: impl Fn(App) -> F + Send + 'static,
) -> JoinHandle<()>
where
    F: Future<Output = Result<(), Fault>> + Send,
{
    let app = app.clone();
    tokio::spawn(async move {
        let mut timer = tokio::time::interval(period);
        timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            timer.tick().await;
            if let Err(fault) = run(app.clone()).await {
                tracing::error!(job = name, %fault, "a job failed and will run again");
            }
        }
    })
}
